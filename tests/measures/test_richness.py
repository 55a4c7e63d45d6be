"""Richness, rank lists and growth curves by hand."""

import numpy as np
import pandas as pd
import pytest

from discourse.errors import CorpusError, DiscourseError, MixedLanguages
from discourse.measures.richness import rank_frequency, richness, vocabulary_growth

TABLE = pd.DataFrame(
    [("a", 1, "Xi", "和平", 2), ("a", 1, "Xi", "合作", 1), ("a", 2, "Biden", "和平", 1), ("b", 1, "Xi", "合作", 3),
     ("b", 1, "Xi", "發展", 1)], columns=["doc_id", "segment", "voice", "term", "n"],
).assign(lang="zh-Hant")  # fmt: skip


def test_richness_by_hand():
    row = richness(TABLE, by="voice").set_index("voice").loc["Xi"]
    assert (row.n_tokens, row.n_types) == (7, 3)
    assert row.ttr == pytest.approx(3 / 7, rel=1e-12)
    assert row.yule_k == pytest.approx(1e4 * (2 * 1 + 4 * 3) / 49, rel=1e-12)  # 2, 4 and 1 occurrences


def test_mattr_comes_with_running_tokens():
    tokens = pd.DataFrame({"doc_id": ["a"] * 4 + ["b"] * 4, "token": list("甲乙甲甲") + list("甲乙丙丁")})
    table = richness(TABLE, tokens=tokens, window=2)
    assert table.mattr.tolist() == pytest.approx([2.5 / 3, 1.0])


def test_a_document_shorter_than_the_window_has_no_mattr():
    tokens = pd.DataFrame({"doc_id": ["a", "b"], "token": ["甲", "乙"]})
    assert richness(TABLE, tokens=tokens, window=2).mattr.isna().all()


def test_mattr_of_voices_is_refused():
    with pytest.raises(DiscourseError, match="per document"):
        richness(TABLE, by="voice", tokens=pd.DataFrame({"doc_id": [], "token": []}))


def test_ranks_are_by_frequency_then_term():
    table = rank_frequency(TABLE)
    assert table[["rank", "term", "n"]].to_numpy().tolist() == [[1, "合作", 4], [2, "和平", 3], [3, "發展", 1]]


def test_zipf_expects_the_same_number_of_tokens():
    assert rank_frequency(TABLE).zipf.sum() == pytest.approx(TABLE.n.sum(), rel=1e-12)


def test_the_slope_of_an_exact_zipf_list_is_minus_one():
    exact = pd.DataFrame({"term": list("abcd"), "n": [12, 6, 4, 3]})
    assert rank_frequency(exact).attrs["slope"] == pytest.approx(-1, abs=1e-12)


def test_one_term_has_no_slope():
    assert np.isnan(rank_frequency(pd.DataFrame({"term": ["a"], "n": [3]})).attrs["slope"])


def test_growth_counts_types_so_far():
    table = vocabulary_growth(TABLE)
    assert table.n_tokens.tolist() == [3, 4, 8]
    assert table.n_types.tolist() == [2, 2, 3]


def test_growth_of_voices_begins_anew():
    table = vocabulary_growth(TABLE, by="voice")
    assert table[["voice", "n_tokens", "n_types"]].to_numpy().tolist() == [["Biden", 1, 1], ["Xi", 3, 2], ["Xi", 7, 3]]


def test_growth_does_not_depend_on_the_order_of_rows_inside_a_document():
    swapped = TABLE.iloc[[2, 1, 0, 4, 3]]
    pd.testing.assert_frame_equal(vocabulary_growth(swapped), vocabulary_growth(TABLE))


@pytest.mark.parametrize("measure", [richness, rank_frequency, vocabulary_growth])
def test_an_empty_table_is_refused(measure):
    with pytest.raises(CorpusError, match="no rows"):
        measure(TABLE.iloc[:0])


def test_two_languages_in_one_rank_list_are_refused():
    with pytest.raises(MixedLanguages):
        rank_frequency(pd.concat([TABLE, TABLE.assign(lang="en")]))
