"""Notebooks are executed in a kernel of this environment and come out the same every time."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from discourse.showing.gate import check_notebook
from discourse.showing.notebooks import NotebookError, find_notebooks, kernel_environment, read_notebook, run_notebooks


def write(path, *sources, kernel="python3", executed=False):
    cells = [new_markdown_cell("# Who?")]
    cells += [new_code_cell(s, execution_count=i if executed else None) for i, s in enumerate(sources, start=1)]
    nb = new_notebook(cells=cells, metadata={"kernelspec": {"name": kernel, "display_name": "x", "language": "python"}})
    nbformat.write(nb, path)
    return path


def outputs(path):
    return [o for cell in read_notebook(path).cells for o in cell.get("outputs", [])]


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """One notebook that asks its kernel about itself, executed once for the tests below."""
    folder = tmp_path_factory.mktemp("run") / "notebooks"
    folder.mkdir()
    path = write(
        folder / "01_a.ipynb",
        "import os, sys\nprint(sys.executable)\nprint(os.environ['PYTHONHASHSEED'], os.getcwd().endswith('notebooks'))",
        "print('習近平')\nprint('second')",
        kernel="another",
    )
    written = run_notebooks([path], progress=False)
    return path, written, path.read_bytes()


def test_the_kernel_is_the_python_that_runs_the_notebooks(executed):
    import sys

    assert outputs(executed[0])[0].text.splitlines() == [sys.executable, "0 True"]


def test_a_changed_notebook_is_reported_as_written(executed):
    assert executed[1] == [executed[0]]


def test_lines_of_one_cell_are_one_output(executed):
    assert outputs(executed[0])[1].text == "習近平\nsecond\n"


def test_execution_counts_run_from_one(executed):
    counts = [c.execution_count for c in read_notebook(executed[0]).cells if c.cell_type == "code"]
    assert counts == [1, 2]


def test_no_time_and_no_version_is_recorded(executed):
    data = json.loads(executed[2])
    assert data["metadata"]["language_info"].get("version") is None
    assert [cell["metadata"] for cell in data["cells"]] == [{}, {}, {}]


def test_a_second_run_writes_nothing(executed):
    assert run_notebooks([executed[0]], progress=False) == []
    assert executed[0].read_bytes() == executed[2]


def test_a_failing_cell_is_named_and_the_file_stays_as_it_was(tmp_path):
    path = write(tmp_path / "02_b.ipynb", "x = 1", "x / 0")
    before = path.read_bytes()
    with pytest.raises(NotebookError, match=r"02_b\.ipynb, cell 3: ZeroDivisionError: division by zero\."):
        run_notebooks([path], progress=False)
    assert path.read_bytes() == before


def test_a_cell_that_takes_too_long_is_named(tmp_path):
    path = write(tmp_path / "03_c.ipynb", "import time\ntime.sleep(60)")
    with pytest.raises(NotebookError, match=r"cell 2: takes more than 1 seconds"):
        run_notebooks([path], progress=False, timeout=1)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 3, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}'])
def test_a_file_that_is_no_notebook_is_refused_by_name(tmp_path, content):
    path = tmp_path / "x.ipynb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(NotebookError, match=r"x\.ipynb: is no notebook"):
        read_notebook(path)


def test_a_folder_without_notebooks_is_refused(tmp_path):
    with pytest.raises(NotebookError, match="holds no notebook"):
        find_notebooks(tmp_path)


def test_a_kernel_sees_no_personal_configuration(tmp_path, monkeypatch):
    monkeypatch.setenv("MPLCONFIGDIR", "/somewhere/else")
    monkeypatch.setenv("PYTHONSTARTUP", "/somewhere/else.py")
    env = kernel_environment(tmp_path)
    assert env["MPLCONFIGDIR"].startswith(str(tmp_path))
    assert "PYTHONSTARTUP" not in env


def test_the_gate_lets_a_plain_notebook_pass(tmp_path):
    assert check_notebook(write(tmp_path / "a.ipynb", "x = 1", executed=True)) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def f(): pass", "FunctionDef"),
        ("for x in []:\n    x", "For"),
        ("import os", "imports os"),
        ("from pathlib import Path", "imports pathlib"),
        ("a\nb\nc\nd\ne\nf", "6 lines"),
        ("%matplotlib inline", "not plain Python"),
        ("load('/home/someone/x')", "/home/s"),
        ("key = 'ghp_abcdefghijklmnop1234'", "a secret"),
    ],
)
def test_the_gate_names_what_does_not_belong_into_a_cell(tmp_path, source, said):
    assert said in "; ".join(check_notebook(write(tmp_path / "a.ipynb", source, executed=True)))


def test_the_gate_stops_a_notebook_that_was_never_run(tmp_path):
    assert "execution counts are [None]" in check_notebook(write(tmp_path / "a.ipynb", "x"))[0]


def test_the_gate_stops_another_kernel(tmp_path):
    assert "kernelspec" in check_notebook(write(tmp_path / "a.ipynb", "x", kernel="ir", executed=True))[0]


def with_outputs(path, *cells):
    about = {"kernelspec": {"name": "python3", "display_name": "x"}}
    nb = new_notebook(cells=[new_markdown_cell("# Who?")], metadata=about)
    for count, output in enumerate(cells, start=1):
        nb.cells.append(new_code_cell("x", execution_count=count, outputs=[nbformat.v4.new_output(**output)]))
    nbformat.write(nb, path)
    return check_notebook(path)


ALT = {"image/png": {"alt": "Bars for terms."}}
PICTURE = {"output_type": "display_data", "data": {"image/png": "aGk="}, "metadata": ALT}
ROWS = {"output_type": "display_data", "data": {"text/html": "<table></table>", "text/plain": "x"}}


def test_a_figure_after_its_table_passes(tmp_path):
    assert with_outputs(tmp_path / "a.ipynb", ROWS, PICTURE) == []


def test_a_figure_without_its_table_is_stopped(tmp_path):
    said = with_outputs(tmp_path / "a.ipynb", ROWS, PICTURE, PICTURE)
    assert said == ["cell 4 shows a figure with no table before it"]


def test_a_figure_without_alt_text_is_stopped(tmp_path):
    said = with_outputs(tmp_path / "a.ipynb", ROWS, {**PICTURE, "metadata": {}})
    assert said == ["cell 3 shows a figure without alt text; end the cell with dc.save_figure(…)"]


def test_a_warning_in_the_output_is_stopped(tmp_path):
    said = with_outputs(tmp_path / "a.ipynb", {"output_type": "stream", "name": "stderr", "text": "FutureWarning"})
    assert said == ["cell 2 wrote to stderr: 'FutureWarning'"]


def test_a_kernel_that_dies_is_named_with_its_notebook(tmp_path):
    path = write(tmp_path / "04_d.ipynb", "import os\nos._exit(3)")
    with pytest.raises(NotebookError, match=r"04_d\.ipynb, cell 2: the kernel died"):
        run_notebooks([path], progress=False)
