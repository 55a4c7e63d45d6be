"""Without colour every group can still be told from the others: by hatching, by marker or by lightness."""

import itertools

import pandas as pd
import pytest

from discourse.showing.figures.attribution import plot_attribution
from discourse.showing.figures.journal import luminance
from discourse.showing.figures.keyness import plot_word_shift
from discourse.showing.figures.mention import STANCES, plot_polarity
from discourse.showing.figures.robustness import CLEAR, UNCLEAR
from discourse.showing.figures.style import FRAMES, SIDES
from discourse.showing.figures.voices import plot_voices


def lightness(color):
    """L* of CIELAB, 0 to 100, from relative luminance; a difference of 15 is seen at a glance."""
    y = luminance(color)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def told_apart(one, other):
    return one.hatch != other.hatch or abs(lightness(one.color) - lightness(other.color)) > 15


@pytest.mark.parametrize("looks", [SIDES, STANCES], ids=["sides", "stances"])
def test_bars_of_any_two_kinds_differ_without_colour(looks):
    assert [(a, b) for a, b in itertools.combinations(looks, 2) if not told_apart(looks[a], looks[b])] == []


def test_every_frame_of_one_level_has_a_marker_of_its_own():
    frames = [look.marker for name, look in FRAMES.items() if "_" not in name]
    assert len(set(frames)) == len(frames) == 10


def test_cells_that_hold_are_darker_than_those_of_which_only_the_sign_holds():
    assert lightness(UNCLEAR) - lightness(CLEAR) > 25


def hatches(ax):
    return {patch.get_hatch() or "" for patch in ax.patches}


def test_the_bars_of_two_sides_are_hatched_apart():
    sizes = pd.DataFrame({"side": ["US", "CN"], "voice": ["Biden", "Xi"], "lang": "en", "n_sentences": 3,
                          "n_tokens": [50, 60]})  # fmt: skip
    assert hatches(plot_voices(sizes)) == {SIDES["US"].hatch, SIDES["CN"].hatch}
    strip = pd.DataFrame({"sent": [1, 2], "reports": ["US", "CN"]})
    assert hatches(plot_attribution(strip)) == {SIDES["US"].hatch, SIDES["CN"].hatch}


def test_the_legend_of_voices_names_the_sides():
    sizes = pd.DataFrame({"side": ["US", "CN"], "voice": ["Biden", "Xi"], "lang": "en", "n_sentences": 3,
                          "n_tokens": [50, 60]})  # fmt: skip
    legend = plot_voices(sizes).get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["United States", "China"]


def test_terms_of_a_word_shift_lie_on_two_sides_and_are_hatched_apart():
    shift = pd.DataFrame({"term": ["a", "b"], "contribution": [0.3, 0.2], "direction": ["target", "reference"],
                          "n_target": [3, 0], "n_reference": [0, 2]})  # fmt: skip
    ax = plot_word_shift(shift, target="Biden", reference="Xi")
    assert [patch.get_width() for patch in ax.patches] == [0.3, -0.2]
    assert len(hatches(ax)) == 2


def test_stances_of_one_bar_are_hatched_or_lighter():
    table = pd.DataFrame({"side": "US", "stance": list(STANCES), "share": 0.25, "n_hits": 2, "n_sentences": 8})
    assert hatches(plot_polarity(table)) == {look.hatch for look in STANCES.values()}
