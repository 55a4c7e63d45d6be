"""A project or study folder enters; executed notebooks, pages, test results or a new study leave."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from discourse.cli.output import Folder, show
from discourse.errors import DiscourseError, printable
from discourse.writing import alone

PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


def project_root() -> Path:
    """Folder of the checkout that discourse runs from.

    Raises
    ------
    DiscourseError
        If discourse was installed without its notebooks.
    """
    root = Path(__file__).resolve().parents[3]
    if not (root / "notebooks").is_dir():
        raise DiscourseError("this installation has no notebooks", path=root,
                             remedy="Name a study folder, or work in a clone of the project.")  # fmt: skip
    return root


def _study(folder: Path | None) -> Path:
    if folder is None:
        return project_root()
    if not (folder / "notebooks").is_dir():
        raise DiscourseError("has no folder notebooks", path=folder, remedy="`discourse new NAME` makes a study.")
    return folder.resolve()


def run(
    folder: Folder = None,
    workers: Annotated[int, typer.Option(help="Notebooks executed at the same time.", min=1)] = 2,
    force: Annotated[bool, typer.Option("--force", help="Execute also what has not changed.")] = False,
) -> None:
    """Execute the notebooks that changed or rest on something that did, write figures/ and site/index.html."""
    study = _study(folder)
    from discourse.showing.reruns import pages_are_current, pending

    index = study / "site" / "index.html"
    books = sorted(path for path in (study / "notebooks").glob("*.ipynb") if not path.name.startswith("."))
    changed = books if force else pending(study)
    if books and not changed and pages_are_current(study):
        typer.echo(f"Nothing has changed since the last run ({len(books)} notebooks; --force runs them all).", err=True)
    else:
        _execute(study, changed, workers)
        with alone(study):
            index = _write_pages(study)[0]
    typer.echo(f"Open {index}")


def _execute(study: Path, books: list[Path], workers: int) -> None:
    """Run notebooks, and write down what they rest on."""
    from discourse.showing.notebooks import find_notebooks, run_notebooks
    from discourse.showing.outputs import record_outputs
    from discourse.showing.reruns import corpus_names, remember
    from discourse.showing.tracing import read_trace

    before = corpus_names(study)
    n_all = len(find_notebooks(study / "notebooks"))
    typer.echo(f"Executing {len(books)} of {n_all} notebooks of {study}", err=True)
    with tempfile.TemporaryDirectory(prefix="discourse-trace-") as logs:
        run_notebooks(books, workers=workers, trace_folder=logs, report=lambda line: typer.echo(f"  {line}", err=True))
        traces = {path: read_trace(Path(logs) / f"{path.stem}.trace") for path in books}
    with alone(study):  # two runs at once keep both records
        record_outputs(study, traces)
        changed = remember(study, traces, before=before)
    if changed:
        names = ", ".join(map(printable, changed))
        typer.echo(f"Changed while the notebooks ran: {names}. Run it again.", err=True)


def _write_pages(study: Path) -> list[Path]:
    from discourse.counting.corpus import load_corpus
    from discourse.showing.notebooks import find_notebooks
    from discourse.showing.reruns import pages_key, remember_pages
    from discourse.showing.site import write_site

    own, key = study / "corpus", pages_key(study)
    corpus = load_corpus(own) if (own / "documents.csv").is_file() else None
    books = find_notebooks(study / "notebooks")
    pages = write_site(books, study / "site", figures=study / "figures", corpus=corpus, ledger=_ledger(own, corpus))
    remember_pages(study, pages, key=key)
    return pages


def _ledger(folder: Path, corpus):
    """Test the claims of a corpus, where it makes some."""
    if corpus is None or not (folder / "claims.csv").is_file():
        return None
    from discourse.inquiry.claim_rows import load_claims
    from discourse.inquiry.claims import check_claims

    return check_claims(corpus, claims=load_claims(folder / "claims.csv"))


def run_tests(context: typer.Context) -> None:
    """Run every test: units, doctests, and the notebooks against their committed outputs."""
    root = project_root()
    with tempfile.TemporaryDirectory(prefix="discourse-test-") as scratch:
        command = [sys.executable, "-X", "warn_default_encoding", "-m", "pytest", *context.args]
        code = subprocess.run(command, cwd=root, env=environment_for_tests(scratch)).returncode  # noqa: S603
    raise typer.Exit(code)


def environment_for_tests(scratch: str) -> dict[str, str]:
    """Environment for tests: figures and personal settings of programs go to a folder that is thrown away."""
    dropped = ("PYTHONWARNINGS", "PYTHONSTARTUP", "COLUMNS", "LINES", "MPLBACKEND", "PYTEST_ADDOPTS")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    own = {"IPYTHONDIR": "ipython", "MPLCONFIGDIR": "mpl", "JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "rt",
           "JUPYTER_DATA_DIR": "data", "DISCOURSE_FIGURES": "figures"}  # fmt: skip
    folders = {name: str(Path(scratch) / part) for name, part in own.items()}
    return {**kept, **folders, "JUPYTER_PREFER_ENV_PATH": "1", "TQDM_DISABLE": "1", "PYTHONUTF8": "1"}


def lab(context: typer.Context) -> None:
    """Open JupyterLab on the notebooks, or on a study: `discourse lab NAME`."""
    from discourse.showing.notebooks import jupyter_lab

    words = list(context.args)
    study = Path(words.pop(0)) if words and not words[0].startswith("-") else None
    raise typer.Exit(subprocess.run(jupyter_lab(_study(study), words)).returncode)  # noqa: S603


def new(
    name: Annotated[Path, typer.Argument(help="Folder to make.")],
    lang: Annotated[str | None, typer.Option(help="Main language: zh-Hant, zh-Hans or en.")] = None,
    source: Annotated[Path | None, typer.Option("--from", help="Folder with texts to take over.")] = None,
) -> None:
    """Make the folder of a study of one's own; it runs at once."""
    from discourse.study import new_study

    made = new_study(name, lang=lang, source=source)
    show(made[["doc_id", "date", "date_from", "side", "lang", "title", "n_chars", "file"]])
    refused = f"; {len(made.attrs['refused'])} refused" if made.attrs["refused"] else ""
    texts = f"documents: {len(made)} from {made.file.nunique()} of your files" if source else f"documents: {len(made)}"
    typer.echo(f"{texts}{refused}. Correct sides, dates and titles in {name / 'corpus' / 'documents.csv'}.", err=True)
    typer.echo(f"Now: {os.environ.get('DISCOURSE_AS', 'discourse')} run {shlex.quote(str(name))}", err=True)


COMMANDS = {"run": run, "test": run_tests, "lab": lab, "new": new}
