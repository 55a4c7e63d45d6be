"""Tables of text or numbers in, tables that keep the contracts of the doors out; the CSV door itself is csvfile."""

from __future__ import annotations

import os
import re

import pandas as pd

from discourse.csvfile import check_columns, read_rows, read_table, write_table
from discourse.errors import CorpusError
from discourse.files import safe_path, sha256_of
from discourse.writing import write_bytes, write_text

__all__ = ["LANGUAGES", "TABLES", "check_table", "read_contract", "read_table", "safe_path", "sha256_of",
           "write_bytes", "write_table", "write_text"]

MAX_INTEGER = 1_000_000_000
LANGUAGES = ("zh-Hant", "zh-Hans", "en")

_PLACE = {"doc_id": "key", "para": "ordinal", "sent": "ordinal"}
_SPEAKER = {"voice": "text", "side": "text"}
TABLES: dict[str, dict[str, str]] = {
    "documents": {"doc_id": "key", "title": "text", "speakers": "text", "side": "text", "lang": "language",
                  "date": "text", "event": "text", "genre": "text", "publisher": "text", "source_url": "text",
                  "rights": "text", "form": "form", "sha256": "sha256"},
    "sentences": {**_PLACE, **_SPEAKER, "reports": "text", "lang": "language", "n_tokens": "count", "text": "text",
                  "procedure": "count"},
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
    read = read_table if name == "documents" else read_rows
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
    check_columns(list(map(str, df.columns)), tuple(contract), None, path)
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
    value = cells.iloc[at]
    value = value.item() if hasattr(value, "item") else value
    raise CorpusError(f"{cells.name} {value!r} {problem}", path=path, remedy=remedy, **where)


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
        _refuse(cells, bad, "is no SHA-256", "Write 64 hexadecimal digits, in small letters, or leave it empty.", path)
    return cells
