"""Chinese quotation marks and named sources become reports (Simplified characters)."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from discourse.language.report import Report
from discourse.language.speakers_zh import ChineseSubject, chinese_subject, known_aliases

QUOTES = re.compile(r"「([^「」\n]{0,2000})」|『([^『』\n]{0,2000})』|“([^“”\n]{0,2000})”|\"([^\"\n]{0,2000})\"")
STOPS = re.compile(r"[。！？!?\n]+|；|;")
COMMAS = re.compile(r"[，,：:]")
_ACCORDING = re.compile(
    r"(?:^|(?<=[，。；！？\n　 ]))(?P<cue>另?据|根据|依据|依照|按照|按|依)"
    r"(?P<who>[^，。；：\n]{2,24}?)(?:的)?(?P<what>报道|消息|说法|披露|透露|介绍|声明|通报|分析|报告|数据|统计|观点|看法|报导|说|称|指出|表示|解释|研究|民调|评估)(?:称|说|指出|显示)?[，：]"
)
_EYES = re.compile(
    r"(?:^|(?<=[，。；！？\n　 而但]))(?:在|对|用|照|依|按)(?P<who>[^，。；：\n]{2,14}?)(?P<cue>看来|而言|来说|"
    r"的话说|的话来说|的说法|的看法|眼中)，"
)
_POSITION = re.compile(
    r"的(?P<cue>立场|看法|观点|说法|主张|诉求|要求|底线|态度|"
    r"论点|逻辑|理由|解释|回应|答案|回答)(?:很明确)?(?:则|却|就)?(?:是|为)(?P<comma>[，：]?)"
)
_POSSESSOR = re.compile(r"(?P<who>[\u3400-\u9fff·]{2,14}?)(?:一贯|一再|始终)?\Z")
_AS_SAID = re.compile(
    r"(?:如同|正如|诚如|一如|如|就像|正像)(?P<who>[^，。；：\n]{2,24}?)(?P<cue>所(?:说|言|指出|强调|称|主张|宣称|"
    r"形容))(?:的(?:那样|一样)?)?，"
)
_PROVERB = re.compile(
    r"(?:[\u3400-\u9fff]{0,8}?有(?:一)?句(?:谚语|古话|老话|俗语|俗话|名言|话|古语|古谚)(?:说|讲|叫|是)?|常言道|"
    r"常言说|俗话说|俗语说|古人[说云言]|古语[云说]|谚语[说云]|老话说)(?:得好|的好)?[，：:]+(?P<open>[「“]?)"
)


def masked_quotes(text: str, quotes: list[tuple[int, int]]) -> str:
    """Replace the words inside quotation marks, so that they neither end clauses nor report anything."""
    pieces, last = [], 0
    for start, end in quotes:
        if start < last:
            continue
        pieces += [text[last : start + 1], "〇" * (end - start - 2), text[end - 1 : end]]
        last = end
    return "".join([*pieces, text[last:]])


def direct_reports(text, quotes, spoken, bounds) -> list[Report]:
    """Give the quotations that somebody is said to have said."""
    found, previous = [], None
    by_content = {}
    for hit, voice, side in spoken:
        if hit.kind != "stance":
            by_content[hit.content] = (voice, side, hit.cue)
    ends = [hit.end for hit, _, _ in spoken]
    by_end = {hit.end: (voice, side, hit.cue) for hit, voice, side in spoken}
    for left, right in quotes:
        inner = (left + 1, right - 1)
        if inner[1] <= inner[0]:
            continue
        who = by_content.get(left)
        said = text[inner[0] : inner[1]]
        if who and len(said) < 8 and text[right : right + 1] not in "。，；！？\n" and text[right : right + 1]:
            who = None
        if (
            who
            and text[left - 1] not in "：:，,"
            and text[right : right + 1] not in ("。", "，", "；", "", "\n")
            and len(said) < 12
        ):
            who = None
        after = None
        if who is None:
            for hit, voice, side in spoken[max(0, bisect_right(ends, right) - 1) : bisect_right(ends, right) + 3]:
                gap = text[right : hit.subject.start] if hit.subject.form != "elided" else "x"
                if (
                    hit.subject.start >= right
                    and gap.strip("，, 　") == ""
                    and hit.clause >= right
                    and text[hit.end : hit.end + 1] in ("。", "，", "：", "；", "", "\n", "「", "“")
                ):
                    who = after = (voice, side, hit.cue)
        if who is None and previous and text[previous[0] : left].strip("，：,: 　") == "" and previous[0] <= left:
            who = previous[1]
        if who is None:
            m = re.search(
                r"(?:^|[。！？\n；])[ 　]*(?P<who>[^，。：；！？\n]{2,16})[：:]$", text[max(0, left - 22) : left]
            )
            label = known_aliases()[1].get(m["who"]) if m else None
            who = (label[0], label[1], "：") if label else None
        if who is None and (
            m := re.search(
                r"(?:时|后|中|上|并|还|也)?(?:表示|指出|强调|重申|说|称|认为|写道|主张|提出|宣称|提到)$",
                text[max(0, left - 8) : left],
            )
        ):
            who = by_end.get(left) if len(said) >= 10 else None
        if who is None:
            continue
        found.append(Report(who[0], who[1], *inner, "direct", who[2]))
        tail = re.match(r"[，, 　]*[^，。：；！？\n「“]{1,24}[，：:]", text[right : right + 40]) if after else None
        previous = (right + (tail.end() if tail else 0), who)
    return found


def swallowed(report: Report, direct: list[Report]) -> bool:
    """Tell whether a quotation stands for the report already."""
    for quote in direct:
        if quote.start < report.end and quote.end > report.start:
            overlap = min(quote.end, report.end) - max(quote.start, report.start)
            if overlap > 0.6 * (report.end - report.start):
                return True
    return False


def source_reports(text, masked, bounds, state) -> list[Report]:
    """Give the reports that name their source without a verb: 据…报道, 在…看来, …的立场是, 如…所说, proverbs."""
    found = []
    for m in _PROVERB.finditer(masked):
        at = bisect_right(bounds, m.start()) - 1
        end = bounds[at + 1] if at + 1 < len(bounds) else len(text)
        close = min((p for p in (masked.find(c, m.end(), end) for c in "」”") if p > 0), default=-1)
        if m["open"] and close > 0:
            found.append(Report("proverb", "OTHER", m.end(), close, "direct", _said(text, m)))
        elif not m["open"] and (span := trimmed(text, m.end(), end)):
            found.append(Report("proverb", "OTHER", *span, "indirect", _said(text, m)))
    for pattern in (_ACCORDING, _EYES, _POSITION, _AS_SAID):
        for m in pattern.finditer(masked):
            named = _POSSESSOR.search(masked, max(0, m.start() - 16), m.start()) if pattern is _POSITION else m
            who = chinese_subject(masked, *named.span("who")) if named else None
            who = who and state.at_home(who)
            if not who or who.form != "name" or (who.end != named.end("who") and pattern is not _ACCORDING):
                continue
            at = bisect_right(bounds, named.start("who")) - 1
            end = bounds[at + 1] if at + 1 < len(bounds) else len(text)
            span = trimmed(text, m.end(), end)
            if span:
                found.append(Report(who.voice, who.side, *span, "indirect", text[slice(*m.span("cue"))]))
    return found


def _said(text: str, m: re.Match[str]) -> str:
    """Give the last word of saying before a proverb as it is written, or the colon."""
    at = max(m[0].rfind(word) for word in "说讲云言叫道")
    return text[m.start() + at] if at >= 0 and "：" not in m[0] else "："


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Drop blanks, punctuation and one pair of outer quotation marks; None if too little is left."""
    piece = text[start:end].rstrip("。，；：！？,.;:!?、…\n\r\t 　")
    end = start + len(piece)
    start += len(piece) - len(piece.lstrip("，：,:\n 　"))
    if (
        len(piece) > 1
        and text[start] in "「“『"
        and text[end - 1] in "」”』"
        and not any(c in text[start + 1 : end - 1] for c in "「」“”『』")
    ):
        start, end = start + 1, end - 1
    return (start, end) if end - start >= 4 else None


class ChineseHit(NamedTuple):
    """A reporting verb with its subject: offsets of clause, verb, end of the verb and start of what is reported."""

    subject: ChineseSubject
    cue: str
    kind: str
    clause: int
    verb: int
    end: int
    content: int
