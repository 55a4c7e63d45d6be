"""Counts enter, frequencies of terms by group leave: absolute, per 10,000 tokens, and in how many documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from discourse.errors import DiscourseError
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
        If `by` names no column of `counts`.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": ["a", "a", "b"], "segment": [1, 1, 1], "voice": ["Xi", "Xi", "Biden"],
    ...                       "term": ["peace", "trade", "peace"], "n": [3, 1, 2]})
    >>> frequencies(table, by="voice", terms=["peace"])[["voice", "n", "per_10k"]].values.tolist()
    [['Biden', 2, 10000.0], ['Xi', 3, 7500.0]]
    """
    keys = [by] if isinstance(by, str) else list(by)
    if strange := [key for key in keys if key not in counts.columns]:
        raise DiscourseError(
            f"counts have no column {strange[0]!r}", remedy=f"Choose from {', '.join(counts.columns)}."
        )
    data = counts if keys else counts.assign(_all="")
    groups = keys or ["_all"]
    sizes = data.groupby(groups, as_index=False).n.sum().rename(columns={"n": "size"})
    table = data.groupby([*groups, "term"], as_index=False).agg(n=("n", "sum"), n_documents=("doc_id", "nunique"))
    if terms is not None:
        wanted = pd.DataFrame({"term": list(dict.fromkeys(terms))})
        table = sizes[groups].merge(wanted, how="cross").merge(table, on=[*groups, "term"], how="left")
        table[["n", "n_documents"]] = table[["n", "n_documents"]].fillna(0).astype("int64")
        min_n = 0
    table = table[~table.term.isin(set(stopwords)) & (table.n >= min_n)].merge(sizes, on=groups)
    table["per_10k"] = 10_000 * table.n / table["size"]
    table = table.sort_values([*groups, "n", "term"], ascending=[True] * len(groups) + [False, True], kind="stable")
    if top is not None:
        table = table.groupby(groups, sort=False).head(top)
    return table[[*keys, "term", "n", "per_10k", "n_documents", "size"]].reset_index(drop=True)


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
