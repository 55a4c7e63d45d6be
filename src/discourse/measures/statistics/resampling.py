"""Values of segments or documents enter; intervals and p-values from resampling and relabelling them leave.

The units are what was sampled: segments or documents, never tokens, which are not independent of each other.
"""

from __future__ import annotations

import inspect
from itertools import chain, combinations
from math import comb
from typing import NamedTuple

import numpy as np

from discourse.measures.statistics.contingency import numbers, proportion, regular

MAX_LABELLINGS = 20_000
N_LABELLINGS = 9_999
ALTERNATIVES = ("two-sided", "greater", "less")


class Interval(NamedTuple):
    """Lower and upper bound."""

    low: float
    high: float


def bootstrap_interval(values, statistic, confidence=0.95, n_resamples=2000, seed=0):
    """Percentile interval of a statistic under resampling of the values along their first axis.

    Parameters
    ----------
    values : array_like, shape (n, ...)
        One entry per unit that was sampled (segment, document, coded unit).
    statistic : callable
        Takes an array like `values` and returns a number or an array. If it has a parameter ``axis`` (as np.mean
        has), it is called with ``axis=0``.
    confidence : float
        Share of the resamples that the interval holds.
    n_resamples : int
        Number of resamples.
    seed : int
        Of numpy's default generator; the same seed gives the same interval.

    Returns
    -------
    low, high : float or ndarray
        Quantiles of the resampled statistic (linear interpolation). NaN where the statistic of `values` itself is
        NaN; otherwise resamples that give NaN are left out. Too narrow for fewer than about 20 values, as every
        percentile interval.

    Raises
    ------
    ValueError
        If there are fewer than 2 values, they are no numbers, `statistic` is no function, `confidence` is not between
        0 and 1, `n_resamples` is not a positive whole number, or numpy takes no such `seed`.

    References
    ----------
    Efron & Tibshirani (1993), An introduction to the bootstrap, section 13.3; Lijffijt et al. (2016), DSH 31(2).

    Examples
    --------
    >>> low, high = bootstrap_interval([0, 1], np.mean)
    >>> float(low), float(high)
    (0.0, 1.0)
    """
    array = regular(values, "values")
    if array.ndim == 0 or len(array) < 2:
        raise ValueError("an interval needs at least 2 values: with one unit nothing is known about variation")
    if array.dtype.kind not in "iufb":
        raise ValueError(f"values must be numbers, not {array.dtype}")
    if not callable(statistic):
        raise ValueError(f"statistic must be a function of the values, not {type(statistic).__name__}")
    if isinstance(n_resamples, bool) or not isinstance(n_resamples, int | np.integer) or n_resamples < 1:
        raise ValueError(f"n_resamples must be a positive whole number, got {n_resamples!r}")
    tail, rng = (1 - proportion(confidence)) / 2, _generator(seed)
    call = _along_first_axis(statistic)
    observed = np.asarray(call(array), dtype=float)
    n = len(array)
    resampled = np.array([call(array[rng.integers(n, size=n)]) for _ in range(n_resamples)], dtype=float)
    low, high = _quantiles(resampled, (tail, 1 - tail))
    return Interval(np.where(np.isnan(observed), np.nan, low)[()], np.where(np.isnan(observed), np.nan, high)[()])


def _generator(seed) -> np.random.Generator:
    """Numpy's default generator, or a ValueError where it takes no such seed."""
    try:
        return np.random.default_rng(seed)
    except (TypeError, ValueError):
        raise ValueError(f"seed must be a whole number from 0 up, got {seed!r}") from None


def _along_first_axis(statistic):
    """Call with axis=0 what takes an axis, and leave everything else alone."""
    try:
        takes_axis = "axis" in inspect.signature(statistic).parameters
    except (TypeError, ValueError):
        takes_axis = isinstance(statistic, np.ufunc)
    return (lambda sample: statistic(sample, axis=0)) if takes_axis else statistic


def _quantiles(resampled: np.ndarray, shares: tuple[float, float]) -> np.ndarray:
    """Quantiles over the first axis; NaN left out, NaN where nothing is left."""
    empty = np.isnan(resampled).all(axis=0)
    filled = np.where(empty, 0.0, resampled)
    with np.errstate(invalid="ignore"):
        return np.where(empty, np.nan, np.nanquantile(filled, shares, axis=0))


