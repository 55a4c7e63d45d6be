"""Vocabulary richness against Popescu's text and hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.measures.statistics import herdan_c, mattr, ttr, yule_k

SPECTRUM = [85, 18, 6, 7, 2, 2, 1, 0, 2, 0, 1]  # Popescu 2009, Word frequency studies, p. 26: 225 tokens


def test_yule_k_meets_the_repeat_rate_of_popescu():
    # p. 170: repeat rate 0.0153, and K = 10**4 (RR - 1/N)
    assert round(yule_k(SPECTRUM) / 1e4 + 1 / 225, 4) == 0.0153


def test_yule_k_by_hand():
    # three types once, one twice: 10**4 (3 + 4 - 5) / 25
    assert yule_k([3, 1]) == yule_k({2: 1, 1: 3}) == 800.0


def test_a_single_repeated_token():
    assert yule_k({100: 1}) == 9900.0
    assert float(herdan_c(1, 100)) == 0.0
    assert float(ttr(1, 100)) == 0.01


def test_a_text_without_repetition():
    assert yule_k([50]) == 0.0
    assert float(herdan_c(50, 50)) == 1.0
    assert float(ttr(50, 50)) == 1.0


def test_no_token_has_no_richness():
    assert np.isnan(yule_k([]))
    assert np.isnan(yule_k({}))
    assert np.isnan(herdan_c(1, 1))


def test_herdan_c_by_hand():
    assert herdan_c([10, 100], [100, 10000]).tolist() == [0.5, 0.5]


def test_mattr_by_hand():
    # windows ab, ba, aa: 1, 1, 1/2
    assert mattr(["a", "b", "a", "a"], 2) == pytest.approx(2.5 / 3, rel=1e-12)


def test_mattr_with_one_window_is_the_type_token_ratio():
    assert mattr(["關係", "秩序", "關係"], 3) == pytest.approx(2 / 3, rel=1e-12)


def test_mattr_of_a_text_shorter_than_the_window_is_undefined():
    assert np.isnan(mattr(["a"], 2))


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=30), st.integers(1, 10))
def test_mattr_agrees_with_counting_every_window(tokens, window):
    windows = [tokens[i : i + window] for i in range(len(tokens) - window + 1)]
    expected = np.mean([len(set(w)) / window for w in windows]) if windows else np.nan
    assert mattr(tokens, window) == pytest.approx(expected, rel=1e-12, nan_ok=True)


@pytest.mark.parametrize("kernel", [ttr, herdan_c])
@pytest.mark.parametrize("bad", [(5, 4), (0, 4), (0, 0), (1, 0), (1.5, 4), (np.nan, 4), (-1, 4)])
def test_impossible_types_are_refused(kernel, bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        kernel(*bad)


@pytest.mark.parametrize("bad", [0, -1, 1.5, [2]])
def test_mattr_refuses_an_impossible_window(bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        mattr(["a", "b"], bad)


def test_mattr_refuses_a_text_that_is_not_tokenized():
    with pytest.raises(ValueError, match="tokenize"):
        mattr("one string", 2)


@pytest.mark.parametrize("bad", [[-1], [0.5], {0: 3}, {1: -1}, [[1]]])
def test_yule_k_refuses_what_is_no_spectrum(bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        yule_k(bad)
