"""The name of a reference corpus enters, its term counts leave."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

import pandas as pd

from discourse.errors import CorpusError
from discourse.files import safe_path
from discourse.shipped import shipped
from discourse.tables import read_table

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
    place = Path(folder) if folder is not None else shipped("reference")
    index = read_table(place / "index.csv", required=("reference", "lang"), what="index of references").set_index(
        "reference"
    )
    if name not in index.index:
        raise CorpusError(f"there is no reference {name!r}", path=place / "index.csv",
                          remedy=f"Choose {' or '.join(index.index)}.")  # fmt: skip
    path = safe_path(place, f"{name}.csv")
    table = read_table(path, required=("term", "n", "n_documents"), what="reference")
    for column in ("n", "n_documents"):
        bad = ~table[column].str.fullmatch(_COUNT)
        if bad.any():
            raise CorpusError(f"{column} {table[column][bad].iloc[0]!r} is no count", path=path, line=int(bad.idxmax()),
                              remedy="Run `discourse extract` with the bulk corpora again.")  # fmt: skip
    return table.reset_index(drop=True).astype({"n": "int64", "n_documents": "int64"}).assign(lang=index.lang[name])
