"""A table of sentences with the frames they invoke enters; it is held to its contract, and the frames leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError
from discourse.measures.columns import need_columns, plain

PLACE = ["doc_id", "para", "sent", "segment", "voice", "side", "reports", "lang", "date", "event", "genre", "n_tokens"]


def frame_names(framed: pd.DataFrame, *, needs: Sequence[str] = ()) -> list[str]:
    """Frames of a table of :func:`frame_sentences`: its columns of True and False (if it has none, of 1 and 0).

    Parameters
    ----------
    framed : DataFrame
        Columns that say where the sentence stands (`PLACE`), columns of other kinds that somebody added, and frames.
    needs : sequence of str
        Columns besides the frames that will be read.

    Raises
    ------
    DiscourseError
        If it is no table, lacks a column of `needs`, holds an empty cell there or in a frame, or has no frame.

    Examples
    --------
    >>> frame_names(pd.DataFrame({"doc_id": ["a"], "year": [2022], "order": [True], "risk": [False]}))
    ['order', 'risk']
    """
    remedy = "Pass a table of frame_sentences, or rows of it."
    need_columns(framed, needs, "table of sentences", remedy)
    others = [name for name in dict.fromkeys(framed.columns) if name not in PLACE]
    names = [name for name in others if _is_flag(framed, name, "bO")] or [
        name for name in others if _is_flag(framed, name, "iuf")
    ]
    if not names:
        raise DiscourseError("the table of sentences has no frame, that is no column of True and False", remedy=remedy)
    return names


def _is_flag(framed: pd.DataFrame, name: str, kinds: str) -> bool:
    """Whether a column says yes or no of every sentence; where some cells are missing it is refused."""
    cells = framed[name]
    if isinstance(cells, pd.DataFrame):
        raise DiscourseError(f"the table of sentences has two columns {name!r}", remedy="Drop one of them.")
    kind = cells.dtype.kind
    if kind not in kinds or (kind == "O" and cells.dtype != object):
        return False
    if kind == "b" and not cells.hasnans:
        return True
    known = cells.dropna()
    words = cells.dtype == object and not all(isinstance(value, bool | np.bool_) for value in known)
    if known.empty or words or not known.isin((0, 1)).all():
        return False
    if len(known) < len(cells):
        raise DiscourseError(f"frame {name!r} has an empty cell", remedy="Fill it in with False, or drop the row.")
    return True


def frame_flags(framed: pd.DataFrame, frames: Sequence[str]) -> np.ndarray:
    """Return which sentences invoke which frames, as a matrix (N, F) of bool."""
    columns = [framed[frame].to_numpy(dtype=bool) for frame in frames]
    return np.column_stack(columns) if columns else np.zeros((len(framed), 0), dtype=bool)


def wanted_frames(framed: pd.DataFrame, frames: Iterable[str] | None, *, needs: Sequence[str] = ()) -> list[str]:
    """Return the frames asked for, each once, or all that there are.

    Raises
    ------
    DiscourseError
        As :func:`frame_names`, or if there is no such frame.
    """
    known = frame_names(framed, needs=needs)
    chosen = [frames] if isinstance(frames, str) else known if frames is None else list(dict.fromkeys(frames))
    if strange := [frame for frame in chosen if frame not in known]:
        raise DiscourseError(f"there is no frame {strange[0]!r}", remedy=f"Choose from {', '.join(known)}.")
    return chosen


def hits_by_segment(group: pd.DataFrame, frames: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Sum hits (G, F) and sentences (G,) over the segments of a group, in order of document and segment.

    Examples
    --------
    >>> group = pd.DataFrame({"doc_id": "a", "segment": [1, 1, 2], "order": [True, True, False]})
    >>> hits, sizes = hits_by_segment(group, ["order"])
    >>> hits.tolist(), sizes.tolist()
    ([[2.0], [0.0]], [2.0, 1.0])
    """
    segment = plain(group[["doc_id", "segment"]]).groupby(["doc_id", "segment"], sort=True).ngroup().to_numpy()
    sizes = np.bincount(segment).astype(float)
    flags = frame_flags(group, frames)
    hits = [np.bincount(segment, weights=flags[:, i], minlength=len(sizes)) for i in range(len(frames))]
    return np.stack(hits, axis=1) if hits else np.zeros((len(sizes), 0)), sizes
