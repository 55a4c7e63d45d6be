"""Texts enter; they leave joined into arrays of code points, with what every code point stands for.

A character counts as it is compared (`comparable`). Some nobody sees, some stand for others, and some blanks are wide;
the documents that hold such are read anew, as they are seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from discourse.counting.spelling import comparable, even_gaps, is_alphabetic
from discourse.language.characters import codepoints, from_codepoints

PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz")
_STRETCH = 1 << 19


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


def spelt(codes: np.ndarray) -> str:
    """Text of an array of code points of either width."""
    return codes.tobytes().decode("utf-16-le") if codes.dtype.itemsize == 2 else from_codepoints(codes)


def spelling(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Code points in the spelling of `comparable` (-1 for what nobody sees), and which are letters of alphabets."""
    tables = tables_of(codes)
    return tables.comparable[codes], tables.letters[codes]


def odd_documents(stretch: Stretch) -> np.ndarray:
    """Numbers of the documents of a stretch with characters that nobody sees."""
    return documents_with(stretch, tables_of(stretch.codes).hidden)


def gapped_documents(stretch: Stretch) -> np.ndarray:
    """Numbers of the documents of a stretch with two blanks in a row, or a blank beside a line break."""
    blank, line = stretch.codes == 32, stretch.codes == 10
    wide = blank[:-1] & (blank[1:] | line[1:]) | line[:-1] & blank[1:]
    return _documents_at(stretch, np.flatnonzero(wide))


def documents_with(stretch: Stretch, flags: np.ndarray) -> np.ndarray:
    """Numbers of the documents of a stretch in which a flagged character stands; only beyond ASCII is looked at."""
    beyond = np.flatnonzero(stretch.codes > 127)
    return _documents_at(stretch, beyond[flags[stretch.codes[beyond]]])


def _documents_at(stretch: Stretch, places: np.ndarray) -> np.ndarray:
    return np.unique(np.searchsorted(stretch.bounds, places, side="right") - 1)


class Odd(NamedTuple):
    """Documents of a stretch that hold more than meets the eye, or wide blanks: as they are to be read.

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
        even = "\0\0".join(even_gaps(stretch.text(i)) for i in documents.tolist())
        codes = spelling(codepoints(f"\0{even}\0" if len(documents) else "").astype(stretch.codes.dtype))[0]
        return cls(documents, codes[codes >= 0].astype(np.uint32), places[codes >= 0])


class Tables(NamedTuple):
    """For every code point: its comparable spelling (-1 for none), and what it is."""

    comparable: np.ndarray
    letters: np.ndarray
    hidden: np.ndarray
    odd: np.ndarray


def tables_of(codes: np.ndarray) -> Tables:
    """Tables for an array of code points of either width."""
    return _of(0x10000 if codes.dtype.itemsize == 2 else 0x110000)


@cache
def _of(size: int) -> Tables:
    folded, offsets = comparable("".join(map(chr, range(size))))
    table = np.full(size, -1, dtype=np.int32)
    table[offsets[:-1]] = codepoints(folded)
    own = np.where((table < 0) | (table >= size), 0, table)
    alphabetic = np.zeros(size, dtype=bool)
    alphabetic[:0x2E80] = [is_alphabetic(chr(code)) for code in range(0x2E80)]
    latin = np.zeros(size, dtype=bool)
    latin[list(map(ord, PLAIN))] = True
    wide = latin[own] & (np.arange(size) > 127)
    return Tables(table, alphabetic[own], table < 0, (table < 0) | wide)
