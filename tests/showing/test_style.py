"""The house look: font by path, fixed colours and markers, labels that do not overlap."""

import math
import subprocess
import sys
from itertools import combinations, pairwise

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties, findfont
from noto_cjk_sans_otc import FONT_PATH

from discourse.errors import DiscourseError
from discourse.showing.figures.labels import direct_labels
from discourse.showing.figures.style import (
    FAMILY,
    FRAMES,
    SIDES,
    frame_look,
    house_font,
    house_style,
    label_n,
    new_axes,
    side_look,
    spread,
)


def contrast_with_white(color: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in mpl.colors.to_rgb(color)]
    return 1.05 / (0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05)


def test_the_font_is_the_file_of_the_package_and_its_traditional_chinese_face():
    house_font()
    found = findfont(FontProperties(family=FAMILY), fallback_to_default=False)
    assert str(found) == str(FONT_PATH)
    assert mpl.font_manager.get_font(found).family_name == "Noto Sans CJK TC"


def test_the_font_is_entered_once_however_often_it_is_asked_for():
    house_font()
    house_font()
    assert sum(entry.name == FAMILY for entry in mpl.font_manager.fontManager.ttflist) == 1


@pytest.mark.parametrize("text", ["關係 臺灣 峇里島 習近平", "关系 台湾 总书记", "− “a” … – → ←", "（，。；：「」）"])
def test_no_glyph_is_missing_in_either_script(text, recwarn):
    ax = new_axes()
    with house_style():
        ax.set_title(text)
        ax.figure.canvas.draw()
    assert [str(w.message) for w in recwarn if "Glyph" in str(w.message)] == []


def test_a_missing_glyph_is_an_error_in_tests():
    ax = new_axes()
    with house_style():
        ax.set_title("\U0001f600")
        with pytest.raises(UserWarning, match="Glyph"):
            ax.figure.canvas.draw()


def test_a_foreign_setting_does_not_reach_the_figure():
    with mpl.rc_context({"font.family": ["serif"], "axes.facecolor": "black", "text.parse_math": True}), house_style():
        assert mpl.rcParams["font.family"] == [FAMILY]
        assert mpl.rcParams["axes.facecolor"] == "white"
        assert not mpl.rcParams["text.parse_math"]


def test_the_house_style_leaves_the_settings_outside_as_they_were():
    before = dict(mpl.rcParams)
    with house_style():
        pass
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("looks", [SIDES, FRAMES], ids=["sides", "frames"])
def test_every_colour_has_a_contrast_of_three_to_one_with_white_paper(looks):
    assert {name: look.color for name, look in looks.items() if contrast_with_white(look.color) < 3} == {}


def test_no_two_sides_share_a_colour_or_a_marker():
    assert [(a, b) for a, b in combinations(SIDES.values(), 2) if a.color == b.color or a.marker == b.marker] == []


def test_no_two_frames_share_colour_and_marker():
    assert len(set(FRAMES.values())) == len(FRAMES)


def test_a_voice_has_the_look_of_its_side_and_an_unknown_one_that_of_others():
    assert side_look(voice="Xi") == SIDES["CN"]
    assert side_look(voice="Nobody in particular") == SIDES["OTHER"]


def test_a_frame_of_ones_own_codebook_keeps_its_look_in_another_process():
    code = "from discourse.showing.figures.style import frame_look; print(frame_look('水資源').color)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert out.stdout.strip() == frame_look("水資源").color


def test_the_number_of_cases_is_written_with_thousands():
    assert label_n("Xi", 12345) == "Xi (n = 12,345)"


def test_axes_given_are_the_axes_drawn_on():
    ax = plt.figure().add_subplot()
    assert new_axes(ax) is ax


def test_something_else_than_axes_is_refused():
    with pytest.raises(DiscourseError, match="ax is a str"):
        new_axes("axes")


@given(st.lists(st.floats(-50, 50), max_size=12), st.floats(0.1, 5))
def test_spread_labels_stand_apart_and_keep_their_order(positions, gap):
    placed = spread(positions, gap)
    ranked = [placed[i] for i in sorted(range(len(positions)), key=lambda i: (positions[i], i))]
    assert all(b - a >= gap - 1e-6 for a, b in pairwise(ranked))


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=12), st.floats(0.1, 5))
def test_spread_labels_keep_their_mean(positions, gap):
    assert math.isclose(sum(spread(positions, gap)), sum(positions), abs_tol=1e-6)


def test_labels_at_the_same_height_are_written_apart():
    ax = new_axes()
    ax.set_ylim(0, 10)
    direct_labels(ax, 1.0, [(5.0, "Biden", "#000"), (5.0, "Xi", "#000")], gap=1.0)
    assert sorted(t.xy[1] for t in ax.texts) == [4.5, 5.5]
