"""English text becomes reports: who is said to have said what, in clauses and in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from discourse.language.speakers_en import _LIGHT, _WORD, Memory, Subject, _mention, find_subject
from discourse.language.turns import Turn
from discourse.reading.voices import load_cues

_BOUNDARY = re.compile(r"\n+|[.!?…][”\"’')\]]*(?=[ \t\n]|$)(?:[ \t]+\n*)?")
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Ms|Mrs|Dr|MR|MS|MRS|DR|Jr|Sr|St|Gen|Sen|Rep|Gov|Lt|Col|No|vs|U\.S|U\.K|U\.N|D\.C|a\.m|p\.m|[A-Z]))\.$")
_THAT = re.compile(
    r"(?P<mid>[,:]?(?: (?:over and over(?: and over)?|(?!that\b|and\b|but\b)[^\s.;:“”\"—]+)){0,9}?)[, ] ?(?P<that>that|how|why|whether)\b,? (?=[^\s—.,;?!])(?!(?:themselves|himself|herself|before|again|many|back|and|but|to|publicly|yesterday|today|earlier|right|is what)\b)"
)
_MID = re.compile(
    r"^,?(?: (?:to|in|at|on|during|with|before|after|from|over|about|yesterday|today|earlier|again|publicly|repeatedly|privately|"
    r"clearly|directly|very|then|here|both|many|several|just|this|last|by|for|once|also|as|since|himself|herself|themselves|the other day|\w+ly|me|you|us|him|her|them)\b.*)?$"
)
_ZERO = re.compile(
    r"(?:, you know,)?(?: (?:yesterday|today|earlier|again|publicly|repeatedly|before|earlier today|last \w+|this \w+|on \w+day|recently|basically))?:? "
    r"(?P<go>(?:(?:he|she|they|we|I|you|there|these|those|the|The|a|an|his|her|our|my|your|some|many|all|both|most|everyone|people|nobody|no|any|every|each|more|if|when|it|this|that)\b[’']?|[A-Z“\d])[^\n]*)"
)
_FINITE = re.compile(
    r"(?:\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|do|does|did|need|needs|want|wants|go|goes|went|\w{3,}ed|make|makes|(?!this|his|yes|always|perhaps|besides|across)\w{3,}s|get|got)\b|[’'](?:s|re|ve|ll|d|m)\b|n[’']t\b)"
)
_SHORT_ZERO = re.compile(r":? (?P<go>(?:(?P<pronoun>he|she|they|we|it|there)\b[’' ]?[^,;]{0,25}|(?:the|this|these|[A-Z]\w*)\b(?:(?! (?:of|that|who|which|in|on|for)\b)[^,;]){0,32}))")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|do|does|did|needs?|wants?)\b|n[’']t\b")
_NOT_ZERO = re.compile(r" (?:so|it(?: (?:before|again|many|over|all|out|in|to|well|best|himself|themselves|is what)|[,.;—])|this[,.;—]|that[,.;—]|a (?:lot|few|little|number|couple)|that (?:themselves|himself|herself|before|again|back|many|to|in|at|publicly|yesterday|today|—)|all (?:along|of)|the same|the other|no[,.]|the (?:following|word|words)\b)")
_COLON = re.compile(r" (?:this|it|that)\b(?! (?:is|was|would|will|has|could|should))[^.,:;—“”]{0,30}: (?=\S)")
_PAUSE = re.compile(r", (?!and\b|but\b|so\b|which\b|you know\b|as\b|who\b|because\b|when\b|if you\b|the other\b|I\b|Jen\b|Karine\b|quote\b)(?=[a-z])")
_WHICH_IS = re.compile(r"[^.,;:—“”]{0,40},? (?:which )?(?:is|was) that (?=\S)")
_TO = re.compile(r"(?P<mid>(?: (?!that\b|to\b)[^\s.,;:“”\"—]+){0,9}?) (?P<to>(?:not )?to [a-z])")
_NOUN_PHRASE = re.compile(r",? (?:(?:to|with) [^,.;]{1,40}?,? )?(?P<go>(?!(?:by|when|if|as|until|because|after|before|here|there|about it|it|so|on|in|at|and|or|to)\b)[^\s.,;:—)][^\n]*)")
_CONCERN = re.compile(r"(?: (?:his|her|their|our|its|serious|deep|ongoing|strong|U\.S\.|also)){0,3} (?P<go>(?:concerns?|objections?)\b[^\n]*)")
_CLEAR = re.compile(r"(?: (?:with|to|in|from|about|on|over|all|this|since|as)\b[^.:;“”—]{0,60}?)?,?(?:(?: — )?,? that(?=\s[^\s—.,;])|:| —)\s*(?P<go>[^\s][^\n]*)")
_CUT = re.compile(r",? and (?:also |they |he |she )?(?:tasked|pledged|committed|encouraged|decided|thanked|looked forward|discussed|exchanged|directed|resolved|agreed) |, (?:and )?so |,? — (?:and|but|so|which) |, (?:and|but) (?:that’s|that's|I think|I would|I’d|I want|I can|let me)\b")
_CONNECTOR = re.compile(r"(?:[,;]?\s+(?:and|but|as|while|whereas|although|as|with|or)(?:\s+(?:then|also|that|both|so|further|the))?|\s*[,;—])\s*$")
_COMPLEMENTS = frozenset("clear fact given so sure think know knows now except is was view point and but certain seems appears see".split())
_BEFORE_RELATIVE = frozenset("what whatever how why where which who anything everything something things all nothing word than thing".split())
_BEFORE_QUESTION = frozenset("did does do has have had is was are were will would could can should didn’t doesn’t hasn’t".split())
_BEFORE_IF = frozenset("if whether unless until suppose".split())
_PLACES = re.compile(
    r"(?i:\baccording to )(?P<who>(?:the |a |an )?[^,.;:“”\n]{2,60}?)(?P<stop>,|\.|;|$|(?= that\b)|(?=\n))"
)
_QUOTE = re.compile(r"“([^“”]{1,6000}?)(?:”|(?=\n\s*“))|\"([^\"\n]{1,4000})\"")
_HEADING = re.compile(r"(?:^|\n)[^\n:]{0,40}?(?:from|by|of|statement:?)?\s*(?P<who>[A-Z][^\n:“”]{2,80}):\s*$")
_INVERTED = re.compile(r"[\s,]*(?:said|says|added|asked|wrote|declared|explained|noted|replied|remarked|warned|insisted|argued)\s+(?P<who>(?:the |a |an )?[^,.;:“”\n]{2,70})")


class Report(NamedTuple):
    """A reported clause or quotation: voice, side, offsets, mode and cue."""

    voice: str
    side: str
    start: int
    end: int
    mode: str
    cue: str


class _Hit(NamedTuple):
    subject: Subject
    cue: str
    kinds: frozenset[str]
    begin: int  # of the verb group
    verb: int
    end: int
    link: int  # where the conjunction before the clause begins, or -1 for a clause inside another
    as_clause: bool
    what: bool


@lru_cache(maxsize=1)
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[str, frozenset[str], str]], frozenset[str], frozenset[str], frozenset[str]]:
    forms: dict[str, tuple[str, set[str], str]] = {}
    block: dict[str, set[str]] = {}
    for cue in load_cues():
        if cue.lang != "en" or cue.kind in ("direction", "noun"):
            continue
        if cue.mode == "block":
            block.setdefault(cue.kind, set()).add(cue.cue.replace("'", "’"))
            continue
        head, _, rest = cue.cue.partition(" ")
        for form, tense in [(head, "adjective")] if cue.kind == "clear" else _inflected(head):
            key = f"{form} {rest}".strip()
            entry = forms.setdefault(key, (cue.cue, set(), tense))
            entry[1].add(cue.kind)
    words = "|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True))
    table = {form: (cue, frozenset(kinds), tense) for form, (cue, kinds, tense) in forms.items()}
    return (
        re.compile(rf"(?<=[\s,—“\"(])(?:{words})(?![\w’'-])"),
        table,
        frozenset(block.get("negation", ())),
        frozenset(block.get("modal", ())),
        frozenset(block.get("passive", ())),
    )


_IRREGULAR = {"said", "told", "wrote", "thought", "felt", "spoke", "went", "swore", "made", "laid", "conveyed", "relayed", "deni", "raised"}


def _inflected(verb: str) -> list[tuple[str, str]]:
    if verb == "deni":
        return [("denied", "past"), ("denies", "third")]
    if verb in _IRREGULAR:
        return [(verb, "past")]
    irregular = {"lay", "say", "tell", "write", "think", "feel", "speak", "go", "swear", "make"}
    stem = verb[:-1] if verb.endswith("e") else verb
    double = verb + verb[-1] if verb in ("admit", "beg") else stem
    third = verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeiou" else (
        verb + "es" if verb.endswith(("s", "x", "sh", "ch", "go")) else verb + "s"
    )
    past = [] if verb in irregular else [(verb[:-1] + "ied" if third.endswith("ies") and verb.endswith("y") else double + "ed", "past")]
    ing = (double if double != stem else stem if verb.endswith("e") else verb) + "ing"
    return [*past, (third, "third"), (ing, "ing"), (verb, "base")]


def english_reports(text: str, turns: list[Turn], memory: Memory | None = None) -> list[Report]:
    """Find the reports of an English text; `turns` say whose I and we are."""
    memory = memory or Memory(text, turns)
    bounds = sorted({*_bounds(text), *(t.start for t in turns)})
    quotes = [(m.start(), m.end(), *m.span(1 if m[1] is not None else 2)) for m in _QUOTE.finditer(text)]
    quote_starts = [q[0] for q in quotes]
    reports: list[Report] = []
    by_sentence: dict[int, list[_Hit]] = {}
    for hit in _hits(text, bounds, memory, quotes, quote_starts):
        at = bisect_right(bounds, hit.verb) - 1
        by_sentence.setdefault(at, []).append(hit)
    quoting: dict[int, list[tuple[_Hit, str, str]]] = {}
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
            span = _content(text, begin, end, hit, hits[number + 1 :])
            if span:
                reports.append(Report(*who, *span, "indirect", hit.cue))
    reports = [r for r in reports if not _mostly_quoted(r, quotes, quote_starts)]
    reports += _quoted(text, quotes, quoting, bounds, memory)
    reports += _according(text, bounds) + _noun_reports(text, bounds)
    return sorted(set(reports), key=lambda r: (r.start, -r.end))


def _bounds(text: str) -> list[int]:
    bounds = [0]
    for m in _BOUNDARY.finditer(text):
        if text[m.start()] == "." and _ABBREVIATION.search(text, max(0, m.start() - 6), m.start() + 1):
            after = text[m.end() : m.end() + 1]
            if not text[m.start() - 3 : m.start()].isupper() or after.islower() or text[m.start() - 2 : m.start()] != ".S":
                continue
        if text[m.start()] == "…" and text[m.end() : m.end() + 1].islower():
            continue
        bounds.append(m.end())
    return bounds


def _hits(text, bounds, memory, quotes, quote_starts):
    pattern, table, negation, modal, passive = _cues()
    for m in pattern.finditer(text):
        cue, kinds, tense = table[m[0]]
        sentence = bounds[bisect_right(bounds, m.start()) - 1]
        inside = bisect_right(quote_starts, m.start()) - 1
        if inside >= 0 and m.start() < quotes[inside][1]:
            sentence = max(sentence, quotes[inside][2])
            quoted = True
        else:
            quoted = False
        words = [w for w in _WORD.finditer(text, max(sentence, m.start() - 200), m.start())]
        begin, progressive, blocked, perfect = m.start(), False, False, False
        while words and not text[words[-1].end() : begin].strip(" \t"):
            word = words[-1][0].replace("'", "’").lower()
            if word in negation or word.endswith("n’t"):
                blocked = True
                break
            if word in ("will", "to") and kinds & {"stress", "that", "say", "directive"}:
                lead = words[-2][0].lower() if len(words) > 1 else ""
                if word == "will" or lead in ("continue", "continues", "continued", "on", "proceeded", "used"):
                    perfect = perfect or lead in ("on", "used", "continued")
                    drop = 1 if word == "will" else 3 if lead == "on" else 2
                    begin = words[max(0, len(words) - drop)].start()
                    del words[-drop:]
                    continue
            if word in modal:
                blocked = True
                break
            if word in passive:
                if tense != "ing" and "clear" not in kinds:
                    blocked = True
                    break
                progressive = True
                perfect = perfect or word in ("been", "was", "were") and "clear" in kinds or word == "been"
            elif word in ("has", "have", "had", "’ve"):
                perfect = True
            elif word not in _LIGHT and not (word.endswith("ly") and len(word) > 4):
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
            elif stem.lower() in ("i’m", "we’re", "you’re") or stem.endswith("’re") and tense != "ing":
                continue
            perfect = perfect or stem.endswith("’ve")
            if tense == "adjective" and not progressive:
                continue
            if stem.endswith("’s") and stem.lower() not in ("he’s", "she’s", "who’s") or stem.lower() in ("it’s", "that’s"):
                continue
        subject = find_subject(text, max(sentence, begin - 160), begin)
        if tense == "ing" and subject and not progressive and subject.form != "name":
            continue
        if subject and not _may_speak(text, subject, kinds, tense, perfect, progressive, quoted):
            continue
        if "clear" in kinds and (not progressive or subject is None):
            continue
        if subject is None or subject.form == "none":
            if subject or tense == "base" or quoted and False:
                continue
            lead = text[max(sentence, begin - 12) : begin].rstrip()
            if not re.search(r"(?:,|;|\band|\bbut|\bthen|\bwhile|\bby)$", lead) or (tense == "ing" and lead.endswith("by")):
                continue
            subject = Subject("", "", begin, begin, "elided")
        start = begin if subject.form == "elided" else subject.start
        before = text[max(sentence, start - 40) : start]
        word = (before.split() or [""])[-1].lower().strip(",—(“\"")
        what = False
        if subject.form != "elided":
            pause = before.rstrip()[-1:] in (":", ",", ";", "—", "(")
            if word in _BEFORE_QUESTION and not pause and "and" not in before[-8:] or word in _BEFORE_IF:
                continue
            if subject.form == "you" and word in ("", "q", "so", "and") and "?" in text[m.end() : bounds_end(bounds, m.start(), text)]:
                continue
            if word == "which" and re.search(r"\bin which $", before):
                word = ""
            what = word in ("what", "which", "something", "thing") and kinds & {"say", "that"} and subject.form != "who"
            if word in _BEFORE_RELATIVE and subject.form != "who" and not what:
                continue
        if word == "that" and not before.startswith("that ") and not _complement(before, table):
            continue
        as_clause = word in ("as", "like") and subject.form != "elided" and (tense != "ing" or perfect)
        link = _CONNECTOR.search(text, max(sentence, start - 16), start)
        yield _Hit(subject, cue, kinds, begin, m.start(), m.end(), link.start() if link else -1, as_clause, what)


def _complement(before: str, table: dict) -> bool:
    words = before.lower().replace(",", "").split()
    lead = words[-2] if len(words) > 1 else "so"
    return lead in table or lead in _COMPLEMENTS or lead in ("me", "us", "you", "him", "her", "them", "again", "yesterday", "today", "reporters")


def bounds_end(bounds: list[int], place: int, text: str) -> int:
    """Where the sentence around a place ends."""
    at = bisect_right(bounds, place)
    return bounds[at] if at < len(bounds) else len(text)


def _may_speak(text, subject, kinds, tense, perfect, progressive, quoted) -> bool:
    form = subject.form
    if form in ("i", "we", "you") and quoted:
        return False
    if form in ("i", "we"):
        if kinds <= {"mental"} or (tense != "past" and not perfect):
            return False
        return tense in ("past", "ing") or perfect
    if form == "you":
        return (tense == "past" or perfect) and bool(kinds & {"say", "that", "tell"})
    if tense == "base" and form == "name" and not perfect:
        last = text[subject.start : subject.end].split()[-1].lower()
        plural = last.endswith("s") or last in ("people", "folks", "some", "many", "others") or ";" in subject.voice
        return plural and not kinds & {"noun"}
    if tense == "third" and form in ("they",):
        return False
    return True


def _opening(text: str, begin: int, stop: int, memory: Memory) -> tuple[str, str] | None:
    """Who stands at the head of the sentence, as its subject."""
    m = re.compile(r"[\s“\"]*(?:[^\s,]+(?: [^\s,]+){0,5}, )?(?P<they>He|She|They|he|she|they)\b").match(text, begin, stop)
    if m:
        form = "they" if m["they"].lower() == "they" else "he"
        return memory.named(Subject("", "", m.start("they"), m.end("they"), form))
    found = _mention().search(text, begin, min(stop, begin + 90))
    if not found or re.search(r"\b(?:with|to|of|for|from|by|in|on)\s+(?:\w+\s+)?$", text[begin : found.start()]):
        return None
    subject = find_subject(text, begin, found.end())
    return memory.named(subject) if subject else None


def _content(text: str, begin: int, end: int, hit: _Hit, later: list[_Hit]) -> tuple[int, int] | None:
    kinds = hit.kinds
    if hit.as_clause:
        return _as_content(text, begin, end, hit) if kinds & {"say", "that", "stress", "tell"} else None
    after = text[hit.end : end]
    if kinds & {"say", "that"} and _posterior(text, begin, hit, after):
        comma = text.rfind(",", begin, hit.subject.start)
        return _trim(text, begin, comma) if text[begin:comma].strip() and "”" not in text[comma - 1 : hit.subject.start] else None
    start = _content_start(after, kinds)
    if kinds & {"say", "that"} and (hit.what or start is None) and (m := _WHICH_IS.match(after)) and (hit.what or ", which" in m[0]):
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
        if other.link > start and not other.as_clause and _content_start(text[other.end : end], other.kinds) is not None:
            stop = min(stop, other.link)
            break
    cut = _CUT.search(text, start + 12, stop) if stop - start > 12 else None
    if cut:
        stop = cut.start()
    return _trim(text, start, stop)


def _content_start(after: str, kinds: frozenset[str]) -> int | None:
    window = after[:220]
    if "clear" in kinds:
        m = _CLEAR.match(window)
        return m.start("go") if m else None
    if "concern" in kinds:
        m = _CONCERN.match(after)
        return m.start("go") if m else None
    if "directive" in kinds and (m := _TO.match(window)) and (m["mid"] or "tell" not in kinds):
        return m.start("to")
    m = _THAT.match(window)
    if m and (m["that"] == "that" or not kinds <= {"that", "stress"} or True):
        mid = m["mid"]
        if m["that"] != "that" and ("say" in kinds and "that" not in kinds and mid or kinds == {"mental"} or "stress" in kinds and mid):
            pass
        elif _MID.match(mid) or "tell" in kinds or "directive" in kinds:
            return m.end() if m["that"] == "that" else m.start("that")
        elif "stress" in kinds and not mid.startswith(","):
            n = _NOUN_PHRASE.match(after)
            return n.start("go") if n else None
    if "stress" in kinds and re.match(r" (?:that|this|it|them|him|her|so)[.,;?! ]", window):
        return None
    if "stress" in kinds and (n := _NOUN_PHRASE.match(after)) and "“" not in after[:4]:
        return n.start("go")
    if kinds & {"say", "that"} and (m := _COLON.match(window)):
        return m.end()
    if "say" in kinds and (m := _PAUSE.match(window)) and _FINITE.search(window[m.end() : m.end() + 70]):
        return m.end()
    if kinds & {"say", "mental"} and not _NOT_ZERO.match(window) and (z := _ZERO.match(window)):
        if _FINITE.search(z["go"][:70]):
            return z.start("go")
    if "tell" in kinds:
        z = re.match(r" (?:me|us|you|him|her|them|[A-Z]\w+|the [A-Za-z]+|reporters),? (?P<go>(?:he|she|they|we|I|you|it|there|the|this|these|his|her|[A-Z])\b[^\n]*)", window)
        if z and _FINITE.search(z["go"][:70]):
            return z.start("go")
    if "that" in kinds and not kinds & {"directive"} and (z := _SHORT_ZERO.match(window)):
        if z["pronoun"] or _AUXILIARY.search(z["go"]):
            return z.start("go")
    return None


def _posterior(text: str, begin: int, hit: _Hit, after: str) -> bool:
    lead = text[begin : hit.subject.start].rstrip()
    return lead.endswith(",") and len(lead) > 12 and bool(re.match(r"\s*(?:[.;!?]|$|,? (?:yesterday|today|on \w+day|earlier)[^.,]{0,20}[.,]|, (?:adding|noting))", after)) and "”," not in lead[-3:]


def _as_content(text: str, begin: int, end: int, hit: _Hit) -> tuple[int, int] | None:
    head = re.search(r"(?i)[,—(]?\s*(?:just |and |and, |but )?(?:as|like)\s+$", text[begin : hit.subject.start])
    before = text[begin : begin + head.start()] if head else ""
    comma = re.match(r"[^.,;:—]{0,80}[,:—]+\s+", text[hit.end : end])
    rest = text[hit.end + comma.end() : end] if comma else ""
    if len(rest) > 15 and (len(before.strip()) < 40 or not head):
        return _trim(text, hit.end + comma.end(), end)
    if len(before.strip(" ,—")) >= 15:
        lead = re.match(r"\s*(?:And|But|So|Well|Look|Yeah|Yes|No)?,?\s*", before)
        return _trim(text, begin + lead.end(), begin + head.start())
    return None


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    end = start + len(piece.rstrip(" \t\n.,;:!?—–…"))
    if text[end : end + 1] == "." and re.search(r"\b(?:U\.S|U\.N|U\.K|D\.C|a\.m|p\.m|Jr)$", text[start:end]):
        end += 1
    start += len(piece) - len(piece.lstrip(" \t\n,:—"))
    return (start, end) if end - start >= 4 else None


def _mostly_quoted(report: Report, quotes, quote_starts) -> bool:
    at = bisect_left(quote_starts, report.start - 1)
    if at < len(quotes) and quotes[at][0] < report.end:
        return quotes[at][3] - quotes[at][2] > 0.55 * (report.end - report.start)
    return at > 0 and quotes[at - 1][1] >= report.end


def _quoted(text, quotes, quoting, bounds, memory) -> list[Report]:
    found: list[Report] = []
    previous: tuple[int, str, str, str] | None = None
    for left, right, start, end in quotes:
        who = _quote_speaker(text, left, right, quoting, bounds)
        if who is None and previous and re.fullmatch(r"[\s—]*|\s*(?:And|and),?\s*", text[previous[0] : left]):
            who = previous[1:]
        if who is None:
            continue
        if end > start:
            found.append(Report(who[0], who[1], start, end, "direct", who[2]))
        tail = re.match(r",? [^.!?\n“”]{0,90}[.,:]", text[right : right + 100]) if who[3:] == ("after",) else None
        previous = (right + (tail.end() if tail else 0), *who[:3], "")[:4]
    return found


def _quote_speaker(text, left, right, quoting, bounds):
    at = bisect_right(bounds, left) - 1
    best = None
    for hit, voice, side in quoting.get(at, ()):
        if hit.end <= left:
            gap = text[hit.end : left]
            if len(gap) < 140 and hit.kinds & {"say", "that", "stress", "tell", "directive", "quote", "mental"}:
                tight = re.fullmatch(r"[\s,:—]*(?:(?:to|me|us|you|him|her|them|again|and|well|quote|back)[\s,:—]*){0,4}", gap)
                fragment = len(text[left:right].split()) >= 3
                if tight or fragment and len(gap) < 90 and not re.search(r"[.!?]\s", gap) and hit.kinds & {"say", "that", "stress"}:
                    best = (voice, side, hit.cue, "before")
    if best:
        return best
    after = bisect_right(bounds, min(right, len(text) - 1)) - 1
    for where in {at, after}:
        for hit, voice, side in quoting.get(where, ()):
            if hit.subject.form != "elided" and 0 <= hit.subject.start - right <= 3 and hit.kinds & {"say", "that", "tell", "directive", "stress"}:
                return voice, side, hit.cue, "after"
    inverted = _INVERTED.match(text, right, right + 120)
    if inverted and text[right - 2 : right - 1] in ",?!.—" or inverted and text[right : right + 1] == ",":
        subject = find_subject(text, inverted.start("who"), inverted.start("who") + len(inverted["who"].split(" in ")[0].split(" on ")[0]))
        if subject:
            return subject.voice or "others", subject.side or "OTHER", "said", "after"
    heading = _HEADING.search(text[max(0, left - 140) : left])
    if heading and re.search(r"\n\s*$", text[max(0, left - 3) : left]):
        subject = find_subject(heading["who"], 0, len(heading["who"]))
        if subject and subject.form == "name":
            return subject.voice, subject.side, ":", "before"
    return None


def _according(text: str, bounds: list[int]) -> list[Report]:
    found = []
    for m in _PLACES.finditer(text):
        at = bisect_right(bounds, m.start()) - 1
        begin, end = bounds[at], bounds[at + 1] if at + 1 < len(bounds) else len(text)
        who = m["who"]
        subject = find_subject(who, 0, len(who)) or find_subject(who.split(" on ")[0].split(" from ")[0], 0, len(who.split(" on ")[0].split(" from ")[0]))
        if not subject or not subject.voice:
            continue
        lead = text[begin : m.start()]
        span = None
        if m["stop"] == "," and (len(lead.strip()) < 12 or lead.rstrip().endswith((",", "—", "and", "but"))):
            span = _trim(text, m.end(), end)
        elif len(lead.strip()) >= 12:
            span = _trim(text, begin, m.start())
        if span:
            found.append(Report(subject.voice, subject.side, *span, "indirect", "according to"))
    return found


@lru_cache(maxsize=1)
def _noun_pattern() -> re.Pattern[str]:
    nouns = "|".join(re.escape(c.cue) for c in load_cues() if c.lang == "en" and c.kind == "noun")
    return re.compile(rf"(?:’s|'s|s’) (?:[\w-]+ ){{0,2}}(?P<cue>{nouns})s?(?: (?:last|this|earlier|yesterday|today)(?: \w+)?)?,? that (?=[a-zA-Z])")


def _noun_reports(text: str, bounds: list[int]) -> list[Report]:
    """Beijing’s assertion that P, President Xi’s view that P."""
    found = []
    for m in _noun_pattern().finditer(text):
        begin = bounds[bisect_right(bounds, m.start()) - 1]
        subject = find_subject(text, max(begin, m.start() - 80), m.start())
        span = _trim(text, m.end(), bounds_end(bounds, m.start(), text))
        if subject and subject.form == "name" and span:
            found.append(Report(subject.voice, subject.side, *span, "indirect", m["cue"]))
    return found
