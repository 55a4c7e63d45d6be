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
import unicodedata
from collections.abc import Iterator
from functools import cache, partial
from itertools import chain
from typing import NamedTuple

import numpy as np

from discourse.arguments import check_text_and_language
from discourse.language.characters import (
    codepoints,
    composed,
    from_codepoints,
    invisible,
    invisible_pattern,
    plain_forms,
    small_letters,
)
from discourse.language.segmenter import segmenter
from discourse.language.tokens_zh import chinese_spans, word_pattern

_PIECE = 1 << 18
_WORD = word_pattern()
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
    texts = map(text.__getitem__, map(slice, starts, ends))
    return list(map(partial(tuple.__new__, Token), zip(texts, starts, ends, strict=True)))


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
    check_text_and_language(text, lang)
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
    check_text_and_language(text, lang)
    if lang == "en":
        pieces = (text[a:b].split() for a, b in _stretches(text, lang))
        return list(chain.from_iterable(map(_memory().__getitem__, chain.from_iterable(pieces))))
    terms: list[str] = []
    for _, _, (starts, ends), seen in _parts(text, lang, userdict, engine):
        plain = from_codepoints(_small()[codepoints(seen)])
        terms += map(plain.__getitem__, map(slice, starts.tolist(), ends.tolist()))
    return terms


def piece_terms(piece: str) -> tuple[str, ...]:
    """Terms of an English stretch without white space, remembered for the next time."""
    return _memory()[piece]


class _Memory(dict):
    """Terms of each stretch between white space, remembered because texts repeat themselves."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        seen = _visible(piece)[0] if _needs_care(piece) else piece
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


def _needs_care(piece: str) -> bool:
    if piece.isascii():
        return False
    return bool(invisible_pattern().search(piece)) or not unicodedata.is_normalized("NFC", piece)


def _visible(text: str) -> tuple[str, np.ndarray | None, np.ndarray | None]:
    """Take out what nobody sees; give the text and where each of its characters starts and ends, None if all stayed."""
    if text.isascii():
        return text, None, None
    text, joiners = composed(text)
    codes = codepoints(text)
    hidden = invisible()[codes]
    if not hidden.any():
        return text, None, None
    seen = ~hidden
    starts = np.flatnonzero(seen)
    ends = starts + 1
    if joiners is not None:
        np.maximum.at(ends, np.searchsorted(starts, joiners) - 1, joiners + 1)
    return from_codepoints(codes[seen]), starts, ends


def _parts(text: str, lang: str, userdict: str | None, engine: str):
    """Yield for each stretch of a text: starts, ends, the same in its visible text, and that text."""
    cut = None if lang == "en" else segmenter(userdict, engine)
    for begin, end in _stretches(text, lang):
        seen, first, last = _visible(text[begin:end])
        if cut is None:
            flat = np.fromiter(chain.from_iterable(m.span() for m in _WORD.finditer(seen)), np.int64)
            spans = flat[::2], flat[1::2]
        else:
            spans = chinese_spans(seen, cut, traditional=lang == "zh-Hant")
        starts, ends = spans
        if first is not None:
            starts, ends = first[starts], last[ends - 1]
        yield starts + begin, ends + begin, spans, seen
