"""A figure for a paper has the width of the column, letters that can be read, and greys that tell sides apart."""

import re

import pandas as pd
import pytest
from PIL import Image
from pypdf import PdfReader

from discourse.errors import DiscourseError
from discourse.showing.figures.cooccurrence import plot_cooccurrence
from discourse.showing.figures.frames import plot_frame_contrast
from discourse.showing.figures.journal import export_figure, luminance
from discourse.showing.figures.style import SIDES

CONTRAST = pd.DataFrame({
    "frame": ["order", "relationship"], "difference": [0.1, -0.3], "low": [-0.1, -0.5], "high": [0.3, -0.1],
    "n_target": [14, 14], "n_reference": [24, 24],
})  # fmt: skip


@pytest.fixture
def ax():
    return plot_frame_contrast(CONTRAST)


@pytest.mark.parametrize(("width", "mm"), [("single", 85), ("double", 170), (120, 120)])
def test_a_png_is_as_wide_as_the_column_at_300_dots_per_inch(ax, tmp_path, width, mm):
    with Image.open(export_figure(ax, tmp_path / "a.png", width=width)) as picture:
        assert picture.size[0] == round(mm / 25.4 * 300)
        assert [round(dpi) for dpi in picture.info["dpi"]] == [300, 300]


@pytest.mark.parametrize(("width", "mm"), [("single", 85), ("double", 170)])
def test_a_pdf_page_is_as_wide_as_the_column(ax, tmp_path, width, mm):
    page = PdfReader(export_figure(ax, tmp_path / "a.pdf", width=width)).pages[0]
    assert round(float(page.mediabox.width) / 72 * 25.4, 2) == mm


def test_an_svg_says_its_width_in_millimetres(ax, tmp_path):
    assert 'width="85mm"' in export_figure(ax, tmp_path / "a.svg").read_text(encoding="utf-8")[:400]


@pytest.mark.parametrize("suffix", ["svg", "pdf", "png"])
@pytest.mark.parametrize("grey", [False, True])
def test_two_exports_give_the_same_bytes_and_leave_the_figure_as_it_was(ax, tmp_path, suffix, grey):
    size = ax.figure.get_size_inches().tolist()
    first, second = (export_figure(ax, tmp_path / f"{n}.{suffix}", grey=grey).read_bytes() for n in (1, 2))
    assert first == second
    assert ax.figure.get_size_inches().tolist() == size


def test_a_grey_png_has_one_channel(ax, tmp_path):
    with Image.open(export_figure(ax, tmp_path / "a.png", grey=True)) as picture:
        assert picture.mode == "L"


def test_a_grey_svg_holds_no_colour(ax, tmp_path):
    found = re.findall("#[0-9a-fA-F]{6}", export_figure(ax, tmp_path / "a.svg", grey=True).read_text(encoding="utf-8"))
    assert len(found) > 5
    assert {c for c in found if not c[1:3] == c[3:5] == c[5:7]} == set()


def test_a_grey_pdf_sets_no_colour(ax, tmp_path):
    page = PdfReader(export_figure(ax, tmp_path / "a.pdf", grey=True)).pages[0]
    levels = re.findall(rb"([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+(?:rg|RG)\b", page.get_contents().get_data())
    assert len(levels) > 5
    assert {level for level in levels if not level[0] == level[1] == level[2]} == set()


@pytest.mark.parametrize("suffix", ["svg", "pdf"])
def test_greys_of_a_heat_map_are_refused_where_they_would_stay_colours(tmp_path, suffix):
    table = pd.DataFrame({"frame_a": ["order"], "frame_b": ["risk"], "n_both": [2], "n_a": [3], "n_b": [4],
                          "n_sentences": [9], "npmi": [0.4]})  # fmt: skip
    with pytest.raises(DiscourseError, match="heat map"):
        export_figure(plot_cooccurrence(table), tmp_path / f"a.{suffix}", grey=True)


def test_two_sides_differ_in_marker_and_those_compared_also_in_grey():
    assert len({look.marker for look in SIDES.values()}) == len(SIDES)
    us, cn = (luminance(SIDES[side].color) for side in ("US", "CN"))
    assert abs(us - cn) > 0.05


def test_every_colour_of_a_side_stands_out_from_white_paper_by_three_to_one():
    assert [side for side, look in SIDES.items() if 1.05 / (luminance(look.color) + 0.05) < 3] == []


def test_luminance_is_that_of_the_standard():
    # WCAG 2: L = 0.2126 R + 0.7152 G + 0.0722 B of the linear components
    assert [luminance(c) for c in ("#ff0000", "#00ff00", "#0000ff")] == [0.2126, 0.7152, 0.0722]


@pytest.mark.parametrize(("name", "options"), [
    ("a.gif", {}), ("a", {}), ("a.png", {"dpi": 30}), ("a.png", {"dpi": 300.5}), ("a.png", {"width": "triple"}),
    ("a.png", {"width": 5}), ("a.png", {"width": float("nan")}), ("a.png", {"width": True}),
])  # fmt: skip
def test_what_no_journal_takes_is_refused(ax, tmp_path, name, options):
    with pytest.raises(DiscourseError):
        export_figure(ax, tmp_path / name, **options)


def test_what_is_no_figure_is_refused(tmp_path):
    with pytest.raises(DiscourseError, match="is no figure"):
        export_figure(CONTRAST, tmp_path / "a.png")


