"""The set-up files agree with each other: lock, package description, conda environment."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version, marker in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)([^\\\n]*)", LOCK, re.M):
        if ">= '3.14'" in marker:
            continue
        found.setdefault(canonical(name), set()).add(version)
    return found


def environment() -> list[str]:
    """Entries `name=version` (conda) and `name==version` (pip) of environment.yml."""
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    return [e.strip() for e in re.findall(r"^\s*-\s+([A-Za-z][A-Za-z0-9._-]*={1,2}[^\s#]+)", text, re.M)]


@pytest.mark.parametrize("entry", environment())
def test_environment_yml_names_the_version_of_the_lock(entry):
    name, version = re.split(r"={1,2}", entry, maxsplit=1)
    if name == "python":
        assert version in {"3.11", "3.12", "3.13"}
    else:
        assert version in locked().get(canonical(name), set())


def test_environment_yml_holds_every_dependency_of_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    names = {canonical(re.match(r"[A-Za-z0-9._-]+", d).group(0)) for d in needed}
    given = {canonical(re.split("=", entry)[0]) for entry in environment()}
    assert sorted(names - given) == []


def test_environment_yml_takes_its_packages_from_conda_forge_only():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    channels = re.search(r"^channels:\n((?:\s*-.*\n)+)", text, re.M).group(1)
    assert re.findall(r"-\s*(\S+)", channels) == ["conda-forge", "nodefaults"]


def test_the_lock_covers_every_dependency_of_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    names = {canonical(re.match(r"[A-Za-z0-9._-]+", d).group(0)) for d in needed}
    assert sorted(names - set(locked())) == []


def test_the_lock_holds_no_address():
    assert re.findall(r"https?://\S+|--(?:extra-)?index-url.*|--find-links.*", LOCK) == []


def test_every_entry_of_the_lock_has_a_hash():
    entries = re.split(r"^(?=[A-Za-z0-9._-]+==)", LOCK, flags=re.M)[1:]
    assert [e.split()[0] for e in entries if "--hash=sha256:" not in e] == []


def test_ruff_finds_nothing():
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--quiet", "."]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert out.stdout + out.stderr == ""


def test_run_py_uses_the_standard_library_only():
    import ast

    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    names |= {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= set(sys.stdlib_module_names)


def test_no_committed_file_holds_a_path_of_someones_machine():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if listed.returncode != 0:
        pytest.skip("this is no git checkout")
    files = [ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name and "tests/" not in name]
    private = re.compile(rb"/home/[a-z]|/Users/[A-Za-z]|/root/|/work/main")
    kinds = (".py", ".md", ".toml", ".yml", ".csv", ".txt", ".lock", ".cff", ".json")
    kept = [f for f in files if f.suffix in kinds and f.is_file() and f.name != "gate.py"]
    assert [f.name for f in kept if private.search(f.read_bytes())] == []
