"""Places in a stretch of texts enter; what stands there and to both sides of it leaves, as original text."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from discourse.counting.nodes import Stretch, spelt

_BLOCK = 1 << 20


def contexts(stretch: Stretch, starts: np.ndarray, ends: np.ndarray, width: int) -> tuple[list, list, list]:
    """Cut contexts, many at once.

    Parameters
    ----------
    stretch : Stretch
        The texts.
    starts, ends : ndarray of int
        Places in it, ascending.
    width : int
        Characters on each side; a context does not leave its paragraph.

    Returns
    -------
    left, node, right : list of str

    Examples
    --------
    >>> stretch = Stretch.of(["a", "b"], ["one China policy", "China"])
    >>> contexts(stretch, np.array([5, 18]), np.array([10, 23]), width=20)
    (['one ', ''], ['China', 'China'], [' policy', ''])
    """
    found: tuple[list, list, list] = ([], [], [])
    longest = int((ends - starts).max(initial=0))
    rows = max(1, _BLOCK // (2 * width + longest + 1))
    for i in range(0, len(starts), rows):
        a, b = starts[i : i + rows], ends[i : i + rows]
        found[0].extend(_before(stretch.codes, a, width))
        found[1].extend(_cut(stretch.codes, a, b - a))
        found[2].extend(_after(stretch.codes, b, width))
    return found


def _before(codes: np.ndarray, at: np.ndarray, width: int) -> list[str]:
    """Text before each place, back to the beginning of its line."""
    window = _rows(codes, at - width, width)
    lengths = _until_break(window[:, ::-1])
    return _pieces(window, width - lengths, lengths)


def _after(codes: np.ndarray, at: np.ndarray, width: int) -> list[str]:
    """Text behind each place, up to the end of its line."""
    window = _rows(codes, at, width)
    return _pieces(window, np.zeros_like(at), _until_break(window))


def _cut(codes: np.ndarray, at: np.ndarray, lengths: np.ndarray) -> list[str]:
    """Text of given lengths at each place."""
    return _pieces(_rows(codes, at, int(lengths.max(initial=0))), np.zeros_like(at), lengths)


def _rows(codes: np.ndarray, begins: np.ndarray, width: int) -> np.ndarray:
    """Stretch of `width` code points from each place; NUL where it leaves the array."""
    rows = np.zeros((len(begins), width), dtype=codes.dtype)
    inside = (begins >= 0) & (begins + width <= len(codes))
    if width and inside.any():
        rows[inside] = sliding_window_view(codes, width)[begins[inside]]
    for i in np.flatnonzero(~inside).tolist():
        first, last = max(begins[i], 0), min(begins[i] + width, len(codes))
        rows[i, first - begins[i] : last - begins[i]] = codes[first:last]
    return rows


def _until_break(window: np.ndarray) -> np.ndarray:
    """Count the characters of each row before the first line break or end of a text."""
    stops = (window == 10) | (window == 0)
    if not window.shape[1]:
        return np.zeros(len(window), dtype=np.int64)
    return np.where(stops.any(axis=1), stops.argmax(axis=1), window.shape[1])


def _pieces(window: np.ndarray, begins: np.ndarray, lengths: np.ndarray) -> list[str]:
    """Decode all rows in one go and take of each the part wanted."""
    whole = spelt(window)
    begins = begins + np.arange(0, window.size, window.shape[1]) if window.shape[1] else begins
    return [whole[a:b] for a, b in zip(begins.tolist(), (begins + lengths).tolist(), strict=True)]
