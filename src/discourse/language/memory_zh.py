"""A Chinese subject in its text becomes a voice: 他, 我们 and the subjects that are left out."""

from __future__ import annotations

import re
from bisect import bisect_right

from discourse.language.quotation_zh import COMMAS, STOPS, ChineseHit
from discourse.language.speakers_zh import ChineseSubject, aliases_of, chinese_subject, home_aliases, known_aliases
from discourse.language.turns import Turn

_SELF_PAST = re.compile(r"(?:过|曾|多次|一再|反复|刚才|早就|已经|昨天|去年|当时|之前|此前|历来|一贯|\d年)")

_AT_HOME = {"China": "Taiwan", "Chinese officials": "Taiwan officials"}
_TAIWANESE = re.compile(
    r"中央社|自由时报|联合报|中时|(?:台|臺)北\d{1,2}日|陆委会|国军|共机|共舰|共军|我国|中华民国|总统府|立法院|行政院|立委|国安局|海基会|"
    r"民进党|国民党|(?:台|臺)(?:美|日|欧)|中国大陆|对岸"
)
_MAINLAND = re.compile(
    r"新华社|中新社|中新网|人民网|人民日报|央视|中方|国台办|习近平主席|中共中央|台湾地区|台湾当局|台独|同志们|我国台湾|祖国"
)


def home_side(text: str, side: str = "") -> str:
    """Tell from which side a Chinese text speaks, TW or CN, or "" where neither its document nor its words tell.

    Examples
    --------
    >>> home_side("中央社台北5日电，国防部表示，共机12架次逾越中线。"), home_side("外交部表示遗憾。")
    ('TW', '')
    """
    first = re.split(r"[;；,]", side)[0].strip()
    if first in ("TW", "CN"):
        return first
    taiwanese, mainland = (len(marks.findall(text, 0, 20_000)) for marks in (_TAIWANESE, _MAINLAND))
    return "TW" if taiwanese > mainland else "CN" if mainland else ""


class ChineseMemory:
    """Whose turn it is, who spoke last, and whom the clauses before named."""

    def __init__(self, text: str, turns: list[Turn], home: str = ""):
        self.text, self.turns = text, turns
        self.home = home or home_side(text)
        self.speaker: tuple[str, str] | None = None
        self.speaker_at = -1
        self.person: tuple[str, str] | None = None
        self.person_at = -1

    def named(self, hit: ChineseHit, fresh: bool, starts: list[int]) -> tuple[str, str] | None:
        """Give the canonical voice and side of a hit, or None where nobody else is reported."""
        subject = self.at_home(hit.subject)
        at = bisect_right(starts, hit.verb) - 1
        turn = self.turns[at] if at >= 0 and hit.verb < self.turns[at].end else None
        clause = self.text[hit.clause : hit.end + 1]
        if subject.form == "name":
            own = turn is not None and subject.side == turn.side and not subject.person and turn.side in ("US", "CN")
            if own and not _SELF_PAST.search(clause):
                return None
            who = (subject.voice, subject.side)
            if subject.person:
                self.person, self.person_at = who, hit.verb
        elif subject.form in ("i", "we"):
            if turn is None or not _SELF_PAST.search(clause):
                return None
            who = (turn.voice, turn.side)
        elif subject.form in ("author", "you"):
            return None
        elif subject.form == "he":
            who = self._mentioned(hit.clause, turn) or self.person or self.speaker or ("others", "OTHER")
        elif subject.form == "role":
            who = self._mentioned(hit.clause, turn) or self.person or ("others", "OTHER")
            if not self._titled(who[0], subject):
                who = ("others", "OTHER")
        elif subject.form == "they":
            who = ("others", "OTHER")
        else:
            who = self._topic(hit) or (self.speaker if hit.verb - self.speaker_at < 500 else None)
            own = turn is not None and who is not None and who[1] in (turn.side, "OTHER") and who[0] != turn.voice
            if who is None or own or (turn is not None and who[0] == turn.voice and not _SELF_PAST.search(clause)):
                return None
        if who:
            self.speaker, self.speaker_at = who, hit.verb
        return who

    def at_home(self, subject: ChineseSubject) -> ChineseSubject:
        """Give 外交部 and the like to the side that the document, or else the government named before, tells."""
        if subject.side != "CN" or subject.voice not in _AT_HOME:
            return subject
        phrase = self.text[subject.start : subject.end]
        if not any(phrase.startswith(alias) for alias in home_aliases()):
            return subject
        side = self.home
        if not side:
            pattern, table = known_aliases()
            floor = max(0, subject.start - 120)
            named = [m[0] for m in pattern.finditer(self.text, floor, subject.start) if m[0] not in home_aliases()]
            sides = [table[name][1] for name in reversed(named)]
            side = next((side for side in sides if side in ("CN", "TW")), "CN")
        return subject._replace(voice=_AT_HOME[subject.voice], side="TW") if side == "TW" else subject

    def _mentioned(self, place: int, turn: Turn | None) -> tuple[str, str] | None:
        if self.person and place - self.person_at < 300:
            return self.person
        pattern, table = known_aliases()
        best = None
        floor = max(place - 240, turn.start if turn else 0, 0)
        for m in pattern.finditer(self.text, floor, place):
            if table[m[0]][2] == "person":
                opens = self.text[m.start() - 1 : m.start()] in ("", "。", "，", "\n", "；")
                if best is None or opens or not best[1]:
                    best = (table[m[0]][:2], opens)
        return best[0] if best else None

    def _titled(self, voice: str, role: ChineseSubject) -> bool:
        """Tell whether somebody was called by a title shortly before: 赖清德总统, 总统马克龙."""
        title = self.text[role.start : role.end].removeprefix("这位").removeprefix("该")
        before = self.text[max(0, role.start - 400) : role.start]
        names = aliases_of(voice)
        return any(
            name + title in before or title + name in before or (title in name and name in before) for name in names
        )

    def _topic(self, hit: ChineseHit) -> tuple[str, str] | None:
        """Find the subject at the head of an earlier clause of the sentence (习近平发言时，首先提到)."""
        begin = max(
            (m.end() for m in STOPS.finditer(self.text, max(0, hit.clause - 160), hit.clause)),
            default=max(0, hit.clause - 160),
        )
        if self.speaker_at >= begin:
            return self.speaker
        for clause in reversed([begin, *(m.end() for m in COMMAS.finditer(self.text, begin, hit.clause))]):
            stop = COMMAS.search(self.text, clause, hit.clause)
            if not stop or stop.start() - clause < 2:
                continue
            subject = _leading(self.text, clause, stop.start())
            if subject and subject[0] != "others":
                return subject
        return None


def _leading(text: str, begin: int, end: int) -> tuple[str, str] | None:
    pattern, _ = known_aliases()
    for m in pattern.finditer(text, begin, min(end, begin + 16)):
        subject = chinese_subject(text, begin, m.end())
        if subject and subject.form == "name" and text[m.end() : m.end() + 1] not in "的":
            longer = chinese_subject(text, begin, min(end, m.end()))
            return (longer.voice, longer.side) if longer else None
    return None
