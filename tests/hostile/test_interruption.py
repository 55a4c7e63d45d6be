"""G6: whatever stops a run, the old results stand or the new ones, and a line says why."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SLOW = "兩國領導人會談，雙方同意保持溝通並且合作。" * 50 + "\n\n"
DISCOURSE = [sys.executable, "-m", "discourse.cli"]


@pytest.fixture
def corpus(study):
    return study({"a": SLOW * 40})


def start(corpus, out, **options):
    command = [*DISCOURSE, "kwic", "合作", "--corpus", str(corpus), "--out", str(out)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, encoding="utf-8", **options)


def test_a_file_size_limit_leaves_the_old_table_and_says_so(corpus, tmp_path):
    out = tmp_path / "hits.csv"
    out.write_text("old", encoding="utf-8")
    program = start(corpus, out, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)))
    _, err = program.communicate(timeout=120)
    assert program.returncode == 2
    assert "larger than the system allows" in err
    assert "Traceback" not in err
    assert out.read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere, so nothing would be refused")
def test_a_read_only_folder_is_said(corpus, tmp_path):
    folder = tmp_path / "fixed"
    folder.mkdir(mode=0o555)
    program = start(corpus, folder / "hits.csv")
    assert "permission denied" in program.communicate(timeout=120)[1]
    assert program.returncode == 2


def test_a_missing_folder_is_one_line_and_exit_2(corpus, tmp_path):
    program = start(corpus, tmp_path / "none" / "hits.csv")
    err = program.communicate(timeout=120)[1]
    assert program.returncode == 2
    assert "none/hits.csv: no such file or folder" in err


def test_four_runs_at_once_leave_one_whole_table(corpus, tmp_path):
    out = tmp_path / "hits.csv"
    programs = [start(corpus, out) for _ in range(4)]
    assert [p.communicate(timeout=300)[1].count("Traceback") for p in programs] == [0] * 4
    assert [p.returncode for p in programs] == [0] * 4
    lines = out.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2001  # a header and 50 times 40 hits
    assert {p.name for p in tmp_path.iterdir()} == {"study", "hits.csv", "hits.csv.json"}


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill -9"])
def test_a_stopped_run_leaves_the_old_table(corpus, tmp_path, stop):
    out = tmp_path / "hits.csv"
    out.write_text("old", encoding="utf-8")
    program = start(corpus, out)
    time.sleep(1.0)  # somewhere between the start and the writing
    program.send_signal(stop)
    _, err = program.communicate(timeout=120)
    text = out.read_text(encoding="utf-8")
    assert text == "old" or len(text.splitlines()) == 2001
    if stop == signal.SIGINT and program.returncode != 0:
        assert program.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in err or "KeyboardInterrupt" in err


def test_reading_from_a_closed_pipe_is_no_error(corpus):
    line = f"{' '.join(DISCOURSE)} kwic 合作 --corpus {corpus} --top 2000 | head -1"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert "Traceback" not in done.stderr
    assert Path(corpus).is_dir()
