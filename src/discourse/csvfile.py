"""CSV files in, tables of text cells out, nothing guessed; tables in, CSV files out, the same on every machine."""

from __future__ import annotations

import csv
import io
import math
import os
import re
import warnings
from collections.abc import Iterable, Sequence

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow

from discourse.errors import CorpusError, DiscourseError, DiscourseWarning, EncodingError, printable
from discourse.files import MAX_BYTES, gunzip, read_bytes
from discourse.writing import write_text

MAX_ROWS = 5_000_000
_BINARIES = {b"PK\3\4": "a workbook or ZIP archive", b"\xd0\xcf\x11\xe0": "an old workbook", b"%PDF": "a PDF",
             b"\x89PNG": "a PNG image", b"PAR1": "a Parquet table"}  # fmt: skip


def read_table(path: str | os.PathLike, *, required: Iterable[str] = (), optional: Iterable[str] | None = None,
               what: str = "table", max_bytes: int = MAX_BYTES, max_rows: int = MAX_ROWS) -> pd.DataFrame:
    r"""Read a CSV file strictly: every cell is text, nothing is guessed, every row is as wide as the header.

    Parameters
    ----------
    path : str or PathLike
        A ``.csv`` or ``.csv.gz`` file in UTF-8, with or without byte order mark. Commas separate cells; semicolons
        and tabs are recognised by the header.
    required : iterable of str
        Columns that must be there.
    optional : iterable of str, optional
        Columns that may be there besides; any other is refused. Without it every further column is accepted.
    what : str
        What the table is called in messages.
    max_bytes, max_rows : int
        Limits of size (64 MB) and length (5,000,000 rows).

    Returns
    -------
    DataFrame
        All cells str; the index is the line on which the row begins (the header is line 1).

    Raises
    ------
    EncodingError
        If the bytes are not UTF-8.
    CorpusError
        If the file is missing, too large, empty, or not a well-formed table.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "ids.csv"
    >>> _ = path.write_text('id,n\nNA,007\n"a\nb",\n', encoding="utf-8")
    >>> read_table(path).to_dict("split")
    {'index': [2, 3], 'columns': ['id', 'n'], 'data': [['NA', '007'], ['a\nb', '']]}
    """
    df = read_rows(path, tuple(required), optional, what, (max_bytes, max_rows))
    if df.empty:
        raise CorpusError(f"the {what} has a header but no rows", path=path, line=1, remedy="Add a row below it.")
    return df


def read_rows(path, required: tuple[str, ...], optional, what: str, limits: tuple[int, int] = (MAX_BYTES, MAX_ROWS)):
    """Read a table that may have no rows."""
    max_bytes, max_rows = limits
    data = read_bytes(path, max_bytes=max_bytes)
    if data[:2] == b"\x1f\x8b":
        data = gunzip(data, path=path, max_bytes=max_bytes)
    text = _decoded(data, path)
    delimiter, columns = _header(text, required, path, what)
    check_columns(columns, required, optional, path)
    if (plain := _plain(text, delimiter, columns)) is not None and len(plain) <= max_rows:
        return plain
    rows, lines = _rows(text, delimiter, len(columns), path, max_rows)
    _tell_swallowed(rows, lines, columns, delimiter, path)
    index = pd.Index(lines, dtype="int64", name="line")
    return pd.DataFrame(rows, columns=columns, index=index, dtype="str")


