"""Hits in context from texts of any number."""

import pandas as pd
import pytest

from discourse.errors import DiscourseError
from discourse.measures.search import search, search_frame

TEXTS = {"a": "We met. China and\n\nthe world: CHINA first.", "b": "nothing", "c": "China"}


def test_every_hit_stands_between_its_contexts():
    hits = search(TEXTS, "china", width=6)
    assert hits.left.tolist() == [" met. ", "orld: ", ""]
    assert hits.node.tolist() == ["China", "CHINA", "China"]
    assert hits.right.tolist() == [" and", " first", ""]
    assert hits.doc_id.tolist() == ["a", "a", "c"]


def test_a_hit_can_be_cut_from_its_text():
    assert [TEXTS[row.doc_id][row.start : row.end] for row in search(TEXTS, "china").itertuples()] == [
        "China", "CHINA", "China"]  # fmt: skip


def test_a_limit_cuts_the_rows_and_not_the_count():
    hits = search(TEXTS, "china", limit=1)
    assert (len(hits), hits.attrs["n_hits"]) == (1, 3)
    assert hits.equals(search(TEXTS, "china").head(1))


def test_width_zero_gives_no_context():
    assert search(TEXTS, "china", width=0)[["left", "right"]].eq("").all(axis=None)


def test_names_and_texts_may_come_as_pairs_or_as_a_series():
    assert search(list(TEXTS.items()), "china").equals(search(pd.Series(TEXTS).items(), "china"))


def test_half_a_surrogate_pair_is_a_character_of_its_own():
    text = "\ud83d\ude00 China \ud83d"
    assert search({"a": text}, "china").values.tolist() == [["a", "\ud83d\ude00 ", "China", " \ud83d", 3, 8]]


def test_contexts_end_at_the_nearest_line_breaks():
    hits = search({"a": "one\ntwo\nleft China right\nthree\nfour"}, "china")
    assert hits[["left", "right"]].values.tolist() == [["left ", " right"]]


def test_no_hit_gives_the_same_columns():
    assert search({}, "x").columns.equals(search(TEXTS, "china").columns)
    assert search({}, "x").dtypes.equals(search(TEXTS, "china").dtypes)


def test_a_text_beyond_the_first_stretch_keeps_its_own_offsets():
    texts = {str(i): "filler " * 20_000 + f"word{i}" for i in range(4)}
    assert search(texts, "word3").values.tolist() == [["3", ("filler " * 6)[-40:], "word3", "", 140_000, 140_005]]


def test_a_frame_is_found_as_the_codebook_has_it():
    hits = search_frame({"zh": "雙方應管控分歧。", "en": "We need guardrails."}, "risk")
    assert hits.doc_id.tolist()[-1] == "en" and hits.term.tolist()[-1] == "guardrail"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"width": -1}, "width is -1"),
        ({"width": True}, "width is True"),
        ({"limit": -1}, "limit is -1"),
        ({"match": "regex"}, "match 'regex' is unknown"),
    ],
)
def test_wrong_settings_are_refused(arguments, said):
    with pytest.raises(DiscourseError, match=said):
        search(TEXTS, "china", **arguments)


def test_texts_that_are_none_are_refused():
    with pytest.raises(DiscourseError, match="int holds no texts"):
        search(7, "china")
    with pytest.raises(DiscourseError, match="not in the codebook"):
        search_frame(TEXTS, "no such frame")
