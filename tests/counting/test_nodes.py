"""Places of one word in many texts: the same as a `Matcher` finds, text by text."""

import re
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.counting.automaton import comparable, is_alphabetic
from discourse.counting.matches import Matcher
from discourse.counting.nodes import Node
from discourse.counting.stretches import Stretch, spelling, spelt, stretches
from discourse.errors import DiscourseError, DiscourseWarning
from discourse.language.characters import codepoints
from discourse.reading.codebook import codebook_from_table

SIGNS = "aAbBkKKiİIsſéÉ._- ’'“\"0９9ａＡ中国國美關关係系⻄西\u200b\u00ad\ufe0f😀𠀀豈㐀，。\u00a0–"


def places(node: str, texts: list[str], match: str = "word") -> list[tuple[int, int, int]]:
    stretch = Stretch.of([str(i) for i in range(len(texts))], texts)
    starts, ends = Node(node, match).find(stretch)
    document = np.searchsorted(stretch.bounds, starts, side="right") - 1
    begins = stretch.bounds[document]
    return list(zip(document.tolist(), (starts - begins).tolist(), (ends - begins).tolist(), strict=True))


def by_matcher(node: str, texts: list[str], match: str) -> list[tuple[int, int, int]]:
    row = pd.DataFrame({"concept": ["x"], "frame": ["x"], "lang": ["zh-Hant"], "term": [node], "match": [match]})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DiscourseWarning)
        matcher = Matcher(codebook_from_table(row), "zh-Hant")
    return [(i, start, end) for i, text in enumerate(texts) for start, end, _ in zip(*matcher.find(text), strict=True)]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.text(SIGNS, max_size=40), min_size=1, max_size=4), st.text(SIGNS, min_size=1, max_size=4),
       st.sampled_from(["word", "prefix", "span"]), st.data())  # fmt: skip
def test_a_node_is_found_where_a_matcher_finds_it_as_its_only_term(texts, other, match, data):
    texts = [re.sub(r"\u00a0+[ \u00a0]+| [ \u00a0]*\u00a0[ \u00a0]*", "  ", text) for text in texts]  # cleaning does so
    source = data.draw(st.sampled_from([*texts, other]))
    begin = data.draw(st.integers(0, max(0, len(source) - 1)))
    node = re.sub(r"\s", " ", source[begin : begin + 4]).strip(" -–’'“\"")
    node = re.sub(" +", " ", node) or "a"
    if comparable(node)[0].strip():
        assert places(node, texts, match) == by_matcher(node, texts, match)


def test_case_width_script_hyphen_and_what_nobody_sees_make_no_difference():
    texts = ["Rules-based", "RULES BASED", "ｒｕｌｅｓ based", "rules\u00ad-ba\u200bsed", "rules, based"]
    assert [hit[0] for hit in places("rules-based", texts)] == [0, 1, 2, 3]
    assert [hit[0] for hit in places("关系", ["中美關係", "关系", "關\u200b係", "開係"])] == [0, 1, 2]


def test_offsets_count_in_the_text_as_it_stands():
    text = "😀 co\u00adoperation and 𠀀 cooperation"
    hits = places("cooperation", [text])
    assert [text[a:b] for _, a, b in hits] == ["co\u00adoperation", "cooperation"]


def test_a_phrase_is_found_across_wide_blanks_and_line_ends_and_not_across_paragraphs():
    texts = ["global  order", "global \n order", "global\norder", "global\n\norder", "global        order"]
    assert places("global order", texts) == [(0, 0, 13), (1, 0, 14), (2, 0, 12)]


def test_nothing_is_found_across_two_texts():
    assert places("a b", ["x a", "b"], "span") == places("\u4e2d\u56fd", ["中", "国"]) == []


def test_occurrences_do_not_overlap_and_the_leftmost_counts():
    assert places("哈哈", ["哈哈哈哈哈"]) == [(0, 0, 2), (0, 2, 4)]


def test_words_have_boundaries_and_prefixes_only_one():
    texts = ["compete", "competes", "outcompete", "compete_", "compete中"]
    assert [hit[0] for hit in places("compete", texts)] == [0, 4]
    assert [hit[0] for hit in places("compete", texts, "prefix")] == [0, 1, 3, 4]
    assert [hit[0] for hit in places("compete", texts, "span")] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("node", ["", " ", "\u200b", "a\0b", None])
def test_a_node_without_anything_to_look_for_is_refused(node):
    with pytest.raises(DiscourseError, match="is empty"):
        Node(node)


def test_the_tables_say_of_every_character_what_the_matcher_says():
    every = "".join(map(chr, range(1, 0x110000)))
    folded, offsets = comparable(every)
    codes, letters = spelling(codepoints(every))
    assert spelt(codes[codes >= 0].astype(np.uint32)) == folded
    assert np.flatnonzero(codes >= 0).tolist() == offsets[:-1].tolist()
    assert letters[codes >= 0].tolist() == list(map(is_alphabetic, folded))


def test_stretches_hold_every_text_once_in_order():
    texts = [(str(i), "x" * i) for i in range(50)]
    cut = list(stretches(texts, size=100))
    assert [(name, s.text(i)) for s in cut for i, name in enumerate(s.ids)] == texts
    assert len(cut) > 5
