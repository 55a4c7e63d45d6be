"""English text becomes reports: who is said to have said what, in clauses and in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from discourse.language.content_en import content_span, trimmed
from discourse.language.memory_en import Memory
from discourse.language.names_en import mentions
from discourse.language.quotation_en import find_quotes, mostly_quoted, quoted_reports
from discourse.language.report import Report, sentence_starts
from discourse.language.speakers_en import find_subject, find_subject_after
from discourse.language.subject_en import Subject
from discourse.language.turns import Turn
from discourse.language.verbs_en import Hit, find_hits, sentence_end
from discourse.reading.voices import load_cues

_BOUNDARY = re.compile(r"\n+|[.!?…][”\"’')\]]*(?=[ \t\n]|$)(?:[ \t]+\n*)?")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Ms|Mrs|Dr|MR|MS|MRS|DR|Jr|Sr|St|Gen|Sen|Rep|Gov|Lt|Col|No|vs|U\.S|U\.K|U\.N|D\.C|a\.m|p\.m|[A-Z]))\.$"
)
_STATE = re.compile(r"\.[SNK]\.")
_STARTER = re.compile(r"(?:The|He|She|It|We|They|I|In|On|At|And|But|This|That|These|President|Both|As|So|Q)\b|$|\n")
_PLACES = re.compile(
    r"(?i:\baccording to )(?P<who>(?:the |a |an )?[^,.;:“”\n]{2,60}?)(?P<stop>,|\.|;|$|(?= that\b)|(?=\n))"
)
_BY = re.compile(
    r"\b(?:[Ii]t|[Tt]his|[Tt]hat|[Ww]e|[Ii]|[Hh]e|[Ss]he|[Tt]hey|[Rr]eporters|[Ll]awmakers) "
    r"(?:was|were|has been|have been|had been|is being|was also|was later) "
    r"(?P<cue>said|told|announced|confirmed|reported|stated|claimed|declared|argued|stressed|emphasized|suggested|"
    r"assured|informed|warned|reminded|revealed|disclosed|asserted|alleged|noted|explained|added|underscored) "
    r"(?:\w+ly )?(?:on \w+day )?by "
)
_EYES = re.compile(
    r"(?:(?<=[\s“])|^)(?:From|In|from|in|By|by) "
    r"(?:(?P<whose>[^\s,.;:“”][^,.;:“”\n]{1,50}?)(?:’s|'s|(?<=s)[’']) (?:[\w-]+ )?"
    r"(?P<cue>perspective|view|viewpoint|point of view|telling|account|eyes|words|opinion|judgment|assessment|"
    r"estimation|estimate|reading|standpoint)|"
    r"the (?:view|eyes|opinion|judgment|estimation|telling) of (?P<of>[^,.;:“”\n]{2,50})), (?=\w)"
)
_BY_THAT = re.compile(r",?(?: (?:on \w+|in \w+|yesterday|today|earlier|last \w+|this \w+),?)? that ")


def english_reports(text: str, turns: list[Turn], memory: Memory | None = None) -> list[Report]:
    """Find the reports of an English text; `turns` say whose I and we are."""
    memory = memory or Memory(text, turns)
    bounds = sentence_starts([*_bounds(text), *(t.start for t in turns)], len(text))
    quotes = find_quotes(text)
    quote_starts = [q[0] for q in quotes]
    reports: list[Report] = []
    by_sentence: dict[int, list[Hit]] = {}
    for hit in find_hits(text, bounds, memory, quotes, quote_starts):
        at = bisect_right(bounds, hit.verb) - 1
        by_sentence.setdefault(at, []).append(hit)
    quoting: dict[int, list[tuple[Hit, str, str]]] = {}
    for at, hits in by_sentence.items():
        begin, end = bounds[at], bounds[at + 1] if at + 1 < len(bounds) else len(text)
        last: tuple[str, str] | None = None
        for number, hit in enumerate(hits):
            if hit.subject.form == "elided":
                if last is None:
                    last = _opening(text, begin, hit.begin, memory)
                if last is None:
                    continue
                who = last
            else:
                who = memory.named(hit.subject)
            if hit.subject.form in ("name", "he", "they", "elided"):
                memory.last = (hit.verb, *who, "they" if who[1] == "BOTH" or hit.subject.form == "they" else "he")
            last = who if hit.link >= -1 and (hit.link >= 0 or last is None or number == 0) else last
            quoting.setdefault(at, []).append((hit, *who))
            span = content_span(text, begin, end, hit, hits[number + 1 : number + 12])
            if span:
                reports.append(Report(*who, *span, "indirect", hit.cue))
    reports = [r for r in reports if not mostly_quoted(r, quotes, quote_starts)]
    reports += quoted_reports(text, quotes, quoting, bounds, memory)
    reports += _according(text, bounds) + _noun_reports(text, bounds) + _passives(text, bounds)
    reports += _perspectives(text, bounds)
    return sorted(set(reports), key=lambda r: (r.start, -r.end))


def _bounds(text: str) -> list[int]:
    bounds = [0]
    for m in _BOUNDARY.finditer(text):
        if text[m.start()] == "." and _ABBREVIATION.search(text, max(0, m.start() - 6), m.start() + 1):
            if not _STATE.match(text, m.start() - 2) or not _STARTER.match(text, m.end()):
                continue
        if text[m.start()] == "…" and text[m.end() : m.end() + 1].islower():
            continue
        bounds.append(m.end())
    return bounds


def _opening(text: str, begin: int, stop: int, memory: Memory) -> tuple[str, str] | None:
    """Who stands at the head of the sentence, as its subject."""
    m = re.compile(r"[\s“\"]*(?:[^\s,]+(?: [^\s,]+){0,5}, )?(?P<they>He|She|They|he|she|they|We|we|I)\b").match(
        text, begin, stop
    )
    if m:
        form = {"they": "they", "we": "we", "i": "i"}.get(m["they"].lower(), "he")
        return memory.named(Subject("", "", m.start("they"), m.end("they"), form))
    head = re.compile(r"[\s“\"]*(?:(?:And|But|So|Then),? )?").match(text, begin, stop)
    subject = find_subject_after(text, head.end(), stop)
    if subject and subject.form == "name":
        return memory.named(subject)
    found = mentions().search(text, begin, min(stop, begin + 90))
    if not found or re.search(r"\b(?:with|to|of|for|from|by|in|on)\s+(?:\w+\s+)?$", text[begin : found.start()]):
        return None
    subject = find_subject(text, begin, found.end())
    return memory.named(subject) if subject else None


def _according(text: str, bounds: list[int]) -> list[Report]:
    found = []
    for m in _PLACES.finditer(text):
        at = bisect_right(bounds, m.start()) - 1
        begin, end = bounds[at], bounds[at + 1] if at + 1 < len(bounds) else len(text)
        who = m["who"]
        subject = find_subject_after(text, m.start("who"), m.end("who")) or find_subject(who, 0, len(who))
        if not subject or not subject.voice:
            if not _sources().match(who):
                continue
            subject = Subject("others", "OTHER", m.start("who"), m.end("who"), "name")
        lead = text[begin : m.start()]
        span = None
        if m["stop"] == "," and (len(lead.strip()) < 12 or lead.rstrip().endswith((",", "—", "and", "but"))):
            span = trimmed(text, m.end(), end)
        elif len(lead.strip()) >= 12:
            span = trimmed(text, begin, m.start())
        if span:
            found.append(Report(subject.voice, subject.side, *span, "indirect", "according to"))
    return found


def _perspectives(text: str, bounds: list[int]) -> list[Report]:
    """From Beijing’s perspective, P. In the view of the White House, P."""
    found = []
    for m in _EYES.finditer(text):
        group = "of" if m["of"] else "whose"
        subject = find_subject_after(text, m.start(group), m.end(group))
        span = trimmed(text, m.end(), sentence_end(bounds, m.start(), text))
        if subject and subject.form == "name" and subject.end == m.end(group) and span:
            found.append(Report(subject.voice, subject.side, *span, "indirect", (m["cue"] or "in the view of").lower()))
    return found


def _passives(text: str, bounds: list[int]) -> list[Report]:
    """It was announced by the White House that P."""
    found = []
    for m in _BY.finditer(text):
        subject = find_subject_after(text, m.end(), m.end() + 120)
        if not subject or subject.form != "name":
            continue
        that = _BY_THAT.match(text, subject.end, subject.end + 60)
        span = trimmed(text, that.end(), sentence_end(bounds, m.start(), text)) if that else None
        if span:
            found.append(Report(subject.voice, subject.side, *span, "indirect", m["cue"]))
    return found


@lru_cache(maxsize=1)
def _sources() -> re.Pattern[str]:
    nouns = "|".join(re.escape(c.cue) for c in load_cues() if c.lang == "en" and c.kind == "source")
    return re.compile(rf"(?i:(?:[^,;.]{{0,40}} )?(?:{nouns})s?(?: (?:by|from|in|of|on)\b|$))")


@lru_cache(maxsize=1)
def _noun_pattern() -> re.Pattern[str]:
    nouns = "|".join(re.escape(c.cue) for c in load_cues() if c.lang == "en" and c.kind == "noun")
    return re.compile(
        rf"(?:’s|'s|s’) (?:[\w-]+ ){{0,2}}(?P<cue>{nouns})s?(?: (?:last|this|earlier|yesterday|"
        rf"today|here|throughout|on this|(?:to|in|for) [^,.;:]{{2,40}}?)(?: \w+)?)?"
        rf"(?:,? (?:is|was|has been|remains|here is|continues to be)"
        r"(?: (?:simple|clear|blunt|plain|direct|straightforward|unmistakable|and|always|still|very|also|been))*:?)?,? "
        rf"(?:that|(?<=: )|(?<=is )(?=we|they|he|she|there)) ?(?=[a-zA-Z])"
    )


def _noun_reports(text: str, bounds: list[int]) -> list[Report]:
    """Beijing’s assertion that P, President Xi’s view that P."""
    found = []
    for m in _noun_pattern().finditer(text):
        begin = bounds[bisect_right(bounds, m.start()) - 1]
        subject = find_subject(text, max(begin, m.start() - 80), m.start())
        span = trimmed(text, m.end(), sentence_end(bounds, m.start(), text))
        if subject and subject.form == "name" and span:
            found.append(Report(subject.voice, subject.side, *span, "indirect", m["cue"]))
    return found
