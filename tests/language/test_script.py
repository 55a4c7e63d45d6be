"""Script conversion and folding: nothing moves, twins meet, what nobody sees is passed over."""

import unicodedata

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.language.characters import codepoints, from_codepoints
from discourse.language.script import fold, to_simplified

ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.text(
    "中國關係習𠮷\udc80ＡéİΣ\u200b\ufe0f\u2ec4，,\n ", max_size=40
)


def found(term: str, text: str) -> str:
    """Slice of `text` in which the folded `term` is found."""
    folded, offsets = fold(text)
    at = folded.index(fold(term)[0])
    end = at + len(fold(term)[0])
    return text[at:end] if offsets is None else text[offsets[at] : offsets[end - 1] + 1]


def test_phrases_are_converted_as_opencc_t2s_converts_them():
    text = "乾坤、憑藉、顯著、計畫與臺灣關係"
    assert to_simplified(text) == opencc.OpenCC("t2s").convert(text) == "乾坤、凭借、显著、计划与台湾关系"


@given(ANY_TEXT)
def test_conversion_keeps_the_length_of_any_text(text):
    assert len(to_simplified(text)) == len(text)


def test_a_lone_surrogate_is_kept_and_its_neighbours_are_converted():
    assert to_simplified("臺\udc80灣") == "台\udc80湾"


def test_a_long_text_is_converted_as_its_parts_are():
    assert to_simplified("憑藉關係，" * 250_000) == "凭借关系，" * 250_000


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        ("ＡＰＥＣ２０", "apec20"),
        ("\uf9dd", "利"),  # compatibility ideograph of 利
        ("\U0002f81a", "冬"),
        ("\u2f00", "一"),  # Kangxi radical one
        ("\u2ec4", "西"),  # radical supplement
        ("İẞΣ", "ißσ"),
        ("world’s", "world's"),
        ("co\u2011operation\u00a0now", "co-operation now"),
        ("關係", "关系"),
    ],
)
def test_each_odd_form_folds_to_its_plain_form(odd, plain):
    assert fold(odd) == (plain, None)


def test_folding_leaves_chinese_punctuation_as_it_is():
    assert fold("，；：！？（）「」。")[0] == "，；：！？（）「」。"


@pytest.mark.parametrize(
    "twin", [("計畫", "计划"), ("看著", "看着"), ("瞭解", "了解"), ("裡外", "里外"), ("臺灣", "台湾")]
)
def test_traditional_words_and_their_simplified_twins_fold_alike(twin):
    assert fold(twin[0])[0] == fold(twin[1])[0]


def test_a_match_across_a_zero_width_space_is_found_in_the_original():
    assert found("关系", "中美關\u200b係。") == "關\u200b係"


def test_a_match_before_a_variation_selector_ends_before_it():
    assert found("中美", "對中美\ufe00的") == "中美"


def test_offsets_beyond_the_bmp_count_code_points():
    folded, offsets = fold("𠮷\u00ad野家")
    assert (folded, offsets.tolist()) == ("𠮷野家", [0, 2, 3, 4])


@given(ANY_TEXT)
def test_folding_twice_changes_nothing_more(text):
    once = fold(text)[0]
    assert fold(once) == (once, None)


@given(ANY_TEXT)
def test_every_folded_character_stands_where_its_offset_says(text):
    folded, offsets = fold(text)
    if offsets is None:
        assert len(folded) == len(text)
    else:
        assert [fold(text[at])[0] for at in offsets[:-1]] == list(folded)
        assert offsets[-1] == len(text)


@given(st.text("中國關係的發展，世界秩序與計畫", max_size=30))
def test_a_text_and_its_opencc_twin_fold_alike(text):
    assert fold(text)[0] == fold(opencc.OpenCC("t2s").convert(text))[0]


@given(ANY_TEXT)
def test_code_points_and_back_is_the_text(text):
    assert from_codepoints(codepoints(text)) == text


def test_a_compatibility_ideograph_and_its_nfc_form_fold_alike():
    assert fold("\uf9dd")[0] == fold(unicodedata.normalize("NFC", "\uf9dd"))[0]
