"""A word and many texts enter; the places where it stands leave, in one pass over arrays of code points.

Texts are joined into stretches of some hundred thousand characters. A place is first sought by the two rarest
characters of the word, two comparisons over the whole array; only what is left is compared character by character in
the spelling of `comparable`. In clean texts that is what a `Matcher` with this one term finds; the Matcher alone also
bridges two blanks in a row and puts accents together that stand apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from discourse.counting.automaton import comparable, is_alphabetic
from discourse.errors import DiscourseError
from discourse.language.characters import codepoints, from_codepoints

MATCHES = ("word", "prefix", "span")
_STRETCH = 1 << 19
_FROM_COMMON_TO_RARE = " etaoinshrdlucmfwgypbvkxjqz"
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz")


class Stretch(NamedTuple):
    r"""Texts joined into one array, a NUL before, between and behind them.

    Attributes
    ----------
    ids : list of str
        Names of the texts.
    codes : ndarray of uint16 or uint32
        Code points; uint32 only where a text goes beyond the Basic Multilingual Plane.
    bounds : ndarray of int64
        Where each text begins, and one behind the last; ``codes[bounds[i]:bounds[i + 1] - 1]`` is text ``i``.
    """

    ids: list[str]
    codes: np.ndarray
    bounds: np.ndarray

    @classmethod
    def of(cls, ids: list[str], texts: list[str]) -> Stretch:
        """Join texts."""
        bounds = np.append(1, 1 + np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1))
        try:
            narrow = b"\0\0".join([b"", *(text.encode("utf-16-le") for text in texts), b""])
        except UnicodeEncodeError:  # lone surrogates
            narrow = b""
        if len(narrow) != 2 * bounds[-1]:
            return cls(ids, codepoints("\0".join(["", *texts, ""])), bounds)
        return cls(ids, np.frombuffer(narrow, "<u2"), bounds)

    def text(self, i: int) -> str:
        """Return text number `i`."""
        return spelt(self.codes[self.bounds[i] : self.bounds[i + 1] - 1])


def stretches(texts: Iterable[tuple[str, str]], size: int = _STRETCH) -> Iterator[Stretch]:
    """Join (id, text) pairs into stretches of at least `size` characters, the last perhaps shorter.

    Examples
    --------
    >>> [stretch.ids for stretch in stretches([("a", "x" * 5), ("b", "y"), ("c", "z")], size=6)]
    [['a', 'b'], ['c']]
    """
    ids, held, n = [], [], 0
    for name, text in texts:
        ids.append(name)
        held.append(text)
        n += len(text)
        if n >= size:
            yield Stretch.of(ids, held)
            ids, held, n = [], [], 0
    if ids:
        yield Stretch.of(ids, held)


class Odd(NamedTuple):
    """Documents of a stretch with characters that nobody sees, or that stand for others: as they are to be read.

    Attributes
    ----------
    documents : ndarray of int64
        Their numbers.
    codes : ndarray of uint32
        What is seen of them, in the spelling of `comparable`, NULs around each.
    places : ndarray of int64
        Where in the stretch each of these code points stands.
    """

    documents: np.ndarray
    codes: np.ndarray
    places: np.ndarray

    @classmethod
    def of(cls, stretch: Stretch, documents: np.ndarray) -> Odd:
        """Read documents of a stretch."""
        bounds = [stretch.bounds[i : i + 2] - (1, 0) for i in documents.tolist()]
        places = np.concatenate([np.empty(0, np.int64), *(np.arange(begin, end) for begin, end in bounds)])
        codes = spelling(stretch.codes[places])[0]
        return cls(documents, codes[codes >= 0].astype(np.uint32), places[codes >= 0])


class Node:
    """A word or phrase, taken literally.

    Parameters
    ----------
    text : str
        Case, width, Chinese script, and hyphen or space make no difference.
    match : {"word", "prefix", "span"}
        Whether letters of alphabets may stand beside it: on neither side, only behind, on both. Chinese characters
        beside it never matter.

    Raises
    ------
    DiscourseError
        If the node is empty or `match` unknown.

    Examples
    --------
    >>> stretch = Stretch.of(["a"], ["China, Chinas, CHINA"])
    >>> [place.tolist() for place in Node("china").find(stretch)]
    [[1, 16], [6, 21]]
    """

    def __init__(self, text: str, match: str = "word"):
        if match not in MATCHES:
            raise DiscourseError(f"match {match!r} is unknown", remedy=f"Choose from {', '.join(MATCHES)}.")
        key = comparable(unicodedata.normalize("NFC", text).strip())[0] if isinstance(text, str) else ""
        if not key or "\0" in key:
            raise DiscourseError(f"the node {text!r} is empty", remedy="Give a word or phrase to look for.")
        self.text, self.key, self.match = text, key, match
        self.left = match != "span" and is_alphabetic(key[0])
        self.right = match == "word" and is_alphabetic(key[-1])
        self._rare = sorted(range(len(key)), key=lambda i: (-_rarity(key[i]), i))
        self._overlaps = any(key.startswith(key[i:]) for i in range(1, len(key)))

    def find(self, stretch: Stretch) -> tuple[np.ndarray, np.ndarray]:
        """Places in a stretch: starts and ends, ascending and without overlap."""
        odd = Odd.of(stretch, _odd_documents(stretch, _tables(stretch.codes).odd))
        return self.find_among(stretch, self._candidates(stretch.codes), odd)

    def find_among(self, stretch: Stretch, candidates: np.ndarray, odd: Odd) -> tuple[np.ndarray, np.ndarray]:
        """Places in a stretch of which all candidates are known, but for the documents `odd`."""
        n = len(self.key)
        starts = self.check(stretch.codes, candidates)
        if not len(odd.documents):
            return starts, starts + n
        sound = starts[~np.isin(np.searchsorted(stretch.bounds, starts, side="right") - 1, odd.documents)]
        at = self.check(odd.codes, self._candidates(odd.codes))
        starts = np.concatenate([sound, odd.places[at]])
        order = np.argsort(starts, kind="stable")
        return starts[order], np.concatenate([sound + n, odd.places[at + n - 1] + 1])[order]

    def check(self, codes: np.ndarray, candidates: np.ndarray) -> np.ndarray:
        """Keep the candidates at which the node stands, within its boundaries and without overlap."""
        tables, n = _tables(codes), len(self.key)
        starts = candidates[(candidates > 0) & (candidates + n < len(codes))]
        for i in self._rare:
            starts = starts[tables.comparable[codes[starts + i]] == ord(self.key[i])]
        if self.left:
            starts = starts[~tables.letters[codes[starts - 1]]]
        if self.right:
            starts = starts[~tables.letters[codes[starts + n]]]
        return _apart(starts, n) if self._overlaps else starts

    def _candidates(self, codes: np.ndarray) -> np.ndarray:
        """Places where the two rarest characters stand as they stand in the node."""
        n = len(self.key)
        if len(codes) <= n:
            return np.empty(0, np.int64)
        small, chosen = None, None
        for i in self._rare[:2]:
            if self.key[i] in _PLAIN:
                small = codes | 32 if small is None else small
                here = small[i : len(codes) - n + i] == ord(self.key[i])
            else:
                here = _stands(codes[i : len(codes) - n + i], self.key[i])
            chosen = here if chosen is None else np.logical_and(chosen, here, out=chosen)
        return np.flatnonzero(chosen)


def spelt(codes: np.ndarray) -> str:
    """Text of an array of code points of either width."""
    return codes.tobytes().decode("utf-16-le") if codes.dtype.itemsize == 2 else from_codepoints(codes)


def spelling(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Code points in the spelling of `comparable` (-1 for what nobody sees), and which are letters of alphabets."""
    tables = _tables(codes)
    return tables.comparable[codes], tables.letters[codes]


