"""The name of a reference corpus enters, its term counts leave."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

import pandas as pd

from discourse.errors import CorpusError
from discourse.files import as_path, safe_path
from discourse.shipped import shipped
from discourse.tables import LANGUAGES, read_table

_COUNT = r"[1-9][0-9]{0,8}"


def load_reference(name: str, *, folder: str | PathLike | None = None) -> pd.DataFrame:
    """Read the term counts of a reference corpus, a yardstick within one language.

    Parameters
    ----------
    name : str
        ``"whitehouse-2021-2022"`` (English) or ``"government-work-reports"`` (Chinese, Simplified script), or one that
        the ``index.csv`` of `folder` lists.
    folder : path, optional
        ``corpus/reference`` by default.

    Returns
    -------
    DataFrame
        term, n, n_documents, lang.

    Raises
    ------
    CorpusError
        If there is no such reference, or its file is broken.

    Examples
    --------
    >>> load_reference("whitehouse-2021-2022").lang.unique().tolist()
    ['en']
    """
    place = as_path(folder) if folder is not None else shipped("reference")
    index = read_table(place / "index.csv", required=("reference", "lang"), what="index of references")
    _refuse(index, index.reference.duplicated(), "reference", "stands twice", place / "index.csv")
    _refuse(index, ~index.lang.isin(LANGUAGES), "lang", "is unknown", place / "index.csv")
    index = index.set_index("reference")
    if not isinstance(name, str) or name not in index.index:
        raise CorpusError(f"there is no reference {name!r}", path=place / "index.csv",
                          remedy=f"Choose {' or '.join(index.index)}.")  # fmt: skip
    path = safe_path(place, f"{name}.csv")
    table = read_table(path, required=("term", "n", "n_documents"), what="reference")
    for column in ("n", "n_documents"):
        _refuse(table, ~table[column].str.fullmatch(_COUNT), column, "is no count", path)
    table = table.astype({"n": "int64", "n_documents": "int64"})
    _refuse(table, (table.term == "") | table.term.duplicated(), "term", "is empty or stands twice", path)
    _refuse(table, table.n_documents > table.n, "n_documents", "is more than n", path)
    return table.reset_index(drop=True).assign(lang=index.lang[name])


def _refuse(table: pd.DataFrame, bad: pd.Series, column: str, problem: str, path: Path) -> None:
    if bad.any():
        line = bad.idxmax()
        value = table[column][line]
        raise CorpusError(f"{column} {value if column.startswith('n_') else repr(value)} {problem}", path=path,
                          line=int(line), remedy="Run `discourse extract` with the bulk corpora again.")  # fmt: skip
