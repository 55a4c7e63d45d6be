"""Speech: what nobody says is blank, nothing moves, and every word that is left has one voice."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.language.speech import speech

TRANSCRIPT = (
    "Garden Hotel\n\n5:41 P.M. WITA\n\nPRESIDENT BIDEN: Glad — (laughs) — to meet. (Applause.)\n\n"
    "PRESIDENT XI: (As interpreted.) So am I.\n\nTHE PRESIDENT: Good.\n\n5:47 P.M. WITA\n"
)


def test_header_labels_times_and_stage_directions_are_blank():
    assert speech(TRANSCRIPT, "en", speakers="Biden; Xi").text.split() == "Glad — — to meet. So am I. Good.".split()


def test_length_and_line_breaks_stay():
    said = speech(TRANSCRIPT, "en", speakers="Biden; Xi").text
    assert [len(line) for line in said.split("\n")] == [len(line) for line in TRANSCRIPT.split("\n")]


def test_an_unlabelled_text_is_one_turn_of_its_first_speaker():
    said = speech("We met. It was good.", "en", speakers=("White House",), side="US")
    assert [(t.voice, t.side) for t in said.turns] == [("White House", "US")]


def test_an_author_whom_nobody_listed_has_the_side_of_the_document():
    said = speech("兩強的競爭難以改變。", "zh-Hant", speakers="王小明", side="TW")
    assert [(t.voice, t.side) for t in said.turns] == [("王小明", "TW")]


def test_a_traditional_name_is_found_in_its_simplified_row():
    assert speech("前言。", "zh-Hant", speakers="習近平").turns[0].voice == "Xi"


def test_dateline_title_caption_and_credit_are_nobodys_and_the_salutation_is_the_speakers():
    text = (
        "新华社海口3月2日电同舟共济　再上层楼——在海岛论坛上的讲话（2021年3月2日，海口）中华人民共和国主席　"
        "习近平\n\n"
        "3月2日，国家主席习近平出席论坛并发表重要讲话。新华社记者　李平　摄各位来宾：\n\n很高兴见到大家。"
    )
    said = speech(text, "zh-Hans", speakers="Xi", side="CN")
    assert said.text.split() == ["各位来宾：", "很高兴见到大家。"]


def test_a_caption_in_the_middle_of_a_speech_is_nobodys():
    text = "在某会上的讲话（2021年3月2日）习近平各位同事：\n\n你好。\n\n这是会场。新华社记者　李平　摄" + "\n\n谢谢。"
    assert speech(text, "zh-Hans").text.split() == ["各位同事：", "你好。", "谢谢。"]


def test_page_headers_of_a_printed_web_page_are_nobodys():
    text = (
        "Mr. Chair,\n\nWe met.\n\n9/30/24, 6:17 PM Our Long Title ... also we agreed.\n\nhttps://a.example/b.html 2/6"
    )
    assert speech(text, "en", speakers="Wang Yi").text.split() == "Mr. Chair, We met. also we agreed.".split()


@given(
    st.text(alphabet="AQ:.()（）“”「」习近平说摄\n 1aMS", max_size=80), st.sampled_from(["en", "zh-Hans", "zh-Hant"])
)
def test_turns_are_ordered_apart_and_cover_all_that_is_left(text, lang):
    said = speech(text, lang, speakers="Biden; Xi")
    assert len(said.text) == len(text)
    ends = [0, *(t.end for t in said.turns)]
    assert all(end <= t.start < t.end for end, t in zip(ends, said.turns, strict=False))
    inside = {i for t in said.turns for i in range(t.start, t.end)}
    assert not [c for i, c in enumerate(said.text) if i not in inside and not c.isspace()]


# Counted with grep in the four transcripts: labels PRESIDENT BIDEN or THE PRESIDENT, and PRESIDENT XI.
@pytest.mark.parametrize(
    ("doc_id", "voices"),
    [
        ("us-cn-2021-11-15-opening", ["Biden", "Xi", "Biden", "Xi", "Biden"]),
        ("us-cn-2022-11-14-opening", ["Biden", "Xi"]),
        ("us-cn-2023-11-15-opening", ["Biden", "Xi", "Biden"]),
        ("us-cn-2024-11-16-opening", ["Xi", "Biden", "Xi", "Biden"]),
    ],
)
def test_the_leaders_take_turns_as_the_labels_say(sources, doc_id, voices):
    text = (sources / "texts" / f"{doc_id}.txt").read_text(encoding="utf-8")
    assert [t.voice for t in speech(text, "en", speakers="Biden; Xi").turns] == voices


def test_no_coded_sentence_of_one_leader_is_counted_for_the_other(sources):
    texts = {p.stem: p.read_text(encoding="utf-8") for p in (sources / "texts").glob("us-cn-*.txt")}
    heard = {doc_id: speech(text, "en", speakers="Biden; Xi") for doc_id, text in texts.items()}
    with (sources.parent / "coding" / "units.csv").open(encoding="utf-8", newline="") as file:
        units = [row for row in csv.DictReader(file) if row["doc_id"] in texts]
    wrong = []
    for unit in units:
        text = texts[unit["doc_id"]]
        places = [i for i in range(len(text)) if text.startswith(unit["text"], i)]
        voices = {t.voice for t in heard[unit["doc_id"]].turns for i in places if t.start <= i < t.end}
        if places and unit["speaker"].title() not in voices:
            wrong.append(unit["unit_id"])
    assert len(units) > 150
    assert wrong == []
