"""Two tables of counts enter; what each term adds to the Jensen-Shannon divergence between them leaves."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.measures.parts import one_language, term_parts
from discourse.measures.statistics import jensen_shannon


def word_shift(target: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Split the divergence of two vocabularies into the shares of their terms.

    Parameters
    ----------
    target, reference : DataFrame
        Tables `counts` in one language.

    Returns
    -------
    DataFrame
        term, n_target, n_reference, per_10k_target, per_10k_reference, contribution (bits, never negative; the column
        adds up to the divergence), share (of the divergence; NaN where there is none), direction (``target`` or
        ``reference``: who uses the term relatively more; empty where equal). Largest first, then term.
        ``attrs["divergence"]`` holds the whole.

    Raises
    ------
    MixedLanguages
        If the tables hold more than one language or script.
    DiscourseError
        If a table is empty or broken.

    References
    ----------
    Lin (1991); Gallagher et al. (2021), Generalized word shift graphs, EPJ Data Science 10:4.

    Examples
    --------
    >>> one = pd.DataFrame({"doc_id": "a", "term": ["peace", "we"], "n": [1, 1]})
    >>> two = pd.DataFrame({"doc_id": "b", "term": ["we", "war"], "n": [1, 1]})
    >>> table = word_shift(one, two)
    >>> table[["term", "contribution", "direction"]].values.tolist(), table.attrs["divergence"]
    ([['peace', 0.25, 'target'], ['war', 0.25, 'reference'], ['we', 0.0, '']], 0.5)
    """
    terms, (own, other) = term_parts([target, reference], "document")
    one_language(target, reference, what="word_shift")
    a, b = own.n(), other.n()
    divergence, contribution = jensen_shannon(a, b)
    rate_a, rate_b = 1e4 * a / a.sum(), 1e4 * b / b.sum()
    sign = np.sign(a * b.sum() - b * a.sum()).astype(int)
    table = pd.DataFrame({
        "term": pd.Series(terms, dtype="str"), "n_target": a.astype("int64"), "n_reference": b.astype("int64"),
        "per_10k_target": rate_a, "per_10k_reference": rate_b, "contribution": contribution,
        "share": contribution / divergence if divergence > 0 else np.nan,
        "direction": pd.Series(np.array(["", "target", "reference"], dtype=object)[sign], dtype="str"),
    })  # fmt: skip
    table = table.sort_values(["contribution", "term"], ascending=[False, True], kind="stable", ignore_index=True)
    table.attrs["divergence"] = divergence
    return table
