"""A term's frequencies in the parts of a corpus enter; how evenly it is spread over them leaves.

Frequencies have shape (k,) for one term or (T, k) for T terms in k parts; sizes have shape (k,): tokens in each part,
or shares of the corpus that add up to 1. A term that occurs in no part has no dispersion: NaN.
"""

from __future__ import annotations

import numpy as np
from scipy.special import xlogy

from discourse.measures.statistics.contingency import numbers, positive_numbers, whole_numbers


def juilland_d(frequencies, sizes):
    """Juilland's D: ``1 - V/sqrt(k - 1)``, V the coefficient of variation of the term's rates in the parts.

    The variant for parts of unequal size: rates (frequency / size of the part) and their population standard
    deviation (divisor k).

    Parameters
    ----------
    frequencies : array_like of int, shape (k,) or (T, k)
        Occurrences in each of k parts.
    sizes : array_like, shape (k,)
        Tokens in each part, or shares that add up to 1.

    Returns
    -------
    float or ndarray of float, shape (T,)
        1 where all rates are equal, 0 where all occurrences are in one part. NaN with a single part, or where the
        term does not occur.

    Raises
    ------
    ValueError
        If a frequency is negative, fractional, not finite or above the size of its part, a size is not positive, or
        the shapes do not fit.

    References
    ----------
    Juilland & Chang-Rodríguez (1964), Frequency dictionary of Spanish words, p. LIII.

    Examples
    --------
    >>> round(juilland_d([0, 4, 3, 2, 1], [100] * 5), 4)
    0.6464
    """
    v, s = parts(frequencies, sizes)
    rates = v / s
    with np.errstate(divide="ignore", invalid="ignore"):
        return measured(np.clip(1 - rates.std(axis=-1) / rates.mean(axis=-1) / np.sqrt(s.size - 1), 0, 1), s.size > 1)


def carroll_d2(frequencies, sizes):
    """Carroll's D2: entropy of the term's rates over the parts, divided by its maximum ``log k``.

    Parameters
    ----------
    frequencies : array_like of int, shape (k,) or (T, k)
        Occurrences in each of k parts.
    sizes : array_like, shape (k,)
        Tokens in each part, or shares that add up to 1.

    Returns
    -------
    float or ndarray of float, shape (T,)
        1 where all rates are equal, 0 where all occurrences are in one part. NaN with a single part, or where the
        term does not occur.

    Raises
    ------
    ValueError
        As `juilland_d`.

    References
    ----------
    Carroll (1970), An alternative to Juilland's usage coefficient, Computer Studies in the Humanities 3(2).

    Examples
    --------
    >>> round(carroll_d2([2, 1, 1, 1, 0], [100] * 5), 4)
    0.8277
    """
    v, s = parts(frequencies, sizes)
    rates = v / s
    with np.errstate(divide="ignore", invalid="ignore"):
        p = rates / rates.sum(axis=-1, keepdims=True)
        return measured(np.clip(-xlogy(p, p).sum(axis=-1) / np.log(s.size), 0, 1), s.size > 1)


def rosengren_s(frequencies, sizes):
    """Rosengren's S: ``(sum sqrt(s v))**2 / f``, s the shares of the parts, v the frequencies, f their sum.

    Parameters
    ----------
    frequencies : array_like of int, shape (k,) or (T, k)
        Occurrences in each of k parts.
    sizes : array_like, shape (k,)
        Tokens in each part, or shares that add up to 1.

    Returns
    -------
    float or ndarray of float, shape (T,)
        1 where the rates are equal, the share of the part where all occurrences are in one (so 1 with a single
        part). NaN where the term does not occur.

    Raises
    ------
    ValueError
        As `juilland_d`.

    References
    ----------
    Rosengren (1971), The quantitative concept of language, Études de linguistique appliquée 1; Gries (2008), p. 407.

    Examples
    --------
    >>> round(rosengren_s([1, 2, 3, 4, 5], [100] * 5), 3)
    0.937
    """
    v, s = parts(frequencies, sizes)
    with np.errstate(divide="ignore", invalid="ignore"):
        return measured(np.minimum(np.sqrt(v * (s / s.sum())).sum(axis=-1) ** 2 / v.sum(axis=-1), 1))


def dispersion_da(frequencies, sizes):
    """Burch, Egbert and Biber's D_A: 1 minus the mean pairwise difference of rates over twice the mean rate.

    Parameters
    ----------
    frequencies : array_like of int, shape (k,) or (T, k)
        Occurrences in each of k parts.
    sizes : array_like, shape (k,)
        Tokens in each part, or shares that add up to 1.

    Returns
    -------
    float or ndarray of float, shape (T,)
        1 where all rates are equal, 0 where all occurrences are in one part. NaN with a single part, or where the
        term does not occur.

    Raises
    ------
    ValueError
        As `juilland_d`.

    References
    ----------
    Burch, Egbert & Biber (2017), Measuring and interpreting lexical dispersion in corpus linguistics, JRDS 3(2).

    Examples
    --------
    >>> round(dispersion_da([1, 2, 3], [100] * 3), 6)
    0.666667
    """
    v, s = parts(frequencies, sizes)
    k = s.size
    rates = np.sort(v / s, axis=-1)
    weights = 2 * np.arange(k) - k + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        mean_difference = (rates * weights).sum(axis=-1) * 2 / (k * (k - 1.0))
        return measured(np.clip(1 - mean_difference / (2 * rates.mean(axis=-1)), 0, 1), k > 1)


def parts(frequencies, part_sizes) -> tuple[np.ndarray, np.ndarray]:
    """Return frequencies and sizes, checked against each other."""
    v, s = whole_numbers(frequencies, "frequencies"), numbers(part_sizes, "sizes")
    if s.ndim != 1 or s.size == 0 or v.ndim not in (1, 2) or v.shape[-1] != s.size:
        raise ValueError(f"frequencies must have shape (k,) or (T, k) and sizes (k,), got {v.shape} and {s.shape}")
    if (s <= 0).any():
        raise ValueError(f"sizes must be positive, got {s.min():g}")
    shares = (s != np.floor(s)).any() and abs(s.sum() - 1) < 1e-9
    if not shares and (v > positive_numbers(s, "sizes")).any():
        raise ValueError("a frequency must not exceed the size of its part")
    return v, s


def measured(values, defined: bool = True):
    """Return a float for one term, an array for several; NaN where the measure is not defined."""
    values = np.asarray(values) if defined else np.full(np.shape(values), np.nan)
    return float(values) if values.ndim == 0 else values
