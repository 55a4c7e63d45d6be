"""Counts enter, frequencies of terms by group leave: absolute, per 10,000 tokens, and in how many documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError
from discourse.measures.columns import need_columns, plain
from discourse.measures.parts import check_counts
from discourse.shipped import shipped
from discourse.tables import read_table


def frequencies(
    counts: pd.DataFrame,
    *,
    by: str | Sequence[str] = (),
    terms: Iterable[str] | None = None,
    stopwords: Iterable[str] = (),
    min_n: int = 1,
    top: int | None = None,
) -> pd.DataFrame:
    """How often each term occurs in each group.

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of one or more documents.
    by : str or list of str
        Columns that make the groups, for example ``"voice"`` or ``["side", "lang"]``; none for the whole table.
    terms : iterable of str, optional
        Only these terms; one that does not occur keeps its row with n = 0 in every group.
    stopwords : iterable of str
        Terms to leave out of the result. They still count for the size of the group.
    min_n : int
        Least number of occurrences in the group.
    top : int, optional
        The most frequent terms of each group; ties are sorted by term.

    Returns
    -------
    DataFrame
        The columns of `by`, then term, n, per_10k (per 10,000 tokens of the group), n_documents (of the group, that
        hold the term), size (tokens of the group). Most frequent first.

    Raises
    ------
    DiscourseError
        If the table is broken, `by` names no column of it, or an argument is no whole number.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": ["a", "a", "b"], "segment": [1, 1, 1], "voice": ["Xi", "Xi", "Biden"],
    ...                       "term": ["peace", "trade", "peace"], "n": [3, 1, 2]})
    >>> frequencies(table, by="voice", terms=["peace"])[["voice", "n", "per_10k"]].values.tolist()
    [['Biden', 2, 10000.0], ['Xi', 3, 7500.0]]
    """
    keys, data = _checked(counts, by, min_n, top)
    groups = keys or ["_all"]
    sizes = plain(data.groupby(groups, as_index=False)["n"].sum()).rename(columns={"n": "size"})
    grouped = data.groupby([*groups, "term"], as_index=False)
    table = plain(grouped.agg(n=("n", "sum"), n_documents=("doc_id", "nunique"))).astype({"term": "str"})
    if terms is not None:
        wanted = pd.DataFrame({"term": list(dict.fromkeys(_listed(terms)))}, dtype="str")
        table = sizes[groups].merge(wanted, how="cross").merge(table, on=[*groups, "term"], how="left")
        table[["n", "n_documents"]] = table[["n", "n_documents"]].fillna(0).astype("int64")
        min_n = 0
    table = table[~table.term.isin(set(_listed(stopwords))) & (table.n >= min_n)].merge(sizes, on=groups)
    table["per_10k"] = 10_000 * table.n / table["size"]
    table = table.sort_values([*groups, "n", "term"], ascending=[True] * len(groups) + [False, True], kind="stable")
    if top is not None:
        table = table.groupby(groups, sort=False).head(top)
    return table[[*keys, "term", "n", "per_10k", "n_documents", "size"]].reset_index(drop=True)


def _checked(
    counts: pd.DataFrame, by: str | Sequence[str], min_n: int, top: int | None
) -> tuple[list[str], pd.DataFrame]:
    """Columns that make the groups, and the rows to be grouped, with n wide enough for any sum."""
    keys = _listed(by)
    needed = list(dict.fromkeys([*keys, "doc_id", "term", "n"]))
    if isinstance(counts, pd.DataFrame) and counts.empty:
        need_columns(counts, needed, "table of counts")
    else:
        check_counts(counts, needed)
    if strange := [key for key in keys if key in ("term", "n") or keys.count(key) > 1]:
        raise DiscourseError(f"counts cannot be grouped by {strange[0]!r}", remedy="Choose voice or side, for example.")
    for name, value, least in (("min_n", min_n, 0), ("top", 1 if top is None else top, 1)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
            raise DiscourseError(f"{name} {value!r} is not a whole number from {least} up", remedy="Leave it out.")
    data = counts[needed].astype({"n": "int64"})
    return keys, data if keys else data.assign(_all="")


def _listed(names: str | Iterable[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def stopwords(lang: str) -> frozenset[str]:
    """Function words of a language, from ``corpus/stopwords.csv``; for display only, never for the counting.

    Parameters
    ----------
    lang : {"zh-Hant", "zh-Hans", "en"}
        The language.

    Examples
    --------
    >>> "the" in stopwords("en"), "的" in stopwords("zh-Hant")
    (True, True)
    """
    table = read_table(shipped("stopwords.csv"), required=("lang", "term"), what="stopword list")
    return frozenset(table.term[table.lang == lang])
