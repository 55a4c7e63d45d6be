"""Old file or new file, never a mixture."""

import os
import resource
import signal
import subprocess
import sys
import time

import pytest

from discourse.errors import DiscourseError
from discourse.writing import new_folder, write_bytes, write_files, write_text

WRITER = "import sys; from discourse.writing import write_bytes\n"


def run(code, *args, **options):
    return subprocess.Popen([sys.executable, "-c", WRITER + code, *map(str, args)], text=True, stderr=subprocess.PIPE,
                            stdout=subprocess.PIPE, **options)  # fmt: skip


def test_line_ends_are_written_as_they_are(tmp_path):
    write_text(tmp_path / "a.txt", "a\r\nb\n")
    assert (tmp_path / "a.txt").read_bytes() == b"a\r\nb\n"


def test_nothing_but_the_target_is_left_in_the_folder(tmp_path):
    write_bytes(tmp_path / "a.txt", b"1")
    write_bytes(tmp_path / "a.txt", b"2")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_new_file_obeys_the_umask_and_an_old_one_keeps_its_mode(tmp_path):
    old = os.umask(0o027)
    try:
        write_bytes(tmp_path / "new.txt", b"1")
    finally:
        os.umask(old)
    (tmp_path / "old.txt").write_bytes(b"0")
    (tmp_path / "old.txt").chmod(0o604)
    write_bytes(tmp_path / "old.txt", b"1")
    assert (tmp_path / "new.txt").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "old.txt").stat().st_mode & 0o777 == 0o604


@pytest.mark.parametrize(
    ("name", "message"), [("no/a.txt", "no such file"), ("folder", "is a folder"), ("x" * 300, "too long")]
)
def test_a_target_that_cannot_be_written_is_named(tmp_path, name, message):
    (tmp_path / "folder").mkdir()
    with pytest.raises(DiscourseError, match=message):
        write_bytes(tmp_path / name, b"1")


def test_a_file_size_limit_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))  # noqa: E731
    program = run("write_bytes(sys.argv[1], b'x' * 5000)", path, preexec_fn=limit)
    assert "larger than the system allows" in program.communicate()[1]
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_said(tmp_path):
    from discourse.files import explained

    try:
        with open("/dev/full", "wb", buffering=0) as file:
            file.write(b"x")
    except OSError as error:
        message = str(explained(error, "a.txt"))
    assert message == "a.txt: the disk is full. Free some space and run it again; the old file is untouched."


def test_a_killed_writer_leaves_the_old_file_or_the_new_and_its_leftover_is_swept(tmp_path):
    path = tmp_path / "a.txt"
    old, new = b"o" * 1_000_000, b"n" * 1_000_000
    for delay in (0.0, 0.002, 0.004, 0.01, 0.02):
        path.write_bytes(old)
        program = run("print('go', flush=True)\nwhile True: write_bytes(sys.argv[1], b'n' * 1_000_000)", path)
        program.stdout.readline()
        time.sleep(delay)
        program.send_signal(signal.SIGKILL)
        program.communicate()
        assert path.read_bytes() in (old, new)
    write_bytes(path, b"end")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_leftover_of_a_living_writer_is_not_swept(tmp_path):
    code = "from discourse.writing import _claim; from pathlib import Path; from contextlib import ExitStack\n"
    code += "stack = ExitStack(); print(_claim(Path(sys.argv[1]), stack)[0], flush=True); sys.stdin.read()"
    program = run(code, tmp_path, stdin=subprocess.PIPE)
    other = program.stdout.readline().strip()
    write_bytes(tmp_path / "a.txt", b"1")
    assert os.path.exists(other)
    program.communicate()
    write_bytes(tmp_path / "a.txt", b"1")
    assert not os.path.exists(other)


