"""Counts and sizes of two corpora enter; how much evidence there is for a difference leaves: G2, chi-square, BIC.

Evidence grows with corpus size and tokens are not independent: report it beside an effect size, never alone.
"""

from __future__ import annotations

import numpy as np

from discourse.measures.statistics.contingency import Contingency, contingency, deviance


def g2_full(n_target, n_reference, size_target, size_reference):
    """Log-likelihood ratio G2 over all four cells of the table, signed: positive where the target overuses the term.

    ``2 sum O ln(O/E)`` over term and rest in target and reference (Dunning's form). Computed from the deviations, so
    it keeps its digits in corpora of billions of tokens, and an exactly proportional term gives exactly 0.

    Parameters
    ----------
    n_target, n_reference : array_like of int, shape (T,)
        Occurrences of each of T terms.
    size_target, size_reference : array_like of int
        Corpus sizes in tokens; broadcast against the terms.

    Returns
    -------
    ndarray of float, shape (T,)
        Signed G2. 0 where the term occurs nowhere, or is every token of both corpora.

    Raises
    ------
    ValueError
        If a count is negative, fractional or not finite, a size is not positive, or a term outnumbers its corpus.

    References
    ----------
    Dunning (1993), Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19(1).

    Examples
    --------
    >>> round(float(g2_full(110, 111, 110 + 2442, 111 + 29114)), 2)
    270.72
    """
    t = contingency(n_target, n_reference, size_target, size_reference)
    rest = (t.n1 + t.n2 - t.a - t.b) / (t.n1 + t.n2)
    absent = deviance(t.n1 - t.a, t.n1 * rest, -t.surplus) + deviance(t.n2 - t.b, t.n2 * rest, t.surplus)
    return (np.sign(t.surplus) * 2 * (_present(t) + absent))[()]


def g2_two_cell(n_target, n_reference, size_target, size_reference):
    """Log-likelihood over the two cells of the term only, signed: the variant of the UCREL wizard.

    ``2 [a ln(a/E1) + b ln(b/E2)]``; the tokens that are not the term are left out, so it lies below `g2_full`.

    Parameters
    ----------
    n_target, n_reference : array_like of int, shape (T,)
        Occurrences of each of T terms.
    size_target, size_reference : array_like of int
        Corpus sizes in tokens; broadcast against the terms.

    Returns
    -------
    ndarray of float, shape (T,)
        Signed. 0 where the term occurs nowhere.

    Raises
    ------
    ValueError
        As `g2_full`.

    References
    ----------
    Rayson & Garside (2000), Comparing corpora using frequency profiling, Proc. Workshop on Comparing Corpora.

    Examples
    --------
    >>> round(float(g2_two_cell(20, 10, 1000, 1000)), 6)
    3.397981
    """
    t = contingency(n_target, n_reference, size_target, size_reference)
    return (np.sign(t.surplus) * 2 * _present(t))[()]


def _present(t: Contingency) -> np.ndarray:
    """Half of G2 from the two cells that hold the term."""
    return deviance(t.a, t.expected_a, t.surplus) + deviance(t.b, t.expected_b, -t.surplus)


def chi2(n_target, n_reference, size_target, size_reference):
    """Pearson's chi-square of the two-by-two table, without continuity correction and without sign.

    ``sum (O - E)**2 / E`` over the four cells. Not reliable where an expectation is below 5: prefer `g2_full`.

    Parameters
    ----------
    n_target, n_reference : array_like of int, shape (T,)
        Occurrences of each of T terms.
    size_target, size_reference : array_like of int
        Corpus sizes in tokens; broadcast against the terms.

    Returns
    -------
    ndarray of float, shape (T,)
        0 where the term occurs nowhere, or is every token of both corpora.

    Raises
    ------
    ValueError
        As `g2_full`.

    References
    ----------
    Pearson (1900), Philosophical Magazine 50(302); variant without Yates's correction.

    Examples
    --------
    >>> round(float(chi2(3, 0, 3, 31774)), 6)
    31777.0
    """
    t = contingency(n_target, n_reference, size_target, size_reference)
    total = t.n1 + t.n2
    share = (t.a + t.b) / total
    rest = (total - t.a - t.b) / total
    scale = t.n1 * (t.n2 / total) * share * rest
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(scale > 0, t.surplus / scale * t.surplus, 0.0)[()]


def bic(n_target, n_reference, size_target, size_reference, form="full"):
    """Bayesian information criterion of a difference between two corpora: ``|G2| - ln N``, one degree of freedom.

    Parameters
    ----------
    n_target, n_reference : array_like of int, shape (T,)
        Occurrences of each of T terms.
    size_target, size_reference : array_like of int
        Corpus sizes in tokens, N their sum.
    form : {"full", "two_cell"}
        Which G2 enters; see `g2_full` and `g2_two_cell`.

    Returns
    -------
    ndarray of float, shape (T,)
        Without direction. Above 2 positive, above 6 strong, above 10 very strong evidence for a difference; below 0
        evidence for none.

    Raises
    ------
    ValueError
        As `g2_full`, or if `form` is neither of the two.

    References
    ----------
    Wilson (2013), Embracing Bayes factors for key item analysis in corpus linguistics, in: Bieswanger & Koll-Stobbe.

    Examples
    --------
    >>> round(float(bic(20, 10, 1000, 1000) - (g2_full(20, 10, 1000, 1000) - np.log(2000))), 12)
    0.0
    """
    if not isinstance(form, str) or form not in ("full", "two_cell"):
        raise ValueError(f"form must be 'full' or 'two_cell', got {form!r}")
    g2 = (g2_full if form == "full" else g2_two_cell)(n_target, n_reference, size_target, size_reference)
    total = np.asarray(size_target, dtype=float) + np.asarray(size_reference, dtype=float)
    return np.abs(g2) - np.log(total)
