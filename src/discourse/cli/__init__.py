"""Command-line arguments enter; calls into the rooms, tables on the screen and exit codes leave."""

from __future__ import annotations

import os
import sys
import warnings
from contextlib import suppress

import typer

from discourse.cli import corpora, findings, large, project, reports
from discourse.errors import DiscourseError, printable

__all__ = ["app", "main"]

app = typer.Typer(
    help="Who frames an event how, and how sure can we be?",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_commands = (project.COMMANDS, corpora.COMMANDS, large.COMMANDS, findings.COMMANDS, reports.COMMANDS)
for _name, _command in (pair for commands in _commands for pair in commands.items()):
    app.command(_name, context_settings=project.PASS_ON if _name in ("test", "lab") else None)(_command)


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
        with warnings.catch_warnings():
            warnings.showwarning = _note
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
    except (OSError, MemoryError) as error:
        if debug:
            raise
        return _complain(f"the system refused: {printable(error) or 'not enough memory'}.", 2)
    except typer.Exit as stop:
        return stop.exit_code
    except Exception as error:  # wrong usage has its own words; anything else is a fault of ours and shows itself
        if hasattr(error, "format_message"):
            hint = " `discourse --help` lists the commands." if not debug else ""
            return _complain(f"{error.format_message()}{hint}", 2)
        raise


def _note(message, category, filename, lineno, file=None, line=None) -> None:
    """Show a warning as one line, without the place in our code that nobody asked for."""
    _complain(f"note: {message}", 0)


def _complain(text: str, code: int) -> int:
    with suppress(OSError):
        sys.stderr.write(f"discourse: {text}\n")
    return code
