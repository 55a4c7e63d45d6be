"""An English reporting verb becomes the span of what is reported."""

from __future__ import annotations

import re

from discourse.language.complement_en import AUXILIARY, FINITE, WHICH_IS, content_start
from discourse.language.verbs_en import Hit

_ACTS = (
    "tasked|spoke (?:to|with|about)|provided|shared|laid out|outlined|described|presented|reviewed|took questions|"
    "answered|listened|heard from|held|met|joined|toured|visited|extended|gave|received|participated|attended|left|"
    "departed|returned|pledged|committed|encouraged|decided|thanked|looked forward|named|invited|offered|"
    "congratulated|updated|briefed|appointed|signed|discussed|exchanged|directed|resolved|agreed"
)
_CUT = re.compile(
    rf",? and (?:also |they |he |she |then )?(?:{_ACTS}) |, according to |, (?:and )?so |,? — (?:and|but|so|which) |"
    r", (?:and|but) (?:that’s|that's|I think|I would|I’d|I want|I can|let me)\b|"
    r", but (?:he|she|it|they|neither|the \w+) (?:did not|would not|didn’t|wouldn’t|declined|refused|gave no|"
    r"offered no)\b|"
    r", (?:does|do|did|is|are|was|were|will|would|can|could|should) (?:he|she|it|they|you|we|the [A-Z]\w+)\b"
)

_WELCOMED = re.compile(r" (?:(?:[A-Z][\w.’-]*|of|the|and|back|him|her|them|you) ){1,12}to [\w]")  # … to the White House
_LATER = re.compile(
    r" (?:in|on|at|during|late|early|after|before|from|through|via|by|to|last|this|over|when|following|as|while|mon|"
    r"tues|wednes|thurs|fri|satur|sun)\w*\b[^.,;:“”]{0,70}(?:[.,]|$)"
)
_AS = re.compile(r"(?i)[,—(]?\s*(?:just |and |and, |but )?(?:as|like)\s+$")
_INTRODUCTION = re.compile(r"\s*(?:(?:And|But|So|Well|Look|Yeah|Yes|No|I mean|You know),? ?)*")
_TO_COMMA = re.compile(r"[^.,;:—]{0,80}[,:—]+\s+")
_JUST_SAID = re.compile(r"\b(?:said|says|saying|told \w+|announced|noted|stated|confirmed|warned|added|insisted)$")
_AGAIN = re.compile(r"when |(?:as|like) (?:I|we|he|she|they|you|the|[A-Z])")
_HEDGE = re.compile(r"\b(?:I|we) (?:think|would|have to|can|just)\b")
_GOES_ON = re.compile(r"(?:like|because|and|but|so|which|when|who|or|not)\b")


def content_span(text: str, begin: int, end: int, hit: Hit, later: list[Hit]) -> tuple[int, int] | None:
    """Offsets of what the verb of `hit` reports in the sentence from `begin` to `end`; None if it reports nothing."""
    kinds = hit.kinds
    if hit.as_clause:
        return _as_content(text, begin, end, hit) if kinds & {"say", "that", "stress", "tell"} else None
    after = text[hit.end : min(end, hit.end + 400)]
    if hit.cue == "welcome" and _WELCOMED.match(after):
        return None
    if kinds & {"say", "that"} and _posterior(text, begin, hit, after):
        comma = text.rfind(",", begin, hit.subject.start)
        return (
            trimmed(text, begin, comma)
            if text[begin:comma].strip() and "”" not in text[comma - 1 : hit.subject.start]
            else None
        )
    start = content_start(after, kinds)
    if (
        kinds & {"say", "that", "stress"}
        and (hit.what or start is None)
        and (m := WHICH_IS.match(after))
        and (
            (hit.what and m[0].rstrip().endswith("that"))
            or (hit.what and "stress" in kinds)
            or (", which" in m[0] and m[0].endswith("that "))
        )
    ):
        start = m.end()
    elif hit.what:
        return None
    if start is None:
        return None
    start += hit.end
    stop = end
    for other in later:
        if other.as_clause and other.link > start and text[other.link] in ",—":
            stop = min(stop, other.link)
            break
        if (
            other.link > start
            and not other.as_clause
            and content_start(text[other.end : min(end, other.end + 400)], other.kinds) is not None
        ):
            stop = min(stop, other.link)
            break
    cut = _CUT.search(text, start + 12, min(stop, start + 800)) if stop - start > 12 else None
    if cut:
        stop = cut.start()
    return trimmed(text, start, stop)


def _posterior(text: str, begin: int, hit: Hit, after: str) -> bool:
    lead = text[begin : hit.subject.start].rstrip()
    return (
        lead.endswith(",")
        and len(lead) > 12
        and bool(
            re.match(
                r"\s*(?:[.;!?]|$|,? (?:yesterday|today|on \w+day|earlier)(?:(?! that\b)[^.,]){0,20}[.,]|"
               r", (?:adding|noting))", after
            )
            or (
                (m := _LATER.match(after) if hit.subject.form == "name" else None)
                and text[hit.verb : hit.end] in ("said", "says", "announced", "reported", "confirmed")
                and not re.search(r" that\b", m[0])
                and not AUXILIARY.search(m[0])
                and FINITE.search(lead)
                and not re.match(r"\W*(?i:in|on|at|after|before|during|when|while|as|for|since|by)\b", lead)
            )
        )
        and "”," not in lead[-3:]
    )


def _as_content(text: str, begin: int, end: int, hit: Hit) -> tuple[int, int] | None:
    """Find what "as X said" vouches for: what follows it, or the clause that it closes."""
    head = _AS.search(text, begin, hit.subject.start)
    stop = head.start() if head else begin
    pause = max(text.rfind(mark, begin, stop) for mark in (": ", "— as ", ", as ", ", like "))
    if pause >= 0 and text[pause] == ":":
        begin = pause + 1
    elif pause >= 0:
        stop = pause
    lead = _INTRODUCTION.match(text, begin, stop)
    before = text[lead.end() : stop].strip(" ,—")
    comma = _TO_COMMA.match(text, hit.end, end)
    rest = text[comma.end() : end] if comma else ""
    if _AGAIN.match(rest):
        return None
    if rest.startswith("that ") and _JUST_SAID.search(before):
        return None
    if rest.startswith("that "):
        return trimmed(text, comma.end() + 5, end)
    whole = len(before) >= 40 or (len(before) >= 18 and AUXILIARY.search(before) and not _HEDGE.search(before))
    if len(rest) > 6 and (not whole or before.endswith((" that", " and", " but", " because", " so"))):
        return trimmed(text, comma.end(), end)
    if re.match(r"(?:by|in|with|for|to|at|on|from|through|because|when|since)\b", rest) and len(before) >= 15:
        return trimmed(text, lead.end(), end)
    closes = not rest.strip(" .?!") or _GOES_ON.match(rest)
    if closes and len(before) >= 15 and head and (head[0].lstrip()[:1] in ",—(" or text[stop - 1 : stop] in ",—"):
        return trimmed(text, lead.end(), stop)
    return None


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Drop blanks and closing punctuation at both ends; None if too little is left."""
    piece = text[start:end]
    end = start + len(piece.rstrip(" \t\n.,;:!?—–…"))
    if text[end : end + 1] == "." and re.search(r"\b(?:U\.S|U\.N|U\.K|D\.C|a\.m|p\.m|Jr)$", text[start:end]):
        end += 1
    start += len(piece) - len(piece.lstrip(" \t\n,:—"))
    return (start, end) if end - start >= 4 else None