def permutation_p(target, reference, alternative="two-sided", seed=0):
    """P-value of a difference of two means under relabelling of the units.

    Exact over all labellings where these number at most 20,000; otherwise 9,999 random ones, and the observed
    labelling counted as one more: ``(1 + hits)/(1 + 9999)``.

    Parameters
    ----------
    target, reference : array_like of float, shape (k,) or (T, k)
        One value per segment or document, say its relative frequency of a term; with two axes one row per term, and
        all terms are relabelled alike.
    alternative : {"two-sided", "greater", "less"}
        Two-sided: the share of labellings whose absolute difference is at least the observed one. Greater: whose
        difference, target minus reference, is at least the observed one. Less: at most.
    seed : int
        Of numpy's default generator; unused where the p-value is exact.

    Returns
    -------
    float or ndarray of float, shape (T,)
        Never 0; 1 where all values are identical. Differences that are equal but for rounding count as equal.

    Raises
    ------
    ValueError
        If a side is empty, a value is NaN or infinite, the shapes do not fit, or `alternative` is unknown.

    References
    ----------
    Fisher (1935), The design of experiments, § 21; Phipson & Smyth (2010), SAGMB 9(1); Lijffijt et al. (2016).

    Examples
    --------
    >>> permutation_p([3, 4, 5], [0, 1, 2])
    0.1
    """
    if not isinstance(alternative, str) or alternative not in ALTERNATIVES:
        raise ValueError(f"alternative must be one of {', '.join(ALTERNATIVES)}, got {alternative!r}")
    left, right = (numbers(v, n) for v, n in ((target, "target"), (reference, "reference")))
    if left.ndim not in (1, 2) or left.ndim != right.ndim or left.shape[:-1] != right.shape[:-1]:
        raise ValueError(f"target and reference must have shape (k,) or (T, k), got {left.shape} and {right.shape}")
    if not (left.shape[-1] and right.shape[-1]):
        raise ValueError("target and reference need at least one value each")
    both = np.atleast_2d(np.concatenate([left, right], axis=-1))
    p = relabelled(both, left.shape[-1], alternative, N_LABELLINGS, seed)
    return float(p[0]) if left.ndim == 1 else p


def n_exact_labellings(k: int, k_target: int) -> int:
    """How many ways there are to call `k_target` of `k` units the target; 0 where these are more than 20,000.

    Examples
    --------
    >>> n_exact_labellings(6, 3), n_exact_labellings(10**6, 5 * 10**5)
    (20, 0)
    """
    few = min(k_target, k - k_target)
    if few > 14:  # from 15 of 30 units on there are millions
        return 0
    n = comb(k, few)
    return n if n <= MAX_LABELLINGS else 0


def relabelled(values, k_target: int, alternative: str, n_labellings: int, seed: int) -> np.ndarray:
    """P-values of T rows at once; `values` is a dense or sparse (T, k) matrix, the target's units first.

    Returns
    -------
    ndarray of float, shape (T,)
    """
    n_rows, k = values.shape
    exact = n_exact_labellings(k, k_target) > 0
    sparse = hasattr(values, "tocsr")
    largest = abs(values).max(axis=1).toarray().ravel() if sparse else np.abs(values).max(axis=1, initial=0.0)
    largest = np.where(largest > 0, largest, 1.0)[:, None]
    scaled = values.multiply(1 / largest).tocsr() if sparse else values / largest
    expected = k_target * np.asarray(scaled.mean(axis=1)).reshape(-1, 1)
    observed = np.asarray(scaled[:, :k_target].sum(axis=1)).reshape(-1, 1) - expected
    slack = 16 * k * np.finfo(float).eps
    hits, total = np.zeros(n_rows), 0
    for labels in _labellings(k, k_target, exact, n_labellings, seed):
        total += len(labels)
        rows = max(1, 4_000_000 // len(labels))
        for at in range(0, n_rows, rows):
            part = slice(at, at + rows)
            sums = scaled[part] @ labels.T.astype(float) - expected[part]
            hits[part] += _extreme(sums, observed[part], alternative, slack).sum(axis=1)
    return hits / total if exact else (1 + hits) / (1 + total)


def _extreme(sums, observed, alternative: str, slack: float):
    """Which labellings are at least as extreme as the observed one, give or take rounding."""
    if alternative == "two-sided":
        return np.abs(sums) >= np.abs(observed) - slack
    return sums >= observed - slack if alternative == "greater" else sums <= observed + slack


def _labellings(k: int, k_target: int, exact: bool, n: int, seed: int):
    """Boolean matrices, a row per labelling, True for the units called target; in blocks that fit into memory."""
    if exact:
        size = comb(k, k_target)
        chosen = np.fromiter(chain.from_iterable(combinations(range(k), k_target)), np.intp, size * k_target)
        labels = np.zeros((size, k), dtype=bool)
        labels[np.arange(size)[:, None], chosen.reshape(size, k_target)] = True
        yield labels
        return
    rng = _generator(seed)
    block = max(1, min(n, 2_000_000 // k))
    template = np.arange(k) < k_target
    for start in range(0, n, block):
        yield rng.permuted(np.tile(template, (min(block, n - start), 1)), axis=1)
