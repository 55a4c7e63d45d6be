"""Terms by parts: one vocabulary, sizes from all counts, whatever the dtype of the columns."""

import numpy as np
import pandas as pd
import pytest

from discourse.errors import CorpusError, DiscourseError, MixedLanguages
from discourse.measures.keyness import keyness
from discourse.measures.parts import codes_in_runs, one_language, term_parts
from discourse.measures.richness import richness

TABLE = pd.DataFrame({"doc_id": ["b", "b", "a", "b"], "segment": [1, 2, 1, 1], "lang": "zh-Hant",
                      "term": ["和平", "合作", "和平", "和平"], "n": [1, 2, 3, 4]})  # fmt: skip
OTHER = TABLE.assign(doc_id=["x", "x", "y", "y"], term=["戰爭", "和平", "和平", "戰爭"])


def test_repeated_rows_are_added_up():
    terms, [parts] = term_parts([TABLE])
    assert terms.tolist() == ["合作", "和平"]
    assert parts.matrix.toarray().tolist() == [[0, 2, 0], [5, 0, 3]]
    assert parts.sizes.tolist() == [5, 2, 3]


def test_documents_are_parts_too():
    _, [parts] = term_parts([TABLE], "document")
    assert parts.sizes.tolist() == [7, 3]
    assert parts.n_documents().tolist() == [1, 2]


def test_documents_are_counted_across_their_segments():
    _, [parts] = term_parts([TABLE])
    assert parts.n_documents().tolist() == [1, 2]


def test_two_tables_share_one_vocabulary_in_code_point_order():
    terms, (_, other) = term_parts([TABLE, OTHER])
    assert terms.tolist() == sorted({*TABLE.term, *OTHER.term})
    assert other.n().tolist() == [0, 5, 5]


def test_runs_are_numbered_by_first_appearance():
    codes, values = codes_in_runs(TABLE.doc_id)
    assert (codes.tolist(), values.tolist()) == ([0, 0, 1, 0], ["b", "a"])


@pytest.mark.parametrize(
    "change",
    [lambda t: t.astype({"doc_id": "category", "term": "category", "lang": "category"}),
     lambda t: t.astype({"doc_id": object, "term": object}), lambda t: t.astype({"n": "Int64"}),
     lambda t: t.astype({"n": float}), lambda t: t.set_index(np.zeros(len(t), dtype=int)),
     lambda t: t.convert_dtypes(dtype_backend="pyarrow"), lambda t: t.astype({"n": "uint8"})],
)  # fmt: skip
def test_other_dtypes_give_the_same_table(change):
    pd.testing.assert_frame_equal(keyness(change(TABLE), change(OTHER)), keyness(TABLE, OTHER))
    assert richness(change(TABLE)).n_tokens.tolist() == [3, 7]


def test_a_missing_count_is_refused():
    with pytest.raises(CorpusError, match="whole numbers"):
        term_parts([TABLE.assign(n=pd.array([1, 2, pd.NA, 4], dtype="Int64"))])


def test_a_missing_term_is_refused():
    with pytest.raises(CorpusError, match="empty cell"):
        term_parts([TABLE.assign(term=["和平", None, "和平", "和平"])])


def test_an_unknown_part_is_refused():
    with pytest.raises(DiscourseError, match="segment"):
        term_parts([TABLE], "sentence")


def test_a_table_that_does_not_say_its_language_goes_with_any():
    assert one_language(TABLE, OTHER.drop(columns="lang")) == "zh-Hant"


def test_two_languages_in_one_table_are_refused():
    with pytest.raises(MixedLanguages, match="en and zh-Hant"):
        one_language(pd.concat([TABLE, TABLE.assign(lang="en")]))
