"""English quotation marks become quotations with their speakers; scare quotes stay unspoken."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from discourse.language.names_en import known_names, name_key
from discourse.language.report import Report
from discourse.language.speakers_en import find_subject, find_subject_after

QUOTE = re.compile(r"“([^“”]{1,6000}?)(?:”|(?=\n\s*“))|\"([^\"\n]{1,4000})\"")
_INNER = re.compile(r"(?<=[\s,:—])‘([^‘“”\n]{1,600}?)’(?![\w’])")
_HEADING = re.compile(r"(?:^|\n)[^\n:]{0,40}?(?:from|by|of|statement:?)?\s*(?P<who>[A-Z][^\n:“”]{2,80}):\s*$")
_PROVERB = re.compile(
    r"\b(?:an?|the|that|this|my|our|old) (?:[\w-]+ ){0,2}(?:saying|expression|proverb|adage|refrain)\b[^.!?“”]{0,60}"
    r"(?:[,:—] ?|goes |says |is )$"
)
_INVERTED = re.compile(
    r"[\s,]*(?:said|says|added|adds|asked|wrote|writes|declared|explained|noted|replied|remarked|warned|insisted|"
    r"argued|recalled|responded|answered|observed|complained|joked|concluded|stressed|emphasized|tweeted|shouted|read|"
    r"acknowledged|conceded|admitted|announced|claimed|told|continued|cautioned|predicted|quipped|lamented|vowed)\s+(?=\w)"
)
_SOMEONE = re.compile(r"(?:the|an?|one|another|his|her|my|their|our) [\w’-]+")  # said the baker
_LABEL = re.compile(r"(?:^|[.!?”\"\n]\s*)(?P<who>[A-Z][^\n:.!?“”\",;]{1,60}?):\s*$")
_IN_WORDS = re.compile(
    r"(?i:\bin the (?:(?:famous|immortal|own) )?words of )(?P<of>[^,;:.!?“”\n]{2,60}),? $|"
    r"(?i:\bas )(?P<put>[^,;:.!?“”\n]{2,60}?) (?:once |later |famously |recently )?(?:put it|would say|said)[,:] $|"
    r"(?i:\bto quote )(?P<quote>[^,;:.!?“”\n]{2,60}?)[,:] $|"
    r"(?i:\b(?:words|statement|letter|message|tweet|post|remark) (?:of|from|by) )"
    r"(?P<by>[^,;:.!?“”\n]{2,60}?)(?: on \w+day)?[,:] $"
)


def find_quotes(text: str) -> list[tuple[int, int, int, int]]:
    """Find quotations, those in single marks inside others too: left, right, start and end of the words."""
    quotes = [(m.start(), m.end(), *m.span(1 if m[1] is not None else 2)) for m in QUOTE.finditer(text)]
    inner = [(*m.span(), *m.span(1)) for m in _INNER.finditer(text)]
    return sorted(quotes + inner)


def mostly_quoted(report: Report, quotes, quote_starts) -> bool:
    """Tell whether a report is little more than a quotation, which then stands for it."""
    length = report.end - report.start
    at = bisect_left(quote_starts, report.start - 1)
    if at < len(quotes) and quotes[at][0] < report.end:
        return quotes[at][3] - quotes[at][2] > 0.55 * length
    return at > 0 and quotes[at - 1][1] >= report.end and length > 0.8 * (quotes[at - 1][3] - quotes[at - 1][2])


def quoted_reports(text, quotes, quoting, bounds, memory) -> list[Report]:
    """Give the quotations that somebody is said to have said."""
    found: list[Report] = []
    previous: tuple[int, str, str, str] | None = None
    for left, right, start, end in quotes:
        who = _quote_speaker(text, left, right, quoting, bounds, memory)
        if who is None and previous and re.fullmatch(r"[\s—]*|\s*(?:And|and),?\s*", text[previous[0] : left]):
            who = previous[1:]
        if who is None and _leads(text, left, ",:—os") and _PROVERB.search(text, max(0, left - 110), left):
            who = ("proverb", "OTHER", ":", "before")
        if who is None:
            continue
        if end > start:
            found.append(Report(who[0], who[1], start, end, "direct", who[2]))
        tail = re.match(r",? [^.!?\n“”]{0,90}[.,:]", text[right : right + 100]) if who[3:] == ("after",) else None
        previous = (right + (tail.end() if tail else 0), *who[:3], "")[:4]
    return found


def _leads(text: str, left: int, marks: str) -> bool:
    """Tell whether the last sign before a quotation can introduce one."""
    return text[max(0, left - 4) : left].rstrip()[-1:] in tuple(marks)


def _quote_speaker(text, left, right, quoting, bounds, memory):
    at = bisect_right(bounds, left) - 1
    best = None
    said = quoting.get(at, ())
    near = bisect_right(said, left, key=lambda entry: entry[0].end)
    for hit, voice, side in said[max(0, near - 6) : near]:
        if hit.end <= left:
            gap = text[hit.end : left]
            if len(gap) < 140 and hit.kinds & {"say", "that", "stress", "tell", "directive", "quote", "mental"}:
                tight = re.fullmatch(
                    r"[\s,:—]*(?:(?:to|me|us|you|him|her|them|again|and|well|quote|back)[\s,:—]*){0,4}", gap
                )
                if "tell" in hit.kinds and len(gap) < 45 and gap.rstrip().endswith((",", ":")):
                    tight = True
                if hit.kinds == {"quote"}:
                    tight = len(gap) < 70 and not re.search(r"[.!?,;:]", gap.rstrip(", :"))
                fragment = len(text[left:right].split()) >= 3
                if tight or (
                    fragment
                    and len(gap) < 90
                    and not re.search(r"[.!?][”\"’]?\s", gap)
                    and hit.kinds & {"say", "that", "stress"}
                ):
                    best = (voice, side, hit.cue, "before")
    if best:
        return best
    after = bisect_right(bounds, min(right + 1, len(text) - 1)) - 1
    for where in (at, after):
        said = quoting.get(where, ())
        near = bisect_left(said, right, key=lambda entry: entry[0].subject.start)
        for hit, voice, side in said[near : near + 3]:
            if (
                hit.subject.form != "elided"
                and 0 <= hit.subject.start - right <= 3
                and hit.kinds & {"say", "that", "tell", "directive", "stress"}
            ):
                return voice, side, hit.cue, "after"
    inverted = _INVERTED.match(text, right, right + 40)
    if inverted and (text[right - 2 : right - 1] in ",?!.—…’'" or text[right : right + 1] == ","):
        subject = find_subject_after(text, inverted.end(), right + 200)
        if subject:
            return *memory.named(subject), inverted[0].strip(", "), "after"
        if _SOMEONE.match(text, inverted.end()):
            return "others", "OTHER", inverted[0].strip(", "), "after"
    if not _leads(text, left, ",:"):
        return None
    words = _IN_WORDS.search(text, max(0, left - 90), left)
    if words:
        group = words.lastgroup
        subject = find_subject_after(text, words.start(group), words.end(group))
        if subject:
            return *memory.named(subject), words[0].split()[0].lower() + " …", "before"
    label = _LABEL.search(text, max(0, left - 70), left)
    if label and (subject := find_subject_after(text, label.start("who"), label.end("who"))):
        known = subject.side != "OTHER" or name_key(label["who"].split()[-1]) in known_names()[0]
        if subject.form == "name" and subject.end == label.end("who") and known:
            return subject.voice, subject.side, ":", "before"
    alone = re.search(r"\n\s*$", text[max(0, left - 3) : left])
    heading = _HEADING.search(text[max(0, left - 140) : left]) if alone else None
    if heading:
        subject = find_subject(heading["who"], 0, len(heading["who"]))
        if subject and subject.form == "name":
            return subject.voice, subject.side, ":", "before"
    return None
