"""Terms of a codebook enter, the spelling by which two of them are known to be one leaves."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from opencc import OpenCC

_INVISIBLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
_VARIANTS = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFF10, 0xFF5A), (0x1D400, 0x1D7FF), (0x2F800, 0x2FA1F))
_ALIKE = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\uff07", "'"),
    **dict.fromkeys("\u201c\u201d", '"'),
    **dict.fromkeys("-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d\u3000\u00a0", " "),
    "著": "着",
}


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
    plain = _plain()
    return converted([unicodedata.normalize("NFC", term).lower().translate(plain).strip() for term in terms], "t2s")


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


@cache
def _plain() -> dict[int, str]:
    """Plain form of the characters that are compared as others, nothing for what nobody sees."""
    table = {code: "" for first, last in _INVISIBLE for code in range(first, last + 1)}
    for first, last in _VARIANTS:
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code)).lower()
            if len(plain) == 1 and plain.isalnum() and code not in table:
                table[code] = plain
    return table | {ord(sign): plain for sign, plain in _ALIKE.items()}


@lru_cache(maxsize=2)
def _opencc(config: str) -> OpenCC:
    return OpenCC(config)
