"""A corpus folder in, its table of documents out, every entry checked, and the path of each text."""

from __future__ import annotations

import datetime
import os
import re
import sys
import unicodedata
import warnings
from pathlib import Path

import pandas as pd

from discourse.errors import CorpusError, DiscourseWarning
from discourse.files import MAX_BYTES, as_path, explained, read_bytes, safe_path, sha256_of
from discourse.reading.decoding import decode, known_encoding
from discourse.reading.folder import KNOWLEDGE, TEXT_ENDINGS, look_alike, misspelt, text_files, unlisted, unread
from discourse.reading.guess import guess_language
from discourse.reading.notes import note
from discourse.reading.receipts import counts_as_recorded
from discourse.tables import TABLES, read_contract

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SEPARATOR = re.compile("[,/+&，；、]")
_WIDE_SEPARATOR = re.compile("[；、]")
_SIDES = ("US", "CN", "TW", "BOTH", "PRESS", "OTHER")


def load_documents(folder: str | os.PathLike) -> pd.DataFrame:
    """Read and check ``documents.csv``, or make the table from the text files of a folder that has none.

    Parameters
    ----------
    folder : str or PathLike
        A corpus folder. Texts lie in ``texts/<doc_id>.txt`` (cleaned by hand or by discourse, preferred) or
        ``texts/<doc_id>.raw.txt`` (as they came), or where the column ``file`` says.

    Returns
    -------
    DataFrame
        Table `documents`. ``form`` is ``text`` also for documents declared as ``features`` whose text is at hand.

    Raises
    ------
    CorpusError
        If the folder or a text is missing, or an entry is missing, doubled, unknown or broken: with file and line.

    Warns
    -----
    DiscourseWarning
        If a text is not the one whose ``sha256`` is recorded (of the raw file where there is one), if a text has no
        row or a file two, if ids or sides are easily mistaken for each other, if the
        folder has names or cues of its own, which are not read, or if there is no ``documents.csv`` and
        languages were guessed.
    """
    folder = _folder(folder)
    for name, right in misspelt(folder):
        if right == "documents.csv":
            raise CorpusError(f"{name!r} would not be read", path=folder, remedy=f"Call it {right}, or move it away.")
        note(f"{name!r} is not read, what ships with discourse is taken; call it {right} if it is meant", folder)
    if names := unread(folder):
        note(f"{', '.join(names)} not read: what ships with discourse is taken", folder)
    path = safe_path(folder, "documents.csv")
    if not os.path.lexists(path):
        return _from_files(folder)
    df = read_contract(path, "documents")
    _check_entries(df, path)
    for column in {"encoding", "file"} & set(df.columns):
        df[column] = df[column].astype("str")
    forms = [_form(folder, row, path) for row in df.itertuples()]
    _tell(df, folder, path)
    return df.assign(form=pd.array(forms, dtype="str")).reset_index(drop=True)


def _folder(folder: str | os.PathLike) -> Path:
    folder = as_path(folder)
    try:
        if os.stat(folder).st_mode & 0o170000 == 0o040000:
            return folder
        problem = "is a file, not a corpus folder"
    except FileNotFoundError:
        problem = "no such folder"
    except (OSError, ValueError) as error:
        raise explained(error, folder, kind=CorpusError) from None
    raise CorpusError(problem, path=folder, remedy="Name a folder with documents.csv or .txt files.")


def text_path(folder: str | os.PathLike, row) -> Path:
    """Path of the text of one document.

    Parameters
    ----------
    folder : str or PathLike
        The corpus folder.
    row : object
        With attributes ``doc_id`` and, if the text lies elsewhere, ``file``.

    Returns
    -------
    Path

    Raises
    ------
    CorpusError
        If there is no such file, or the path leads out of the folder.
    """
    path = _find_text(Path(folder), row)
    if path is None:
        raise CorpusError(f"document {row.doc_id!r} has no text", path=Path(folder) / "texts",
                          remedy=f"Run `discourse fetch {row.doc_id}`, or put {row.doc_id}.txt there.")
    return path


def is_date(text: str) -> bool:
    """Whether a text is a day, a month or a year that exists, written as YYYY-MM-DD, YYYY-MM or YYYY.

    Examples
    --------
    >>> [is_date(d) for d in ("2022-11-14", "2022-11", "2022", "2022-02-30", "03/04/2022", "2022-1-2")]
    [True, True, True, False, False, False]
    """
    if not (match := _DATE.fullmatch(text)):
        return False
    try:
        datetime.date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        return False
    return True


