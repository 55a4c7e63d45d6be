"""Chinese text (in Simplified characters) becomes reports: who is said to have said or held what."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from discourse.language.memory_zh import ChineseMemory
from discourse.language.quotation_zh import (
    COMMAS,
    QUOTES,
    STOPS,
    ChineseHit,
    direct_reports,
    masked_quotes,
    source_reports,
    swallowed,
    trimmed,
)
from discourse.language.report import MOST, Report, sentence_starts
from discourse.language.speakers_zh import chinese_subject, known_aliases
from discourse.language.trie import trie_pattern
from discourse.language.turns import Turn
from discourse.reading.voices import load_cues

_NOT_SAY = re.compile(
    r"(?:(?:[学小据来解传界难若假想虽演游胡听]|句话)说|说(?:法|服|明|起来|客|词|不定|一不二|和|到底|穿|白)|(?:号|名|"
    r"简|堪|对|统|俗|职|著|尊|匀|合|[一二三]人)称|称(?:为|之|号|霸|呼|职|雄|得上|帝|病|王)|(?:所|被)(?:认为|"
    r"主张|强调|称|指)|不(?:希望|期待)|(?:声)?要求(?:下|的)|预期(?:的|目标)|(?:有|受|没|无|满|寄予)(?:期待|"
    r"期望|希望|要求|承诺)|(?:联合|发表|共同)声明|重要宣示|倡议(?:》|书)|[发全]展倡议|安全倡议|文明倡议|"
    r"表示(?:(?:由衷|衷心|诚挚|热烈|崇高|亲切|深切|最|高度|十分|强烈|坚决|深表)?的?)(?:欢迎|祝贺|感谢|关切|遗憾|哀悼|问候|慰问|谢意|敬意|衷心|热烈|支持|反对|不满|赞赏|同意|理解)(?:[，。；！、]|\Z)|"
    r"是否认(?:为|定|可|同|清|识|真)|判断(?:力|失误)|分析(?:师|家|人士)|评论(?:员|家)|报道(?:的|中|后|，?据)|告诉我们)"
)
_AUTHOR = re.compile(
    r"(?:这|此举|此番|此一|显示|显见|可见|足见|引发|引起|招致|令|使得|导致|意味着|象征|代表着|由此|换言之|因此|显然)"
)
_BUT = re.compile(r"(?:但|却|惟|唯|然而|不过|仍|实则|实际上)")
_AND_ACT = re.compile(
    r"，(?:并|并且|也|同时)(?:明确|坚决|强烈|再次|共同)?(?:反对|支持|感谢|祝贺|邀请|讨论|交换|出席|会见|介绍了|"
    r"决定|同意)"
)
_NEEDS_PAUSE = {
    "clause": re.compile(r"[，：:,「“]|(?:要|应|必须|需|将|有必要)"),
    "agree": re.compile(r"[，：:,「“]|(?:要|应|必须|需|将|有必要|双方|两国)"),
}


@lru_cache(maxsize=1)
def _cues() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {
        c.cue: c.kind
        for c in load_cues()
        if c.lang == "zh" and c.mode in ("indirect", "direct") and c.kind not in ("according", "after")
    }
    return re.compile(trie_pattern(kinds)), kinds


@lru_cache(maxsize=1)
def _after() -> frozenset[str]:
    return frozenset(c.cue for c in load_cues() if c.lang == "zh" and c.kind == "after")


def chinese_reports(text: str, turns: list[Turn], *, written: str = "", home: str = "") -> list[Report]:
    """Find the reports of a Chinese text; `turns` say whose 我 is, `written` gives the cues, `home` whose 外交部."""
    written = written or text
    quotes = [(m.start(), m.end()) for m in QUOTES.finditer(text)]
    masked = masked_quotes(text, quotes)
    stops = [(m.end(), m[0] not in "；;") for m in STOPS.finditer(masked)]
    stops += [
        (end, True)
        for _, end in quotes
        if text[end - 2] in "。！？" and text[end : end + 1] not in tuple("，。；、：的")
    ]
    bounds = sentence_starts([end for end, _ in stops], len(text))
    hard = {end for end, full in stops if full}
    found: list[Report] = []
    spoken: list[tuple[ChineseHit, str, str]] = []
    state = ChineseMemory(text, turns, home)
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
            span = _content(text, masked, begin, end, hit, group[number + 1 : number + 12])
            cue = written[hit.verb : hit.verb + len(hit.cue)]
            if span and contrast and hit.subject.form == "name":
                found.append(Report(*who, hit.subject.start, _with_mark(text, span[1]), "indirect", cue))
            elif span:
                found.append(Report(*who, *span, "indirect", cue))
        index = last
    found += source_reports(written, masked, bounds, state)
    spoken = [(hit._replace(cue=written[hit.verb : hit.verb + len(hit.cue)]), *who) for hit, *who in spoken]
    direct = direct_reports(text, quotes, spoken, bounds)
    proverbs = {(r.start, r.end) for r in found if r.voice == "proverb"}
    found = [r for r in found if r.voice != "others" or (r.start, r.end) not in proverbs]
    kept = [r for r in found if r.mode == "direct" or not swallowed(r, direct)]
    direct = [r for r in direct if (r.start, r.end) not in proverbs]
    return sorted(set(kept + direct), key=lambda r: (r.start, -r.end))


def _hits(masked, bounds, state, hard, size) -> list[ChineseHit]:
    pattern, kinds = _cues()
    hits: list[ChineseHit] = []
    commas = [m.end() for m in COMMAS.finditer(masked)]
    taken, crowd, verbs = -1, -1, 0
    for m in pattern.finditer(masked):
        cue, sentence = m[0], bisect_right(bounds, m.start()) - 1
        verbs = verbs + 1 if sentence == crowd else 1
        crowd = sentence
        if verbs > MOST:
            continue
        if m.start() < taken or (_NOT_SAY.search(masked, max(0, m.start() - 2), m.end() + 12) and _excluded(masked, m)):
            continue
        begin = bounds[sentence]
        at = bisect_right(commas, m.start()) - 1
        clause = max(begin, commas[at]) if at >= 0 else begin
        since = max(clause, m.start() - 300)
        mark = max(masked.rfind("」", since, m.start()), masked.rfind("”", since, m.start()))
        mark = max(mark, masked.rfind("』", since, m.start()))
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
        if kinds[cue] in _NEEDS_PAUSE and not _NEEDS_PAUSE[kinds[cue]].match(after):
            continue
        if masked.rfind("《", clause, m.start()) > masked.rfind("》", clause, m.start()):
            continue
        subject = chinese_subject(masked, clause, m.start(), unlisted=cue in _after())
        if subject is None and clause > begin:
            previous = commas[at - 1] if at > 0 and commas[at - 1] > begin else begin
            if (
                masked[clause - 1] in "，,"
                and clause - previous < 40
                and re.fullmatch(r"[^，]{0,30}", masked[clause : m.start()])
            ):
                subject = None
        if subject is None:
            continue
        if (
            (subject.voice == "others" or subject.form == "role")
            and hits
            and hits[-1].content == clause
            and cue in ("希望", "期待", "期望", "认为", "相信")
        ):
            continue
        if hits and subject.form == "elided" and hits[-1].content == clause and kinds[cue] != "stance":
            continue
        content = end + len(re.match(r"[，,：:\s　]*", masked[end : end + 4])[0])
        hits.append(ChineseHit(subject, cue, kinds[cue], clause, m.start(), end, content))
        taken = end
    return hits


def _excluded(masked: str, m: re.Match[str]) -> bool:
    for bad in _NOT_SAY.finditer(masked, max(0, m.start() - 2), m.end() + 12):
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
    told = (
        re.match(rf"(?:{known_aliases()[0].pattern}|大家|对方|外界|台下|与会者)[，：]", body)
        if hit.cue in ("告诉", "告知", "转告", "警告", "提醒", "敦促", "回应")
        else None
    )
    start = hit.content + (told.end() if told else 0)
    joined = _AND_ACT.search(masked, start, stop)
    if joined and joined.start() - start >= 4:
        stop = joined.start()
    for comma in COMMAS.finditer(masked, start, stop):
        close = (
            masked[comma.start() - 1] in "」”』"
            or "虽" in masked[hit.clause : hit.verb]
            or "尽管" in masked[hit.clause : hit.verb]
        )
        turns_away = close and _BUT.match(masked, comma.end())
        if (
            (turns_away or _AUTHOR.match(masked, comma.end()))
            and comma.start() - start >= 4
            and masked[hit.end : hit.end + 1] not in "，："
        ):
            stop = comma.start()
            break
    return trimmed(text, start, stop)


def _before(text, masked, begin, hit) -> tuple[int, int] | None:
    if hit.clause <= begin or hit.subject.form == "elided" or hit.cue not in _after():
        return None
    lead = text[begin : hit.clause].rstrip("，,：: 　")
    return None if lead.endswith(("」", "”", "』")) else trimmed(text, begin, begin + len(lead))
