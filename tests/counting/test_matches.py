"""What `match_frames` finds and passes over. All expected hits were marked by hand in the invented sentences."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.counting.matches import Match, Matcher, match_frames
from discourse.errors import CodebookError
from discourse.reading.codebook import load_codebook
from discourse.shipped import shipped

TABLE = """concept,frame,lang,term,match,excludes,requires,unless
india,asia,en,India,word,,,
india,asia,zh-Hant,印度,span,,,
india,asia,zh-Hans,印度,span,,,
indonesia,islands,zh-Hant,印度尼西亞,span,,,
indonesia,islands,zh-Hans,印度尼西亚,span,,,
one china,taiwan,zh-Hant,一中,span,二十屆一中全會,,
one china,taiwan,zh-Hans,一中,span,二十届一中全会,,
order,order,en,rules-based order,word,,,
order,order,en,order,word,court order;in order to,,
order,order,zh-Hant,國際秩序,span,,,
order,order,zh-Hans,国际秩序,span,,,
opening,openness,en,open,word,,,
opening,openness,en,opening up,word,,,
rail,risk,en,guardrail,prefix,,,
race,rivalry;risk,en,arms race,word,,,
bond,bond,en,relationship,word,,China;Beijing,
climate,climate,en,climate,word,,,investment
odd,odd,en,a.c,span,,,
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("codebook") / "codebook.csv"
    path.write_text(TABLE, encoding="utf-8")
    return load_codebook(path)


def found(text, lang, book):
    return [(match.frame, text[match.start : match.end]) for match in match_frames(text, lang, book)]


def test_offsets_slice_the_term_out_of_the_text(book):
    assert match_frames("We want Order.", "en", book) == [Match("order", "order", 8, 13)]


@pytest.mark.parametrize(("text", "lang"), [("他到印度尼西亞去", "zh-Hant"), ("他到印度尼西亚去", "zh-Hans")])
def test_a_longer_term_hides_the_shorter_one_inside_it(text, lang, book):
    assert [frame for frame, _ in found(text, lang, book)] == ["islands"]


@pytest.mark.parametrize(("text", "lang"), [("二十屆一中全會談一中", "zh-Hant"), ("二十届一中全会谈一中", "zh-Hans")])
def test_an_excluded_phrase_hides_the_term_inside_it_only(text, lang, book):
    assert [match.start for match in match_frames(text, lang, book)] == [8]


def test_an_excluded_phrase_hides_in_english_too(book):
    assert found("A court order is needed in order to keep order.", "en", book) == [("order", "order")]


def test_rows_of_either_script_match_texts_of_either_script(book):
    assert found("維護國際秩序", "zh-Hant", book) == [("order", "國際秩序")]
    assert found("維護國際秩序", "zh-Hans", book) == [("order", "國際秩序")]


def test_the_term_is_given_in_the_spelling_of_the_texts_language(book):
    assert match_frames("国际秩序", "zh-Hans", book)[0].term == "国际秩序"
    assert match_frames("国际秩序", "zh-Hant", book)[0].term == "國際秩序"


SPELLINGS = ["rules-based order", "Rules\u2011based order", "RULES–BASED\nORDER", "rules based order"]


@pytest.mark.parametrize("text", SPELLINGS)
def test_hyphens_case_and_a_line_break_make_no_difference(text, book):
    assert found(text, "en", book) == [("order", text)]


def test_an_empty_line_parts_the_words_of_a_term(book):
    assert found("the rules-based\n\norder", "en", book) == [("order", "order")]


def test_whole_words_only(book):
    text = "disorder, reopened, orders, India's, pre-order"
    assert found(text, "en", book) == [("asia", "India"), ("order", "order")]


def test_a_shorter_word_survives_a_longer_one_that_is_cut_off_by_no_boundary(book):
    assert found("opening uptown, an open door", "en", book) == [("openness", "open")]
    assert found("opening up", "en", book) == [("openness", "opening up")]


