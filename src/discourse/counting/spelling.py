"""A text enters, the spelling in which texts and terms are compared leaves: one script, one case, even gaps."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from discourse.language import script
from discourse.language.characters import composed
from discourse.reading.variants import SIGNS

_BLANKS = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANK = f"[{_BLANKS}]"
_WIDE_GAP = re.compile(
    f"(?<!{_BLANK})(?:{_BLANK}{{0,6}}(?:\r\n|[\r\n]){_BLANK}{{0,6}}|{_BLANK}{{2,6}})(?!{_BLANK})"
)
_RUN = re.compile(f"[{_BLANKS}\r\n]+")
_GAP = frozenset(map(chr, (*range(0x2000, 0x200B), *map(ord, "\r\n \t\u00a0\u1680\u202f\u205f\u3000"))))
_PARAGRAPH = re.compile(f"(?>\r\n|[\r\n]){_BLANK}*[\r\n]")
_HINTS = ("  ", " \n", "\n ", "\r", "\t", "\u00a0", "\u3000")
_NOTHING = "\u034f"


def comparable(text: str) -> tuple[str, np.ndarray | None]:
    """Spell a text as terms are compared: one character for one, so that offsets stay.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    folded : str
        As `language.script.fold`, and hyphens, dashes and line breaks as spaces.
    offsets : ndarray of int or None
        For each folded character its place in `text`; None where nothing invisible had to be removed.

    Examples
    --------
    >>> comparable("Rules-Based")
    ('rules based', None)
    """
    folded, offsets = script.fold(text)
    for char, plain in SIGNS.items():
        if char in folded:
            folded = folded.replace(char, plain)
    return folded, offsets


def even_gaps(text: str) -> str:
    r"""Fill up a gap of two to six blanks, or a line break with blanks, behind its first character; offsets stay.

    Wider gaps are what `language.speech` blanked, and a paragraph break stays one.

    Examples
    --------
    >>> even_gaps("global \n order").replace("\u034f", ".")
    'global ..order'
    """
    text = composed(text)[0]
    pieces, done = [], 0
    for begin, end in _runs(text):
        filled, n = _WIDE_GAP.subn(_filled, text[begin:end])
        if n:
            pieces += text[done:begin], filled
            done = end
    return "".join([*pieces, text[done:]]) if done else text


def _filled(gap: re.Match[str]) -> str:
    return gap[0][0] + _NOTHING * (len(gap[0]) - 1)


def _runs(text: str) -> list[tuple[int, int]]:
    """Runs of blanks with at most one line break, in which a gap may have to be filled, each sought by a sign of it."""
    found: dict[int, int] = {}
    for hint in _HINTS:
        at = text.find(hint)
        while at >= 0:
            begin = at
            while begin and text[begin - 1] in _GAP:
                begin -= 1
            end = _RUN.match(text, at).end()
            if not _PARAGRAPH.search(text, begin, end):
                found[begin] = end
            at = text.find(hint, end)
    return sorted(found.items())


def past_accents(text: str, end: int) -> int:
    r"""Give the end of a match that takes the separate accents of its last letter along.

    Examples
    --------
    >>> past_accents("cafe\u0301!", 4)
    5
    """
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def is_alphabetic(char: str) -> bool:
    """Tell letters and digits of alphabets; Chinese characters are no part of a spaced word.

    Examples
    --------
    >>> is_alphabetic("é"), is_alphabetic("關")
    (True, False)
    """
    return (char.isalnum() or char == "_") and not "\u2e80" <= char <= "\U0003ffff"
