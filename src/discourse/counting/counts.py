"""A document's clean text enters; its sentences, segments and term counts leave, as arrays and then as tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from discourse.counting.matches import Matcher
from discourse.counting.procedure import procedural
from discourse.language.attribution import Speech, Turn, speech
from discourse.language.sentences import sentence_ends
from discourse.language.tokens import token_spans, words

SEGMENT_TOKENS = 40
"""A segment holds at least this many tokens, unless its voice says less in one go."""

REPORTING_GENRES = frozenset({"policy analysis", "analysis", "readout", "statement", "fact sheet", "news", "commentary"})
"""Genres whose own voice reports what others said; in the others a voice speaks for itself."""


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
    """One document, counted. S sentences, G segments, R terms in segments.

    Attributes
    ----------
    document : Document
    turns : list of Turn
        Who speaks from where to where.
    starts, ends, paras, turn, segment, n_tokens : ndarray of int, shape (S,)
        Sentence boundaries in the clean text (blanks trimmed), paragraph, index into `turns`, segment from 0, size.
    terms : list of str
        The document's types in code-point order.
    term_segment, term_index, term_n : ndarray of int, shape (R,)
        Segment from 0, index into `terms`, occurrences; sorted by segment and term.
    """

    document: Document
    turns: list[Turn]
    starts: np.ndarray
    ends: np.ndarray
    paras: np.ndarray
    turn: np.ndarray
    segment: np.ndarray
    n_tokens: np.ndarray
    terms: list[str]
    term_segment: np.ndarray
    term_index: np.ndarray
    term_n: np.ndarray


def tally(text: str, document: Document, *, userdict=None) -> Tally:
    """Count one document in one pass: who speaks, sentences, segments, terms.

    Parameters
    ----------
    text : str
        Clean text as :func:`discourse.load_text` gives it: paragraphs separated by an empty line.
    document : Document
        Language, side and speakers; they resolve labels such as ``THE PRESIDENT:``.
    userdict : path, optional
        User dictionary for Chinese; the shipped one by default.

    Returns
    -------
    Tally

    Examples
    --------
    >>> t = tally("MR. LEE: Trade is good. War is bad.", Document("x", "en"))
    >>> t.n_tokens.tolist(), t.terms
    ([3, 3], ['bad', 'good', 'is', 'trade', 'war'])
    """
    heard = speech(text, document.lang, speakers=document.speakers, side=document.side, publisher=document.publisher)
    return tally_speech(heard, document, userdict=userdict)


def tally_speech(heard: Speech, document: Document, *, userdict=None) -> Tally:
    """Count a document whose voices are already known; see :func:`tally`."""
    text, turns = heard.text, heard.turns
    edges = np.array([edge for turn in turns for edge in turn[:2]], dtype=np.int64)
    ends = np.union1d(np.asarray(sentence_ends(text, document.lang), dtype=np.int64), edges)
    ends = ends[ends > 0]
    terms = words(text, document.lang, userdict=userdict)
    at, _ = token_spans(text, document.lang, userdict=userdict)
    n_tokens = np.bincount(np.searchsorted(ends, at, side="right"), minlength=len(ends))
    starts = np.concatenate(([0], ends[:-1])) if len(ends) else ends
    spoken = n_tokens > 0
    starts, ends, n_tokens = starts[spoken], ends[spoken], n_tokens[spoken]
    turn = np.searchsorted(edges[::2], starts, side="right") - 1
    starts, ends = _trimmed(text, starts, ends)
    paras = _paragraph_numbers(text, starts)
    voices = pd.factorize(pd.Series([(t.voice, t.side) for t in turns], dtype=object))[0]
    segment = _segments(paras, voices[turn], n_tokens)
    terms, rows = _term_rows(terms, np.repeat(segment, n_tokens))
    return Tally(document, turns, starts, ends, paras, turn, segment, n_tokens, terms, *rows)


def _trimmed(text: str, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Move both ends of each sentence inwards past blanks."""
    pieces = [text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    left = np.array([len(piece) - len(piece.lstrip()) for piece in pieces], dtype=np.int64)
    right = np.array([len(piece) - len(piece.rstrip()) for piece in pieces], dtype=np.int64)
    return starts + left, ends - right


def _paragraph_numbers(text: str, starts: np.ndarray) -> np.ndarray:
    """Number of the paragraph that holds each offset, from 1."""
    breaks, at = [], text.find("\n\n")
    while at >= 0:
        breaks.append(at)
        at = text.find("\n\n", at + 2)
    return np.searchsorted(np.array(breaks, dtype=np.int64), starts, side="right") + 1


def sentence_segments(sentences: pd.DataFrame) -> pd.Series:
    """Segment of each row of a table `sentences`, from 1 in each document: the rule needs no text.

    Parameters
    ----------
    sentences : DataFrame
        Whole documents in their order, with doc_id, para, voice, side and n_tokens.
    """
    document = pd.factorize(sentences.doc_id)[0]
    voice = sentences.groupby(["doc_id", "voice", "side"], sort=False).ngroup().to_numpy()
    segment = _segments(sentences.para.to_numpy(), voice, sentences.n_tokens.to_numpy())
    first = pd.Series(segment).groupby(document).transform("min").to_numpy()
    return pd.Series(segment - first + 1, index=sentences.index, name="segment")


def _segments(paras: np.ndarray, voice: np.ndarray, n_tokens: np.ndarray) -> np.ndarray:
    """Segment of each sentence, from 0: paragraphs of one voice joined until they hold SEGMENT_TOKENS tokens."""
    if not len(paras):
        return np.zeros(0, dtype=np.int64)
    new_voice = np.diff(voice, prepend=-1) != 0
    new_block = new_voice | (np.diff(paras, prepend=-1) != 0)
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


def _term_rows(words: list[str], segment: np.ndarray) -> tuple[list[str], tuple[np.ndarray, np.ndarray, np.ndarray]]:
    terms = sorted(set(words))
    index = {term: i for i, term in enumerate(terms)}
    ids = np.fromiter(map(index.__getitem__, words), dtype=np.int64, count=len(words))
    keys, n = np.unique(segment * max(len(terms), 1) + ids, return_counts=True)
    return terms, (*np.divmod(keys, max(len(terms), 1)), n)


def counts_table(t: Tally) -> pd.DataFrame:
    """Table `counts` of one document: one row per term in a segment, terms in code-point order inside it."""
    first_turn = _turn_of_segment(t)
    terms = np.array(t.terms, dtype=object)
    return pd.DataFrame(
        {
            "doc_id": t.document.doc_id,
            "segment": t.term_segment + 1,
            "voice": _of_turns(t, "voice")[first_turn[t.term_segment]],
            "side": _of_turns(t, "side")[first_turn[t.term_segment]],
            "lang": t.document.lang,
            "term": terms[t.term_index],
            "n": t.term_n,
        }
    )


def segments_table(t: Tally) -> pd.DataFrame:
    """Table `segments` of one document: voice, first and last sentence, and size of each segment."""
    first_turn = _turn_of_segment(t)
    first = np.flatnonzero(np.diff(t.segment, prepend=-1))
    return pd.DataFrame(
        {
            "doc_id": t.document.doc_id,
            "segment": np.arange(1, len(first) + 1),
            "voice": _of_turns(t, "voice")[first_turn],
            "side": _of_turns(t, "side")[first_turn],
            "lang": t.document.lang,
            "first_sent": first + 1,
            "last_sent": np.append(first[1:], len(t.segment)) if len(first) else first,
            "n_tokens": np.bincount(t.segment, weights=t.n_tokens).astype(np.int64),
        }
    )


def spans_table(t: Tally) -> pd.DataFrame:
    """Columns para, voice, side, start, end of each sentence of one document."""
    columns = {"para": t.paras, "voice": _of_turns(t, "voice")[t.turn], "side": _of_turns(t, "side")[t.turn]}
    return pd.DataFrame({**columns, "start": t.starts, "end": t.ends})


def sentences_table(t: Tally, text: str) -> pd.DataFrame:
    """Table `sentences` of one document; `text` is the clean text, stage directions and all."""
    spans = list(zip(t.starts.tolist(), t.ends.tolist(), strict=True))
    reported = _reported(text, t.document, spans)
    return pd.DataFrame(
        {
            "doc_id": t.document.doc_id,
            "para": t.paras,
            "sent": np.arange(1, len(spans) + 1),
            "voice": _of_turns(t, "voice")[t.turn],
            "side": _of_turns(t, "side")[t.turn],
            "reports": reported,
            "lang": t.document.lang,
            "n_tokens": t.n_tokens,
            "text": [text[a:b] for a, b in spans],
            "procedure": procedural(text, spans, t.document.lang).astype(np.int64),
        }
    )


def _reported(text: str, document: Document, spans: list[tuple[int, int]]) -> list[str] | str:
    from discourse.language import attribution

    if document.genre not in REPORTING_GENRES or not hasattr(attribution, "reports"):
        return ""
    return attribution.reports(text, document.lang, spans)


def matches_table(t: Tally, spoken: str, matcher: Matcher) -> pd.DataFrame:
    """Table `matches` of one document; `spoken` is the text in which what nobody says is blanked."""
    starts, ends, entries = matcher.find(spoken, t.starts.tolist())
    sent = np.searchsorted(t.starts, starts, side="right") - 1
    rows = [
        (start, end, i, frame, matcher.entries[entry].term)
        for start, end, entry, i in zip(starts, ends, entries, sent.tolist(), strict=True)
        if i >= 0 and end <= t.ends[i]
        for frame in matcher.entries[entry].frames
    ]
    start, end, sent, frame, term = zip(*rows, strict=True) if rows else ((),) * 5
    sent = np.array(sent, dtype=np.int64)
    return pd.DataFrame(
        {
            "doc_id": t.document.doc_id,
            "para": t.paras[sent],
            "sent": sent + 1,
            "voice": _of_turns(t, "voice")[t.turn[sent]],
            "side": _of_turns(t, "side")[t.turn[sent]],
            "lang": t.document.lang,
            "frame": np.array(frame, dtype=object),
            "term": np.array(term, dtype=object),
            "start": np.array(start, dtype=np.int64),
            "end": np.array(end, dtype=np.int64),
        }
    )


def _of_turns(t: Tally, what: str) -> np.ndarray:
    return np.array([getattr(turn, what) for turn in t.turns], dtype=object)


def _turn_of_segment(t: Tally) -> np.ndarray:
    return t.turn[np.flatnonzero(np.diff(t.segment, prepend=-1))]