def test_four_writers_at_once_leave_one_whole_file(tmp_path):
    code = "for _ in range(50): write_bytes(sys.argv[1], sys.argv[2].encode() * 300_000)"
    programs = [run(code, tmp_path / "a.txt", letter) for letter in "abcd"]
    assert [p.communicate()[1] for p in programs] == [""] * 4
    data = (tmp_path / "a.txt").read_bytes()
    assert data in [letter.encode() * 300_000 for letter in "abcd"]
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_an_interrupt_leaves_no_temporary_file(tmp_path):
    path = tmp_path / "a.txt"
    program = run("print('go', flush=True)\nwhile True: write_bytes(sys.argv[1], b'n' * 1_000_000)", path)
    program.stdout.readline()
    time.sleep(0.05)
    program.send_signal(signal.SIGINT)
    assert "KeyboardInterrupt" in program.communicate()[1]
    assert {p.name for p in tmp_path.iterdir()} <= {"a.txt"}


def test_files_that_belong_together_are_all_old_where_one_cannot_be_written(tmp_path):
    for name in "ab":
        (tmp_path / name).write_bytes(b"old")
    with pytest.raises(DiscourseError, match="none/c: no such file or folder"):
        write_files({tmp_path / "a": b"new", tmp_path / "b": b"new", tmp_path / "none" / "c": b"new"})
    assert [(tmp_path / name).read_bytes() for name in "ab"] == [b"old"] * 2
    assert {p.name for p in tmp_path.iterdir()} == {"a", "b"}


def test_a_pipe_or_device_is_never_replaced_by_a_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    for name in ("pipe", "link"):
        with pytest.raises(DiscourseError, match="is a pipe, socket or device"):
            write_bytes(tmp_path / name, b"1")
    assert (tmp_path / "pipe").is_fifo()


def test_a_link_is_replaced_and_what_it_led_to_is_untouched(tmp_path):
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "a.txt").write_bytes(b"old")
    (tmp_path / "a.txt").symlink_to("far/a.txt")
    write_bytes(tmp_path / "a.txt", b"new")
    assert ((tmp_path / "a.txt").read_bytes(), (tmp_path / "far" / "a.txt").read_bytes()) == (b"new", b"old")


def test_a_folder_appears_when_all_is_in_it(tmp_path):
    with new_folder(tmp_path / "study") as building:
        write_bytes(building / "a.txt", b"1")
        assert not (tmp_path / "study").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["study"]
    assert (tmp_path / "study" / "a.txt").read_bytes() == b"1"


def test_a_folder_that_cannot_be_filled_leaves_nothing_and_names_its_place(tmp_path):
    with pytest.raises(DiscourseError, match=f"^{tmp_path}/study/no/a.txt: no such file"), new_folder(
        tmp_path / "study"
    ) as building:
        write_bytes(building / "no" / "a.txt", b"1")
    assert not list(tmp_path.iterdir())


def test_a_folder_left_half_made_by_a_killed_run_is_swept(tmp_path):
    code = "from discourse.writing import new_folder\nwith new_folder(sys.argv[1]) as path:\n"
    code += " (path / 'a').mkdir(); print(path, flush=True); sys.stdin.read()"
    program = run(code, tmp_path / "study", stdin=subprocess.PIPE)
    half = program.stdout.readline().strip()
    write_bytes(tmp_path / "a.txt", b"1")
    assert os.path.isdir(half)  # its maker lives
    program.kill()
    program.communicate()
    write_bytes(tmp_path / "a.txt", b"2")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_one_at_a_time_adds_its_line(tmp_path):
    code = "from discourse.writing import alone\nfrom pathlib import Path\npath = Path(sys.argv[1])\n"
    code += "for _ in range(50):\n with alone(path.parent): write_bytes(path, path.read_bytes() + b'x')"
    (tmp_path / "a.txt").write_bytes(b"")
    programs = [run(code, tmp_path / "a.txt") for _ in range(4)]
    assert [p.communicate()[1] for p in programs] == [""] * 4
    assert (tmp_path / "a.txt").read_bytes() == b"x" * 200
