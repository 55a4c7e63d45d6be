"""A report as all rooms of the language know it: whose words or position, where, and by which cue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

MOST = 40
"""More reporting verbs than these in one sentence are not read: no sentence has them, and time stays linear."""

_LONGEST = 3000  # a sentence without an end is cut after so many characters, so that time stays linear


class Report(NamedTuple):
    """A reported clause or quotation: voice, side, offsets, mode and cue."""

    voice: str
    side: str
    start: int
    end: int
    mode: str
    cue: str


def sentence_starts(starts: Iterable[int], length: int) -> list[int]:
    """Sort the starts of sentences and cut what is too long to be one.

    Examples
    --------
    >>> sentence_starts([7, 0], 3010)
    [0, 7, 3007]
    """
    ordered = sorted({start for start in starts if start < length} | {0})
    cut: list[int] = []
    for start, after in zip(ordered, [*ordered[1:], length], strict=True):
        cut.extend(range(start, max(after, start + 1), _LONGEST))
    return cut
