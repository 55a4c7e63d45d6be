"""Sentences with their frames enter; what each voice mentions first, and how early, leaves."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from discourse.measures.columns import plain
from discourse.measures.framed import frame_flags, wanted_frames

COLUMNS = ["doc_id", "voice", "side", "frame", "rank", "first_sent", "position", "n_hits", "n_sentences"]


def mention_order(framed: pd.DataFrame, *, frames: Iterable[str] | None = None) -> pd.DataFrame:
    """Order in which each voice first invokes each frame in a document, and how early.

    Parameters
    ----------
    framed : DataFrame
        Of :func:`frame_sentences`.
    frames : iterable of str, optional
        The frames to be ordered; all by default.

    Returns
    -------
    DataFrame
        One row per document, voice and frame: doc_id, voice, side, frame, rank (1 is first; frames that begin in the
        same sentence share a rank, since inside a sentence features keep no order), first_sent (number of the
        sentence in the document), position (share of the voice's own sentences that stand before it: 0 is the very
        first), n_hits, n_sentences (of the voice in the document). A frame that the voice never invokes keeps its
        row, with missing rank, first_sent and position.

    Raises
    ------
    DiscourseError
        If `framed` is no such table or has no such frame.

    Examples
    --------
    >>> framed = pd.DataFrame({"doc_id": "a", "sent": [1, 2, 3, 4], "voice": ["Lin", "Lin", "Wu", "Wu"], "side": "",
    ...                        "peace": [False, True, True, False], "trade": [True, False, True, True]})
    >>> mention_order(framed)[["voice", "frame", "rank", "position"]].values.tolist()
    [['Lin', 'trade', 1, 0.0], ['Lin', 'peace', 2, 0.5], ['Wu', 'peace', 1, 0.0], ['Wu', 'trade', 1, 0.0]]
    """
    wanted = wanted_frames(framed, frames, needs=["doc_id", "sent", "voice", "side"])
    spoken = plain(framed[["doc_id", "sent", "voice", "side", *wanted]])
    spoken = spoken.sort_values(["doc_id", "sent"], kind="stable")
    rows = [
        row for key, own in spoken.groupby(["doc_id", "voice", "side"], sort=True) for row in _rows(key, own, wanted)
    ]
    table = pd.DataFrame(rows, columns=COLUMNS).astype({"rank": "Int64", "first_sent": "Int64", "position": "Float64"})
    return table.sort_values(["doc_id", "voice", "side", "rank", "frame"], kind="stable", ignore_index=True)


def _rows(key: tuple[str, str, str], own: pd.DataFrame, frames: list[str]) -> list[tuple]:
    """Rank the frames of one voice in one document by their first sentence."""
    hits = frame_flags(own, frames)
    total, counted = len(own), hits.sum(axis=0)
    first = {frame: int(hits[:, i].argmax()) for i, frame in enumerate(frames) if counted[i]}
    ranks = {place: rank for rank, place in enumerate(sorted(set(first.values())), 1)}
    sents = own.sent.to_numpy()
    return [
        (*key, frame, ranks[first[frame]], int(sents[first[frame]]), first[frame] / total, int(counted[i]), total)
        if frame in first
        else (*key, frame, None, None, None, 0, total)
        for i, frame in enumerate(frames)
    ]


def first_by_chance(framed: pd.DataFrame, frame: str, others: Iterable[str]) -> float:
    """Chance that a frame would come before others if the sentences stood in random order.

    Parameters
    ----------
    framed : DataFrame
        Of :func:`frame_sentences`: the sentences of one voice in one document.
    frame : str
        The frame that should come first.
    others : iterable of str
        The frames it should precede.

    Returns
    -------
    float
        Sentences that invoke `frame` and none of `others`, over sentences that invoke any of them: the exact
        chance that the first such sentence is of `frame` alone. NaN if none is invoked.

    Raises
    ------
    DiscourseError
        If `framed` has no such frame.

    Examples
    --------
    >>> framed = pd.DataFrame({"peace": [True, False, True], "trade": [False, True, False]})
    >>> round(first_by_chance(framed, "peace", ["trade"]), 3)
    0.667
    """
    first = frame_flags(framed, wanted_frames(framed, [frame])).any(axis=1)
    other = frame_flags(framed, wanted_frames(framed, others)).any(axis=1)
    either = int((first | other).sum())
    return float((first & ~other).sum() / either) if either else float("nan")
