"""Zipf plots and growth curves show the numbers they are given."""

import pandas as pd

from discourse.measures.richness import rank_frequency, vocabulary_growth
from discourse.showing.figures.style import SIDES
from discourse.showing.figures.vocabulary import plot_growth, plot_zipf

COUNTS = pd.DataFrame({"doc_id": "a", "segment": [1, 1, 2, 3], "voice": ["Xi", "Xi", "Biden", "Xi"],
                       "term": ["和平", "合作", "和平", "發展"], "n": [2, 1, 1, 4]})  # fmt: skip


def test_ranks_and_frequencies_are_drawn_on_logarithmic_scales():
    ax = plot_zipf(rank_frequency(COUNTS))
    counted = ax.lines[1]
    assert (counted.get_xdata().tolist(), counted.get_ydata().tolist()) == ([1, 2, 3], [4, 3, 1])
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert "n = 8 tokens" in ax.get_ylabel()


def test_growth_begins_at_nothing():
    line = plot_growth(vocabulary_growth(COUNTS)).lines[0]
    assert list(zip(line.get_xdata(), line.get_ydata(), strict=True)) == [(0, 0), (3, 2), (4, 2), (8, 3)]


def test_each_voice_has_its_curve_and_colour():
    ax = plot_growth(vocabulary_growth(COUNTS, by="voice"), by="voice")
    assert [line.get_color() for line in ax.lines] == [SIDES["US"].color, SIDES["CN"].color]
    assert [t.get_text() for t in ax.texts] == ["Biden (n = 1)", "Xi (n = 7)"]
