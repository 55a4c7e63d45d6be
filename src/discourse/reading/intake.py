"""A folder of files as people keep them enters; the documents found, and the files refused with reasons, leave."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from discourse.errors import CorpusError, DiscourseError
from discourse.files import safe_path
from discourse.reading.folder import as_doc_id
from discourse.reading.formats import READERS, Found, read_documents
from discourse.reading.notes import note

MAX_FILES = 2_000
_SHOWN = 8


def taken_in(folder: Path, *, known: Iterable[str] = ()) -> tuple[list[tuple[str, Found]], list[dict[str, str]]]:
    """Read every file of a known format; one that cannot be read is told and left out, the others go on.

    Parameters
    ----------
    folder : Path
        Its subfolders are not entered.
    known : iterable of str
        Ids of documents that are there already; their files are passed over.

    Returns
    -------
    found : list of (str, Found)
        File name and document; ids are unique, also against the known ones.
    refused : list of dict
        ``file`` and ``reason`` of each file that cannot be read.

    Raises
    ------
    DiscourseError
        If there is no such folder, if it holds too many files, or if nothing is known and nothing can be read.

    Warns
    -----
    DiscourseWarning
        Of each file refused.

    Examples
    --------
    >>> import tempfile, warnings
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("The river is calm.", encoding="utf-8")
    >>> _ = (folder / "b.docx").write_bytes(b"torn")
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     found, refused = taken_in(folder)
    >>> [file for file, _ in found], [row["file"] for row in refused]
    (['a.txt'], ['b.docx'])
    """
    if not folder.is_dir():
        raise DiscourseError(
            "is no folder", path=folder, remedy="Name a folder with .txt, .md, .docx, .pdf or .html files."
        )
    known = set(known)
    files = [path for path in _visible(folder) if _is_text(path) and not _is_known(path, known)]
    if len(files) > MAX_FILES:
        raise DiscourseError(
            f"holds more than {MAX_FILES:,} files", path=folder, remedy="Write documents.csv yourself."
        )
    found, refused, taken = [], [], {doc_id.casefold() for doc_id in known}
    places = {path.stem.casefold() for path in files if path.suffix.lower() == ".txt"}  # nobody else's text goes there
    for file in files:
        try:
            if file.is_symlink():
                safe_path(folder, file.name)
            documents = [document for document in read_documents(file) if document.doc_id not in known]
        except Exception as error:  # whatever one file does to its reader, the others go on
            refused.append({"file": file.name, "reason": _told(file, error)})
            continue
        others = places - {file.stem.casefold()} if file.suffix.lower() == ".txt" else places
        for document in documents:
            doc_id = _unused(document.doc_id, taken, others)
            taken.add(doc_id.casefold())
            found.append((file.name, document._replace(doc_id=doc_id)))
    if not found and not known:
        problem = "holds no text in a known format"
        if refused:
            problem = f"none of its {len(refused)} files can be read; {refused[0]['file']}: {refused[0]['reason']}"
        raise DiscourseError(problem, path=folder, remedy=f"Put {' '.join(READERS)} files there.")
    return found, refused


def tell_passed_over(folder: Path) -> None:
    """Say what of a folder is no text in a known format, so that nobody takes a part for the whole."""
    others = [path.name + "/" * path.is_dir() for path in _visible(folder) if not _is_text(path)]
    if others:
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        note(f"passed over, as no texts in a known format: {', '.join(others[:_SHOWN])}{more}", folder)


def waiting(folder: Path, known: Iterable[str]) -> list[str]:
    """Names of the text files in a folder that belong to no known document."""
    known = set(known)
    return [path.name for path in _visible(folder) if _is_text(path) and not _is_known(path, known)]


def _told(file: Path, error: Exception) -> str:
    """Warn of a file that is left out; the reason in one line."""
    if not isinstance(error, DiscourseError):
        error = CorpusError(f"cannot be read ({type(error).__name__})", path=file, remedy="Save it again as text.")
    reason = str(error).removeprefix(f"{file}: ").removeprefix(f"{file}, ")
    reason = reason.replace("declare the encoding (in documents.csv or as argument)", "save it as UTF-8")
    note(f"{reason} It is left out, the other files go on", file)
    return reason


def _visible(folder: Path) -> list[Path]:
    """Everything in a folder but hidden files and the locks that word processors put beside an open file."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~$")))


def _is_text(path: Path) -> bool:
    own = path.stem.lower() in ("readme", "documents", "codebook", "fetched") or path.name.endswith(".fetched.txt")
    return path.is_file() and path.suffix.lower() in READERS and not own


def _is_known(path: Path, known: set[str]) -> bool:
    """Tell whether a file in ``texts/`` is the text of a known document, or what it was made from."""
    stem = path.name.removesuffix(path.suffix).removesuffix(".raw")
    return stem in known or as_doc_id(stem) in known


def _unused(doc_id: str, taken: set[str], places: set[str]) -> str:
    """Find a name whose file meets no other, also where capitals make no difference."""
    n = 1
    while (name := doc_id if n == 1 else f"{doc_id}-{n}").casefold() in taken or name.casefold() in places:
        n += 1
    return name
