"""P-values of many tests enter; p-values adjusted for their number leave, in the same shape and order.

NaN marks a test that could not be made: it stays NaN and is not counted.
"""

from __future__ import annotations

import numpy as np

from discourse.measures.statistics.contingency import regular


def benjamini_hochberg(p):
    """Adjust p-values so that rejecting those below q keeps the false discovery rate at q (step-up).

    Parameters
    ----------
    p : array_like of float
        P-values from 0 to 1, or NaN.

    Returns
    -------
    ndarray of float
        ``min over j >= i of m p_(j) / j``, at most 1. NaN stays NaN and is not counted in m.

    Raises
    ------
    ValueError
        If a value is not a number from 0 to 1.

    References
    ----------
    Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57(1).

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.02, 0.03, 0.04]).tolist()
    [0.04, 0.04, 0.04, 0.04]
    """
    return _adjust(p, lambda q, rank, m: np.minimum.accumulate((q * m / rank)[::-1])[::-1])


def holm(p):
    """Adjust p-values so that rejecting those below α keeps the chance of any false rejection below α (step-down).

    Parameters
    ----------
    p : array_like of float
        P-values from 0 to 1, or NaN.

    Returns
    -------
    ndarray of float
        ``max over j <= i of (m - j + 1) p_(j)``, at most 1. NaN stays NaN and is not counted in m.

    Raises
    ------
    ValueError
        If a value is not a number from 0 to 1.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6(2).

    Examples
    --------
    >>> holm([0.01, 0.02, 0.03, 0.04]).tolist()
    [0.04, 0.06, 0.06, 0.06]
    """
    return _adjust(p, lambda q, rank, m: np.maximum.accumulate(q * (m - rank + 1)))


def bonferroni(p):
    """Multiply p-values by their number: the plainest control of the chance of any false rejection.

    Parameters
    ----------
    p : array_like of float
        P-values from 0 to 1, or NaN.

    Returns
    -------
    ndarray of float
        ``m p``, at most 1. NaN stays NaN and is not counted in m.

    Raises
    ------
    ValueError
        If a value is not a number from 0 to 1.

    References
    ----------
    Dunn (1961), Multiple comparisons among means, Journal of the American Statistical Association 56(293).

    Examples
    --------
    >>> bonferroni([0.01, 0.4, float("nan")]).tolist()
    [0.02, 0.8, nan]
    """
    return _adjust(p, lambda q, rank, m: q * m)


def _adjust(p, rule) -> np.ndarray:
    """Apply a rule on sorted p-values to those that are not NaN and put them back."""
    array = regular(p, "p")
    if array.dtype.kind == "O":
        array = np.array([np.nan if v is None else v for v in array.ravel()]).reshape(array.shape)
    if array.dtype.kind not in "iuf":
        raise ValueError("p must be numbers from 0 to 1, or NaN")
    array = array.astype(float)
    known = ~np.isnan(array)
    values = array[known]
    if ((values < 0) | (values > 1)).any():
        raise ValueError("p must lie between 0 and 1")
    order = np.argsort(values, kind="stable")
    rank = np.arange(1, values.size + 1)
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(rule(values[order], rank, values.size), 1.0)
    out = np.full(array.shape, np.nan)
    out[known] = adjusted
    return out[()]