def odd_documents(stretch: Stretch) -> np.ndarray:
    """Numbers of the documents of a stretch with characters that nobody sees."""
    return _odd_documents(stretch, _tables(stretch.codes).hidden)


def _odd_documents(stretch: Stretch, flags: np.ndarray) -> np.ndarray:
    beyond = np.flatnonzero(stretch.codes > 127)
    places = beyond[flags[stretch.codes[beyond]]]
    return np.unique(np.searchsorted(stretch.bounds, places, side="right") - 1)


def _stands(codes: np.ndarray, char: str) -> np.ndarray:
    """Flag the places of a character, however it is written."""
    flags = None
    for variant in np.flatnonzero(_tables(codes).comparable == ord(char)).tolist():
        here = codes == variant
        flags = here if flags is None else np.logical_or(flags, here, out=flags)
    return np.zeros(len(codes), dtype=bool) if flags is None else flags


def _rarity(char: str) -> int:
    place = _FROM_COMMON_TO_RARE.find(char)
    return place if place >= 0 else 12 if char.isascii() else 100


def _apart(starts: np.ndarray, length: int) -> np.ndarray:
    """Keep of places that overlap the leftmost."""
    kept, free = [], 0
    for start in starts.tolist():
        if start >= free:
            kept.append(start)
            free = start + length
    return np.array(kept, dtype=np.int64)


class _Tables(NamedTuple):
    """For every code point: its comparable spelling (-1 for none), and what it is."""

    comparable: np.ndarray
    letters: np.ndarray
    hidden: np.ndarray
    odd: np.ndarray


def _tables(codes: np.ndarray) -> _Tables:
    return _tables_of(0x10000 if codes.dtype.itemsize == 2 else 0x110000)


@cache
def _tables_of(size: int) -> _Tables:
    folded, offsets = comparable("".join(map(chr, range(size))))
    table = np.full(size, -1, dtype=np.int32)
    table[offsets[:-1]] = codepoints(folded)
    own = np.where((table < 0) | (table >= size), 0, table)
    alphabetic = np.zeros(size, dtype=bool)
    alphabetic[:0x2E80] = [is_alphabetic(chr(code)) for code in range(0x2E80)]
    latin = np.zeros(size, dtype=bool)
    latin[list(map(ord, _PLAIN))] = True
    wide = latin[own] & (np.arange(size) > 127)
    return _Tables(table, alphabetic[own], table < 0, (table < 0) | wide)
