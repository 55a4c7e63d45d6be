"""Paths in, checked bytes out: only regular files of a bearable size inside the folder they are named from."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import stat
import unicodedata
import zlib
from pathlib import Path, PurePosixPath, PureWindowsPath

from discourse.errors import CorpusError, DiscourseError

MAX_BYTES = 64 * 1024 * 1024
MAX_RATIO = 200
_CHUNK = 1 << 20
_WORDS = {
    errno.ENOSPC: ("the disk is full", "Free some space and run it again; the old file is untouched."),
    errno.EDQUOT: ("the disk quota is used up", "Free some space and run it again; the old file is untouched."),
    errno.EFBIG: ("the file would be larger than the system allows", "Raise the file-size limit (ulimit -f)."),
    errno.EROFS: ("the folder is read-only", "Choose a folder that can be written to."),
    errno.EACCES: ("permission denied", "Check who may read and write there."),
    errno.EPERM: ("permission denied", "Check who may read and write there."),
    errno.ENOENT: ("no such file or folder", "Check the path."),
    errno.ENOTDIR: ("a part of the path is a file, not a folder", "Check the path."),
    errno.EISDIR: ("is a folder, not a file", "Name a file inside it."),
    errno.ELOOP: ("symbolic links that lead back to themselves", "Remove the link and put the file there."),
    errno.ENAMETOOLONG: ("the file name is too long", "Choose a shorter name."),
}


def explained(error: Exception, path: str | os.PathLike, *, kind: type[DiscourseError] = DiscourseError):
    """Return the error of ours that says what the operating system refused at `path`.

    Examples
    --------
    >>> print(explained(OSError(28, "No space left"), "out.csv"))
    out.csv: the disk is full. Free some space and run it again; the old file is untouched.
    """
    if not isinstance(error, OSError):  # NUL, half a character, a type that names no file
        return kind(f"is no path ({str(error).rstrip('.')})", path=path, remedy="Check the path.")
    if "usable temporary directory" in str(error):  # of all those that python has tried
        return kind("no folder for temporary files can be written to", remedy="Name one: TMPDIR=/some/folder.")
    said = (error.strerror or str(error), "Check the file and the disk, and try again.")
    problem, remedy = _WORDS.get(error.errno, said)
    return kind(problem, path=path, remedy=remedy)


def as_path(path: object) -> Path:
    """Return a path as `Path`; what is none is refused by name.

    Examples
    --------
    >>> as_path(5)
    Traceback (most recent call last):
        ...
    discourse.errors.CorpusError: 5 is no path. Give the name of a file or folder as text.
    """
    if isinstance(path, str | os.PathLike):
        with contextlib.suppress(TypeError):
            return Path(path)
    raise CorpusError(f"{path!r} is no path", remedy="Give the name of a file or folder as text.")


def read_bytes(path: str | os.PathLike, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Bytes of a regular file; pipes, devices, folders and files beyond the limit are refused.

    Parameters
    ----------
    path : str or PathLike
        The file.
    max_bytes : int
        Largest size accepted, 64 MB by default.

    Returns
    -------
    bytes

    Raises
    ------
    CorpusError
        If the file is missing, unreadable, not a regular file, or too large.

    Examples
    --------
    >>> read_bytes("/no/such/file")
    Traceback (most recent call last):
        ...
    discourse.errors.CorpusError: /no/such/file: no such file or folder. Check the path.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError, TypeError) as error:
        raise explained(error, path, kind=CorpusError) from None
    mode, size = os.fstat(handle).st_mode, os.fstat(handle).st_size
    if not stat.S_ISREG(mode):
        os.close(handle)
        what = "a folder" if stat.S_ISDIR(mode) else "a pipe, socket or device"
        raise CorpusError(f"is {what}, not a regular file", path=path, remedy="Name a file.")
    with open(handle, "rb") as file:
        try:
            data = file.read(min(max_bytes, size + _CHUNK) + 1)
        except OSError as error:
            raise explained(error, path, kind=CorpusError) from None
    if len(data) > max_bytes:
        raise too_large(path, max_bytes)
    return data


def too_large(path: str | os.PathLike | None, max_bytes: int) -> CorpusError:
    """Return the error for a file of more than `max_bytes` bytes."""
    return CorpusError(f"is larger than the limit of {max_bytes:,} bytes", path=path,
                       remedy="Split the file, or raise the limit (max_bytes) if you trust it.")


def gunzip(data: bytes, *, path: str | os.PathLike | None = None, max_bytes: int = MAX_BYTES) -> bytes:
    """Bytes inside a gzip file, never more than `max_bytes` and never over 200 times the packed size.

    Examples
    --------
    >>> import gzip
    >>> gunzip(gzip.compress(b"term,n"))
    b'term,n'
    """
    parts, size, rest = [], 0, data
    limit = min(max_bytes, max(MAX_RATIO * len(data), _CHUNK))
    while rest:
        engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            parts.append(engine.decompress(rest, limit + 1 - size))
        except zlib.error as error:
            raise CorpusError(f"broken gzip data ({error})", path=path, remedy="Make the file again.") from None
        size += len(parts[-1])
        if size > limit:
            raise CorpusError(f"unpacks to more than {limit:,} bytes", path=path,
                              remedy="Unpack it by hand and look inside before using it.")
        if not engine.eof:
            raise CorpusError("gzip data end too early", path=path, remedy="Make the file again.")
        rest = engine.unused_data.lstrip(b"\0")
    return b"".join(parts)


def sha256_of(source: str | os.PathLike | bytes) -> str:
    """SHA-256 of a file or of bytes, as 64 hexadecimal digits.

    Examples
    --------
    >>> sha256_of(b"")[:16]
    'e3b0c44298fc1c14'
    """
    data = source if isinstance(source, bytes | bytearray) else read_bytes(source, max_bytes=16 * MAX_BYTES)
    return hashlib.sha256(data).hexdigest()


def safe_path(folder: str | os.PathLike, relative: str) -> Path:
    """Path of `relative` inside `folder`, refused unless it stays there.

    Parameters
    ----------
    folder : str or PathLike
        The folder that must not be left.
    relative : str
        A path with forward slashes, from a table: data, not to be trusted.

    Returns
    -------
    Path
        ``folder / relative``; the file need not exist. Where the name differs from one on disk only in Unicode
        normalisation, the name on disk is taken.

    Raises
    ------
    CorpusError
        For absolute paths, drive letters, URLs, ``..``, backslashes, NUL, link loops, links that leave the folder,
        pipes and devices.

    Examples
    --------
    >>> safe_path("corpus", "texts/a.txt").as_posix()
    'corpus/texts/a.txt'
    >>> safe_path("corpus", "../secret.txt")
    Traceback (most recent call last):
        ...
    discourse.errors.CorpusError: corpus: file '../secret.txt' climbs out with '..'. Name a file inside the folder.
    """
    if reason := _escapes(relative):
        raise CorpusError(f"file {relative!r} {reason}", path=folder, remedy="Name a file inside the folder.")
    path = _on_disk(Path(folder), PurePosixPath(relative).parts)
    try:
        inside = path.resolve().is_relative_to(Path(folder).resolve())
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = None
    except (OSError, RuntimeError, ValueError) as error:
        if "loop" in str(error).lower() or getattr(error, "errno", None) == errno.ELOOP:
            error = OSError(errno.ELOOP, "loop")
        raise explained(error, path, kind=CorpusError) from None
    if not inside:
        raise CorpusError("is a symbolic link that leaves the folder", path=path, remedy="Put the file itself there.")
    if mode is not None and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise CorpusError("is a pipe, socket or device, not a regular file", path=path, remedy="Name a file.")
    return path


def _escapes(relative: str) -> str:
    """Say why a relative path must not be followed, or return an empty string."""
    if not relative:
        return "is empty"
    if "\0" in relative:
        return "holds a NUL character"
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", relative):
        return "is an address, not a file"
    if relative.startswith(("/", "\\")) or re.match("~[^/]*/|~$", relative) or PureWindowsPath(relative).drive:
        return "is an absolute path"
    if "\\" in relative:
        return "holds a backslash"
    if ".." in PurePosixPath(relative).parts:
        return "climbs out with '..'"
    return ""


def _on_disk(folder: Path, parts: tuple[str, ...]) -> Path:
    """Join names, taking for each the spelling (NFC, NFD or other) in which it stands on disk."""
    for part in parts:
        path = folder / part
        if not part.isascii() and not os.path.lexists(path):
            wanted = unicodedata.normalize("NFC", part)
            with contextlib.suppress(OSError):
                found = sorted(n for n in os.listdir(folder) if unicodedata.normalize("NFC", n) == wanted)
                path = folder / found[0] if found else path
        folder = path
    return folder
