"""Running text becomes word tokens with offsets into the original text, or just its terms.

*Chinese.* The text is made visible and Simplified (length kept), segmented without HMM by rjieba with the user
dictionary, and every token is cut from the original characters: a Traditional text gives Traditional tokens.
jieba is the reference and gives the same tokens. Latin words, numbers and dates (2017年, 2022年11月14日) inside Chinese
text are one token each.

*English.* A word is a run of letters and digits. Apostrophes (’ and ') and hyphens inside a word belong to it (don’t,
China-U.S., 50-plus, G20); so do the stops of abbreviations by letters (U.S., P.M.) and the points and thousands
commas of numbers (1.5, 10,000). Currency and percent signs, dashes and all other signs are no tokens: $1.5 is 1.5.

Terms (`words`) are the tokens without invisible characters, in lower case, with ’ written as '.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from discourse.language.script import (
    codepoints,
    from_codepoints,
    invisible,
    plain_forms,
    simple_characters,
    small_letters,
    to_simplified,
)
from discourse.language.segmenter import segmenter

_PIECE = 1 << 18
_ATOM = (
    r"(?:(?:[^\W\d_%s]\.){2,}(?:[^\W\d_%s](?![^\W_%s]))?|\d+(?:\.\d+|,\d{3}(?!\d))+[^\W\d_%s]*"
    r"|[^\W_%s]+(?:['’ʼ＇][^\W_%s]+)*)"
)
_HAN = r"\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile("{0}(?:[-‐‑]{0})*".format(_ATOM.replace("%s", "")))
_LATIN = re.compile("{0}(?:[-‐‑]{0})*".format(_ATOM.replace("%s", _HAN)))
_DATE = re.compile(
    r"(?<![\w.])(?:(?:1\d|20)\d\d年[度代]?(?:\d{1,2}月(?:份|\d{1,2}日)?)?|\d{1,2}月(?:份|\d{1,2}日)?|\d{1,2}日(?!本)|\d0年代)"
    r"|[零〇○一二三四五六七八九]{4}年度?"
)
_SPACE = re.compile(r"\s")


class Token(NamedTuple):
    """A word and where it stands: ``text == original[start:end]``."""

    text: str
    start: int
    end: int


def tokenize(text: str, lang: str, *, userdict: str | None = None, engine: str = "rjieba") -> list[Token]:
    """Cut a text into word tokens.

    Parameters
    ----------
    text : str
        Any text.
    lang : str
        ``"en"``, ``"zh-Hant"`` or ``"zh-Hans"``.
    userdict : str or path, optional
        User dictionary for Chinese, one word a line (see ``corpus/userdict.txt``, the default); ``""`` for none.
    engine : {"rjieba", "jieba"}
        Segmenter for Chinese. Both give the same tokens; jieba is about 25 times slower.

    Returns
    -------
    list of Token
        In order and without overlap; no white space and no punctuation. ``text[token.start:token.end] == token.text``.

    Raises
    ------
    ValueError
        If language or engine is unknown, or the user dictionary is broken.

    Examples
    --------
    >>> [token.text for token in tokenize("中美雙邊關係，2017年", "zh-Hant")]
    ['中美', '雙邊', '關係', '2017年']
    >>> tokenize("China’s G20", "en")
    [Token(text='China’s', start=0, end=7), Token(text='G20', start=8, end=11)]
    """
    starts, ends = token_spans(text, lang, userdict=userdict, engine=engine)
    starts, ends = starts.tolist(), ends.tolist()
    return list(map(Token, map(text.__getitem__, map(slice, starts, ends)), starts, ends))


def token_spans(
    text: str, lang: str, *, userdict: str | None = None, engine: str = "rjieba"
) -> tuple[np.ndarray, np.ndarray]:
    """Offsets of the word tokens of a text, the bulk form of `tokenize`.

    Parameters
    ----------
    text, lang, userdict, engine
        As for `tokenize`.

    Returns
    -------
    starts, ends : ndarray of int64
        Ascending, without overlap.

    Examples
    --------
    >>> token_spans("中美 雙邊關係。", "zh-Hant")[0].tolist()
    [0, 3, 5]
    """
    _check(lang)
    found = [part[:2] for part in _parts(text, lang, userdict, engine)]
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    starts, ends = (np.concatenate(side) for side in zip(*found, strict=True))
    return starts, ends


def words(text: str, lang: str, *, userdict: str | None = None, engine: str = "rjieba") -> list[str]:
    """Terms of a text in running order: its tokens in lower case, without anything invisible.

    Much faster than `tokenize`, with one term for each of its tokens. Chinese terms keep the script of the text.

    Parameters
    ----------
    text, lang, userdict, engine
        As for `tokenize`.

    Returns
    -------
    list of str

    Examples
    --------
    >>> words("The world’s U.S.-China relations — 50-plus years.", "en")
    ['the', "world's", 'u.s.-china', 'relations', '50-plus', 'years']
    >>> words("ＡＰＥＣ與多邊主義", "zh-Hant")
    ['apec', '與', '多邊主義']
    """
    _check(lang)
    if lang == "en":
        pieces = (text[a:b].split() for a, b in _stretches(text, lang))
        return list(chain.from_iterable(map(_memory().__getitem__, chain.from_iterable(pieces))))
    terms: list[str] = []
    for _, _, spans, plain in _parts(text, lang, userdict, engine):
        terms += map(plain.__getitem__, map(slice, *spans))
    return terms


def _check(lang: str) -> None:
    if lang not in ("en", "zh-Hant", "zh-Hans"):
        raise ValueError(f"lang is {lang!r}; write 'en', 'zh-Hant' or 'zh-Hans'")


class _Memory(dict):
    """Terms of each stretch between white space, remembered because texts repeat themselves."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        seen = _visible(piece)[0]
        terms = tuple(map(_term, _WORD.findall(seen)))
        if len(piece) <= 40:
            if len(self) >= 500_000:
                self.clear()
            self[piece] = terms
        return terms


