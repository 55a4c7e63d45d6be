"""Bootstrap and permutation against scipy, enumeration by hand, and their own promises."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from discourse.measures.statistics import bootstrap_interval, permutation_p

# Efron & Tibshirani 1993, table 2.1: survival of mice, treatment and control.
TREATED, CONTROL = [94, 197, 16, 38, 99, 141, 23], [52, 104, 146, 10, 51, 30, 40, 27, 46]


@pytest.mark.parametrize("alternative", ["two-sided", "greater", "less"])
def test_exact_p_agrees_with_scipy(alternative):
    if alternative == "two-sided":  # scipy doubles the smaller tail; METHODS.md counts absolute differences
        other = stats.permutation_test((TREATED, CONTROL), lambda x, y, axis: abs(x.mean(axis) - y.mean(axis)),
                                       alternative="greater", vectorized=True, n_resamples=np.inf)  # fmt: skip
    else:
        other = stats.permutation_test((TREATED, CONTROL), lambda x, y, axis: x.mean(axis) - y.mean(axis),
                                       alternative=alternative, vectorized=True, n_resamples=np.inf)  # fmt: skip
    assert permutation_p(TREATED, CONTROL, alternative) == pytest.approx(other.pvalue, abs=1e-12)


def test_p_meets_efron_and_tibshirani_within_their_thousand_permutations():
    # p. 209: 132 of 1000 random labellings; three standard errors are 0.033
    assert permutation_p(TREATED, CONTROL, "greater") == pytest.approx(0.132, abs=0.033)


def test_p_by_hand():
    # 20 labellings; only the observed one reaches the difference 3, its mirror the difference -3
    assert permutation_p([3, 4, 5], [0, 1, 2], "greater") == 1 / 20
    assert permutation_p([3, 4, 5], [0, 1, 2], "less") == 1.0
    assert permutation_p([3, 4, 5], [0, 1, 2]) == 2 / 20


def test_equal_sums_in_another_order_count_as_equal():
    # 0.1 + 0.2 and 0.3 differ in floating point; by hand: {0.3, 0}, {0.1, 0.2} tie, so all six tie or are smaller
    assert permutation_p([0.1, 0.2], [0.3, 0.0]) == 1.0


def test_ties_survive_a_large_offset():
    assert permutation_p([1e6 + 0.1, 1e6 + 0.2], [1e6 + 0.3, 1e6]) == 1.0


def test_identical_values_give_one():
    assert permutation_p([2, 2], [2, 2, 2]) == 1.0


def test_one_value_on_each_side_gives_one():
    assert permutation_p([5], [1]) == 1.0


def test_many_labellings_are_sampled_and_the_observed_one_counted():
    p = permutation_p(np.arange(30) + 100.0, np.arange(30.0))
    assert p == 1 / 10_000


def test_the_same_seed_gives_the_same_p():
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=20), rng.normal(size=20)
    assert permutation_p(x, y, seed=5) == permutation_p(x, y, seed=5) != permutation_p(x, y, seed=6)


def test_sampled_p_is_near_the_t_test_for_normal_values():
    rng = np.random.default_rng(4)
    x, y = rng.normal(0.4, 1, 40), rng.normal(0, 1, 40)
    assert permutation_p(x, y) == pytest.approx(stats.ttest_ind(x, y).pvalue, abs=0.02)


def test_many_terms_give_what_each_gives():
    rng = np.random.default_rng(5)
    x, y = rng.poisson(2, (6, 4)), rng.poisson(2, (6, 5))
    assert permutation_p(x, y).tolist() == [permutation_p(a, b) for a, b in zip(x, y, strict=True)]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5), st.lists(st.integers(0, 9), min_size=1, max_size=5))
def test_swapping_the_sides_swaps_the_alternatives(x, y):
    assert permutation_p(x, y) == pytest.approx(permutation_p(y, x), abs=1e-12)
    assert permutation_p(x, y, "greater") == pytest.approx(permutation_p(y, x, "less"), abs=1e-12)


def test_shuffled_labels_give_uniform_p_values():
    # Issue B: Kolmogorov-Smirnov over 200 seeds
    values = np.random.default_rng(0).gamma(1.0, size=24)
    p = []
    for seed in range(200):
        shuffled = np.random.default_rng(1000 + seed).permutation(values)
        p.append(permutation_p(shuffled[:12], shuffled[12:], seed=seed))
    assert stats.kstest(p, "uniform").pvalue > 0.05


@pytest.mark.parametrize("bad", [([], [1]), ([1], []), ([np.nan], [1]), ([np.inf], [1]), ([[1]], [1]), (1, 2),
                                 ([1], [2], "both"), (["a"], [1])])  # fmt: skip
def test_permutation_refuses_what_cannot_be_relabelled(bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        permutation_p(*bad)


def test_bootstrap_by_enumeration():
    # Of 27 resamples of (0, 0, 3), 8 have mean 0, 12 mean 1, 6 mean 2, 1 mean 3: cumulated 0.296 and
    # 0.741, so the quantiles at 0.275 and 0.725 are 0 and 1.
    low, high = bootstrap_interval([0, 0, 3], np.mean, confidence=0.45, n_resamples=5000)
    assert (low, high) == (0.0, 1.0)


def test_bootstrap_agrees_with_scipy():
    values = np.random.default_rng(7).normal(size=60)
    other = stats.bootstrap((values,), np.mean, method="percentile", n_resamples=20_000, rng=1).confidence_interval
    ours = bootstrap_interval(values, np.mean, n_resamples=20_000)
    spread = other.high - other.low  # Monte Carlo error of a 2.5% quantile with 20,000 resamples: below 1% of it
    assert ours == pytest.approx(tuple(other), abs=0.02 * spread)


def test_rows_are_resampled_not_cells():
    pairs = np.column_stack([np.arange(10), np.arange(10) * 2])
    low, high = bootstrap_interval(pairs, lambda rows: (rows[:, 1] - 2 * rows[:, 0]).sum())
    assert (low, high) == (0.0, 0.0)


def test_a_statistic_with_an_axis_gives_an_interval_per_column():
    low, high = bootstrap_interval(np.column_stack([np.arange(10), np.arange(10) + 100]), np.mean)
    assert low.shape == high.shape == (2,)
    assert high[0] < low[1]


def test_plain_and_vectorised_statistics_agree():
    values = np.arange(12.0)
    assert bootstrap_interval(values, lambda v: sum(v) / len(v)) == pytest.approx(bootstrap_interval(values, np.mean))


def test_an_undefined_statistic_has_no_interval():
    assert np.isnan(bootstrap_interval([1.0, np.nan], np.mean)).all()


def test_identical_values_have_an_interval_without_width():
    assert bootstrap_interval([4, 4, 4], np.mean) == (4.0, 4.0)


def test_the_seed_decides():
    values = np.random.default_rng(0).normal(size=15)
    assert bootstrap_interval(values, np.mean, seed=1) == bootstrap_interval(values, np.mean, seed=1)
    assert bootstrap_interval(values, np.mean, seed=1) != bootstrap_interval(values, np.mean, seed=2)


@pytest.mark.parametrize("bad", [{"values": [1]}, {"values": []}, {"values": 3}, {"confidence": 1}, {"confidence": 0},
                                 {"confidence": np.nan}, {"n_resamples": 0}, {"n_resamples": 1.5}])  # fmt: skip
def test_an_interval_is_refused_not_invented(bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        bootstrap_interval(**{"values": [1, 2, 3], "statistic": np.mean, **bad})


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((None,), "statistic"), ((np.mean, "0.95"), "confidence"), ((np.mean, 0.9, 10, "now"), "seed"),
     ((np.mean, 0.9, 10, -1), "seed")],
)  # fmt: skip
def test_arguments_that_make_no_sense_are_named(arguments, said):
    with pytest.raises(ValueError, match=said):
        bootstrap_interval([1, 2, 3], *arguments)


def test_rows_of_different_length_are_named():
    with pytest.raises(ValueError, match="values must have rows of one length"):
        bootstrap_interval([[1], [1, 2]], np.mean)
