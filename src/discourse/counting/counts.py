"""Counted documents enter, the tables of the house leave: sentences, segments, counts, matches."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.counting.matches import Matcher
from discourse.counting.procedure import procedural
from discourse.counting.tally import Tally, segments
from discourse.language.attribution import reports

REPORTING_GENRES = frozenset(
    {"policy analysis", "analysis", "readout", "statement", "fact sheet", "news", "commentary"}
)
"""Genres whose own voice reports what others said; in the others a voice speaks for itself."""


def counts_table(t: Tally) -> pd.DataFrame:
    """Table `counts`: one row per term in a segment, terms in code-point order inside it."""
    sentence = t.first[t.term_segment]
    return pd.DataFrame(
        {
            "doc_id": _ids(t)[t.document[sentence]],
            "segment": _own_segment(t)[t.term_segment],
            "voice": _voices(t)[t.turn[sentence]],
            "side": _sides(t)[t.turn[sentence]],
            "lang": t.lang,
            "term": np.array(t.terms, dtype=object)[t.term_index],
            "n": t.term_n,
        }
    )


def segments_table(t: Tally) -> pd.DataFrame:
    """Table `segments`: voice, first and last sentence, and size of each segment."""
    last = np.append(t.first[1:], len(t.segment)) if len(t.first) else t.first
    before = _sentences_before(t)[t.document[t.first]]
    return pd.DataFrame(
        {
            "doc_id": _ids(t)[t.document[t.first]],
            "segment": _own_segment(t),
            "voice": _voices(t)[t.turn[t.first]],
            "side": _sides(t)[t.turn[t.first]],
            "lang": t.lang,
            "first_sent": t.first + 1 - before,
            "last_sent": last - before,
            "n_tokens": np.bincount(t.segment, weights=t.n_tokens).astype(np.int64) if len(t.first) else t.first,
        }
    )


def spans_table(t: Tally) -> pd.DataFrame:
    """Columns para, voice, side, start, end of each sentence; offsets in the text of its document."""
    base = t.bases[t.document]
    about = {"para": t.para, "voice": _voices(t)[t.turn], "side": _sides(t)[t.turn]}
    return pd.DataFrame({**about, "start": t.start - base, "end": t.end - base})


def sentences_table(t: Tally) -> pd.DataFrame:
    """Table `sentences`, with text."""
    spans = list(zip(t.start.tolist(), t.end.tolist(), strict=True))
    return pd.DataFrame(
        {
            "doc_id": _ids(t)[t.document],
            "para": t.para,
            "sent": _own_sentence(t),
            "voice": _voices(t)[t.turn],
            "side": _sides(t)[t.turn],
            "reports": reported_sides(t),
            "lang": t.lang,
            "n_tokens": t.n_tokens,
            "text": [t.text[a:b] for a, b in spans],
            "procedure": procedural(t.even, t.start, t.end, t.lang).astype(np.int64),
        }
    )


def reported_sides(t: Tally) -> np.ndarray:
    """Side that each sentence reports, for documents whose genre reports what others said."""
    reported = np.full(len(t.start), "", dtype=object)
    for place, document in enumerate(t.documents):
        if document.genre in REPORTING_GENRES:
            mine, base = np.flatnonzero(t.document == place), int(t.bases[place])
            following = int(t.bases[place + 1]) - 2 if place + 1 < len(t.bases) else len(t.text)
            spans = list(zip((t.start[mine] - base).tolist(), (t.end[mine] - base).tolist(), strict=True))
            reported[mine] = reports(t.text[base:following], t.lang, spans, side=document.side)
    return reported


def matches_table(t: Tally, matcher: Matcher) -> pd.DataFrame:
    """Table `matches`: every codebook term found in what is said; none reaches from one sentence into the next."""
    found = (np.array(part, dtype=np.int64) for part in matcher.find(t.compared, t.start.tolist()))
    start, end, entry = found
    sentence = np.searchsorted(t.start, start, side="right") - 1
    inside = (sentence >= 0) & (end <= t.end[np.maximum(sentence, 0)]) if len(t.end) else np.zeros(0, dtype=bool)
    start, end, entry, sentence = (part[inside] for part in (start, end, entry, sentence))
    frames = [matcher.entries[i].frames for i in entry.tolist()]
    repeated = np.repeat(np.arange(len(start)), list(map(len, frames)))
    sentence, base = sentence[repeated], t.bases[t.document[sentence[repeated]]]
    return pd.DataFrame(
        {
            "doc_id": _ids(t)[t.document[sentence]],
            "para": t.para[sentence],
            "sent": _own_sentence(t)[sentence],
            "voice": _voices(t)[t.turn[sentence]],
            "side": _sides(t)[t.turn[sentence]],
            "lang": t.lang,
            "frame": np.array([frame for several in frames for frame in several], dtype=object),
            "term": np.array([matcher.entries[i].term for i in entry[repeated].tolist()], dtype=object),
            "start": start[repeated] - base,
            "end": end[repeated] - base,
        }
    )


def sentence_segments(sentences: pd.DataFrame) -> pd.Series:
    """Segment of each row of a table `sentences`, from 1 in each document: the rule needs no text.

    Parameters
    ----------
    sentences : DataFrame
        Whole documents in their order, with doc_id, para, voice, side and n_tokens.
    """
    document = pd.factorize(sentences.doc_id)[0]
    voice = sentences.groupby(["doc_id", "voice", "side"], sort=False).ngroup().to_numpy()
    segment = segments(sentences.para.to_numpy(), voice, sentences.n_tokens.to_numpy())
    first = pd.Series(segment).groupby(document).transform("min").to_numpy()
    return pd.Series(segment - first + 1, index=sentences.index, name="segment")


def _ids(t: Tally) -> np.ndarray:
    return np.array([document.doc_id for document in t.documents], dtype=object)


def _voices(t: Tally) -> np.ndarray:
    return np.array([turn.voice for turn in t.turns], dtype=object)


def _sides(t: Tally) -> np.ndarray:
    return np.array([turn.side for turn in t.turns], dtype=object)


def _sentences_before(t: Tally) -> np.ndarray:
    """Sentences in the documents before each document."""
    return np.searchsorted(t.document, np.arange(len(t.documents)))


def _own_sentence(t: Tally) -> np.ndarray:
    """Number of each sentence in its document, from 1."""
    return np.arange(1, len(t.document) + 1) - _sentences_before(t)[t.document]


def _own_segment(t: Tally) -> np.ndarray:
    """Number of each segment in its document, from 1."""
    document = t.document[t.first]
    return np.arange(1, len(document) + 1) - np.searchsorted(document, np.arange(len(t.documents)))[document]
