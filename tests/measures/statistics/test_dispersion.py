"""Dispersion kernels against Carroll, Rosengren, Gries, Lyne's ALLEMAND in the R package tlda, and hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.measures.statistics import arf, carroll_d2, dispersion_da, dp, dp_norm, juilland_d, rosengren_s

PARTS = [juilland_d, carroll_d2, rosengren_s, dp, dp_norm, dispersion_da]
ALLEMAND = [2, 0, 1, 1, 3, 0, 3, 0, 0, 0]
TENTHS = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]


@pytest.mark.parametrize(
    ("kernel", "printed"),
    [(juilland_d, 0.6038797), (carroll_d2, 0.6521444), (rosengren_s, 0.4763652), (dispersion_da, 0.3081640),
     (dp, 1 - 0.5009295)],
)  # fmt: skip
def test_allemand_meets_the_r_package_tlda(kernel, printed):
    # README of tlda (Sönning): Lyne 1985, ALLEMAND in tenths; its DP is scaled the other way round.
    assert kernel(ALLEMAND, TENTHS) == pytest.approx(printed, abs=5e-8)


def test_juilland_d_meets_carroll_1970():
    assert round(juilland_d([0, 4, 3, 2, 1], [100] * 5), 4) == 0.6464  # p. 14


def test_carroll_d2_meets_carroll_1970():
    assert round(carroll_d2([2, 1, 1, 1, 0], [100] * 5), 4) == 0.8277  # p. 13


def test_rosengren_s_meets_gries_2008():
    assert round(rosengren_s([1, 2, 3, 4, 5], [100] * 5), 3) == 0.937  # p. 407


def test_dp_meets_the_five_part_corpus_of_gries():
    # Gries 2008: the letter a, 1 to 5 times in parts of 9, 10, 10, 10 and 11; DP 0.18.
    assert dp([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]) == pytest.approx(0.18, abs=1e-12)


def test_dp_norm_meets_lijffijt_and_gries_2012():
    # p. 148: 2, 1, 0 in equal thirds gives 0.5; sizes 1, 1, 98 with the term in the first give 1.
    assert dp_norm([2, 1, 0], [100] * 3) == pytest.approx(0.5, abs=1e-12)
    assert dp_norm([1, 0, 0], [0.01, 0.01, 0.98]) == dp_norm([1, 0, 0], [1, 1, 98]) == 1.0


def test_dispersion_da_by_hand():
    # rates 1, 2, 3: mean difference (1 + 2 + 1)/3, twice the mean 4: 1 - 1/3
    assert dispersion_da([1, 2, 3], [100] * 3) == pytest.approx(2 / 3, abs=1e-12)


def test_arf_meets_gries_2008():
    # pp. 406 and 410: the letter a in the corpus of fifty letters; the distances are his, the ARF is 10.8.
    distances = [2, 10, 2, 9, 2, 5, 2, 3, 3, 1, 3, 2, 1, 3, 2]
    assert round(arf(np.cumsum(distances), 50), 1) == 10.8


def test_arf_does_not_depend_on_where_counting_begins():
    assert arf([0, 3, 20], 40) == arf([1, 4, 21], 40) == arf([21, 1, 4], 40)


def test_arf_of_evenly_spaced_occurrences_is_their_number():
    assert arf(range(0, 100, 10), 100) == 10.0


def test_arf_of_one_repeated_token_is_the_length_of_the_corpus():
    assert arf(range(7), 7) == 7.0


def test_arf_of_nothing_is_zero_and_of_one_occurrence_one():
    assert (arf([], 10), arf([4], 10)) == (0.0, 1.0)


@pytest.mark.parametrize("bad", [([-1], 9), ([1, 1], 9), ([10], 9), ([0, 9], 9), ([0.5], 9), ([1], 0), ([[1]], 9),
                                 ([np.nan], 9), ([1], np.nan)])  # fmt: skip
def test_arf_refuses_positions_outside_the_corpus(bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        arf(*bad)


@st.composite
def spread(draw):
    k = draw(st.integers(2, 8))
    v = draw(st.lists(st.integers(0, 20), min_size=k, max_size=k).filter(any))
    return v, [n + draw(st.integers(1, 100)) for n in v]


@given(spread())
def test_values_lie_between_zero_and_one(case):
    for kernel in PARTS:
        assert 0 <= kernel(*case) <= 1


@given(spread(), st.integers(2, 9))
def test_multiplying_the_corpus_leaves_dispersion_unchanged(case, times):
    v, s = np.array(case[0]), np.array(case[1])
    for kernel in PARTS:
        assert kernel(v * times, s * times) == pytest.approx(kernel(v, s), rel=1e-9, abs=1e-9)


@given(spread())
def test_the_order_of_the_parts_does_not_matter(case):
    v, s = case
    for kernel in PARTS:
        assert kernel(v[::-1], s[::-1]) == pytest.approx(kernel(v, s), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("kernel", PARTS)
def test_many_terms_give_what_each_gives(kernel):
    table = [[1, 2, 3], [0, 0, 4], [0, 0, 0]]
    together = kernel(table, [10, 20, 30])
    assert np.array_equal(together, [kernel(row, [10, 20, 30]) for row in table], equal_nan=True)


def test_a_term_spread_like_the_corpus():
    values = {kernel.__name__: round(kernel([1, 2, 3], [10, 20, 30]), 12) for kernel in PARTS}
    assert values == {"juilland_d": 1, "carroll_d2": 1, "rosengren_s": 1, "dp": 0, "dp_norm": 0, "dispersion_da": 1}


def test_a_term_in_one_part_only():
    values = {kernel.__name__: round(kernel([5, 0, 0, 0], [10] * 4), 12) for kernel in PARTS}
    assert values == {"juilland_d": 0, "carroll_d2": 0, "rosengren_s": 0.25, "dp": 0.75, "dp_norm": 1,
                      "dispersion_da": 0}  # fmt: skip


@pytest.mark.parametrize("kernel", PARTS)
def test_a_term_that_does_not_occur_has_no_dispersion(kernel):
    assert np.isnan(kernel([0, 0, 0], [10] * 3))


@pytest.mark.parametrize("kernel", [juilland_d, carroll_d2, dp_norm, dispersion_da])
def test_one_part_has_no_dispersion(kernel):
    assert np.isnan(kernel([3], [10]))


def test_one_part_is_spread_like_itself():
    assert (dp([3], [10]), round(rosengren_s([3], [10]), 12)) == (0.0, 1.0)


@pytest.mark.parametrize("kernel", PARTS)
@pytest.mark.parametrize("bad", [([-1, 2], [9, 9]), ([0.5, 2], [9, 9]), ([np.nan, 2], [9, 9]), ([1, 2], [0, 9]),
                                 ([1, 2], [9, 9, 9]), ([10, 2], [9, 9]), ([], []), (3, 9), ([1, 2], [9.5, 9]),
                                 ([1, 2], [[9, 9]]), ([True, False], [9, 9]), ([1, 2], [-1, 9])])  # fmt: skip
def test_impossible_parts_are_refused(kernel, bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        kernel(*bad)
