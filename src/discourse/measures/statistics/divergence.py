"""Counts of a vocabulary enter; how far two distributions lie apart, or how spread one is, leaves, in bits."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import xlogy

from discourse.measures.statistics.contingency import deviance, product_difference, regular, whole_numbers


class JensenShannon(NamedTuple):
    """Divergence of two distributions and the share of each term in it."""

    divergence: float
    contributions: np.ndarray


def jensen_shannon(counts_p, counts_q):
    """Jensen-Shannon divergence of two vocabularies, ``H((p+q)/2) - (H(p)+H(q))/2``, base 2, term by term.

    Parameters
    ----------
    counts_p, counts_q : array_like of int, shape (T,)
        Occurrences of each of T terms in two corpora.

    Returns
    -------
    divergence : float
        From 0 (same relative frequencies) to 1 (no term in common). Its square root is a metric.
    contributions : ndarray of float, shape (T,)
        Never negative; they add up to the divergence.

    Raises
    ------
    ValueError
        If a count is negative, fractional or not finite, the shapes differ, or one of the corpora is empty.

    References
    ----------
    Lin (1991), IEEE Transactions on Information Theory 37(1); Gallagher et al. (2021), EPJ Data Science 10:4.

    Examples
    --------
    >>> divergence, contributions = jensen_shannon([1, 1, 0], [0, 1, 1])
    >>> divergence, contributions.tolist()
    (0.5, [0.25, 0.0, 0.25])
    """
    a, b = whole_numbers(counts_p, "counts_p"), whole_numbers(counts_q, "counts_q")
    if a.ndim != 1 or a.shape != b.shape:
        raise ValueError(f"counts_p and counts_q must have one shape (T,), got {a.shape} and {b.shape}")
    n1, n2 = a.sum(), b.sum()
    if not (n1 > 0 and n2 > 0):
        raise ValueError("counts_p and counts_q must not be empty: a corpus without tokens has no distribution")
    p, q = a / n1, b / n2
    half = product_difference(a, n2, b, n1) / (2 * n1 * n2)
    mean = p / 2 + q / 2
    contributions = (deviance(p, mean, half) + deviance(q, mean, -half)) / (2 * np.log(2))
    return JensenShannon(float(np.clip(contributions.sum(), 0, 1)), contributions)


def entropy(counts):
    """Shannon entropy of relative frequencies in bits, the plug-in estimate (no correction for unseen terms).

    Parameters
    ----------
    counts : array_like of int, shape (T,)
        Occurrences of each of T terms.

    Returns
    -------
    float
        From 0 (one term only) to ``log2 T``; NaN without any token.

    Raises
    ------
    ValueError
        If a count is negative, fractional or not finite, or the shape is not (T,).

    References
    ----------
    Shannon (1948), A mathematical theory of communication, Bell System Technical Journal 27.

    Examples
    --------
    >>> entropy([1, 1, 1, 1]), entropy([5])
    (2.0, 0.0)
    """
    n = whole_numbers(counts, "counts") if regular(counts, "counts").size else np.zeros(0)
    if n.ndim != 1:
        raise ValueError(f"counts must have shape (T,), got {n.shape}")
    if n.sum() == 0:
        return float("nan")
    p = n / n.sum()
    return float(-xlogy(p, p).sum() / np.log(2) + 0.0)
