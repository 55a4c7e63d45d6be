"""The words before an English verb become its subject: who speaks, on which side, and where the name stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from discourse.language.turns import Turn
from discourse.reading.voices import load_cues, load_voices

_WORD = re.compile(r"[^\s,;:—–()\"“”]+")
_TITLES = frozenset(
    "president vice prime minister secretary general senator congressman congresswoman representative speaker leader "
    "governor mayor ambassador director chancellor king queen prince premier mr mrs ms dr chairman chair chairwoman "
    "justice judge administrator commissioner attorney foreign deputy former national security advisor adviser press "
    "general admiral state defense treasury commerce taoiseach crown first lady".split()
)
_PRONOUNS = frozenset("he she they i we you who both".split())
_LIGHT = frozenset(
    "has have had also again then just repeatedly publicly clearly once already previously recently really since both "
    "all each long always often even now today yesterday himself herself themselves myself consistently specifically "
    "strongly explicitly personally privately directly jointly finally together still later actually earlier first "
    "rightly correctly firmly simply basically sort kind of do did does ’ve 've has-been been-".split()
)
_DETERMINERS = frozenset("the a an our his her their its my your this these those some many several most all two three both other".split())

_AMERICAN = re.compile(
    r"\b(?i:senators?|sen\.|congress(?:wo)?man|representative|rep\.|governor|gov\.|secretary (?!general)(?!-general)|chair(?:wo)?(?:man)?|leader|speaker|"
    r"administrator|attorney general|surgeon general|commissioner|mayor)\b"
)
_FUNCTION = frozenset(
    "it that this there here what where when why how who which he she they we i you the a an if and but so because as in on at "
    "for with from to of by or not no yes yeah well look okay ok now then thanks thank hi hey hello sorry sure right just please "
    "also today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december let let's more most our my your his her their its these those all some "
    "after before since while although though however finally first second third again once is are was were do does did can "
    "could would should will may might have has had q go god one two three four five another every each both any many much "
    "good great based given according per until unless through over under about don't i'm i've obviously certainly".split()
)


class Subject(NamedTuple):
    """A speaker: canonical name, side, offsets of the words that name it, and how it is written."""

    voice: str
    side: str
    start: int
    end: int
    form: str  # name, i, we, you, he, they, who, elided


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, tuple[str, str, str]], frozenset[str], frozenset[str]]:
    names: dict[str, tuple[str, str, str]] = {}
    for v in load_voices():
        if v.lang == "en" and v.kind not in ("title", "role"):
            key = _key(v.alias)
            names.setdefault(key, (v.voice, v.side, v.kind))
    block = {kind: frozenset(c.cue for c in load_cues() if c.lang == "en" and c.kind == kind) for kind in ("inanimate",)}
    heads = frozenset(key for key, (_, _, kind) in names.items() if kind in ("people", "office") and " " not in key)
    return names, block["inanimate"], heads


def _key(words: str) -> str:
    return words.replace("’", "'").strip("[]*").lower()


def find_subject(text: str, begin: int, end: int) -> Subject | None:
    """Read the subject that ends at `end` (before verb and auxiliaries), not reaching back beyond `begin`."""
    begin = max(begin, end - 160)
    words = list(_WORD.finditer(text, begin, end))
    if not words:
        return None
    tail = text[words[-1].end() : end]
    if tail.strip():
        return _before_comma(text, begin, words[-1].end()) if tail.strip() == "," else None
    return _subject(text, words)


def _before_comma(text: str, begin: int, end: int) -> Subject | None:
    """The subject before an apposition or an insertion: Jake Sullivan, the advisor, (said)."""
    comma = max(text.rfind(", ", begin, end), text.rfind("— ", begin, end))
    if comma < 0 or end - comma > 90:
        return None
    words = list(_WORD.finditer(text, max(begin, comma - 80), comma))
    if not words or text[words[-1].end() : comma].strip():
        return None
    subject = _subject(text, words)
    return subject if subject and (subject.form == "name" or comma - subject.end < 2) else None


def _subject(text: str, words: list[re.Match[str]]) -> Subject | None:
    last = words[-1]
    bare = _key(last[0])
    pronoun = bare.split("'")[0]
    if pronoun in _PRONOUNS and ("'" not in bare or bare.endswith(("'ve", "'s", "'d", "'re"))):
        form = {"she": "he", "both": "they"}.get(pronoun, pronoun)
        if form == "i" or last[0][0] != "I":
            return Subject("", "", last.start(), last.end(), form)
    if bare == "us" and len(words) > 1 and _key(words[-2][0]) == "of":
        return Subject("", "", last.start(), last.end(), "we")
    names, inanimate, heads = _names()
    for size in range(min(7, len(words)), 0, -1):
        start = words[-size].start()
        phrase = _key(text[start : last.end()])
        if phrase in names and not (size == 1 and last[0][0].islower() and phrase not in heads):
            return _extended(text, words, size, names[phrase])
    if bare in inanimate or bare.split("'")[0] in _FUNCTION or bare.endswith(("'s", "s'")) or bare in _FUNCTION:
        return None
    if bare in heads or bare.rstrip("s") in heads:
        voice = names.get(bare) or names[bare.rstrip("s")]
        return _extended(text, words, 1, voice)
    if last[0][0].isupper() and len(last[0]) > 2 and bare not in _DETERMINERS and bare.isascii() | True:
        size = 1
        while size < len(words) and words[-size - 1][0][0].isupper() and not text[words[-size - 1].end() : words[-size].start()].strip():
            size += 1
        first = _key(words[-size][0])
        lead = _key(words[-size - 1][0]) if size < len(words) else ""
        if first in ("and", "but", "so", "as", "when", "because", "the", "a", "this", "that", "in", "if"):
            size -= 1
        if size < 1 or last[0].isupper() and len(last[0]) > 6:
            return None
        if lead == "the" and size == 1 or first == "the" and bare not in _TITLES and not bare.endswith(("er", "or", "ist")):
            return None
        titled = any(_key(w[0]).strip(".") in _TITLES for w in words[-size:])
        if size >= 2 or titled or (size == 1 and lead not in _DETERMINERS):
            return _extended(text, words, max(size, 1), (last[0], "OTHER", "unknown"))
    return None


def _side_of_title(phrase: str) -> str:
    return "US" if _AMERICAN.search(phrase) else "OTHER"


def _extended(text: str, words: list[re.Match[str]], size: int, voice: tuple[str, str, str]) -> Subject:
    """Take titles and first names before the name in; join what stands before and; a noun before of speaks itself."""
    name, side, kind = voice
    start = len(words) - size
    while start and (words[start - 1][0][0].isupper() or _key(words[start - 1][0]).strip(".") in _TITLES) and _touch(
        text, words, start
    ):
        if _key(words[start - 1][0]) in ("and", "but", "so", "as", "when", "because", "in", "if", "while", "after", "since"):
            break
        start -= 1
    if start and _key(words[start - 1][0]) in _DETERMINERS and _touch(text, words, start):
        start -= 1
    before = _key(words[start - 1][0]) if start else ""
    if before in ("of", "for", "at", "from", "in", "with", "to") and start > 1 and _touch(text, words, start):
        head = _subject(text, words[: start - 1])
        if head and head.form == "name":
            mixed = head.side if head.side != "OTHER" or head.voice != "others" else side
            return Subject(head.voice, mixed, head.start, words[-1].end(), "name")
        if before in ("of", "for", "at", "from") and kind not in ("person", "unknown"):
            return Subject("", "", words[start].start(), words[-1].end(), "none")
    if before == "and" and start > 1 and _touch(text, words, start):
        first = _subject(text, words[: start - 1])
        if first and first.form in ("name", "i", "he"):
            if first.form != "name":
                return Subject("both sides", "BOTH", first.start, words[-1].end(), "name")
            sides = {first.side, side}
            joint = side if len(sides) == 1 else "BOTH"
            joined = f"{first.voice}; {name}" if first.voice != name else name
            return Subject(joined, joint, first.start, words[-1].end(), "name")
    if kind == "unknown":
        side = _side_of_title(text[words[start].start() : words[-1].end()])
    return Subject(name, side, words[start].start(), words[-1].end(), "name")


def _touch(text: str, words: list[re.Match[str]], at: int) -> bool:
    gap = text[words[at - 1].end() : words[at].start()]
    return not gap.strip() or (gap.strip() == "," and words[at][0].startswith(("Jr", "and")))


@lru_cache(maxsize=1)
def _mention() -> re.Pattern[str]:
    people = sorted(
        {v.alias for v in load_voices() if v.lang == "en" and v.kind == "person" and len(v.alias) > 1}, key=len, reverse=True
    )
    plural = [v.alias for v in load_voices() if v.lang == "en" and v.kind in ("joint", "government", "people")]
    title = r"(?:President|Prime Minister|Chancellor|Secretary|Senator|Dr\.|Mr\.|General|Minister|Leader|Governor|King|Queen|Amir|Chair|Chairman|Congressman|Congresswoman|Representative|Speaker|Ambassador|Mayor|Attorney General|Administrator)"
    one = "|".join(re.escape(p) for p in people)
    more = "|".join(re.escape(p) for p in sorted(plural, key=len, reverse=True) if len(p) > 2)
    one = one.replace("the\\ ", "[Tt]he\\ ")
    more = more.replace("the\\ ", "[Tt]he\\ ")
    return re.compile(rf"\b(?:(?P<one>{one}|{title}(?: [A-ZÀ-Þ][\w’'-]+){{1,3}})|(?P<more>{more}))(?![\w’']*\w)")


class Memory:
    """Who was named where, so that he, she and they can be told."""

    def __init__(self, text: str, turns: list[Turn]):
        self.text, self.turns = text, turns
        self.starts = [t.start for t in turns]
        self.last: tuple[int, str, str, str] | None = None

    def turn_at(self, place: int) -> tuple[int, Turn | None]:
        """Number and turn at a place; (-1, None) outside of all turns."""
        at = bisect_left(self.starts, place + 1) - 1
        if at >= 0 and place < self.turns[at].end:
            return at, self.turns[at]
        return -1, None

    def named(self, subject: Subject) -> tuple[str, str]:
        """The canonical voice and side of a subject."""
        at, turn = self.turn_at(subject.start)
        if subject.form == "i":
            return (turn.voice, turn.side) if turn else ("author", "OTHER")
        if subject.form == "we":
            if turn is None or turn.side == "US":
                return "United States", "US"
            return ("China", "CN") if turn.side == "CN" else (turn.voice, turn.side)
        if subject.form == "you":
            for near in (at - 1, at + 1):
                if turn and 0 <= near < len(self.turns) and self.turns[near].voice != turn.voice:
                    return self.turns[near].voice, self.turns[near].side
            return ("US officials", "US") if not turn or turn.side == "PRESS" else ("press", "PRESS")
        if subject.form in ("he", "they", "who"):
            return self._before(subject, turn)
        return subject.voice, subject.side

    def _before(self, subject: Subject, turn: Turn | None) -> tuple[str, str]:
        wanted = {"he": "one", "they": "more", "who": ""}[subject.form]
        floor = max(turn.start if turn else 0, subject.start - 700)
        best = None
        for m in _mention().finditer(self.text, floor, subject.start):
            if wanted and m.lastgroup != wanted or (self.text[m.end() : m.end() + 1] == "," and m.start() - floor < 40 and turn and " " not in m[0]):
                continue
            opening = self.text[max(floor, m.start() - 25) : m.start()]
            leads = m.start() == floor or bool(re.search(r"(?:[.!?:—]|\n|^| and| but|[Tt]hat|,)\s*(?:\w+ )?$", opening[-14:]))
            if best is None or leads or not best[1]:
                best = (m, leads)
        if subject.form == "they" and self.last and self.last[3] == "they" and (not best or self.last[0] > best[0].start()):
            return self.last[1], self.last[2]
        if subject.form == "they" and turn is None and (not best or _names()[0].get(_key(best[0][0]), ("", "", ""))[2] != "joint"):
            if re.search(r"\b(?:met|spoke|talked|meeting|call)\b[^.]{0,120}\bwith\b", self.text[floor : subject.start]):
                return "both sides", "BOTH"
        if best is None:
            if self.last and subject.start - self.last[0] < 1500 and subject.form == "he" and self.last[3] == "he":
                return self.last[1], self.last[2]
            return ("Biden", "US") if turn and subject.form == "he" and turn.side in ("US", "PRESS") else ("others", "OTHER")
        phrase = best[0][0]
        names = _names()[0]
        for key in (_key(phrase), _key(phrase.split()[-1])):
            if key in names:
                return names[key][0], names[key][1]
        return phrase.split()[-1], _side_of_title(phrase)
