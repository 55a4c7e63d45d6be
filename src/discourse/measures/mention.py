"""Sentences with their frames enter; what each voice mentions first, and how early, leaves."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from discourse.errors import DiscourseError
from discourse.measures.frames import frame_names

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
        If `framed` has no such frame.

    Examples
    --------
    >>> framed = pd.DataFrame({"doc_id": "a", "sent": [1, 2, 3, 4], "voice": ["Lin", "Lin", "Wu", "Wu"], "side": "",
    ...                        "peace": [False, True, True, False], "trade": [True, False, True, True]})
    >>> mention_order(framed)[["voice", "frame", "rank", "position"]].values.tolist()
    [['Lin', 'trade', 1, 0.0], ['Lin', 'peace', 2, 0.5], ['Wu', 'peace', 1, 0.0], ['Wu', 'trade', 1, 0.0]]
    """
    known = frame_names(framed)
    wanted = known if frames is None else list(dict.fromkeys(frames))
    if strange := [frame for frame in wanted if frame not in known]:
        raise DiscourseError(f"there is no frame {strange[0]!r}", remedy=f"Choose from {', '.join(known)}.")
    spoken = framed.sort_values(["doc_id", "sent"], kind="stable")
    rows = [
        row for key, own in spoken.groupby(["doc_id", "voice", "side"], sort=True) for row in _rows(key, own, wanted)
    ]
    table = pd.DataFrame(rows, columns=COLUMNS).astype({"rank": "Int64", "first_sent": "Int64", "position": "Float64"})
    return table.sort_values(["doc_id", "voice", "side", "rank", "frame"], kind="stable", ignore_index=True)


def _rows(key: tuple[str, str, str], own: pd.DataFrame, frames: list[str]) -> list[tuple]:
    """Rank the frames of one voice in one document by their first sentence."""
    hits = own[frames].to_numpy(dtype=bool)
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

    Examples
    --------
    >>> framed = pd.DataFrame({"peace": [True, False, True], "trade": [False, True, False]})
    >>> round(first_by_chance(framed, "peace", ["trade"]), 3)
    0.667
    """
    other = framed[list(others)].any(axis=1)
    either = int((framed[frame] | other).sum())
    return float((framed[frame] & ~other).sum() / either) if either else float("nan")
