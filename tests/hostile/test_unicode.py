"""G2: invisible, wide, rare and compatibility characters change no count and no offset."""

import pytest

from discourse import load_codebook, load_corpus, match_frames, tokenize
from discourse.shipped import shipped

BOOK = load_codebook(shipped("codebook.csv"))
PLAIN = "中美關係與多邊主義"
DISGUISES = {
    "zero-width space": "中美\u200b關係與多\u200b邊主義",
    "word joiner": "中\u2060美關係與多邊\u2060主義",
    "soft hyphen": "中美關\u00ad係與多邊主\u00ad義",
    "joiner": "中美關\u200d係與多邊\u200c主義",
    "variation selector": "中美關\ufe00係與多邊主\U000e0100義",
    "bidi": "\u202a中美關係\u202c與多\u200e邊主義",
    "inner mark": "中美\ufeff關係與多邊主義",
    "simplified": "中美关系与多边主义",
}


def found(text):
    return [(m.frame, text[m.start : m.end]) for m in match_frames(text, "zh-Hant", BOOK)]


def bare(text):
    return "".join(c for c in text if not 0x2000 <= ord(c) < 0x2070 and c not in "\u00ad\ufeff\ufe00\U000e0100")


@pytest.mark.parametrize("text", DISGUISES.values(), ids=DISGUISES)
def test_a_disguised_term_fires_as_often_as_a_plain_one(text):
    frames = [frame for frame, _ in found(PLAIN)]
    assert frames
    assert [frame for frame, _ in found(text)] == frames


@pytest.mark.parametrize("text", DISGUISES.values(), ids=DISGUISES)
def test_a_match_in_a_disguised_text_slices_back_to_the_term(text):
    spans = [bare(span) for _, span in found(text)]
    assert spans in ([span for _, span in found(PLAIN)], ["中美关系", "多边主义"])


@pytest.mark.parametrize("text", [*DISGUISES.values(), "𠮷野家與臺灣🙂關係", "Ｇ２０峰會", "\uf9dc盛", "е\u0301"])
def test_tokens_slice_back_to_the_original(text):
    for token in tokenize(text, "zh-Hant"):
        assert text[token.start : token.end] == token.text


def test_offsets_behind_characters_beyond_the_bmp_are_code_points():
    text = "𠮷🙂中美關係"
    match = match_frames(text, "zh-Hant", BOOK)[0]
    assert (match.start, match.end) == (2, 6)


def test_full_width_and_half_width_letters_match_alike():
    wide, narrow = match_frames("ｇｌｏｂａｌ　ｏｒｄｅｒ", "en", BOOK), match_frames("global order", "en", BOOK)
    assert [(m.frame, m.start, m.end) for m in wide] == [(m.frame, m.start, m.end) for m in narrow] != []


@pytest.mark.parametrize("odd", ["\u200b", "\u00ad", "\ufeff", "\u202e", "\ufe00", "\u2060"])
def test_an_invisible_character_in_a_file_changes_no_count(study, odd):
    plain = load_corpus(study({"a": f"{PLAIN}。"})).counts()
    disguised = load_corpus(study({"a": f"{odd.join(PLAIN)}。"})).counts()
    assert disguised.to_dict("list") == plain.to_dict("list")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b"])
def test_every_kind_of_line_end_gives_the_same_sentences(study, end):
    plain = load_corpus(study({"a": "兩國會談。\n\n臺灣安全。"})).sentences()
    other = load_corpus(study({"a": f"兩國會談。{end}{end}臺灣安全。"})).sentences()
    assert other.text.tolist() == plain.text.tolist()


def test_an_indent_of_ideographic_spaces_changes_nothing(study):
    plain = load_corpus(study({"a": "兩國會談。\n\n臺灣安全。"})).sentences()
    other = load_corpus(study({"a": "\u3000\u3000兩國會談。\n\u3000\u3000臺灣安全。\n"})).sentences()
    assert other.text.tolist() == plain.text.tolist()
