"""A notebook and an environment enter; the notebook leaves with what a fresh kernel of this python made of it."""

from __future__ import annotations

import asyncio
import atexit
import os
import secrets
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from discourse.errors import DiscourseError
from discourse.showing.tracing import STARTUP, VARIABLE
from discourse.tables import write_text

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_OWN_LAST = "__import__('sys').path.sort(key=''.__eq__)\n"  # a pandas.py beside a notebook hides no package


class NotebookError(DiscourseError):
    """A notebook cannot be read, or one of its cells failed."""


class Loop(asyncio.SelectorEventLoop):
    """A loop that Ctrl-C stops, with all kernels; nbclient's own handler would stop one of them and go on."""

    def add_signal_handler(self, *args) -> None:
        """Refuse a handler, as loops on Windows do."""
        raise NotImplementedError

    def call_exception_handler(self, context: dict) -> None:
        """Say nothing of what the watchers of a kernel miss when it is gone; what matters is raised to `execute`."""


def need_open_files(workers: int) -> None:
    """Let this process open as many files as its kernels take, where the system lets it.

    Raises
    ------
    NotebookError
        If it does not; kernels would hang or end without a word.
    """
    if resource is None:
        return
    needed = 64 + 32 * workers
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if resource.RLIM_INFINITY == soft or soft >= needed:
        return
    if resource.RLIM_INFINITY != hard and hard < needed:
        raise NotebookError(f"only {hard} files may be open at once, and {needed} are needed",
                            remedy="Raise the limit (ulimit -n 1024), or run with one worker.")  # fmt: skip
    resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))


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
    write_text(startup / "00-trace.py", _OWN_LAST + STARTUP)
    dropped = ("PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONHOME", "MPLBACKEND", "COLUMNS", "LINES", "NO_COLOR",
               VARIABLE)  # fmt: skip
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    fixed = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "TQDM_DISABLE": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    return {**kept, **folders, **fixed, "PYDEVD_DISABLE_FILE_VALIDATION": "1", "PYTHONSAFEPATH": "1"}


async def execute(nb: NotebookNode, path: Path, environment: dict, timeout: float, bar) -> None:
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
        atexit.unregister(client._cleanup_kernel)
