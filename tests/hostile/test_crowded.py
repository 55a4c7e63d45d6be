"""Texts that are nothing but reporting verbs, names and marks: what is found stays in the text and in order."""

import pytest

from discourse.language.attribution import attribute, speech
from discourse.language.report import MOST

ENGLISH = (
    *("said ", "said, ", "he said that ", "Biden and Xi said and ", "“a” said ", '"a', " ‘a’ ", "as he said, ", "A: "),
    *("was quoted as saying ", "It was said by ", "From Beijing’s view, ", "according to ", "Has he said that "),
)
CHINESE = (
    *("表示", "，表示", "拜登表示", "「好」他說", "在看來", "據", "記者問："),
    *("習近平在北京同拜登會晤時強調", "總統說"),
)


@pytest.mark.parametrize("piece", ENGLISH)
def test_a_paragraph_of_one_english_phrase_gives_ordered_spans_inside_it(piece):
    text = piece * (20_000 // len(piece))
    spans = attribute(text, "en")
    assert [a.start for a in spans] == sorted(a.start for a in spans)
    assert all(0 <= a.start < a.end <= len(text) for a in spans)
    assert len(speech(text, "en").text) == len(text)


@pytest.mark.parametrize("piece", CHINESE)
def test_a_paragraph_of_one_chinese_phrase_gives_ordered_spans_inside_it(piece):
    text = piece * (20_000 // len(piece))
    spans = attribute(text, "zh-Hant")
    assert [a.start for a in spans] == sorted(a.start for a in spans)
    assert all(0 <= a.start < a.end <= len(text) for a in spans)
    assert len(speech(text, "zh-Hant").text) == len(text)


@pytest.mark.parametrize(
    ("clause", "lang"), [("Biden said that it rains, and ", "en"), ("拜登說天還在下雨，", "zh-Hant")]
)
def test_a_sentence_without_end_is_read_up_to_its_fortieth_verb(clause, lang):
    assert MOST == 40
    assert len(attribute(clause * 60, lang)) == MOST


def test_sentences_do_not_share_their_verbs():
    assert len(attribute("Biden said that it rains. " * 500, "en")) == 500
    assert len(attribute("拜登說天還在下雨。" * 500, "zh-Hant")) == 500


@pytest.mark.parametrize("mark", ["“", "”", "「", "」", '"', "‘"])
def test_quotation_marks_without_partners_do_not_hide_what_follows(mark):
    lang = "zh-Hant" if mark in "「」" else "en"
    said = "拜登說天還在下雨。" if lang == "zh-Hant" else "Biden said that it rains."
    assert any(a.side == "US" for a in attribute(f"{mark * 50}\n\n{said}", lang))
