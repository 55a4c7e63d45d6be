"""The dispersion table agrees with its kernels and with Gries's corpus of fifty letters."""

import numpy as np
import pandas as pd
import pytest

from discourse.errors import CorpusError, DiscourseError, MixedLanguages
from discourse.measures.dispersion import MEASURES, dispersion

PARTS = ["bamnibeupk", "basatbewqn", "bcagabesta", "baghabeaat", "bahaabeaxa"]  # Gries 2008, p. 406, equal parts


def counts(parts, lang="en"):
    rows = [("d", i, lang, letter, part.count(letter)) for i, part in enumerate(parts, 1) for letter in sorted({*part})]
    return pd.DataFrame(rows, columns=["doc_id", "segment", "lang", "term", "n"])


def running(parts):
    letters = list("".join(parts))
    return pd.DataFrame({"doc_id": "d", "para": 1, "sent": 1, "pos": range(1, len(letters) + 1), "token": letters})


def test_every_measure_is_that_of_its_kernel():
    row = dispersion(counts(PARTS)).set_index("term").loc["a"]
    for name, kernel in MEASURES.items():
        assert row[name] == kernel([p.count("a") for p in PARTS], [10] * 5)


def test_the_letter_a_meets_gries_2008():
    row = dispersion(counts(PARTS), tokens=running(PARTS)).set_index("term").loc["a"]
    assert (row.n, row["range"], row.n_parts) == (15, 5, 5)
    assert round(row.arf, 1) == 10.8  # p. 410
    assert round(row.rosengren_s, 3) == 0.937  # p. 407


def test_arf_is_left_out_without_running_tokens():
    assert dispersion(counts(PARTS)).arf.isna().all()


def test_tokens_of_other_documents_are_refused():
    with pytest.raises(CorpusError, match="do not tell the same"):
        dispersion(counts(PARTS), tokens=running(PARTS[:4]))


def test_rows_are_ordered_by_frequency_then_term():
    table = dispersion(counts(PARTS))
    assert table.term.tolist() == table.sort_values(["n", "term"], ascending=[False, True]).term.tolist()


def test_large_tables_are_measured_in_blocks_alike(monkeypatch):
    whole = dispersion(counts(PARTS))
    monkeypatch.setattr("discourse.measures.dispersion.CELLS", 10)
    pd.testing.assert_frame_equal(dispersion(counts(PARTS)), whole)


def test_one_document_has_no_dispersion():
    table = dispersion(counts(PARTS), per="document")
    assert table[["juilland_d", "carroll_d2", "dp_norm", "dispersion_da"]].isna().all(axis=None)
    assert (table.dp == 0).all()


def test_identical_parts_are_even():
    table = dispersion(counts(["關係穩定", "關係穩定"], "zh-Hant"))
    assert np.allclose(table[["juilland_d", "carroll_d2", "rosengren_s", "dispersion_da"]], 1)
    assert (table[["dp", "dp_norm"]] == 0).all(axis=None)


def test_nothing_frequent_enough_leaves_an_empty_table():
    assert dispersion(counts(PARTS), min_n=99).empty


def test_two_languages_are_refused():
    with pytest.raises(MixedLanguages):
        dispersion(pd.concat([counts(PARTS), counts(["关系"], "zh-Hans")]))


@pytest.mark.parametrize("bad", [{"per": "word"}, {"min_n": 0}])
def test_unknown_arguments_are_named(bad):
    with pytest.raises(DiscourseError):
        dispersion(counts(PARTS), **bad)
