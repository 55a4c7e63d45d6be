"""CSV files and data frames in, checked tables of text cells and whole numbers out; tables back to CSV."""

from __future__ import annotations

import csv
import io
import math
import os
import re
from collections.abc import Iterable, Sequence

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow

from discourse.errors import CorpusError, DiscourseError, EncodingError
from discourse.files import MAX_BYTES, gunzip, read_bytes, safe_path, sha256_of, write_bytes, write_text

__all__ = ["LANGUAGES", "TABLES", "check_table", "read_contract", "read_table", "safe_path", "sha256_of",
           "write_bytes", "write_table", "write_text"]

MAX_ROWS = 5_000_000
MAX_INTEGER = 1_000_000_000
LANGUAGES = ("zh-Hant", "zh-Hans", "en")

_PLACE = {"doc_id": "key", "para": "ordinal", "sent": "ordinal"}
_SPEAKER = {"voice": "text", "side": "text"}
TABLES: dict[str, dict[str, str]] = {
    "documents": {"doc_id": "key", "title": "text", "speakers": "text", "side": "text", "lang": "language",
                  "date": "text", "event": "text", "genre": "text", "publisher": "text", "source_url": "text",
                  "rights": "text", "form": "form", "sha256": "sha256"},
    "sentences": {**_PLACE, **_SPEAKER, "reports": "text", "lang": "language", "n_tokens": "count", "text": "text"},
    "tokens": {**_PLACE, "pos": "ordinal", "token": "key", "start": "count", "end": "count"},
    "counts": {"doc_id": "key", "segment": "ordinal", **_SPEAKER, "lang": "language", "term": "key", "n": "ordinal"},
    "matches": {**_PLACE, **_SPEAKER, "lang": "language", "frame": "key", "term": "key", "start": "offset",
                "end": "offset"},
    "segments": {"doc_id": "key", "segment": "ordinal", **_SPEAKER, "lang": "language", "first_sent": "ordinal",
                 "last_sent": "ordinal", "n_tokens": "count"},
}
_LEAST = {"ordinal": 1, "count": 0, "offset": -1}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_ALLOWED = {"language": LANGUAGES, "form": ("text", "features")}


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
    >>> _ = path.write_text('id,n\nNA,007\n"a\nb",\n')
    >>> read_table(path).to_dict("split")
    {'index': [2, 3], 'columns': ['id', 'n'], 'data': [['NA', '007'], ['a\nb', '']]}
    """
    df = _read(path, tuple(required), optional, what, (max_bytes, max_rows))
    if df.empty:
        raise CorpusError(f"the {what} has a header but no rows", path=path, line=1, remedy="Add a row below it.")
    return df


def _read(path, required: tuple[str, ...], optional, what: str, limits: tuple[int, int] = (MAX_BYTES, MAX_ROWS)):
    """Read a table that may have no rows."""
    max_bytes, max_rows = limits
    data = read_bytes(path, max_bytes=max_bytes)
    if data[:2] == b"\x1f\x8b":
        data = gunzip(data, path=path, max_bytes=max_bytes)
    text = _decoded(data, path)
    delimiter, columns = _header(text, required, path, what)
    _check_columns(columns, required, optional, path)
    if (plain := _plain(text, delimiter, columns)) is not None and len(plain) <= max_rows:
        return plain
    rows, lines = _rows(text, delimiter, len(columns), path, max_rows)
    index = pd.Index(lines, dtype="int64", name="line")
    return pd.DataFrame(rows, columns=columns, index=index, dtype="str")


def _decoded(data: bytes, path) -> str:
    """Decode strict UTF-8 and refuse NUL bytes, both with their place."""
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

    def names(delimiter: str) -> list[str]:
        try:
            return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), [])
        except csv.Error as error:
            raise CorpusError(f"the header is not well quoted ({error})", path=path, line=1,
                              remedy="Close every double quote.") from None

    found = {d: names(d) for d in ",;\t"}
    best = max(found, key=lambda d: (len(set(required) & set(found[d])), len(found[d]) > 1, d == ",", len(found[d])))
    return best, found[best]


def _check_columns(columns: list[str], required: Sequence[str], optional: Iterable[str] | None, path) -> None:
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
            problem, remedy = "a cell holds more than 131,072 characters, or a double quote is never closed", ""
        raise CorpusError(problem, path=path, line=end + 1, remedy=remedy) from None
    return rows, lines


def read_contract(path: str | os.PathLike, name: str) -> pd.DataFrame:
    """Read one of the tables that pass through the doors and hold it to its contract.

    Parameters
    ----------
    path : str or PathLike
        A ``.csv`` or ``.csv.gz`` file.
    name : str
        A key of `TABLES`.

    Returns
    -------
    DataFrame
        Columns in contract order, text as str and numbers as int64; the index is the line in the file. All but the
        documents table may be empty: a text without a single match is a finding.

    Raises
    ------
    CorpusError
        With the line of the first cell that breaks the contract.
    """
    contract = TABLES[name]
    optional = ("encoding", "file") if name == "documents" else ()
    read = read_table if name == "documents" else _read
    df = read(path, required=tuple(contract), optional=optional, what=f"{name} table")
    return check_table(df, name, path=path)


def check_table(df: pd.DataFrame, name: str, *, path: str | os.PathLike | None = None) -> pd.DataFrame:
    """Hold a table to its contract and return it with columns in order and numbers as int64.

    Parameters
    ----------
    df : DataFrame
        Read from a file (all text) or made by another program.
    name : str
        A key of `TABLES`.
    path : str or PathLike, optional
        The file it came from; then the index is taken as line numbers.

    Returns
    -------
    DataFrame
        A new table; columns beyond the contract follow it.

    Raises
    ------
    CorpusError
        If a column is missing or doubled, or a cell is negative, fractional, not a number, not text, too large, empty
        where a name is needed, or an unknown language, form or checksum.

    Examples
    --------
    >>> row = {"doc_id": ["d"], "segment": ["1"], "voice": [""], "side": [""], "lang": ["en"], "term": ["order"]}
    >>> int(check_table(pd.DataFrame({**row, "n": ["3"]}), "counts")["n"].sum())
    3
    >>> check_table(pd.DataFrame({**row, "n": ["-3"]}), "counts", path="counts.csv")
    Traceback (most recent call last):
        ...
    discourse.errors.CorpusError: counts.csv, line 0: n '-3' is not a whole number from 1 to 1,000,000,000. Correct \
