"""G2: invisible, wide, rare and compatibility characters change no count and no offset."""

import unicodedata
import warnings
from collections import Counter

import pytest

from discourse import concordance, load_codebook, load_corpus, load_text, match_frames, split_sentences, tokenize
from discourse.errors import DiscourseWarning
from discourse.language.tokens import words
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


ENGLISH = "The rules-based global order isn't mere cooperation; China’s café in 2022 needs G20 order."
CHINESE = "2022年APEC峰會，中美關係與國際秩序很重要。日本和臺灣的金融安全。"
WIDE = {ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"}
RADICALS = {ord(unicodedata.normalize("NFKC", chr(c))): c for c in range(0x2F00, 0x2FD6)}
COMPATIBLE = {
    ord(unified): code
    for code in (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20))
    if len(unified := unicodedata.normalize("NFKC", chr(code))) == 1 and unified != chr(code)
}
UPRIGHT = {c: c + 0x1D41A - ord("a") for c in range(ord("a"), ord("z") + 1)}


@pytest.mark.parametrize(
    ("plain", "other", "lang"),
    [
        (ENGLISH, ENGLISH.translate(WIDE), "en"),
        (ENGLISH, unicodedata.normalize("NFD", ENGLISH), "en"),
        (ENGLISH, ENGLISH.translate(UPRIGHT), "en"),
        (ENGLISH, ENGLISH.replace("-", "\u2011"), "en"),
        (ENGLISH, ENGLISH.replace("'", "\u02bc").replace("’", "\uff07"), "en"),
        (ENGLISH, ENGLISH.replace(" ", "\u00a0"), "en"),
        (ENGLISH, ENGLISH.replace(" ", "\u2009"), "en"),
        (ENGLISH, ENGLISH.replace(" ", "\t"), "en"),
        (ENGLISH, ENGLISH.replace("oo", "o\u00ado"), "en"),
        (CHINESE, CHINESE.translate(WIDE), "zh-Hant"),
        (CHINESE, CHINESE.translate(RADICALS), "zh-Hant"),
        (CHINESE, CHINESE.translate(COMPATIBLE), "zh-Hant"),
    ],
    ids=["wide", "NFD", "formula", "hyphen", "apostrophe", "no-break", "thin", "tab", "soft hyphen", "wide zh",
         "radicals", "compatibility"],
)  # fmt: skip
def test_a_text_in_disguise_has_the_terms_and_frames_of_the_plain_one(plain, other, lang):
    assert plain != other
    assert Counter(words(other, lang)) == Counter(words(plain, lang))
    frames = [m.frame for m in match_frames(plain, lang, BOOK)]
    assert [m.frame for m in match_frames(other, lang, BOOK)] == frames != []


@pytest.mark.parametrize(
    "odd",
    "\u034f \u061c \u115f \u180b \u200b \u200d \u2067 \u3164 \ufe0f \ufeff \uffa0 \ufff9 "
    "\U000e0001 \U000e0041 \U000e0100 \U000e0fff".split(" "),
)
@pytest.mark.parametrize(("text", "lang"), [(ENGLISH, "en"), (CHINESE, "zh-Hant")], ids=["en", "zh"])
def test_what_nobody_sees_between_all_characters_changes_nothing(odd, text, lang):
    other = odd.join(text)
    assert words(other, lang) == words(text, lang)
    tokens = tokenize(other, lang)
    assert all(other[t.start : t.end] == t.text for t in tokens)
    assert [t.text.replace(odd, "") for t in tokens] == [t.text for t in tokenize(text, lang)]


