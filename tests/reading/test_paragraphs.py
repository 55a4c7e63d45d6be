"""Lines to paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.reading.paragraphs import join_lines, to_paragraphs


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["中美", "關係"], "中美關係"),
        (["出席", "G20 峰會"], "出席G20 峰會"),
        (["G20", "峰會"], "G20峰會"),
        (["face to", "face"], "face to face"),
        (["in 2017", "and 2022"], "in 2017 and 2022"),
        (["self-", "reliance"], "self-reliance"),
        (["he said —", "then left"], "he said —then left"),
        (["，", "a"], "，a"),
        (["", "a", "", "b"], "a b"),
        ([], ""),
    ],
)
def test_lines_join_by_their_script(lines, joined):
    assert join_lines(lines) == joined


def test_paragraphs_of_an_ordinary_file_stay_as_they_are():
    text = "習近平出席峰會。\n\nThe leaders met.\n\n（一）前言"
    assert to_paragraphs(text) == text


def test_blank_lines_of_any_number_become_one():
    assert to_paragraphs("\n\n一。\n \n\n\n二。\n\n  三。  \n") == "一。\n\n二。\n\n三。"


def test_without_blank_lines_every_line_is_a_paragraph():
    assert to_paragraphs("第一段說明背景。\n第二段分析。\n結論。") == "第一段說明背景。\n\n第二段分析。\n\n結論。"


def test_wrapped_english_is_joined():
    text = (
        "The analysis asks who framed the meeting as a matter of world\n"
        "order and who as a matter of the relationship between the two\n"
        "countries.\n\nIt looks at words, not at motives, and counts them in every\ndocument."
    )
    assert to_paragraphs(text) == (
        "The analysis asks who framed the meeting as a matter of world order and who as a matter of the relationship "
        "between the two countries.\n\nIt looks at words, not at motives, and counts them in every document."
    )


def test_wrapped_chinese_is_joined_inside_a_word():
    lines = "這篇分析討論兩國領導人在峇里島會面時的說法，並且比較雙方對於全\n球秩序的看法。"
    assert to_paragraphs(lines) == lines.replace("\n", "")


def test_short_lines_with_turns_are_not_joined():
    text = "MODERATOR: Welcome.\nMINISTER: Thank you very much for the kind invitation.\nMODERATOR: Please."
    assert to_paragraphs(text) == text.replace("\n", "\n\n")


PAGE = (
    " 一、本報告的標題 \n\n"
    "第一段從這裡開始，說明會面的背景與經過，並且指出雙\n\n"
    "方的立場差異，同時回顧歷年來的發展，這一行剛好到此。\n\n"
    "可是段落還沒有結束，因為行末沒有空白，仍要接續下去。 \n\n"
    "第二段在這裡開始，接著談到國內的情況，提到「二\n"
    " 十大」報告中的多邊主義以及 G20\n\n"
    "summit 的各項議題，最後說明結論，並且提出一些建議供 \n\n \n\n"
)


def test_a_printed_page_ends_its_paragraphs_where_a_line_ends_in_a_space():
    # counted by hand: title, first paragraph over three lines, second over three lines with a page break in 二十大
    assert to_paragraphs(PAGE) == (
        "一、本報告的標題\n\n"
        "第一段從這裡開始，說明會面的背景與經過，並且指出雙方的立場差異，同時回顧歷年來的發展，這一行剛好到此。"
        "可是段落還沒有結束，因為行末沒有空白，仍要接續下去。\n\n"
        "第二段在這裡開始，接著談到國內的情況，提到「二十大」報告中的多邊主義以及 G20 summit 的各項議題，最後說明結論，"
        "並且提出一些建議供"
    )


def test_stray_spaces_at_line_ends_do_not_make_a_printed_page():
    text = "第一段說明背景。 \n\n第二段分析雙方說法。\n\n第三段是結論。\n\n第四段是建議。 "
    assert to_paragraphs(text).count("\n\n") == 3


@given(st.text(alphabet="ab. \n臺灣。-", max_size=80))
def test_joining_twice_changes_nothing_and_loses_no_character(text):
    once = to_paragraphs(text)
    assert to_paragraphs(once) == once
    assert "\n\n\n" not in once
    assert once.count("\n") == 2 * once.count("\n\n")
    assert once.replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
