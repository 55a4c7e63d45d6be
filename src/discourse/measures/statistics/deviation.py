"""A term's frequencies in the parts of a corpus enter; how far it deviates from the corpus in its spread leaves.

Gries's direction: 0 is even. Shapes and refusals as in the module ``dispersion``.
"""

from __future__ import annotations

import numpy as np

from discourse.measures.statistics.dispersion import measured, parts


def dp(frequencies, sizes):
    """Gries's deviation of proportions: half the summed distance between shares of the term and of the parts.

    Parameters
    ----------
    frequencies : array_like of int, shape (k,) or (T, k)
        Occurrences in each of k parts.
    sizes : array_like, shape (k,)
        Tokens in each part, or shares that add up to 1.

    Returns
    -------
    float or ndarray of float, shape (T,)
        0 where the term is spread like the corpus, towards 1 where it is clumped (Gries's direction). 0 with a
        single part; NaN where the term does not occur.

    Raises
    ------
    ValueError
        As `juilland_d`.

    References
    ----------
    Gries (2008), Dispersions and adjusted frequencies in corpora, IJCL 13(4).

    Examples
    --------
    >>> round(dp([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 2)
    0.18
    """
    v, s = parts(frequencies, sizes)
    return measured(_deviation(v, s))


def dp_norm(frequencies, sizes):
    """Normalised deviation of proportions: `dp` divided by its maximum, 1 minus the share of the smallest part.

    Parameters
    ----------
    frequencies : array_like of int, shape (k,) or (T, k)
        Occurrences in each of k parts.
    sizes : array_like, shape (k,)
        Tokens in each part, or shares that add up to 1.

    Returns
    -------
    float or ndarray of float, shape (T,)
        0 where the term is spread like the corpus, 1 where all of it is in the smallest part. NaN with a single
        part, or where the term does not occur.

    Raises
    ------
    ValueError
        As `juilland_d`.

    References
    ----------
    Lijffijt & Gries (2012), Correction to "Dispersions and adjusted frequencies in corpora", IJCL 17(1), p. 148.

    Examples
    --------
    >>> round(dp_norm([2, 1, 0], [100] * 3), 12)
    0.5
    """
    v, s = parts(frequencies, sizes)
    with np.errstate(divide="ignore", invalid="ignore"):
        return measured(np.minimum(_deviation(v, s) / (1 - s.min() / s.sum()), 1), s.size > 1)


def _deviation(v: np.ndarray, s: np.ndarray) -> np.ndarray:
    """Half the summed distance between two sets of shares."""
    with np.errstate(invalid="ignore"):
        return np.abs(v / v.sum(axis=-1, keepdims=True) - s / s.sum()).sum(axis=-1) / 2