@pytest.mark.parametrize("odd", ["\u200b", "\ufeff", "\u202c", "\u00ad", "\u2060"], ids=ascii)
@pytest.mark.parametrize(
    ("text", "lang", "n"),
    [
        ("He said “Yes.” Then Mr. Li of the U.S. Senate left. 5 P.M. came.", "en", 3),
        ("他說：「是。」我們……走！好？", "zh-Hant", 4),
    ],
    ids=["en", "zh"],
)
def test_sentences_end_where_they_end_without_what_nobody_sees(odd, text, lang, n):
    plain = [text[a:b] for a, b in split_sentences(text, lang)]
    other = odd.join(text)
    found = [other[a:b].replace(odd, "") for a, b in split_sentences(other, lang)]
    assert len(plain) == n
    assert found == plain


def test_a_year_with_a_compatibility_character_is_one_token():
    expected = ["2017年", "與", "二〇二二年"]
    assert words("2017年與二〇二二年", "zh-Hant") == expected
    assert words("2017\uf98e與二〇二二\uf98e", "zh-Hant") == expected


def test_a_token_with_separate_accents_holds_them_all():
    text = "Re\u0301sume\u0301s, cafe\u0301"
    assert [t.text for t in tokenize(text, "en")] == ["Re\u0301sume\u0301s", "cafe\u0301"]
    assert words(text, "en") == ["résumés", "café"]


@pytest.mark.parametrize("astral", ["𠮷", "🙂", "👨‍👩‍👧", "𪚥", "\U0010ffff"])
def test_all_offsets_of_a_corpus_with_characters_beyond_the_bmp_slice_back(study, astral):
    text = f"{astral}兩國{astral}會談。{astral}中美關係重要！\n\n臺灣{astral}安全。{astral}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DiscourseWarning)
        corpus = load_corpus(study({"a": text}))
        whole = corpus.text("a")
    for token in corpus.tokens().itertuples():
        assert whole[token.start : token.end] == token.token
    for span, row in zip(corpus.sentence_spans("a").itertuples(), corpus.sentences().itertuples(), strict=True):
        assert whole[span.start : span.end] == row.text
    for hit in (*corpus.matches().itertuples(), *concordance(corpus, "關係").itertuples()):
        assert whole[hit.start : hit.end] in ("中美關係", "關係", "臺灣")


@pytest.mark.parametrize(
    ("data", "clean"),
    [
        ("coopera\u00ad\r\ntion of\r\n", "cooperation of"),
        ("中\uf900國\u3164家", "中豈國家"),
        ("e\u0301\u200b。，Ａ", "é。，Ａ"),
    ],
)
def test_cleaning_keeps_every_character_that_somebody_sees(tmp_path, data, clean):
    (tmp_path / "a.txt").write_bytes(data.encode())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DiscourseWarning)
        assert load_text(tmp_path / "a.txt") == clean


TWO = "concept,frame,lang,term\na,order,en,global order\nb,order,en,résumé\n"
GAPS = ["  ", "   ", "\u00a0 ", "\n", "\r\n", " \n  ", "\t\t", "\u3000\u3000"]


@pytest.mark.parametrize("filler", ["", "x " * 30_000], ids=["short", "long"])
@pytest.mark.parametrize("gap", GAPS, ids=ascii)
def test_a_term_is_found_across_a_wide_gap_or_a_line_break(tmp_path, gap, filler):
    (tmp_path / "b.csv").write_text(TWO, encoding="utf-8")
    text = f"{filler}a global{gap}order"
    match, = match_frames(text, "en", load_codebook(tmp_path / "b.csv"))
    assert text[match.start : match.end] == f"global{gap}order"


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", " \n \n ", " " * 12, "\u2029"], ids=ascii)
def test_a_term_is_not_found_across_paragraphs_or_what_was_blanked(tmp_path, gap):
    (tmp_path / "b.csv").write_text(TWO, encoding="utf-8")
    assert match_frames(f"a global{gap}order", "en", load_codebook(tmp_path / "b.csv")) == []


@pytest.mark.parametrize("filler", ["", "x " * 30_000], ids=["short", "long"])
def test_a_match_takes_the_separate_accents_of_its_last_letter(tmp_path, filler):
    (tmp_path / "b.csv").write_text(TWO, encoding="utf-8")
    text = f"{filler}a re\u0301sume\u0301."
    match, = match_frames(text, "en", load_codebook(tmp_path / "b.csv"))
    assert text[match.start : match.end] == "re\u0301sume\u0301"