@cache
def _memory() -> _Memory:
    return _Memory()


def _term(word: str) -> str:
    if not word.isascii():
        word = word.replace("’", "'")
        if not word.isascii():
            return from_codepoints(_small()[codepoints(word)])
    return word.lower()


@cache
def _small() -> np.ndarray:
    return small_letters()[plain_forms()]


def _stretches(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Cut a long text into stretches at places where no token goes across."""
    begin = 0
    while begin < len(text):
        end = begin + _PIECE
        if end >= len(text):
            end = len(text)
        elif lang == "en":
            space = _SPACE.search(text, end)
            end = space.end() if space else len(text)
        else:
            end = max(text.rfind(mark, begin, end) for mark in "\n。，、；： ") + 1 or end
        yield begin, end
        begin = end


def _visible(text: str) -> tuple[str, np.ndarray | None]:
    """Take out what nobody sees; give the text and the offsets of its characters, None if nothing was taken out."""
    if text.isascii():
        return text, None
    codes = codepoints(text)
    seen = ~invisible()[codes]
    if seen.all():
        return text, None
    return from_codepoints(codes[seen]), np.flatnonzero(seen)


def _parts(text: str, lang: str, userdict: str | None, engine: str):
    """Yield for each stretch of a text: starts, ends, the same in its visible plain form, and that form."""
    cut = None if lang == "en" else segmenter(userdict, engine)
    for begin, end in _stretches(text, lang):
        seen, offsets = _visible(text[begin:end])
        if cut is None:
            plain = seen
            flat = np.fromiter(chain.from_iterable(m.span() for m in _WORD.finditer(seen)), np.int64)
            spans = flat[::2], flat[1::2]
        else:
            codes = codepoints(seen)
            plain = from_codepoints(_small()[codes])
            spans = _chinese(codes, cut, traditional=lang == "zh-Hant")
        starts, ends = spans
        if offsets is not None:
            starts, ends = offsets[starts], offsets[ends - 1] + 1
        yield starts + begin, ends + begin, spans, plain


def _chinese(codes: np.ndarray, cut: Callable[[str], list[str]], *, traditional: bool) -> tuple[np.ndarray, np.ndarray]:
    """Find starts and ends of the tokens of a visible Chinese text, given as code points."""
    simple = from_codepoints(_segmentable(traditional)[codes])
    if traditional:
        simple = to_simplified(simple)
    pieces = cut(simple)
    bounds = np.zeros(len(codes) + 1, dtype=bool)
    bounds[np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)))] = True
    bounds[0] = True
    kinds = _kinds()[codes]
    if (kinds == 2).any():
        plain = from_codepoints(plain_forms()[codes])
        for found in _LATIN.finditer(plain):
            bounds[found.start() + 1 : found.end()] = False
        for found in _DATE.finditer(plain):
            bounds[found.start() + 1 : found.end()] = False
            bounds[found.end()] = True
    at = np.flatnonzero(bounds)
    word = kinds[at[:-1]] > 0
    return at[:-1][word], at[1:][word]


@cache
def _kinds() -> np.ndarray:
    """Kind of every code point: 0 no part of a token, 1 Han, 2 other letter or digit."""
    kinds = np.zeros(0x110000, dtype=np.uint8)
    kinds[[code for code in range(0x110000) if chr(code).isalnum()]] = 2
    for first, last in ((0x3005, 0x3005), (0x3007, 0x3007), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)):
        kinds[first : last + 1] = np.minimum(kinds[first : last + 1], 1)
    kinds[[0x3005, *range(0x2E80, 0x2FE0)]] = 1
    return kinds


@cache
def _segmentable(traditional: bool) -> np.ndarray:
    """Give what stands for a code point in the text to be segmented: Han, narrow Latin letters, digits, or a space.

    In Simplified text only characters that GB 2312 does not have are converted, one by one.
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
    return table
