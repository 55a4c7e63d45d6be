"""A speaker as English texts name one: the words, the light words around a verb, and who it is."""

from __future__ import annotations

import re
from typing import NamedTuple

WORD = re.compile(r"[^\s,;:—–()\"“”]+")
LIGHT = frozenset(
    "has have had also again then just repeatedly publicly clearly once already previously recently really since both "
    "all each long always often even now today yesterday himself herself themselves myself consistently specifically "
    "strongly explicitly personally privately directly jointly finally together still later actually earlier first "
    "rightly correctly firmly simply basically sort kind of do did does further likewise similarly "
    "subsequently thereafter very quite instead rather emphatically bluntly flatly famously reportedly ’ve 've "
    "has-been been-".split()
)


class Subject(NamedTuple):
    """A speaker: canonical name, side, offsets of the words that name it, and how it is written."""

    voice: str
    side: str
    start: int
    end: int
    form: str  # name, i, we, you, he, they, who, elided