def _check_entries(df: pd.DataFrame, path: Path) -> None:
    """Refuse doubled ids, ids that are no file names, dates that are no days, unknown encodings."""
    seen: dict[str, int] = {}
    for row in df.itertuples():
        doc_id, line = row.doc_id, row.Index
        key = unicodedata.normalize("NFC", doc_id)
        if key in seen:
            raise CorpusError(f"doc_id {doc_id!r} stands already on line {seen[key]}", path=path, line=line,
                              remedy="Give every document its own id.")
        seen[key] = line
        if not any(c.isprintable() and not c.isspace() for c in doc_id):
            raise CorpusError(f"doc_id {doc_id!r} shows nothing", path=path, line=line, remedy="Write a name.")
        if getattr(row, "file", "") in KNOWLEDGE:
            raise CorpusError(f"file {row.file!r} is a table of the corpus, not a text", path=path, line=line,
                              remedy="Name the file of the text.")
        if "/" in doc_id or "\\" in doc_id or doc_id in (".", ".."):
            raise CorpusError(f"doc_id {doc_id!r} is no file name", path=path, line=line,
                              remedy="Write it without slashes; name the file in the column 'file'.")
        if not is_date(row.date):
            remedy = "Write it as YYYY-MM-DD (or YYYY-MM, or YYYY)."
            if re.fullmatch(r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{2,4}", row.date):
                remedy = f"Day or month first is ambiguous. {remedy}"
            raise CorpusError(f"date {row.date!r} is not a day", path=path, line=line, remedy=remedy)
        if getattr(row, "encoding", ""):
            try:
                known_encoding(row.encoding)
            except CorpusError as error:
                raise type(error)(error.problem, path=path, line=line, remedy=error.remedy) from None


def _tell(df: pd.DataFrame, folder: Path, path: Path) -> None:
    """Warn of texts without a row, of files with two rows, and of ids and sides that differ in a trifle."""
    named = df.file.tolist() if "file" in df.columns else []
    if alone := unlisted(folder, df.doc_id, named):
        note(f"{len(alone)} texts have no row and were not read: {', '.join(alone[:5])}", path)
    seen: dict[Path, str] = {}
    for row in df[df.file != ""].itertuples() if named else ():
        if (text := _find_text(folder, row)) and seen.setdefault(text.resolve(), row.doc_id) != row.doc_id:
            note(f"documents {seen[text.resolve()]!r} and {row.doc_id!r} are one file, which is counted twice", path)
    if pair := look_alike(df.doc_id):
        note(f"doc_ids {pair[0]!r} and {pair[1]!r} are two documents, but easily mistaken for each other", path)
    sides = dict.fromkeys(part.strip() for cell in df.side for part in cell.split(";"))
    if pair := look_alike([*_SIDES, *sides]):
        note(f"sides {pair[0]!r} and {pair[1]!r} are counted apart; write one of {', '.join(_SIDES)}", path)
    split = {side: {*map(str.strip, _SEPARATOR.split(side))} for side in sides}
    joined = [side for side, parts in split.items() if len(parts) > 1 and parts <= {*_SIDES}]
    for cell in [*joined, *(cell for cell in dict.fromkeys(df.speakers) if _WIDE_SEPARATOR.search(cell))][:5]:
        note(f"{cell!r} is taken as one name; separate names by a semicolon (;)", path)


def _form(folder: Path, row, path: Path) -> str:
    """Form in which a document is at hand; a text other than the recorded one is told."""
    try:
        text = _find_text(folder, row)
    except CorpusError as error:
        raise CorpusError(f"document {row.doc_id!r}: {error.problem} ({error.path})", path=path, line=row.Index,
                          remedy=error.remedy) from None
    if text is None:
        if row.form == "text" or getattr(row, "file", ""):
            wanted = getattr(row, "file", "") or f"texts/{row.doc_id}.txt"
            state = "a folder" if os.path.isdir(folder / wanted) else "missing"
            raise CorpusError(f"document {row.doc_id!r} has no text: {wanted} is {state}", path=path, line=row.Index,
                              remedy="Put it there, or write features as its form.")
        return "features"
    if row.sha256:
        raw = text.with_name(f"{row.doc_id}.raw.txt")
        whole = raw if raw.is_file() else text
        sys.audit("discourse.checksum", str(whole))  # compared, not read: see showing.tracing
        actual = sha256_of(whole)
        if actual != row.sha256 and not counts_as_recorded(folder, row.doc_id, actual, row.sha256):
            note(f"the text of {row.doc_id!r} is not the one whose sha256 is recorded on line {row.Index}; its counts "
                 "may differ from the published ones", path)
    return "text"


def _find_text(folder: Path, row) -> Path | None:
    """Path of a document's text, or None where there is none."""
    if named := getattr(row, "file", ""):
        candidates = (named, f"texts/{named}")
    else:
        candidates = tuple(f"texts/{row.doc_id}{end}" for end in reversed(TEXT_ENDINGS))
        candidates += tuple(f"{row.doc_id}{end}" for end in reversed(TEXT_ENDINGS))
    found = (safe_path(folder, name) for name in candidates)
    return next((path for path in found if path.is_file()), None)


def _from_files(folder: Path) -> pd.DataFrame:
    """Documents of a folder without documents.csv: ids from file names, languages guessed."""
    files = text_files(folder)
    if not files:
        raise CorpusError("holds neither documents.csv nor .txt files", path=folder,
                          remedy="Put plain text files there, or write documents.csv.")
    rows = []
    for doc_id, path in files.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DiscourseWarning)
            text = decode(read_bytes(path, max_bytes=MAX_BYTES), path=path)
        rows.append({"doc_id": doc_id, "title": doc_id, "lang": guess_language(text), "form": "text",
                     "file": path.relative_to(folder).as_posix()})
    df = pd.DataFrame(rows).reindex(columns=[*TABLES["documents"], "file"], fill_value="").astype("str")
    counted = ", ".join(f"{lang} {n}" for lang, n in df.lang.value_counts(sort=False).items())
    note(f"no documents.csv; ids are file names and languages were guessed from the script ({counted})", folder)
    return df
