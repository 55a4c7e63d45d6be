"""Text or bytes in, one whole new file out: the old file stays until the new one is complete."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
from pathlib import Path

from discourse.errors import DiscourseError
from discourse.files import explained

try:
    import fcntl
except ImportError:  # Windows: nobody can tell whether a writer still lives, so leftovers stay
    fcntl = None

_LEFTOVER = re.compile(r"\.discourse-[0-9a-f]{16}\.tmp")


def write_text(path: str | os.PathLike, text: str) -> None:
    """Write `text` as UTF-8 with line ends as they are; the old file stays whole until the new one is.

    Raises
    ------
    DiscourseError
        If the text holds lone surrogates, or the file cannot be written.
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise DiscourseError(f"lone surrogate {error.object[error.start]!r} cannot be written as UTF-8", path=path,
                             place=f"character {error.start}", remedy="Repair the text it comes from.") from None
    write_bytes(path, data)


def write_bytes(path: str | os.PathLike, data: bytes) -> None:
    """Write `data` by way of a temporary file beside the target, synced and moved into place in one step.

    Whatever stops the writing (full disk, Ctrl-C, kill -9, a power cut), `path` holds the old bytes or the new ones.
    Temporary files that a killed run left in the folder are removed.

    Raises
    ------
    DiscourseError
        If the disk is full, the folder is missing, read-only or forbidden; the old file is then untouched.
    """
    target = Path(path)
    try:
        if target.is_dir():
            raise OSError(errno.EISDIR, "folder")
        _sweep(target.parent)
        temporary, handle = _claim(target.parent)
        try:
            with open(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(handle)
                with contextlib.suppress(OSError):
                    os.chmod(temporary, stat.S_IMODE(target.stat().st_mode))
                os.replace(temporary, target)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink()
        _sync_folder(target.parent)
    except (OSError, ValueError) as error:
        if isinstance(error, DiscourseError):
            raise
        raise explained(error, path) from None


def _claim(folder: Path) -> tuple[Path, int]:
    """Make a temporary file that no other run will sweep away while it is open."""
    while True:
        path = folder / f".discourse-{secrets.token_hex(8)}.tmp"
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
        if fcntl is None:
            return path, handle
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if path.exists():
            return path, handle
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove temporary files whose writer is gone: nobody holds their lock."""
    if fcntl is None:
        return
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if _LEFTOVER.fullmatch(name):
                with contextlib.suppress(OSError):
                    handle = os.open(folder / name, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0))
                    try:
                        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        os.unlink(folder / name)
                    finally:
                        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Make the move itself last, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
