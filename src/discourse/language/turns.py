"""A transcript becomes turns: which words stand under which speaker's label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from discourse.language.naming import name_voice
from discourse.language.stage import is_stage
from discourse.reading.voices import load_voices

_LABEL = re.compile(
    r"(?P<label>(?<![\w.])[A-ZÀ-Þ](?:[A-ZÀ-Þ.,’'\-&]|(?<=M)c|(?<=Ma)c|(?<=M)ac|(?<=D)e|\d| (?=[A-ZÀ-Þ\d&]))*)"
    r"(?:[ \t]*\((?P<note>[^()\n]{1,60})\))?[ \t]*$"
)
_LABEL_SIGNS = "".join(map(chr, [*range(65, 91), *range(192, 223), *range(48, 58)])) + " \t.,’'-&ace"
_QUESTION = re.compile(r"\n[ \t]*Q[ \t]+")
_ALONE = re.compile(r"\s*\nQ[ \t]+(?=[A-Z“(—])[^\n]*\?")
_INLINE_QUESTION = re.compile(r"Q[ \t]+(?=[A-Z“\"—(…])")
_AFTER_LABEL = re.compile(r"[ \t]*(?:\((?P<note>[^()\n]{1,60})\))?")
_INTERPRETED = re.compile(r"(?i)\b(?:as |through |via |by )(?:an |the )?(?:interpret|translat)")
_END = re.compile(
    r"\n[ \t]*(?:\(?END\)?(?:[ \t]+\d{1,2}:\d\d[^\n]{0,24})?|"
    r"\d{1,2}:\d\d[ \t]+[AaPp]\.?[Mm]\.?[^\n]{0,20})[ \t]*(?=\n|$)"
)
_ZH_LABEL = re.compile(
    r"(?<![^\n])[ \t　]*(?P<label>[^\s：:。，！？“”「」（）()]{1,24})(?:[（(][^（）()\n]{1,20}[）)])?[：:]"
)
_ZH_INLINE = re.compile(
    r"(?<=[。？！；”」』）])[ 　]*(?P<label>(?:[\u4e00-\u9fff]{2,8}(?:社|报|台|网|电视))?记者(?:问|提问|追问)?|"
    r"问|答|主持人|(?:外交部|国防部|国台办|商务部|陆委会|白宫)?发言人(?:答|回答)?)[：:]"
)
AMERICAN_PRESIDENTS = frozenset(("Biden", "Trump", "Obama", "Bush", "Clinton", "Carter", "Reagan", "Nixon"))
_ROLE_END = re.compile(r"(?:记者|问|答|主持人|发言人|翻译)$")


class Turn(NamedTuple):
    """Words between two labels: offsets, voice, side, and whether the transcript gives an interpreter's words."""

    start: int
    end: int
    voice: str
    side: str
    interpreted: bool


def label_turns(text: str, lang: str, *, speakers: Sequence[str] = ()) -> tuple[list[Turn], list[tuple[int, int]]]:
    r"""Find the turns of a transcript by its labels.

    Parameters
    ----------
    text : str
        Text of a transcript, paragraphs on lines of their own.
    lang : str
        ``"en"``, ``"zh-Hans"`` or ``"zh-Hant"`` (Chinese text in Simplified characters).
    speakers : sequence of str, optional
        Names of the document's speakers; the first president among them is THE PRESIDENT.

    Returns
    -------
    turns : list of Turn
        From the label to the next label or the closing line, blanks at both ends dropped.
    labels : list of (int, int)
        Where the labels stand, with the mark "(As interpreted.)".

    Examples
    --------
    >>> turns, labels = label_turns("MS. PSAKI: Hi.\n\nQ Is it true?\n\nMS. PSAKI: Yes.", "en")
    >>> [(t.voice, t.side, t.start, t.end) for t in turns]
    [('Psaki', 'US', 11, 14), ('press', 'PRESS', 18, 29), ('Psaki', 'US', 42, 46)]
    """
    found = _english_labels(text) if lang == "en" else _chinese_labels(text)
    if not found:
        return [], []
    endings = [m.start() for m in _END.finditer(text)]
    turns, labels, at = [], [], 0
    for number, (start, end, label, note) in enumerate(found):
        after = _AFTER_LABEL.match(text, end)
        interpreted = bool(_INTERPRETED.search(note))
        if not interpreted and after["note"] and _INTERPRETED.search(after["note"]):
            interpreted, end = True, after.end()
        stop = found[number + 1][0] if number + 1 < len(found) else len(text)
        while at < len(endings) and endings[at] < start:
            at += 1
        if at < len(endings) and endings[at] < stop:
            stop = max(end, endings[at])
        labels.append((start, end))
        voice, side = _label_voice(label, lang, speakers)
        if end < stop:
            turns.append(_trimmed(text, Turn(end, stop, voice, side, interpreted)))
    return [turn for turn in turns if turn.start < turn.end], labels


def _trimmed(text: str, turn: Turn) -> Turn:
    said = text[turn.start : turn.end]
    start, end = turn.start + len(said) - len(said.lstrip()), turn.start + len(said.rstrip())
    while end > start and text[end - 1] in ")）":  # stage directions on lines of their own after the turn
        line = text.rfind("\n", max(start, end - 100), end) + 1
        if line <= start or not is_stage(text[line:end]):
            break
        end = start + len(text[start:line].rstrip())
    if is_stage(text[start:end]):
        end = start
    return turn._replace(start=start, end=end)


