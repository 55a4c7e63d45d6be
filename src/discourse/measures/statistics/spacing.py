"""Positions of a term in the running corpus enter; its frequency, reduced by clumping, leaves."""

from __future__ import annotations

import numpy as np

from discourse.measures.statistics.contingency import positive_numbers, regular, whole_numbers


def arf(positions, n_tokens):
    """Average reduced frequency: occurrences that stand close together count less than one each.

    The corpus is read as a circle: ``(1/v) sum min(d_i, v)`` with ``v = n_tokens / f`` and d_i the distance from one
    occurrence to the next, the last to the first.

    Parameters
    ----------
    positions : array_like of int, shape (f,)
        Positions of the f occurrences, counted from 0 or from 1, in any order, each once.
    n_tokens : int
        Length of the corpus.

    Returns
    -------
    float
        f where the occurrences are evenly spaced, towards 1 where they are clumped; 0 where there is none.

    Raises
    ------
    ValueError
        If a position is negative, fractional, beyond the corpus or given twice, or `n_tokens` is not positive.

    References
    ----------
    Savický & Hlaváčová (2002), Measures of word commonness, Journal of Quantitative Linguistics 9(3).

    Examples
    --------
    >>> arf([0, 50], 100), arf([0, 1], 100), arf([7], 100)
    (2.0, 1.02, 1.0)
    """
    at = regular(positions, "positions")
    at = np.sort(whole_numbers(at, "positions")) if at.size else np.zeros(0)
    n = positive_numbers(n_tokens, "n_tokens")
    if at.ndim != 1 or n.ndim:
        raise ValueError("positions must have shape (f,) and n_tokens be one number")
    if not at.size:
        return 0.0
    distances = np.diff(at, append=at[0] + n)
    if (distances <= 0).any() or at[-1] > n:
        raise ValueError("positions must lie inside the corpus, each once")
    spacing = n / at.size
    return float(np.minimum(distances, spacing).sum() / spacing)
