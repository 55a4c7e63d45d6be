"""Effect sizes against print and hand; the conservative log ratio against scipy's exact interval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.measures.statistics import (
    conservative_log_ratio,
    log_odds_dirichlet,
    log_ratio,
    odds_ratio,
    percent_diff,
    relative_risk,
)

KERNELS = [log_ratio, percent_diff, relative_risk, odds_ratio, conservative_log_ratio]
positive = st.integers(1, 10**6)


def test_percent_diff_meets_gabrielatos_and_marchi():
    # Gabrielatos & Marchi 2011, slide 18: 88.7.
    assert round(float(percent_diff(206523, 178174, 959641, 1562358)), 1) == 88.7


def test_odds_ratio_meets_pojanapunya_and_todd():
    # Pojanapunya & Watson Todd, CLLT, p. 154: 16.6.
    assert round(float(odds_ratio(16217, 735, 2796938, 2087946)), 1) == 16.6


def test_relative_risk_by_hand():
    assert float(relative_risk(20, 10, 1000, 2000)) == 4.0


def test_log_ratio_doubles_per_point():
    # Hardie 2014: "every extra point represents a doubling".
    assert log_ratio([8, 16, 32], 4, 1000, 1000).tolist() == [1.0, 2.0, 3.0]


def test_log_ratio_takes_a_zero_count_as_one_half():
    assert float(log_ratio(0, 4, 100, 100)) == -3.0


def test_percent_diff_is_infinite_where_only_the_reference_lacks_the_term():
    assert percent_diff(3, 0, 100, 100) == np.inf


@pytest.mark.parametrize("kernel", [percent_diff, relative_risk, odds_ratio])
def test_a_term_absent_from_both_has_no_ratio(kernel):
    assert np.isnan(kernel(0, 0, 100, 100))


def test_odds_ratio_is_infinite_where_the_target_is_nothing_else():
    assert odds_ratio(10, 3, 10, 100) == np.inf


@given(positive, positive, positive, positive, st.integers(2, 9))
def test_multiplying_a_corpus_leaves_effect_sizes_unchanged(a, b, more1, more2, times):
    n1, n2 = a + more1, b + more2
    for kernel in (log_ratio, percent_diff, relative_risk, odds_ratio):
        once = float(kernel(a, b, n1, n2))
        assert float(kernel(a * times, b, n1 * times, n2)) == pytest.approx(once, rel=1e-9, abs=1e-9)


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(1, 10**6), st.integers(1, 10**6))
def test_swapping_the_corpora_flips_the_sign(a, b, more1, more2):
    n1, n2 = a + more1, b + more2
    for kernel in (log_ratio, conservative_log_ratio):
        assert float(kernel(a, b, n1, n2)) == pytest.approx(-float(kernel(b, a, n2, n1)), rel=1e-9, abs=1e-9)


def test_conservative_log_ratio_meets_the_exact_interval_of_scipy():
    # Another program: the Clopper-Pearson interval of scipy.stats.binomtest, 40 of 50, equal corpora.
    from scipy.stats import binomtest

    low = binomtest(40, 50).proportion_ci(0.95, method="exact").low
    assert float(conservative_log_ratio(40, 10, 1000, 1000)) == pytest.approx(np.log2(low / (1 - low)), rel=1e-9)


def test_conservative_log_ratio_corrects_for_the_number_of_terms():
    from scipy.stats import binomtest

    high = binomtest(10, 90).proportion_ci(1 - 0.05 / 3, method="exact").high
    value = conservative_log_ratio([10, 5, 5], [80, 5, 5], 1000, 2000)[0]
    assert value == pytest.approx(np.log2(high / (1 - high) * 2), rel=1e-9)


def test_n_tests_can_be_said():
    many = conservative_log_ratio([40] * 7, 10, 1000, 1000)[0]
    assert float(conservative_log_ratio(40, 10, 1000, 1000, n_tests=7)) == pytest.approx(many, rel=1e-12)


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_conservative_log_ratio_never_exceeds_the_plain_one(a, b):
    careful, plain = float(conservative_log_ratio(a, b, 1000, 3000)), float(log_ratio(a, b, 1000, 3000))
    assert abs(careful) <= abs(plain) + 1e-12
    assert careful == 0 or np.sign(careful) == np.sign(plain)


def test_an_interval_that_holds_zero_gives_zero():
    assert float(conservative_log_ratio(6, 5, 100, 100)) == 0.0


def test_a_term_that_occurs_nowhere_gives_zero():
    assert float(conservative_log_ratio(0, 0, 100, 100)) == 0.0


@pytest.mark.parametrize("bad", [0, 1, -0.5, 95, np.nan, True])
def test_confidence_lies_between_zero_and_one(bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        conservative_log_ratio(1, 1, 10, 10, confidence=bad)


@pytest.mark.parametrize("bad", [0, -1, 1.5, [1, 2]])
def test_n_tests_is_a_positive_whole_number(bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        conservative_log_ratio(1, 1, 10, 10, n_tests=bad)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("bad", [(-1, 1, 9, 9), (1.5, 1, 9, 9), (np.nan, 1, 9, 9), (1, 1, 0, 9), (10, 1, 9, 9)])
def test_impossible_counts_are_refused(kernel, bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        kernel(*bad)


def test_log_odds_by_hand_without_a_prior():
    # logit(10/40) - logit(20/40) = ln(1/3); 1/10 + 1/20 = 0.15
    delta, variance, z = log_odds_dirichlet([10, 30], [20, 20], 0)
    assert delta[0] == pytest.approx(np.log(1 / 3), rel=1e-12)
    assert variance[0] == pytest.approx(0.15, rel=1e-12)
    assert z[0] == pytest.approx(np.log(1 / 3) / np.sqrt(0.15), rel=1e-12)


def test_log_odds_by_hand_with_a_prior():
    # α = (1, 3): (11/33) against (21/23)
    delta, variance, _ = log_odds_dirichlet([10, 30], [20, 20], [1, 3])
    assert delta[0] == pytest.approx(np.log(11 / 33) - np.log(21 / 23), rel=1e-12)
    assert variance[0] == pytest.approx(1 / 11 + 1 / 21, rel=1e-12)


def test_a_stronger_prior_shrinks_the_log_odds():
    weak, strong = (abs(log_odds_dirichlet([10, 30, 5], [20, 20, 5], p).delta[0]) for p in (0.01, 100))
    assert strong < weak


def test_swapping_the_corpora_flips_the_log_odds():
    one, other = log_odds_dirichlet([1, 2, 9], [4, 4, 4], 0.5), log_odds_dirichlet([4, 4, 4], [1, 2, 9], 0.5)
    assert one.z.tolist() == (-other.z).tolist()


def test_a_zero_count_without_a_prior_has_no_z():
    delta, variance, z = log_odds_dirichlet([0, 5], [5, 5], 0)
    assert delta[0] == -np.inf
    assert variance[0] == np.inf
    assert np.isnan(z[0])


@pytest.mark.parametrize(
    "bad",
    [([1, 2], [1, 2], -1), ([1, 2], [1, 2], np.nan), ([1, 2], [1, 2], [1, 2, 3]), ([1, 2], [1, 2, 3], 1),
     ([0, 0], [1, 2], 1), ([1, 2], [0, 0], 1), ([1.5, 2], [1, 2], 1), ([[1, 2]], [[1, 2]], 1)],
)  # fmt: skip
def test_log_odds_refuse_what_is_no_vocabulary(bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        log_odds_dirichlet(*bad)
