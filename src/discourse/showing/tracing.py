"""A running Python enters; a log of every file it reads or puts in place leaves, in order: what an output rests on.

`discourse run` starts each kernel with it, so that no module has to know of it and nothing read can be forgotten.
Processes that a notebook starts for itself are not seen. A file that is opened only to compare its checksum (the audit
event ``discourse.checksum`` says so before) is not read: its words go nowhere. Only the standard library is used.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

VARIABLE = "DISCOURSE_TRACE"
CHECKSUM = "discourse.checksum"
STARTUP = f"__import__({__name__!r}, fromlist=['trace']).trace()\n"
_CODE = (".py", ".pyc", ".pth", ".so", ".pyd", ".ipynb")


class Event(NamedTuple):
    """One file read, or one put in place; `stamp` tells this state of the file from any later one."""

    written: bool
    path: str
    stamp: str = ""


def trace(log: str | None = None) -> None:
    """Write from now on every file that this process opens for reading, or moves into place, to a log.

    Parameters
    ----------
    log : str, optional
        By default the file that the environment variable DISCOURSE_TRACE names; without one nothing happens.
    """
    log = log or os.environ.get(VARIABLE)
    if log:
        sys.addaudithook(_recorder(os.open(log, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)))


def _recorder(handle: int) -> Callable:
    seen: set[tuple[str, str]] = set()
    compared: list[str] = []
    writing = os.O_WRONLY | os.O_RDWR

    def record(event: str, args: tuple) -> None:
        if event not in ("open", "os.rename", CHECKSUM):
            return
        with suppress(Exception):
            if event == CHECKSUM:
                compared[:] = [os.path.abspath(args[0])]
                return
            if event == "open" and (isinstance(args[0], int) or args[2] & writing):
                return
            path = os.path.abspath(os.fsdecode(args[event == "os.rename"]))
            if event == "open" and path in compared:
                compared.clear()
                return
            if path.endswith(_CODE):
                return
            stamp = stamp_of(path if event == "open" else args[0])
            if event == "open":
                if (path, stamp) in seen:
                    return
                seen.add((path, stamp))
            os.write(handle, (json.dumps([event != "open", path, stamp]) + "\n").encode("ascii"))

    return record


def stamp_of(path: str | os.PathLike) -> str:
    """State of a file: another one after every write; empty where there is no file."""
    try:
        state = os.stat(path)
    except OSError:
        return ""
    return f"{state.st_ino}-{state.st_size}-{state.st_mtime_ns}"


def changed_since(events: Iterable[Event]) -> set[str]:
    """Files that somebody else changed after a process, whose events these are, had read them."""
    events = list(events)
    stamps: dict[str, set[str]] = {}
    for event in events:
        stamps[event.path] = {event.stamp} if event.written else {*stamps.get(event.path, ()), event.stamp}
    read = {event.path for event in events if not event.written}
    return {path for path in read if stamps[path] != {stamp_of(path)}}


def read_trace(log: str | os.PathLike) -> list[Event]:
    """Events of a log in order; none where there is no log. Files that are gone or were no files are left out."""
    if not os.path.isfile(log):
        return []
    with open(log, encoding="ascii") as lines:
        events = [Event(*json.loads(line)) for line in lines]
    return [event for event in events if os.path.isfile(event.path)]


def is_of_the_system(path: str | os.PathLike) -> bool:
    """Whether a file belongs to the machine, the environment or to nobody for long, and not to somebody's data."""
    roots = [sys.prefix, sys.base_prefix, tempfile.gettempdir(), "/proc", "/sys", "/dev", "/etc", "/usr", "/lib"]
    return any(Path(path).is_relative_to(root) for root in roots)
