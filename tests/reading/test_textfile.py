"""Files to clean text."""

import csv
import hashlib
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import load_text
from discourse.errors import CorpusError, DiscourseWarning, EncodingError
from discourse.reading.textfile import clean

ROOT = Path(__file__).parents[2]
SOURCES = ROOT.parent / "shared" / "sources" / "texts"
UNITS = ROOT.parent / "shared" / "coding" / "units.csv"


@pytest.fixture(scope="module")
def analysis():
    with pytest.warns(DiscourseWarning, match="2 private-use bullets dropped"):
        return load_text(ROOT / "corpus" / "texts" / "mac-2022-g20.raw.txt")


@pytest.mark.parametrize(
    ("term", "n"),  # numbers from issue A and from counting in the joined text of two coders
    [("關係", 20), ("習近平", 17), ("臺灣", 5), ("多邊主義", 5), ("中美關係", 4), ("真正的多邊主義", 3)],
)
def test_the_terms_of_the_analysis_are_whole_again(analysis, term, n):
    assert analysis.count(term) == n


def test_the_analysis_has_nineteen_paragraphs(analysis):
    # counted by hand in the raw file: title, author, 2 bullets, 4 headings, 11 of running text
    assert len(analysis.split("\n\n")) == 19


def test_the_two_words_split_by_page_and_line_are_joined(analysis):
    assert "表達「二十大」後的中國" in analysis
    assert "中美雙邊關係必須先獲得確認" not in analysis
    assert "中國強調雙邊關係必須先獲得確認和保障" in analysis


def test_the_shipped_clean_text_is_what_the_library_makes_of_the_raw_one(analysis):
    assert (ROOT / "corpus/texts/mac-2022-g20.txt").read_text(encoding="utf-8") == analysis + "\n"
    assert load_text(ROOT / "corpus/texts/mac-2022-g20.txt") == analysis


def test_the_raw_analysis_is_the_one_that_was_handed_over():
    raw = (ROOT / "corpus/texts/mac-2022-g20.raw.txt").read_bytes()
    assert hashlib.sha256(raw).hexdigest() == "07833fcb7a09e7b453cae1cd9df89efe95fc8346924b3b772438acc36807370b"


@pytest.mark.skipif(not UNITS.exists(), reason="the coders' sentences lie in ../shared, which is not here")
def test_the_sentences_of_the_analysis_are_those_of_the_coders(analysis):
    with UNITS.open(encoding="utf-8", newline="") as file:
        units = [row["text"] for row in csv.DictReader(file) if row["doc_id"] == "mac-2022-g20"]
    assert len(units) == 43
    assert analysis.replace("\n\n", "") == "".join(units)


@pytest.mark.skipif(not SOURCES.exists(), reason="the full texts lie in ../shared/sources, which is not here")
def test_the_other_sources_change_in_nothing_but_ideographic_spaces():
    paths = [path for path in sorted(SOURCES.glob("*.txt")) if not path.name.startswith("mac-")]
    assert len(paths) == 33
    for path in paths:
        assert load_text(path) == path.read_text(encoding="utf-8").strip().replace("\u3000", " "), path.name


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\n\r\nb\rc", "a\n\nb\n\nc"),
        ("一\u2028二\u2029三\x85四\x0b五", "一\n\n二\n\n三\n\n四\n\n五"),
        ("cafe\u0301", "café"),
        ("\uf9dc\u2f00", "隆\u2f00"),  # a compatibility ideograph is composed, a radical is left to matching
        ("Ｇ２０，（ａ）", "Ｇ２０，（ａ）"),  # full-width letters and punctuation stay as written
        ("臺\u200b灣\ufeff臺\u2060灣", "臺灣臺灣"),
        ("co\u00adoperation", "cooperation"),
        ("\u202e臺灣\u202c\u2066x\u2069\u200e\u200f", "臺灣x"),
        ("葛\U000e0100飾\ufe00", "葛飾"),
        ("中\u200d美\u200c關係", "中美關係"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u00a0b\u3000c\td\u2009e", "a b c d e"),
        ("\u3000\u3000一。\n\u3000\u3000二。", "一。\n\n二。"),
        ("𠮷🙂", "𠮷🙂"),
        ("hidden\U000e0068\U000e0069", "hidden"),
        ("half a\n\x0cpage", "half a\n\npage"),
        ("", ""),
        (" \n\u3000\n", ""),
    ],
)
def test_cleaning_does_what_its_table_says(text, cleaned):
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned", "message"),
    [
        ("\uf06e 一\n\n\uf0b7二", "一\n\n二", "2 private-use bullets dropped"),
        ("\ue000 一", "一", "1 private-use bullet dropped"),
        ("trade\uf0e0 war \uf0b7\uf0b7 peace", "trade war peace", "3 private-use bullets dropped"),
        ("人名\ue123字", "人名\ue123字", r"1 private-use characters kept \(U\+E123\)"),
        ("a\x07b\x1b[31m", "ab[31m", "2 control characters removed"),
        ("a\ufdd0\U0001fffe\U0010ffffb", "ab", "3 control characters removed"),
        ("a\ufffdb", "a\ufffdb", r"1 replacement character U\+FFFD"),
    ],
)
def test_what_is_dropped_or_doubtful_is_said(text, cleaned, message):
    with pytest.warns(DiscourseWarning, match=message):
        assert clean(text) == cleaned


def test_a_warning_names_the_file(tmp_path):
    (tmp_path / "a.txt").write_text("\uf06e 一", encoding="utf-8")
    with pytest.warns(DiscourseWarning, match=r"a\.txt: 1 private-use bullet dropped"):
        load_text(tmp_path / "a.txt")


def test_an_empty_file_is_an_empty_text_with_a_warning(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf \r\n")
    with pytest.warns(DiscourseWarning, match="holds no text"):
        assert load_text(tmp_path / "a.txt") == ""


def test_a_declared_encoding_is_used(tmp_path):
    (tmp_path / "a.txt").write_bytes("臺灣的安全。".encode("big5"))
    assert load_text(tmp_path / "a.txt", "big5") == "臺灣的安全。"
    with pytest.raises(EncodingError, match=r"a\.txt, byte 0: 0xbb is not UTF-8\. It may be big5"):
        load_text(tmp_path / "a.txt")


@pytest.mark.parametrize("path", ["missing.txt", "", "a\0b"])
def test_a_file_that_is_not_there_is_named(tmp_path, path):
    with pytest.raises(CorpusError):
        load_text(tmp_path / path if path else "")


def test_a_file_beyond_the_limit_is_refused(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    with pytest.raises(CorpusError, match="larger than the limit of 67,108,864 bytes"):
        load_text(tmp_path / "a.txt")


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        once = clean(text)
        assert clean(once) == once


@given(st.text(alphabet="臺灣習a é-1.，。\n", max_size=60))
def test_cleaning_loses_no_visible_character(text):
    assert [c for c in clean(text) if not c.isspace()] == [c for c in text if not c.isspace()]


@pytest.mark.parametrize("odd", ["", "\u200b\u3000\r\n", "\uf06e"])
def test_a_long_single_line_is_cleaned_whole(odd):
    line = "兩國領導人在會議中會晤並且發言，" * 400_000  # 19 MB as UTF-8: a quadratic step would take hours
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert clean(line + odd) == line
