"""A study enters; which of its notebooks must run again leaves, judged by everything the last run read and wrote.

What a run depends on is in ``.discourse/runs.json``: local, never committed, thrown away without harm.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from discourse.errors import DiscourseError
from discourse.files import read_bytes, sha256_of
from discourse.shipped import shipped
from discourse.showing.tracing import Event, changed_since, is_of_the_system
from discourse.writing import write_text

RUNS = ".discourse/runs.json"
_PACKAGE = Path(__file__).resolve().parents[1]


def pending(study: Path) -> list[Path]:
    """Notebooks of a study that must run: new, changed, or resting on a file that is no longer what it was.

    Parameters
    ----------
    study : Path
        Folder with ``notebooks/``.

    Returns
    -------
    list of Path
        In the order of their names. A notebook stays out only if its own bytes, every file it read and wrote, the
        names of the files in the corpus, the code of discourse and all installed packages are those of its last run.
    """
    runs, key = _runs(study), run_key(study)
    return [path for path in _notebooks(study) if not _holds(runs.get(path.name), study, key, path)]


def remember(study: Path, traces: dict[Path, list[Event]], *, before: Iterable[str]) -> list[str]:
    """Note what executed notebooks read and wrote; one whose files changed meanwhile must run again.

    Parameters
    ----------
    study : Path
        Folder with ``notebooks/``.
    traces : dict of Path to list of Event
        By notebook.
    before : iterable of str
        What `corpus_names` gave when they began; a file that came since, and not from them, is not yet known.

    Returns
    -------
    list of str
        Names of the files that changed after they had been read.
    """
    names = {path.name for path in _notebooks(study)}
    runs = {name: run for name, run in _runs(study).items() if name in names}
    own = {_name(event.path, study) for events in traces.values() for event in events if event.written}
    key = run_key(study, [name for name in corpus_names(study) if name in {*before, *own}])
    changed: set[str] = set()
    for path, events in traces.items():
        if new := {_name(file, study) for file in changed_since(events) if _matters(file, study)}:
            changed |= new
            runs.pop(path.name, None)
            continue
        files = {event.path for event in events if _matters(event.path, study)} | {str(path.resolve())}
        runs[path.name] = {"key": key, "files": {_name(file, study): sha256_of(file) for file in sorted(files)}}
    _write(study, runs)
    return sorted(changed)


def pages_are_current(study: Path) -> bool:
    """Whether the site was made from exactly these notebooks, figures, texts and this code, and is untouched."""
    return _holds(_runs(study).get("site/"), study, pages_key(study))


def remember_pages(study: Path, pages: Iterable[Path], *, key: str) -> None:
    """Note the pages written, and what they were made from: `pages_key` before they were."""
    files = {_name(file, study): sha256_of(file) for file in sorted(map(Path, pages))}
    _write(study, {**_runs(study), "site/": {"key": key, "files": files}})


def corpus_names(study: Path) -> list[str]:
    """Names of the files in the corpus."""
    return sorted(p.relative_to(study).as_posix() for p in (study / "corpus").rglob("*") if _is_kept(p))


def run_key(study: Path, names: Iterable[str] | None = None) -> str:
    """Hash of what every notebook depends on: code, packages, python, and the names of the files in the corpus."""
    names = corpus_names(study) if names is None else names
    return _hash([_code_key(), os.environ.get("DISCOURSE_FIGURES", ""), *names])


@cache
def _code_key() -> str:
    code = [f"{p.relative_to(_PACKAGE)} {sha256_of(p)}" for p in sorted(_PACKAGE.rglob("*"))
            if _is_kept(p) and p.suffix != ".pyc" and not p.is_relative_to(_PACKAGE / "corpus")]  # fmt: skip
    places = [Path(place) for place in sys.path if place and Path(place).is_dir()]
    packages = {file.name for place in places for file in place.glob("*.dist-info")}  # name and version of each
    return _hash([sys.version, *code, *sorted(packages)])


def pages_key(study: Path) -> str:
    """Hash of what all pages are made from: notebooks, figures, corpus, code."""
    kept = [p for part in ("corpus", "figures", "notebooks") for p in (study / part).rglob("*") if _is_kept(p)]
    return _hash([_code_key(), *(f"{p.relative_to(study)} {sha256_of(p)}" for p in sorted(kept))])


def _is_kept(path: Path) -> bool:
    hidden = any(part.startswith(".") or part == "__pycache__" for part in path.parts[-2:])
    return not hidden and path.is_file()


def _notebooks(study: Path) -> list[Path]:
    return sorted(p for p in (study / "notebooks").glob("*.ipynb") if not p.name.startswith("."))


def _holds(run: object, study: Path, key: str, needed: Path | None = None) -> bool:
    """Whether a remembered run has this key and all its files are as they were."""
    if not isinstance(run, dict) or run.get("key") != key or not isinstance(run.get("files"), dict):
        return False
    if not run["files"] or (needed is not None and _name(needed, study) not in run["files"]):
        return False
    with suppress(DiscourseError):
        return all(sha256_of(_path(name, study)) == sha256 for name, sha256 in run["files"].items())
    return False


def _matters(path: str, study: Path) -> bool:
    if Path(path).is_relative_to(study / ".discourse"):
        return False
    return Path(path).is_relative_to(study) or Path(path).is_relative_to(shipped()) or not is_of_the_system(path)


def _name(path: str | Path, study: Path) -> str:
    path = Path(path).resolve()
    return path.relative_to(study).as_posix() if path.is_relative_to(study) else str(path)


def _path(name: str, study: Path) -> Path:
    return study / name  # an absolute name stays what it is


def _runs(study: Path) -> dict:
    try:
        runs = json.loads(read_bytes(study / RUNS))
    except (ValueError, RecursionError):
        return {}
    return runs if isinstance(runs, dict) else {}


def _write(study: Path, runs: dict) -> None:
    with suppress(OSError, DiscourseError):  # a study that cannot be written to is run anew each time
        (study / RUNS).parent.mkdir(exist_ok=True)
        write_text(study / RUNS, json.dumps(runs, indent=1, sort_keys=True) + "\n")


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
