"""The words before a Chinese verb become its subject: who speaks, and on which side (Simplified characters)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from discourse.language.between_zh import ADVERBS, joins
from discourse.language.trie import trie_pattern
from discourse.reading.voices import load_voices

_HAN = r"[\u3400-\u9fff]"
LEAD = re.compile(
    r"(?>[\s　]|并且|而且|而|但是|但|然而|然|不过|惟|唯|其中|此外|另外|另|同时|对此|因此|所以|例如|譬如|如同|"
    r"即|亦即|也就是|换言之|首先|其次|再者|再次|最后|事实上|实际上|"
    r"随后|接着|尔后|爾后|此前|至少|日前|当天|昨天|今天|会上|会后|会谈中|会中|至于|反观|相较之下|相对地|"
    r"相对于此|另一方面|一方面|由于|因为|因|虽然|虽|尽管|即便|就连|连|来自|之后|接着|"
    r"不仅|不但|若非|正如|诚如|如|正像|像|当时|当年|近日|显然|一边|可见|相反|相形之下|因而|于是|据此|尤其是|"
    r"特别是|尤其|特别|与此同时|以及|并|且|还有|甚至|有|时任|前|现任|新任|前任|"
    r"多名|数名|多位|数位|几位|一位|一名|有些|部分|许多|不少|多数|某些|其他|另一位|另一名|还有|知名|资深|著名|"
    r"匿名|不具名|身为|作为|原来|到了|已故|两位|两名|这位|该|这名|同样|"
    r"\d{1,4}[年月日号]|上午|下午|晚间|当地时间|周[一二三四五六日]|上周|本周|去年|今年|[“”「」『』]|"
    r"[（(][^（）()]{0,10}[）)]|——|—|、)*+"
)
_NOT_BEFORE = re.compile(
    r"(?:对|向|与|和|跟|同|给|为|把|将|由|被|在|于|从|自|据|按|用|以|针对|面对|会见|关于|比|像是|所谓|如果|若|"
    r"倘若|一旦|假如|是否|要求|呼吁|敦促|希望|警告|批评|告诉|及|或|的|是)$"
)
_MEETING = re.compile(
    r"[^，]{0,10}?(?:会谈|会晤|会见|通话|通电话|见面|会面|共进)[^，]{0,6}?(?:后|时|中|期间|之后|之际)"
)  # with, not and
_HEADS_OFFICIAL = (
    "声明|公报|新闻稿|文告|通稿|公告|发言人|官员|高官|代表|大使|领导人|外长|总统|总理|首相|防长|国防部|外交部|"
    "商务部|财政部|政府|官方|当局|议员|主席|代表团|大使馆|使馆|方面|高层|军方|国会|"
    "部长|国务卿|副总统|副总理|副外长|特使|议长|先生|女士|总书记|同志|行政当局|副部长|司长|参议员|众议员|司令|"
    "上将|幕僚|团队|国家安全会议|国安会|国安顾问|国家安全顾问|白皮书|读出稿|会谈纪要|"
    "社评|评论员文章|署名文章|文章|评论|立委|党团|发言人办公室|驻华大使|驻美大使|外交官|海军|国防部长|财政部长|"
    "财长|商务部长|贸易代表|秘书|秘书长|国王|博士"
)
_HEADS_OTHER = (
    "学者|专家|民众|企业|智库|研究员|教授|网民|网友|观察家|分析师|分析人士|商界|业者|国民|公司|"
    "副教授|主任|所长|院长|会长|作家|评论员|博士后"
)
_HEADS_PRESS = "媒体|报纸|记者|报道|报导|社论|网站"
_HEAD = re.compile(
    rf"(?:的)?(?:一名|一位|多名|数名|多位|有关|相关|匿名|不具名|未具名|资深|高级|高阶|新任|前|籍|例行|常务|"
    rf"现任|首席|副)*(?:(?P<official>{_HEADS_OFFICIAL})|(?P<other>{_HEADS_OTHER})|(?P<press>{_HEADS_PRESS}))"
)
_NAME = re.compile(
    rf"(?:{_HAN}{{1,6}}[·‧・]{_HAN}{{1,6}}(?:[·‧・]{_HAN}{{1,6}})?)|(?:{_HAN}{{2,4}})|[A-Z][A-Za-z.\- ]{{2,30}}"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "阎葛洪施牛庄殷翁倪柯柳简游赖"
)
_PERSON = re.compile(rf"(?:[{_SURNAMES}]{_HAN}{{1,2}})|(?:{_HAN}{{1,6}}[·‧・]{_HAN}{{1,6}}(?:[·‧・]{_HAN}{{1,6}})?)")
_ROLE = re.compile(r"(?:这位|该)?(?:总统|主席|总理|首相|外长|部长|防长|大使|主委|发言人)(?!府|团|国)")
_SOMEBODY = re.compile(r"(?:^|[，已])有(?:人|不少|些|许多|很多|部分)[^，]{0,4}$")
_SUPPOSED = re.compile(r"如果|倘若|若|一旦|是否|被|所谓|假如|有没有|^据|^根据")
_TIMES = "时后中上日下间年月"
_AND = re.compile(r"和|与|、|及|以及|同")
_NO_NAME = re.compile(r"[的了在对与和是都将要]|人民")
_PRONOUN = re.compile(r"他们|她们|我们|咱们|他|她|我|其|本人|笔者|本文|你们|你|您")


class ChineseSubject(NamedTuple):
    """A subject before a verb: canonical voice, side, offsets in the text, form (name, he, they, i, we, elided)."""

    voice: str
    side: str
    start: int
    end: int
    form: str
    person: bool


@lru_cache(maxsize=1)
def known_aliases() -> tuple[re.Pattern[str], dict[str, tuple[str, str, str]]]:
    """Read the Chinese names of voices.csv: their pattern and their voice, side and kind."""
    table = {}
    for v in load_voices():
        if v.lang == "zh" and v.kind not in ("title", "role", "modifier"):
            table.setdefault(v.alias, (v.voice, v.side, v.kind))
    return re.compile(trie_pattern(table)), table


@lru_cache(maxsize=512)
def aliases_of(voice: str) -> tuple[str, ...]:
    """Give the Chinese names of a voice."""
    return tuple(alias for alias, known in known_aliases()[1].items() if known[0] == voice)


@lru_cache(maxsize=1)
def home_aliases() -> frozenset[str]:
    """Give the offices that each side has at home, so that the document tells whose they are: 外交部."""
    return frozenset(v.alias for v in load_voices() if v.lang == "zh" and v.note.startswith("home"))


def chinese_subject(text: str, begin: int, end: int, *, unlisted: bool = True) -> ChineseSubject | None:
    """Read the subject of a verb at `end` in the clause that begins at `begin`; None where there is none."""
    begin = max(begin, end - 90)
    pre = text[begin:end]
    pattern, table = known_aliases()
    for m in pattern.finditer(pre):
        found = _from_alias(pre, m, table)
        if found:
            voice, side, start, stop, person = found
            if voice == "others" and _ROLE.fullmatch(pre, start, stop):
                return ChineseSubject("", "", begin + start, begin + stop, "role", True)
            return ChineseSubject(voice, side, begin + start, begin + stop, "name", person)
    lead = LEAD.match(pre).end()
    m = _PRONOUN.match(pre, lead)
    if m and joins(pre[m.end() :]):
        form = {
            "他们": "they",
            "她们": "they",
            "我们": "we",
            "咱们": "we",
            "我": "i",
            "本人": "i",
            "笔者": "author",
            "本文": "author",
            "你们": "you",
            "你": "you",
            "您": "you",
        }.get(m[0], "he")
        return ChineseSubject("", "", begin + m.start(), begin + m.end(), form, form == "he")
    if _SOMEBODY.search(pre, max(0, len(pre) - 9)):
        return ChineseSubject("others", "OTHER", begin, end, "name", False)
    m = _ROLE.match(pre, lead)
    if m and joins(pre[m.end() :]):
        return ChineseSubject("", "", begin + m.start(), begin + m.end(), "role", True)
    m = _PERSON.match(pre, lead) if unlisted else None
    if m:
        for stop in range(m.end(), lead + 1, -1):
            if stop - lead >= 2 and ADVERBS.fullmatch(pre[stop:]):
                return ChineseSubject(pre[lead:stop], "OTHER", begin + lead, begin + stop, "name", True)
    if joins(pre[lead:]):
        return ChineseSubject("", "", end, end, "elided", False)
    return None


def _from_alias(pre: str, m: re.Match[str], table) -> tuple[str, str, int, int, bool] | None:
    voice, side, kind = table[m[0]]
    lead, stop = pre[: m.start()], m.end()
    pattern = known_aliases()[0]
    joint = None
    if lead and not LEAD.fullmatch(lead):
        if (
            (_NOT_BEFORE.search(lead) and not (kind == "people" and lead[-1] == "的"))
            or len(lead) > 24
            or _SUPPOSED.search(lead)
        ):
            return None
        causative = lead.endswith(("让", "使", "使得"))
        if (
            not causative
            and kind not in ("people", "office", "person", "press")
            and lead[-1] not in _TIMES
        ):
            return None
        if (
            kind == "person"
            and not causative
            and lead[-1] not in _TIMES + "理长席统相员人使记家授任导官王臣者"
        ):
            return None
    elif lead.endswith(("如果", "倘若", "若", "一旦", "假如")):
        return None
    person = kind == "person"
    while True:
        rest = pre[stop:]
        more = _AND.match(rest)
        if more and (n := pattern.match(pre, stop + more.end())) and not _MEETING.match(pre, n.end()):
            joint = (joint or set()) | {side}
            voice2, side, _ = table[n[0]]
            voice = f"{voice}; {voice2}" if voice != voice2 else voice
            stop = n.end()
            continue
        h = _HEAD.match(rest)
        if (n := pattern.match(pre, stop)) and not (h and stop + h.end() > n.end()):
            voice2, side2, kind2 = table[n[0]]
            if side2 in ("US", "CN", "TW", "PRESS") or side == "OTHER" or kind2 in ("person", "press"):
                if kind2 not in ("office", "people") and not (side == "OTHER" and n[0] in home_aliases()):
                    voice, side = voice2, side2
                    person = kind2 == "person"
            stop = n.end()
            continue
        if h and h.end() > h[0].startswith("的"):
            if h["other"]:
                voice, side = "others", "OTHER"
            elif h["press"] and not (side == "CN"):
                voice, side = "press", "PRESS"
            stop += h.end()
            kind = "office"
            continue
        break
    rest = pre[stop:]
    if joint:
        sides = joint | {side}
        side = side if len(sides) == 1 else "BOTH"
    if joins(rest):
        return voice, side, m.start(), stop, person
    if kind in ("office", "people", "press", "government", "person"):
        n = _NAME.match(rest)
        if n:
            for length in range(min(n.end(), len(rest)), 1, -1):
                if joins(rest[length:]) and (kind in ("office", "people") or "·" in rest[:length]):
                    if _NO_NAME.search(rest, 0, length):
                        continue
                    name = rest[:length]
                    return (name if side == "OTHER" else voice), side, m.start(), stop + length, True
    return None
