"""Terms that begin with one another and a text enter; at each place the longest hit that stands there leaves.

An automaton reports every occurrence. Where hundreds of terms begin with one another (a, aa, aaa …) these are hundreds
at one place, nearly all to be thrown away. Here each place is asked once, and for no more terms than are wanted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from discourse.counting.spelling import is_alphabetic


class Nesting:
    """Phrases in order, each knowing the longest other one that it begins with.

    Parameters
    ----------
    phrases : iterable of str
        None of them empty, none twice.

    Attributes
    ----------
    depth : int
        How many of them may begin at one place of a text.

    Examples
    --------
    >>> nesting = Nesting(["a", "ab", "abc", "b"])
    >>> nesting.depth, list(nesting.at("xabd", 1)), list(nesting.places("xabd"))
    (3, ['ab', 'a'], [1, 2])
    """

    def __init__(self, phrases: Iterable[str]):
        self._phrases = sorted(phrases)
        self._inner: list[int] = []  # the longest phrase inside the beginning of each, -1 for none
        self._far: list[int] = []  # one further in, so that the way in takes few steps
        depths, around = [0], [-1]  # the last of `depths` is that of -1
        for i, phrase in enumerate(self._phrases):
            while around[-1] >= 0 and not phrase.startswith(self._phrases[around[-1]]):
                around.pop()
            inner = around[-1]
            far = self._far[inner] if inner >= 0 else -1
            further = self._far[far] if far >= 0 else -1
            level = depths[inner] - depths[far] == depths[far] - depths[further]
            self._inner.append(inner)
            self._far.append(further if level else inner)
            depths.insert(i, depths[inner] + 1)
            around.append(i)
        self.depth = max(depths)

    def places(self, text: str) -> Iterator[int]:
        """Give the places at which some phrase may begin."""
        first = "".join(map(re.escape, sorted({phrase[0] for phrase in self._phrases})))
        return (found.start() for found in re.finditer(f"[{first}]", text)) if first else iter(())

    def at(self, text: str, start: int) -> Iterator[str]:
        """Give the phrases that begin at a place, the longest first."""
        i = self._before(text, start)
        while i >= 0 and not text.startswith(self._phrases[i], start):
            far = self._far[i]
            i = far if far >= 0 and not text.startswith(self._phrases[far], start) else self._inner[i]
        while i >= 0:
            yield self._phrases[i]
            i = self._inner[i]

    def _before(self, text: str, start: int) -> int:
        """Find the last phrase not after the rest of the text in order: what begins here is inside its beginning."""
        width = 64
        while True:
            rest = text[start : start + width]
            i = bisect_right(self._phrases, rest)
            if len(rest) < width or i == len(self._phrases) or not self._phrases[i].startswith(rest):
                return i - 1
            width *= 4


class NestedTerms:
    """Deeply nested terms with the rules by which they stand alone, and phrases that hide.

    Parameters
    ----------
    rules : dict of str to list of tuple
        By term: index, whether its left and right edge need a boundary, and its entry if it has conditions.
    hiding : iterable of str
        Phrases inside which no term counts.
    """

    def __init__(self, rules: dict[str, list[tuple]], hiding: Iterable[str]):
        self._rules = {term: [(*way, (id(way[3].requires), id(way[3].unless)) if way[3] else None) for way in ways]
                       for term, ways in rules.items()}  # fmt: skip
        self._anywhere, self._hiding = Nesting(rules), Nesting(hiding)
        self._inside_words = Nesting(term for term, ways in rules.items() if not all(left for _, left, *_ in ways))

    def hits(self, text: str, allows: Callable) -> tuple[list[tuple[int, int, int]], list[tuple[int, int]]]:
        """Give (start, -end, index) of the longest hit at each place, and the stretches that hide.

        Shorter hits are not missed: where the longest is hidden, so are they.
        """
        hits: list[tuple[int, int, int]] = []
        for start in self._anywhere.places(text):
            hits += self._longest(text, start, allows)
        longest = ((start, next(self._hiding.at(text, start), "")) for start in self._hiding.places(text))
        return hits, [(start, start + len(phrase)) for start, phrase in longest if phrase]

    def _longest(self, text: str, start: int, allows: Callable) -> list[tuple[int, int, int]]:
        """Hits of the longest term that stands at a place; conditions refused once there are not asked for again."""
        inside = start > 0 and is_alphabetic(text[start - 1])
        refused: set[tuple[int, int]] = set()
        for term in (self._inside_words if inside else self._anywhere).at(text, start):
            here, end = [], start + len(term)
            for index, left, right, entry, conditions in self._rules[term]:
                if conditions in refused or (left and inside):
                    continue
                if right and end < len(text) and is_alphabetic(text[end]):
                    continue
                if entry is None or allows(start, entry):
                    here.append((start, -end, index))
                else:
                    refused.add(conditions)
            if here:
                return here
        return []
