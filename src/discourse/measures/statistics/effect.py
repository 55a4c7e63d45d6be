"""Counts and sizes of two corpora enter; how large the difference is leaves: ratios, odds, per cent, with a bound."""

from __future__ import annotations

import numpy as np
from scipy.special import betainccinv, betaincinv

from discourse.measures.statistics.contingency import contingency, positive_numbers, product_difference, proportion


def log_ratio(n_target, n_reference, size_target, size_reference):
    """Binary logarithm of the ratio of two relative frequencies, term by term.

    Parameters
    ----------
    n_target, n_reference : array_like of int, shape (T,)
        Occurrences of each of T terms.
    size_target, size_reference : array_like of int
        Corpus sizes in tokens; broadcast against the terms.

    Returns
    -------
    ndarray of float, shape (T,)
        1 means twice as frequent in the target. A zero count is taken as 0.5, so multiplying a corpus leaves the
        value unchanged only where both counts are positive; a term that occurs nowhere gives the log ratio of the
        sizes, reference to target.

    Raises
    ------
    ValueError
        If a count is negative, fractional or not finite, a size is not positive, or a term outnumbers its corpus.

    References
    ----------
    Hardie (2014), Log Ratio: an informal introduction, CASS, Lancaster University.

    Examples
    --------
    >>> log_ratio([10], [5], 100, 200).tolist()
    [2.0]
    """
    t = contingency(n_target, n_reference, size_target, size_reference)
    a, b = np.where(t.a == 0, 0.5, t.a), np.where(t.b == 0, 0.5, t.b)
    return np.log2((a / b) * (t.n2 / t.n1))[()]


def percent_diff(n_target, n_reference, size_target, size_reference):
    """Difference of two relative frequencies in per cent of the one in the reference (%DIFF).

    Parameters
    ----------
    n_target, n_reference : array_like of int, shape (T,)
        Occurrences of each of T terms.
    size_target, size_reference : array_like of int
        Corpus sizes in tokens; broadcast against the terms.

    Returns
    -------
    ndarray of float, shape (T,)
        100 means twice as frequent, -100 absent from the target. Infinite where only the reference lacks the term
        (no small number is put in its place), NaN where both do.

    Raises
    ------
    ValueError
        As `log_ratio`.

    References
    ----------
    Gabrielatos & Marchi (2011), Keyness: matching metrics to definitions, Corpus Linguistics in the South 1.

    Examples
    --------
    >>> percent_diff([20, 5, 0, 3], [10, 10, 4, 0], 1000, 1000).tolist()
    [100.0, -50.0, -100.0, inf]
    """
    t = contingency(n_target, n_reference, size_target, size_reference)
    return _divide(100 * product_difference(t.a, t.n2, t.b, t.n1), t.b * t.n1)


def relative_risk(n_target, n_reference, size_target, size_reference):
    """Ratio of two relative frequencies: ``(a/n1) / (b/n2)``.

    Parameters
    ----------
    n_target, n_reference : array_like of int, shape (T,)
        Occurrences of each of T terms.
    size_target, size_reference : array_like of int
        Corpus sizes in tokens; broadcast against the terms.

    Returns
    -------
    ndarray of float, shape (T,)
        1 where the rates are equal, infinite where only the reference lacks the term, NaN where both do.

    Raises
    ------
    ValueError
        As `log_ratio`.

    References
    ----------
    Pojanapunya & Watson Todd (2018), Log-likelihood and odds ratio, Corpus Linguistics and Linguistic Theory 14(1).

    Examples
    --------
    >>> float(relative_risk(20, 10, 1000, 2000))
    4.0
    """
    t = contingency(n_target, n_reference, size_target, size_reference)
    return _divide(t.a * t.n2, t.b * t.n1)


def odds_ratio(n_target, n_reference, size_target, size_reference):
    """Ratio of the odds of the term: ``(a/(n1-a)) / (b/(n2-b))``, without correction of zero cells.

    Parameters
    ----------
    n_target, n_reference : array_like of int, shape (T,)
        Occurrences of each of T terms.
    size_target, size_reference : array_like of int
        Corpus sizes in tokens; broadcast against the terms.

    Returns
    -------
    ndarray of float, shape (T,)
        1 where the rates are equal; infinite where the reference lacks the term or the target consists of it; NaN
        where that leaves 0/0 (absent from both, or every token of both).

    Raises
    ------
    ValueError
        As `log_ratio`.

    References
    ----------
    Pojanapunya & Watson Todd (2018), Log-likelihood and odds ratio, Corpus Linguistics and Linguistic Theory 14(1).

    Examples
    --------
    >>> round(float(odds_ratio(16217, 735, 2796938, 2087946)), 1)
    16.6
    """
    t = contingency(n_target, n_reference, size_target, size_reference)
    return _divide(t.a * (t.n2 - t.b), t.b * (t.n1 - t.a))


def _divide(numerator, denominator):
    """Quotient with infinite and NaN for a zero denominator, without a warning."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.divide(numerator, denominator)[()]


def conservative_log_ratio(n_target, n_reference, size_target, size_reference, confidence=0.95, n_tests=None):
    """Log ratio that the data support at least: the bound of its exact interval that lies nearest zero (LRC).

    Given ``a + b`` occurrences, a is binomial; the Clopper-Pearson interval of its probability is turned into one of
    the ratio of the two rates. Two-sided, Bonferroni-corrected over the terms, without any continuity correction.
    Tokens count as independent here; for intervals over segments see `keyness`.

    Parameters
    ----------
    n_target, n_reference : array_like of int, shape (T,)
        Occurrences of each of T terms.
    size_target, size_reference : array_like of int
        Corpus sizes in tokens; broadcast against the terms.
    confidence : float
        Of all T intervals together.
    n_tests : int, optional
        Number of terms that were looked at. Default: as many as there are here.

    Returns
    -------
    ndarray of float, shape (T,)
        Binary logarithm; 0 where the interval holds 0, so also where the term occurs nowhere.

    Raises
    ------
    ValueError
        As `log_ratio`, or if `confidence` is not between 0 and 1 or `n_tests` not a positive whole number.

    References
    ----------
    Evert (2022), Measuring keyness, DH2022; Hardie (2014), Log Ratio; Clopper & Pearson (1934), Biometrika 26(4).

    Examples
    --------
    >>> conservative_log_ratio([40, 3, 0], [10, 2, 40], 1000, 1000).round(3).tolist()
    [0.783, 0.0, -2.975]
    """
    t = contingency(n_target, n_reference, size_target, size_reference)
    tests = max(t.a.size, 1) if n_tests is None else positive_numbers(n_tests, "n_tests")
    if np.ndim(tests):
        raise ValueError("n_tests must be one number")
    tail = (1 - proportion(confidence)) / 2 / tests
    over = t.surplus >= 0
    own, other = np.where(over, t.a, t.b), np.where(over, t.b, t.a)
    exposure = np.where(over, t.n2 / t.n1, t.n1 / t.n2)
    occurs = own > 0
    k, m = np.where(occurs, own, 1.0), np.where(occurs, other, 1.0) + 1
    odds = betaincinv(k, m, tail) / betainccinv(m, k, tail)
    with np.errstate(divide="ignore"):
        bound = np.where(occurs, np.maximum(np.log2(odds * exposure), 0.0), 0.0)
    return np.where(over, bound, -bound + 0.0)[()]