@pytest.mark.parametrize("stop", ["。", "！", "？", "｡", "﹗", "﹖", "︒", "……", "⋯⋯"])
def test_a_chinese_sentence_ends_with_every_form_of_its_stops(stop):
    text = f"兩國會談{stop}」臺灣安全{stop}"
    assert [text[a:b] for a, b in split_sentences(text, "zh-Hant")] == [f"兩國會談{stop}」", f"臺灣安全{stop}"]


@pytest.mark.parametrize("sign", ["；", "，", "、", "…", "⋯", "．", "·"])
def test_a_chinese_sentence_goes_on_behind_other_signs(sign):
    assert len(split_sentences(f"兩國會談{sign}臺灣安全", "zh-Hant")) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The e\ufb03cient \ufb01rm", "2 ligatures such as \ufb01 kept"),
        ("The \u043erder of n\u0430tions", r"Latin words with Cyrillic letters in them \(n\u0430tions, \u043erder\)"),
    ],
    ids=ascii,
)
def test_words_that_only_look_like_others_are_told(tmp_path, text, said):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.warns(DiscourseWarning, match=f"a.txt: {said}"):
        assert load_text(tmp_path / "a.txt") == text


def test_whole_words_in_cyrillic_are_nobodys_disguise(tmp_path):
    (tmp_path / "a.txt").write_text("He said \u043c\u0438\u0440 (peace).", encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load_text(tmp_path / "a.txt")


OLD = "衞敍鄕靑淸歴徳尙寳廻汚戸値塡顚隣槪緖吿毎歩増黒", "衛敘鄉青清歷德尚寶回污戶值填顛鄰概緒告每步增黑"


@pytest.mark.parametrize(("old", "new"), list(zip(*OLD, strict=True)))
def test_a_term_is_found_in_the_old_and_hong_kong_forms_of_its_characters(tmp_path, old, new):
    for written, sought in ((old, new), (new, old)):
        (tmp_path / "b.csv").write_text(f"concept,frame,lang,term\na,order,zh-Hant,國{sought}\n", encoding="utf-8")
        text = f"甲國{written}乙"
        match, = match_frames(text, "zh-Hant", load_codebook(tmp_path / "b.csv"))
        assert text[match.start : match.end] == f"國{written}"


@pytest.mark.parametrize("node", [" Global  ORDER ", "global\u3000order", "global\n order", "global-order"])
def test_a_phrase_is_looked_for_however_its_words_are_spaced(study, node):
    corpus = load_corpus(study({"a": "A global order. The global order."}, lang="en"))
    assert concordance(corpus, node).node.str.lower().tolist() == ["global order"] * 2


FOUR = "Mr. Li met the U.S. President. “Is it so?” he asked. They agreed on 3.5 points. Yes!"


@pytest.mark.parametrize(
    "table",
    [WIDE, UPRIGHT, {code: code + 0xFEE0 for code in range(33, 127)}, {32: "\u3000"}, {32: "\u00a0"}],
    ids=["wide letters", "formula", "wide signs", "wide spaces", "no-break"],
)
def test_english_sentences_in_disguise_end_where_the_plain_ones_do(table):
    spans = split_sentences(FOUR, "en")
    assert len(spans) == 4
    assert split_sentences(FOUR.translate(table), "en") == spans


def test_turns_in_full_width_letters_are_heard_like_plain_ones(study):
    plain = "PRESIDENT BIDEN: Good day. Trade matters.\n\nPRESIDENT XI: (As interpreted.) Order is ours."
    voices = [load_corpus(study({"a": text}, lang="en")).sentences().voice.tolist()
              for text in (plain, plain.translate(WIDE))]  # fmt: skip
    assert voices == [["Biden", "Biden", "Xi"]] * 2
