"""Turns: every word of a transcript under its speaker's label, stage directions and times under none."""

import pytest

from discourse.language.naming import name_voice
from discourse.language.turns import label_turns


def turns(text, lang="en", **options):
    return [(t.voice, t.side, text[t.start : t.end], t.interpreted) for t in label_turns(text, lang, **options)[0]]


def test_a_turn_begins_after_its_label_and_ends_before_the_next():
    text = "Blue Room\n\nPRESIDENT BIDEN: Hello.\n\nMore from me.\n\nPRESIDENT XI: Hello to you.\n\n5:41 P.M. EST"
    assert turns(text) == [("Biden", "US", "Hello.\n\nMore from me.", False), ("Xi", "CN", "Hello to you.", False)]


def test_the_interpreters_mark_is_a_flag_and_no_word():
    assert turns("PRESIDENT XI: (As interpreted.) Peace.") == [("Xi", "CN", "Peace.", True)]


def test_the_president_is_the_american_among_the_speakers():
    assert turns("THE PRESIDENT: Hi.", speakers=["Xi", "Trump"])[0][:2] == ("Trump", "US")


def test_a_question_without_colon_is_the_press():
    assert turns("MR. SULLIVAN: Yes.\n\nQ Why?\n\nMR. SULLIVAN: Because.")[1] == ("press", "PRESS", "Why?", False)


def test_a_label_inside_a_line_opens_a_turn():
    text = "PRESIDENT BIDEN: Thank you. PRESIDENT XI: And thank you."
    assert [t[:3] for t in turns(text)] == [("Biden", "US", "Thank you."), ("Xi", "CN", "And thank you.")]


def test_a_stage_direction_on_its_own_line_between_turns_belongs_to_nobody():
    text = "MS. PSAKI: Go ahead.\n\n(Cross-talk.)\n\nQ Me?"
    assert [t[2] for t in turns(text)] == ["Go ahead.", "Me?"]


def test_a_turn_of_nothing_but_inaudible_is_no_turn():
    assert [t[2] for t in turns("MS. PSAKI: Yes.\n\nQ (Inaudible.)\n\nMS. PSAKI: Exactly.")] == ["Yes.", "Exactly."]


@pytest.mark.parametrize(
    "text", ["NOMINATIONS SENT TO THE SENATE:\n\nJane Roe", "The plan:\n\n- CNBC: daily", "At 10:03 we met."]
)
def test_capitals_that_name_no_speaker_are_no_label(text):
    assert label_turns(text, "en") == ([], [])


def test_an_unlisted_name_has_the_side_of_its_title():
    text = "PRIME MINISTER ROSSI: Good.\n\nSENATOR SMITHERS: Better.\n\nSENIOR ADMINISTRATION OFFICIAL: Best."
    assert [t[:2] for t in turns(text)] == [("Rossi", "OTHER"), ("Smithers", "US"), ("US officials", "US")]


def test_chinese_questions_and_answers_are_turns():
    text = "记者：对此有何评论？\n\n毛宁：我们注意到有关情况。"
    assert [t[:3] for t in turns(text, "zh-Hans")] == [
        ("press", "PRESS", "对此有何评论？"),
        ("Mao Ning", "CN", "我们注意到有关情况。"),
    ]


def test_a_name_is_found_with_and_without_what_follows_in_brackets():
    assert name_voice("Wang Yi (Foreign Minister)", "en") == ("Wang Yi", "CN")
