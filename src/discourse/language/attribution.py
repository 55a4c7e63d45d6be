"""A text becomes a list of attributions: who is heard or reported, from where to where, and by which cue."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from discourse.arguments import check_text_and_language
from discourse.language.actors_zh import clause_side
from discourse.language.legible import legible
from discourse.language.memory_en import Memory
from discourse.language.memory_zh import home_side
from discourse.language.naming import name_voice
from discourse.language.plain import simplified
from discourse.language.reports_en import english_reports
from discourse.language.reports_zh import chinese_reports
from discourse.language.speech import Speech, byline_turn, speech
from discourse.language.turns import AMERICAN_PRESIDENTS, Turn, at_home, label_turns

__all__ = ["Attribution", "Speech", "Turn", "attribute", "reports", "speech"]


class Attribution(NamedTuple):
    """Words and whose they are.

    `speaker` is a canonical name, `side` one of US, CN, TW, BOTH, PRESS, OTHER, `start` and `end` code-point
    offsets, `mode` one of turn, direct, indirect; `interpreted` is true for turns given in an interpreter's words,
    and `cue` is the word by which a report was known (empty for turns).
    """

    speaker: str
    side: str
    start: int
    end: int
    mode: str
    interpreted: bool
    cue: str


def attribute(
    text: str, lang: str, *, speakers: str | Iterable[str] = (), side: str = ""
) -> list[Attribution]:
    """Find whose words and positions a text gives: turns of a transcript, quotations, reported clauses.

    Parameters
    ----------
    text : str
        Paragraphs on lines of their own. What nobody sees in it, odd spaces, line ends and full-width letters make no
        difference.
    lang : str
        ``"en"``, ``"zh-Hans"`` or ``"zh-Hant"``.
    speakers : str or iterable of str, optional
        The document's speakers; they resolve ``THE PRESIDENT:``.
    side : str, optional
        The side of the document: whose 外交部 it is where a text says no more. Without it the text itself tells.

    Returns
    -------
    list of Attribution
        In order of `start`, longer spans first. Reports may lie inside turns and inside one another.

    Raises
    ------
    ValueError
        If `lang` is not one of the three.

    Examples
    --------
    >>> for a in attribute("President Xi said that trade matters. He warned of “new walls.”", "en"):
    ...     print(a.speaker, a.side, a.mode, a.cue)
    Xi CN indirect said
    Xi CN direct warn of
    """
    check_text_and_language(text, lang)
    names = [s.strip() for s in (speakers.split(";") if isinstance(speakers, str) else speakers) if s.strip()]
    text, starts, ends = legible(text)
    plain = text if lang == "en" else simplified(text)
    turns = label_turns(plain, lang, speakers=names)[0]
    if not turns and lang != "en" and (whole := byline_turn(plain)):
        turns = [whole]
    if lang == "en":
        found = english_reports(plain, turns, Memory(plain, turns, _president(names)))
    else:
        home = home_side(plain, side)
        turns = at_home(turns, home)
        found = chinese_reports(plain, turns, written=text, home=home)
    spans = [Attribution(t.voice, t.side, t.start, t.end, "turn", t.interpreted, "") for t in turns]
    spans += [Attribution(r.voice, r.side or "OTHER", r.start, r.end, r.mode, False, r.cue) for r in found]
    if starts is not None:
        spans = [a._replace(start=int(starts[a.start]), end=int(ends[a.end - 1])) for a in spans if a.start < a.end]
    return sorted(spans, key=lambda a: (a.start, -a.end, a.mode != "turn"))


def _president(names: Sequence[str]) -> tuple[str, str]:
    """Whom "the President" means: the American president among the speakers, or Biden."""
    heard = [name_voice(name, "en") for name in names]
    return next((who for who in heard if who[0] in AMERICAN_PRESIDENTS and who[1] == "US"), ("Biden", "US"))


def reports(text: str, lang: str, sentences: Sequence[tuple[int, int]], *, side: str = "") -> list[str]:
    """Tell for each sentence of an analysis or a readout whose words, position or behaviour it reports.

    Parameters
    ----------
    text : str
        The text.
    lang : str
        ``"en"``, ``"zh-Hans"`` or ``"zh-Hant"``.
    sentences : sequence of (int, int)
        Offsets of the sentences, in order.
    side : str, optional
        The side of the document, as for `attribute`.

    Returns
    -------
    list of str
        US, CN, TW, BOTH, PRESS, OTHER, or "" where the author speaks. Sides come from the reports that lie in the
        sentence, in Chinese also from the subjects of its clauses; reports of the US and of China make BOTH.

    Examples
    --------
    >>> reports("拜登表示支持一中政策。競爭的本質難變。", "zh-Hant", [(0, 11), (11, 19)])
    ['US', '']
    """
    found = [a for a in attribute(text, lang, side=side) if a.mode != "turn"]
    starts = [a.start for a in found]
    behaviour = lang != "en" and label_turns(simplified(text), lang)[0] == [] and byline_turn(simplified(text)) is None
    sides: list[str] = []
    for start, end in sentences:
        inside = found[bisect_left(starts, start) : bisect_left(starts, end)]
        outer = [a for n, a in enumerate(inside) if not any(b.start <= a.start and a.end < b.end for b in inside[:n])]
        reported = _together({a.side for a in outer})
        if behaviour:
            reported = clause_side(simplified(text[start:end]), reported, sides[-1] if sides else "")
        sides.append(reported)
    return sides


def _together(sides: set[str]) -> str:
    if "BOTH" in sides or {"US", "CN"} <= sides:
        return "BOTH"
    for side in ("US", "CN", "TW", "OTHER", "PRESS"):
        if side in sides:
            return side
    return ""
