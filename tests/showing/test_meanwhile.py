"""Somebody writes into a study while its notebooks run, or stops them: nothing is lost and nothing old passes as new.

The notebooks of these tests do it themselves, in a cell after the one that has read.
"""

import os
import signal
import subprocess
import sys
import time

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from discourse.cli import main
from discourse.showing.outputs import output_status
from discourse.showing.reruns import corpus_names, pending, remember

HEAD = "doc_id,title,speakers,side,lang,date,event,genre,publisher,source_url,rights,form,sha256\n"
READ = 'import discourse as dc\nn = dc.frequencies(dc.load_corpus("../corpus").counts())'
SAVE = 'dc.save_figure(dc.plot_frequencies(n), "01", table=n, alt="Bars of the most frequent terms.")'


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Make a study of one text and one notebook: it reads, does something, and saves a figure."""
    monkeypatch.delenv("DISCOURSE_FIGURES", raising=False)

    def make(*cells):
        for part in ("corpus/texts", "notebooks"):
            (tmp_path / part).mkdir(parents=True)
        (tmp_path / "corpus" / "documents.csv").write_text(f"{HEAD}ferry,Ferry,,US,en,2024,,,,,,text,\n", "utf-8")
        (tmp_path / "corpus" / "texts" / "ferry.txt").write_text("Our dialogue keeps the river calm.", "utf-8")
        book = new_notebook(cells=[new_code_cell(cell, id=f"c{i}") for i, cell in enumerate((READ, *cells, SAVE))])
        nbformat.write(book, tmp_path / "notebooks" / "01.ipynb")
        return tmp_path

    return make


def test_a_text_changed_while_a_notebook_runs_is_told_and_makes_it_run_again(study, capsys):
    folder = study('_ = open("../corpus/texts/ferry.txt", "w").write("Our order keeps the river calm.")')
    assert main(["run", str(folder)]) == 0
    assert "Changed while the notebooks ran: corpus/texts/ferry.txt. Run it again." in capsys.readouterr().err
    assert output_status(folder).because.tolist() == ["document ferry"] * 2
    assert [path.name for path in pending(folder)] == ["01.ipynb"]


def test_a_file_put_into_the_corpus_while_a_notebook_runs_makes_it_run_again(study):
    folder = study()
    book, before = folder / "notebooks" / "01.ipynb", corpus_names(folder)
    remember(folder, {book: []}, before=before)
    assert pending(folder) == []
    (folder / "corpus" / "userdict.txt").touch()
    remember(folder, {book: []}, before=before)
    assert pending(folder) == [book]


def test_an_output_rests_on_a_text_that_its_own_notebook_took_in(study):
    folder = study()
    (folder / "corpus" / "texts" / "weir 2024.txt").write_text("The weir keeps its order.", "utf-8")
    book = folder / "notebooks" / "01.ipynb"
    book.write_text(book.read_text("utf-8").replace('load_corpus(\\"../corpus', 'open_study(\\"..'), "utf-8")
    assert main(["run", str(folder)]) == 0
    assert output_status(folder).n_documents.tolist() == [2, 2]
    assert pending(folder) == []


def test_a_notebook_saved_by_somebody_while_it_runs_is_kept(study, capsys):
    folder = study('text = open("01.ipynb").read()\n_ = open("01.ipynb", "w").write(text.replace("import", "import "))')
    before = (folder / "notebooks" / "01.ipynb").read_bytes()
    assert main(["run", str(folder)]) == 2
    assert "01.ipynb: was changed while it ran, and is kept as it is. Run it again." in capsys.readouterr().err
    assert (folder / "notebooks" / "01.ipynb").read_bytes() == before.replace(b"import", b"import ")


@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill -9"])
def test_a_run_stopped_while_its_kernel_works_leaves_no_kernel_and_the_old_notebook(study, stop, tmp_path):
    folder = study('import os, time\n_ = open("../pid", "w").write(str(os.getpid()))\ntime.sleep(120)')
    before = (folder / "notebooks" / "01.ipynb").read_bytes()
    run = subprocess.Popen([sys.executable, "-m", "discourse.cli", "run", str(folder)], stderr=subprocess.PIPE,
                           stdout=subprocess.DEVNULL, text=True, encoding="utf-8", start_new_session=True)  # fmt: skip
    wait_for(lambda: (folder / "pid").exists() and (folder / "pid").read_text("utf-8"))
    os.killpg(run.pid, stop)  # as a terminal does: to all that belongs together
    err = run.communicate(timeout=60)[1]
    if stop == signal.SIGINT:
        assert (run.returncode, err.splitlines()[-1]) == (130, "discourse: Stopped.")
    assert "Traceback" not in err
    wait_for(lambda: is_gone(int((folder / "pid").read_text("utf-8"))))
    assert (folder / "notebooks" / "01.ipynb").read_bytes() == before
    assert not (folder / "figures").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_too_few_open_files_are_one_line_before_a_kernel_is_started(study):
    code = "import resource as r, sys; r.setrlimit(r.RLIMIT_NOFILE, (70, 70)); import discourse.cli as c; c.main()"
    done = subprocess.run([sys.executable, "-c", code, "run", str(study())], capture_output=True, text=True,
                          encoding="utf-8", timeout=60)  # fmt: skip
    assert "discourse: only 70 files may be open at once, and 96 are needed. Raise the limit" in done.stderr
    assert "Traceback" not in done.stderr


def wait_for(answer):
    end = time.monotonic() + 60
    while not answer():
        assert time.monotonic() < end
        time.sleep(0.05)


def is_gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False
