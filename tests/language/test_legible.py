"""Attribution reads a text as typed like the clean one; expected from the same text without its disguise."""

import pytest

from discourse import attribute
from discourse.language.legible import legible

TEXTS = [
    ("President Xi said that trade matters. He warned of “new walls.”\n\nBiden stressed that “we agree.”", "en"),
    ("PRESIDENT BIDEN: Good day.\n\nPRESIDENT XI: (As interpreted.) Thank you.\n\nQ Is it true?", "en"),
    ("拜登表示支持一中政策。習近平強調：「臺灣問題是核心利益」，並指出雙方應該合作。", "zh-Hant"),
    ("记者：请问关系如何？\n\n外交部发言人：我们希望稳定。\n\n记者：谢谢。", "zh-Hans"),
]
WIDE = {ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"}
OTHER = {
    "no-break": lambda text: text.replace(" ", "\u00a0"),
    "ideographic": lambda text: text.replace(" ", "\u3000"),
    "tab": lambda text: text.replace(" ", "\t"),
    "CR LF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "U+2028": lambda text: text.replace("\n", "\u2028"),
    "NEL": lambda text: text.replace("\n", "\x85"),
    "wide": lambda text: text.translate(WIDE),
    "narrow": lambda text: text.translate(dict(zip(map(ord, "。「」"), "｡｢｣", strict=True))),
}


def heard(text, lang):
    return [(a.speaker, a.side, a.mode, text[a.start : a.end]) for a in attribute(text, lang)]


@pytest.mark.parametrize("odd", ["\u200b", "\u00ad", "\ufeff", "\u2060", "\u202b", "\ufe0f", "\u034f"], ids=ascii)
@pytest.mark.parametrize(("text", "lang"), TEXTS, ids=["report", "turns", "Hant", "Hans"])
def test_what_nobody_sees_changes_no_attribution(text, lang, odd):
    expected = heard(text, lang)
    assert expected
    found = heard(odd.join(text), lang)
    assert [(*row[:3], row[3].replace(odd, "")) for row in found] == expected


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER)
@pytest.mark.parametrize(("text", "lang"), TEXTS, ids=["report", "turns", "Hant", "Hans"])
def test_odd_spaces_line_ends_and_widths_change_no_attribution(text, lang, change):
    assert heard(change(text), lang) == [(*row[:3], change(row[3])) for row in heard(text, lang)]


def test_a_span_takes_the_separate_accents_of_its_last_letter():
    text = "President Xi said: “We love the cafe\u0301” in Bali."
    assert heard(text, "en")[0][3] == "We love the cafe\u0301"


@pytest.mark.parametrize("text", ["", "plain", "“Café,” he said — naïve.", "關係，「好」。", "𠮷🙂"])
def test_a_clean_text_stays_the_very_same(text):
    assert legible(text)[0] is text


@pytest.mark.parametrize("text", ["\u200b", "\r\n", "\ud800\u200bx", "e\u0301\u0301", "\u0301", "\r"], ids=ascii)
def test_what_is_left_has_as_many_offsets_as_characters(text):
    seen, starts, ends = legible(text)
    if starts is not None:
        assert len(seen) == len(starts) == len(ends)
