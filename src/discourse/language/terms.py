"""Texts and the ends of their sentences enter, numbers of terms leave: counting without an object for each token."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from discourse.language.tokens import piece_terms, token_spans, words

_AROUND = '.,;:!?"()[]“”…—–'


class Vocabulary:
    """Terms numbered in the order in which they are first met.

    Attributes
    ----------
    terms : list of str
        The terms; their place is their number.

    Examples
    --------
    >>> vocabulary = Vocabulary()
    >>> numbers, sizes = vocabulary.encode("Trade, trade. And peace.", [13, 24], "en")
    >>> numbers.tolist(), sizes.tolist(), vocabulary.terms
    ([0, 0, 1, 2], [2, 2], ['trade', 'and', 'peace'])
    """

    def __init__(self):
        self.terms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._pieces = _Pieces(self)

    def encode(self, text: str, ends: Iterable[int], lang: str, *, userdict=None) -> tuple[np.ndarray, np.ndarray]:
        """Number the terms of a text in running order and count them by sentence.

        Parameters
        ----------
        text, lang, userdict
            As for :func:`discourse.language.tokens.words`, whose terms they are.
        ends : sequence of int, shape (S,)
            Ascending offsets; a sentence begins where the one before it ends. What stands after the last is left out.

        Returns
        -------
        numbers : ndarray of int64, shape (N,)
            Places in `terms`.
        sizes : ndarray of int64, shape (S,)
            Terms of each sentence; they add up to N.
        """
        ends = np.asarray(ends, dtype=np.int64)
        if not len(ends):
            return ends, ends
        text = text[: ends[-1]]
        if lang == "en":
            return self._pieces.encode(text, ends)
        starts, _ = token_spans(text, lang, userdict=userdict)
        numbers = np.array(self.number(words(text, lang, userdict=userdict)), dtype=np.int64)
        return numbers, np.bincount(np.searchsorted(ends, starts, side="right"), minlength=len(ends))

    def number(self, terms: Iterable[str]) -> list[int]:
        """Numbers of terms; new ones are added."""
        known, numbers = self._numbers, []
        for term in terms:
            if (number := known.get(term)) is None:
                number = known[term] = len(self.terms)
                self.terms.append(term)
            numbers.append(number)
        return numbers


class _Pieces:
    """Stretches between white space, numbered, each with the terms it holds: most hold one, and most are met again."""

    def __init__(self, vocabulary: Vocabulary):
        self._vocabulary = vocabulary
        self._places: dict[str, int] = {}
        self._firsts, self._sizes, self._flat = _Growing(), _Growing(), _Growing()

    def encode(self, text: str, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Split each sentence at white space, look the different pieces up, and lay out the terms of all."""
        pieces = pc.ascii_split_whitespace(_sentence_array(text, ends))
        counted = np.diff(pieces.offsets.to_numpy())
        coded = pieces.flatten().dictionary_encode()
        places = self._numbered(coded.dictionary.to_pylist())[coded.indices.to_numpy()]
        sizes = self._sizes.array[places]
        upto = np.concatenate(([0], np.cumsum(sizes)))
        firsts = self._firsts.array[places]
        final = len(self._flat) - 1
        numbers = np.repeat(self._flat.array[np.minimum(firsts, final)], sizes) if len(self._flat) else firsts[:0]
        several = np.flatnonzero(sizes > 1)
        for k in range(1, int(sizes.max(initial=0))):
            several = several[sizes[several] > k]
            numbers[upto[several] + k] = self._flat.array[firsts[several] + k]
        return numbers, np.diff(upto[np.concatenate(([0], np.cumsum(counted)))])

    def _numbered(self, pieces: list[str]) -> np.ndarray:
        places = [self._places.get(piece, -1) for piece in pieces]
        new = [piece for piece, place in zip(pieces, places, strict=True) if place < 0]
        terms = [_terms_of(piece) for piece in new]
        sizes = np.array(list(map(len, terms)), dtype=np.int64)
        known = len(self._places)
        self._places.update(zip(new, range(known, known + len(new)), strict=True))
        self._firsts.extend(len(self._flat) + np.cumsum(sizes) - sizes)
        self._sizes.extend(sizes)
        self._flat.extend(self._vocabulary.number(chain.from_iterable(terms)))
        found = np.array(places, dtype=np.int64)
        found[found < 0] = np.arange(known, known + len(new))
        return found


def _terms_of(piece: str) -> tuple[str, ...]:
    """Terms of a piece; a plain word with punctuation around it, the common case, needs no pattern."""
    core = piece.strip(_AROUND)
    return (core.lower(),) if core.isascii() and core.isalnum() else piece_terms(piece)


def _sentence_array(text: str, ends: np.ndarray) -> pa.LargeStringArray:
    """Sentences as an Arrow array over the bytes of the whole text."""
    data = text.encode("utf-8", "replace")
    if not text.isascii():
        further = np.flatnonzero((np.frombuffer(data, dtype=np.uint8) & 0xC0) == 0x80)
        ends = ends + np.searchsorted(further - np.arange(len(further)), ends, side="right")
    offsets = np.concatenate((np.zeros(1, dtype=np.int64), ends))
    return pa.LargeStringArray.from_buffers(len(ends), pa.py_buffer(offsets), pa.py_buffer(data))


class _Growing:
    """An array of int64 that grows at its end."""

    def __init__(self):
        self._store, self._n = np.zeros(1024, dtype=np.int64), 0

    def __len__(self) -> int:
        return self._n

    @property
    def array(self) -> np.ndarray:
        return self._store[: self._n]

    def extend(self, values: np.ndarray | list[int]) -> None:
        need = self._n + len(values)
        if need > len(self._store):
            self._store = np.concatenate((self._store, np.zeros(max(need, len(self._store)), dtype=np.int64)))
        self._store[self._n : need] = values
        self._n = need
