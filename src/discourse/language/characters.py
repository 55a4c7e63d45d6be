"""A code point becomes its plain form, small letter or Simplified character: tables of all of Unicode.

Each table is an array with one entry per code point, so that a text of millions of characters is mapped by one look-up.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import numpy as np
import opencc

from discourse.reading.variants import ALIKE, INVISIBLE, RADICALS

_JOINER = "\u034f"  # combining grapheme joiner: invisible, and never part of a composed character
_ACCENTED = re.compile("[^\\W\\d_][\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]+")


def codepoints(text: str) -> np.ndarray:
    """Code points of a text, lone surrogates included, as an array of uint32.

    Examples
    --------
    >>> codepoints("a係").tolist()
    [97, 20418]
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def from_codepoints(codes: np.ndarray) -> str:
    """Text of an array of code points, the inverse of `codepoints`.

    Examples
    --------
    >>> from_codepoints(codepoints("a係"))
    'a係'
    """
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def all_characters() -> str:
    """Every code point in order, lone surrogates included: what is found in it at a place holds for that code point.

    Examples
    --------
    >>> all_characters()[0x4FC2]
    '係'
    """
    return from_codepoints(np.arange(0x110000, dtype=np.uint32))


def flagged(pattern: str) -> np.ndarray:
    r"""One flag per code point: whether a pattern of single characters and their runs fits it.

    Examples
    --------
    >>> flags = flagged(r"\s+")
    >>> bool(flags[0x3000]), bool(flags[0x41])
    (True, False)
    """
    flags = np.zeros(0x110000, dtype=bool)
    for run in re.finditer(pattern, all_characters()):
        flags[run.start() : run.end()] = True
    return flags


def composed(text: str) -> tuple[str, np.ndarray | None]:
    """Letters with their accents as one character (NFC) without moving an offset.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    text : str
        As long as before: where letter and accents became one character, invisible joiners stand behind it.
    joiners : ndarray of int64 or None
        Where those joiners stand; None where the text is composed already.

    Examples
    --------
    >>> text, joiners = composed("re\u0301sume\u0301!")
    >>> text.replace("\u034f", "."), joiners.tolist()
    ('ré.sumé.!', [2, 7])
    """
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text, None
    whole = _ACCENTED.sub(_one_character, text)
    if whole == text:
        return text, None
    return whole, np.flatnonzero((codepoints(whole) == ord(_JOINER)) & (codepoints(text) != ord(_JOINER)))


def _one_character(cluster: re.Match[str]) -> str:
    old, new = cluster[0], unicodedata.normalize("NFC", cluster[0])
    return new + _JOINER * (len(old) - len(new)) if len(new) < len(old) else old


@cache
def invisible() -> np.ndarray:
    """One flag per code point: whether nobody sees it and matching passes over it.

    Examples
    --------
    >>> bool(invisible()[0x200B]), bool(invisible()[0x20])
    (True, False)
    """
    flags = np.zeros(0x110000, dtype=bool)
    for first, last in INVISIBLE:
        flags[first : last + 1] = True
    flags.flags.writeable = False
    return flags


@cache
def invisible_pattern() -> re.Pattern[str]:
    r"""One character that `invisible` flags, as a pattern.

    Examples
    --------
    >>> invisible_pattern().sub("", "co\u00adoperation")
    'cooperation'
    """
    return re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in INVISIBLE) + "]")


@cache
def converter() -> opencc.OpenCC:
    """OpenCC's conversion from Traditional to Simplified, loaded once.

    Examples
    --------
    >>> converter().convert("關係")
    '关系'
    """
    return opencc.OpenCC("t2s")


def simplify_stretch(stretch: str) -> str:
    """Simplify one stretch of Han characters, as a whole if that keeps its length, else character by character.

    Examples
    --------
    >>> simplify_stretch("憑藉")
    '凭借'
    """
    simple = converter().convert(stretch)
    if len(simple) == len(stretch):
        return simple
    single = (converter().convert(character) for character in stretch)
    return "".join(new if len(new) == 1 else old for old, new in zip(stretch, single, strict=True))


def han_characters() -> str:
    """All Han characters of the basic plane and beyond.

    Examples
    --------
    >>> "關" in han_characters()
    True
    """
    blocks = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2FA20), (0x30000, 0x323B0))
    return "".join(chr(code) for first, last in blocks for code in range(first, last))


@cache
def plain_forms() -> np.ndarray:
    """Plain form of every code point: unified ideographs, narrow and upright letters and digits, plain spaces, ' and -.

    Examples
    --------
    >>> chr(plain_forms()[ord("Ａ")]), chr(plain_forms()[ord("，")])
    ('A', '，')
    """
    table = np.arange(0x110000, dtype=np.uint32)
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):
        unified = RADICALS.get(chr(code), unicodedata.normalize("NFKC", chr(code)))
        table[code] = ord(unified) if len(unified) == 1 else code
    for code in range(0xFF10, 0xFF5B):
        if chr(code).isalnum():
            table[code] = code - 0xFEE0
    for code in range(0x1D400, 0x1D800):  # letters of formulas, used as bold and italic script in messages
        table[code] = ord(unicodedata.normalize("NFKC", chr(code)))
    for old, new in ALIKE.items():
        table[ord(old)] = ord(new)
    table.flags.writeable = False
    return table


@cache
def small_letters() -> np.ndarray:
    """Small letter of every code point, always one character (İ gives i).

    Examples
    --------
    >>> chr(small_letters()[ord("Σ")])
    'σ'
    """
    table = codepoints(all_characters().replace("İ", "i").lower()).copy()
    table.flags.writeable = False
    return table


@cache
def simple_characters() -> np.ndarray:
    """Simplified character of every code point, each taken alone.

    Examples
    --------
    >>> chr(simple_characters()[ord("係")])
    '系'
    """
    table, han = np.arange(0x110000, dtype=np.uint32), han_characters()
    alone = converter().convert("\n".join(han)).split("\n")  # a line break keeps each character by itself
    table[codepoints(han)] = codepoints("".join(map(lambda new, old: new if len(new) == 1 else old, alone, han)))
    table = table[table]
    table.flags.writeable = False
    return table
