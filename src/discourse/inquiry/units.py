"""Sentences with their frames enter; larger units, both levels of frames, and sums by segment leave."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from discourse.counting.corpus import Corpus
from discourse.measures.framed import PLACE, hits_by_segment
from discourse.measures.frames import frame_sentences
from discourse.reading.codebook import Codebook

NO_MACRO = ("", "other")
"""Macro-frames that stand for none."""


def all_levels(corpus: Corpus, codebook: Codebook | None = None, *, denominator: str = "all") -> pd.DataFrame:
    """Lay every sentence beside the frames and the macro-frames it invokes.

    Parameters
    ----------
    corpus : Corpus
        Texts or features.
    codebook : Codebook, optional
        The corpus's own by default.
    denominator : {"all", "content"}
        As in :func:`frame_sentences`.

    Returns
    -------
    DataFrame
        As :func:`frame_sentences`, with columns of both levels.
    """
    book = codebook if codebook is not None else corpus.codebook
    return with_macros(frame_sentences(corpus, book, denominator=denominator), book)


def with_macros(fine: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """Add the macro-frames of a codebook to a table of sentences with its frames.

    Parameters
    ----------
    fine : DataFrame
        Of :func:`frame_sentences` with ``level="frame"``.
    book : Codebook
        Its macro-frames are added, except an unnamed one and ``other``.
    """
    macros = [name for name in dict.fromkeys(book.macro_frames.values()) if name not in (*NO_MACRO, *book.frames)]
    wide = {name: fine[[f for f, macro in book.macro_frames.items() if macro == name]].any(axis=1) for name in macros}
    return fine.assign(**wide)


def units(framed: pd.DataFrame, frames: tuple[str, ...], unit: str) -> pd.DataFrame:
    """Join sentences to paragraphs or segments, which invoke a frame if one of their sentences does.

    Parameters
    ----------
    framed : DataFrame
        Sentences with their frames.
    frames : tuple of str
        The columns needed.
    unit : {"sentence", "paragraph", "segment"}
        What becomes a row.
    """
    kept = framed[[*PLACE, *frames]]
    if unit == "sentence":
        return kept
    keys = ["doc_id", "segment", "voice", "side", *(["para"] if unit == "paragraph" else [])]
    rest = {column: "first" for column in PLACE if column not in keys}
    return kept.groupby(keys, sort=True, as_index=False).agg({**rest, **dict.fromkeys(frames, "any")})[
        [*PLACE, *frames]
    ]


class Sums(NamedTuple):
    """Units of one speaker, summed by segment: G segments, F frames.

    Attributes
    ----------
    place : DataFrame
        doc_id, segment and lang of each segment.
    hits : ndarray, shape (G, F)
        Units that invoke each frame.
    sizes : ndarray, shape (G,)
        Units.
    """

    place: pd.DataFrame
    hits: np.ndarray
    sizes: np.ndarray

    def only(self, kept: np.ndarray) -> Sums:
        """Return the segments that are kept."""
        return Sums(self.place[kept], self.hits[kept], self.sizes[kept])


def segment_sums(group: pd.DataFrame, frames: tuple[str, ...]) -> Sums:
    """Sum the units of one speaker by segment, in order of document and segment.

    Parameters
    ----------
    group : DataFrame
        Units of one speaker, with a column for every frame.
    frames : tuple of str
        The columns wanted.
    """
    place = group.groupby(["doc_id", "segment"], sort=True).lang.first().reset_index()
    return Sums(place, *hits_by_segment(group, frames))
