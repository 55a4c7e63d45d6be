"""A table enters; a file for a paper, a spreadsheet or another program leaves, chosen by its suffix."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.csvfile import csv_text
from discourse.errors import DiscourseError
from discourse.showing.markup import html_table, md_table, tex_table
from discourse.showing.soundness import sound
from discourse.showing.spreadsheet import spreadsheet_safe, workbook
from discourse.writing import write_bytes, write_files, write_text


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
    Text that a spreadsheet would run as a formula (it begins with ``= + - @``, also full-width, also behind blanks
    and characters that nobody sees) gets an apostrophe in CSV and is stored as text in XLSX. Numbers stay numbers.
    A CSV with more than ASCII in it begins with a byte order mark, without which spreadsheets garble Chinese.
    Control characters and lone surrogates, which no format can carry safely, become U+FFFD.

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
    target = _target(path)
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        raise DiscourseError(f"suffix {target.suffix!r} is unknown", path=path,
                             remedy=f"Choose {', '.join(_WRITERS)}.")  # fmt: skip
    if not isinstance(table, pd.DataFrame):
        raise DiscourseError(f"a {type(table).__name__} is no table", path=path, remedy="Pass a DataFrame.")
    flat = _flat(table, target)
    origin = provenance if provenance is not None else table.attrs.get("provenance", {})
    if isinstance(digits, bool) or not isinstance(digits, int | np.integer) or not isinstance(origin, Mapping):
        problem, remedy = f"digits {digits!r} is no whole number", "Write digits=4."
        if not isinstance(origin, Mapping):
            problem, remedy = f"provenance is a {type(origin).__name__}, not a mapping", "Use dc.provenance(corpus)."
        raise DiscourseError(problem, path=path, remedy=remedy)
    named = {str(name): value for name, value in origin.items()}
    about = str(sound(json.dumps(named, ensure_ascii=False, sort_keys=True, default=str))) if named else ""
    writer(flat, target, min(max(1, int(digits)), 17), str(sound("" if caption is None else str(caption))), about)
    return target


def _target(path: object) -> Path:
    try:
        return Path(path)
    except TypeError:
        raise DiscourseError(f"{path!r} is no path", remedy=f"Name a file: {', '.join(_WRITERS)}.") from None


def _flat(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Plain DataFrame with text column names, named index levels as columns, categories as their values."""
    new = pd.DataFrame(table).copy()
    levels = _named_levels(new)
    if isinstance(new.columns, pd.MultiIndex):
        new.columns = [" ".join(str(part) for part in name if str(part)) for name in new.columns]
    if levels:
        new = pd.concat([*levels, new.reset_index(drop=True)], axis=1)
    new.columns = [sound(str(name)) for name in new.columns]
    if doubled := sorted(new.columns[new.columns.duplicated()]):
        raise DiscourseError(f"column {doubled[0]!r} stands twice", path=path, remedy="Rename one of the two.")
    for name in new.columns:
        if isinstance(new[name].dtype, pd.CategoricalDtype):
            new[name] = new[name].astype(object)
        if isinstance(new[name].dtype, pd.SparseDtype):
            new[name] = new[name].sparse.to_dense()
        if new[name].dtype.kind not in "iufb" and any(sound(v) != v for v in new[name] if isinstance(v, str)):
            new[name] = new[name].map(sound)
    return new.reset_index(drop=True)


def _named_levels(table: pd.DataFrame) -> list[pd.Series]:
    """Index levels that have a name, without those that a column repeats."""
    levels = [pd.Series(table.index.get_level_values(i).array, name=name) for i, name in enumerate(table.index.names)]
    columns = {str(name): table.iloc[:, i].reset_index(drop=True) for i, name in enumerate(table.columns)}
    return [new for new in levels if new.name is not None and not new.equals(columns.get(str(new.name)))]


def _csv(table: pd.DataFrame, path: Path, digits: int, caption: str, about: str) -> None:
    text = csv_text(spreadsheet_safe(table), path=path)
    files = {path: text.encode("utf-8" if text.isascii() else "utf-8-sig")}
    if about:
        files[path.with_name(path.name + ".json")] = f"{about}\n".encode()
    write_files(files)


def _xlsx(table: pd.DataFrame, path: Path, digits: int, caption: str, about: str) -> None:
    write_bytes(path, workbook(table, about, path=path))


def _parquet(table: pd.DataFrame, path: Path, digits: int, caption: str, about: str) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        arrow = pa.Table.from_pandas(table, preserve_index=False)
    except (pa.ArrowException, ValueError, TypeError, OverflowError) as error:
        reason = str(error.args[0] if error.args else error).partition("\n")[0][:200]
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
