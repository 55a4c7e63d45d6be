"""Committed notebooks were run from top to bottom and show nothing a reader could not trust."""

import re
from pathlib import Path

import pytest

from discourse.showing.gate import check_notebook
from discourse.showing.notebooks import normal_form, read_notebook

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)


@each_notebook
def test_a_notebook_passes_the_gate(path):
    assert check_notebook(path) == []


@each_notebook
def test_a_notebook_is_committed_in_its_normal_form(path):
    assert path.read_text(encoding="utf-8") == normal_form(read_notebook(path))


@each_notebook
def test_a_notebook_says_question_data_and_answer_in_english_and_an_abstract_in_chinese(path):
    prose = "\n".join(cell.source for cell in read_notebook(path).cells if cell.cell_type == "markdown")
    marks = ("**摘要", "**Question.**", "**Data.**", "**Answer.**")
    assert [mark for mark in marks if mark not in prose] == []


@each_notebook
def test_at_most_three_code_cells_stand_together_before_prose_reads_them_aloud(path):
    kinds = "".join(cell.cell_type[0] for cell in read_notebook(path).cells)
    assert "cccc" not in kinds


def saved_figures() -> set[str]:
    """Names of the figures that the notebooks save."""
    sources = [c.source for path in NOTEBOOKS for c in read_notebook(path).cells if c.cell_type == "code"]
    calls = [s for s in sources if "save_figure" in s]
    return {name for s in calls for name in re.findall(r"""["'](\d\d_[A-Za-z0-9_-]+)["']""", s)}


def test_every_saved_figure_is_committed_with_table_and_with_picture_and_alt_text_in_both_languages():
    suffixes = [*(f"{lang}{kind}" for lang in ("", "zh-Hant.") for kind in ("svg", "png", "txt")), "csv"]
    wanted = {f"{name}.{suffix}" for name in saved_figures() for suffix in suffixes}
    assert sorted(wanted - {p.name for p in (ROOT / "figures").glob("*.*")}) == []


def test_no_committed_figure_is_left_from_an_earlier_notebook():
    there = {p.name.partition(".")[0] for p in (ROOT / "figures").glob("*.png")}
    assert sorted(there - saved_figures()) == []