def _decoded(data: bytes, path) -> str:
    """Decode strict UTF-8 and refuse NUL bytes, both with their place."""
    if kind := _BINARIES.get(data[:4]):
        raise CorpusError(f"is {kind}, not a CSV file", path=path, remedy="Save the table as CSV in UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "another encoding"
        raise EncodingError(f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8, perhaps {hint}", path=path,
                            line=line, remedy="Save the table as UTF-8.") from None
    if (at := text.find("\0")) >= 0:
        raise CorpusError("holds a NUL byte", path=path, line=text.count("\n", 0, at) + 1,
                          remedy="Save the table again as plain UTF-8 text.")
    return text


def _header(text: str, required: Sequence[str], path, what: str) -> tuple[str, list[str]]:
    """Delimiter and column names; the delimiter is the one that shows the most required columns."""
    if not text.strip():
        raise CorpusError(f"the {what} is empty", path=path, remedy="Write a header line and a row below it.")
    if re.match("sep=.[\r\n]", text):
        raise CorpusError(f"begins with {text[:5]!r}, a mark of spreadsheet programs", path=path, line=1,
                          remedy="Delete this line.")
    problems = []

    def names(delimiter: str) -> list[str]:
        try:
            return next(csv.reader(io.StringIO(text[:1_000_000], newline=""), delimiter=delimiter, strict=True), [])
        except csv.Error as error:
            problems.append(error)
            return []

    found = {d: names(d) for d in ",;\t"}
    if not any(found.values()):
        raise CorpusError(f"the header is not well quoted ({problems[0]})" if problems else "the header is blank",
                          path=path, line=1, remedy="Write the column names on the first line.")
    best = max(found, key=lambda d: (len(set(required) & set(found[d])), len(found[d]) > 1, d == ",", len(found[d])))
    return best, found[best]


def check_columns(columns: list[str], required: Sequence[str], optional: Iterable[str] | None, path) -> None:
    """Refuse doubled, nameless, missing and unknown columns."""
    doubled = sorted({c for c in columns if columns.count(c) > 1})
    if doubled:
        raise CorpusError(f"column {doubled[0]!r} stands twice", path=path, line=1, remedy="Keep one of the two.")
    if "" in columns:
        raise CorpusError(f"column {columns.index('') + 1} has no name", path=path, line=1,
                          remedy="Name it, or remove the trailing delimiter.")
    if missing := [c for c in required if c not in columns]:
        raise CorpusError(f"column{'s' if len(missing) > 1 else ''} {', '.join(missing)} missing; found "
                          f"{', '.join(columns)[:200]}", path=path, line=1, remedy="Add what is missing.")
    if optional is not None and (unknown := [c for c in columns if c not in {*required, *optional}]):
        raise CorpusError(f"column {unknown[0]!r} is unknown", path=path, line=1,
                          remedy=f"Known columns: {', '.join([*required, *optional])}.")


def _plain(text: str, delimiter: str, columns: list[str]) -> pd.DataFrame | None:
    """Read a table without quotes and blank lines at once; None where the careful way is needed."""
    if '"' in text or "\r" in text or "\n\n" in text or text.startswith("\n") or text.count("\n") < 2:
        return None
    try:
        table = arrow.read_csv(
            pa.BufferReader(text.encode("utf-8")),
            parse_options=arrow.ParseOptions(delimiter=delimiter, quote_char=False, newlines_in_values=False),
            convert_options=arrow.ConvertOptions(column_types=dict.fromkeys(columns, pa.string()),
                                                 strings_can_be_null=False, include_columns=columns),
        )
    except pa.ArrowException:
        return None
    df = table.to_pandas().astype("str")
    df.index = pd.RangeIndex(2, 2 + len(df), name="line")
    return df if len(df) else None


def _rows(text: str, delimiter: str, width: int, path, max_rows: int) -> tuple[list[list[str]], list[int]]:
    """Rows below the header and the lines on which they begin; blank lines are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, lines, end = [], [], 0
    try:
        next(reader)
        end = reader.line_num
        for row in reader:
            if len(row) == width:
                rows.append(row)
                lines.append(end + 1)
            elif row:
                raise CorpusError(f"{len(row)} cells where the header has {width}", path=path, line=end + 1,
                                  remedy="Put cells that hold a delimiter into double quotes.")
            end = reader.line_num
            if len(rows) > max_rows:
                raise CorpusError(f"more than {max_rows:,} rows", path=path, line=end,
                                  remedy="Split the table, or raise the limit (max_rows).")
    except csv.Error as error:
        problem, remedy = f"quoting is broken ({error})", 'Write a quote inside a cell twice: "".'
        if "end of data" in str(error):
            problem = "a double quote is never closed"
        elif "field limit" in str(error):
            problem = "a cell holds more than 131,072 characters, or a double quote is never closed"
            remedy = "Close the quote, or put long texts into files of their own."
        raise CorpusError(problem, path=path, line=end + 1, remedy=remedy) from None
    return rows, lines


def _tell_swallowed(rows: list[list[str]], lines: list[int], columns: list[str], delimiter: str, path) -> None:
    """Warn of cells that run over several lines and hold as many delimiters as a row: a quote may be open."""
    for row, line in zip(rows, lines, strict=True) if len(columns) > 3 else ():
        for column, cell in zip(columns, row, strict=True):
            if "\n" in cell and cell.count(delimiter) >= len(columns) - 1:
                said = f"{path}, line {line}: {column} runs over several lines and holds as many delimiters as a row"
                warnings.warn(f"{printable(said)}. Look for a missing double quote.", DiscourseWarning, stacklevel=3)


def write_table(df: pd.DataFrame, path: str | os.PathLike) -> None:
    """Write a table as CSV: UTF-8, LF, RFC 4180 quotes, floats in their shortest exact form; no index.

    Parameters
    ----------
    df : DataFrame
        Any table. Missing values become empty cells.
    path : str or PathLike
        The target, replaced in one step; ``.gz`` is not compressed for you.

    Raises
    ------
    DiscourseError
        If a column is doubled, a cell cannot be encoded, or the file cannot be written.
    """
    write_text(path, csv_text(df, path=path))


def csv_text(df: pd.DataFrame, *, path: str | os.PathLike | None = None) -> str:
    r"""Text that `write_table` writes; `path` is named in messages.

    Examples
    --------
    >>> csv_text(pd.DataFrame({"id": ["007", "a,b"], "share": [0.1, None]}))
    'id,share\n007,0.1\n"a,b",\n'
    """
    columns = [str(c) for c in df.columns]
    if len(set(columns)) != len(columns):
        raise DiscourseError("a column stands twice in the table to be written", path=path)
    cells = [_cells(df.iloc[:, i]) for i in range(len(columns))]
    bare = not any("\r" in c for column in [columns, *cells] for c in column)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_MINIMAL if bare else csv.QUOTE_ALL)
    writer.writerow(columns)
    writer.writerows(zip(*cells, strict=True))
    return out.getvalue()


def _cells(column: pd.Series) -> list[str]:
    """Cells of a column as text, the same on every machine."""
    if column.dtype.kind in "iu" and not column.hasnans:  # pandas has whole numbers that may be missing
        return list(map(str, column.tolist()))
    return [_cell(v) for v in column.tolist()]


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return ""
    return repr(float(value)) if isinstance(value, float) else str(value)
