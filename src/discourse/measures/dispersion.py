"""A table of counts enters; how evenly each term is spread over segments or documents leaves, by every measure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.errors import CorpusError, DiscourseError
from discourse.measures.parts import one_language, term_parts
from discourse.measures.statistics import arf, carroll_d2, dispersion_da, dp, dp_norm, juilland_d, rosengren_s

MEASURES = {"juilland_d": juilland_d, "carroll_d2": carroll_d2, "rosengren_s": rosengren_s, "dp": dp,
            "dp_norm": dp_norm, "dispersion_da": dispersion_da}  # fmt: skip
CELLS = 4_000_000


def dispersion(
    counts: pd.DataFrame, *, per: str = "segment", min_n: int = 1, tokens: pd.DataFrame | None = None
) -> pd.DataFrame:
    """How each term is spread over the parts of a corpus.

    Parameters
    ----------
    counts : DataFrame
        Table `counts` in one language.
    per : {"segment", "document"}
        What a part is.
    min_n : int
        Least number of occurrences; rarer terms get no row, but count for the sizes of the parts.
    tokens : DataFrame, optional
        Table `tokens` of the same documents (``corpus.tokens()``): then arf is measured. Documents follow each other
        in the order of the table.

    Returns
    -------
    DataFrame
        One row per term: term, n, range (parts that hold it), n_parts, juilland_d, carroll_d2, rosengren_s,
        dispersion_da (1 is even), dp, dp_norm (0 is even), arf (NaN without `tokens`). Most frequent first, then
        term. With a single part all but rosengren_s and dp are NaN.

    Raises
    ------
    MixedLanguages
        If the table holds more than one language or script.
    DiscourseError
        If the table is empty or broken, or an argument is unknown.

    References
    ----------
    Gries (2008), Dispersions and adjusted frequencies in corpora, IJCL 13(4); see each measure for its own.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": "a", "segment": [1, 2, 1], "term": ["we", "we", "war"], "n": [2, 3, 1]})
    >>> dispersion(table)[["term", "n", "range", "dp"]].round(3).values.tolist()
    [['we', 5, 2, 0.1], ['war', 1, 1, 0.5]]
    """
    if isinstance(min_n, bool) or not isinstance(min_n, int | np.integer) or min_n < 1:
        raise DiscourseError(f"min_n {min_n!r} is not a whole number from 1 up", remedy="Pass 1 to keep every term.")
    terms, [parts] = term_parts([counts], per)
    one_language(counts, what="dispersion")
    n = parts.n()
    keep = np.flatnonzero(n >= min_n)
    matrix = parts.matrix[keep]
    table = pd.DataFrame({"term": pd.Series(terms[keep], dtype="str"), "n": n[keep].astype("int64"),
                          "range": np.diff(matrix.indptr).astype("int64"), "n_parts": len(parts.sizes)})  # fmt: skip
    step = max(1, CELLS // len(parts.sizes))
    blocks = [_measured(matrix[at : at + step].toarray(), parts.sizes) for at in range(0, max(len(keep), 1), step)]
    table[list(MEASURES)] = np.concatenate(blocks)
    table["arf"] = _reduced(table, tokens) if tokens is not None else np.nan
    return table.sort_values(["n", "term"], ascending=[False, True], kind="stable", ignore_index=True)


def _measured(block: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """All measures of a dense block, a column each."""
    return np.column_stack([measure(block, sizes) for measure in MEASURES.values()])


def _reduced(table: pd.DataFrame, tokens: pd.DataFrame) -> np.ndarray:
    """Average reduced frequency of each term from running tokens."""
    if "token" not in getattr(tokens, "columns", ()):
        raise CorpusError("the table of tokens has no column 'token'", remedy="Pass corpus.tokens().")
    running = tokens["token"].str.lower().reset_index(drop=True)
    places = running.groupby(running).indices
    found = np.array([len(places.get(term, ())) for term in table["term"]])
    if (found != table["n"]).any():
        term = table["term"].iloc[int(np.flatnonzero(found != table["n"])[0])]
        raise CorpusError(f"tokens and counts do not tell the same of {term!r}",
                          remedy="Pass counts and tokens of the same documents.")  # fmt: skip
    return np.array([arf(places[term], len(running)) for term in table["term"]])
