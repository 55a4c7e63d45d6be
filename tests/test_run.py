"""run.py: what it says when something is missing, and that it hands over everything else untouched."""

import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="paths and signals differ on Windows")


@pytest.fixture
def project(tmp_path):
    """Copy of run.py beside a small lock, in a folder whose name holds a space and Chinese."""
    folder = tmp_path / "my project 語料"
    folder.mkdir()
    shutil.copy(ROOT / "run.py", folder)
    (folder / "requirements.lock").write_text("a==1 --hash=sha256:00\n", encoding="ascii")
    (folder / "pyproject.toml").write_text("[project]\nname = 'discourse'\n", encoding="ascii")
    return folder


def load(folder):
    spec = importlib.util.spec_from_file_location("run_under_test", folder / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def call(folder, *words, **env):
    command = [sys.executable, str(folder / "run.py"), *words]
    environment = {**os.environ, **env}
    return subprocess.run(command, cwd="/", capture_output=True, encoding="utf-8", env=environment, timeout=60)


@pytest.fixture
def finished(project):
    """The same, with an environment that counts as finished and a `discourse` that shows its arguments."""
    venv.EnvBuilder(symlinks=True, with_pip=False).create(project / ".venv")
    packages = next((project / ".venv").glob("lib/python*/site-packages"))
    (packages / "discourse").mkdir()
    (packages / "discourse" / "__init__.py").touch()
    code = "import sys\nprint(sys.argv[1:])\nsys.exit(len(sys.argv))\n"
    (packages / "discourse" / "cli.py").write_text(code, encoding="ascii")
    run = load(project)
    run.STAMP.write_text(run.fingerprint(), encoding="ascii")
    return project


def test_arguments_and_exit_code_are_handed_over(finished):
    out = call(finished, "kwic", "a b", "多邊")
    assert (out.stdout, out.returncode) == ("['kwic', 'a b', '多邊']\n", 4)


def test_discourse_learns_by_which_words_it_was_called(finished):
    (packages,) = (finished / ".venv").glob("lib/python*/site-packages")
    code = "import os\nprint(os.environ['DISCOURSE_AS'])\n"
    (packages / "discourse" / "cli.py").write_text(code, encoding="ascii")
    assert call(finished, "new", "x").stdout == f"python3 '{finished / 'run.py'}'\n"


def test_without_arguments_it_runs_everything(finished):
    assert call(finished).stdout == "['run']\n"


def test_a_finished_environment_is_not_touched_and_nothing_is_said(finished):
    assert call(finished, "x", PATH="/nowhere").stderr == ""


def test_settings_that_lead_python_elsewhere_are_left_behind(finished, tmp_path):
    (tmp_path / "discourse").mkdir()
    (tmp_path / "discourse" / "__init__.py").write_text("raise SystemExit('wrong one')", encoding="ascii")
    assert call(finished, "x", PYTHONPATH=str(tmp_path)).stdout == "['x']\n"


@pytest.mark.parametrize("file", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_package_asks_for_a_new_set_up(finished, file):
    (finished / file).write_text("b", encoding="ascii")
    assert not load(finished).is_ready()


def test_a_moved_project_asks_for_a_new_set_up(finished, tmp_path):
    moved = finished.rename(tmp_path / "elsewhere")
    run = load(moved)
    assert not run.is_ready()
    assert not run.venv_fits()


@pytest.mark.parametrize("damage", ["bin/python", "pyvenv.cfg", "discourse-setup.txt"])
def test_a_half_made_environment_is_noticed(finished, damage):
    (finished / ".venv" / damage).unlink()
    run = load(finished)
    assert not run.is_ready() or not run.venv_fits()


def test_a_missing_lock_is_named_with_the_remedy(project):
    (project / "requirements.lock").unlink()
    out = call(project)
    assert out.returncode == 1
    assert "requirements.lock is missing. Take a complete copy of the project" in out.stderr


def test_a_python_that_is_too_old_names_the_versions_that_fit(project, monkeypatch, capsys):
    run = load(project)
    monkeypatch.setattr(run, "OLDEST", (9, 8))
    monkeypatch.setattr(run, "NEWEST", (9, 9))
    monkeypatch.setenv("PATH", "/nowhere")
    assert run.main([]) == 1
    assert "3.11, 3.12 or 3.13 is needed" in capsys.readouterr().err


def test_a_python_without_ensurepip_names_the_package_to_install(project, monkeypatch, capsys):
    run = load(project)
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "/nowhere")
    assert run.main([]) == 1
    assert f"sudo apt install python3.{sys.version_info[1]}-venv" in capsys.readouterr().err


def test_a_venv_that_is_a_file_is_named(project, monkeypatch):
    (project / ".venv").touch()
    monkeypatch.setenv("PATH", "/nowhere")
    out = call(project)
    assert out.returncode == 1
    assert "is a file. Remove it" in out.stderr


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "The disk is full"),
        ("NewConnectionError: Failed to establish: Temporary failure in name resolution", "cannot be downloaded"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the one"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "certificate does not verify"),
        ("[Errno 13] Permission denied: '/x'", "cannot be written"),
        ("something nobody foresaw", "something nobody foresaw. Remove the folder .venv"),
    ],
)
def test_a_failure_is_explained_with_its_remedy(project, said, cause):
    assert cause in load(project).explain(said)


def test_a_failing_step_shows_what_the_program_said(project):
    run = load(project)
    code = "print('Collecting a'); print('No space left on device'); raise SystemExit(3)"
    with pytest.raises(run.SetupError, match=r"(?s)No space left on device.*The disk is full"):
        run.run_quietly([sys.executable, "-c", code], 1)


def test_it_can_be_parsed_by_any_python_3():
    import ast

    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))
