"""Command-line arguments enter; calls into the rooms, tables on the screen and exit codes leave."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from discourse.errors import DiscourseError

app = typer.Typer(
    help="Who frames an event how, and how sure can we be?",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Folder = Annotated[Path | None, typer.Argument(help="Folder of a study; without it, the project itself.")]
CorpusFolder = Annotated[Path | None, typer.Option("--corpus", help="Corpus folder; without it, the shipped one.")]
Output = Annotated[Path | None, typer.Option("--out", help="Write the whole table there: .csv .xlsx .parquet .tex .md")]
Top = Annotated[int, typer.Option(help="Rows to print.", min=1)]


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code.

    Parameters
    ----------
    arguments : list of str, optional
        By default those of the command line.

    Returns
    -------
    int
        0 done, 1 tests failed, 2 wrong input (said in one line on the standard error stream), 130 stopped by Ctrl-C.
    """
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")
    debug = "--debug" in arguments
    words = [word for word in arguments if word != "--debug"]
    try:
        return int(app(words, prog_name="discourse", standalone_mode=False) or 0)
    except DiscourseError as error:
        if debug:
            raise
        return _complain(str(error), 2)
    except (KeyboardInterrupt, typer.Abort):
        return _complain("Stopped.", 130)
    except BrokenPipeError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except typer.Exit as stop:
        return stop.exit_code
    except Exception as error:  # wrong usage has its own words; anything else is a fault of ours and shows itself
        if hasattr(error, "format_message"):
            hint = " `discourse --help` lists the commands." if not debug else ""
            return _complain(f"{error.format_message()}{hint}", 2)
        raise


def _complain(text: str, code: int) -> int:
    with suppress(OSError):
        sys.stderr.write(f"discourse: {text}\n")
    return code


def project_root() -> Path:
    """Folder of the checkout that discourse runs from.

    Raises
    ------
    DiscourseError
        If discourse was installed without its notebooks.
    """
    root = Path(__file__).resolve().parents[2]
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


@app.command()
def run(
    folder: Folder = None,
    workers: Annotated[int, typer.Option(help="Notebooks executed at the same time.", min=1)] = 2,
) -> None:
    """Execute all notebooks, write figures/ and site/index.html."""
    study = _study(folder)
    from discourse.showing.notebooks import find_notebooks, run_notebooks
    from discourse.showing.site import write_site

    books = find_notebooks(study / "notebooks")
    typer.echo(f"Executing {len(books)} notebooks of {study}", err=True)
    run_notebooks(books, workers=workers, report=lambda line: typer.echo(f"  {line}", err=True))
    pages = write_site(books, study / "site", figures=study / "figures")
    typer.echo(f"Open {pages[0]}")


@app.command("test", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
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


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context) -> None:
    """Open JupyterLab on the notebooks."""
    from discourse.showing.notebooks import jupyter_lab

    raise typer.Exit(subprocess.run(jupyter_lab(project_root(), context.args)).returncode)  # noqa: S603


@app.command()
def extract(
    source: Annotated[Path, typer.Argument(help="Folder with the full texts.")],
    corpus: CorpusFolder = None,
    doc_ids: Annotated[list[str] | None, typer.Option("--doc", help="Only this document; may be repeated.")] = None,
) -> None:
    """Count features from full texts, so that the corpus can be shared without them."""
    from discourse.counting.extraction import extract as count_features
    from discourse.shipped import shipped

    _show(count_features(source, corpus or shipped(), doc_ids=doc_ids or None), None)


@app.command()
def kwic(
    node: Annotated[str, typer.Argument(help="Word or phrase.")],
    corpus: CorpusFolder = None,
    sort: Annotated[str, typer.Option(help="document, left or right")] = "document",
    width: Annotated[int, typer.Option(help="Characters of context.", min=0)] = 30,
    top: Top = 50,
    out: Output = None,
) -> None:
    """Show a word in its contexts (documents with full text only)."""
    from discourse.counting.corpus import load_corpus
    from discourse.errors import NoRunningText
    from discourse.measures.concordance import concordance

    whole = load_corpus(corpus)
    readable = whole.documents.doc_id[whole.documents.form == "text"].tolist()
    if not readable:
        raise NoRunningText("only features are at hand", path=whole.folder, remedy="Run `discourse fetch`.")
    table = concordance(whole.select(doc_id=readable), node, width=width, sort=sort)
    if out is None:
        for hit in table.head(top).itertuples():
            typer.echo(f"{hit.doc_id} {hit.para:>3}  {hit.left:>{width}} [{hit.node}] {hit.right}")
        typer.echo(f"{len(table)} hits in {len(readable)} documents", err=True)
    else:
        _show(table, out)


@app.command()
def freq(
    corpus: CorpusFolder = None,
    lang: Annotated[str, typer.Option(help="zh-Hant, zh-Hans or en")] = "en",
    side: Annotated[str, typer.Option(help="Only this side, for example US or CN.")] = "",
    stop: Annotated[bool, typer.Option("--stop/--no-stop", help="Leave out stopwords.")] = True,
    top: Top = 30,
    out: Output = None,
) -> None:
    """List the most frequent terms."""
    from discourse.counting.corpus import load_corpus
    from discourse.measures.frequency import frequencies, stopwords

    counts = load_corpus(corpus).counts()
    counts = counts[(counts.lang == lang) & (counts.side.eq(side) if side else True)]
    if counts.empty:
        raise DiscourseError(f"nothing is counted for lang {lang!r}" + (f" and side {side!r}" if side else ""),
                             remedy="Choose another --lang or --side.")  # fmt: skip
    _show(frequencies(counts, stopwords=stopwords(lang) if stop else ()), out, top)


@app.command()
def frames(
    corpus: CorpusFolder = None,
    event: Annotated[str, typer.Option(help="Only this event, for example 'Bali 2022'.")] = "",
    by: Annotated[str, typer.Option(help="side, voice or doc_id")] = "side",
    level: Annotated[str, typer.Option(help="frame or macro_frame")] = "frame",
    content: Annotated[bool, typer.Option("--content", help="Leave out greetings and procedure.")] = False,
    out: Output = None,
) -> None:
    """Show which share of the sentences invokes which frame, with intervals."""
    from discourse.counting.corpus import load_corpus
    from discourse.measures.frames import frame_sentences, frame_shares

    chosen = load_corpus(corpus)
    chosen = chosen.select(event=event) if event else chosen
    framed = frame_sentences(chosen, level=level, denominator="content" if content else "all")
    if by not in framed.columns:
        raise DiscourseError(f"sentences have no column {by!r}", remedy="Choose side, voice, doc_id, lang or event.")
    _show(frame_shares(framed, by=by), out)


def _show(table, out: Path | None, top: int = 1_000_000) -> None:
    """Print a table, or write it where it should go."""
    if out is not None:
        from discourse.showing.export import export

        typer.echo(f"{len(table):,} rows written to {export(table, out)}", err=True)
        return
    shown = table.head(top)
    text = shown.to_string(index=False, float_format=lambda value: f"{value:.4g}") if len(shown) else "(no rows)"
    typer.echo(text)


if __name__ == "__main__":
    sys.exit(main())
