"""Figures of dispersion and agreement draw the columns they are given."""

import numpy as np
import pandas as pd
import pytest

from discourse.errors import DiscourseError
from discourse.showing.figures.spread import plot_agreement, plot_dispersion

SPREAD = pd.DataFrame({"term": ["和平", "war"], "n": [20, 5], "n_parts": 7, "dp_norm": [0.2, 0.9],
                       "juilland_d": [0.8, 0.1]})  # fmt: skip
CODERS = pd.DataFrame({"label": ["order", "risk", "none"], "alpha": [0.5, 0.9, np.nan], "alpha_low": [0.2, 0.8, np.nan],
                       "alpha_high": [0.7, 1.0, np.nan], "n_given": [5, 9, 0], "n_units": 57})  # fmt: skip


def test_dispersion_is_drawn_against_frequency():
    ax = plot_dispersion(SPREAD)
    assert ax.collections[0].get_offsets().tolist() == [[20, 0.2], [5, 0.9]]
    assert "7 parts (0 even, 1 clumped)" in ax.get_ylabel()
    assert "n = 25" in ax.get_xlabel()


def test_the_direction_of_a_measure_is_said():
    assert "1 even" in plot_dispersion(SPREAD, measure="juilland_d").get_ylabel()


def test_chosen_terms_are_labelled():
    assert [t.get_text() for t in plot_dispersion(SPREAD, terms=["war"]).texts] == ["war"]


def test_alpha_is_drawn_with_its_interval_best_first():
    ax = plot_agreement(CODERS)
    points = [line.get_xdata()[0] for line in ax.lines if line.get_marker() not in ("None", None)]
    assert points[:2] == [0.9, 0.5]
    assert [c.get_segments()[0][:, 0].tolist() for c in ax.collections][:2] == [[0.8, 1.0], [0.2, 0.7]]
    assert [t.get_text() for t in ax.get_yticklabels()][:2] == ["Managing risk (n = 9)", "Order (n = 5)"]


def test_nothing_to_draw_is_said():
    with pytest.raises(DiscourseError, match="no alpha"):
        plot_agreement(CODERS.assign(alpha=np.nan))
