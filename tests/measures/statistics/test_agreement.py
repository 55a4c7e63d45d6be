"""Alpha and kappa against Krippendorff 2011 and Cohen 1960."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.measures.statistics import cohen_kappa, krippendorff_alpha

X = np.nan
FOUR = [[1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
        [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X]]  # fmt: skip
LEVELS = ["nominal", "ordinal", "interval", "ratio"]


@pytest.mark.parametrize(("level", "printed"), [*zip(LEVELS, [0.743, 0.815, 0.849, 0.797], strict=True)])
def test_alpha_meets_krippendorff_2011_four_coders(level, printed):
    # Computing Krippendorff's alpha-reliability, sections C and D.
    assert round(krippendorff_alpha(FOUR, level), 3) == printed


def test_alpha_meets_krippendorff_2011_two_coders():
    # section A: 0.095; section B, nominal with five values: 0.692
    assert round(krippendorff_alpha([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]), 3) == 0.095
    assert round(krippendorff_alpha([list("aabbdcccedda"), list("babbbccceddd")]), 3) == 0.692


def test_kappa_meets_cohen_1960():
    # p. 45: 200 units, agreement 88, 40 and 12, kappa 0.492
    cells = {"xx": 88, "yx": 10, "zx": 2, "xy": 14, "yy": 40, "zy": 6, "xz": 18, "yz": 10, "zz": 12}
    pairs = [pair for pair, n in cells.items() for _ in range(n)]
    assert round(cohen_kappa([p[0] for p in pairs], [p[1] for p in pairs]), 3) == 0.492


def test_kappa_agrees_with_scikit_learn():
    from sklearn.metrics import cohen_kappa_score

    rng = np.random.default_rng(1)
    a, b = rng.integers(0, 4, 60), rng.integers(0, 4, 60)
    assert cohen_kappa(a, b) == pytest.approx(cohen_kappa_score(a, b), rel=1e-12)


def test_names_and_numbers_give_the_same_alpha():
    names = [["order", "risk", None, "risk"], ["order", "order", "risk", "risk"]]
    assert krippendorff_alpha(names) == krippendorff_alpha([[0, 1, X, 1], [0, 0, 1, 1]])


def test_a_unit_seen_by_one_coder_does_not_count():
    assert krippendorff_alpha([[0, 1, 0, 1], [0, 1, 1, X]]) == krippendorff_alpha([[0, 1, 0], [0, 1, 1]])


@pytest.mark.parametrize("level", LEVELS)
def test_perfect_agreement_is_one(level):
    assert krippendorff_alpha([[1, 2, 3], [1, 2, 3]], level) == 1.0


@given(st.lists(st.tuples(*[st.sampled_from([1.0, 2.0, 3.0, X])] * 3), min_size=1, max_size=12), st.integers(2, 3))
def test_alpha_does_not_depend_on_order_or_number_of_copies_of_the_coders(units, times):
    ratings = np.transpose(units)
    for level in LEVELS:
        alpha = krippendorff_alpha(ratings, level)
        assert krippendorff_alpha(ratings[::-1, ::-1], level) == pytest.approx(alpha, nan_ok=True, abs=1e-12)
        assert np.isnan(alpha) or alpha <= 1


def test_interval_alpha_does_not_depend_on_origin_and_unit():
    shifted = krippendorff_alpha(1e6 + 1e-3 * np.array(FOUR), "interval")
    assert shifted == pytest.approx(krippendorff_alpha(FOUR, "interval"), abs=1e-6)


@pytest.mark.parametrize("level", LEVELS)
def test_identical_ratings_throughout_have_no_alpha(level):
    assert np.isnan(krippendorff_alpha([[1, 1, 1], [1, 1, 1]], level))


def test_nothing_coded_twice_has_no_alpha():
    assert np.isnan(krippendorff_alpha([[1, X], [X, 1]]))
    assert np.isnan(krippendorff_alpha(np.empty((2, 0))))


def test_kappa_of_one_value_throughout_is_undefined():
    assert np.isnan(cohen_kappa([1, 1], [1, 1]))
    assert np.isnan(cohen_kappa([], []))
    assert np.isnan(cohen_kappa([X], [1]))


def test_kappa_leaves_out_units_that_one_coder_missed():
    assert cohen_kappa([1, 2, X, 1], [1, 2, 1, 2]) == cohen_kappa([1, 2, 1], [1, 2, 2])


@pytest.mark.parametrize("bad", [([1, 2, 3],), ([[1, 2, 3]],), ([[1, 2], [1, 2]], "cardinal"),
                                 ([[1, np.inf], [1, 2]],), ([["a", "b"], ["a", "b"]], "interval"),
                                 ([[-1, 2], [1, 2]], "ratio")])  # fmt: skip
def test_alpha_refuses_what_it_cannot_measure(bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        krippendorff_alpha(*bad)


@pytest.mark.parametrize("bad", [([1, 2], [1]), ([[1]], [[1]])])
def test_kappa_refuses_two_shapes(bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        cohen_kappa(*bad)
