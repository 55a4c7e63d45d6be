"""A folder of results enters; it leaves locked, so that one run at a time writes into it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from discourse.errors import DiscourseError
from discourse.files import explained

try:
    import fcntl
except ImportError:  # Windows: two runs into one folder still write the same files, each whole
    fcntl = None

_OURS = re.compile(r"\.lock|\.discourse-[0-9a-f]{16}\.tmp")


@contextlib.contextmanager
def locked(folder: Path, known: Callable[[str], bool]) -> Iterator[None]:
    """Make a folder and let one run at a time into it; another waits, and then finds its work done.

    Parameters
    ----------
    folder : Path
        Where results go.
    known : callable
        Whether a name in it is one of the results.

    Raises
    ------
    DiscourseError
        If the folder holds other things, or cannot be written.
    """
    try:
        if folder.is_dir():
            names = (path.name for path in folder.iterdir())
            if strange := [name for name in names if not known(name) and not _OURS.fullmatch(name)]:
                raise DiscourseError(f"holds other things ({min(strange)})", path=folder,
                                     remedy="Choose an empty folder.")  # fmt: skip
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("wb") as lock:
            if fcntl is not None:
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise explained(error, getattr(error, "filename", None) or folder) from None
