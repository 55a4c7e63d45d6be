"""The front door: wrong input is one line and exit 2, help comes at once, any terminal can show the output."""

import os
import subprocess
import sys

import pytest

from discourse.cli import main
from discourse.cli.project import environment_for_tests


def call(*words, **env):
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONUTF8", "PYTHONIOENCODING", "LC_ALL", "LANG")}
    command = [sys.executable, "-m", "discourse.cli", *words]
    return subprocess.run(command, capture_output=True, env={**environment, **env}, timeout=120)


def test_help_lists_the_commands(capsys):
    assert main(["--help"]) == 0
    assert {"run", "test", "lab", "extract", "kwic", "freq", "frames"} <= set(capsys.readouterr().out.split())


def test_a_wrong_command_is_one_line_and_exit_2(capsys):
    assert main(["nonsense"]) == 2
    err = capsys.readouterr().err
    assert err == "discourse: No such command 'nonsense'. `discourse --help` lists the commands.\n"


def test_wrong_input_is_one_line_and_exit_2(tmp_path, capsys):
    assert main(["run", str(tmp_path)]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"discourse: {tmp_path}: has no folder notebooks.")
    assert err.count("\n") == 1


def test_lab_opens_a_study_and_nothing_that_is_none(tmp_path, capsys):
    assert main(["lab", str(tmp_path), "--version"]) == 2
    assert "has no folder notebooks" in capsys.readouterr().err
    (tmp_path / "notebooks").mkdir()
    assert main(["lab", str(tmp_path), "--version"]) == 0  # JupyterLab says its version and goes


def test_debug_shows_where_it_happened(tmp_path):
    out = call("--debug", "run", str(tmp_path))
    assert b"Traceback" in out.stderr


def test_ctrl_c_ends_with_130(monkeypatch, capsys):
    from discourse.cli import commands

    def stop(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "app", stop)
    assert main(["run"]) == 130
    assert capsys.readouterr().err == "discourse: Stopped.\n"


def test_ctrl_c_behind_another_error_ends_with_130(monkeypatch, capsys):
    from discourse.cli import commands

    def stop(*args, **kwargs):
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt:
            raise ImportError("half loaded") from None

    monkeypatch.setattr(commands, "app", stop)
    assert main(["run"]) == 130
    assert capsys.readouterr().err == "discourse: Stopped.\n"


def test_a_full_disk_behind_the_output_is_one_line_and_exit_2():
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "discourse.cli", "--help"]
        out = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=120)
    assert out.returncode == 2
    assert out.stderr.splitlines()[-1].startswith(b"discourse: output: the disk is full.")


def test_chinese_reaches_a_latin_1_terminal_escaped_instead_of_crashing():
    out = call("kwic", "多邊主義", "--top", "1", PYTHONIOENCODING="latin-1")
    assert out.returncode == 0
    assert rb"\u591a\u908a\u4e3b\u7fa9" in out.stdout


def test_help_loads_no_heavy_package():
    heavy = ["numpy", "pandas", "matplotlib", "nbformat", "rich"]
    code = f"import sys, discourse.cli as c; c.main(['--help']); print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert out.stdout.splitlines()[-1] == "[]"


def test_kwic_shows_the_word_with_its_context(capsys):
    assert main(["kwic", "真正的多邊主義", "--top", "5"]) == 0
    captured = capsys.readouterr()
    assert captured.out.count("[真正的多邊主義]") + captured.out.count("[真正的") >= 1
    assert "hits in" in captured.err


def test_tests_write_their_figures_and_settings_elsewhere(tmp_path):
    env = environment_for_tests(str(tmp_path))
    assert env["DISCOURSE_FIGURES"].startswith(str(tmp_path))
    assert env["MPLCONFIGDIR"].startswith(str(tmp_path))


@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
def test_a_pipe_that_closes_early_is_no_error():
    command = f'"{sys.executable}" -m discourse.cli kwic 中 --top 100000 | head -1'
    out = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, timeout=120)
    assert b"Traceback" not in out.stderr
