"""English text becomes reporting verbs with their subjects."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from discourse.language.cues_en import verb_forms
from discourse.language.names_en import mentions
from discourse.language.report import MOST
from discourse.language.speakers_en import find_subject, find_subject_after
from discourse.language.subject_en import LIGHT, WORD, Subject

_BEFORE_RELATIVE = frozenset(
    "what whatever how why where which who anything everything something things all nothing word than thing".split()
)
_BEFORE_QUESTION = frozenset(
    "did does do has have had is was are were will would could can should didn’t doesn’t hasn’t".split()
)
_BEFORE_IF = frozenset("if whether unless until suppose supposing imagine assuming".split())
_COMPLEMENTS = frozenset(
    "clear fact given so sure think know knows now except is was view point and but certain seems appears see".split()
)
_CONNECTOR = re.compile(
    r"(?:[,;]?\s+(?:and|but|as|while|whereas|although|as|with|or)(?:\s+(?:then|also|that|both|so|further|"
    r"the))?|\s*[,;—])\s*$"
)
_PLURAL = frozenset("some many others people folks experts several most all both few members officials leaders".split())
_TO_SAY = frozenset("continue continues continued on proceeded used liked likes loved loves".split())
_BACK_THEN = frozenset("on used continued liked loved".split())
_QUOTED_AS = re.compile(
    r"(?:\b(?:was|were|is|are|been|being) (?:\w+ )?(?:quoted|cited|recorded|filmed|overheard)(?: by [^,.;:]{2,60}?)?|"
    r"\b(?:quoted|quotes|quoting|cited|cites|citing) (?P<whom>[^,.;:]{2,70}?)) as $"
)
_INVERSION = re.compile(
    r"\W*(?:Q\s+)?(?:(?:And|But|So|Or|Well|Okay|Then|and|but|so),? )*(?i:can|could|is|are|was|were|do|does|did|has|"
    r"have|had|will|would|should|might)(?:n[’']t)? (?:[\w’.-]+ ){0,6}\Z"
)
_CALLED = re.compile(r"\b(?:called|spoke|wrote|phoned|telephoned|met)\b(?:(?! and )[^,;.]){3,160}$")  # … to express P


class Hit(NamedTuple):
    """A reporting verb with its subject, its kinds of complement and its place in the sentence."""

    subject: Subject
    cue: str
    kinds: frozenset[str]
    begin: int  # of the verb group
    verb: int
    end: int
    link: int  # where the conjunction before the clause begins, or -1 for a clause inside another
    as_clause: bool
    what: bool


def find_hits(text, bounds, memory, quotes, quote_starts):
    """Yield the reporting verbs that have a subject and are neither negated, asked, hypothetical nor passive."""
    pattern, table, negation, modal, passive = verb_forms()
    crowd, verbs = -1, 0
    for m in pattern.finditer(text):
        at = bisect_right(bounds, m.start()) - 1
        verbs = verbs + 1 if at == crowd else 1
        if verbs > MOST:
            continue
        crowd, sentence = at, bounds[at]
        cue, kinds, tense = table[m[0]]
        inside = bisect_right(quote_starts, m.start()) - 1
        if inside >= 0 and m.start() < quotes[inside][1]:
            sentence = max(sentence, quotes[inside][2])
            quoted = True
        else:
            quoted = False
        words = list(WORD.finditer(text, max(sentence, m.start() - 200), m.start()))
        begin, progressive, blocked, perfect, future = m.start(), False, False, False, False
        while words and not text[words[-1].end() : begin].strip(" \t"):
            word = words[-1][0].replace("'", "’").lower()
            if word in negation or word.endswith("n’t"):
                blocked = True
                break
            if word in ("will", "to") and kinds & {"stress", "that", "say", "directive"}:
                lead = words[-2][0].lower() if len(words) > 1 else ""
                if word == "will" or lead in _TO_SAY:
                    perfect, future = perfect or word == "will" or lead in _BACK_THEN, future or word == "will"
                    drop = 1 if word == "will" else 3 if lead == "on" else 2
                    begin = words[max(0, len(words) - drop)].start()
                    del words[-drop:]
                    continue
            if word in modal:
                if word == "to" and tense == "base" and "stress" in kinds and _CALLED.search(text, sentence, begin):
                    nobody = Subject("", "", begin, begin, "elided")
                    yield Hit(nobody, cue, kinds, begin, m.start(), m.end(), -1, False, False)
                blocked = True
                break
            if word in passive:
                if tense != "ing" and "clear" not in kinds:
                    blocked = True
                    break
                progressive = True
                perfect = perfect or (word in ("been", "was", "were") and "clear" in kinds) or word == "been"
            elif word in ("has", "have", "had", "’ve"):
                perfect = True
            elif word not in LIGHT and not (word.endswith("ly") and len(word) > 4):
                break
            begin = words[-1].start()
            words.pop()
        if blocked:
            continue
        if words and not text[words[-1].end() : begin].strip():
            stem = words[-1][0].replace("'", "’")
            if stem.endswith(("’d", "’ll")):
                continue
            if tense == "adjective" and stem.endswith(("’s", "’re", "’m")):
                progressive = True
            elif stem.lower() in ("i’m", "we’re", "you’re") or (stem.endswith("’re") and tense != "ing"):
                continue
            perfect = perfect or stem.endswith("’ve")
            if tense == "adjective" and not progressive:
                continue
            if (stem.endswith("’s") and stem.lower() not in ("he’s", "she’s", "who’s")) or stem.lower() in (
                "it’s",
                "that’s",
            ):
                continue
        subject = find_subject(text, max(sentence, begin - 160), begin)
        if tense == "ing" and subject and not progressive:
            if subject.form != "name":
                continue
            if text[subject.end : begin].strip(" \n") == ",":
                subject = None
        if subject and _asked(text, sentence, subject.start, sentence_end(bounds, m.start(), text)):
            continue
        if future and subject and subject.form in ("i", "we", "you"):
            continue
        if subject and not _may_speak(text, subject, kinds, tense, perfect, progressive, quoted):
            continue
        if "clear" in kinds and (not progressive or subject is None):
            continue
        if subject is None or subject.form == "none":
            if subject or tense == "base" or (quoted and False):
                continue
            lead = text[max(sentence, begin - 12) : begin].rstrip()
            if m[0] == "saying" and (quoted_as := _QUOTED_AS.search(text, max(sentence, begin - 130), begin)):
                source = _quoted_source(text, sentence, quoted_as)
                if source:
                    yield Hit(source, cue, kinds, begin, m.start(), m.end(), -1, False, False)
                continue
            if m[0] == "saying" and not progressive and not re.search(r"(?:,|;|\band|\bbut)$", lead):
                named = list(mentions().finditer(text, sentence, m.start()))
                source = find_subject(text, sentence, named[-1].end()) if named else None
                if source and source.form == "name":
                    yield Hit(source, cue, kinds, begin, m.start(), m.end(), -1, False, False)
                continue
            if not re.search(r"(?:,|;|\band|\bbut|\bthen|\bwhile|\bby)$", lead) or (
                tense == "ing" and lead.endswith("by")
            ):
                continue
            subject = Subject("", "", begin, begin, "elided")
        start = begin if subject.form == "elided" else subject.start
        before = text[max(sentence, start - 40) : start]
        word = (before.split() or [""])[-1].lower().strip(',—(“"')
        what = False
        if subject.form != "elided":
            pause = before.rstrip()[-1:] in (":", ",", ";", "—", "(")
            if (word in _BEFORE_QUESTION and not pause and "and" not in before[-8:]) or word in _BEFORE_IF:
                continue
            if (
                subject.form == "you"
                and word in ("", "q", "so", "and")
                and "?" in text[m.end() : sentence_end(bounds, m.start(), text)]
            ):
                continue
            if word == "which" and re.search(r"\bin which $", before):
                word = ""
            what = (
                word in ("what", "which", "who", "something", "thing")
                and kinds & {"say", "that", "stress"}
                and subject.form != "who"
            )
            if word in _BEFORE_RELATIVE and subject.form != "who" and not what and kinds != {"quote"}:
                continue
        if word == "that" and not before.endswith(", that ") and not _complement(before, table):
            continue
        as_clause = word in ("as", "like") and subject.form != "elided" and (tense != "ing" or perfect or progressive)
        link = _CONNECTOR.search(text, max(sentence, start - 16), start)
        yield Hit(subject, cue, kinds, begin, m.start(), m.end(), link.start() if link else -1, as_clause, what)


def _quoted_source(text: str, sentence: int, found: re.Match[str]) -> Subject | None:
    """Whose words are quoted: the minister was quoted as saying, Xinhua quoted the minister as saying."""
    if found["whom"]:
        return find_subject_after(text, found.start("whom"), found.end("whom"))
    return find_subject(text, max(sentence, found.start() - 160), found.start())


def _asked(text: str, sentence: int, subject: int, end: int) -> bool:
    """Tell whether the subject stands after the verb of a question: Can the world and others …?"""
    return text[max(sentence, end - 6) : end].rstrip(" \n\t”\"’").endswith("?") and bool(
        _INVERSION.match(text, sentence, subject)
    )


def _complement(before: str, table: dict) -> bool:
    words = before.lower().replace(",", "").split()
    lead = words[-2] if len(words) > 1 else "so"
    return (
        lead in table
        or lead in _COMPLEMENTS
        or lead in ("me", "us", "you", "him", "her", "them", "again", "yesterday", "today", "reporters")
    )


def _may_speak(text, subject, kinds, tense, perfect, progressive, quoted) -> bool:
    form = subject.form
    if form in ("i", "we", "you") and quoted:
        return False
    if form in ("i", "we"):
        if kinds <= {"mental"} or (tense != "past" and not perfect):
            return False
        return tense in ("past", "ing") or perfect
    if form == "you":
        return (tense == "past" or perfect) and bool(kinds & {"say", "that", "tell", "stress", "directive"})
    if tense == "third" and form == "name" and text[subject.start : subject.end].split()[-1].lower() in _PLURAL:
        return False
    if tense == "base" and form == "name" and not perfect:
        last = re.split(r" (?:in|at|of|from|for) ", text[subject.start : subject.end])[0].split()[-1].lower()
        plural = last.endswith("s") or last in ("people", "folks", "some", "many", "others") or ";" in subject.voice
        return plural and not kinds & {"noun"}
    if tense == "third" and form in ("they",):
        return False
    return True


def sentence_end(bounds: list[int], place: int, text: str) -> int:
    """Where the sentence around a place ends."""
    at = bisect_right(bounds, place)
    return bounds[at] if at < len(bounds) else len(text)
