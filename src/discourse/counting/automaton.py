"""A codebook and a folded text enter; the places where its terms stand alone, unhidden and leftmost-longest, leave."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import ahocorasick_rs as aho
import numpy as np

from discourse.counting.alphabet import MOST, Alphabet
from discourse.counting.choice import leftmost_longest
from discourse.counting.nesting import NestedTerms, Nesting
from discourse.counting.spelling import comparable, even_gaps, is_alphabetic, past_accents
from discourse.language.characters import composed
from discourse.language.sentences import sentence_ends
from discourse.reading.codebook import Codebook

LONG = 50_000
"""From so many characters on, a text is searched byte by byte where the patterns allow it."""
DEEP = 16
"""So many terms may begin at one place before only the longest that count there are sought."""
_SURROGATE = re.compile("[\ud800-\udfff]")


class Entry(NamedTuple):
    """One compiled term: its frames, how it is written, how it is compared."""

    frames: tuple[str, ...]
    term: str
    concept: str
    key: str
    match: str
    requires: tuple[str, ...]
    unless: tuple[str, ...]


class Compiled:
    """Patterns in one automaton: terms first, then the phrases that hide them."""

    def __init__(self, codebook: Codebook, lang: str, *, deep: int = DEEP):
        self.entries = tuple(_entries(codebook, lang))
        of_key: dict[str, list[int]] = {}
        for index, entry in enumerate(self.entries):
            of_key.setdefault(entry.key, []).append(index)
        cells = codebook.terms(lang[:2]).excludes
        hiding = {comparable(phrase)[0] for cell in cells if cell for phrase in cell.split(";")} - {""}
        keys = [*of_key, *sorted(hiding - set(of_key))]
        self._keys = keys
        self._spaced = any(" " in key for key in keys)
        self._patterns = [(key in hiding, [self._rules(index) for index in of_key.get(key, ())]) for key in keys]
        self._nested = None
        if Nesting(keys).depth > deep:
            rules = {key: ways for key, (_, ways) in zip(keys, self._patterns, strict=True) if ways}
            self._nested = NestedTerms(rules, hiding)
            return
        self._automaton = aho.AhoCorasick(keys, implementation=_implementation(keys))

    def _rules(self, index: int) -> tuple[int, bool, bool, Entry | None]:
        """Index of an entry, whether its left and right edge need a boundary, and itself if it has conditions."""
        entry = self.entries[index]
        left = entry.match != "span" and is_alphabetic(entry.key[0])
        right = entry.match == "word" and is_alphabetic(entry.key[-1])
        return index, left, right, entry if entry.requires or entry.unless else None

    def find(self, text: str, lang: str, starts: Sequence[int] | None = None) -> tuple[list[int], list[int], list[int]]:
        """Keep of all overlapping occurrences in a text those that stand alone, unhidden and leftmost-longest."""
        even = text if starts is not None else even_gaps(text) if self._spaced else composed(text)[0]
        if len(text) >= LONG and self._bytewise is not None:
            alphabet, automaton, spelt = self._bytewise
            folded, offsets = alphabet.encode(even)
            is_letter, found = alphabet.letters.__getitem__, automaton.find_matches_as_indexes(folded, overlapping=True)
        else:
            spelt, is_letter = {}, is_alphabetic
            folded, offsets = comparable(even)
            found = () if self._nested else self._occurrences(folded)
        context = Context(text, lang, folded, offsets, starts)
        context.spell(spelt, is_letter)
        if self._nested:
            chosen = self._nested.hits(folded, context.allows)
        else:
            chosen = self._hits(found, folded, context, is_letter)
        starts, ends, indices = leftmost_longest(*chosen)
        if offsets is None:
            return starts, ends, indices
        return [int(offsets[i]) for i in starts], [past_accents(text, int(offsets[i - 1]) + 1) for i in ends], indices

    @cached_property
    def _bytewise(self) -> tuple[Alphabet, aho.BytesAhoCorasick, dict[int, tuple[bytes, ...]]] | None:
        """Alphabet, automaton and spelt conditions for long texts, if the patterns have few different characters."""
        conditions = {id(phrases): phrases for e in self.entries for phrases in (e.requires, e.unless)}
        characters = set().union(*self._keys, *(phrase for phrases in conditions.values() for phrase in phrases))
        if not self._keys or self._nested or len(characters) > MOST:
            return None
        alphabet = Alphabet(characters, comparable, is_alphabetic)
        spelt = list(map(alphabet.spell, self._keys))
        automaton = aho.BytesAhoCorasick(spelt, implementation=_implementation(self._keys))
        return alphabet, automaton, {key: tuple(map(alphabet.spell, phrases)) for key, phrases in conditions.items()}

    def _hits(self, found, text: str | bytes, context: Context, is_letter) -> tuple[list[tuple], list[tuple[int, int]]]:
        """Hits of terms that stand alone, in order of place, and stretches that hide."""
        hits: list[tuple[int, int, int]] = []
        hidden: list[tuple[int, int]] = []
        last = len(text)
        for pattern, start, end in found:
            hides, rules = self._patterns[pattern]
            if hides:
                hidden.append((start, end))
            for index, left, right, entry in rules:
                if left and start and is_letter(text[start - 1]):
                    continue
                if right and end < last and is_letter(text[end]):
                    continue
                if entry is None or context.allows(start, entry):
                    hits.append((start, -end, index))
        hits.sort()
        return hits, hidden

    def _occurrences(self, text: str) -> list[tuple[int, int, int]]:
        try:
            return self._automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # lone surrogates, which UTF-8 cannot carry
            return self._automaton.find_matches_as_indexes(_SURROGATE.sub("\ufffd", text), overlapping=True)


def _implementation(keys: list[str]) -> aho.Implementation:
    """Choose the fast table, but not where building it takes long: for many terms, and for long ones that repeat."""
    small = sum(map(len, keys)) <= 100_000 and max(map(len, keys), default=0) <= 2_000
    return aho.Implementation.DFA if small else aho.Implementation.ContiguousNFA


class Context:
    """The sentence around a place in a folded text; sentences are sought only where they can decide."""

    def __init__(
        self, text: str, lang: str, folded: str | bytes, offsets: np.ndarray | None, starts: Sequence[int] | None
    ):
        self._text, self._lang, self._folded, self._offsets = text, lang, folded, offsets
        self._starts, self._line, self._bounds = starts, (0, -1), [0]
        if starts is not None and offsets is not None:
            self._starts = np.searchsorted(offsets, np.asarray(starts, dtype=np.int64)).tolist()
        self._known: dict[tuple[int, int, int], bool] = {}

    def spell(self, spelt: dict[int, tuple[bytes, ...]], is_letter: Callable) -> None:
        """Say how phrases are spelt in the folded text, and what a letter is there."""
        self._spelt, self._is_letter = spelt, is_letter

    def allows(self, place: int, entry: Entry) -> bool:
        """Tell whether the sentence around `place` holds what the entry requires and nothing that it forbids."""
        if not entry.requires and not entry.unless:
            return True
        if self._starts is None:
            begin, end = self._around(place)
            if entry.requires and not self._holds(entry.requires, begin, end):
                return False
            if not entry.requires and not self._holds(entry.unless, begin, end):
                return True
        begin, end = self._sentence(place)
        if entry.requires and not self._holds(entry.requires, begin, end):
            return False
        return not (entry.unless and self._holds(entry.unless, begin, end))

    def _holds(self, phrases: tuple[str, ...], begin: int, end: int) -> bool:
        """Remember the answer: many entries share one list of phrases (equal lists are one object)."""
        key = (id(phrases), begin, end)
        if key not in self._known:
            spelt = self._spelt.get(id(phrases), phrases)
            self._known[key] = _holds(self._folded, spelt, begin, end, self._is_letter)
        return self._known[key]

    def _original(self, place: int) -> int:
        return place if self._offsets is None else int(self._offsets[place])

    def _place(self, original: int) -> int:
        return original if self._offsets is None else int(np.searchsorted(self._offsets, original))

    def _around(self, place: int) -> tuple[int, int]:
        """Bounds of the line, in folded offsets."""
        if not self._line[0] <= place < self._line[1]:
            at = self._original(place)
            begin, end = self._text.rfind("\n", 0, at) + 1, self._text.find("\n", at)
            end = len(self._text) if end < 0 else end
            self._line, self._bounds = (self._place(begin), self._place(end)), []
        return self._line

    def _sentence(self, place: int) -> tuple[int, int]:
        if self._starts is None:
            begin, end = self._around(place)
            if not self._bounds:
                first, last = self._original(begin), self._original(end - 1) + 1
                ends = sentence_ends(self._text[first:last], self._lang)
                self._bounds = [begin, *(self._place(first + stop) for stop in ends)]
            i = bisect_right(self._bounds, place)
            return self._bounds[i - 1], self._bounds[i] if i < len(self._bounds) else end
        i = bisect_right(self._starts, place)
        begin = int(self._starts[i - 1]) if i else 0
        return begin, int(self._starts[i]) if i < len(self._starts) else len(self._folded)


def _holds(text: str | bytes, phrases: tuple, begin: int, end: int, is_letter: Callable) -> bool:
    """Tell whether one of the phrases stands in a stretch of text as whole words."""
    for phrase in phrases:
        at = text.find(phrase, begin, end)
        while at >= 0:
            after = at + len(phrase)
            if not (at and is_letter(phrase[0]) and is_letter(text[at - 1])) and not (
                after < len(text) and is_letter(phrase[-1]) and is_letter(text[after])
            ):
                return True
            at = text.find(phrase, at + 1, end)
    return False


@lru_cache(maxsize=32)
def compiled(codebook: Codebook, lang: str) -> Compiled:
    """Compile a codebook for one language, once."""
    return Compiled(codebook, lang)


def _entries(codebook: Codebook, lang: str) -> list[Entry]:
    """Compile one entry per folded term; the spelling of the text's own script wins."""
    table = codebook.terms(lang[:2])
    rows = zip(*(table[name].tolist() for name in ("lang", "term", "frame", "concept", "match", "requires", "unless")),
               strict=True)  # fmt: skip
    found: dict[tuple, Entry] = {}
    phrases: dict[str, tuple[str, ...]] = {"": ()}
    for _, term, frame, concept, match, *cells in sorted(rows, key=lambda row: row[0] == lang):
        for cell in cells:
            if cell not in phrases:
                phrases[cell] = tuple(filter(None, (comparable(phrase)[0] for phrase in cell.split(";"))))
        requires, unless = (phrases[cell] for cell in cells)
        entry = Entry(tuple(frame.split(";")), term, concept, comparable(term)[0], match, requires, unless)
        if entry.key:
            found[entry.key, entry.frames, requires, unless] = entry
    return list(found.values())
