"""Sentence boundaries: the coded units come out exactly, and traps of both languages do not split."""

import csv
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.language.sentences import sentence_ends, split_sentences


def split(text: str, lang: str = "en") -> list[str]:
    return [text[a:b] for a, b in split_sentences(text, lang)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. President, Gen. Milley and Dr. Fauci agree.",
        "We met at 5 P.M. EST in the U.S. Senate with J. D. Vance.",
        "China-U.S. relations matter to the U.N. Security Council.",
        "We spent an awful lot –- a lot of time... talking.",
        "(Laughter.) We did.",
        "“Is it?” he asked.",
        "No. 5 of Nov. 14 cost $1.5 million.",
    ],
)
def test_these_stay_one_sentence(text):
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("We left the U.S. The rest stayed.", ["We left the U.S.", "The rest stayed."]),
        ("He said “Yes.” She left!", ["He said “Yes.”", "She left!"]),
        ("Between you and I. We know.", ["Between you and I.", "We know."]),
        ("We meet. (Laughter.) Wish I could.", ["We meet.", "(Laughter.) Wish I could."]),
        ("I said no. Then I went?! Yes…", ["I said no.", "Then I went?!", "Yes…"]),
        ("Red Room\n\nGood day", ["Red Room", "Good day"]),
        ("One line\rand\u2028another", ["One line", "and", "another"]),
        ("It ended in 2021. 15 came.", ["It ended in 2021.", "15 came."]),
        ("— \n * * *\nText.", ["Text."]),
        ("", []),
    ],
)
def test_english_is_split_here(text, parts):
    assert split(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("「是嗎？」他問。不；好！", ["「是嗎？」", "他問。", "不；好！"]),
        ("他说：“好。”然后走了……再见", ["他说：“好。”", "然后走了……", "再见"]),
        ("（一）前言\n第一句。第二句", ["（一）前言", "第一句。", "第二句"]),
        ("真的?!真的。", ["真的?!", "真的。"]),
        ("。。。", []),
    ],
)
def test_chinese_is_split_here(text, parts):
    assert split(text, "zh-Hant") == split(text, "zh-Hans") == parts


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="'zh'"):
        split_sentences("好。", "zh")


@given(st.text("Aa. \n“”()?!…U.S.Mr—。1\u2028", max_size=60), st.sampled_from(["en", "zh-Hant"]))
def test_sentences_are_in_order_trimmed_and_within_one_line(text, lang):
    spans = split_sentences(text, lang)
    assert all(text[a:b] == text[a:b].strip() and len(text[a:b].splitlines()) == 1 for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    kept = "".join(text[a:b] for a, b in spans)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


@given(st.text("Aa. \n?。！", max_size=60), st.sampled_from(["en", "zh-Hans"]))
def test_ends_ascend_to_the_length_of_the_text(text, lang):
    ends = sentence_ends(text, lang)
    assert ends == sorted(set(ends)) and ends[-1:] == [len(text)] * bool(text)


def test_a_run_of_a_million_stops_takes_no_time():
    text = "." * 1_000_000 + "x" + ".)" * 500_000
    assert split_sentences(text, "en") == [(0, len(text))]


@pytest.fixture(scope="session")
def units(root):
    path = root.parent / "shared" / "coding" / "units.csv"
    if not path.is_file():
        pytest.skip("the coded units (../shared/coding) are not at hand")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("year", ["2021-11-15", "2022-11-14", "2023-11-15", "2024-11-16"])
def test_the_coded_units_of_an_opening_are_its_sentences(sources, units, year):
    doc_id = f"us-cn-{year}-opening"
    text = (sources / "texts" / f"{doc_id}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if re.match(r"PRESIDENT|THE PRESIDENT|[A-Z].*[a-z,.”)]$", line)]
    said = [re.sub(r"^(THE )?PRESIDENT( XI| BIDEN)?:( \(As interpreted\.\))?", "", line) for line in lines]
    wanted = [unit["text"] for unit in units if unit["doc_id"] == doc_id]
    sentences = split("\n".join(said))
    assert [sentence for sentence in sentences if sentence in wanted] == wanted


def test_the_coded_units_of_the_analysis_are_its_sentences(root, units):
    text = (root / "corpus" / "texts" / "mac-2022-g20.txt").read_text(encoding="utf-8")
    assert split(text, "zh-Hant") == [unit["text"] for unit in units if unit["doc_id"] == "mac-2022-g20"]
