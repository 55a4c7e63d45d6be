"""A subject in its English text becomes a voice: he, she, they, we, I and you are told by what stands before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator

from discourse.language.names_en import (
    TITLES,
    institutions,
    is_american,
    known_names,
    mentions,
    name_key,
    names_person,
    persons,
    plain_title,
    side_of_title,
)
from discourse.language.speakers_en import find_subject
from discourse.language.subject_en import Subject
from discourse.language.turns import Turn

_CHUNK = 4096
_LEADS = re.compile(r"(?:[.!?:—]|\n|^| and| but|[Tt]hat|,)\s*(?:\w+ )?$")
_CAPITALS = re.compile(r"(?:(?<![\w’'.-])[A-Z][\w’'-]* ){1,4}\Z")
_ADDRESSED = re.compile(r"(?:[Tt]hank(?:s| you)?|Hi|Hey|Hello|Yes|Sure|Okay|Sorry|[Mm]orning|[Aa]fternoon)(?:,? |, )$")
_NOUN_HEAD = re.compile(
    r"(?:^|[.!?—]\s+|\n)(?:And |But |So )?(?:The|the|A|a|An|an|One|one|My|my) (?:[\w’-]+ ){0,3}?"
    r"(?P<head>(?!(?:matter|order|number|power|water|paper|letter|chapter|answer|weather|winter|summer|border|center|"
    r"corner|other|another|computer|server|sector|factor|error|mirror|door|floor|figure|offer|charter|quarter|cover|river)\b)"
    r"[a-z]{2,}(?:er|or|ist|man|nurse|doctor|mother|father|student|guy|kid|officer|veteran|parent|child|wife|"
    r"husband|woman|teacher))\b(?= (?:who|named|from|in|at|of|with|I|we|said|told|is|was|has|had)\b)"
)


class Memory:
    """Who was named where, so that he, she and they can be told."""

    def __init__(self, text: str, turns: list[Turn], president: tuple[str, str] = ("Biden", "US")):
        self.text, self.turns, self.president = text, turns, president
        self.starts = [t.start for t in turns]
        self.chunks: dict[int, list[re.Match[str]]] = {}
        self.last: tuple[int, str, str, str] | None = None
        self.people: dict[str, tuple[str, str]] = {}
        self.roles: dict[str, tuple[str, str]] = {}

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
            return (turn.voice, turn.side) if turn else ("US officials", "US")
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
        return self._known(subject, turn)

    def _known(self, subject: Subject, turn: Turn | None) -> tuple[str, str]:
        """A name as it stands, or as an earlier fuller one told it: the minister, Zhang."""
        phrase = self.text[subject.start : subject.end]
        words = phrase.split()
        who, last = (subject.voice, subject.side), name_key(words[-1]) if words else ""
        unlisted = who[0] == (words or [""])[-1] and last not in known_names()[0]
        if unlisted and len(words) == 1 and last in self.people:
            return self.people[last]
        if who == ("Biden", "US") and plain_title(name_key(phrase)) and last == "president":
            return self._president(subject, capital=words[-1][0].isupper(), turn=turn)
        first = name_key(words[0]) if words else ""
        if who == ("others", "OTHER") and turn is not None and known_names()[0].get(last, ("", "", ""))[2] == "office":
            if (first, turn.side) in (("your", "PRESS"), ("our", "US")):
                return "US officials", "US"
        if who == ("others", "OTHER") and first == "the":
            american = turn is not None and turn.side in ("US", "PRESS") and is_american(phrase)
            return self.roles.get(last, ("US officials", "US") if american else who)
        if unlisted and who[1] != "OTHER":
            self.people.update((name_key(w), who) for w in words if w[0].isupper() and name_key(w) not in TITLES)
        if who != ("others", "OTHER") and ";" not in who[0]:
            self.roles.update((key, who) for key in map(name_key, words) if key in TITLES or key in known_names()[2])
        return who

    def _president(self, subject: Subject, *, capital: bool, turn: Turn | None) -> tuple[str, str]:
        """The president named last; written with a capital letter the American one, if he was named at all."""
        named = [
            named_voice(self.text, m)
            for m in self._mentioned(max(0, subject.start - 1500), subject.start)
            if re.search(r"\bPresident [A-Z]", m[0]) or names_person(name_key(m[0]).split()[-1])
            if "Vice" not in self.text[max(0, m.start() - 5) : m.start() + 5]
            if "President" in self.text[max(0, m.start() - 24) : m.end()]
        ]
        american = any(side == "US" for _, side in named)
        if not named or (capital and (american or turn is not None)):
            return self.president
        return named[-1]

    def _mentioned(self, floor: int, stop: int) -> Iterator[re.Match[str]]:
        for chunk in range(floor // _CHUNK, stop // _CHUNK + 1):
            if chunk not in self.chunks:
                ends = min(len(self.text), (chunk + 1) * _CHUNK + 60)
                self.chunks[chunk] = list(mentions().finditer(self.text, chunk * _CHUNK, ends))
            found = self.chunks[chunk]
            for m in found[bisect_left(found, floor, key=lambda m: m.start()) :]:
                if m.end() > stop or m.start() >= (chunk + 1) * _CHUNK:
                    break
                yield m

    def _before(self, subject: Subject, turn: Turn | None) -> tuple[str, str]:
        wanted = {"he": "one", "they": "more", "who": ""}[subject.form]
        floor = max(turn.start if turn else 0, subject.start - 700)
        best = None
        for m in deque(self._mentioned(floor, subject.start), maxlen=12):
            if (wanted and m.lastgroup != wanted) or (
                self.text[m.end() : m.end() + 1] == "," and m.start() - floor < 40 and turn and " " not in m[0]
            ):
                continue
            opening = self.text[max(floor, m.start() - 25) : m.start()]
            if _ADDRESSED.search(opening):
                continue
            leads = m.start() == floor or bool(_LEADS.search(opening[-14:]))
            if best is None or leads or not best[1]:
                best = (m, leads)
        if (
            subject.form == "they"
            and self.last
            and self.last[3] == "they"
            and (not best or self.last[0] > best[0].start() or not best[1])
        ):
            return self.last[1], self.last[2]
        if (
            subject.form == "they"
            and turn is None
            and (not best or known_names()[0].get(name_key(best[0][0]), ("", "", ""))[2] != "joint")
        ):
            if re.search(r"\b(?:met|spoke|talked|meeting|call)\b[^.]{0,120}\bwith\b", self.text[floor : subject.start]):
                return "both sides", "BOTH"
        if subject.form == "he":
            near = max(floor, subject.start - 260, best[0].end() if best and best[1] else 0)
            if _NOUN_HEAD.search(self.text, near, subject.start):
                return "others", "OTHER"
        if best and subject.form == "he" and self.last and self.last[3] == "he" and self.last[0] > best[0].end():
            if self.last[0] >= floor and self.last[1] not in institutions():
                return self.last[1], self.last[2]
        if best is None:
            if self.last and subject.start - self.last[0] < 1500 and subject.form == "he" and self.last[3] == "he":
                return self.last[1], self.last[2]
            if subject.form == "he" and (near := list(persons().finditer(self.text, floor, subject.start))):
                someone = find_subject(self.text, near[-1].start(), near[-1].end())
                return (someone.voice, someone.side) if someone and someone.form == "name" else ("others", "OTHER")
            return (
                ("Biden", "US")
                if turn and subject.form == "he" and turn.side in ("US", "PRESS") and turn.voice != "Biden"
                else ("others", "OTHER")
            )
        return named_voice(self.text, best[0])


def named_voice(text: str, mention: re.Match[str]) -> tuple[str, str]:
    """Give the voice and side of a mention: of the name in it, or of its title."""
    lead = _CAPITALS.search(text, max(0, mention.start() - 60), mention.start())
    subject = find_subject(text, lead.start() if lead else mention.start(), mention.end())
    if subject and subject.form == "name" and ";" not in subject.voice and subject.end == mention.end():
        return subject.voice, subject.side
    phrase = mention[0]
    names = known_names()[0]
    for key in (name_key(phrase), name_key(phrase.split()[-1])):
        if key in names:
            return names[key][0], names[key][1]
    return phrase.split()[-1], side_of_title(phrase)
