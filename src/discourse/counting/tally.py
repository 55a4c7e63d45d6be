"""Documents of one language enter; arrays of their sentences, segments and terms leave, many documents at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from discourse.counting.spelling import even_gaps
from discourse.language.attribution import Turn, speech
from discourse.language.characters import codepoints, flagged, from_codepoints
from discourse.language.sentences import sentence_ends
from discourse.language.terms import Vocabulary

SEGMENT_TOKENS = 40
"""A segment holds at least this many tokens, unless its voice says less in one go."""

_BETWEEN = "\n\n"


class Document(NamedTuple):
    """What the counting needs to know of a document besides its text."""

    doc_id: str
    lang: str
    side: str = ""
    speakers: tuple[str, ...] = ()
    genre: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Documents of one language, counted. D documents, T turns, S sentences, G segments, R terms in segments.

    Attributes
    ----------
    documents : list of Document, length D
    text, spoken : str
        The clean texts, joined by empty lines; the same with all that nobody says blanked.
    bases : ndarray of int, shape (D,)
        Where each document begins in them.
    turns : list of Turn, length T
        Who speaks from where to where in the joined text.
    document, para, turn, segment, start, end, n_tokens : ndarray of int, shape (S,)
        Of each sentence: place in `documents`, paragraph from 1, place in `turns`, segment from 0 through all
        documents, offsets in the joined text with blanks trimmed, size.
    first : ndarray of int, shape (G,)
        First sentence of each segment.
    terms : list of str
        The types in code-point order.
    term_segment, term_index, term_n : ndarray of int, shape (R,)
        Segment, place in `terms`, occurrences; sorted by segment and term.
    """

    documents: list[Document]
    text: str
    spoken: str
    bases: np.ndarray
    turns: list[Turn]
    document: np.ndarray
    para: np.ndarray
    turn: np.ndarray
    segment: np.ndarray
    start: np.ndarray
    end: np.ndarray
    n_tokens: np.ndarray
    first: np.ndarray
    terms: list[str]
    term_segment: np.ndarray
    term_index: np.ndarray
    term_n: np.ndarray

    @property
    def lang(self) -> str:
        """Language of all documents."""
        return self.documents[0].lang

    @property
    def even(self) -> str:
        """The text with its wide gaps filled, as terms are compared; offsets stay."""
        return even_gaps(self.text) if "  " in self.text else self.text

    @property
    def compared(self) -> str:
        """What is said, with the gaps filled that are wide in the text."""
        even = self.even
        if even == self.text:
            return self.spoken
        before, after, said = codepoints(self.text), codepoints(even), codepoints(self.spoken).copy()
        said[before != after] = after[before != after]
        return from_codepoints(said)


def tally(
    texts: Sequence[str], documents: Sequence[Document], *, userdict=None, vocabulary: Vocabulary | None = None
) -> Tally:
    """Count documents of one language in one pass: who speaks, sentences, segments, terms.

    Parameters
    ----------
    texts : sequence of str
        Clean texts as :func:`discourse.load_text` gives them: paragraphs separated by an empty line.
    documents : sequence of Document
        Of the same length, all in one language. Their speakers resolve labels such as ``THE PRESIDENT:``.
    userdict : path, optional
        User dictionary for Chinese; the shipped one by default.
    vocabulary : Vocabulary, optional
        Of an earlier call, so that words need not be learnt again. Results do not depend on it.

    Returns
    -------
    Tally

    Examples
    --------
    >>> t = tally(["MR. LEE: Trade is good. War is bad."], [Document("x", "en")])
    >>> t.n_tokens.tolist(), t.terms
    ([3, 3], ['bad', 'good', 'is', 'trade', 'war'])
    """
    documents, vocabulary = list(documents), vocabulary or Vocabulary()
    heard = [
        speech(text, d.lang, speakers=d.speakers, side=d.side, publisher=d.publisher)
        for text, d in zip(texts, documents, strict=True)
    ]
    lengths = np.array([len(text) + len(_BETWEEN) for text in texts], dtype=np.int64)
    bases = np.cumsum(lengths) - lengths
    turns = [
        Turn(base + t.start, base + t.end, t.voice, t.side, t.interpreted)
        for base, said in zip(bases.tolist(), heard, strict=True)
        for t in said.turns
    ]
    spoken = _BETWEEN.join(said.text for said in heard)
    lang = documents[0].lang
    edges = np.array([edge for turn in turns for edge in (turn.start, turn.end)], dtype=np.int64)
    ends = np.union1d(np.asarray(sentence_ends(spoken, lang), dtype=np.int64), np.append(edges, bases))
    ends = ends[ends > 0]
    numbers, n_tokens = vocabulary.encode(spoken, ends, lang, userdict=userdict)
    said = n_tokens > 0
    starts = np.concatenate((np.zeros(1, dtype=np.int64), ends))[:-1]
    start, end = _trimmed(spoken, starts[said], ends[said])
    n_tokens = n_tokens[said]
    document = np.searchsorted(bases, start, side="right") - 1
    turn = np.searchsorted(edges[::2], start, side="right") - 1
    breaks = _breaks(spoken)
    para = 1 + np.searchsorted(breaks, start) - np.searchsorted(breaks, bases[document])
    voices = {}
    voice = np.array([voices.setdefault((t.voice, t.side), len(voices)) for t in turns], dtype=np.int64)
    segment = segments(para, voice[turn] + len(voices) * document, n_tokens)
    first = np.flatnonzero(np.diff(segment, prepend=-1))
    rows = _term_rows(numbers, np.repeat(segment, n_tokens), vocabulary)
    return Tally(documents, _BETWEEN.join(texts), spoken, bases, turns, document, para, turn, segment, start, end,
                 n_tokens, first, *rows)  # fmt: skip


