"""Hits and sizes of segments enter; shares leave with intervals from resampled segments."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.stats import norm

from discourse.errors import DiscourseError

N_RESAMPLES = 2000
WEIGHTS_AT_ONCE = 4_000_000


def share_estimate(
    hits: np.ndarray, sizes: np.ndarray, confidence: float = 0.95, n_resamples: int = N_RESAMPLES, seed: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Share of the units of G segments that have each of F properties, with its interval.

    Parameters
    ----------
    hits : ndarray, shape (G, F)
        Units of each segment that have each property.
    sizes : ndarray, shape (G,)
        Units of each segment.
    confidence : float
        Of the percentile interval: segments are resampled, and a share is the ratio of two sums.
    n_resamples, seed : int
        Of the bootstrap.

    Returns
    -------
    share, low, high : ndarray, shape (F,)
        Limits are NaN with fewer than two segments. Where no unit or every unit has the property the bootstrap cannot
        move, and Wilson's limit stands in its place.

    Raises
    ------
    DiscourseError
        If `confidence` is no proportion, or `n_resamples` or `seed` no whole number.

    References
    ----------
    Lijffijt et al. (2016), DSH 31(2); Wilson (1927), Journal of the American Statistical Association 22.

    Examples
    --------
    >>> share, low, high = share_estimate(np.array([[1.0], [3.0]]), np.array([4.0, 4.0]))
    >>> share.tolist(), low.tolist(), high.tolist()
    ([0.5], [0.25], [0.75])
    """
    check_bootstrap(confidence, n_resamples, seed)
    n, total, found = len(sizes), sizes.sum(), hits.sum(axis=0)
    if n < 2:
        return found / total, *np.full((2, hits.shape[1]), np.nan)
    draws = np.concatenate(list(_resampled(hits, sizes, n_resamples, seed)))
    tail = (1 - confidence) / 2
    low, high = np.quantile(draws, [tail, 1 - tail], axis=0)
    z2 = norm.isf(tail) ** 2
    wilson = z2 / (total + z2)
    return found / total, np.where(found == total, 1 - wilson, low), np.where(found == 0, wilson, high)


def check_bootstrap(confidence: float, n_resamples: int = 1, seed: int = 0) -> None:
    """Refuse settings of an interval that make no sense.

    Raises
    ------
    DiscourseError
        With the value.
    """
    number = isinstance(confidence, int | float | np.integer | np.floating) and not isinstance(confidence, bool)
    if not number or not 0 < confidence < 1:
        raise DiscourseError(f"confidence {confidence!r} does not lie between 0 and 1", remedy="Give 0.95, say.")
    for name, value, least in (("n_resamples", n_resamples, 1), ("seed", seed, 0)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
            raise DiscourseError(f"{name} {value!r} is not a whole number from {least} up", remedy="Leave it out.")


def _resampled(hits: np.ndarray, sizes: np.ndarray, n_resamples: int, seed: int) -> Iterator[np.ndarray]:
    """Shares (B, F) of resampled segments, a few resamples at a time so that memory stays small."""
    n, random = len(sizes), np.random.default_rng(seed)
    step = max(1, WEIGHTS_AT_ONCE // n)
    for first in range(0, n_resamples, step):
        weights = random.multinomial(n, np.full(n, 1 / n), size=min(step, n_resamples - first)).astype(float)
        yield (weights @ hits) / (weights @ sizes)[:, None]
