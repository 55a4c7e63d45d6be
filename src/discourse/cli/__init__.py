"""Command-line arguments enter; calls into the rooms, tables on the screen and exit codes leave."""

from __future__ import annotations

import os
import sys
import warnings
from contextlib import suppress

from discourse.errors import DiscourseError, shortened
from discourse.files import explained

__all__ = ["main"]


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
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")
    debug = "--debug" in arguments
    try:
        return _run([word for word in arguments if word != "--debug"])
    except BaseException as error:
        code = _told(error, debug)
        if code is None:
            raise
        return code


def _open_streams() -> None:
    """Lead streams that whoever called us had closed (`>&-`) to nowhere, also for the kernels we start."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: the one that was closed
            os.set_inheritable(handle, True)
            setattr(sys, name, open(handle, "r" if name == "stdin" else "w", encoding="utf-8"))


def _told(error: BaseException, debug: bool) -> int | None:
    """Say in one line what stopped a command; None for a fault of ours, and where the traceback is wanted."""
    if _was_stopped(error):
        return _complain("Stopped.", 130)
    if isinstance(error, BrokenPipeError):
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return 0
    if hasattr(error, "format_message"):  # wrong usage has its own words
        return _complain(shortened(error.format_message()) + ("" if debug else _hint(getattr(error, "ctx", None))), 2)
    if hasattr(error, "exit_code"):
        return error.exit_code
    if debug or not isinstance(error, DiscourseError | OSError | MemoryError):
        return None
    if isinstance(error, MemoryError):
        return _complain("there is not enough memory.", 2)
    where = getattr(error, "filename", None) or "output"
    return _complain(str(error if isinstance(error, DiscourseError) else explained(error, where)), 2)


def _hint(context) -> str:
    """Say where the right usage stands: with the command, once it is known."""
    path = context.command_path if context is not None else "discourse"
    return f" `{path} --help` says how." if " " in path else " `discourse --help` lists the commands."


def _run(words: list[str]) -> int:
    """Load the commands, which takes a moment in which Ctrl-C is heard already, and run one."""
    from discourse.cli.commands import app

    with warnings.catch_warnings():
        if sys.warnoptions:  # PYTHONWARNINGS=error makes no error of a note, and =ignore hides none
            warnings.resetwarnings()
            for kind in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
                warnings.simplefilter("ignore", kind)
        warnings.showwarning = _note
        code = int(app(words, prog_name="discourse", standalone_mode=False) or 0)
    if code == 130:  # so typer says that it heard Ctrl-C
        raise KeyboardInterrupt
    if sys.stdout is not None:
        sys.stdout.flush()
    return code


def _was_stopped(error: BaseException | None) -> bool:
    """Tell whether Ctrl-C is behind an error; modules half loaded raise others because of it."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt) or type(error).__name__ == "Abort":
            return True
        error = error.__cause__ or error.__context__
    return False


def _note(message, category, filename, lineno, file=None, line=None) -> None:
    """Show a warning as one line, without the place in our code that nobody asked for."""
    _complain(f"note: {message}", 0)


def _complain(text: str, code: int) -> int:
    with suppress(OSError):
        sys.stderr.write(f"discourse: {text}\n")
    return code
