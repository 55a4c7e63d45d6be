"""Counts of a whole vocabulary in two corpora enter; log-odds ratios shrunk by a Dirichlet prior leave."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from discourse.measures.statistics.contingency import broadcast, numbers, whole_numbers


class LogOdds(NamedTuple):
    """Difference of log-odds, its variance, and their z."""

    delta: np.ndarray
    variance: np.ndarray
    z: np.ndarray


def log_odds_dirichlet(n_target, n_reference, prior):
    """Weighted log-odds ratio of each term of a vocabulary, with a Dirichlet prior ("fightin' words").

    ``delta = ln((y1+α)/(n1+α0-y1-α)) - ln((y2+α)/(n2+α0-y2-α))``, ``variance = 1/(y1+α) + 1/(y2+α)``,
    ``z = delta/sqrt(variance)``. Natural logarithms. n1 and n2 are the sums of the counts, α0 the sum of the prior:
    give the whole vocabulary at once.

    Parameters
    ----------
    n_target, n_reference : array_like of int, shape (T,)
        Occurrences of each of T terms.
    prior : float or array_like of float, shape (T,)
        Pseudo-counts α of each term: 0 (none), one number for all (uninformative), or proportional to the counts of
        a background corpus (informative).

    Returns
    -------
    delta, variance, z : ndarray of float, shape (T,)
        Where count and prior are both 0 on one side, delta and variance are infinite and z is NaN; absent from both
        sides without a prior, delta is NaN too. A vocabulary of one term has no odds: NaN.

    Raises
    ------
    ValueError
        If a count is negative, fractional or not finite, a prior is negative or not finite, a corpus is empty, or
        the shapes differ.

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Fightin' words, Political Analysis 16(4), equations 15, 19 and 22.

    Examples
    --------
    >>> delta, variance, z = log_odds_dirichlet([10, 30], [20, 20], 0)
    >>> round(float(delta[0]), 6), round(float(variance[0]), 6), round(float(z[0]), 6)
    (-1.098612, 0.15, -2.836605)
    """
    y1, y2 = whole_numbers(n_target, "n_target"), whole_numbers(n_reference, "n_reference")
    alpha = numbers(prior, "prior")
    if y1.ndim != 1 or y1.shape != y2.shape or alpha.shape not in ((), y1.shape):
        raise ValueError(f"counts must have one shape (T,) and the prior that or none: {y1.shape}, {y2.shape}, "
                         f"{alpha.shape}")  # fmt: skip
    if (alpha < 0).any():
        raise ValueError("prior must not be negative")
    if not (y1.sum() > 0 and y2.sum() > 0):
        raise ValueError("size of target and reference must be positive: a corpus without tokens has no odds")
    alpha = broadcast(alpha, y1)[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = _logit(y1 + alpha) - _logit(y2 + alpha)
        variance = 1 / (y1 + alpha) + 1 / (y2 + alpha)
        return LogOdds(delta, variance, delta / np.sqrt(variance))


def _logit(weights: np.ndarray) -> np.ndarray:
    """Log-odds of each weight against all others."""
    return np.log(weights) - np.log(weights.sum() - weights)
