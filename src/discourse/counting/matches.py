"""A text and a codebook enter, the terms found leave: leftmost-longest, without overlap, in either Chinese script."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import ahocorasick_rs as aho
import numpy as np

from discourse.errors import CodebookError
from discourse.language import script
from discourse.language.sentences import sentence_ends
from discourse.reading.codebook import LANGS, Codebook

_SURROGATE = re.compile("[\ud800-\udfff]")


class Match(NamedTuple):
    """A codebook term found in a text.

    Attributes
    ----------
    frame, term : str
        The frame invoked and the term as the codebook writes it.
    start, end : int
        Code-point offsets into the text given, end exclusive.
    """

    frame: str
    term: str
    start: int
    end: int


class Entry(NamedTuple):
    """One compiled term: its frames, how it is written, how it is compared."""

    frames: tuple[str, ...]
    term: str
    concept: str
    key: str
    match: str
    requires: tuple[str, ...]
    unless: tuple[str, ...]


def match_frames(text: str, lang: str, codebook: Codebook) -> list[Match]:
    """Find every codebook term in a text.

    Case, script (Traditional or Simplified), width, curly or straight quotes, and hyphen or space make no difference.
    Of terms that overlap the leftmost counts, of those the longest; a phrase of ``excludes`` hides all that stands
    inside it. A term with ``requires`` counts only in a sentence that also holds one of those phrases, a term with
    ``unless`` only in a sentence that holds none of them.

    Parameters
    ----------
    text : str
        Any text; a sentence, a paragraph or a whole document.
    lang : {"en", "zh-Hant", "zh-Hans"}
        Its language.
    codebook : Codebook
        From `load_codebook`.

    Returns
    -------
    list of Match
        In order of appearance; a term of two frames gives two matches.

    Raises
    ------
    CodebookError
        If the language is unknown or `codebook` is no Codebook.

    Examples
    --------
    >>> from discourse.reading.codebook import load_codebook
    >>> from discourse.shipped import shipped
    >>> book = load_codebook(shipped("codebook.csv"))
    >>> match_frames("兩國應該求同存異", "zh-Hant", book)[-1].frame
    'risk'
    """
    if not isinstance(text, str):
        raise CodebookError(f"text must be a string, not {type(text).__name__}", remedy="Give one text.")
    matcher = Matcher(codebook, lang)
    found = []
    for start, end, index in zip(*matcher.find(text), strict=True):
        entry = matcher.entries[index]
        found.extend(Match(frame, entry.term, start, end) for frame in entry.frames)
    return found


class Matcher:
    """All terms of a codebook in one language, compiled once and used on many texts.

    Parameters
    ----------
    codebook : Codebook
        From `load_codebook`.
    lang : {"en", "zh-Hant", "zh-Hans"}
        Both Chinese scripts are compared in Simplified characters, so rows of either script apply to both.

    Attributes
    ----------
    entries : tuple of Entry
        What the indices returned by `find` point to.

    Raises
    ------
    CodebookError
        If the language is unknown or `codebook` is no Codebook.

    Examples
    --------
    >>> from discourse.reading.codebook import load_codebook
    >>> from discourse.shipped import shipped
    >>> matcher = Matcher(load_codebook(shipped("codebook.csv")), "en")
    >>> starts, ends, indices = matcher.find("Only guardrails help.")
    >>> starts, ends, matcher.entries[indices[0]].frames
    ([5], [15], ('risk',))
    """

    def __init__(self, codebook: Codebook, lang: str):
        if lang not in LANGS:
            raise CodebookError(f"language {lang!r} is unknown", remedy=f"Use one of {', '.join(LANGS)}.")
        if not isinstance(codebook, Codebook):
            raise CodebookError(f"{type(codebook).__name__} is no codebook", remedy="Use load_codebook(path).")
        self.lang, self.sha256 = lang, codebook.sha256
        self._compiled = _compiled(codebook, lang)
        self.entries = self._compiled.entries

    def find(self, text: str, sentence_starts: Sequence[int] | None = None) -> tuple[list[int], list[int], list[int]]:
        """Find the terms in a text.

        Parameters
        ----------
        text : str
            Any text.
        sentence_starts : sequence of int, optional
            Where sentences begin, ascending, for terms with ``requires`` or ``unless``; found here if not given.

        Returns
        -------
        starts, ends, indices : list of int
            Code-point offsets into `text`, and the place of each term in `entries`.
        """
        folded, offsets = comparable(text)
        starts, ends, indices = self._compiled.find(folded, _Context(text, self.lang, folded, offsets, sentence_starts))
        if offsets is None:
            return starts, ends, indices
        return [int(offsets[i]) for i in starts], [int(offsets[i - 1]) + 1 for i in ends], indices


class _Compiled:
    """Patterns in one automaton: terms first, then the phrases that hide them."""

    def __init__(self, codebook: Codebook, lang: str):
        self.entries = tuple(_entries(codebook, lang))
        self._of_key: dict[str, list[int]] = {}
        for index, entry in enumerate(self.entries):
            self._of_key.setdefault(entry.key, []).append(index)
        cells = codebook.terms(lang[:2]).excludes
        self._hiding = {comparable(phrase)[0] for cell in cells if cell for phrase in cell.split(";")} - {""}
        self._keys = [*self._of_key, *sorted(self._hiding - set(self._of_key))]
        many = sum(map(len, self._keys)) > 100_000
        self._automaton = aho.AhoCorasick(
            self._keys, matchkind=aho.MatchKind.Standard, implementation=None if many else aho.Implementation.DFA
        )

    def find(self, text: str, context: _Context) -> tuple[list[int], list[int], list[int]]:
        """Keep of all overlapping occurrences those that stand alone, unhidden and leftmost-longest."""
        hits: list[tuple[int, int, int]] = []
        hidden: list[tuple[int, int]] = []
        for pattern, start, end in self._occurrences(text):
            key = self._keys[pattern]
            if key in self._hiding:
                hidden.append((start, end))
            for index in self._of_key.get(key, ()):
                entry = self.entries[index]
                if _stands_alone(text, start, end, entry.match) and context.allows(start, entry):
                    hits.append((start, -end, index))
        hits.sort()
        return _leftmost_longest(hits, hidden)

    def _occurrences(self, text: str) -> list[tuple[int, int, int]]:
        try:
            return self._automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # lone surrogates, which UTF-8 cannot carry
            return self._automaton.find_matches_as_indexes(_SURROGATE.sub("\ufffd", text), overlapping=True)


def _stands_alone(text: str, start: int, end: int, match: str) -> bool:
    """Whole word, beginning of a word, or anywhere; an edge that is no letter needs no boundary."""
    if match == "span":
        return True
    if start and _is_letter(text[start]) and _is_letter(text[start - 1]):
        return False
    return match == "prefix" or end == len(text) or not (_is_letter(text[end - 1]) and _is_letter(text[end]))


def _leftmost_longest(hits: list[tuple[int, int, int]], hidden: list[tuple[int, int]]) -> tuple[list, list, list]:
    """Choose among hits sorted by (start, -end); a hit strictly inside a hidden stretch is dropped."""
    starts, ends, indices = [], [], []
    covers = _Covers(hidden) if hidden else None
    free, last = 0, (-1, -1)
    for start, minus_end, index in hits:
        if (start < free and (start, minus_end) != last) or (covers and covers.hide(start, -minus_end)):
            continue
        starts.append(start)
        ends.append(-minus_end)
        indices.append(index)
        free, last = -minus_end, (start, minus_end)
    return starts, ends, indices


class _Covers:
    """Stretches of text; does one of them strictly hold a span?"""

    def __init__(self, stretches: list[tuple[int, int]]):
        self._stretches = sorted(stretches)
        self._starts = [start for start, _ in self._stretches]
        self._longest = max(end - start for start, end in stretches)

    def hide(self, start: int, end: int) -> bool:
        """Look back as far as the longest stretch reaches."""
        i = bisect_right(self._starts, start) - 1
        while i >= 0 and self._starts[i] >= end - self._longest:
            a, b = self._stretches[i]
            if b >= end and (a < start or b > end):
                return True
            i -= 1
        return False


class _Context:
    """The sentence around a place in a folded text; sentences are sought only where they can decide."""

    def __init__(self, text: str, lang: str, folded: str, offsets: np.ndarray | None, starts: Sequence[int] | None):
        self._text, self._lang, self._folded, self._offsets = text, lang, folded, offsets
        self._starts, self._line, self._bounds = starts, (0, -1), [0]

    def allows(self, place: int, entry: Entry) -> bool:
        """Tell whether the sentence around `place` holds what the entry requires and nothing that it forbids."""
        if not entry.requires and not entry.unless:
            return True
        if self._starts is None:
            begin, end = self._around(place)
            if entry.requires and not _holds(self._folded, entry.requires, begin, end):
                return False
            if not entry.requires and not _holds(self._folded, entry.unless, begin, end):
                return True
        begin, end = self._sentence(place)
        if entry.requires and not _holds(self._folded, entry.requires, begin, end):
            return False
        return not (entry.unless and _holds(self._folded, entry.unless, begin, end))

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
        i = bisect_right(self._starts, self._original(place))
        begin = self._place(int(self._starts[i - 1])) if i else 0
        return begin, self._place(int(self._starts[i])) if i < len(self._starts) else len(self._folded)


def _holds(text: str, phrases: tuple[str, ...], begin: int, end: int) -> bool:
    """Tell whether one of the phrases stands in a stretch of text as whole words."""
    for phrase in phrases:
        at = text.find(phrase, begin, end)
        while at >= 0:
            if _stands_alone(text, at, at + len(phrase), "word"):
                return True
            at = text.find(phrase, at + 1, end)
    return False


@lru_cache(maxsize=32)
def _compiled(codebook: Codebook, lang: str) -> _Compiled:
    return _Compiled(codebook, lang)


def _entries(codebook: Codebook, lang: str) -> list[Entry]:
    """Compile one entry per folded term; the spelling of the text's own script wins."""
    table = codebook.terms(lang[:2])
    found: dict[tuple, Entry] = {}
    own_last = table.assign(_own=table.lang == lang).sort_values("_own", kind="stable")
    for row in own_last.itertuples(index=False):
        requires, unless = (tuple(comparable(phrase)[0] for phrase in cell.split(";") if phrase)
                            for cell in (row.requires, row.unless))  # fmt: skip
        entry = Entry(tuple(row.frame.split(";")), row.term, row.concept, comparable(row.term)[0], row.match,
                      requires, unless)  # fmt: skip
        if entry.key:
            found[entry.key, entry.frames, requires, unless] = entry
    return list(found.values())


def _is_letter(char: str) -> bool:
    """Letters and digits of alphabets; Chinese characters are no part of a spaced word."""
    return (char.isalnum() or char == "_") and not "\u2e80" <= char <= "\U0003ffff"


# What separates the words of an English term: hyphens and dashes between words, and one line break.
_ALIKE = (("-", " "), ("\u2013", " "), ("\u2212", " "), ("\n", " "), ("\t", " "), ("\r", " "),
          ("\u201c", '"'), ("\u201d", '"'), ("\u201b", "'"))  # fmt: skip


def comparable(text: str) -> tuple[str, np.ndarray | None]:
    """Spell a text as terms are compared: one character for one, so that offsets stay.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    folded : str
        As `language.script.fold`, and hyphens, dashes and line breaks as spaces.
    offsets : ndarray of int or None
        For each folded character its place in `text`; None where nothing invisible had to be removed.

    Examples
    --------
    >>> comparable("Rules-Based")
    ('rules based', None)
    """
    folded, offsets = script.fold(text)
    for char, plain in _ALIKE:
        if char in folded:
            folded = folded.replace(char, plain)
    return folded, offsets
