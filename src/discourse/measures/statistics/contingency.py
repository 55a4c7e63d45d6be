"""Array_like counts enter; checked float arrays leave, with the differences from expectation free of cancellation."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import xlogy

LARGEST = 1e75
_SPLIT = 2.0**27 + 1
_SERIES = [(-1) ** k / (k * (k - 1)) for k in range(2, 22)]


class Contingency(NamedTuple):
    """Occurrences and sizes of target (1) and reference (2), with their expectations under equal rates."""

    a: np.ndarray
    b: np.ndarray
    n1: np.ndarray
    n2: np.ndarray
    expected_a: np.ndarray
    expected_b: np.ndarray
    surplus: np.ndarray


def regular(values, name: str) -> np.ndarray:
    """Return an array of any kind, or raise a ValueError that names the argument whose rows differ in length.

    Examples
    --------
    >>> regular([["a", None]], "ratings").shape
    (1, 2)
    """
    try:
        return np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} must have rows of one length") from None


def proportion(value, name: str = "confidence") -> float:
    """Return a number strictly between 0 and 1, or raise a ValueError that names the argument.

    Examples
    --------
    >>> proportion(0.95)
    0.95
    """
    number = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
    if not number or not 0 < value < 1:
        raise ValueError(f"{name} must lie between 0 and 1, got {value!r}")
    return float(value)


def numbers(values, name: str) -> np.ndarray:
    """Return finite real numbers as float64, or raise a ValueError that names the argument.

    Examples
    --------
    >>> numbers([1, 2.5], "sizes").tolist()
    [1.0, 2.5]
    """
    array = regular(values, name)
    if array.dtype.kind not in "iufO" or np.ma.is_masked(values):
        raise ValueError(f"{name} must be numbers, not {array.dtype}")
    if array.dtype.kind == "O" and any(isinstance(v, bool | np.bool_) for v in array.ravel()):
        raise ValueError(f"{name} must be numbers, not True or False")
    try:
        array = array.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} must be numbers that fit a float") from None
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must be finite, without NaN")
    return array


def whole_numbers(values, name: str) -> np.ndarray:
    """Return whole numbers from 0 up as float64, or raise a ValueError that names the argument.

    Examples
    --------
    >>> whole_numbers([3, 0], "n_target").tolist()
    [3.0, 0.0]
    """
    array = numbers(values, name)
    if (array < 0).any():
        raise ValueError(f"{name} must not be negative, got {array.min():g}")
    if (array != np.floor(array)).any():
        raise ValueError(f"{name} must be whole numbers")
    if (array > LARGEST).any():
        raise ValueError(f"{name} must not exceed {LARGEST:g}")
    return array


def positive_numbers(values, name: str) -> np.ndarray:
    """Return whole numbers from 1 up as float64, or raise a ValueError that names the argument.

    Examples
    --------
    >>> positive_numbers(100, "size_target").item()
    100.0
    """
    array = whole_numbers(values, name)
    if (array == 0).any():
        raise ValueError(f"{name} must be positive, got 0")
    return array


def broadcast(*arrays: np.ndarray) -> list[np.ndarray]:
    """Return arrays of one common shape, or raise a ValueError that lists the shapes."""
    try:
        return np.broadcast_arrays(*arrays)
    except ValueError:
        raise ValueError(f"shapes do not fit together: {', '.join(str(a.shape) for a in arrays)}") from None


def contingency(n_target, n_reference, size_target, size_reference) -> Contingency:
    """Check the four numbers of a term and derive expectations and surplus (observed minus expected in the target).

    Examples
    --------
    >>> contingency(10, 5, 100, 100).surplus.item()
    2.5
    """
    a, b, n1, n2 = broadcast(
        whole_numbers(n_target, "n_target"),
        whole_numbers(n_reference, "n_reference"),
        positive_numbers(size_target, "size_target"),
        positive_numbers(size_reference, "size_reference"),
    )
    if (a > n1).any() or (b > n2).any():
        raise ValueError("a term must not occur more often than its corpus has tokens")
    total = n1 + n2
    surplus = product_difference(a, n2, b, n1) / total
    return Contingency(a, b, n1, n2, n1 * ((a + b) / total), n2 * ((a + b) / total), surplus)


def product_difference(a, b, c, d) -> np.ndarray:
    """Return ``a*b - c*d``, accurate even where the two products nearly cancel (Dekker 1971).

    Examples
    --------
    >>> float(product_difference(1e9 + 1, 1e9 - 1, 1e9, 1e9))
    -1.0
    """
    p, p_rest = _product(a, b)
    q, q_rest = _product(c, d)
    return (p - q) + (p_rest - q_rest)


def _product(a, b) -> tuple[np.ndarray, np.ndarray]:
    """Product and its rounding error."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    p = a * b
    a_high = a * _SPLIT - (a * _SPLIT - a)
    b_high = b * _SPLIT - (b * _SPLIT - b)
    a_low, b_low = a - a_high, b - b_high
    return p, a_low * b_low - (((p - a_high * b_high) - a_low * b_high) - a_high * b_low)


def deviance(observed, expected, difference) -> np.ndarray:
    """Return ``O ln(O/E) - (O - E)`` cell by cell, never negative and exact where O is close to E.

    Summed over the cells of a table, whose differences add up to zero, this is half of G2 without the cancellation
    that the textbook form suffers in large corpora. Cells with an expectation of zero give 0.

    Examples
    --------
    >>> round(float(deviance(2.0, 1.0, 1.0)), 12)
    0.38629436112
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        x = np.where(expected > 0, difference / expected, 0.0)
        ratio = np.where(expected > 0, observed / expected, 1.0)
        near = expected * x**2 * np.polynomial.polynomial.polyval(np.clip(x, -0.1, 0.1), _SERIES)
        far = xlogy(observed, ratio) - difference
    return np.where(np.abs(x) < 0.1, near, np.where(expected > 0, far, 0.0))
