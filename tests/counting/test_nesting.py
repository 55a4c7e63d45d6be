"""Terms that begin with one another: the same hits as by the automaton."""

import random
import warnings

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.counting.automaton import Compiled
from discourse.counting.choice import Covers
from discourse.counting.nesting import Nesting
from discourse.reading.codebook import codebook_from_table

WORDS = st.text("ab中 ", min_size=1, max_size=6).filter(str.strip)


def book(rows):
    rows = [{"concept": "c", "frame": "f", "lang": "en", **row} for row in rows]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return codebook_from_table(pd.DataFrame(rows, index=range(2, 2 + len(rows))).fillna(""))


@given(st.lists(WORDS, min_size=1, unique=True), st.text("ab中 ", max_size=12))
def test_at_each_place_the_phrases_are_those_that_the_text_begins_with_there(phrases, text):
    nesting = Nesting(phrases)
    for place in range(len(text)):
        begin = sorted((p for p in phrases if text.startswith(p, place)), key=len, reverse=True)
        assert list(nesting.at(text, place)) == begin
        assert not begin or place in nesting.places(text)
        assert len(begin) <= nesting.depth


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted), min_size=1), st.integers(0, 9))
def test_a_span_is_hidden_if_a_longer_stretch_holds_it(stretches, start):
    covers = Covers([tuple(stretch) for stretch in stretches])
    for end in range(start, 10):
        assert covers.hide(start, end) == any(a <= start and b >= end and b - a > end - start for a, b in stretches)


ROWS = st.fixed_dictionaries({
    "term": WORDS,
    "match": st.sampled_from(["", "span", "word", "prefix"]),
    "excludes": st.one_of(st.just(""), WORDS),
    "requires": st.one_of(st.just(""), WORDS),
    "unless": st.one_of(st.just(""), WORDS),
})  # fmt: skip


@given(st.lists(ROWS, min_size=1, max_size=12, unique_by=lambda row: " ".join(row["term"].split())),
       st.text("ab中 .é\u0301\u200bA", max_size=60))  # fmt: skip
def test_deep_and_shallow_codebooks_are_matched_alike(rows, text):
    codebook = book(rows)
    shallow, deep = (Compiled(codebook, "en", deep=depth) for depth in (1000, 0))
    assert deep.find(text, "en") == shallow.find(text, "en")


@pytest.mark.parametrize(
    "more",
    [{}, {"match": "span"}, {"match": "span", "requires": "b"}, {"match": "span", "excludes": "a" * 601}], ids=len,
)
def test_six_hundred_terms_inside_one_another_are_matched(more):  # seen one by one they would take minutes
    codebook = book([{"term": "a" * i, **more} for i in range(1, 601)])
    found = Compiled(codebook, "en").find("a" * 20_000, "en")
    assert len(found[0]) == (34 if more == {"match": "span"} else 0)  # 33 of 600 letters, and the rest


def test_thousands_of_beginnings_of_a_hundred_words_load_and_match():
    draw = random.Random(1)
    words = ["".join(draw.choices("abcdefghij", k=100)) for _ in range(100)]
    terms = dict.fromkeys(word[:i] for word in words for i in range(1, 101))
    codebook = book([{"term": term, "match": "span"} for term in terms])
    assert len(codebook) > 9_000
    found = Compiled(codebook, "en").find(" ".join(words * 20), "en")
    assert len(found[0]) >= 2_000