def _trimmed(text: str, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Move both ends of each sentence inwards past blanks: most in a step or two, the others one by one."""
    codes, blank = codepoints(text), _blank()
    starts, ends = starts.copy(), ends.copy()
    for _ in range(3):
        starts += blank[codes[starts]]
        ends -= blank[codes[ends - 1]]
    for place in np.flatnonzero(blank[codes[starts]] | blank[codes[ends - 1]]).tolist():
        part = text[starts[place] : ends[place]]
        ends[place] -= len(part) - len(part.rstrip())
        starts[place] += len(part) - len(part.lstrip())
    return starts, ends


@cache
def _blank() -> np.ndarray:
    return flagged(r"\s+")


def _breaks(text: str) -> np.ndarray:
    """Where paragraphs end: the first of two line breaks."""
    line = codepoints(text) == 10
    return np.flatnonzero(line[:-1] & line[1:])


def segments(para: np.ndarray, voice: np.ndarray, n_tokens: np.ndarray) -> np.ndarray:
    """Segment of each sentence, from 0: paragraphs of one voice joined until they hold SEGMENT_TOKENS tokens.

    Parameters
    ----------
    para, voice, n_tokens : ndarray of int, shape (S,)
        Of each sentence; `voice` is any number that changes with voice, side or document.

    Examples
    --------
    >>> segments(np.array([1, 2, 3, 4]), np.array([0, 0, 0, 1]), np.array([30, 30, 10, 5])).tolist()
    [0, 0, 0, 1]
    """
    if not len(para):
        return np.zeros(0, dtype=np.int64)
    new_voice = np.diff(voice, prepend=-1) != 0
    new_block = new_voice | (np.diff(para, prepend=-1) != 0)
    firsts = np.flatnonzero(new_block)
    sizes = np.add.reduceat(n_tokens, firsts)
    numbers, current, held, stretch = [], -1, 0, -1
    for size, changes in zip(sizes.tolist(), new_voice[firsts].tolist(), strict=True):
        if changes or held >= SEGMENT_TOKENS:
            current, held = current + 1, 0
            stretch = current if changes else stretch
        held += size
        numbers.append((current, stretch))
    return _join_short_rests(np.array(numbers, dtype=np.int64), sizes)[np.cumsum(new_block) - 1]


def _join_short_rests(numbers: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Give a segment that stayed short to the one before it in the same stretch of one voice; renumber."""
    segment, stretch = numbers.T
    held = np.bincount(segment, weights=sizes)
    joined = np.where((held[segment] < SEGMENT_TOKENS) & (segment > stretch), segment - 1, segment)
    return np.unique(joined, return_inverse=True)[1].reshape(-1)


def _term_rows(numbers: np.ndarray, segment: np.ndarray, vocabulary: Vocabulary) -> tuple:
    """Count terms in segments; number the terms met by their code-point order."""
    met = np.flatnonzero(np.bincount(numbers, minlength=1)) if len(numbers) else numbers
    order = sorted(met.tolist(), key=vocabulary.terms.__getitem__)
    ranks = np.zeros(len(vocabulary.terms), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    width = max(len(order), 1)
    keys, n = np.unique(segment * width + ranks[numbers], return_counts=True)
    return [vocabulary.terms[number] for number in order], *np.divmod(keys, width), n
