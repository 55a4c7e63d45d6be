"""A table enters; a file for a paper, a spreadsheet or another program leaves, chosen by its suffix."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError
from discourse.showing.markup import html_table, md_table, tex_table
from discourse.tables import write_bytes, write_table, write_text

MAX_ROWS, MAX_CELL = 1_048_575, 32_767
_FORMULA = re.compile(r"[\s\0]*[=+\-@\t\r＝＋－＠]")
_UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?%?")


def export(
    table: pd.DataFrame,
    path: str | os.PathLike,
    *,
    digits: int = 4,
    caption: str = "",
    provenance: Mapping[str, object] | None = None,
) -> Path:
    r"""Write a table in the format that the suffix of the path names.

    Parameters
    ----------
    table : DataFrame
        Any table; its index is left out unless it has a name.
    path : str or PathLike
        ``.csv``, ``.xlsx``, ``.parquet`` (all digits), ``.tex`` (booktabs), ``.md`` or ``.html``.
    digits : int
        Significant digits of fractions in ``.tex``, ``.md`` and ``.html``.
    caption : str
        Caption in ``.tex``, ``.md`` and ``.html``.
    provenance : mapping, optional
        What the table was made from (hashes, versions, settings, seed); by default ``table.attrs["provenance"]``. It
        goes into the file (xlsx: a sheet; parquet: metadata; tex, md, html: a comment) or beside it (csv: ``.json``).

    Returns
    -------
    Path
        The file written, the same bytes for the same table.

    Raises
    ------
    DiscourseError
        If the suffix is unknown, the table does not fit the format, or the file cannot be written.

    Notes
    -----
    Text that a spreadsheet would run as a formula (it begins with ``= + - @``) gets an apostrophe in CSV and is
    stored as text in XLSX. Numbers stay numbers. Control characters and lone surrogates, which no format can carry
    safely, become U+FFFD.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> written = export(pd.DataFrame({"term": ["a|b"], "n": [3]}), f"{folder}/t.md")
    >>> print(written.read_text(encoding="utf-8"))
    | term | n |
    | --- | ---: |
    | a\|b | 3 |
    <BLANKLINE>
    """
    target = Path(path)
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        raise DiscourseError(f"suffix {target.suffix!r} is unknown", path=path,
                             remedy=f"Choose {', '.join(_WRITERS)}.")  # fmt: skip
    if not isinstance(table, pd.DataFrame):
        raise DiscourseError(f"a {type(table).__name__} is no table", path=path, remedy="Pass a DataFrame.")
    flat = _flat(table, target)
    origin = dict(provenance if provenance is not None else table.attrs.get("provenance", {}))
    about = json.dumps(origin, ensure_ascii=False, sort_keys=True, default=str) if origin else ""
    writer(flat, target, max(1, int(digits)), caption, about)
    return target


def _flat(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Plain DataFrame with text column names, named index levels as columns, categories as their values."""
    new = pd.DataFrame(table).copy()
    named = [name for name in new.index.names if name is not None and name not in new.columns]
    new = new.reset_index(level=named) if named else new
    if isinstance(new.columns, pd.MultiIndex):
        new.columns = [" ".join(str(part) for part in name if str(part)) for name in new.columns]
    new.columns = [_sound(str(name)) for name in new.columns]
    if doubled := sorted(new.columns[new.columns.duplicated()]):
        raise DiscourseError(f"column {doubled[0]!r} stands twice", path=path, remedy="Rename one of the two.")
    for name in new.columns:
        if isinstance(new[name].dtype, pd.CategoricalDtype):
            new[name] = new[name].astype(object)
        if new[name].dtype.kind not in "iufb" and any(isinstance(v, str) and _UNSOUND.search(v) for v in new[name]):
            new[name] = new[name].map(_sound)
    return new.reset_index(drop=True)


def _sound(value: object) -> object:
    return _UNSOUND.sub("\ufffd", value) if isinstance(value, str) else value


def _is_formula(value: object) -> bool:
    return isinstance(value, str) and bool(_FORMULA.match(value)) and not _NUMBER.fullmatch(value)


def _harmless(value: object) -> object:
    return f"'{value}" if _is_formula(value) else value


def _csv(table: pd.DataFrame, path: Path, digits: int, caption: str, about: str) -> None:
    safe = table.copy()
    for name in safe.columns[[dtype.kind not in "iufb" for dtype in safe.dtypes]]:
        safe[name] = safe[name].map(_harmless)
    safe.columns = [str(_harmless(name)) for name in safe.columns]
    write_table(safe, path)
    if about:
        write_text(path.with_name(path.name + ".json"), about + "\n")


def _xlsx(table: pd.DataFrame, path: Path, digits: int, caption: str, about: str) -> None:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if len(table) > MAX_ROWS or len(table.columns) > 16_384:
        raise DiscourseError(f"{len(table):,} rows do not fit a sheet", path=path, remedy="Write .parquet or .csv.")
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
    write_bytes(path, _without_dates(stream.getvalue()))


def _cell(cell, value: object, illegal: re.Pattern, path: Path) -> None:
    """Put a value into a cell: numbers as numbers, text as text and never as a formula."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and not np.isfinite(value)):
        cell.value = None if value is None or pd.isna(value) else str(value)
    elif isinstance(value, datetime) and value.tzinfo is not None:  # a sheet knows no time zones
        cell.value = value.isoformat()
    elif isinstance(value, bool | np.bool_ | int | np.integer | float | np.floating | datetime):
        plain = value.item() if isinstance(value, np.generic) else value
        cell.value = str(plain) if isinstance(plain, int) and abs(plain) > 2**53 else plain
    else:
        text = illegal.sub("\ufffd", str(value))
        if len(text) > MAX_CELL:
            raise DiscourseError(f"a cell of {len(text):,} characters does not fit a sheet", path=path,
                                 remedy="Write .csv or .parquet.")  # fmt: skip
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


def _parquet(table: pd.DataFrame, path: Path, digits: int, caption: str, about: str) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        arrow = pa.Table.from_pandas(table, preserve_index=False)
    except (pa.ArrowException, UnicodeEncodeError) as error:
        reason = str(error).splitlines()[0]
        raise DiscourseError(f"does not fit Parquet ({reason})", path=path,
                             remedy="Keep one kind of value in each column.") from None  # fmt: skip
    if about:
        arrow = arrow.replace_schema_metadata({**(arrow.schema.metadata or {}), b"discourse": about.encode("utf-8")})
    stream = io.BytesIO()
    parquet.write_table(arrow, stream)
    write_bytes(path, stream.getvalue())


def _markup(make):
    def write(table: pd.DataFrame, path: Path, digits: int, caption: str, about: str) -> None:
        write_text(path, make(table, digits=digits, caption=caption, comment=about))

    return write


_WRITERS = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
    ".tex": _markup(tex_table),
    ".md": _markup(md_table),
    ".html": _markup(html_table),
}
