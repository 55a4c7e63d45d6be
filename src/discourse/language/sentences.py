"""Running text becomes sentences: pairs of offsets, never across a line break.

A line break ends a sentence always, so a heading without a full stop is one sentence. Inside a line:

* *Chinese*: 。 ！ ？ (also ｡ ﹗ ﹖ and those for upright lines) and …… or ⋯⋯ end a sentence, with closing quotes and
  brackets behind them; ； does not.
* *English*: . ! ? and … end a sentence, with closing quotes and brackets, when white space follows and what comes next
  does not begin with a small letter. A full stop after an abbreviation of a title (Mr., Gen.) never ends one; after
  initials and U.S., U.N., P.M., Inc., Jr. it does when the next word is one that begins sentences (The, We, And, …).
  A short stage direction in brackets, (Laughter.), belongs to the sentence behind it.
"""

from __future__ import annotations

import re

import numpy as np

from discourse.arguments import check_text_and_language
from discourse.language.characters import codepoints, from_codepoints, invisible, invisible_pattern, plain_forms

_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_BLANKS = r"[^\S\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*"
_STOPS = "。！？!?｡︒︕︖﹖﹗"
_CHINESE = re.compile(
    rf"[{_STOPS}]+[{_STOPS}…⋯]*[」』”’）)》】〉\"']*|[…⋯]{{2,}}[」』”’）)》】〉\"']*|[{_BREAKS}]"
)
_BREAK = re.compile(f"[{_BREAKS}]")
_WIDE = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff]")  # full-width letters and signs, letters of formulas
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# A stop, closing signs behind it, white space behind them. Group 1 is certainly an end: small letters, stop, capital.
_ENGLISH = re.compile(r"[.!?…](?:(?<=[a-z]{4}.)(?= [A-Z])()|(?<![.!?…][.!?…])[.!?…]*+[”’\"'\])]*+(?=\s|\Z))")
_NEXT = re.compile(rf"{_BLANKS}[“‘\"'(\[—–-]*+{_BLANKS}(\w{{1,20}})?")
_STAGE = re.compile(r"\([^()\s]+(?: [^()\s]+){0,3}[.!?…]+\)[”’\"'\])]*\Z")
_INITIALS = re.compile(r"(?:[A-Za-z]|Ph)(?:\.[A-Za-z])*\Z")
_TITLES = re.compile(
    r"(?:M(?:rs?|s|x|aj|t)|Dr|Prof|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Cpl|Capt|Cmdr|Adm|Brig|Hon|Rev|Fr|Sr|Ft|Amb|Sec"
    r"|vs|cf|viz|eg|ie)\Z"
)
_BEFORE_DIGITS = re.compile(r"(?:[Nn]os?|Vol|Figs?|Ch|Art|pp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\Z")
_MAYBE_LAST = re.compile(r"(?:Inc|Ltd|Co|Corp|Jr|Bros|Esq|etc|Ave|Blvd|Rd|St|Dept|Univ)\Z")
_STARTER = re.compile(
    r"(?:The(?:y|n|re|ir|se)?|We|I|And|But|It|This|That|Those|In|On|At|He|She|You|So|As|If|When|What|Who|How|Our|My|Your"
    r"|His|Her|Here|Now|Today|For|To|Not|No|Yes|Well|Thanks?|Let|Because|While|Since|After|Before|With|From|An?|Also"
    r"|However|Of|Is|Are|Do|Does|Did|Can|Could|Will|Would|Should|Or|Just|Look|Each|All|Some|Many|Where|Why|Which|Its"
    r"|Finally)\Z"
)


