"""A folder enters, its text files by document id leave; what is not read, doubled or easily mistaken is told."""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from discourse.errors import CorpusError
from discourse.files import explained, safe_path, sha256_of
from discourse.reading.notes import note
from discourse.shipped import shipped

_SHIPPED_ONLY = ("voices.csv", "cues.csv", "procedure.csv", "stopwords.csv")
TEXT_ENDINGS = (".raw.txt", ".txt")
_FOLDERS = ("texts", "features", "coding", "reference")
_NO_TEXTS = ("readme", "license", "copying", "citation", "changelog")
KNOWLEDGE = ("codebook.csv", "voices.csv", "cues.csv", "userdict.txt", "stopwords.csv", "procedure.csv", "claims.csv",
             "polarity.csv", "gloss.csv", "documents.csv")  # fmt: skip


def text_files(folder: Path) -> dict[str, Path]:
    """Text files of a folder and of its ``texts/`` by document id; a cleaned text goes before its raw one.

    Parameters
    ----------
    folder : Path
        A folder without ``documents.csv``.

    Returns
    -------
    dict of str to Path
        In the order of the ids.

    Raises
    ------
    CorpusError
        If the folder cannot be listed, a name is not UTF-8, two files have one id, or a link leads out of the folder.

    Warns
    -----
    DiscourseWarning
        For files that are not read.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> place = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (place / "talks.txt").write_text("Words.", encoding="utf-8")
    >>> list(text_files(place))
    ['talks']
    """
    files: dict[str, Path] = {}
    unread: list[str] = []
    inside = [name for name in _listed(folder, folder) if name not in _FOLDERS and os.path.isdir(folder / name)]
    for place in (folder, folder / "texts"):
        for name in _listed(folder, place):
            doc_id, raw = _doc_id(name)
            if not doc_id:
                unread += [name] if _might_be_text(name) and not os.path.isdir(place / name) else []
                continue
            path = safe_path(folder, (place / name).relative_to(folder).as_posix())
            _refuse_second(files.get(doc_id), path, raw, folder)
            if not raw or doc_id not in files:
                files[doc_id] = path
    if unread:
        names = ", ".join(unread[:5]) + (", …" if len(unread) > 5 else "")
        note(f"{len(unread)} files are no plain text and were not read: {names}", folder)
    if inside := [name for name in inside if not _doc_id(name)[0]]:
        note(f"folders inside were not read: {', '.join(inside[:5])}", folder)
    _refuse_one_name(files, folder)
    _tell_odd_ones(files, folder)
    if pair := look_alike(files):
        note(f"{pair[0]!r} and {pair[1]!r} are two documents, but easily mistaken for each other", folder)
    return dict(sorted(files.items()))


def unread(folder: Path) -> list[str]:
    """Tables of a folder that are taken from what ships with discourse whatever the folder holds, where they differ.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> place = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (place / "voices.csv").write_text("voice", encoding="utf-8")
    >>> unread(place)
    ['voices.csv']
    """
    return [name for name in _SHIPPED_ONLY
            if (folder / name).is_file() and sha256_of(folder / name) != sha256_of(shipped(name))]  # fmt: skip


def misspelt(folder: Path) -> list[tuple[str, str]]:
    """Files that nearly have the name of a table of the folder, each with the name under which it would be read.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> place = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (place / "Codebook.csv.txt").write_text("", encoding="utf-8")
    >>> misspelt(place)
    [('Codebook.csv.txt', 'codebook.csv')]
    """
    there = set(_listed(folder, folder))
    known = {right + end: right for right in KNOWLEDGE for end in ("", ".txt")}
    plain = {name: "".join(unicodedata.normalize("NFKC", name).lower().split()) for name in sorted(there)}
    found = [(name, known[low]) for name, low in plain.items() if low in known and name not in KNOWLEDGE]
    return [(name, right) for name, right in found if right not in there]


