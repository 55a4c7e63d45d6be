"""A word and a stretch of texts enter; the places where it stands leave, in one pass over its code points.

A place is first sought by the two rarest characters of the word, two comparisons over the whole array; only what is
left is compared character by character in the spelling of `comparable`. That is what a `Matcher` with this one term
finds.
"""

from __future__ import annotations

import unicodedata

import numpy as np

from discourse.counting.spelling import comparable, is_alphabetic
from discourse.counting.stretches import PLAIN, Odd, Stretch, documents_with, gapped_documents, tables_of
from discourse.errors import DiscourseError

MATCHES = ("word", "prefix", "span")
_FROM_COMMON_TO_RARE = " etaoinshrdlucmfwgypbvkxjqz"


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

    @property
    def is_phrase(self) -> bool:
        """Whether it has blanks, or hyphens, which may stand for them."""
        return " " in self.key

    def find(self, stretch: Stretch) -> tuple[np.ndarray, np.ndarray]:
        """Places in a stretch: starts and ends, ascending and without overlap."""
        documents = documents_with(stretch, tables_of(stretch.codes).odd)
        if self.is_phrase:
            documents = np.union1d(documents, gapped_documents(stretch))
        odd = Odd.of(stretch, documents)
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
        tables, n = tables_of(codes), len(self.key)
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
            if self.key[i] in PLAIN:
                small = codes | 32 if small is None else small
                here = small[i : len(codes) - n + i] == ord(self.key[i])
            else:
                here = _stands(codes[i : len(codes) - n + i], self.key[i])
            chosen = here if chosen is None else np.logical_and(chosen, here, out=chosen)
        return np.flatnonzero(chosen)


def _stands(codes: np.ndarray, char: str) -> np.ndarray:
    """Flag the places of a character, however it is written."""
    flags = None
    for variant in np.flatnonzero(tables_of(codes).comparable == ord(char)).tolist():
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
