"""What several coders said of the same units enters; how far they agree beyond chance leaves."""

from __future__ import annotations

from collections import Counter

import numpy as np

from discourse.measures.statistics.contingency import regular

LEVELS = ("nominal", "ordinal", "interval", "ratio")


def krippendorff_alpha(ratings, level="nominal"):
    """Krippendorff's alpha, ``1 - Do/De``, for any number of coders, with missing values.

    Parameters
    ----------
    ratings : array_like, shape (M, N)
        What each of M coders said of each of N units; NaN (or None) where missing. At level nominal the values may
        be strings.
    level : {"nominal", "ordinal", "interval", "ratio"}
        How far two values are apart: different or not; by ranks; by ``(c - k)**2``; by ``((c - k)/(c + k))**2``.

    Returns
    -------
    float
        1 for perfect agreement, 0 for chance, below 0 for systematic disagreement. NaN where nothing was coded twice,
        or where all values that can be paired are identical: without variation agreement cannot be told from habit.

    Raises
    ------
    ValueError
        If `level` is unknown, there are fewer than two coders, the shape is not (M, N), a value is infinite or, at a
        level other than nominal, not a number, or a value is negative at level ratio.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability, University of Pennsylvania, section C.

    Examples
    --------
    >>> round(krippendorff_alpha([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]), 3)
    0.095
    """
    if not isinstance(level, str) or level not in LEVELS:
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, got {level!r}")
    values = _ratings(ratings, level)
    values = values[:, (~np.isnan(values)).sum(axis=0) >= 2]
    if not values.size:
        return float("nan")
    known = ~np.isnan(values)
    unique, index = np.unique(values[known], return_inverse=True)
    marginals = np.bincount(index)
    if unique.size < 2:
        return float("nan")
    coordinates = unique - unique[0] if level == "interval" else unique
    if level == "interval":
        coordinates = coordinates / coordinates[-1]
    elif level == "ordinal":
        coordinates = (np.cumsum(marginals) - marginals / 2) / marginals.sum()
    placed = np.full(values.shape, np.nan)
    placed[known] = coordinates[index]
    expected = _expected(coordinates, marginals, level)
    n = marginals.sum()
    return float(1 - (n - 1) * _observed(placed, level) / expected)


def _ratings(ratings, level: str) -> np.ndarray:
    """Ratings as a float matrix with NaN for missing values."""
    array = regular(ratings, "ratings")
    if array.ndim != 2 or array.shape[0] < 2:
        raise ValueError(f"ratings must have shape (M, N) with at least two coders, got {array.shape}")
    if array.dtype.kind not in "iufb":
        missing = np.array([v is None or v != v for v in array.ravel()], dtype=bool).reshape(array.shape)
        if level == "nominal":
            names = {v: i for i, v in enumerate(sorted({*map(str, array[~missing])}))}
            return np.array([np.nan if m else names[str(v)] for v, m in zip(array.ravel(), missing.ravel(),
                            strict=True)], dtype=float).reshape(array.shape)  # fmt: skip
        array = np.where(missing, np.nan, array.astype(object))
    try:
        array = array.astype(float)
    except (TypeError, ValueError):
        raise ValueError(f"ratings at level {level} must be numbers, NaN where missing") from None
    if np.isinf(array).any():
        raise ValueError("ratings must be finite, NaN where missing")
    if level == "ratio" and (array < 0).any():
        raise ValueError("ratings at level ratio must not be negative")
    return array


def _distance(c, k, level: str):
    """Squared difference of two values at a level; ordinal values come as mid-ranks."""
    if level == "nominal":
        return (c != k).astype(float)
    if level == "ratio":
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(c == k, 0.0, ((c - k) / (c + k)) ** 2)
    return (c - k) ** 2


def _observed(values: np.ndarray, level: str) -> float:
    """Sum over units of the differences of all ordered pairs, each unit divided by its coders less one."""
    pairs = np.zeros(values.shape[1])
    for i in range(1, values.shape[0]):
        for j in range(i):
            both = ~np.isnan(values[i]) & ~np.isnan(values[j])
            pairs[both] += _distance(values[i, both], values[j, both], level)
    return float((2 * pairs / ((~np.isnan(values)).sum(axis=0) - 1)).sum())


def _expected(coordinates: np.ndarray, marginals: np.ndarray, level: str) -> float:
    """Sum of the differences of all ordered pairs of values, whatever their unit."""
    n = marginals.astype(float)
    if level == "nominal":
        return float(n.sum() ** 2 - (n**2).sum())
    if level != "ratio":
        centred = coordinates - (n * coordinates).sum() / n.sum()
        return float(2 * n.sum() * (n * centred**2).sum())
    step = max(1, 4_000_000 // n.size)
    return float(sum((n[i : i + step, None] * n * _distance(coordinates[i : i + step, None], coordinates, level)).sum()
                     for i in range(0, n.size, step)))  # fmt: skip


def cohen_kappa(a, b):
    """Cohen's unweighted kappa of two coders: ``(po - pe)/(1 - pe)``, pe from the coders' own distributions.

    Parameters
    ----------
    a, b : array_like, shape (N,)
        What each of two coders said of N units, numbers or strings; units with NaN or None on a side are left out.

    Returns
    -------
    float
        1 for perfect agreement, 0 for chance. NaN where no unit was coded by both, or both gave one and the same
        value throughout.

    Raises
    ------
    ValueError
        If the shapes differ or are not (N,).

    References
    ----------
    Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1).

    Examples
    --------
    >>> cohen_kappa(["x", "x", "y", "y"], ["x", "x", "y", "x"])
    0.5
    """
    a, b = regular(a, "a"), regular(b, "b")
    if a.ndim != 1 or a.shape != b.shape:
        raise ValueError(f"a and b must have one shape (N,), got {a.shape} and {b.shape}")
    pairs = [(x, y) for x, y in zip(a.tolist(), b.tolist(), strict=True) if None not in (x, y) and x == x and y == y]
    if not pairs:
        return float("nan")
    left, right = zip(*pairs, strict=True)
    said_left, said_right = Counter(left), Counter(right)
    n = len(pairs)
    agreed = sum(x == y for x, y in pairs)
    chance = sum(said_left[v] * said_right[v] for v in said_left)
    return float("nan") if chance == n * n else (agreed * n - chance) / (n * n - chance)

