"""Notebook files enter; the same files leave executed, with the same bytes every time."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from tqdm import tqdm

from discourse.errors import DiscourseError
from discourse.files import read_bytes
from discourse.showing.kernels import KERNELSPEC, Loop, NotebookError, execute, kernel_environment, need_open_files
from discourse.showing.tracing import VARIABLE
from discourse.tables import write_text

LANGUAGE_INFO = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python", "pygments_lexer": "ipython3"}
_PASSING = ("execution", "collapsed", "scrolled", "jupyter", "ExecuteTime", "vscode", "trusted")


def find_notebooks(folder: str | os.PathLike) -> list[Path]:
    """Notebooks of a folder in the order of their names.

    Raises
    ------
    NotebookError
        If there is none.
    """
    found = sorted(p for p in Path(folder).glob("*.ipynb") if not p.name.startswith("."))
    if not found:
        raise NotebookError("holds no notebook", path=folder, remedy="Name a folder with .ipynb files.")
    return found


def read_notebook(path: str | os.PathLike) -> NotebookNode:
    """Read a notebook of format 4 and hold it to the format.

    Raises
    ------
    NotebookError
        If the file is not a notebook.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # cells without ids get them in normal_form
            nb = nbformat.reads(read_bytes(path).decode("utf-8"), as_version=4)
            nbformat.validate(nb, relax_add_props=True)
    except DiscourseError:
        raise
    except Exception as error:  # nbformat raises whatever a broken file makes happen
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        problem = f"is no notebook ({reason[:200]})"
        raise NotebookError(problem, path=path, remedy="Open and save it in Jupyter.") from None
    return nb


def run_notebooks(
    paths: Iterable[str | os.PathLike],
    *,
    workers: int = 2,
    timeout: float = 600,
    progress: bool | None = None,
    report: Callable[[str], None] | None = None,
    trace_folder: str | os.PathLike | None = None,
) -> list[Path]:
    """Execute notebooks in fresh kernels of this environment and write those whose bytes change.

    Parameters
    ----------
    paths : iterable of path
        Notebook files; each runs in its own folder and its own kernel.
    workers : int
        Notebooks executed at the same time; results do not depend on it.
    timeout : float
        Seconds a cell may take.
    progress : bool, optional
        Show a progress bar on the standard error stream; by default where that is a terminal.
    report : callable, optional
        Called with one line for each finished notebook.
    trace_folder : path, optional
        Where each kernel logs what it reads and writes, as ``STEM.trace`` (see ``showing.tracing``).

    Returns
    -------
    list of Path
        The notebooks that were written because something in them changed.

    Raises
    ------
    NotebookError
        At the first cell that fails, with notebook, cell and what happened. The notebook file stays as it was. Also
        if somebody saved a notebook while it ran, or too few files may be open at once.
    """
    files = [Path(p).resolve() for p in paths]
    need_open_files(max(1, min(workers, len(files))))
    loaded = {path: (read_bytes(path), read_notebook(path)) for path in files}
    n_cells = sum(len(nb.cells) for _, nb in loaded.values())
    with (
        tempfile.TemporaryDirectory(prefix="discourse-run-") as scratch,
        tqdm(total=n_cells, unit="cell", disable=None if progress is None else not progress) as bar,
    ):
        base = kernel_environment(scratch)
        environments = {path: {**base, **_traced(path, trace_folder)} for path in loaded}
        with asyncio.Runner(loop_factory=Loop) as runner:
            return runner.run(_run_all(loaded, environments, max(1, workers), timeout, bar, report))


def _traced(path: Path, folder: str | os.PathLike | None) -> dict[str, str]:
    return {} if folder is None else {VARIABLE: str(Path(folder).resolve() / f"{path.stem}.trace")}


async def _run_all(loaded, environments, workers, timeout, bar, report) -> list[Path]:
    gate, failed = asyncio.Semaphore(workers), asyncio.Event()

    async def one(path: Path, before: bytes, nb: NotebookNode) -> Path | None:
        async with gate:
            if failed.is_set():
                return None
            try:
                await execute(nb, path, environments[path], timeout, bar)
            except NotebookError:
                failed.set()
                raise
        if read_bytes(path) not in (before, normal_form(nb).encode("utf-8")):
            raise NotebookError("was changed while it ran, and is kept as it is", path=path, remedy="Run it again.")
        changed = write_notebook(nb, path)
        if report:
            report(f"{path.name}: {'written' if changed else 'unchanged'}")
        return path if changed else None

    done = await asyncio.gather(*(one(path, *read) for path, read in loaded.items()), return_exceptions=True)
    for failed in done:
        if isinstance(failed, BaseException):
            raise failed
    return [path for path in done if path]


def write_notebook(nb: NotebookNode, path: str | os.PathLike) -> bool:
    """Write a notebook in its one normal form; return False and leave the file alone if nothing changed."""
    text = normal_form(nb)
    target = Path(path)
    if target.is_file() and read_bytes(target) == text.encode("utf-8"):
        return False
    write_text(target, text)
    return True


def normal_form(nb: NotebookNode) -> str:
    r"""Text of a notebook without anything that depends on who ran it, when, or with which minor version.

    Examples
    --------
    >>> nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 題")])
    >>> normal_form(nb) == normal_form(nbformat.reads(normal_form(nb), as_version=4))
    True
    """
    new = nbformat.from_dict(nb)
    kept = {k: v for k, v in new.metadata.items() if k in ("title", "authors", "license", "lang")}
    new.metadata = NotebookNode({**kept, "kernelspec": KERNELSPEC, "language_info": LANGUAGE_INFO})
    new.nbformat, new.nbformat_minor = 4, 5
    taken: set[str] = set()
    for number, cell in enumerate(new.cells, start=1):
        cell.metadata = NotebookNode({k: v for k, v in cell.metadata.items() if k not in _PASSING})
        if not cell.get("id") or cell.id in taken:
            cell.id = f"cell-{number:03d}"
        taken.add(cell.id)
        if cell.cell_type == "markdown" and not cell.get("attachments"):
            cell.pop("attachments", None)
    return nbformat.writes(new, version=nbformat.NO_CONVERT).rstrip("\n") + "\n"


def jupyter_lab(folder: str | os.PathLike, arguments: Iterable[str] = ()) -> list[str]:
    """Command that opens JupyterLab of this environment on a folder."""
    return [sys.executable, "-m", "jupyterlab", "--notebook-dir", str(folder), *arguments]
