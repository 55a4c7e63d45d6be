"""Occurrences of terms and of phrases that hide them enter; those that count leave, leftmost-longest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


def leftmost_longest(
    hits: Iterable[tuple[int, int, int]], hidden: list[tuple[int, int]]
) -> tuple[list[int], list[int], list[int]]:
    """Choose among (start, -end, index) in order of place; what stands strictly inside a hidden stretch is dropped.

    Examples
    --------
    >>> leftmost_longest([(0, -4, 7), (2, -6, 8), (4, -6, 9)], [])
    ([0, 4], [4, 6], [7, 9])
    >>> leftmost_longest([(0, -4, 7), (4, -6, 9)], [(3, 6)])
    ([0], [4], [7])
    """
    starts, ends, indices = [], [], []
    covers = Covers(hidden) if hidden else None
    free, last = 0, (-1, -1)
    for start, minus_end, index in hits:
        if (start < free and (start, minus_end) != last) or (covers and covers.hide(start, -minus_end)):
            continue
        starts.append(start)
        ends.append(-minus_end)
        indices.append(index)
        free, last = -minus_end, (start, minus_end)
    return starts, ends, indices


class Covers:
    """Stretches of text; does one of them strictly hold a span?

    Examples
    --------
    >>> covers = Covers([(2, 6), (4, 5)])
    >>> covers.hide(2, 6), covers.hide(2, 5), covers.hide(4, 6), covers.hide(4, 7)
    (False, True, True, False)
    """

    def __init__(self, stretches: list[tuple[int, int]]):
        longest = dict(sorted(stretches))
        self._starts = list(longest)
        self._ends = list(longest.values())
        self._reach = [-1, *accumulate(self._ends, max)]

    def hide(self, start: int, end: int) -> bool:
        """Tell whether a stretch from before reaches as far, or one from here farther."""
        i = bisect_left(self._starts, start)
        here = i < len(self._starts) and self._starts[i] == start and self._ends[i] > end
        return here or self._reach[i] >= end
