"""Jensen-Shannon divergence and entropy against scipy, print and hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.measures.statistics import entropy, jensen_shannon

vocabularies = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=20).filter(
    lambda rows: any(p for p, _ in rows) and any(q for _, q in rows)
)
# Popescu 2009, Word frequency studies, p. 26: a text of 225 tokens, given by its spectrum.
POPESCU = np.repeat([11, 9, 7, 6, 5, 4, 3, 2, 1], [1, 2, 1, 2, 2, 7, 6, 18, 85])


def test_divergence_by_hand():
    # p = (1/2, 1/2, 0), q = (0, 1/2, 1/2): H(m) = 3/2, H(p) = H(q) = 1
    divergence, contributions = jensen_shannon([1, 1, 0], [0, 1, 1])
    assert (divergence, contributions.tolist()) == (0.5, [0.25, 0.0, 0.25])


def test_divergence_agrees_with_scipy():
    from scipy.spatial.distance import jensenshannon

    p, q = [5, 3, 2, 0], [1, 1, 4, 7]
    assert jensen_shannon(p, q).divergence == pytest.approx(jensenshannon(p, q, base=2) ** 2, rel=1e-12)


@given(vocabularies)
def test_contributions_add_up_and_are_never_negative(rows):
    divergence, contributions = jensen_shannon(*np.transpose(rows))
    assert contributions.sum() == pytest.approx(divergence, abs=1e-12)
    assert (contributions >= 0).all()


@given(vocabularies)
def test_divergence_is_symmetric_and_bounded(rows):
    p, q = np.transpose(rows)
    assert 0 <= jensen_shannon(p, q).divergence <= 1
    assert jensen_shannon(p, q).divergence == pytest.approx(jensen_shannon(q, p).divergence, abs=1e-12)


@given(vocabularies, st.integers(2, 9))
def test_multiplying_one_corpus_leaves_the_divergence_unchanged(rows, times):
    p, q = np.transpose(rows)
    assert jensen_shannon(p * times, q).divergence == pytest.approx(jensen_shannon(p, q).divergence, abs=1e-12)


def test_proportional_vocabularies_do_not_differ():
    assert jensen_shannon([1, 2, 3], [10, 20, 30]).divergence == 0.0


def test_disjoint_vocabularies_differ_by_one_bit():
    assert jensen_shannon([4, 0], [0, 9]).divergence == 1.0


def test_a_tiny_difference_is_not_lost():
    # counts 10**12 ± 10**4: p, q = 1/2 ± d with d = 5e-9, so the divergence is 2 d**2 / ln 2 to 16 digits
    divergence = jensen_shannon([10**12 + 10**4, 10**12 - 10**4], [10**12 - 10**4, 10**12 + 10**4]).divergence
    assert divergence == pytest.approx(2 * (5e-9) ** 2 / np.log(2), rel=1e-9)


@pytest.mark.parametrize("bad", [([0, 0], [1, 2]), ([1, 2], [0, 0]), ([1, 2], [1, 2, 3]), ([-1, 2], [1, 2]),
                                 ([0.5, 0.5], [1, 2]), ([], []), (1, 1)])  # fmt: skip
def test_what_is_no_pair_of_vocabularies_is_refused(bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        jensen_shannon(*bad)


def test_entropy_meets_popescu():
    assert round(entropy(POPESCU), 4) == 6.5270  # p. 176


def test_entropy_of_equal_counts_is_the_logarithm_of_their_number():
    assert entropy([3] * 8) == 3.0


def test_entropy_of_one_term_is_zero_and_of_nothing_is_undefined():
    assert entropy([7]) == 0.0
    assert entropy([7, 0]) == 0.0
    assert np.isnan(entropy([]))
    assert np.isnan(entropy([0, 0]))


@pytest.mark.parametrize("bad", [[-1, 2], [0.5], [np.nan], [[1, 2]]])
def test_entropy_refuses_what_is_no_count(bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        entropy(bad)
