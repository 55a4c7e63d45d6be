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
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    letters = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(_LETTER[np.minimum(codes, len(_LETTER) - 1)])))
    covered = np.zeros(len(text) + 1, dtype=np.int64)
    np.add.at(covered, last, letters[last] - letters[first])
    covered = np.cumsum(covered)
    starts, ends = np.asarray(starts, dtype=np.int64), np.asarray(ends, dtype=np.int64)
    return covered[ends] - covered[starts] >= MOSTLY * np.maximum(letters[ends] - letters[starts], 1)


_LETTER = np.array([chr(c).isalnum() for c in range(0x3000)] + [True], dtype=bool)


@cache
def _phrases() -> Codebook:
    return load_codebook(shipped("procedure.csv"))
