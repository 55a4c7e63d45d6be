"""Chinese text (in Simplified characters) becomes reports: who is said to have said or held what."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from discourse.language.reports_en import Report
from discourse.language.speakers_zh import ChineseSubject, _aliases, chinese_subject
from discourse.language.turns import Turn
from discourse.reading.voices import load_cues

_QUOTES = re.compile(r"「([^「」\n]{0,2000})」|『([^『』\n]{0,2000})』|“([^“”\n]{0,2000})”|\"([^\"\n]{0,2000})\"")
_STOPS = re.compile(r"[。！？!?\n]+|；|;")
_COMMAS = re.compile(r"[，,：:]")
_NOT_SAY = re.compile(r"(?:[学小据来解话传界难若假想虽演游胡听]说|说(?:法|服|明|起来|客|词|不定|一不二|和|到底|穿|白)|(?:号|名|简|堪|对|统|俗|职|著|尊|匀|合|并|[一二三]人)称|称(?:为|之|号|霸|呼|职|雄|得上|帝|病|王)|(?:所|被)(?:认为|主张|强调|称|指)|不(?:希望|期待)|(?:声)?要求(?:下|的)|预期(?:的|目标)|(?:有|受|没|无|满|寄予)(?:期待|期望|希望|要求|承诺)|(?:联合|发表|共同)声明|重要宣示|倡议(?:》|书)|[发全]展倡议|安全倡议|文明倡议|表示(?:欢迎|祝贺|感谢|关切|遗憾|哀悼|慰问|谢意|敬意|衷心|热烈|支持|反对|不满|赞赏|同意|理解)(?:[，。；]|$)|判断(?:力|失误)|分析(?:师|家|人士)|评论(?:员|家)|报道(?:的|中|后|，?据)|告诉我们)")
_AUTHOR = re.compile(r"(?:这|此举|此番|此一|显示|显见|可见|足见|引发|引起|招致|令|使得|导致|意味着|象征|代表着|由此|换言之|因此|显然)")
_BUT = re.compile(r"(?:但|却|惟|唯|然而|不过|仍|实则|实际上)")
_AND_ACT = re.compile(r"，(?:并|并且|也|同时)(?:明确|坚决|强烈|再次|共同)?(?:反对|支持|感谢|祝贺|邀请|讨论|交换|出席|会见|介绍了|决定|同意)")
_ACCORDING = re.compile(r"(?:^|(?<=[，。；！？\n　 ]))(?:另?据|根据|依据|依照|按照|按|依)(?P<who>[^，。；：\n]{2,24}?)(?:的)?(?P<what>报道|消息|说法|披露|透露|介绍|声明|通报|分析|报告|数据|统计|观点|看法|报导|说|称|指出|表示|解释|研究|民调|评估)?(?:称|说|指出|显示)?[，：]")
_EYES = re.compile(r"(?:^|(?<=[，。；！？\n　 而但]))(?:在|对|用|照|依|按)(?P<who>[^，。；：\n]{2,14}?)(?:看来|而言|来说|的话说|的话来说|的说法|的看法|眼中)，")
_POSITION = re.compile(r"(?P<who>[\u3400-\u9fff·]{2,14}?)(?:一贯|一再|始终)?的(?:立场|看法|观点|说法|主张|诉求|要求|底线|态度|论点|逻辑|理由|解释|回应|答案|回答)(?:很明确)?(?:则|却|就)?(?:是|为)(?P<comma>[，：]?)")
_AS_SAID = re.compile(r"(?:如同|正如|诚如|一如|如|就像|正像)(?P<who>[^，。；：\n]{2,24}?)所(?:说|言|指出|强调|称|主张|宣称|形容)(?:的(?:那样|一样)?)?，")
_PROVERB = re.compile(r"(?:[\u3400-\u9fff]{0,8}?有(?:一)?句(?:谚语|古话|老话|俗语|俗话|名言|话|古语|古谚)(?:说|讲|叫|是)?|常言道|常言说|俗话说|俗语说|古人[说云言]|古语[云说]|谚语[说云]|老话说)(?:得好|的好)?[，：:]+(?P<open>[「“]?)")
_SELF_PAST = re.compile(r"(?:过|曾|多次|一再|反复|刚才|早就|已经|昨天|去年|当时|之前|此前|历来|一贯|\d年)")
_NEEDS_PAUSE = re.compile(r"[，：:,「“]|(?:要|应|必须|需|将|有必要|双方|两国|中方|美方)")


class _Hit(NamedTuple):
    subject: ChineseSubject
    cue: str
    kind: str
    clause: int
    verb: int
    end: int
    content: int


@lru_cache(maxsize=1)
def _cues() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {c.cue: c.kind for c in load_cues() if c.lang == "zh" and c.mode in ("indirect", "direct") and c.kind != "according"}
    words = "|".join(re.escape(c) for c in sorted(kinds, key=len, reverse=True))
    return re.compile(words), kinds


def chinese_reports(text: str, turns: list[Turn]) -> list[Report]:
    """Find the reports of a Chinese text; `turns` say whose 我 and 我们 are."""
    quotes = [(m.start(), m.end()) for m in _QUOTES.finditer(text)]
    masked = _masked(text, quotes)
    bounds = [0, *(m.end() for m in _STOPS.finditer(masked))]
    hard = {m.end() for m in _STOPS.finditer(masked) if m[0] not in "；;"}
    found: list[Report] = []
    spoken: list[tuple[_Hit, str, str]] = []
    state = _State(text, turns)
    hits = _hits(masked, bounds, state, hard, len(text))
    starts = [t.start for t in turns]
    index = 0
    while index < len(hits):
        at = bisect_right(bounds, hits[index].verb) - 1
        last = index
        while last < len(hits) and bisect_right(bounds, hits[last].verb) - 1 == at:
            last += 1
        group = hits[index:last]
        begin, end = bounds[at], bounds[at + 1] if at + 1 < len(bounds) else len(text)
        contrast = any(h.kind == "stance" for h in group) or _paragraph_contrast(masked, begin, end, hits, index, last)
        for number, hit in enumerate(group):
            who = state.named(hit, begin in hard or begin == 0, starts)
            if who is None:
                continue
            spoken.append((hit, *who))
            span = _content(text, masked, begin, end, hit, group[number + 1 :])
            if span and contrast and hit.subject.form == "name":
                found.append(Report(*who, hit.subject.start, _with_mark(text, span[1]), "indirect", hit.cue))
            elif span:
                found.append(Report(*who, *span, "indirect", hit.cue))
        index = last
    found += _named_sources(text, masked, bounds, state)
    direct = _direct(text, quotes, spoken, bounds)
    kept = [r for r in found if r.mode == "direct" or not _swallowed(r, direct)]
    proverbs = {(r.start, r.end) for r in found if r.voice == "proverb"}
    direct = [r for r in direct if (r.start, r.end) not in proverbs]
    return sorted(set(kept + direct), key=lambda r: (r.start, -r.end))


def _masked(text: str, quotes: list[tuple[int, int]]) -> str:
    pieces, last = [], 0
    for start, end in quotes:
        if start < last:
            continue
        pieces += [text[last : start + 1], "〇" * (end - start - 2), text[end - 1 : end]]
        last = end
    return "".join([*pieces, text[last:]])


class _State:
    """Whose turn it is, who spoke last, and whom the clauses before named."""

    def __init__(self, text: str, turns: list[Turn]):
        self.text, self.turns = text, turns
        self.speaker: tuple[str, str] | None = None
        self.speaker_at = -1
        self.person: tuple[str, str] | None = None
        self.person_at = -1

    def named(self, hit: _Hit, fresh: bool, starts: list[int]) -> tuple[str, str] | None:
        subject = hit.subject
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
        elif subject.form == "they":
            who = ("others", "OTHER")
        else:
            who = self._topic(hit) or (self.speaker if hit.verb - self.speaker_at < 500 else None)
            if who is None or turn is not None and who == (turn.voice, turn.side):
                return None
        if who:
            self.speaker, self.speaker_at = who, hit.verb
        return who

    def _mentioned(self, place: int, turn: Turn | None) -> tuple[str, str] | None:
        if self.person and place - self.person_at < 300:
            return self.person
        pattern, table = _aliases()
        best = None
        floor = max(place - 240, turn.start if turn else 0, 0)
        for m in pattern.finditer(self.text, floor, place):
            if table[m[0]][2] == "person":
                opens = self.text[m.start() - 1 : m.start()] in ("", "。", "，", "\n", "；")
                if best is None or opens or not best[1]:
                    best = (table[m[0]][:2], opens)
        return best[0] if best else None

    def _topic(self, hit: _Hit) -> tuple[str, str] | None:
        """The subject at the head of an earlier clause of the same sentence: 习近平发言时，首先提到…"""
        begin = max((m.end() for m in _STOPS.finditer(self.text, max(0, hit.clause - 160), hit.clause)), default=max(0, hit.clause - 160))
        if self.speaker_at >= begin:
            return self.speaker
        for clause in reversed([begin, *(m.end() for m in _COMMAS.finditer(self.text, begin, hit.clause))]):
            stop = _COMMAS.search(self.text, clause, hit.clause)
            if not stop or stop.start() - clause < 2:
                continue
            subject = _leading(self.text, clause, stop.start())
            if subject:
                return subject
        return None


def _leading(text: str, begin: int, end: int) -> tuple[str, str] | None:
    pattern, _ = _aliases()
    for m in pattern.finditer(text, begin, min(end, begin + 16)):
        subject = chinese_subject(text, begin, m.end())
        if subject and subject.form == "name" and text[m.end() : m.end() + 1] not in "的":
            longer = chinese_subject(text, begin, min(end, m.end()))
            return (longer.voice, longer.side) if longer else None
    return None


def _hits(masked, bounds, state, hard, size) -> list[_Hit]:
    pattern, kinds = _cues()
    hits: list[_Hit] = []
    commas = [m.end() for m in _COMMAS.finditer(masked)]
    taken = -1
    for m in pattern.finditer(masked):
        cue = m[0]
        if m.start() < taken or _NOT_SAY.search(masked, max(0, m.start() - 2), m.end() + 3) and _excluded(masked, m):
            continue
        begin = bounds[bisect_right(bounds, m.start()) - 1]
        at = bisect_right(commas, m.start()) - 1
        clause = max(begin, commas[at]) if at >= 0 else begin
        mark = max(masked.rfind(c, clause, m.start()) for c in "」”』")
        if mark > 0 and state.text[mark - 1] in "，。！？…—,.!?":
            clause = mark + 1
        end = m.end()
        if masked[end : end + 1] and masked[end] in "了过道着":
            end += 1
        after = masked[end : end + 12]
        if after[:1] == "的" and kinds[cue] != "stance" and not after.startswith(("的是", "的则是", "的却是")):
            continue
        if after.startswith(("的是", "的则是", "的却是")):
            end += after.index("是") + 1
            after = masked[end : end + 12]
        if kinds[cue] == "clause" and not _NEEDS_PAUSE.match(after):
            continue
        subject = chinese_subject(masked, clause, m.start())
        if subject is None and clause > begin:
            previous = commas[at - 1] if at > 0 and commas[at - 1] > begin else begin
            if masked[clause - 1] in "，," and clause - previous < 40 and re.fullmatch(r"[^，]{0,30}", masked[clause : m.start()]):
                subject = None
        if subject is None:
            continue
        if subject.voice == "others" and hits and hits[-1].content == clause and cue in ("希望", "期待", "期望", "认为", "相信"):
            continue
        if hits and subject.form == "elided" and hits[-1].content == clause and kinds[cue] != "stance":
            continue
        content = end + len(re.match(r"[，,：:\s　]*", masked[end : end + 4])[0])
        hits.append(_Hit(subject, cue, kinds[cue], clause, m.start(), end, content))
        taken = end
    return hits


def _excluded(masked: str, m: re.Match[str]) -> bool:
    for bad in _NOT_SAY.finditer(masked, max(0, m.start() - 2), m.end() + 3):
        if bad.start() < m.end() and bad.end() > m.start():
            return True
    return False


def _paragraph_contrast(masked, begin, end, hits, first, last) -> bool:
    """A sentence part after ； continues the contrast of the part before it."""
    if begin == 0 or masked[begin - 1] not in "；;":
        return False
    earlier = [h for h in hits[max(0, first - 4) : first] if h.verb > begin - 160]
    return any(h.kind == "stance" for h in earlier)


def _with_mark(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] in "」』”" and text[end : end + 1] else end


def _content(text, masked, begin, end, hit, later) -> tuple[int, int] | None:
    stop = end
    for other in later:
        gap = masked[hit.content : other.clause]
        nested = other.clause <= hit.content or not gap.strip("，：: 　")
        if other.subject.form == "name" and nested:
            continue
        if other.clause > hit.content:
            stop = min(stop, other.clause)
            break
    body = masked[hit.content : stop]
    if not body.strip("。，；！？;,.!? 　\n"):
        return _before(text, masked, begin, hit)
    told = re.match(rf"(?:{_aliases()[0].pattern}|大家|对方|外界|台下|与会者)[，：]", body) if hit.cue in ("告诉", "告知", "转告", "警告", "提醒", "敦促", "回应") else None
    start = hit.content + (told.end() if told else 0)
    joined = _AND_ACT.search(masked, start, stop)
    if joined and joined.start() - start >= 4:
        stop = joined.start()
    for comma in _COMMAS.finditer(masked, start, stop):
        close = masked[comma.start() - 1] in "」”』" or "虽" in masked[hit.clause : hit.verb] or "尽管" in masked[hit.clause : hit.verb]
        turns_away = close and _BUT.match(masked, comma.end())
        if (turns_away or _AUTHOR.match(masked, comma.end())) and comma.start() - start >= 4 and masked[hit.end : hit.end + 1] not in "，：":
            stop = comma.start()
            break
    return _trim(text, start, stop)


def _before(text, masked, begin, hit) -> tuple[int, int] | None:
    if hit.clause <= begin or hit.subject.form == "elided":
        return None
    lead = text[begin : hit.clause].rstrip("，,：: 　")
    return None if lead.endswith(("」", "”", "』")) else _trim(text, begin, begin + len(lead))


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end].rstrip("。，；：！？,.;:!?、…\n\r\t 　")
    end = start + len(piece)
    start += len(piece) - len(piece.lstrip("，：,:\n 　"))
    if len(piece) > 1 and text[start] in "「“『" and text[end - 1] in "」”』" and not any(c in text[start + 1 : end - 1] for c in "「」“”『』"):
        start, end = start + 1, end - 1
    return (start, end) if end - start >= 4 else None


def _direct(text, quotes, spoken, bounds) -> list[Report]:
    found, previous = [], None
    by_content = {}
    for hit, voice, side in spoken:
        if hit.kind != "stance":
            by_content[hit.content] = (voice, side, hit.cue)
    ends = [hit.end for hit, _, _ in spoken]
    for left, right in quotes:
        inner = (left + 1, right - 1)
        if inner[1] <= inner[0]:
            continue
        who = by_content.get(left)
        said = text[inner[0] : inner[1]]
        if who and len(said) < 8 and text[right : right + 1] not in "。，；！？\n" and text[right : right + 1]:
            who = None
        if who and text[left - 1] not in "：:，," and text[right : right + 1] not in ("。", "，", "；", "", "\n") and len(said) < 12:
            who = None
        after = None
        if who is None:
            for hit, voice, side in spoken[max(0, bisect_right(ends, right) - 1) : bisect_right(ends, right) + 3]:
                gap = text[right : hit.subject.start] if hit.subject.form != "elided" else "x"
                if hit.subject.start >= right and gap.strip("，, 　") == "" and hit.clause >= right and text[hit.end : hit.end + 1] in ("。", "，", "：", "；", "", "\n", "「", "“"):
                    who = after = (voice, side, hit.cue)
        if who is None and previous and text[previous[0] : left].strip("，：,: 　") == "" and previous[0] <= left:
            who = previous[1]
        if who is None:
            m = re.search(r"(?:^|[。！？\n；])[ 　]*(?P<who>[^，。：；！？\n]{2,16})[：:]$", text[max(0, left - 22) : left])
            label = _aliases()[1].get(m["who"]) if m else None
            who = (label[0], label[1], "：") if label else None
        if who is None and (m := re.search(r"(?:时|后|中|上|并|还|也)?(?:表示|指出|强调|重申|说|称|认为|写道|主张|提出|宣称|提到)$", text[max(0, left - 8) : left])):
            enclosing = [s for s in spoken if s[0].content <= left <= s[0].content + 200 and s[0].end == left]
            who = (*enclosing[-1][1:], enclosing[-1][0].cue) if enclosing and len(said) >= 10 else None
        if who is None:
            continue
        found.append(Report(who[0], who[1], *inner, "direct", who[2]))
        tail = re.match(r"[，, 　]*[^，。：；！？\n「“]{1,24}[，：:]", text[right : right + 40]) if after else None
        previous = (right + (tail.end() if tail else 0), who)
    return found


def _swallowed(report: Report, direct: list[Report]) -> bool:
    for quote in direct:
        if quote.start < report.end and quote.end > report.start:
            overlap = min(quote.end, report.end) - max(quote.start, report.start)
            if overlap > 0.6 * (report.end - report.start):
                return True
    return False


def _named_sources(text, masked, bounds, state) -> list[Report]:
    found = []
    for m in _PROVERB.finditer(masked):
        at = bisect_right(bounds, m.start()) - 1
        end = bounds[at + 1] if at + 1 < len(bounds) else len(text)
        close = min((p for p in (masked.find(c, m.end()) for c in "」”") if p > 0), default=-1)
        if m["open"] and close > 0:
            found.append(Report("proverb", "OTHER", m.end(), close, "direct", "：" if "：" in m[0] else "说"))
        elif not m["open"] and (span := _trim(text, m.end(), end)):
            found.append(Report("proverb", "OTHER", *span, "indirect", "说"))
    for pattern in (_ACCORDING, _EYES, _POSITION, _AS_SAID):
        for m in pattern.finditer(masked):
            who = chinese_subject(masked, m.start("who"), m.end("who"))
            if not who or who.form != "name" or who.end != m.end("who") and pattern is not _ACCORDING:
                continue
            at = bisect_right(bounds, m.start("who")) - 1
            end = bounds[at + 1] if at + 1 < len(bounds) else len(text)
            span = _trim(text, m.end(), end)
            if span:
                found.append(Report(who.voice, who.side, *span, "indirect", m[0][:1] if pattern is _ACCORDING else "看来" if pattern is _EYES else "所说" if pattern is _AS_SAID else "立场"))
    return found
