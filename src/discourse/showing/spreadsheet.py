"""A table enters; the same table as a spreadsheet can hold it leaves: text that is never a formula, or a workbook."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from datetime import date, datetime, time, timedelta
from numbers import Number

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError

MAX_ROWS, MAX_COLUMNS, MAX_CELL = 1_048_575, 16_384, 32_767
_UNSEEN = (
    r"\s\0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_FORMULA = re.compile(rf"[{_UNSEEN}]*[=+\-@\t\r＝＋－＠﹦﹢﹣﹫]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?%?")


def spreadsheet_safe(table: pd.DataFrame) -> pd.DataFrame:
    """Give a copy in which no text, no heading and nothing that becomes text would run as a formula.

    Examples
    --------
    >>> spreadsheet_safe(pd.DataFrame({"@t": ["=1+1", "-0.5", "a"], "n": [-1, 2, 3]})).to_dict("list")
    {"'@t": ["'=1+1", '-0.5', 'a'], 'n': [-1, 2, 3]}
    """
    safe = pd.DataFrame(table).copy()
    for i in np.flatnonzero([dtype.kind not in "iufb" for dtype in safe.dtypes]).tolist():
        column = safe.iloc[:, i]
        if any(_harmless(value) is not value for value in column):
            safe.isetitem(i, column.astype(object).map(_harmless))
    safe.columns = [_harmless(str(name)) for name in safe.columns]
    return safe


def _is_formula(value: object) -> bool:
    return isinstance(value, str) and bool(_FORMULA.match(value)) and not _NUMBER.fullmatch(value)


def _harmless(value: object) -> object:
    if isinstance(value, str):
        return f"'{value}" if _is_formula(value) else value
    if value is None or isinstance(value, bool | Number | np.generic | date | time | timedelta | bytes | pd.Period):
        return value
    return f"'{value}" if _is_formula(str(value)) else value


def workbook(table: pd.DataFrame, about: str = "", *, path: str | os.PathLike | None = None) -> bytes:
    """Give the bytes of an XLSX file, the same for the same table.

    Parameters
    ----------
    table : DataFrame
        Sound text, numbers and dates, without an index.
    about : str
        JSON of what the table was made from; it becomes a second sheet.
    path : path, optional
        The file it will be, for messages.

    Raises
    ------
    DiscourseError
        If the table has too many rows or columns, or a cell too many characters.
    """
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if len(table) > MAX_ROWS or len(table.columns) > MAX_COLUMNS:
        problem = f"{len(table):,} rows and {len(table.columns):,} columns do not fit a sheet"
        raise DiscourseError(problem, path=path, remedy="Write .parquet or .csv.")
    book = Workbook()
    rows = {"table": [list(table.columns), *table.astype(object).to_numpy().tolist()]}
    if about:
        rows["provenance"] = [[key, str(value)] for key, value in json.loads(about).items()]
    for title, lines in rows.items():
        sheet = book.active if title == "table" else book.create_sheet()
        sheet.title = title
        for r, line in enumerate(lines, start=1):
            for c, value in enumerate(line, start=1):
                _cell(sheet.cell(r, c), value, ILLEGAL_CHARACTERS_RE, path)
        sheet.freeze_panes = "A2" if title == "table" else None
    stream = io.BytesIO()
    book.save(stream)
    return _without_dates(stream.getvalue())


def _cell(cell, value: object, illegal: re.Pattern, path) -> None:
    """Put a value into a cell: numbers as numbers, text as text and never as a formula."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and not np.isfinite(value)):
        cell.value = None if value is None or pd.isna(value) else str(value)
    elif isinstance(value, datetime) and (value.tzinfo is not None or value.year < 1901):  # a sheet knows neither
        cell.value = value.isoformat()
    elif isinstance(value, bool | np.bool_ | int | np.integer | float | np.floating | datetime):
        plain = value.item() if isinstance(value, np.generic) else value
        cell.value = str(plain) if isinstance(plain, int) and abs(plain) > 2**53 else plain
    else:
        text = illegal.sub("\ufffd", str(value))
        if len(text) > MAX_CELL // 2 and (size := len(text.encode("utf-16-le", "replace")) // 2) > MAX_CELL:
            raise DiscourseError(f"a cell of {size:,} characters does not fit a sheet", path=path,
                                 place=f"row {cell.row}", remedy="Write .csv or .parquet.")  # fmt: skip
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = _is_formula(text)


def _without_dates(data: bytes) -> bytes:
    """Pack a workbook again with fixed dates, so that the same table gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2022-11-14T00:00:00Z", part)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, part)
    return out.getvalue()
