"""Visible Chinese text enters; the spans of its words leave, Latin words, numbers and dates among them as one each.

A segmenter sees Han, narrow Latin letters and digits in Simplified characters, and a space for everything else. What it
cuts apart of Latin words and numbers is joined again by the rules for English, and so are dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import numpy as np

from discourse.language.characters import codepoints, flagged, from_codepoints, plain_forms, simple_characters
from discourse.language.script import to_simplified

_HANZI, _LETTER = 1 << 24, 1 << 25
_ATOM = (
    r"(?:(?:[^\W\d_%s]\.){2,}+(?:[^\W\d_%s](?![^\W_%s]))?|\d++(?:\.\d++|,\d{3}(?!\d))++[^\W\d_%s]*+"
    r"|[^\W_%s]++(?:['’ʼ＇][^\W_%s]++)*+)"
)
_HAN = r"\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_DATE = re.compile(
    r"(?<![A-Za-z0-9.])(?:(?:1\d|20)\d\d年[度代]?(?:\d{1,2}月(?:份|\d{1,2}日)?)?"
    r"|\d{1,2}月(?:份|\d{1,2}日)?|\d{1,2}日(?!本)|\d0年代)"
)
_DATE_SIGNS = codepoints("年月日") + _HANZI
_CHINESE_DIGITS = codepoints("零〇○一二三四五六七八九")


def word_pattern(without: str = "") -> re.Pattern[str]:
    """Pattern of an English word or number, some characters never being part of it.

    Examples
    --------
    >>> word_pattern().findall("China’s U.S.-made G20, 1.5")
    ['China’s', 'U.S.-made', 'G20', '1.5']
    """
    return re.compile("{0}(?:[-‐‑－﹣]{0})*+".format(_ATOM.replace("%s", without)))


_LATIN = word_pattern(_HAN)


def chinese_spans(text: str, cut: Callable[[str], list[str]], *, traditional: bool) -> tuple[np.ndarray, np.ndarray]:
    """Find the words of a text.

    Parameters
    ----------
    text : str
        Without invisible characters.
    cut : callable
        From `segmenter`.
    traditional : bool
        Whether words are to be converted as wholes (臺灣 by phrases), or only odd characters one by one.

    Returns
    -------
    starts, ends : ndarray of int64

    Examples
    --------
    >>> from discourse.language.segmenter import segmenter
    >>> [side.tolist() for side in chinese_spans("2022年 G20峰會", segmenter(), traditional=True)]
    [[0, 6, 9], [5, 9, 11]]
    """
    raw = codepoints(text)
    marks = _marks(traditional)[raw]
    simple = from_codepoints(marks & 0x1FFFFF)
    pieces = cut(to_simplified(simple) if traditional else simple)
    bounds = np.zeros(len(text) + 1, dtype=bool)
    between = np.flatnonzero(codepoints("\0".join(pieces)) == 0)  # `simple` holds no NUL: every sign became a space
    bounds[between - np.arange(len(between))] = True
    bounds[0] = bounds[-1] = True
    _join_latin(raw, marks, bounds)
    years = np.flatnonzero(marks[4:] == ord("年") + _HANZI) + 4
    digits = np.isin(plain_forms()[raw[years[:, None] - (1, 2, 3, 4)]], _CHINESE_DIGITS).all(axis=1)
    for year in years[digits].tolist():
        bounds[year - 3 : year + 1], bounds[year - 4], bounds[year + 1] = False, True, True
    at = np.flatnonzero(bounds)
    word = marks[at[:-1]] >= _HANZI
    return at[:-1][word], at[1:][word]


def _join_latin(raw: np.ndarray, marks: np.ndarray, bounds: np.ndarray) -> None:
    """Take the bounds inside Latin words, numbers and dates out."""
    at = np.flatnonzero(marks >= _LETTER)
    if not len(at):
        return
    gaps = np.flatnonzero(np.diff(at) > 2)
    first, last = np.append(0, gaps + 1), np.append(gaps, len(at) - 1)
    whole = (at[last] - at[first] == last - first) & (np.add.reduceat(marks[at] == _LETTER + 0x20, first) == 0)
    dated = np.isin(marks[np.minimum(at[last] + 1, len(marks) - 1)], _DATE_SIGNS)
    todo = ~whole | dated
    if not todo.any():
        return
    plain = from_codepoints(plain_forms()[raw])
    for begin, end in zip(at[first[todo]].tolist(), at[last[todo]].tolist(), strict=True):
        for word in _LATIN.finditer(plain, begin, end + 2):
            bounds[word.start() + 1 : word.end()] = False
        for date in _DATE.finditer(plain, begin, end + 4):
            bounds[date.start() + 1 : date.end()], bounds[date.end()] = False, True


@cache
def _marks(traditional: bool) -> np.ndarray:
    """Give for a code point what stands for it in the text to be segmented, and above that its kind.

    Han, narrow Latin letters and digits stand for themselves, a space for everything else. In Simplified text only
    characters that GB 2312 does not have are converted, one by one.
    """
    forms, table = plain_forms(), np.full(0x110000, 0x20, dtype=np.uint32)
    known = np.zeros(0x110000, dtype=bool)
    known[0x4E00:0x9FD6] = True
    known[[ord(c) for c in "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"]] = True
    table[known[forms]] = forms[known[forms]]
    if not traditional:
        simple = np.arange(0x110000, dtype=np.uint32)
        foreign = [code for code in range(0x4E00, 0x9FD6) if not chr(code).encode("gb2312", "ignore")]
        simple[foreign] = simple_characters()[foreign]
        table = simple[table]
    word = flagged(r"[^\W_]+")
    han = np.zeros(0x110000, dtype=bool)
    for first, last in ((0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)):
        han[first : last + 1] = word[first : last + 1]
    han[[0x3005, *range(0x2E80, 0x2FE0)]] = True
    table[han] |= _HANZI
    table[word & ~han] |= _LETTER
    return table
