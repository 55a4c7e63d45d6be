"""Text or bytes in, one whole new file out: the old file stays until the new one is complete."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterator, Mapping
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
        If the disk is full, the folder is missing, read-only or forbidden, or the target is a folder, pipe or device;
        the old file is then untouched.
    """
    write_files({path: data})


def write_files(files: Mapping[str | os.PathLike, bytes]) -> None:
    """Write files that belong together: each is complete beside its target before the first is moved into place.

    Parameters
    ----------
    files : mapping of path to bytes
        At most a few hundred.

    Raises
    ------
    DiscourseError
        As `write_bytes`; then none of the old files is touched.
    """
    with contextlib.ExitStack() as stack:
        staged = [(*_staged(path, data, stack), path) for path, data in files.items()]
        for temporary, target, path in staged:
            try:
                os.replace(temporary, target)
            except OSError as error:
                raise explained(error, path) from None
    for folder in {target.parent for _, target, _ in staged}:
        _sync_folder(folder)


def _staged(path: str | os.PathLike, data: bytes, stack: contextlib.ExitStack) -> tuple[Path, Path]:
    """Write a temporary file beside the target; leaving `stack` closes and removes it, if it is still there."""
    try:
        target = Path(path)
        _refuse_odd(target)
        _sweep(target.parent)
        temporary, handle = _claim(target.parent, stack)
        file = stack.enter_context(open(handle, "wb", buffering=0))
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(handle)
        with contextlib.suppress(OSError):
            os.chmod(temporary, stat.S_IMODE(target.stat().st_mode) & 0o777)
        if fcntl is None:
            file.close()  # Windows moves no open file
    except (OSError, ValueError) as error:
        if isinstance(error, DiscourseError):
            raise
        raise explained(error, path) from None
    return temporary, target


def _refuse_odd(target: Path) -> None:
    """Refuse to put a file in the place of a folder, pipe or device (/dev/null), also behind a link."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise OSError(errno.EISDIR, "folder")
    if not stat.S_ISREG(mode):
        raise DiscourseError("is a pipe, socket or device, not a file", path=target, remedy="Name a file.")


def _discard(temporary: Path) -> None:
    with contextlib.suppress(OSError):
        temporary.unlink()


def make_folder(path: str | os.PathLike) -> Path:
    """Make a folder and those above it, where they are not there yet.

    Raises
    ------
    DiscourseError
        If a file stands in the way, or the system refuses.
    """
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise DiscourseError("is a file, not a folder", path=path, remedy="Name a folder.") from None
    except (OSError, ValueError) as error:
        raise explained(error, path) from None
    return Path(path)


@contextlib.contextmanager
def new_folder(path: str | os.PathLike) -> Iterator[Path]:
    """Build a folder beside its place; it is moved there when all is in it, and nothing is left if that fails.

    Parameters
    ----------
    path : path
        A place where nothing is, or an empty folder.

    Yields
    ------
    Path
        The folder to fill.

    Raises
    ------
    DiscourseError
        If the folder cannot be made, or what fills it raises one: the files are then named as they would be at `path`.
    """
    target = Path(path)
    try:
        _sweep(make_folder(target.parent))
        building = target.parent / f".discourse-{secrets.token_hex(8)}.tmp"
        building.mkdir()
    except OSError as error:
        raise explained(error, path) from None
    try:
        with alone(building):
            yield building
            if target.is_dir():
                target.rmdir()
            os.rename(building, target)
    except DiscourseError as error:
        place = Path(str(error.path).replace(str(building), str(target))) if error.path is not None else None
        raise type(error)(error.problem, path=place, line=error.line, place=error.place, remedy=error.remedy) from None
    except OSError as error:
        raise explained(error, path) from None
    finally:
        shutil.rmtree(building, ignore_errors=True)
    _sync_folder(target.parent)


@contextlib.contextmanager
def alone(folder: str | os.PathLike) -> Iterator[None]:
    """Let one process at a time work on a folder, for files that are read, changed and written back; others wait."""
    handle = None
    if fcntl is not None:
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _claim(folder: Path, stack: contextlib.ExitStack) -> tuple[Path, int]:
    """Make a temporary file that no other run will sweep away while it is open; `stack` removes it in the end."""
    while True:
        path = folder / f".discourse-{secrets.token_hex(8)}.tmp"
        stack.callback(_discard, path)  # before it is there, so that Ctrl-C never comes between
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
        if fcntl is None:
            return path, handle
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)  # a sweeper that came first lets go at once, and the file is gone
        if path.exists():
            return path, handle
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove temporary files and folders whose writer is gone: nobody holds their lock."""
    if fcntl is None:
        return
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if _LEFTOVER.fullmatch(name):
                with contextlib.suppress(OSError):
                    handle = os.open(folder / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
                    try:
                        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
                        (shutil.rmtree if is_folder else os.unlink)(folder / name)
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
