"""Two tables of counts enter; one row per term leaves: effect with interval, evidence, dispersion, permutation p."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.stats import t as student

from discourse.errors import CorpusError, DiscourseError, MixedLanguages
from discourse.measures.parts import Parts, check_counts, one_language, term_parts
from discourse.measures.statistics import (
    benjamini_hochberg,
    bonferroni,
    conservative_log_ratio,
    g2_full,
    g2_two_cell,
    holm,
    log_odds_dirichlet,
    log_ratio,
)
from discourse.measures.statistics.resampling import n_exact_labellings, relabelled

ADJUST = {"bh": benjamini_hochberg, "holm": holm, "bonferroni": bonferroni}
CONFIDENCE = 0.95
PRIOR = 0.01
QUICK, PATIENT = 3e8, 5e9
"""Cells that the permutation may touch: about a second, and some ten where few terms are asked for."""
FEW_TERMS = 20_000


def keyness(
    target: pd.DataFrame,
    reference: pd.DataFrame,
    *,
    per: str = "segment",
    min_n: int = 1,
    adjust: str = "bh",
    seed: int = 0,
) -> pd.DataFrame:
    """Which terms a target uses more or less than a reference, by how much, and how sure that is.

    Parameters
    ----------
    target, reference : DataFrame
        Tables `counts` in one language. The reference may be a plain frequency list (columns term and n, besides
        perhaps n_documents and lang): then no interval, no permutation and no dispersion of the reference are given,
        for the list does not say how its terms vary.
    per : {"segment", "document"}
        The units that vary: for the interval, the permutation and the dispersion. Segments of one document are not
        independent of each other; with enough documents choose these.
    min_n : int
        Least number of occurrences in both together; rarer terms get no row, but count for the sizes.
    adjust : {"bh", "holm", "bonferroni"}
        How the permutation p-values are adjusted for the number of rows.
    seed : int
        Of the random labellings, where these are too many to go through.

    Returns
    -------
    DataFrame
        One row per term of either side: term, n_target, n_reference, per_10k_target, per_10k_reference (per 10,000
        tokens), log_ratio, log_ratio_low, log_ratio_high (95%), conservative_log_ratio, g2_full, g2_two_cell,
        log_odds_z (uniform prior 0.01), dp_norm (of the target's parts; 0 even, 1 clumped), dp_norm_reference,
        n_documents_target, n_documents_reference, permutation_p, p_adjusted. Strongest effect that the data support
        first: by conservative_log_ratio, then g2_full, both falling, then term. ``attrs`` says how many parts and
        labellings there were, and why a column is empty.

    Raises
    ------
    MixedLanguages
        If the tables hold more than one language or script.
    DiscourseError
        If a table is empty or broken, or an argument is unknown.

    Notes
    -----
    The interval of log_ratio treats the parts as a sample of parts, not of tokens: the variance of each logarithm of
    a rate is that of a ratio estimator over parts (linearised), the bounds are those of Student's t with Welch's
    degrees of freedom. A term that one side lacks is taken there as 0.5 occurrences with variance 1/0.5. With one
    part on a side the interval is refused (NaN). The permutation compares mean relative frequencies of the parts;
    where all labellings number at most 20,000 it is exact, otherwise 9,999 are drawn, or 999 if that would take long,
    or none in tables of very many terms and parts: raise `min_n` or take ``per="document"``. The size of a part is
    the sum of its counts: do not filter terms before.

    References
    ----------
    Hardie (2014); Evert (2022); Lijffijt et al. (2016), DSH 31(2); Cochran (1977), Sampling techniques, section 6.3.

    Examples
    --------
    >>> first = pd.DataFrame({"doc_id": ["a", "b"], "segment": 1, "lang": "en", "term": ["peace", "war"], "n": [6, 4]})
    >>> second = pd.DataFrame({"doc_id": ["c", "d"], "segment": 1, "lang": "en", "term": ["war", "pact"], "n": [9, 1]})
    >>> keyness(first, second)[["term", "n_target", "n_reference"]].values.tolist()
    [['peace', 6, 0], ['pact', 0, 1], ['war', 4, 9]]
    """
    _check_arguments(min_n, adjust)
    if not isinstance(target, pd.DataFrame) or not isinstance(reference, pd.DataFrame):
        raise CorpusError("target and reference must be tables", remedy="Pass corpus.counts(), or rows of it.")
    one_language(target, reference)
    listed = "doc_id" not in reference.columns
    if listed:
        check_counts(reference, ["term", "n"])
        _same_script(target, reference)
    tables = [target, _as_counts(reference, per) if listed else reference]
    terms, (own, other) = term_parts(tables, per)
    table = _effects(terms, own, other)
    keep = (table["n_target"] + table["n_reference"] >= min_n).to_numpy()
    if not keep.all():
        own, other = (Parts(side.matrix[keep], side.sizes, side.document) for side in (own, other))
        table = table[keep].reset_index(drop=True)
    sizes = own.sizes.sum(), other.sizes.sum()
    table["conservative_log_ratio"] = conservative_log_ratio(table["n_target"], table["n_reference"], *sizes)
    table["dp_norm"], table["n_documents_target"] = _dp_norm(own), own.n_documents()
    table["dp_norm_reference"], table["n_documents_reference"] = _dp_norm(other), other.n_documents()
    notes = {"per": per, "confidence": CONFIDENCE, "log_odds_prior": f"uniform {PRIOR}", "adjust": adjust,
             "n_parts_target": len(own.sizes), "n_parts_reference": len(other.sizes)}  # fmt: skip
    low, high, notes["interval"] = _interval(table, own, other, listed)
    table["log_ratio_low"], table["log_ratio_high"] = low, high
    table["permutation_p"], notes["permutation"] = _permutation(own, other, listed, seed)
    table["p_adjusted"] = ADJUST[adjust](table["permutation_p"])
    if listed:
        table = _forget_parts(table, reference)
    return _arranged(table, notes)


def _check_arguments(min_n: int, adjust: str) -> None:
    if adjust not in ADJUST:
        raise DiscourseError(f"adjust {adjust!r} is unknown", remedy=f"Choose {', '.join(map(repr, ADJUST))}.")
    if isinstance(min_n, bool) or not isinstance(min_n, int | np.integer) or min_n < 1:
        raise DiscourseError(f"min_n {min_n!r} is not a whole number from 1 up", remedy="Pass 1 to keep every term.")


def _as_counts(listed: pd.DataFrame, per: str) -> pd.DataFrame:
    """A frequency list as counts of one single part."""
    return listed[["term", "n"]].assign(doc_id="list", segment=1)


def _same_script(target: pd.DataFrame, listed: pd.DataFrame) -> None:
    """Refuse a list without a column lang whose script is plainly not the target's."""
    shares = [float(t["term"].head(2000).astype(str).str.contains(r"[\u3400-\u9fff]").mean()) for t in (target, listed)]
    if "lang" not in listed.columns and abs(shares[0] - shares[1]) > 0.8:
        raise MixedLanguages("target and frequency list are written in different scripts",
                             remedy="Choose the reference in the target's language, or compare frames.")  # fmt: skip


def _effects(terms: np.ndarray, own: Parts, other: Parts) -> pd.DataFrame:
    """Measures that need nothing but the four numbers, over the whole vocabulary."""
    a, b, n1, n2 = own.n(), other.n(), own.sizes.sum(), other.sizes.sum()
    return pd.DataFrame({
        "term": pd.Series(terms, dtype="str"), "n_target": a.astype("int64"), "n_reference": b.astype("int64"),
        "per_10k_target": 1e4 * a / n1, "per_10k_reference": 1e4 * b / n2, "log_ratio": log_ratio(a, b, n1, n2),
        "g2_full": g2_full(a, b, n1, n2), "g2_two_cell": g2_two_cell(a, b, n1, n2),
        "log_odds_z": log_odds_dirichlet(a, b, PRIOR).z,
    })  # fmt: skip


def _interval(table: pd.DataFrame, own: Parts, other: Parts, listed: bool) -> tuple[np.ndarray, np.ndarray, str]:
    """Bounds of the log ratio from the variation between parts."""
    k1, k2 = len(own.sizes), len(other.sizes)
    if listed or min(k1, k2) < 2:
        nothing = np.full(len(table), np.nan)
        why = "the reference is a frequency list" if listed else "one side has a single part"
        return nothing, nothing, f"refused: {why}, so nothing is known about variation"
    v1, v2 = _log_variance(own), _log_variance(other)
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = (v1 + v2) ** 2 / (v1**2 / (k1 - 1) + v2**2 / (k2 - 1))
    freedom = np.where(v1 + v2 > 0, freedom, k1 + k2 - 2)
    half = student.ppf(0.5 + CONFIDENCE / 2, np.maximum(freedom, 1)) * np.sqrt(v1 + v2) / np.log(2)
    return table["log_ratio"] - half, table["log_ratio"] + half, f"linearised over {k1} and {k2} parts, Student's t"


def _log_variance(side: Parts) -> np.ndarray:
    """Variance of the natural logarithm of each rate, between parts; of an absent term that of 0.5 occurrences."""
    k, total, f = len(side.sizes), side.sizes.sum(), side.n()
    rate = f / total
    squares = side.over_parts(side.matrix.data**2)
    residual = squares - 2 * rate * (side.matrix @ side.sizes) + rate**2 * (side.sizes**2).sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(f > 0, np.maximum(residual, 0) * k / (k - 1) / f**2, 2.0)


def _dp_norm(side: Parts) -> np.ndarray:
    """Equal to ``dp_norm`` of the kernels, without the zeros."""
    if len(side.sizes) < 2:
        return np.full(side.matrix.shape[0], np.nan)
    f, filled = side.n(), np.diff(side.matrix.indptr)
    shares = side.sizes / side.sizes.sum()
    expected = shares[side.matrix.indices]
    here = np.abs(side.matrix.data / np.repeat(f, filled) - expected) - expected
    deviation = (1 + side.over_parts(here)) / 2
    return np.where(f > 0, np.clip(deviation / (1 - shares.min()), 0, 1), np.nan)


def _permutation(own: Parts, other: Parts, listed: bool, seed: int) -> tuple[np.ndarray, str]:
    """Two-sided p of the difference of mean rates, and how it was found."""
    k1, k = len(own.sizes), len(own.sizes) + len(other.sizes)
    n_terms, filled = own.matrix.shape[0], own.matrix.nnz + other.matrix.nnz
    nothing = np.full(n_terms, np.nan)
    if listed:
        return nothing, "refused: the reference is a frequency list and has no parts to relabel"
    exact = n_exact_labellings(k, k1)
    cells, patience = filled + n_terms + k, PATIENT if n_terms <= FEW_TERMS else QUICK
    n = exact or (9_999 if 9_999 * cells <= QUICK else 999 if 999 * cells <= patience else 0)
    if not n:
        return nothing, "left out: too many terms and parts; raise min_n, or take per='document'"
    rates = sparse.hstack([side.matrix.multiply(1 / side.sizes[None, :]) for side in (own, other)], format="csr")
    how = f"exact over {n} labellings" if exact else f"{n} random labellings and the observed one"
    return relabelled(rates, k1, "two-sided", n, seed), how


def _forget_parts(table: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """Take back what a frequency list cannot tell, and take over its number of documents."""
    if "n_documents" in listed.columns:
        known = listed.groupby("term")["n_documents"].sum()
        return table.assign(n_documents_reference=table["term"].map(known).fillna(0).astype("int64"))
    return table.assign(n_documents_reference=np.nan)


def _arranged(table: pd.DataFrame, notes: dict) -> pd.DataFrame:
    columns = ["term", "n_target", "n_reference", "per_10k_target", "per_10k_reference", "log_ratio", "log_ratio_low",
               "log_ratio_high", "conservative_log_ratio", "g2_full", "g2_two_cell", "log_odds_z", "dp_norm",
               "dp_norm_reference", "n_documents_target", "n_documents_reference", "permutation_p",
               "p_adjusted"]  # fmt: skip
    order = ["conservative_log_ratio", "g2_full", "term"]
    table = table[columns].sort_values(order, ascending=[False, False, True], kind="stable", ignore_index=True)
    table.attrs.update(notes)
    return table
