"""Terms of a codebook enter, the spelling by which two of them are known to be one leaves."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from opencc import OpenCC

from discourse.reading.variants import ALIKE, INVISIBLE, RADICALS, SIGNS, VARIANTS

# Radicals and compatibility ideographs, full-width digits and letters, letters of formulas.
_FORMS = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F), (0xFF10, 0xFF19), (0xFF21, 0xFF3A),
          (0xFF41, 0xFF5A), (0x1D400, 0x1D7FF))  # fmt: skip


def term_keys(terms: Iterable[str]) -> list[str]:
    """Spell terms as they are compared: lower case, Simplified, narrow, straight quotes, hyphens as spaces.

    Parameters
    ----------
    terms : iterable of str
        Terms of any language.

    Examples
    --------
    >>> term_keys(["Rules-Based", "國際秩序", "ＡＰＥＣ"])
    ['rules based', '国际秩序', 'apec']
    """
    composed = [unicodedata.normalize("NFC", term) for term in terms]
    plain = _plain(sorted(set().union(*composed)))
    return [term.translate(plain).strip() for term in composed]


def invisible_in(name: str) -> bool:
    r"""Tell whether a name holds a character that nobody sees and matching passes over.

    Examples
    --------
    >>> invisible_in("or\u200bder"), invisible_in("order")
    (True, False)
    """
    return not name.isascii() and any(first <= ord(char) <= last for char in name for first, last in INVISIBLE)


def converted(terms: list[str], config: str) -> list[str]:
    """Convert many short strings at once; what OpenCC cannot take (NUL, surrogates) stays as it is.

    Examples
    --------
    >>> converted(["關係", "order"], "t2s")
    ['关系', 'order']
    """
    if all(map(str.isascii, terms)):
        return terms
    try:
        parts = _opencc(config).convert("\n".join(terms)).split("\n")
    except (ValueError, UnicodeError):
        return terms
    return parts if len(parts) == len(terms) else terms


def _plain(characters: list[str]) -> dict[int, str]:
    """Plain form of characters, each taken alone as in `language.script.fold`; nothing for what nobody sees."""
    small = [_small(_upright(char)) for char in characters]
    for _ in range(2):
        small = [new if len(new) == 1 else old for new, old in zip(_simple(small), small, strict=True)]
    plain = {ord(char): SIGNS.get(new := VARIANTS.get(form, form), new)
             for char, form in zip(characters, small, strict=True)}  # fmt: skip
    return plain | {code: "" for code in plain if any(first <= code <= last for first, last in INVISIBLE)}


def _upright(char: str) -> str:
    """Plain form of a radical, a compatibility character, an odd space, apostrophe or hyphen."""
    if not any(first <= ord(char) <= last for first, last in _FORMS):
        return ALIKE.get(char, char)
    form = RADICALS.get(char, unicodedata.normalize("NFKC", char))
    return form if len(form) == 1 else char


def _small(char: str) -> str:
    return "i" if char == "İ" else char.lower() if len(char.lower()) == 1 else char


def _simple(characters: list[str]) -> list[str]:
    han = [char if char >= "\u2e80" and not "\ud800" <= char <= "\udfff" else "" for char in characters]
    return [new or old for new, old in zip(converted(han, "t2s"), characters, strict=True)]


@lru_cache(maxsize=2)
def _opencc(config: str) -> OpenCC:
    return OpenCC(config)
