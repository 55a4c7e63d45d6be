"""Adjusted p-values against Benjamini & Hochberg 1995, scipy, and hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from discourse.measures.statistics import benjamini_hochberg, bonferroni, holm

METHODS = [benjamini_hochberg, holm, bonferroni]
# Benjamini & Hochberg 1995, p. 295: fifteen p-values of a study of thrombolysis.
FIFTEEN = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
           0.7590, 1.0]  # fmt: skip
lists = st.lists(st.floats(0, 1) | st.just(float("nan")), max_size=20)


@pytest.mark.parametrize(("method", "rejected"), [(benjamini_hochberg, 4), (bonferroni, 3), (holm, 3)])
def test_rejections_meet_benjamini_and_hochberg(method, rejected):
    assert (method(FIFTEEN) <= 0.05).sum() == rejected


def test_benjamini_hochberg_agrees_with_scipy():
    assert benjamini_hochberg(FIFTEEN) == pytest.approx(false_discovery_control(FIFTEEN), rel=1e-12)


def test_holm_by_hand():
    # 4 * .01, 3 * .02, 2 * .03, 1 * .04 -> .04, .06, .06, .06
    assert holm([0.04, 0.01, 0.03, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06], rel=1e-12)


def test_bonferroni_by_hand():
    assert bonferroni([0.01, 0.4, 0.02]) == pytest.approx([0.03, 1.0, 0.06], rel=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_nan_stays_and_is_not_counted(method):
    with_gaps = method([0.01, np.nan, 0.2, np.nan])
    assert np.isnan(with_gaps).tolist() == [False, True, False, True]
    assert with_gaps[[0, 2]].tolist() == method([0.01, 0.2]).tolist()


@given(lists)
def test_adjusting_never_lowers_a_p_value_and_keeps_the_order(p):
    p = np.array(p, dtype=float)
    known = ~np.isnan(p)
    for method in METHODS:
        adjusted = method(p)
        assert (adjusted[known] >= p[known] * (1 - 1e-12)).all()
        assert (adjusted[known] <= 1).all()
        assert (np.diff(adjusted[known][np.argsort(p[known])]) >= 0).all()


@given(lists)
def test_benjamini_hochberg_is_mildest_and_bonferroni_strictest(p):
    b, h, f = (np.nan_to_num(method(np.array(p, dtype=float))) for method in METHODS)
    assert (b <= h + 1e-12).all()
    assert (h <= f + 1e-12).all()


@pytest.mark.parametrize("method", METHODS)
def test_nothing_to_adjust(method):
    assert method([]).shape == (0,)
    assert np.isnan(method([np.nan])).all()
    assert float(method(0.3)) == 0.3


@pytest.mark.parametrize("method", METHODS)
def test_the_shape_is_kept(method):
    assert method([[0.1, 0.2], [0.3, np.nan]]).shape == (2, 2)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("bad", [[-0.1], [1.1], [np.inf], ["0.1"], [True]])
def test_what_is_no_p_value_is_refused(method, bad):
    with pytest.raises(ValueError, match=r"must|need|shapes|not fit"):
        method(bad)
