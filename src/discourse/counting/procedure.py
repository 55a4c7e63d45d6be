"""Sentences enter; whether each only greets, thanks or manages the meeting leaves."""

from __future__ import annotations

from functools import cache

import numpy as np

from discourse.counting.matches import Matcher
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
    first, last, _ = (np.array(part, dtype=np.int64) for part in Matcher(_phrases(), lang).find(text))
    starts, ends = np.asarray(starts, dtype=np.int64), np.asarray(ends, dtype=np.int64)
    if not len(ends):
        return np.zeros(0, dtype=bool)
    at = np.minimum(np.searchsorted(ends, last), len(ends) - 1)
    within = (starts[at] < last) & (last <= ends[at])
    covered = np.zeros(len(ends), dtype=np.int64)
    for sentence, a, b in zip(at[within].tolist(), first[within].tolist(), last[within].tolist(), strict=True):
        covered[sentence] += _letters(text[a:b])
    for sentence in np.flatnonzero(covered).tolist():
        covered[sentence] = covered[sentence] >= MOSTLY * _letters(text[starts[sentence] : ends[sentence]])
    return covered > 0


def _letters(text: str) -> int:
    """Letters and digits; every character from U+3000 counts as one."""
    return sum(c.isalnum() or c >= "\u3000" for c in text)


@cache
def _phrases() -> Codebook:
    return load_codebook(shipped("procedure.csv"))