def test_a_prefix_matches_the_beginning_of_a_word(book):
    assert found("Guardrails, no unguardrailed road", "en", book) == [("risk", "Guardrail")]


def test_a_term_of_two_frames_gives_two_matches_at_one_place(book):
    assert found("an arms race", "en", book) == [("rivalry", "arms race"), ("risk", "arms race")]


def test_a_required_word_must_stand_in_the_same_sentence(book):
    text = "Our relationship with China is old. The relationship with France is older."
    assert found(text, "en", book) == [("bond", "relationship")]


def test_a_required_word_counts_only_as_a_whole_word(book):
    assert found("A relationship of Chinatown.", "en", book) == []


def test_a_forbidden_word_silences_the_term_in_its_sentence_only(book):
    assert found("The investment climate is good. The climate is warm.", "en", book) == [("climate", "climate")]


def test_sentences_may_be_given(book):
    matcher = Matcher(book, "en")
    text = "Our relationship; China"
    assert matcher.find(text, [0])[0] == [4]
    assert matcher.find(text, [0, 18])[0] == []


def test_signs_of_patterns_are_letters_like_others(book):
    assert found("abc a.c", "en", book) == [("odd", "a.c")]


def test_invisible_characters_are_passed_over_and_offsets_stay(book):
    assert match_frames("x 國\u200b際秩序", "zh-Hant", book) == [Match("order", "國際秩序", 2, 7)]


def test_dotted_capital_i_and_sharp_s_do_not_shift_offsets(book):
    text = "İİ ß Order"
    assert found(text, "en", book) == [("order", "Order")]


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800 order \udfff", "。" * 1000])
def test_odd_texts_are_matched_without_an_error(text, book):
    assert all(text[m.start : m.end].lower() == "order" for m in match_frames(text, "en", book))
    match_frames(text, "zh-Hant", book)


def test_an_unknown_language_is_refused(book):
    with pytest.raises(CodebookError, match="'fr' is unknown"):
        match_frames("ordre", "fr", book)


def test_a_codebook_that_is_none_is_refused():
    with pytest.raises(CodebookError, match="no codebook"):
        match_frames("order", "en", "codebook.csv")


PIECES = ["印度", "尼西亞", "一中", "全會", "國際", "秩序", "二十屆", "，"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=60, deadline=None)
def test_a_simplified_twin_has_the_same_matches_at_the_same_places(tmp_book, text):
    import opencc

    twin = opencc.OpenCC("t2s").convert(text)
    one = [(m.frame, m.start, m.end) for m in match_frames(text, "zh-Hant", tmp_book)]
    assert one == [(m.frame, m.start, m.end) for m in match_frames(twin, "zh-Hans", tmp_book)]


@given(st.lists(st.sampled_from([*PIECES, " order", " opening up", "court order"]), max_size=12).map("".join))
@settings(max_examples=60, deadline=None)
def test_matches_never_overlap_and_stand_in_order(tmp_book, text):
    spans = sorted({(m.start, m.end) for lang in ("zh-Hant",) for m in match_frames(text, lang, tmp_book)})
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.fixture(scope="module")
def tmp_book(book):
    return book


@pytest.mark.parametrize(
    ("sentence", "lang", "frames"),
    [
        ("Competition must not veer into conflict between our two countries.", "en", {"competition", "risk"}),
        ("我們應共同維護以聯合國憲章為基礎的國際秩序。", "zh-Hant", {"order"}),
        ("双方应保持沟通，管控分歧，推动中美关系健康稳定发展。", "zh-Hans", {"relationship", "risk", "communication"}),
        ("Thank you, and good morning.", "en", set()),
        ("她到印度尼西亚参加二十届一中全会后的会议。", "zh-Hans", {"leadership"}),
    ],
)
def test_the_shipped_codebook_reads_invented_sentences_as_a_person_would(sentence, lang, frames):
    book = load_codebook(shipped("codebook.csv"))
    assert {match.frame for match in match_frames(sentence, lang, book)} == frames