def _english_labels(text: str) -> list[tuple[int, int, str, str]]:
    found, plain = [], {}
    for colon in re.finditer(":", text):
        at = colon.start()
        before = text[at - 1 : at]
        if not before.isupper() and before not in (")", "]", ".") and not before.isdigit() and before not in (" ",):
            continue
        head = text[max(0, at - 90) : at]
        line = head.rfind("\n") + 1
        floor = line if before in (")", "]") else max(line, len(head.rstrip(_LABEL_SIGNS)) - 1)
        match = _LABEL.search(head, floor)
        if not match or (not text[at + 1 : at + 2].isspace() and at + 1 < len(text)):
            continue
        label, start = match["label"].strip(), match.start()
        opens = not head[line:start].strip() and (line > 0 or at <= 90)
        known = _is_label(label)
        if not opens and not (known and re.search(r"(?:[.!?—\-)”\"…][ \t]*|^)$", head[line:start])):
            continue
        entry = (at - len(head) + start, at + 1, label, match["note"] or "")
        if known:
            found.append(entry)
        elif re.fullmatch(r"[A-ZÀ-Þ’'\-]{3,20}", label):
            plain.setdefault(label, []).append(entry)
    surnames = _label_words()[3]
    for label, entries in plain.items():
        if label in surnames or (found and len(entries) > 1):
            found += entries
    questions = [(max(m.start() - 1, 0), m.end() - 1, "Q", "") for m in _QUESTION.finditer("\n" + text)]
    alone = questions and (not text[: questions[0][0]].strip() or _ALONE.match(text, questions[0][0]))
    if found or len(questions) > 1 or alone:
        found += questions
        for m in _INLINE_QUESTION.finditer(text):
            at = m.start()
            if at > 1 and text[at - 1] == " " and text[at - 2] in '.!?—)”"…-':
                found.append((*m.span(), "Q", ""))
    return sorted(set(found))


def _is_label(label: str) -> bool:
    roles, titles, *_ = _label_words()
    if label in roles:
        return True
    return bool(titles.match(label)) and len(label) < 60


@lru_cache(maxsize=1)
def _label_words() -> tuple[dict[str, tuple[str, str]], re.Pattern[str], dict[str, str], set[str]]:
    voices = load_voices()
    roles = {v.alias: (v.voice, v.side) for v in voices if v.kind == "role"}
    titles = {v.alias: v.side for v in voices if v.kind == "title"}
    names = "|".join(re.escape(t) for t in sorted(titles, key=len, reverse=True))
    surnames = {v.alias.upper() for v in voices if v.lang == "en" and v.kind == "person"}
    return roles, re.compile(rf"(?:{names})(?= [A-ZÀ-Þ])"), titles, surnames


@lru_cache(maxsize=4096)
def _label_side(label: str) -> tuple[str, str]:
    roles, titles, sides, _ = _label_words()
    if label in roles:
        return roles[label]
    head = label.split(",")[0]
    title = titles.match(head)
    name = head[title.end() :].strip() if title else head
    while (more := titles.match(name)) is not None:
        title, name = more, name[more.end() :].strip()
    for numbered in roles:
        if label.startswith(numbered + " "):
            return roles[numbered]
    voice, side = name_voice(name, "en")
    if (
        title
        and voice in ("Bush", "Clinton", "Carter", "Moon", "Johnson")
        and side == "US"
        and "PRESIDENT" not in label
    ):
        side = "US"
    if not side:
        voice, side = _cased(name), sides[title[0]] if title else "OTHER"
    return voice, side


def _label_voice(label: str, lang: str, speakers: Sequence[str]) -> tuple[str, str]:
    if lang != "en":
        return _chinese_voice(label)
    if label in ("THE PRESIDENT", "PRESIDENT"):
        for name in speakers:
            voice, side = name_voice(name, "en")
            if side == "US":
                return voice, side
        for name in speakers[:1]:
            voice, side = name_voice(name, "en")
            return voice, side or "OTHER"
    return _label_side(label)


def _cased(name: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize() if len(m[0]) > 1 else m[0], name.strip())


def _chinese_labels(text: str) -> list[tuple[int, int, str, str]]:
    found = []
    for match in _ZH_LABEL.finditer(text):
        label = match["label"]
        if _ROLE_END.search(label) or name_voice(label, "zh")[1]:
            found.append((match.start(), match.end(), label, ""))
    found += [(m.start("label"), m.end(), m["label"], "") for m in _ZH_INLINE.finditer(text)]
    return sorted(set(found)) if len(found) > 1 else []


def at_home(turns: list[Turn], home: str) -> list[Turn]:
    """Give the turns of a nameless spokesperson to Taiwan where the document is Taiwanese."""
    if home != "TW":
        return turns
    return [t._replace(voice="Taiwan officials", side="TW") if t.voice == "Chinese officials" else t for t in turns]


def _chinese_voice(label: str) -> tuple[str, str]:
    roles = _label_words()[0]
    if label in roles:
        return roles[label]
    voice, side = name_voice(label, "zh")
    if side:
        return voice, side
    return roles.get((_ROLE_END.search(label) or [""])[0], (label, "OTHER"))
