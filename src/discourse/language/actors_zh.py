"""A Chinese sentence of an analysis becomes a side: whose behaviour or position it is about (Simplified characters)."""

from __future__ import annotations

import re

from discourse.language.speakers_zh import LEAD, known_aliases

_HEADING = re.compile(r"[\s　]*(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、)")
_ITSELF = re.compile(r"本文|笔者|本报告|主稿|[作]者[:：]")
_AGENT = re.compile(r"(?:由|代表着?|象征着?|自|自从|观察|显示|表明|使得?|让)$")
_ANAPHOR = re.compile(r"[\s　]*(?:这些|这和|这与|即使|即便|其|此外，其|而其)")
_OTHERS = re.compile(r"(?:使得?|让)[^，。]{0,30}(?:国家|各国|盟友|民众)")
_MEANWHILE = re.compile(r"(?:时|之前|之后|以后|后|情况下|期间)$")  # clauses of time come second
_NOUN = re.compile(r"[^，。在将也则却又已曾会]{0,6}的(?!是)")


def clause_side(sentence: str, reported: str, before: str) -> str:
    """Give the side that a sentence is about.

    Parameters
    ----------
    sentence : str
        One sentence.
    reported : str
        The side that its reports give, or "".
    before : str
        The side of the sentence before, which an anaphor (這些, 其, 即使) takes up.

    Examples
    --------
    >>> clause_side("习近平出席峰会。", "", ""), clause_side("两强竞争的本质难变。", "", "CN")
    ('CN', '')
    """
    plain = sentence.strip()
    if _HEADING.match(plain) or _ITSELF.search(plain) or not plain.endswith(tuple("。！？；!?”」』")):
        return ""
    if reported:
        return reported
    if _OTHERS.search(plain):
        return "OTHER"
    clauses = re.split(r"[，；：]", plain)
    main = [c for c in clauses if not _MEANWHILE.search(c)]
    for clause in [*main, *(c for c in clauses if c not in main)]:
        side = _subject_side(clause)
        if side:
            return side
    return before if _ANAPHOR.match(plain) else ""


def _subject_side(clause: str) -> str:
    pattern, table = known_aliases()
    for m in pattern.finditer(clause):
        lead, rest = clause[: m.start()], clause[m.end() :]
        opens = LEAD.fullmatch(lead) or (_AGENT.search(lead) and len(lead) <= 8)
        if not opens or table[m[0]][2] in ("people", "press"):
            return ""
        return table[m[0]][1] if len(rest) >= 2 and not _NOUN.match(rest) else ""
    return ""
