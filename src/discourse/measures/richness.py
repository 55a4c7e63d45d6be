"""A table of counts enters; vocabulary richness, rank-frequency lists and vocabulary growth leave."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError
from discourse.measures.columns import need_columns, plain
from discourse.measures.parts import check_counts, one_language
from discourse.measures.statistics import entropy, herdan_c, mattr, ttr, yule_k


def richness(
    counts: pd.DataFrame, *, by: str | Sequence[str] = "doc_id", tokens: pd.DataFrame | None = None, window: int = 100
) -> pd.DataFrame:
    """Measure how rich the vocabulary of each group is.

    Parameters
    ----------
    counts : DataFrame
        Table `counts`.
    by : str or list of str
        Columns that make the groups. Compare groups of one language and of similar length.
    tokens : DataFrame, optional
        Table `tokens` of the same documents; then mattr is measured where the groups are documents.
    window : int
        Tokens in the window of mattr.

    Returns
    -------
    DataFrame
        The columns of `by`, n_tokens, n_types, ttr, herdan_c, yule_k, entropy (bits), mattr (NaN without `tokens`, or
        where a document is shorter than the window). All but yule_k and mattr depend on length.

    Raises
    ------
    DiscourseError
        If the table is empty or broken, or a column is missing.

    References
    ----------
    Tweedie & Baayen (1998), How variable may a constant be?, Computers and the Humanities 32(5).

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": "a", "segment": 1, "term": ["we", "war"], "n": [3, 1]})
    >>> richness(table)[["doc_id", "n_tokens", "n_types", "ttr", "yule_k"]].values.tolist()
    [['a', 4, 2, 0.5, 3750.0]]
    """
    keys = _columns(counts, by)
    if not keys:
        raise DiscourseError("by names no column", remedy="Choose doc_id or voice, for example.")
    if tokens is not None:
        if keys != ["doc_id"]:
            raise DiscourseError("mattr is measured per document", remedy="Leave out tokens, or group by doc_id.")
        need_columns(tokens, ["doc_id", "token"], "table of tokens", "Pass corpus.tokens().")
    rows = []
    data = counts[list(dict.fromkeys([*keys, "term", "n"]))].astype({"n": "int64"})
    for key, own in plain(data.groupby([*keys, "term"], as_index=False)["n"].sum()).groupby(keys, sort=True)["n"]:
        n = own.to_numpy()
        times, types = np.unique(n, return_counts=True)
        rows.append((*key, int(n.sum()), len(n), float(ttr(len(n), n.sum())), float(herdan_c(len(n), n.sum())),
                     yule_k(dict(zip(times.tolist(), types.tolist(), strict=True))), entropy(n), np.nan))  # fmt: skip
    table = pd.DataFrame(rows, columns=[*keys, "n_tokens", "n_types", "ttr", "herdan_c", "yule_k", "entropy", "mattr"])
    if tokens is not None:
        running = {doc: own.astype("str").str.lower().tolist() for doc, own in tokens.groupby("doc_id")["token"]}
        table["mattr"] = [mattr(running.get(doc, []), window) for doc in table["doc_id"]]
    return table


def _columns(counts: pd.DataFrame, by: str | Sequence[str], *needed: str) -> list[str]:
    """Columns that make the groups, each once, after the table is checked."""
    keys = [by] if isinstance(by, str) else list(dict.fromkeys(by))
    check_counts(counts, [*keys, *needed, "term", "n"])
    if strange := [key for key in keys if key in ("term", "n")]:
        raise DiscourseError(f"counts cannot be grouped by {strange[0]!r}", remedy="Choose doc_id or voice, say.")
    return keys


def rank_frequency(counts: pd.DataFrame) -> pd.DataFrame:
    """Rank the terms of a table by frequency, beside what Zipf's law expects of each rank.

    Parameters
    ----------
    counts : DataFrame
        Table `counts` in one language.

    Returns
    -------
    DataFrame
        rank (from 1; ties by term), term, n, per_10k, zipf (tokens expected at this rank if frequency falls with
        1/rank and the total is kept). ``attrs["slope"]`` is the slope of log n on log rank, least squares over the
        ranks (about -1 in running text; NaN with a single term): a description, not a test of a power law.

    Raises
    ------
    DiscourseError
        If the table is empty or broken; MixedLanguages if it holds two languages.

    References
    ----------
    Zipf (1949), Human behavior and the principle of least effort; Baayen (2001), Word frequency distributions.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": "a", "segment": 1, "term": ["war", "we"], "n": [2, 4]})
    >>> rank_frequency(table)[["rank", "term", "n", "zipf"]].values.tolist()
    [[1, 'we', 4, 4.0], [2, 'war', 2, 2.0]]
    """
    check_counts(counts, ["term", "n"])
    one_language(counts, what="rank_frequency")
    summed = counts[["term", "n"]].astype({"n": "int64"}).groupby("term", as_index=False)["n"].sum()
    table = plain(summed).astype({"term": "str"})
    table = table.sort_values(["n", "term"], ascending=[False, True], kind="stable", ignore_index=True)
    rank = np.arange(1, len(table) + 1)
    total = table["n"].sum()
    table.insert(0, "rank", rank)
    table["per_10k"] = 1e4 * table["n"] / total
    table["zipf"] = total / rank / (1 / rank).sum()
    x, y = np.log(rank), np.log(table["n"].to_numpy(float))
    slope = ((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum() if len(table) > 1 else np.nan
    table.attrs["slope"] = float(slope)
    return table


def vocabulary_growth(counts: pd.DataFrame, *, by: str | Sequence[str] = ()) -> pd.DataFrame:
    """Count the types seen after each segment, in the order of the table: works on features as on texts.

    Parameters
    ----------
    counts : DataFrame
        Table `counts`; documents and segments in reading order.
    by : str or list of str
        Columns that make separate curves, for example ``"voice"``.

    Returns
    -------
    DataFrame
        The columns of `by`, doc_id, segment, n_tokens and n_types (both so far), n_new (types first seen here).

    Raises
    ------
    DiscourseError
        If the table is empty or broken, or a column is missing.

    References
    ----------
    Heaps (1978), Information retrieval; Baayen (2001), Word frequency distributions, chapter 1.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": "a", "segment": [1, 1, 2], "term": ["we", "war", "we"], "n": [2, 1, 3]})
    >>> vocabulary_growth(table)[["segment", "n_tokens", "n_types", "n_new"]].values.tolist()
    [[1, 3, 2, 2], [2, 6, 2, 0]]
    """
    keys = _columns(counts, by, "doc_id", "segment")
    place = list(dict.fromkeys([*keys, "doc_id", "segment"]))
    counts = plain(counts[[*place, "term", "n"]].astype({"n": "int64"}))
    order = counts.groupby("doc_id", sort=False).ngroup()
    counts = counts.assign(order=order).sort_values(["order", "segment"], kind="stable")
    new = ~counts.duplicated([*keys, "term"])
    steps = counts.assign(n_new=new.astype("int64")).groupby(place, sort=False, as_index=False)[["n", "n_new"]].sum()
    steps = steps.sort_values(keys, kind="stable", ignore_index=True) if keys else steps
    running = steps.groupby(keys)[["n", "n_new"]].cumsum() if keys else steps[["n", "n_new"]].cumsum()
    steps["n_tokens"], steps["n_types"] = running["n"], running["n_new"]
    return steps[[*place, "n_tokens", "n_types", "n_new"]]
