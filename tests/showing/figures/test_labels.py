"""Labels in the margin keep their order and their distance; logarithmic ticks are plain numbers."""

from itertools import pairwise

from discourse.showing.figures.labels import margin_labels, plain_log_scale
from discourse.showing.figures.style import new_axes


def test_labels_of_one_place_are_moved_apart_and_stay_beside_the_axes():
    ax = new_axes()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    margin_labels(ax, [(0.5, 0.99, name, "black") for name in "abcde"])
    heights = [t.xyann[1] for t in ax.texts]
    assert [b > a for a, b in pairwise(heights)] == [True] * 4
    assert max(heights) <= 1


def test_no_points_need_no_labels():
    ax = new_axes()
    margin_labels(ax, [])
    assert not ax.texts


def test_logarithmic_ticks_are_plain_numbers():
    ax = new_axes()
    ax.plot([1, 1000], [1, 2])
    plain_log_scale(ax, "x")
    ax.figure.canvas.draw()
    assert "1,000" in [t.get_text() for t in ax.get_xticklabels()]
