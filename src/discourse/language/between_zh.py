"""The Chinese words between a subject and its verb become a yes or a no: may the one belong to the other?"""

from __future__ import annotations

import re

from discourse.language.trie import trie_pattern

# what may stand between subject and verb
_ADVERBIALS = (
    "生前 晚年 一度 一贯 一向 素来 长期 长年 日前 也 亦 则 却 还 又 再 曾 已 均 都 皆 便 就 "
    "另 并 而 更 仍 只 仅 虽 既 才 正 将 会 可 能 愿 即 遂 各 一致 共同 公开 明确 明白 "
    "坦率 坦诚 多次 一再 屡次 反复 不断 持续 始终 一直 首先 首次 首度 其次 最后 另外 同时 同日 "
    "当日 当天 当晚 今天 今日 昨天 昨日 近日 近期 最近 此前 先前 之前 稍早 稍后 随后 随即 之后 "
    "后来 其后 接着 强烈 严正 郑重 特别 尤其 着重 主动 私下 直接 进一步 重新 仍然 依然 更是 对外 "
    "事后 会后 会前 会上 会中 席间 甚至 普遍 大多 多半 大都 总是 向来 历来 主要 正式 再三 再次 "
    "再度 频频 纷纷 立即 旋即 迅速 当场 当面 书面 口头 重点 深入 全面 分别 各自 双双 高度 非常 "
    "十分 极力 大力 坚决 坚定 断然 清楚 的确 确实 现在 目前 如今 去年 今年 前年 方面 一方面 "
    "另一方面 表面上 曾经 已经 不但 不仅 继续 早已 早就 其实 反而 依旧 照例 转而 进而 反复地 果断 "
    "愿意 是 来 去 上午 下午 晚间 晚上 凌晨 中午 早上 上周 本周 本月 上月 当地时间 北京时间"
)
_ADVERB = (
    rf"(?:[\u3400-\u9fff]{{2,5}}?地(?![区方点位球])|{trie_pattern(_ADVERBIALS.split())}|"
    r"周[一二三四五六日天]|星期[一二三四五六日天]|\d{1,4}[年月日号]|"
    r"[一二三四五六七八九十]{1,3}[年月日]|（[^（）]{1,24}）|\([^()]{1,24}\)|[\d\s　])"
)
_PREPOSITION = (
    r"(?:在|于|就|对|对于|向|同|与|和|跟|针对|通过|透过|借由|藉由|随着|经由|自|从|以|用|当|面对|围绕|关于|代表|"
    r"接受|出席|回应|回答|回复|答复|应询|应约|会见|会晤|谈及|谈到|提到|"
    r"说到|援引|引述|引用|发表|发布|发文|发推|召开|举行|主持|撰文|致函|致电|致辞|致词|演讲|讲话|发言|受访|访问|"
    r"参加|访华|抵达|结束|答询|透露|率|为此|因此|被问|受邀|前往|到访|于是|依据|根据)"
)
ADVERBS = re.compile(rf"(?>{_ADVERB})*+")
_PREPOSITIONS = re.compile(_PREPOSITION)
_TAIL = 30  # characters that a preposition may take along
_MID_LOOSE = re.compile(r"[^，。；：的]{0,30}(?:时|后|中|上|会后|文|期间|之余|致辞|讲话|采访|会见)")
_DENIED = re.compile(r"(?:没有|没|未|不|不愿|拒绝|无法|不能|不会|是否|并非|难以|不再)$")


def joins(mid: str) -> bool:
    """Tell whether `mid` may stand between a subject and its verb (Simplified characters).

    Examples
    --------
    >>> joins("已经多次"), joins("在北京"), joins("没有")
    (True, True, False)
    """
    if not mid:
        return True
    if mid[-1] in "的所被" or _DENIED.search(mid, max(0, len(mid) - 2)):
        return False
    reach = ADVERBS.match(mid).end()
    if reach == len(mid) or _MID_LOOSE.fullmatch(mid):
        return True
    if any(stop in mid for stop in "，。；："):
        return False
    for found in _PREPOSITIONS.finditer(mid):
        if found.start() > reach:
            return False
        reach = max(reach, found.end() + _TAIL)
    return reach >= len(mid)
