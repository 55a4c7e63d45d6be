"""Two tables of counts and a prior enter; weighted log-odds of every term leave, with the prior named in each row."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError
from discourse.measures.parts import check_counts, one_language, term_parts
from discourse.measures.statistics import log_odds_dirichlet

PRIORS = ("none", "uniform", "background")
UNIFORM = 0.01


def log_odds(
    target: pd.DataFrame,
    reference: pd.DataFrame,
    *,
    prior: str = "uniform",
    background: pd.DataFrame | None = None,
    strength: float | None = None,
) -> pd.DataFrame:
    """Weighted log-odds of each term in the target against the reference, shrunk by a Dirichlet prior.

    Parameters
    ----------
    target, reference : DataFrame
        Tables `counts` in one language.
    prior : {"none", "uniform", "background"}
        No pseudo-counts; the same for every term (0.01, or `strength` divided by the number of terms); or in
        proportion to the terms of `background`.
    background : DataFrame, optional
        Table `counts` or plain frequency list (term, n) of the language at large; needed for prior "background". A
        term that it lacks is taken as half an occurrence.
    strength : float, optional
        Sum of all pseudo-counts. For "background" by default the tokens of the smaller of the two corpora.

    Returns
    -------
    DataFrame
        term, n_target, n_reference, delta (natural logarithm), variance, z, prior (its name), pseudo_count. Highest z
        first, then term. Without a prior a term that one side lacks has infinite delta and no z.

    Raises
    ------
    MixedLanguages
        If the tables hold more than one language or script.
    DiscourseError
        If a table is broken, the prior is unknown, or its background is missing.

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Fightin' words, Political Analysis 16(4).

    Examples
    --------
    >>> one = pd.DataFrame({"doc_id": "a", "segment": 1, "term": ["peace", "war"], "n": [6, 4]})
    >>> two = pd.DataFrame({"doc_id": "b", "segment": 1, "term": ["peace", "war"], "n": [2, 8]})
    >>> log_odds(one, two)[["term", "prior", "pseudo_count"]].values.tolist()
    [['peace', 'uniform', 0.01], ['war', 'uniform', 0.01]]
    """
    if prior not in PRIORS:
        raise DiscourseError(f"prior {prior!r} is unknown", remedy=f"Choose {', '.join(map(repr, PRIORS))}.")
    if (prior == "background") != (background is not None):
        raise DiscourseError("background and prior='background' belong together", remedy="Pass both or neither.")
    if strength is not None and not (np.isscalar(strength) and 0 < strength < np.inf):
        raise DiscourseError(f"strength {strength!r} is not a positive number", remedy="Pass a number of tokens.")
    if background is not None:
        check_counts(background, ["term", "n"])
    terms, (own, other) = term_parts([target, reference], "document")
    one_language(target, reference, *([background] if background is not None else []), what="log_odds")
    a, b = own.n(), other.n()
    if prior == "none":
        alpha = np.zeros(len(terms))
    elif prior == "uniform":
        alpha = np.full(len(terms), UNIFORM if strength is None else strength / len(terms))
    else:
        known = background.groupby("term")["n"].sum().reindex(terms).fillna(0).to_numpy(float) + 0.5
        alpha = known / known.sum() * (min(a.sum(), b.sum()) if strength is None else strength)
    delta, variance, z = log_odds_dirichlet(a, b, alpha)
    table = pd.DataFrame({"term": pd.Series(terms, dtype="str"), "n_target": a.astype("int64"),
                          "n_reference": b.astype("int64"), "delta": delta, "variance": variance, "z": z,
                          "prior": prior, "pseudo_count": alpha})  # fmt: skip
    return table.sort_values(["z", "term"], ascending=[False, True], kind="stable", ignore_index=True)
