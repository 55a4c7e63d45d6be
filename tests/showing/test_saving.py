"""A saved figure is four files of fixed bytes, and shows itself with its alt text."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from discourse.errors import DiscourseError
from discourse.showing.figures.frequencies import plot_frequencies
from discourse.showing.figures.saving import figures_folder, render, rounded, save_figure

TABLE = pd.DataFrame({"term": ["關係", "order"], "n": [5, 3]})
ALT = "Two bars: 關係 stands five times, order three times."


def save(folder, name="01_terms", **kw):
    return save_figure(plot_frequencies(TABLE), name, **{"table": TABLE, "alt": ALT, "folder": folder, **kw})


def test_four_files_are_written(tmp_path):
    save(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"01_terms.{s}" for s in ("csv", "png", "svg", "txt")]


def test_the_table_beside_the_figure_is_the_table_drawn(tmp_path):
    save(tmp_path)
    assert (tmp_path / "01_terms.csv").read_text(encoding="utf-8") == "term,n\n關係,5\norder,3\n"


def test_with_chinese_words_the_picture_is_drawn_a_second_time_with_chinese_labels(tmp_path):
    save(tmp_path, alt_zh="兩條：關係五次，order 三次。")
    assert sorted(p.name for p in tmp_path.iterdir() if ".zh-Hant" in p.name) == [
        f"01_terms.zh-Hant.{suffix}" for suffix in ("png", "svg", "txt")
    ]
    alone = render(plot_frequencies(TABLE, lang="zh-Hant").figure, "svg")
    assert (tmp_path / "01_terms.zh-Hant.svg").read_bytes() == alone
    assert (tmp_path / "01_terms.svg").read_bytes() == render(plot_frequencies(TABLE).figure, "svg")


def test_a_picture_that_no_plot_function_drew_gets_its_chinese_words_only(tmp_path):
    figure, ax = plt.subplots()
    ax.plot([1, 2])
    save_figure(figure, "own", table=TABLE, alt=ALT, alt_zh="一條往上的線，由 1 到 2。", folder=tmp_path)
    assert sorted(p.name for p in tmp_path.glob("*zh*")) == ["own.zh-Hant.txt"]


def test_axes_in_a_larger_picture_are_not_drawn_again_alone(tmp_path):
    _, (left, right) = plt.subplots(1, 2)
    plot_frequencies(TABLE, ax=left)
    ax = plot_frequencies(TABLE, ax=right)
    save_figure(ax, "two", table=TABLE, alt=ALT, alt_zh="兩張並排的長條圖。", folder=tmp_path)
    assert sorted(p.name for p in tmp_path.glob("*zh*")) == ["two.zh-Hant.txt"]


def test_two_savings_give_the_same_bytes(tmp_path):
    for part in ("a", "b"):
        save(tmp_path / part)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


@pytest.mark.parametrize("mark", [b"Matplotlib", b"matplotlib", b"dc:date", b"Software", b"/site-packages/"])
def test_neither_date_nor_program_nor_path_stands_in_the_picture(tmp_path, mark):
    save(tmp_path)
    allowed = b"http://matplotlib.org/"
    for suffix in ("svg", "png"):
        data = (tmp_path / f"01_terms.{suffix}").read_bytes().replace(allowed, b"")
        assert mark not in data or (suffix, mark) == ("svg", b"matplotlib")


def test_letters_in_the_svg_are_paths_so_that_no_font_is_needed(tmp_path):
    save(tmp_path)
    assert "<text" not in (tmp_path / "01_terms.svg").read_text(encoding="utf-8")


def test_a_saved_figure_shows_its_picture_with_its_alt_text(tmp_path):
    data, about = save(tmp_path)._repr_mimebundle_()
    assert data["image/png"] == (tmp_path / "01_terms.png").read_bytes()
    assert (data["text/plain"], about["image/png"]["alt"]) == (ALT, ALT)


def test_a_saved_figure_is_closed(tmp_path):
    save(tmp_path, alt_zh="兩條：關係五次，order 三次。")
    assert plt.get_fignums() == []


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a b", ".x", "名", "x" * 101])
def test_a_name_that_is_no_file_name_is_refused(tmp_path, name):
    with pytest.raises(DiscourseError, match="no file name"):
        save(tmp_path, name)


def test_a_figure_without_a_sentence_is_refused(tmp_path):
    with pytest.raises(DiscourseError, match="too short"):
        save(tmp_path, alt="bars")


def test_a_figure_without_its_data_is_refused(tmp_path):
    with pytest.raises(DiscourseError, match="without its data"):
        save(tmp_path, table=TABLE.head(0))


def test_figures_go_beside_the_notebooks(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    monkeypatch.delenv("DISCOURSE_FIGURES", raising=False)
    monkeypatch.chdir(tmp_path / "notebooks")
    assert figures_folder() == tmp_path / "figures"


def test_an_unknown_format_is_refused():
    with pytest.raises(DiscourseError, match="'gif'"):
        render(plot_frequencies(TABLE).figure, "gif")


def test_floats_are_kept_to_ten_digits():
    assert rounded(pd.DataFrame({"x": [0.1 + 0.2, 1 / 3]})).x.tolist() == [0.3, 0.3333333333]
