"""Texts put into a study join it once: side by side, one after another, and after a stop at any moment."""

import os
import shutil
import subprocess
import sys

import pytest

import discourse as dc
from discourse.errors import CorpusError

NAMES = ("bridge 1.txt", "bridge 2.md", "weir.txt")
DRIVER = """
import os, sys, warnings
import discourse as dc
dc.open_study(sys.argv[1])  # the processes that follow find everything loaded

def child(folder, limit):
    pid, steps = os.fork(), [0]
    if pid:
        return pid
    def hook(event, args):  # whatever is made, moved or removed is a step; the process dies before one of them
        made = event == "open" and (args[2] or 0) & os.O_CREAT
        step = made or event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir")
        steps[0] += bool(step)
        if step and steps[0] == limit:
            os._exit(9)
    sys.addaudithook(hook)
    dc.open_study(folder)
    os._exit(0)

for limit, folders in ((int(word.partition("=")[0]), word.partition("=")[2].split(":")) for word in sys.argv[2:]):
    pids = [child(folder, limit) for folder in folders]
    print(*(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids))
"""


def drive(study, tmp_path, *words):
    """Open studies in processes of their own, several at once or cut short; give their exit codes, a line a word."""
    shutil.copytree(study, tmp_path / "first", dirs_exist_ok=True)
    command = [sys.executable, "-W", "ignore", "-c", DRIVER, str(tmp_path / "first"), *words]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.fixture
def study(tmp_path):
    """A new study with three files that nobody has taken in yet."""
    dc.new_study(tmp_path / "s", lang="en")
    for i, name in enumerate(NAMES):
        page = f"---\nside: UPPER\ndate: 2024-09-0{i + 1}\n---\nThe {name} needs dialogue."
        (tmp_path / "s" / "corpus" / "texts" / name).write_text(page, encoding="utf-8")
    return tmp_path / "s"


def state(study):
    return {p.relative_to(study).as_posix(): p.read_bytes() for p in (study / "corpus").rglob("*") if p.is_file()}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on Windows")
def test_a_study_stopped_anywhere_while_it_takes_texts_in_ends_as_if_it_had_not_been(study, tmp_path):
    copies = {limit: tmp_path / f"copy-{limit}" for limit in (0, *range(1, 60, 6))}  # at every sixth step
    for copy in copies.values():
        shutil.copytree(study, copy)
    codes = drive(study, tmp_path, *(f"{limit}={copy}" for limit, copy in copies.items()))
    assert (codes[0], codes[-1], codes.count("9") > 4) == ("0", "0", True)
    drive(study, tmp_path, *(f"0={copy}" for copy in copies.values()))
    wanted = state(copies[0])
    assert "corpus/texts/bridge-1.raw.txt" in wanted
    assert [limit for limit, copy in copies.items() if state(copy) != wanted] == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on Windows")
def test_four_notebooks_at_once_take_each_text_in_once(study, tmp_path):
    assert drive(study, tmp_path, f"0={':'.join([str(study)] * 4)}") == ["0 0 0 0"]
    assert len(dc.open_study(study)) == 7


def test_a_file_keeps_its_text_where_another_name_would_lead_to_the_same_place(study):
    texts = study / "corpus" / "texts"
    page = "---\ndate: 2024\n---\nThe other weir."
    (texts / "weir!.txt").write_text(page, encoding="utf-8")
    corpus = dc.open_study(study)
    assert corpus.text("weir") == "The weir.txt needs dialogue."
    assert corpus.text("weir-2") == "The other weir."
    assert (texts / "weir-2.raw.txt").read_text(encoding="utf-8") == page


@pytest.mark.filterwarnings("ignore::discourse.errors.DiscourseWarning")
def test_a_file_that_cannot_be_read_is_never_written_over(study):
    broken = study / "corpus" / "texts" / "bridge-2.txt"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert dc.open_study(study).text("bridge-2-2") == "The bridge 2.md needs dialogue."
    assert broken.read_bytes() == b"\x89PNG\r\n\x1a\n"


@pytest.mark.filterwarnings("ignore:.*have no row")
def test_a_link_that_leaves_the_study_is_told_and_left_out(study, tmp_path):
    (tmp_path / "secret.txt").write_text("Secret.", encoding="utf-8")
    (study / "corpus" / "texts" / "link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.warns(dc.DiscourseWarning, match=r"is a symbolic link that leaves the folder\. .* It is left out"):
        assert "link" not in dc.open_study(study).documents.doc_id.tolist()


def test_a_plan_that_leads_out_of_the_corpus_is_refused(study):
    head = "doc_id,title,speakers,side,lang,date,event,genre,publisher,source_url,rights,form,sha256,given\n"
    (study / "corpus" / ".taking-in").mkdir()
    table = study / "corpus" / ".taking-in" / "documents.csv"
    table.write_text(f"{head}../../x,,,,en,2024,,,,,,text,,x.txt\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"climbs out with '\.\.'"):
        dc.open_study(study)
