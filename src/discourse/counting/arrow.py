"""Counted documents enter, Arrow tables leave: those of the house, names written once, nothing done per row.

They are `counting.counts` in another form: ``to_pandas()`` of each gives the same rows. Here a column of names is an
array of numbers beside a short list, straight from the arrays of the tally; a table of pandas would write out every
name of every row.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from discourse.counting.counts import reported_sides
from discourse.counting.matches import Matcher
from discourse.counting.procedure import procedural
from discourse.counting.tally import Tally


def arrow_counts(t: Tally) -> pa.Table:
    """Table `counts`."""
    sentence = t.first[t.term_segment]
    turn = t.turn[sentence]
    return pa.table(
        {
            "doc_id": _ids(t, t.document[sentence]),
            "segment": _small(_in_document(t, t.document[t.first])[t.term_segment]),
            "voice": _named([x.voice for x in t.turns], turn),
            "side": _named([x.side for x in t.turns], turn),
            "lang": _named([t.lang], np.zeros(len(turn))),
            "term": _coded(t.terms, t.term_index),
            "n": _small(t.term_n),
        }
    )


def arrow_segments(t: Tally) -> pa.Table:
    """Table `segments`."""
    last = np.append(t.first[1:], len(t.segment)) if len(t.first) else t.first
    document, turn = t.document[t.first], t.turn[t.first]
    before = np.searchsorted(t.document, np.arange(len(t.documents)))[document]
    sizes = np.add.reduceat(t.n_tokens, t.first) if len(t.first) else t.first
    return pa.table(
        {
            "doc_id": _ids(t, document),
            "segment": _small(_in_document(t, document)),
            "voice": _named([x.voice for x in t.turns], turn),
            "side": _named([x.side for x in t.turns], turn),
            "lang": _named([t.lang], np.zeros(len(turn))),
            "first_sent": _small(t.first + 1 - before),
            "last_sent": _small(last - before),
            "n_tokens": _small(sizes),
        }
    )


def arrow_sentences(t: Tally, *, text: bool) -> pa.Table:
    """Table `sentences`; the column text is empty unless wanted."""
    spans = zip(t.start.tolist(), t.end.tolist(), strict=True)
    sides, codes = np.unique(reported_sides(t).astype(str), return_inverse=True)
    return pa.table(
        {
            "doc_id": _ids(t, t.document),
            "para": _small(t.para),
            "sent": _small(_in_document(t, t.document)),
            "voice": _named([x.voice for x in t.turns], t.turn),
            "side": _named([x.side for x in t.turns], t.turn),
            "reports": _coded(sides.tolist(), codes),
            "lang": _named([t.lang], np.zeros(len(t.turn))),
            "n_tokens": _small(t.n_tokens),
            "text": pa.array([t.text[a:b] for a, b in spans], pa.string()) if text else pa.repeat("", len(t.turn)),
            "procedure": pa.array(procedural(t.even, t.start, t.end, t.lang).astype(np.int8)),
        }
    )


def arrow_matches(t: Tally, matcher: Matcher) -> pa.Table:
    """Table `matches`."""
    start, end, entry = (np.array(part, dtype=np.int64) for part in matcher.find(t.compared, t.start.tolist()))
    sentence = np.searchsorted(t.start, start, side="right") - 1
    inside = (sentence >= 0) & (end <= t.end[np.maximum(sentence, 0)]) if len(t.end) else np.zeros(0, dtype=bool)
    start, end, entry, sentence = (part[inside] for part in (start, end, entry, sentence))
    n_frames = np.array([len(e.frames) for e in matcher.entries], dtype=np.int64)
    firsts, flat = np.cumsum(n_frames) - n_frames, [frame for e in matcher.entries for frame in e.frames]
    sizes = n_frames[entry]
    row = np.repeat(np.arange(len(entry)), sizes)
    frame = np.repeat(firsts[entry], sizes) + np.arange(len(row)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    at = sentence[row]
    base, turn = t.bases[t.document[at]], t.turn[at]
    return pa.table(
        {
            "doc_id": _ids(t, t.document[at]),
            "para": _small(t.para[at]),
            "sent": _small(_in_document(t, t.document)[at]),
            "voice": _named([x.voice for x in t.turns], turn),
            "side": _named([x.side for x in t.turns], turn),
            "lang": _named([t.lang], np.zeros(len(turn))),
            "frame": _named(flat, frame),
            "term": _named([e.term for e in matcher.entries], entry[row]),
            "start": _small(start[row] - base),
            "end": _small(end[row] - base),
        }
    )


def _ids(t: Tally, places: np.ndarray) -> pa.DictionaryArray:
    return _coded([document.doc_id for document in t.documents], places)


def _in_document(t: Tally, document: np.ndarray) -> np.ndarray:
    """Number of each sentence or segment in its document, from 1."""
    return np.arange(1, len(document) + 1) - np.searchsorted(document, np.arange(len(t.documents)))[document]


def _small(values: np.ndarray) -> pa.Array:
    return pa.array(np.asarray(values).astype(np.int32))


def _coded(names: list[str], codes: np.ndarray) -> pa.DictionaryArray:
    """Names and the place of each row's name among them."""
    return pa.DictionaryArray.from_arrays(pa.array(np.asarray(codes).astype(np.int32)), pa.array(names, pa.string()))


def _named(names: list[str], codes: np.ndarray) -> pa.DictionaryArray:
    """As `_coded`, for names that may repeat: each is kept once, in the order of the first."""
    places: dict[str, int] = {}
    own = np.array([places.setdefault(name, len(places)) for name in names], dtype=np.int32)
    return _coded(list(places), own[np.asarray(codes).astype(np.int64)] if len(own) else np.zeros(0))

