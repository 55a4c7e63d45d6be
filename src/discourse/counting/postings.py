"""A stretch of texts enters; for every word and every Chinese character the places where it begins leave."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from discourse.counting.nodes import Node
from discourse.counting.stretches import Stretch, odd_documents, spelling, spelt

_CHUNK = 1 << 18
_EAST = 0x2E80


class Postings:
    """Where each unit of a stretch begins: words of letters, and each character of scripts without spaces.

    Attributes
    ----------
    words : list of str
        The units, in the spelling of `comparable`, in order of first appearance.
    offsets : ndarray of int64
        Where the places of each unit begin in `places`, and their number at the end.
    places : ndarray of int64
        Places in the stretch, ascending for each unit.
    odd : ndarray of int64
        Documents that are not indexed, because they hold characters that nobody sees.

    Examples
    --------
    >>> stretch = Stretch.of(["a"], ["China policy, 中美, CHINA"])
    >>> postings = Postings.of(stretch)
    >>> postings.words
    ['china', 'policy', '中', '美']
    >>> postings.candidates(Node("china")).tolist()
    [1, 19]
    """

    def __init__(self, words: list[str], offsets: np.ndarray, places: np.ndarray, odd: np.ndarray):
        self.words, self.offsets, self.places, self.odd = words, offsets, places, odd

    @classmethod
    def of(cls, stretch: Stretch) -> Postings:
        """Index a stretch."""
        odd, vocabulary = odd_documents(stretch), _Vocabulary()
        found = [_units(stretch, a, b, odd, vocabulary) for a, b in _chunks(stretch)]
        nothing = np.empty(0, np.int64)
        ids, places = (np.concatenate(part) for part in zip((nothing, nothing), *found, strict=True))
        order = np.argsort(ids, kind="stable")
        counts = np.bincount(ids, minlength=len(vocabulary))
        offsets = np.concatenate([[0], np.cumsum(counts)])
        return cls(list(vocabulary), offsets, places[order], odd)

    def candidates(self, node: Node) -> np.ndarray | None:
        """Places where a node may begin, by the rarest of its units; None if it has no units at all."""
        units = list(_parts(node.key))
        if not units:
            return None
        choices = [self._holding(node, begin, end) for begin, end in units]
        words, shifts = min(choices, key=lambda choice: self._size(choice[0]))
        pieces = [self.places[self.offsets[w] : self.offsets[w + 1]] + shift
                  for w, shift in zip(words, shifts, strict=True)]  # fmt: skip
        if len(pieces) == 1:
            return np.asarray(pieces[0], dtype=np.int64)
        return np.sort(np.concatenate(pieces)) if pieces else np.empty(0, np.int64)

    def _size(self, words: list[int]) -> int:
        return sum(int(self.offsets[w + 1] - self.offsets[w]) for w in words)

    def _holding(self, node: Node, begin: int, end: int) -> tuple[list[int], list[int]]:
        """Words that can hold a unit of a node, and how far before or behind their first letter the node begins."""
        unit = node.key[begin:end]
        open_left = begin == 0 and node.match == "span" and ord(unit[0]) < _EAST
        open_right = end == len(node.key) and node.match != "word" and ord(unit[0]) < _EAST
        if not open_left and not open_right:
            return ([self._numbers[unit]], [-begin]) if unit in self._numbers else ([], [])
        text, starts = self._joined
        words, shifts = [], []
        wanted = ("" if open_left else "\n") + unit + ("" if open_right else "\n")
        at = text.find(wanted)
        while at >= 0:
            place = at + (not open_left)
            word = int(np.searchsorted(starts, place, side="right")) - 1
            words.append(word)
            shifts.append(place - int(starts[word]) - begin)
            at = text.find(wanted, at + 1)
        return words, shifts

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {word: i for i, word in enumerate(self.words)}

    @cached_property
    def _joined(self) -> tuple[str, np.ndarray]:
        """All words with line breaks between them, and where each begins."""
        lengths = np.fromiter(map(len, self.words), np.int64, len(self.words))
        return "\n".join(["", *self.words, ""]), 1 + np.cumsum(lengths + 1) - (lengths + 1)


class _Vocabulary(dict):
    """Numbers of words, given out as they are met."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def _chunks(stretch: Stretch):
    """Cut a stretch between documents, so that no word is cut."""
    bounds = stretch.bounds.tolist()
    begin = bounds[0]
    for bound in bounds[1:]:
        if bound - begin >= _CHUNK or bound == bounds[-1]:
            yield begin, bound
            begin = bound


def _units(
    stretch: Stretch, begin: int, end: int, odd: np.ndarray, vocabulary: _Vocabulary
) -> tuple[np.ndarray, np.ndarray]:
    """Numbers and places of the units between two places, in running order."""
    codes, letters = spelling(stretch.codes[begin:end])
    for document in odd.tolist():
        first, last = np.clip(stretch.bounds[document : document + 2] - begin, 0, len(codes))
        codes[first:last], letters[first:last] = 0, False
    words = np.flatnonzero(letters & ~np.concatenate([[False], letters[:-1]]))
    text = spelt(np.where(letters, codes, 32).astype(np.uint32))
    numbers = np.fromiter(map(vocabulary.__getitem__, text.split()), np.int64, len(words))
    single = np.flatnonzero(codes >= _EAST)
    kinds, which = np.unique(codes[single], return_inverse=True)
    order = np.argsort(np.concatenate([words, single]), kind="stable")
    known = np.array([vocabulary[chr(code)] for code in kinds.tolist()], dtype=np.int64)
    numbers = np.concatenate([numbers, known[which]])[order]
    return numbers, np.concatenate([words, single])[order] + begin


def _parts(key: str):
    """Beginnings and ends of the units of a node."""
    codes, letters = spelling(Stretch.of([""], [key]).codes)
    begin = None
    for i, (code, letter) in enumerate(zip(codes.tolist(), letters.tolist(), strict=True)):
        if begin is not None and not letter:
            yield begin, i - 1
            begin = None
        if letter and begin is None:
            begin = i - 1
        if code >= _EAST:
            yield i - 1, i