the cell.
    """
    contract = TABLES[name]
    if not isinstance(df, pd.DataFrame):
        raise CorpusError(f"the {name} table is a {type(df).__name__}, not a DataFrame", path=path)
    _check_columns(list(map(str, df.columns)), tuple(contract), None, path)
    out = {}
    for column, kind in contract.items():
        out[column] = (_integers if kind in _LEAST else _texts)(df[column], kind, path)
    extra = {c: df[c] for c in df.columns if c not in contract}
    return pd.DataFrame({**out, **extra}, index=df.index)


def _refuse(cells: pd.Series, bad, problem: str, remedy: str, path):
    """Raise for the first bad cell, naming its line or row."""
    at = next(i for i, is_bad in enumerate(bad) if is_bad)
    label = cells.index[at]
    where = {"line": label} if path is not None else {"place": f"row {label}"}
    raise CorpusError(f"{cells.name} {cells.iloc[at]!r} {problem}", path=path, remedy=remedy, **where)


def _integers(cells: pd.Series, kind: str, path) -> pd.Series:
    """Whole numbers within the limits of `kind`, from text or from numbers."""
    least = _LEAST[kind]
    problem = f"is not a whole number from {least} to {MAX_INTEGER:,}"
    if cells.dtype.kind in "iu":
        values = cells
    else:
        codes, unique = pd.factorize(cells, use_na_sentinel=False)
        numbers = [_integer(v) for v in unique]
        if None in numbers:
            _refuse(cells, (numbers[c] is None for c in codes), problem, "Correct the cell.", path)
        values = pd.Series(numbers, dtype="int64").take(codes)
    bad = (values < least) | (values > MAX_INTEGER)
    if bad.any():
        _refuse(cells, bad, problem, "Correct the cell.", path)
    return pd.Series(values.to_numpy("int64"), index=cells.index, name=cells.name)


def _integer(value: object) -> int | None:
    """Whole number in a cell, or None; True, 1.0, 1e3, +1 and 007 are no whole numbers."""
    if isinstance(value, str):
        return int(value) if _INTEGER.fullmatch(value) else None
    if isinstance(value, bool) or not hasattr(value, "__index__") or type(value).__name__.startswith("bool"):
        return None
    return int(value) if abs(int(value)) < 10**18 else None


def _texts(cells: pd.Series, kind: str, path) -> pd.Series:
    """Text cells, not empty where they are keys, and of the few allowed values where there are few."""
    if cells.dtype != "str" or cells.hasnans:
        bad = [not isinstance(v, str) for v in cells]
        if any(bad):
            _refuse(cells, bad, "is not text", "Write it as text.", path)
        cells = cells.astype("str")
    if kind in _ALLOWED:
        if (bad := ~cells.isin(_ALLOWED[kind])).any():
            _refuse(cells, bad, "is unknown", f"Write one of {', '.join(_ALLOWED[kind])}.", path)
    elif kind == "key" and (bad := cells == "").any():
        _refuse(cells, bad, "is empty", "Fill in the cell.", path)
    elif kind == "sha256" and (bad := ~cells.str.fullmatch("([0-9a-f]{64})?")).any():
        _refuse(cells, bad, "is no SHA-256", "Write 64 hexadecimal digits, or leave it empty.", path)
    return cells


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
    columns = [str(c) for c in df.columns]
    if len(set(columns)) != len(columns):
        raise DiscourseError("a column stands twice in the table to be written", path=path)
    cells = [_cells(df.iloc[:, i]) for i in range(len(columns))]
    bare = not any("\r" in c for column in [columns, *cells] for c in column)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_MINIMAL if bare else csv.QUOTE_ALL)
    writer.writerow(columns)
    writer.writerows(zip(*cells, strict=True))
    write_text(path, out.getvalue())


def _cells(column: pd.Series) -> list[str]:
    """Cells of a column as text, the same on every machine."""
    if column.dtype.kind in "iu":
        return list(map(str, column.tolist()))
    return [_cell(v) for v in column.tolist()]


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return ""
    return repr(float(value)) if isinstance(value, float) else str(value)
