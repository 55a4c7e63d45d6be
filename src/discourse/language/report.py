"""A report as all rooms of the language know it: whose words or position, where, and by which cue."""

from __future__ import annotations

from typing import NamedTuple


class Report(NamedTuple):
    """A reported clause or quotation: voice, side, offsets, mode and cue."""

    voice: str
    side: str
    start: int
    end: int
    mode: str
    cue: str
