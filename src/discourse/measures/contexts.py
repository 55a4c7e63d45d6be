"""Places in a stretch of texts enter; what stands there and to both sides of it leaves, as original text."""

from __future__ import annotations

import numpy as np

from discourse.counting.stretches import Stretch, spelt

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
    longest = int((ends - starts).max(initial=1))
    n_rows = max(1, _BLOCK // (2 * width + longest))
    for i in range(0, len(starts), n_rows):
        a, b = starts[i : i + n_rows], ends[i : i + n_rows]
        window = _window(stretch.codes, a - width, 2 * width + longest)
        edges = _edges(window, width, b - a) + np.arange(0, window.size, window.shape[1])
        whole = spelt(window)
        edges = edges.tolist()
        for pieces, first, last in zip(found, edges[:-1], edges[1:], strict=True):
            pieces.extend(map(whole.__getitem__, map(slice, first, last)))
    return found


def _window(codes: np.ndarray, begins: np.ndarray, width: int) -> np.ndarray:
    """`width` code points from each place, a row each; NUL where a row leaves the array."""
    last = len(codes) - width
    if last >= 0 and begins[0] >= 0 and begins[-1] <= last:
        step = codes.strides[0]
        return np.ndarray((last + 1, width), codes.dtype, codes, strides=(step, step))[begins]
    at = begins[:, None] + np.arange(width)
    return np.where((at >= 0) & (at < len(codes)), codes[np.clip(at, 0, len(codes) - 1)], 0).astype(codes.dtype)


def _edges(window: np.ndarray, width: int, lengths: np.ndarray) -> np.ndarray:
    """Columns where the left context, the node and the right context begin, and where that ends, for each row."""
    left, node = np.zeros_like(lengths), np.full_like(lengths, width)
    behind = node + lengths
    right = behind + width
    rows, columns = np.divmod(np.flatnonzero((window == 10) | (window == 0)), window.shape[1])
    before, after = columns < width, columns >= behind[rows]
    left[rows[before]] = columns[before] + 1  # the last of a row stays
    after &= columns < right[rows]
    right[rows[after][::-1]] = columns[after][::-1]  # the first of a row stays
    return np.stack([left, node, behind, right])
