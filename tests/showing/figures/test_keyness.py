"""Figures of keyness, word shift and collocates draw the columns they are given, and say their n."""

import numpy as np
import pandas as pd
import pytest

from discourse.errors import DiscourseError
from discourse.showing.figures.keyness import plot_collocates, plot_keyness, plot_word_shift
from discourse.showing.figures.saving import render
from discourse.showing.figures.style import SIDES

KEYS = pd.DataFrame({
    "term": ["關係", "order", "we"], "n_target": [8, 3, 10], "n_reference": [1, 3, 40], "log_ratio": [3.0, 0.5, -2.0],
    "log_ratio_low": [1.0, -1.0, np.nan], "log_ratio_high": [5.0, 2.0, np.nan],
})  # fmt: skip
SHIFT = pd.DataFrame({"term": ["peace", "war", "we"], "contribution": [0.3, 0.2, 0.0],
                      "direction": ["target", "reference", ""],
                      "n_target": [3, 0, 5], "n_reference": [0, 2, 5]})  # fmt: skip
COMPANY = pd.DataFrame({"term": ["trust", "peace"], "joint": [5, 3], "n_node": 12, "window": "same segment",
                        "log_dice": [12.5, 11.0]})  # fmt: skip


def texts(ax):
    return [t.get_text() for t in ax.texts]


def test_every_term_is_a_point_of_frequency_and_effect():
    ax = plot_keyness(KEYS)
    assert ax.collections[0].get_offsets().tolist() == [[9, 3.0], [6, 0.5], [50, -2.0]]


def test_intervals_are_drawn_and_missing_ones_have_no_length():
    ax = plot_keyness(KEYS, target="Biden", reference="Xi")
    bars = [segment.tolist() for container in ax.containers for segment in container[2][0].get_segments()]
    assert bars == [[[9, 1.0], [9, 5.0]], [[6, -1.0], [6, 2.0]], [[50, -2.0], [50, -2.0]]]


def test_sides_keep_their_colours_and_the_axes_say_n():
    ax = plot_keyness(KEYS, target="Biden", reference="Xi")
    assert [c[0].get_color() for c in ax.containers] == [SIDES["US"].color, SIDES["CN"].color]
    assert "n = 65" in ax.get_xlabel()
    assert texts(ax) == ["關係", "order", "we"]


def test_no_labels_can_be_asked_for():
    assert texts(plot_keyness(KEYS, n_terms=0)) == []


def test_shifts_point_to_the_side_that_uses_a_term_more():
    ax = plot_word_shift(SHIFT)
    assert [bar.get_width() for bar in ax.patches] == [0.3, -0.2]
    assert "0.500 bits" in ax.get_xlabel()
    assert "n = 8 and 7 tokens" in ax.get_xlabel()


def test_collocates_carry_their_numbers():
    ax = plot_collocates(COMPANY)
    assert ax.lines[0].get_xdata().tolist() == [12.5, 11.0]
    assert texts(ax) == ["5", "3"]
    assert "n = 12" in ax.get_xlabel()


@pytest.mark.parametrize(
    ("plot", "table"), [(plot_keyness, KEYS), (plot_word_shift, SHIFT), (plot_collocates, COMPANY)]
)
def test_a_missing_column_is_named_and_every_glyph_is_there(plot, table):
    with pytest.raises(DiscourseError, match="no column"):
        plot(table.drop(columns="term"))
    assert render(plot(table).figure, "svg")
