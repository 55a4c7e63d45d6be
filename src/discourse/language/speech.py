"""Clean text becomes what is said, and by whom: voiced turns over the text with all that nobody says blanked out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from discourse.language.legible import legible
from discourse.language.naming import name_voice
from discourse.language.plain import simplified
from discourse.language.stage import stage_spans
from discourse.language.turns import Turn, at_home, label_turns
from discourse.reading.voices import load_voices

_HEAD = 2500  # a header, a byline or a dateline is looked for in so many characters
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_CLOCK = r"\d{1,2}:\d\d[ \t]+[AaPp]\.?[Mm]\.?[^\n]{0,24}"
# lines nobody says, each after its line break: times and END, page headers and addresses, dates, links
_LINE = re.compile(
    rf"\n[ \t]*(?:(?:\(?END\)?|\* \* \*|(?:END[ \t]+)?{_CLOCK}"
    rf"|\((?:As prepared|{_MONTH})[^()\n]{{1,40}}\)|Read the full [^\n.]{{1,60}} here)[ \t]*(?=\n|\Z)"
    r"|(?:\d{1,2}/\d{1,3}[ \t]+)?\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d [AP]M [^\n]{0,200}?(?:\.\.\.|(?=\n)|\Z)"
    r"|https?://[^\s]{1,300}(?:[ \t]+\d{1,3}/\d{1,3}(?!\d))?|Copyright ?©[^\n]{0,300})"
)
_TIME = re.compile(rf"\n[ \t]*{_CLOCK}(?=\n|\Z)")
_WEB = re.compile(r"\n\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d [AP]M |\nHOME >")
_SITE_HEAD = re.compile(r"(?m)^(?:HOME >|Updated:|Statement by )[^\n]*|^[^\n]{0,30}\b(?:19|20)\d\d[ \t]*$")
_SITE_FOOT = re.compile(r"\n[ \t]*(?:Links:|Copyright ?©)[ \t]*[^\n]{0,300}(?=\n|$)")
_DATELINE = re.compile(
    r"(?:新华社|中新社|中新网|中央社|新華社|人民网)[^\n。，：]{0,24}?\d{1,2}(?:月\d{1,2})?日(?:[\s　]*电|電|讯|"
    r"訊|综合电)"
)
_FULL_TEXT = re.compile(r"全文如下[：:][ \t　]*(?=\n|$)")
_CREDIT = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}社|"
    r"[\u4e00-\u9fff]{2,4}网)?记者[\s　]{0,3}[^\n，。：；、“”\d]{1,24}?[\s　/]{0,3}[摄攝](?!影机)"
)
_BYLINE = re.compile(
    r"（(?:\d{4}|[〇零一二三四五六七八九]{4})年[^（）\n]{1,30}）[\s　]*(?:[^\n：。，]{0,24}?"
    r"(?:主席|总书记|总理|总统|部长|主席团|委员|外长))?[\s　]*(?P<name>[\u4e00-\u9fff·]{2,4}?)"
    r"(?=[\s　]*\n|[\s　]+|$|尊敬的|各位|女士们|先生们|同志们|朋友们|主席先生|\d{1,2}月\d{1,2}日)"
)
_CAPTION = re.compile(
    r"(?m)^[ \t　]*(?:当地时间|\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月\d{1,2}日)[^\n]{0,300}?(?:发表|致辞|"
    r"作报告)[^\n]{0,120}。[ \t　]*$"
)
_TAIL = re.compile(r"(?m)^[ \t　]*(?:（完）|[（(]?责任编辑[：:][^\n]{0,30}|【[^】\n]{0,30}】)[ \t　]*$|（完）[ \t　]*$")


class Speech(NamedTuple):
    """Text of unchanged length in which what nobody says is blank, and its turns in order."""

    text: str
    turns: list[Turn]


def speech(text: str, lang: str, *, speakers: str | Iterable[str] = (), side: str = "", publisher: str = "") -> Speech:
    r"""Blank out what nobody says and tell whose words the rest is.

    Parameters
    ----------
    text : str
        A clean text.
    lang : str
        ``"en"``, ``"zh-Hans"`` or ``"zh-Hant"``.
    speakers : str or iterable of str, optional
        The document's speakers (``"Biden; Xi"``). They resolve ``THE PRESIDENT:``; the first one speaks where the
        text has no labels.
    side : str, optional
        The side of an unlabelled document (the first one of ``"US;CN"``), for speakers that voices.csv does not know.
    publisher : str, optional
        Speaks where `speakers` is empty and the text has no labels.

    Returns
    -------
    Speech
        `text` has the length and the line breaks of the input. `turns` are Turn(start, end, voice, side,
        interpreted), in order and without overlap; characters outside of them belong to nobody and are blank.

    Examples
    --------
    >>> said = speech("Red Room\n\nPRESIDENT XI: (As interpreted.) Good day. (Laughter.) Thanks.", "en")
    >>> said.turns[0].voice, said.turns[0].interpreted
    ('Xi', True)
    >>> said.text.split()
    ['Good', 'day.', 'Thanks.']
    """
    original, english = text, lang == "en"
    plain, moved, _ = legible(text)
    text = text if moved is not None else plain
    text = text if english else simplified(text)
    names = _names(speakers)
    turns, labels = label_turns(text, lang, speakers=names)
    turns = turns if english else at_home(turns, side[:2])
    noise = list(stage_spans(text, lang, labelled=bool(turns)))
    if turns:
        noise += labels
    else:
        begin, end, byline, said_by = (_english_frame if english else _chinese_frame)(text)
        noise += byline
        voice, voice_side = _author(names or ([said_by] if said_by else []), lang, side, publisher)
        turns = [Turn(begin, end, voice, voice_side, False)] if text[begin:end].strip() else []
    if english:
        noise += [(max(m.start() - 1, 0), m.end() - 1) for m in _LINE.finditer("\n" + text)]
    else:
        noise += [m.span() for pattern in (_CREDIT, _TAIL, _DATELINE) for m in pattern.finditer(text)]
    return _blanked(original, turns, noise)


def byline_turn(text: str) -> Turn | None:
    """Give the turn of a Chinese speech that opens with title, date and name; None without such a byline."""
    begin, end, noise, said_by = _chinese_frame(text)
    if not said_by:
        return None
    for start, stop in sorted(noise):
        if begin < stop and not text[begin : max(begin, start)].strip():
            begin = stop
    voice, side = name_voice(said_by, "zh")
    end = begin + len(text[begin:end].rstrip())
    begin += len(text[begin:end]) - len(text[begin:end].lstrip())
    return Turn(begin, end, voice, side, False) if begin < end else None


def _names(speakers: str | Iterable[str]) -> list[str]:
    parts = speakers.split(";") if isinstance(speakers, str) else [str(s) for s in speakers]
    return [part.strip() for part in parts if part.strip()]


def _author(names: list[str], lang: str, side: str, publisher: str) -> tuple[str, str]:
    first = re.split(r"[;；,]", side)[0].strip() if side else ""
    for name in names or ([publisher] if publisher else []):
        voice, known = _lookup(name)
        if known and known != "PRESS":
            return voice, (known if known != "OTHER" or not first else first)
    fallback = (names or [publisher])[0]
    return (_lookup(fallback)[0] if fallback else ""), first


def _lookup(name: str) -> tuple[str, str]:
    if not re.match(r"[\u3400-\u9fff]", name):
        return name_voice(name, "en")
    voice, side = name_voice(simplified(name), "zh")
    return (voice, side) if side else (name_voice(name, "zh")[0], "")


def _english_frame(text: str) -> tuple[int, int, list[tuple[int, int]], str]:
    head = "\n" + text[:_HEAD]
    begin, end = 0, len(text)
    clock = _TIME.search(head, 0, 500)
    if clock:
        begin = clock.end() - 1
    elif _WEB.search(head):
        lines = list(_SITE_HEAD.finditer(text, 0, _HEAD))
        begin = lines[-1].end() if lines else 0
        foot = _SITE_FOOT.search(text, max(begin, len(text) - 2000))
        end = foot.start() if foot else end
    return begin, end, [], ""


def _chinese_frame(text: str) -> tuple[int, int, list[tuple[int, int]], str]:
    begin, name, noise = 0, "", []
    byline = _BYLINE.search(text, 0, _HEAD)
    if byline:
        begin, name = byline.end(), byline["name"]
    else:
        line_end = text.find("\n", 0, _HEAD)
        full = _FULL_TEXT.search(text, 0, line_end if line_end > 0 else min(len(text), _HEAD))
        begin = full.end() if full else 0
        known = [v.alias for v in load_voices() if v.kind == "person" and v.lang == "zh" and len(v.alias) > 1]
        name = next((alias for alias in known if alias in text[:begin]), "") if full else ""
    for credit in _CREDIT.finditer(text):
        line = text.rfind("\n", max(0, credit.start() - 400), credit.start()) + 1
        if line or credit.start() <= 400:
            noise.append((line, credit.end()))
    if name:
        noise += [m.span() for m in _CAPTION.finditer(text) if name in m[0]]
    return begin, len(text), noise, name


def _blanked(text: str, turns: list[Turn], noise: list[tuple[int, int]]) -> Speech:
    gaps, last = [], 0
    for turn in turns:
        gaps.append((last, turn.start))
        last = turn.end
    gaps.append((last, len(text)))
    pieces, last = [], 0
    for start, end in sorted(span for span in [*gaps, *noise] if span[0] < span[1]):
        start = max(start, last)
        if end > start:
            pieces += [text[last:start], _blank(text[start:end])]
            last = end
    cleaned = "".join([*pieces, text[last:]])
    return Speech(cleaned, [turn for turn in turns if cleaned[turn.start : turn.end].strip()])


def _blank(piece: str) -> str:
    if "\n" not in piece:
        return " " * len(piece)
    return "\n".join(" " * len(line) for line in piece.split("\n"))
