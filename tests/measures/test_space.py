"""Correspondence analysis against Greenacre's smokers, similarity against scikit-learn and hand."""

import numpy as np
import pandas as pd
import pytest

from discourse.errors import CorpusError, DiscourseError, MixedLanguages
from discourse.measures.space import correspondence, similarity

# Greenacre 1984, p. 55: staff groups by smoking habits.
SMOKE = pd.DataFrame([[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]],
                     index=["SM", "JM", "SE", "JE", "SC"], columns=["none", "light", "medium", "heavy"])  # fmt: skip
LONG = SMOKE.stack().rename("n").rename_axis(["voice", "frame"]).reset_index()


def test_principal_inertias_meet_greenacre():
    # printed by the R package ca for its data set smoke: 0.074759, 0.010017, 0.000414
    table = correspondence(LONG)
    assert np.round(table.attrs["principal_inertias"], 6).tolist() == [0.074759, 0.010017, 0.000414]
    assert round(table.share_1[0], 3) == 0.878
    assert round(table.share_2[0], 3) == 0.118


def test_coordinates_meet_greenacre_but_for_the_sign():
    table = correspondence(LONG).set_index("name")
    assert np.abs(table.dimension_1[SMOKE.index]).round(4).tolist() == [0.0658, 0.259, 0.3806, 0.233, 0.2011]


def test_inertia_is_chi_square_over_n():
    from scipy.stats import chi2_contingency

    inertia = sum(correspondence(LONG).attrs["principal_inertias"])
    chi2 = chi2_contingency(SMOKE, correction=False).statistic
    assert inertia == pytest.approx(chi2 / SMOKE.to_numpy().sum(), rel=1e-9)


def test_coordinates_are_centred_and_carry_the_inertia():
    table = correspondence(LONG)
    for _, own in table.groupby("kind"):
        assert (own.mass * own.dimension_1).sum() == pytest.approx(0, abs=1e-12)
        assert (own.mass * own.dimension_1**2).sum() == pytest.approx(own.inertia_1.iloc[0], rel=1e-9)
        assert own.contribution_1.sum() == pytest.approx(1, rel=1e-9)


def test_the_row_with_the_largest_coordinate_is_positive():
    rows = correspondence(LONG).query("kind == 'row'")
    assert rows.dimension_1[rows.dimension_1.abs().idxmax()] > 0


def test_rows_without_n_count_once():
    matches = LONG.loc[LONG.index.repeat(LONG.n)].drop(columns="n")
    pd.testing.assert_frame_equal(correspondence(matches), correspondence(LONG))


def test_equal_profiles_have_no_inertia():
    table = correspondence(LONG.assign(n=3))
    assert (table[["dimension_1", "dimension_2"]].abs() < 1e-9).all(axis=None)
    assert table.share_1.isna().all()


@pytest.mark.parametrize("few", [LONG[LONG.voice == "SM"], LONG[LONG.frame == "none"]])
def test_a_single_row_or_column_makes_no_map(few):
    with pytest.raises(DiscourseError, match="make no map"):
        correspondence(few)


def test_terms_of_two_languages_are_refused():
    table = LONG.rename(columns={"frame": "term"}).assign(lang=["en", "zh-Hans"] * 10)
    with pytest.raises(MixedLanguages):
        correspondence(table, columns="term")


def test_a_missing_column_is_named():
    with pytest.raises(CorpusError, match="side"):
        correspondence(LONG, rows="side")


TEXTS = pd.DataFrame([("a", "和平", 2), ("a", "合作", 1), ("b", "和平", 4), ("b", "合作", 2), ("c", "戰爭", 1)],
                     columns=["doc_id", "term", "n"]).assign(segment=1, lang="zh-Hant")  # fmt: skip


def test_similarity_agrees_with_scikit_learn_on_the_texts():
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

    texts = ["peace peace trade", "peace war trade trade", "war"]
    rows = [(f"d{i}", 1, term, text.split().count(term)) for i, text in enumerate(texts)
            for term in sorted({*text.split()})]  # fmt: skip
    ours = similarity(pd.DataFrame(rows, columns=["doc_id", "segment", "term", "n"])).cosine
    assert np.allclose(ours, cosine_similarity(TfidfVectorizer().fit_transform(texts)).ravel())


def test_proportional_documents_are_alike_and_disjoint_ones_are_not():
    table = similarity(TEXTS).set_index(["doc_id_a", "doc_id_b"])
    assert table.cosine["a", "b"] == pytest.approx(1, abs=1e-12)
    assert table.cosine["a", "c"] == 0
    assert table.n_shared["a", "b"] == 2


def test_similarity_is_symmetric():
    wide = similarity(TEXTS).pivot(index="doc_id_a", columns="doc_id_b", values="cosine")
    assert np.array_equal(wide, wide.T)


def test_a_document_without_any_counted_term_is_like_nothing():
    table = similarity(TEXTS, min_documents=2).set_index(["doc_id_a", "doc_id_b"])
    assert np.isnan(table.cosine["c", "c"])
    assert table.cosine["a", "a"] == 1


def test_one_document_is_like_itself():
    assert similarity(TEXTS[TEXTS.doc_id == "a"]).cosine.tolist() == [1.0]


def test_two_languages_are_refused():
    with pytest.raises(MixedLanguages):
        similarity(TEXTS.assign(lang=["en"] + ["zh-Hant"] * 4))
