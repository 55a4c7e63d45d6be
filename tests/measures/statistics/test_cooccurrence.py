"""Association of two words against print and hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.measures.statistics import delta_p, dice, log_dice, mi3, mutual_information, npmi, t_score

WITH_N = [mutual_information, mi3, npmi, t_score, delta_p]
WITHOUT_N = [dice, log_dice]


@st.composite
def tables(draw):
    o, x, y = draw(st.integers(1, 10**4)), draw(st.integers(0, 10**5)), draw(st.integers(0, 10**5))
    return o, o + x, o + y, o + x + y + draw(st.integers(1, 10**6))


@pytest.mark.parametrize(("joint", "f1", "f2"), [(12, 111, 621), (8, 1105, 44)])
def test_mutual_information_meets_church_and_hanks(joint, f1, f2):
    # Church & Hanks 1990, p. 24, N = 15 million: honorary doctor and doctors dentists both 11.3.
    value = float(mutual_information(joint, f1, f2, 15_000_000))  # 11.35 and 11.27: print cuts or rounds
    assert int(value * 10) / 10 == 11.3 or round(value, 1) == 11.3


def test_mi3_by_hand():
    # E = 16 * 32 / 1024 = 0.5; log2(512 / 0.5) = 10
    assert float(mi3(8, 16, 32, 1024)) == 10.0


def test_npmi_meets_the_three_cases_of_bouma():
    # Bouma 2009, p. 36: 1 for complete co-occurrence, 0 for independence, -1 for pairs that never meet.
    assert npmi([10, 1, 0], 10, 10, 100).tolist() == [1.0, 0.0, -1.0]


def test_t_score_meets_manning_and_schuetze_new_companies():
    # Manning & Schütze 1999, p. 164: t = 0.999932.
    assert round(float(t_score(8, 15828, 4675, 14307668)), 6) == 0.999932


def test_delta_p_meets_gries_of_course():
    # Gries 2013, p. 144: 0.032 and 0.697.
    forward, backward = delta_p(5610, 5610 + 168938, 5610 + 2257, 5610 + 168938 + 2257 + 10233063)
    assert (round(float(forward), 3), round(float(backward), 3)) == (0.032, 0.697)


def test_dice_meets_smadja():
    # Smadja, McKeown & Hatzivassiloglou 1996, p. 13: 0.08.
    assert round(float(dice(130, 3121, 143)), 2) == 0.08


def test_log_dice_has_its_printed_maximum_and_zero():
    # Rychlý 2008, p. 9: at most 14; 0 means fewer than one co-occurrence per 16,000 (2**14) of either.
    assert log_dice([5, 1], [5, 16384], [5, 16384]).tolist() == [14.0, 0.0]


@given(tables())
def test_node_and_collocate_can_change_places(table):
    o, f1, f2, n = table
    for kernel in (mutual_information, mi3, npmi, t_score):
        assert float(kernel(o, f1, f2, n)) == pytest.approx(float(kernel(o, f2, f1, n)), rel=1e-9, abs=1e-9)
    assert delta_p(o, f1, f2, n)[0] == delta_p(o, f2, f1, n)[1]


@given(tables(), st.integers(2, 9))
def test_multiplying_the_corpus_leaves_effects_unchanged(table, times):
    o, f1, f2, n = table
    bigger = [v * times for v in table]
    for kernel in (mutual_information, npmi, delta_p):
        assert np.allclose(kernel(*bigger), kernel(o, f1, f2, n), rtol=1e-9, atol=1e-9)
    for kernel in (dice, log_dice):
        assert float(kernel(*bigger[:3])) == pytest.approx(float(kernel(o, f1, f2)), rel=1e-12)


@given(tables())
def test_bounds_hold(table):
    o, f1, f2, n = table
    assert -1 <= npmi(o, f1, f2, n) <= 1
    assert all(-1 <= p <= 1 for p in delta_p(o, f1, f2, n))
    assert 0 <= dice(o, f1, f2) <= 1
    assert log_dice(o, f1, f2) <= 14


def test_a_pair_that_never_meets():
    assert mutual_information(0, 5, 5, 100) == mi3(0, 5, 5, 100) == t_score(0, 5, 5, 100) == -np.inf
    assert npmi(0, 5, 5, 100) == -1
    assert dice(0, 5, 5) == 0
    assert log_dice(0, 5, 5) == -np.inf


def test_a_node_that_does_not_occur_has_no_association():
    assert all(np.isnan(kernel(0, 0, 5, 100)) for kernel in (mutual_information, mi3, npmi, t_score))
    assert np.isnan(delta_p(0, 0, 5, 100)[0])
    assert np.isnan(dice(0, 0, 0))
    assert np.isnan(log_dice(0, 0, 0))


def test_two_words_in_every_unit_have_no_normalised_information():
    assert np.isnan(npmi(10, 10, 10, 10))
    assert mutual_information(10, 10, 10, 10) == 0
    assert all(np.isnan(delta_p(10, 10, 10, 10)))


@pytest.mark.parametrize("kernel", WITH_N)
@pytest.mark.parametrize("bad", [(-1, 5, 5, 9), (0.5, 5, 5, 9), (np.nan, 5, 5, 9), (6, 5, 9, 9), (6, 9, 5, 9),
                                 (1, 10, 5, 9), (1, 5, 10, 9), (0, 0, 0, 0), (True, 5, 5, 9),
                                 ([1, 2], [5] * 3, 5, 9)])  # fmt: skip
def test_impossible_tables_are_refused(kernel, bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        kernel(*bad)


@pytest.mark.parametrize("kernel", WITHOUT_N)
@pytest.mark.parametrize("bad", [(-1, 5, 5), (0.5, 5, 5), (np.inf, 5, 5), (6, 5, 9)])
def test_impossible_pairs_are_refused(kernel, bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        kernel(*bad)


def test_delta_p_refuses_a_corpus_too_small_for_both():
    with pytest.raises(ValueError, match="n must be at least"):
        delta_p(0, 6, 6, 10)


def test_delta_p_does_not_leave_its_bounds_by_rounding():
    # by hand: every one of the f units holds both, and no other: exactly 1 in both directions
    f = np.arange(1, 2000)
    forward, back = delta_p(f, f, f, 3001)
    assert (forward.max(), back.max()) == (1.0, 1.0)
