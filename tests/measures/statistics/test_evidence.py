"""G2 in both forms, chi-square and BIC against print, hand and the textbook formula."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.measures.statistics import bic, chi2, g2_full, g2_two_cell

KERNELS = [g2_full, g2_two_cell, chi2]


@st.composite
def tables(draw):
    n1, n2 = draw(st.integers(1, 10**9)), draw(st.integers(1, 10**9))
    return draw(st.integers(0, n1)), draw(st.integers(0, n2)), n1, n2


def test_g2_full_meets_dunning_1993_the_swiss():
    # Dunning 1993, p. 72, table of bigrams: k(AB) 110, k(A~B) 2442, k(~AB) 111, k(~A~B) 29114; -2 log λ = 270.72.
    assert round(float(g2_full(110, 111, 110 + 2442, 111 + 29114)), 2) == 270.72


def test_g2_full_meets_a_second_row_of_dunning_1993():
    # The same table: 10, 0, 3, 31764 gives 167.23.
    assert round(float(g2_full(10, 3, 10, 31767)), 2) == 167.23


def test_g2_full_keeps_its_digits_in_a_billion_tokens():
    # METHODS.md, section 1; the textbook sum in float64 loses it.
    assert float(g2_full(120, 100, 5 * 10**8, 5 * 10**8)) == pytest.approx(1.8206949, abs=5e-8)


def test_g2_two_cell_by_hand():
    # E = 15, 15: 2 (20 ln(20/15) + 10 ln(10/15)) = 2 (5.753641 - 4.054651)
    assert float(g2_two_cell(20, 10, 1000, 1000)) == pytest.approx(
        2 * (20 * np.log(20 / 15) + 10 * np.log(10 / 15)), rel=1e-12
    )


def test_the_two_forms_differ_and_the_full_one_is_larger():
    assert g2_full(50, 10, 100, 100) > g2_two_cell(50, 10, 100, 100)


def test_chi2_meets_dunning_1993():
    # Dunning 1993, p. 73: 3, 0, 0, 31774 gives 31777.
    assert round(float(chi2(3, 0, 3, 31774))) == 31777


def test_chi2_agrees_with_scipy_without_correction():
    from scipy.stats import chi2_contingency

    other = chi2_contingency([[12, 5], [88, 195]], correction=False).statistic
    assert float(chi2(12, 5, 100, 200)) == pytest.approx(other, rel=1e-12)


def test_g2_full_agrees_with_scipy():
    from scipy.stats import chi2_contingency

    other = chi2_contingency([[12, 5], [88, 195]], correction=False, lambda_="log-likelihood").statistic
    assert float(g2_full(12, 5, 100, 200)) == pytest.approx(other, rel=1e-12)


def test_bic_is_g2_less_the_logarithm_of_all_tokens():
    assert float(bic(20, 10, 1000, 1000, form="two_cell")) == pytest.approx(3.397981 - np.log(2000), abs=1e-6)


def test_bic_does_not_depend_on_direction():
    assert bic(20, 10, 1000, 1000) == bic(10, 20, 1000, 1000)


@given(tables())
def test_swapping_target_and_reference_flips_the_sign(table):
    a, b, n1, n2 = table
    for kernel in (g2_full, g2_two_cell):
        assert float(kernel(a, b, n1, n2)) == pytest.approx(-float(kernel(b, a, n2, n1)), rel=1e-9, abs=1e-9)


@given(tables(), st.integers(2, 50))
def test_multiplying_both_corpora_multiplies_the_evidence(table, times):
    a, b, n1, n2 = table
    for kernel in KERNELS:
        larger = float(kernel(a * times, b * times, n1 * times, n2 * times))
        assert larger == pytest.approx(times * float(kernel(a, b, n1, n2)), rel=1e-9, abs=1e-9)


@given(st.integers(0, 1000), st.integers(1, 1000), st.integers(1, 1000))
def test_an_exactly_proportional_term_gives_exactly_zero(n, times, extra):
    size = n + extra
    for kernel in KERNELS:
        assert float(kernel(n, n * times, size, size * times)) == 0.0


@pytest.mark.parametrize("kernel", KERNELS)
def test_a_term_absent_from_both_gives_zero(kernel):
    assert float(kernel(0, 0, 10, 20)) == 0.0


@pytest.mark.parametrize("kernel", KERNELS)
def test_a_term_that_is_every_token_gives_zero(kernel):
    assert float(kernel(10, 20, 10, 20)) == 0.0


@pytest.mark.parametrize("kernel", KERNELS)
def test_integers_beyond_64_bits_do_not_overflow(kernel):
    assert np.isfinite(kernel(3 * 10**20, 10**20, 10**24, 10**24))


def test_close_large_counts_agree_with_exact_arithmetic():
    # Exact: fractions and 60-digit logarithms (Python's decimal), a = 10**9 + 10**4, b = 10**9 in 10**12 each.
    from decimal import Decimal, getcontext

    getcontext().prec = 60
    a, b, n = Decimal(10**9 + 10**4), Decimal(10**9), Decimal(10**12)
    e = (a + b) / 2
    cells = [(a, e), (b, e), (n - a, n - e), (n - b, n - e)]
    exact = float(2 * sum(o * (o / x).ln() for o, x in cells))
    assert float(g2_full(10**9 + 10**4, 10**9, 10**12, 10**12)) == pytest.approx(exact, rel=1e-9)


@pytest.mark.parametrize("kernel", [*KERNELS, bic])
@pytest.mark.parametrize(
    "bad",
    [(-1, 1, 10, 10), (0.5, 1, 10, 10), (np.nan, 1, 10, 10), (np.inf, 1, 10, 10), (True, 1, 10, 10), ("1", 1, 10, 10),
     (None, 1, 10, 10), (1, 1, 0, 10), (1, 1, 10, 0), (1, 1, -5, 10), (11, 1, 10, 10), (1, 11, 10, 10),
     ([1, 2], [1, 2, 3], 10, 10), (1, 1, 10, np.nan), (10**400, 1, 10, 10), ([True, False], 1, 10, 10)],
)  # fmt: skip
def test_what_cannot_be_a_table_is_refused(kernel, bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        kernel(*bad)


def test_bic_refuses_an_unknown_form():
    with pytest.raises(ValueError, match="two_cell"):
        bic(1, 1, 10, 10, form="half")


def test_sizes_broadcast_against_terms():
    assert g2_full([1, 2, 3], [3, 2, 1], 100, 100).shape == (3,)


def test_no_terms_give_no_values():
    assert g2_full([], [], 100, 100).shape == (0,)
