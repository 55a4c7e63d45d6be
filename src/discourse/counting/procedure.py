"""Sentences enter; whether each only greets, thanks or manages the meeting leaves."""

from __future__ import annotations

from functools import cache

import numpy as np

from discourse.counting.matches import Matcher
from discourse.reading.codebook import Codebook, load_codebook
from discourse.shipped import shipped

MOSTLY = 0.5
"""A sentence is procedure if the phrases of procedure.csv make up at least this share of its letters."""


def procedural(text: str, spans: list[tuple[int, int]], lang: str) -> np.ndarray:
    """Tell greetings, thanks and procedure from sentences with content.

    Parameters
    ----------
    text : str
        The document's clean text.
    spans : list of (int, int)
        Its sentences, in order.
    lang : {"zh-Hant", "zh-Hans", "en"}
        Language of the text.

    Returns
    -------
    ndarray of bool, shape (S,)

    Examples
    --------
    >>> procedural("Thank you very much. Trade is good.", [(0, 20), (21, 35)], "en").tolist()
    [True, False]
    """
    if not spans:
        return np.zeros(0, dtype=bool)
    starts, ends, _ = Matcher(_phrases(), lang).find(text)
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    counted = np.concatenate(([0], np.cumsum(_LETTER[np.minimum(letters, len(_LETTER) - 1)])))
    covered = np.zeros(len(text) + 1, dtype=np.int64)
    np.add.at(covered, np.asarray(ends, dtype=np.int64), counted[ends] - counted[starts])
    covered = np.cumsum(covered)
    first, last = np.array(spans, dtype=np.int64).T
    return covered[last] - covered[first] >= MOSTLY * np.maximum(counted[last] - counted[first], 1)


_LETTER = np.array([chr(c).isalnum() for c in range(0x3000)] + [True], dtype=bool)


@cache
def _phrases() -> Codebook:
    return load_codebook(shipped("procedure.csv"))