def split_sentences(text: str, lang: str) -> list[tuple[int, int]]:
    """Split running text into sentences.

    Parameters
    ----------
    text : str
        Running text; a line break ends a sentence.
    lang : str
        ``"en"``, ``"zh-Hant"`` or ``"zh-Hans"``.

    Returns
    -------
    list of (int, int)
        Start and end of each sentence, without the white space around it. Stretches that hold no letter and no digit
        are no sentences.

    Raises
    ------
    ValueError
        If the language is unknown.

    Examples
    --------
    >>> text = "Mr. President, good morning. (Laughter.) We met at 5 P.M. in the U.S. Senate. And then?"
    >>> [text[a:b] for a, b in split_sentences(text, "en")]
    ['Mr. President, good morning.', '(Laughter.) We met at 5 P.M. in the U.S. Senate.', 'And then?']
    >>> [len("「是嗎？」他問。不；好！"[a:b]) for a, b in split_sentences("「是嗎？」他問。不；好！", "zh-Hant")]
    [5, 3, 4]
    """
    spans, begin = [], 0
    for end in sentence_ends(text, lang):
        part = text[begin:end]
        if any(map(str.isalnum, part)):
            spans.append((end - len(part.lstrip()), begin + len(part.rstrip())))
        begin = end
    return spans


def sentence_ends(text: str, lang: str) -> list[int]:
    r"""Offsets at which the sentences of a text end, the bulk form of `split_sentences`.

    Parameters
    ----------
    text, lang : str
        As for `split_sentences`.

    Returns
    -------
    list of int
        Ascending; the last is ``len(text)`` if the text is not empty. White space behind a sentence belongs to the
        next stretch, and a stretch may hold no sentence at all (an empty line).

    Raises
    ------
    ValueError
        If the language is unknown.

    Examples
    --------
    >>> sentence_ends("One. Two!\n\nThree", "en")
    [4, 9, 10, 11, 16]
    """
    check_text_and_language(text, lang)
    if not text.isascii() and not text.replace("\n", "").isprintable() and invisible_pattern().search(text):
        return _visible_ends(text, lang)
    if lang == "en" and not text.isascii() and _WIDE.search(text):
        text = from_codepoints(plain_forms()[codepoints(text)]).translate(_NARROW)
    ends = _english_ends(text) if lang == "en" else [mark.end() for mark in _CHINESE.finditer(text)]
    return list(ends) + [len(text)] * bool(text and (not ends or ends[-1] < len(text)))


def _visible_ends(text: str, lang: str) -> list[int]:
    """Pass over what nobody sees; behind the last sign of a sentence it belongs to that sentence."""
    seen = ~invisible()[codepoints(text)]
    places = np.append(np.flatnonzero(seen), len(text)).tolist()
    ends = [places[end] for end in sentence_ends(invisible_pattern().sub("", text), lang)]
    return ends or [len(text)]


def _english_ends(text: str) -> list[int]:
    ends = _break_ends(text)
    for mark in _ENGLISH.finditer(text):
        if mark.lastindex:
            ends.append(mark.end())
            continue
        start, end = mark.span()
        following = _NEXT.match(text, end)[1]
        if following is None or not (
            following[0].islower()
            or (
                text[start] == "." != text[start + 1 : start + 2]
                and _abbreviates(text[max(0, start - 16) : start], following)
            )
            or (")" in mark[0] and _STAGE.search(text, max(0, end - 80), end))
        ):
            ends.append(end)
    return sorted(ends)


def _break_ends(text: str) -> list[int]:
    if any(sign in text for sign in _BREAKS[1:]):
        return [mark.end() for mark in _BREAK.finditer(text)]
    ends, at = [], text.find("\n") + 1
    while at:
        ends.append(at)
        at = text.find("\n", at) + 1
    return ends


def _abbreviates(before: str, following: str) -> bool:
    """Say whether the full stop behind `before` only marks an abbreviation, given the word that follows it."""
    word = before[-1:].strip() and before.split()[-1].rpartition("—")[2].lstrip("“‘\"'([-–")
    if _TITLES.match(word):
        return True
    if _BEFORE_DIGITS.match(word):
        return following[0].isdigit()
    return bool(_MAYBE_LAST.match(word) or _INITIALS.match(word)) and not _STARTER.match(following)
