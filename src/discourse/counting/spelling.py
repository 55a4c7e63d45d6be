"""A text enters, the spelling in which texts and terms are compared leaves: one script, one case, even gaps."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from discourse.language import script
from discourse.language.characters import composed

# What separates the words of an English term: hyphens and dashes between words, and one line break.
_ALIKE = (("-", " "), ("\u2013", " "), ("\u2212", " "), ("\n", " "), ("\t", " "), ("\r", " "),
          ("\u201c", '"'), ("\u201d", '"'), ("\u201b", "'"))  # fmt: skip


_BLANKS = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANK = f"[{_BLANKS}]"
_WIDE_GAP = re.compile(
    f"(?<!{_BLANK})(?:{_BLANK}{{0,6}}(?:\r\n|[\r\n]){_BLANK}{{0,6}}|{_BLANK}{{2,6}})(?!{_BLANK})"
)
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
    for char, plain in _ALIKE:
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
    if not any(hint in text for hint in _HINTS):
        return text
    return _WIDE_GAP.sub(lambda gap: gap[0][0] + _NOTHING * (len(gap[0]) - 1), text)


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
