"""Text in any script becomes Simplified or script-neutral text, with offsets back to the original.

Three forms, from the gentlest to the roughest:

* `to_simplified`: OpenCC ``t2s``, held to the length of the input, so that every offset keeps its meaning.
* `fold`: for matching only. Each character becomes the representative of its class (script, case, compatibility form),
  and characters that nobody sees are taken out; an offset map leads back. A Traditional text, its Simplified twin and
  its full-width or compatibility form give the same folded text.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import numpy as np

from discourse.arguments import check_text
from discourse.language.characters import (
    codepoints,
    composed,
    converter,
    from_codepoints,
    invisible,
    plain_forms,
    simple_characters,
    simplify_stretch,
    small_letters,
)
from discourse.reading.variants import VARIANTS

_REMOVED = 0xFFFFFFFF
_PIECE = 1 << 20
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_LONE = re.compile(r"[\ud800-\udfff]")


def to_simplified(text: str) -> str:
    """Convert Traditional characters to Simplified ones without moving a single offset.

    Parameters
    ----------
    text : str
        Text in any script. Lone surrogates are allowed and kept.

    Returns
    -------
    str
        OpenCC ``t2s`` of the text. Where OpenCC would change the length, that stretch is converted character by
        character, so ``len(to_simplified(text)) == len(text)`` always holds.

    Raises
    ------
    DiscourseError
        If `text` is no str.

    Examples
    --------
    >>> to_simplified("中美雙邊關係與 G20 峰會")
    '中美双边关系与 G20 峰会'
    """
    check_text(text)
    if not _HAN.search(text):
        return text
    if len(text) > _PIECE:
        bounds = [*range(0, len(text), _PIECE), len(text)]
        return "".join(to_simplified(text[a:b]) for a, b in pairwise(_between_words(text, bounds)))
    sound = _LONE.sub("\ufffd", text)
    simple = converter().convert(sound)
    if len(simple) != len(text):
        simple = _HAN.sub(lambda stretch: simplify_stretch(stretch[0]), sound)
    if sound != text:
        simple = "".join(map(lambda old, new: old if "\ud800" <= old <= "\udfff" else new, text, simple))
    return simple


def _between_words(text: str, bounds: list[int]) -> list[int]:
    """Move the inner `bounds` back to the last character that is not Han, where there is one nearby."""
    moved = bounds[:1]
    for bound in bounds[1:-1]:
        stop = max(moved[-1] + 1, bound - 10_000)
        moved.append(next((at for at in range(bound, stop, -1) if not _HAN.match(text[at - 1])), bound))
    return moved + bounds[-1:]


def fold(text: str) -> tuple[str, np.ndarray | None]:
    r"""Fold a text for matching: one script, one case, one form, nothing invisible.

    Han characters become Simplified character by character, with variants that conversion treats now one way, now
    another (著 and 着, 畫 and 划) in one class; compatibility ideographs and radicals become unified ideographs;
    letters become lower case and one with their accents (NFC); full-width Latin letters and digits, letters of
    formulas, odd spaces, curly apostrophes and hyphens become plain. Zero-width characters, soft hyphens, variation
    selectors and direction marks are taken out. Nothing else changes: no NFKC, so ， stays ，.

    Parameters
    ----------
    text : str
        Any text, lone surrogates and characters beyond the BMP included.

    Returns
    -------
    folded : str
        The folded text.
    offsets : ndarray of int64 or None
        ``folded[i]`` stands at ``text[offsets[i]]``; one entry more than `folded` has characters, the last being
        ``len(text)``, so that a match ``[a, b)`` covers ``text[offsets[a]:offsets[b - 1] + 1]``.
        None where both texts have the same offsets.

    Examples
    --------
    >>> fold("中美關係，ＡＰＥＣ Order")
    ('中美关系，apec order', None)
    >>> folded, offsets = fold("關\u200b係")
    >>> folded, offsets.tolist()
    ('关系', [0, 2, 3])
    """
    if text.isascii():
        return text.lower().replace("\t", " "), None
    text = composed(text)[0]
    table = _folding()
    folded, kept, base = [], [], 0
    for begin in range(0, len(text), _PIECE):
        codes = table[codepoints(text[begin : begin + _PIECE])]
        seen = codes != _REMOVED
        if not seen.all():
            codes, base = codes[seen], 1
        folded.append(from_codepoints(codes))
        kept.append(seen)
    if not base:
        return "".join(folded), None
    return "".join(folded), np.append(np.flatnonzero(np.concatenate(kept)), len(text))


@cache
def _folding() -> np.ndarray:
    """Folded code point of every code point; `_REMOVED` for what nobody sees."""
    table = simple_characters()[small_letters()[plain_forms()]]
    for old, new in VARIANTS.items():
        table[table == ord(old)] = ord(new)
    table[invisible()] = _REMOVED
    table.flags.writeable = False
    return table
