"""Sentences and frame matches enter; shares of sentences and their contrasts leave, with intervals from segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from discourse.counting.corpus import Corpus
from discourse.counting.counts import sentence_segments
from discourse.errors import CodebookError, DiscourseError
from discourse.measures.columns import plain
from discourse.measures.framed import PLACE, frame_flags, frame_names, hits_by_segment
from discourse.measures.shares import N_RESAMPLES, check_bootstrap, share_estimate
from discourse.reading.codebook import Codebook


def frame_sentences(
    corpus: Corpus,
    codebook: Codebook | None = None,
    *,
    level: Literal["frame", "macro_frame"] = "frame",
    denominator: Literal["all", "content"] = "all",
) -> pd.DataFrame:
    """Lay every sentence beside the frames it invokes.

    Parameters
    ----------
    corpus : Corpus
        Texts or features.
    codebook : Codebook, optional
        The corpus's own by default.
    level : {"frame", "macro_frame"}
        All frames, or the macro-frames (frames whose macro-frame is empty or ``other`` are left out).
    denominator : {"all", "content"}
        All sentences, or only those with content: greetings, thanks and procedure left out.

    Returns
    -------
    DataFrame
        One row per sentence: doc_id, para, sent, segment, voice, side, reports, lang, date, event, genre, n_tokens,
        then one column of bool per frame.

    Raises
    ------
    DiscourseError
        If `level` or `denominator` is unknown.

    Examples
    --------
    >>> from discourse import load_corpus
    >>> table = frame_sentences(load_corpus().select(doc_id="mac-2022-g20"), level="macro_frame")
    >>> table.columns[-2:].tolist()
    ['global_order', 'bilateral_stability']
    """
    _known(level, ("frame", "macro_frame"), "level")
    _known(denominator, ("all", "content"), "denominator")
    book = codebook if codebook is not None else corpus.codebook
    if taken := [name for name in (*book.frames, *book.macro_frames.values()) if name in (*PLACE, "procedure")]:
        raise CodebookError(f"frame {taken[0]!r} has the name of a column of sentences", remedy="Rename the frame.")
    sentences = corpus.sentences()
    sentences["segment"] = sentence_segments(sentences)
    about = corpus.documents[["doc_id", "date", "event", "genre"]]
    table = sentences.merge(about, on="doc_id", how="left", validate="many_to_one")
    invoked = _invoked(table, corpus.matches(book), book)
    if level == "macro_frame":
        invoked = _macro(invoked, book.macro_frames)
    table = pd.concat([table[[*PLACE, "procedure"]], invoked], axis=1)
    kept = table[table.procedure == 0] if denominator == "content" else table
    return kept.drop(columns="procedure").reset_index(drop=True)


def _known(value: str, choices: Sequence[str], what: str) -> None:
    if value not in choices:
        raise DiscourseError(f"{what} {value!r} is unknown", remedy=f"Choose {' or '.join(map(repr, choices))}.")


def _invoked(sentences: pd.DataFrame, matches: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    place = pd.MultiIndex.from_frame(sentences[["doc_id", "sent"]])
    hit = place.get_indexer(pd.MultiIndex.from_frame(matches[["doc_id", "sent"]]))
    frames = list(book.frames)
    column = pd.Index(frames).get_indexer(matches.frame)
    grid = np.zeros((len(sentences), len(frames)), dtype=bool)
    grid[hit[(hit >= 0) & (column >= 0)], column[(hit >= 0) & (column >= 0)]] = True
    return pd.DataFrame(grid, columns=frames, index=sentences.index)


def _macro(invoked: pd.DataFrame, macro_frames: dict[str, str]) -> pd.DataFrame:
    names = [name for name in dict.fromkeys(macro_frames.values()) if name not in ("", "other")]
    members = {name: [f for f, macro in macro_frames.items() if macro == name] for name in names}
    return pd.DataFrame({name: invoked[members[name]].any(axis=1) for name in names})


def frame_strip(framed: pd.DataFrame) -> pd.DataFrame:
    """Sentences in order with the names of their frames, for reading and for a strip.

    Parameters
    ----------
    framed : DataFrame
        Of :func:`frame_sentences`.

    Returns
    -------
    DataFrame
        doc_id, sent, voice, side, reports, frames (names joined by ``;``, empty where there is none).

    Raises
    ------
    DiscourseError
        If `framed` is no such table.
    """
    place = ["doc_id", "sent", "voice", "side", "reports"]
    frames = frame_names(framed, needs=place)
    names = np.array(list(map(str, frames)), dtype=object)
    joined = [";".join(names[row]) for row in frame_flags(framed, frames)]
    return plain(framed[place]).assign(frames=pd.Series(joined, index=framed.index, dtype="str"))


def frame_shares(
    framed: pd.DataFrame,
    *,
    by: str | Sequence[str] = "side",
    confidence: float = 0.95,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """Share of sentences that invoke each frame, with intervals.

    Parameters
    ----------
    framed : DataFrame
        Of :func:`frame_sentences`.
    by : str or list of str
        Columns that make the groups.
    confidence : float
        Of the interval; percentile bootstrap over the segments of the group (a share is the ratio of two sums).
    n_resamples, seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row per group and frame: the columns of `by`, frame, n_hits, share, low, high, n_sentences, n_segments,
        n_documents. A frame that nobody invokes keeps its row. With fewer than two segments `low` and `high` are NaN:
        an interval is refused, not invented. Where no sentence or every sentence has the frame the bootstrap cannot
        move, and Wilson's limit stands in its place.

    Raises
    ------
    DiscourseError
        If `framed` is no such table or has no such column, or `confidence` is no proportion.

    References
    ----------
    Lijffijt et al. (2016): resample stretches of text, never tokens or sentences.
    """
    keys = [by] if isinstance(by, str) else list(by)
    if not keys:
        raise DiscourseError("by names no column", remedy="Use side or voice.")
    frames = [name for name in frame_names(framed, needs=["doc_id", "segment", *keys]) if name not in keys]
    check_bootstrap(confidence, n_resamples, seed)
    rows = []
    for values, group in plain(framed[list(dict.fromkeys([*keys, "doc_id", "segment", *frames]))]).groupby(keys):
        hits, sizes = hits_by_segment(group, frames)
        share, low, high = share_estimate(hits, sizes, confidence, n_resamples, seed)
        about = (int(sizes.sum()), len(sizes), group.doc_id.nunique())
        for i, frame in enumerate(frames):
            rows.append((*values, frame, int(hits[:, i].sum()), share[i], low[i], high[i], *about))
    names = ["frame", "n_hits", "share", "low", "high", "n_sentences", "n_segments", "n_documents"]
    return pd.DataFrame(rows, columns=[*keys, *names])


def frame_contrast(
    framed: pd.DataFrame,
    target: str,
    reference: str,
    *,
    by: str = "side",
    confidence: float = 0.95,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """Difference between two groups in the share of sentences that invoke each frame.

    Parameters
    ----------
    framed : DataFrame
        Of :func:`frame_sentences`.
    target, reference : str
        Values of the column `by`.
    by : str
        Usually ``side`` or ``voice``.
    confidence, n_resamples, seed
        As in :func:`frame_shares`, whose intervals of the two shares are combined by squaring and adding.

    Returns
    -------
    DataFrame
        One row per frame: frame, share_target, share_reference, difference (target minus reference, in shares), low,
        high, n_target, n_reference (sentences), n_segments_target, n_segments_reference.

    Raises
    ------
    DiscourseError
        If a group is empty.

    References
    ----------
    Newcombe (1998), method 10, with Wilson's limits at zero; Zou & Donner (2008) for limits of any kind.
    """
    frames = [name for name in frame_names(framed, needs=["doc_id", "segment", by]) if name != by]
    groups = [hits_by_segment(_group(framed, by, value), frames) for value in (target, reference)]
    (share, low, high), (other, other_low, other_high) = (
        share_estimate(*group, confidence, n_resamples, seed) for group in groups
    )
    difference = share - other
    return pd.DataFrame(
        {
            "frame": frames,
            "share_target": share,
            "share_reference": other,
            "difference": difference,
            "low": difference - np.hypot(share - low, other_high - other),
            "high": difference + np.hypot(high - share, other - other_low),
            "n_target": int(groups[0][1].sum()),
            "n_reference": int(groups[1][1].sum()),
            "n_segments_target": len(groups[0][1]),
            "n_segments_reference": len(groups[1][1]),
        }
    )


def _group(framed: pd.DataFrame, by: str, value: str) -> pd.DataFrame:
    same = plain(framed[[by]])[by] == value if np.isscalar(value) else pd.Series(False, index=framed.index)
    if not same.any():
        known = ", ".join(sorted(map(str, set(framed[by])))) or "none, for the table has no rows"
        raise DiscourseError(f"no sentence has {by} {value!r}", remedy=f"There are: {known}.")
    return framed[same.to_numpy(dtype=bool)]
