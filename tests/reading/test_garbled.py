"""Wrongly decoded Chinese is told from real Chinese; expectations by decoding wrongly on purpose."""

import pytest

from discourse.reading.garbled import doubts, family, misread

HANT = "兩國的關係需要穩定，我們說國際秩序很重要。臺灣的安全與大家有關。"
HANS = "两国的关系需要稳定，我们说国际秩序很重要。台湾的安全与大家有关。"


@pytest.mark.parametrize(
    ("right", "wrong", "text"),
    [
        ("utf-8", "gb18030", HANT),
        ("utf-8", "gb18030", HANS),
        ("big5", "gb18030", HANT),
        ("gb18030", "big5", HANS),
        ("gb18030", "latin-1", HANS),
        ("big5", "latin-1", HANT),
        ("utf-8", "latin-1", HANT),
    ],
)
def test_chinese_that_was_read_in_a_wrong_encoding_and_saved_so_is_told(right, wrong, text):
    assert "garbled" in doubts((text * 3).encode(right).decode(wrong, "ignore"))


@pytest.mark.parametrize(
    "text",
    [
        HANT,
        HANS,
        "謗弊壽炵",
        "中華民國憲法增修條文",
        "“Protégé”, “fiancé”, “café”: À « l’été » …",
        "“CAFÉ” — “TOUCHÉ”… SÃO PAULO",
        "Привет, мир. Это проверка.",
        "日本の関係は安定しています",
        "a + b - c ~{ d",
        "The <b> of html.",
        "",
    ],
)
def test_odd_but_sound_text_is_not_doubted(text):
    assert doubts(text) == ""


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("中國關係".encode("utf-7"), "UTF-7"),
        ("两国关系".encode("hz"), "HZ"),
        ("両国の関係".encode("iso2022_jp"), "ISO-2022"),
        (b"<!DOCTYPE html><p>order</p>", "web page"),
        (b'<?xml version="1.0"?><a/>', "XML"),
    ],
)
def test_what_hides_in_ascii_is_named(data, name):
    assert name in doubts(data.decode("ascii"))


def test_one_surely_garbled_apostrophe_is_enough():
    assert doubts("Chinaâ€™s order") == "1 sequence looks garbled (a text decoded wrongly before it was saved)"


def test_a_reading_that_is_chinese_already_is_never_misread():
    assert misread(HANT, [("gb18030", HANS)]) == ""


def test_encodings_of_one_family_are_not_played_off_against_each_other():
    assert family("cp950") == family("big5hkscs") == family("big5") != family("gbk")
