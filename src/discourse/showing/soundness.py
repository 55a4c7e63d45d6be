"""Text and tables enter; the same leave without characters that no file format or picture can carry."""

from __future__ import annotations

import re

import pandas as pd

_UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_UNDRAWN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS = re.compile("[\t-\r\x85\u2028\u2029]+")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def sound(value: object) -> object:
    r"""Replace what no file format can carry: control characters, halves of surrogate pairs, characters that are none.

    Examples
    --------
    >>> sound("a\x07b") == "a\ufffdb", sound(5)
    (True, 5)
    """
    return _UNSOUND.sub("\ufffd", value) if isinstance(value, str) else value


def drawable(value: object) -> object:
    r"""Give a label in one line that a picture can hold; direction marks, which would turn it round, are left out.

    Examples
    --------
    >>> drawable("rules\nand\u202e order"), drawable("a\x07b") == "a?b"
    ('rules and order', True)
    """
    return _UNDRAWN.sub("?", _TURNING.sub("", _BREAKS.sub(" ", value))) if isinstance(value, str) else value


def drawable_table(table: pd.DataFrame) -> pd.DataFrame:
    """Give the table itself if all its words can be drawn, else a copy with words that can."""
    changed = {}
    for i in range(len(table.columns)):
        column = table.iloc[:, i]
        if column.dtype.kind in "iufbmM":
            continue
        words = column.astype(object)
        if any(drawable(word) is not word and drawable(word) != word for word in words):
            changed[i] = words.map(drawable)
    if not changed:
        return table
    new = table.copy()
    for i, words in changed.items():
        new.isetitem(i, words)
    return new