def unlisted(folder: Path, doc_ids: Iterable[str], files: Iterable[str]) -> list[str]:
    """Texts beside ``documents.csv`` and in ``texts/``, and folders in it, that belong to no document of the table.

    Parameters
    ----------
    folder : Path
        A corpus folder.
    doc_ids, files : iterable of str
        Ids of the documents, and files that the table names. What `fetch` put beside (``.fetched.txt``) is no text, and
        the page or document from which a known text was made needs no row.

    Returns
    -------
    list of str
        File names in order, those in ``texts/`` first.
    """
    files, stems = list(files), {unicodedata.normalize("NFC", doc_id) for doc_id in doc_ids}
    known = {f"{doc_id}{end}" for doc_id in stems for end in TEXT_ENDINGS}
    known |= {unicodedata.normalize("NFC", os.path.basename(file)) for file in files}
    entered = {part for file in files for part in file.split("/")[:-1]}
    try:
        inside, beside = _listed(folder, folder / "texts"), _listed(folder, folder)
    except CorpusError:  # what cannot be listed is refused where a text in it is wanted
        return []
    alone = []
    for name in inside:
        plain, is_text = unicodedata.normalize("NFC", name), bool(_doc_id(name)[0])
        if plain in known or ".fetched." in name or name == "fetched.csv" or not _might_be_text(name):
            continue
        if os.path.isdir(folder / "texts" / name):
            alone += [f"{name}/"] if name not in entered else []
        elif is_text or not {stem := plain.rpartition(".")[0], as_doc_id(stem)} & stems:
            alone.append(name)
    for name in beside:
        plain = unicodedata.normalize("NFC", name)
        if _doc_id(name)[0] and _might_be_text(name) and (plain not in known or name in inside):
            alone += [f"{name} (beside texts/)"] if name in inside else [name]
    return alone


def as_doc_id(stem: str) -> str:
    """Id that a file of this name gets when its text is taken in.

    Examples
    --------
    >>> as_doc_id("The bridge (2)")
    'The-bridge-2'
    """
    return re.sub(r"[^\w.]+", "-", stem).strip("-._")


def look_alike(names: Iterable[str]) -> tuple[str, str] | None:
    """First two names that differ only in case, width, blanks or characters that nobody sees.

    Examples
    --------
    >>> look_alike(["talks", "notes", "Talks "])
    ('talks', 'Talks ')
    """
    seen: dict[str, str] = {}
    for name in names:
        visible = "".join(c for c in unicodedata.normalize("NFKC", name) if c.isprintable() and not c.isspace())
        first = seen.setdefault(visible.casefold(), name)
        if first != name:
            return first, name
    return None


def _listed(folder: Path, place: Path) -> list[str]:
    """Names in a folder in order, none if it is not there; hidden ones left out."""
    try:
        if place != folder:
            if not os.path.isdir(place):
                return []
            safe_path(folder, place.name)
        names = sorted(name for name in os.listdir(place) if not name.startswith("."))
    except OSError as error:
        raise explained(error, place, kind=CorpusError) from None
    for name in names:
        try:
            name.encode("utf-8")
        except UnicodeEncodeError:
            raise CorpusError(f"the file name {name!r} is not UTF-8", path=place, remedy="Rename it.") from None
    return names


def _doc_id(name: str) -> tuple[str, bool]:
    """Id that a file name gives, empty for no text file, and whether it is a raw text."""
    ending = next((end for end in TEXT_ENDINGS if name.lower().endswith(end) and len(name) > len(end)), "")
    return (name[: -len(ending)], ending == ".raw.txt") if ending else ("", False)


def _might_be_text(name: str) -> bool:
    """Whether a file may hold a text that somebody misses; what every project has does not."""
    return name.lower() not in KNOWLEDGE and not name.lower().startswith(_NO_TEXTS)


def _refuse_second(first: Path | None, second: Path, raw: bool, folder: Path) -> None:
    if first is None:
        return
    if first.parent != second.parent:
        raise CorpusError(f"{second.name!r} stands also in texts/", path=folder, remedy="Keep one of the two.")
    if _doc_id(first.name)[1] == raw:
        raise CorpusError(f"{first.name!r} and {second.name!r} would be one document", path=folder,
                          remedy="Rename one of the two.")  # fmt: skip


def _tell_odd_ones(files: dict[str, Path], folder: Path) -> None:
    """Warn of files that are one and the same, and of those that few people mean as texts."""
    if odd := [path.name for path in files.values() if path.name.lower().startswith(_NO_TEXTS)]:
        note(f"counted as a text like the others: {', '.join(odd[:5])}", folder)
    seen: dict[tuple[int, int], str] = {}
    for doc_id, path in files.items():
        with contextlib.suppress(OSError):
            state = os.stat(path)
            first = seen.setdefault((state.st_dev, state.st_ino), doc_id)
            if first != doc_id and state.st_ino:
                note(f"documents {first!r} and {doc_id!r} are one file, which is counted twice", folder)


def _refuse_one_name(files: dict[str, Path], folder: Path) -> None:
    seen: dict[str, str] = {}
    for doc_id in files:
        if seen.setdefault(unicodedata.normalize("NFC", doc_id), doc_id) != doc_id:
            raise CorpusError(f"two files are called {doc_id!r}, spelt with different code points", path=folder,
                              remedy="Rename one of the two.")  # fmt: skip
