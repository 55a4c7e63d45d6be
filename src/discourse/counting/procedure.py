"""Sentences enter; whether each only greets, thanks or manages the meeting leaves."""

from __future__ import annotations

from functools import cache

import numpy as np

from discourse.counting.matches import Matcher
from discourse.language.characters import codepoints, flagged
from discourse.reading.codebook import Codebook, load_codebook
from discourse.shipped import shipped

MOSTLY = 0.5
"""A sentence is procedure if the phrases of procedure.csv make up at least this share of its letters."""


def procedural(text: str, starts: np.ndarray, ends: np.ndarray, lang: str) -> np.ndarray:
    """Tell greetings, thanks and procedure from sentences with content.

    Parameters
    ----------
    text : str
        Clean text.
    starts, ends : array_like of int, shape (S,)
        Its sentences, in order.
    lang : {"zh-Hant", "zh-Hans", "en"}
        Language of the text.

    Returns
    -------
    ndarray of bool, shape (S,)

    Examples
    --------
    >>> procedural("Thank you very much. Trade is good.", [0, 21], [20, 35], "en").tolist()
    [True, False]
    """
    starts, ends = np.asarray(starts, dtype=np.int64), np.asarray(ends, dtype=np.int64)
    hits = Matcher(_phrases(), lang).find(text, starts.tolist())
    first, last, _ = (np.array(part, dtype=np.int64) for part in hits)
    if not len(ends):
        return np.zeros(0, dtype=bool)
    at = np.minimum(np.searchsorted(ends, last), len(ends) - 1)
    within = (starts[at] < last) & (last <= ends[at])
    letters = np.concatenate([[0], np.cumsum(_letters()[codepoints(text)], dtype=np.int64)])
    covered = np.bincount(at[within], (letters[last] - letters[first])[within], len(ends))
    return (covered > 0) & (covered >= MOSTLY * (letters[ends] - letters[starts]))


@cache
def _letters() -> np.ndarray:
    """Flag letters and digits of every script, and every character from U+3000 on."""
    flags = flagged(r"[^\W_]+")
    flags[0x3000:] = True
    return flags


@cache
def _phrases() -> Codebook:
    return load_codebook(shipped("procedure.csv"))
