"""G6: whatever stops a run, the old results stand or the new ones, and a line says why."""

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from discourse import load_corpus, writing
from discourse.counting.scale import count_source
from discourse.measures.aggregates import Counted
from discourse.reading.features import read_index

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
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}  # python 3.11 leaves half a .pyc, and never runs again
    program = start(corpus, out, env=env, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)))
    _, err = program.communicate(timeout=120)
    assert program.returncode == 2
    assert "larger than the system allows" in err
    assert "Traceback" not in err
    assert out.read_text(encoding="utf-8") == "old"


def as_nobody(command, **options):
    """Run a program without the rights of root, who may write anywhere."""
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, **options)


def readable_python(tmp_path):
    """Say how nobody runs discourse, even where python or the checkout stand in somebody's home: by handing it over.

    The writer needs no other package, so a copy of two modules and the python of the system are enough.
    """
    package = tmp_path / "for-nobody" / "discourse"
    package.mkdir(parents=True)
    source = Path(writing.__file__).parent
    (package / "__init__.py").touch()
    for name in ("errors.py", "files.py", "writing.py"):
        shutil.copy(source / name, package / name)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        if folder.stat().st_uid == os.geteuid() and folder != Path(folder.anchor):
            folder.chmod(folder.stat().st_mode | 0o055)
    found = [p for p in (sys.executable, "/usr/bin/python3") if Path(p).exists()]
    question = "import sys; assert sys.version_info >= (3, 11)"
    answers = [p for p in found if as_nobody([p, "-c", question]).returncode == 0]
    if not answers:
        pytest.skip("no python from 3.11 on that another user may start")
    return [answers[0], "-c"], {**os.environ, "PYTHONPATH": str(package.parent), "PYTHONDONTWRITEBYTECODE": "1"}


def test_a_read_only_folder_is_said_and_its_file_untouched(tmp_path):
    python, env = readable_python(tmp_path)
    folder = tmp_path / "fixed"
    folder.mkdir()
    (folder / "hits.csv").write_text("old", encoding="utf-8")
    folder.chmod(0o555)
    code = "import sys; from discourse.writing import write_bytes; write_bytes(sys.argv[1], b'new')"
    done = as_nobody([*python, code, str(folder / "hits.csv")], env=env, cwd="/")
    assert f"{folder}/hits.csv: permission denied. Check who may read and write there." in done.stderr
    assert {p.name: p.read_text(encoding="utf-8") for p in folder.iterdir()} == {"hits.csv": "old"}


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


@pytest.mark.parametrize("wait", [0.1, 0.6, 1.5], ids=str)
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill -9"])
def test_a_stopped_run_leaves_the_old_table(corpus, tmp_path, stop, wait):
    out = tmp_path / "hits.csv"
    out.write_text("old", encoding="utf-8")
    program = start(corpus, out)
    time.sleep(wait)  # python itself, the imports, the reading, the writing
    program.send_signal(stop)
    _, err = program.communicate(timeout=120)
    text = out.read_text(encoding="utf-8")
    assert text == "old" or len(text.splitlines()) == 2001
    assert "in main" not in err  # before our first line runs and after our last, python speaks for itself
    if stop == signal.SIGINT and err and "Traceback" not in err and "rows written" not in err and program.returncode:
        # `python -m` ends by the signal itself where Ctrl-C came inside an exec() of text, as a dataclass does while
        # it is imported, whatever exit code we hand it; a shell shows 130 for both
        shown = program.returncode if program.returncode > 0 else 128 - program.returncode
        assert (shown, err.splitlines()[-1]) == (130, "discourse: Stopped.")


def test_a_recount_killed_anywhere_leaves_the_old_counts_or_the_new(tmp_path):
    lines = (f'{{"doc_id": "d{i}", "lang": "en", "text": "Order {i} is open. Trade is free."}}\n' for i in range(400))
    source, out = tmp_path / "texts.jsonl", tmp_path / "out"
    source.write_text("".join(lines), encoding="utf-8")
    count_source(source, out)
    old = settled(out)
    command = [*DISCOURSE, "count", str(source), "--out", str(out), "--text", "--lang", "en"]
    for wait in (0.3, 0.6, 0.9, 1.2, 1.6, 2.0):
        program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        program.kill()
        program.wait()
        assert settled(out) == old  # the numbers are the same; doubled or missing rows would show
    assert subprocess.run(command, capture_output=True, timeout=120).returncode == 0
    assert settled(out) == old
    assert not [p for p in out.rglob("*") if p.name.endswith(".tmp")]


