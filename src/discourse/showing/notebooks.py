"""Notebook files enter; the same files leave executed, with the same bytes every time."""

from __future__ import annotations

import asyncio
import os
import secrets
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from tqdm import tqdm

from discourse.errors import DiscourseError
from discourse.files import read_bytes
from discourse.showing.tracing import STARTUP, VARIABLE
from discourse.tables import write_text

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE_INFO = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python", "pygments_lexer": "ipython3"}
_PASSING = ("execution", "collapsed", "scrolled", "jupyter", "ExecuteTime", "vscode", "trusted")


class NotebookError(DiscourseError):
    """A notebook cannot be read, or one of its cells failed."""


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
        At the first cell that fails, with notebook, cell and what happened. The notebook file stays as it was.
    """
    files = [Path(p).resolve() for p in paths]
    loaded = {path: (read_bytes(path), read_notebook(path)) for path in files}
    n_cells = sum(len(nb.cells) for _, nb in loaded.values())
    with (
        tempfile.TemporaryDirectory(prefix="discourse-run-") as scratch,
        tqdm(total=n_cells, unit="cell", disable=None if progress is None else not progress) as bar,
    ):
        base = kernel_environment(scratch)
        environments = {path: {**base, **_traced(path, trace_folder)} for path in loaded}
        with asyncio.Runner(loop_factory=_Loop) as runner:
            return runner.run(_run_all(loaded, environments, max(1, workers), timeout, bar, report))


class _Loop(asyncio.SelectorEventLoop):
    """A loop that Ctrl-C stops, with all kernels; nbclient's own handler would stop one of them and go on."""

    def add_signal_handler(self, *args) -> None:
        raise NotImplementedError

    def call_exception_handler(self, context: dict) -> None:
        """Say nothing of what the watchers of a kernel miss when it is gone; what matters is raised to `_execute`."""


def _traced(path: Path, folder: str | os.PathLike | None) -> dict[str, str]:
    return {} if folder is None else {VARIABLE: str(Path(folder).resolve() / f"{path.stem}.trace")}


def kernel_environment(scratch: str | os.PathLike) -> dict[str, str]:
    """Environment for kernels: no personal configuration, no home folder needed, no chance in hashing.

    Parameters
    ----------
    scratch : path
        A folder that may be written to and is thrown away afterwards.
    """
    own = ("IPYTHONDIR", "MPLCONFIGDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")
    folders = {name: str(Path(scratch) / name.lower()) for name in own}
    for folder in folders.values():
        Path(folder).mkdir(parents=True, exist_ok=True)
    startup = Path(folders["IPYTHONDIR"]) / "profile_default" / "startup"
    startup.mkdir(parents=True, exist_ok=True)
    write_text(startup / "00-trace.py", STARTUP)
    dropped = ("PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONHOME", "MPLBACKEND", "COLUMNS", "LINES", "NO_COLOR",
               VARIABLE)  # fmt: skip
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    fixed = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "TQDM_DISABLE": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    return {**kept, **folders, **fixed, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


async def _run_all(loaded, environments, workers, timeout, bar, report) -> list[Path]:
    gate, failed = asyncio.Semaphore(workers), asyncio.Event()

    async def one(path: Path, before: bytes, nb: NotebookNode) -> Path | None:
        async with gate:
            if failed.is_set():
                return None
            try:
                await _execute(nb, path, environments[path], timeout, bar)
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


async def _execute(nb: NotebookNode, path: Path, environment: dict, timeout: float, bar) -> None:
    """Run all cells of a notebook in a kernel of this very python, wherever else a kernel `python3` may be found."""
    specs = KernelSpecManager(kernel_dirs=[], ensure_native_kernel=True)
    file = Path(environment["JUPYTER_RUNTIME_DIR"]) / f"k{secrets.token_hex(4)}.json"
    transport = "ipc" if os.name == "posix" and len(os.fsencode(file)) < 85 else "tcp"
    kernel = AsyncKernelManager(
        kernel_name="python3", kernel_spec_manager=specs, transport=transport, connection_file=str(file)
    )
    place = {"cell": 0}

    def started(cell, cell_index):
        place["cell"] = cell_index + 1
        bar.set_postfix_str(f"{path.stem}, cell {cell_index + 1}", refresh=False)
        bar.update(1)

    nb.metadata.kernelspec = NotebookNode(KERNELSPEC)
    client = NotebookClient(
        nb,
        km=kernel,
        timeout=timeout,
        startup_timeout=300,
        record_timing=False,
        coalesce_streams=True,
        allow_errors=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_start=started,
    )
    noise = Path(environment["JUPYTER_RUNTIME_DIR"]) / f"{file.stem}.txt"
    try:
        with open(noise, "wb") as stderr:
            await client.async_execute(env=environment, cleanup_kc=True, stderr=stderr)
    except CellExecutionError as error:
        said = f"{error.ename}: {error.evalue}".splitlines()[0]
        remedy = "Open it with `discourse lab` and run the cells up to this one."
        raise NotebookError(said, path=path, place=f"cell {place['cell']}", remedy=remedy) from None
    except CellTimeoutError:
        raise NotebookError(f"takes more than {timeout:g} seconds", path=path, place=f"cell {place['cell']}") from None
    except (DeadKernelError, RuntimeError) as error:
        said = noise.read_text(encoding="utf-8", errors="backslashreplace").strip().splitlines()[-1:] or [str(error)]
        problem, remedy = f"the kernel died ({said[0][:200]})", "Often memory ran out; run with one worker."
        raise NotebookError(problem, path=path, place=f"cell {place['cell']}", remedy=remedy) from None
    finally:
        if kernel.has_kernel:  # stopped before the client was ready
            await kernel.shutdown_kernel(now=True)


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