def settled(out):
    counted = Counted(out)
    return counted.counts().to_dict("list"), len(counted.documents())


def test_a_study_is_there_whole_or_not_at_all(tmp_path):
    whole = {"corpus", "notebooks", "tests", "README.md", ".gitignore"}
    for wait in (0.3, 0.6, 0.9, 1.1, 1.3):
        program = subprocess.Popen([*DISCOURSE, "new", str(tmp_path / "study"), "--lang", "en"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        time.sleep(wait)
        program.kill()
        program.wait()
        if (tmp_path / "study").exists():
            assert {p.name for p in (tmp_path / "study").iterdir()} == whole
            shutil.rmtree(tmp_path / "study")
    last = subprocess.run([*DISCOURSE, "new", str(tmp_path / "study")], capture_output=True, timeout=120)
    assert last.returncode == 0
    assert [p.name for p in tmp_path.iterdir()] == ["study"]  # what the killed ones left is swept


FULL_DISK = """
set -e
mount -t tmpfs -o size=96k none "$1"
cp -r "$2" "$1/study" 2>/dev/null
echo old > "$1/old.csv"
head -c 200000 /dev/zero > "$1/filler" 2>/dev/null || true
cd "$1"
for words in "freq --corpus study --lang zh-Hant --out old.csv" "cite --corpus study --out old.csv" \
             "new made --lang en" "extract study --corpus study --doc a" "count study/texts --out counted"; do
    set +e; "$3" -m discourse.cli $words > /dev/null 2> "$4"; echo "$? $(cat "$4")"; set -e
done
cat old.csv; find . -name '*.tmp' -o -name made -o -name 'a.*.csv'
"""


def test_a_full_disk_is_said_by_every_command_and_leaves_what_was_there(study, tmp_path):
    folder, disk = study({"a": "兩國同意合作。"}), tmp_path / "disk"
    disk.mkdir()
    command = [] if os.geteuid() == 0 else ["-r"]
    if subprocess.run(["unshare", "-m", *command, "true"], capture_output=True).returncode != 0:
        pytest.skip("this system lets nobody mount a small disk")
    arguments = [str(disk), str(folder), sys.executable, str(tmp_path / "err")]
    done = subprocess.run(["unshare", "-m", *command, "/bin/bash", "-c", FULL_DISK, "-", *arguments],
                          capture_output=True, text=True, encoding="utf-8", timeout=300)  # fmt: skip
    lines = done.stdout.splitlines()
    assert len(lines) == 6, done.stdout + done.stderr
    assert all(re.fullmatch(r"2 discourse: .*: the disk is full\. .*", line) for line in lines[:5]), done.stdout
    assert lines[5] == "old"


def test_four_extractions_at_once_keep_every_document(study):
    folder = study({name: f"兩國同意合作{name}。" for name in "abcd"})
    table = (folder / "documents.csv").read_text(encoding="utf-8")
    programs = [subprocess.Popen([*DISCOURSE, "extract", str(folder), "--corpus", str(folder), "--doc", name],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE) for name in "abcd"]  # fmt: skip
    assert [(p.communicate(timeout=300)[1], p.returncode) for p in programs] == [(b"", 0)] * 4
    assert sorted(read_index(folder / "features")) == ["a", "b", "c", "d"]
    (folder / "documents.csv").write_text(table.replace(",text,", ",features,"), encoding="utf-8")
    shutil.rmtree(folder / "texts")
    assert load_corpus(folder).sentences().doc_id.tolist() == ["a", "b", "c", "d"]


def test_reading_from_a_closed_pipe_is_no_error(corpus):
    line = f"{' '.join(DISCOURSE)} kwic 合作 --corpus {corpus} --top 2000 | head -1"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert "Traceback" not in done.stderr
    assert Path(corpus).is_dir()
