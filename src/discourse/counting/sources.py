"""A folder or file of any size enters; its documents leave one by one, with a reason beside those that are refused."""

from __future__ import annotations

import gzip
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from discourse.arguments import LANGUAGES
from discourse.counting.rows import Unfit, cell_text, json_row, row_id
from discourse.errors import CorpusError, DiscourseError
from discourse.files import MAX_BYTES, explained, read_bytes
from discourse.reading.notes import note

KINDS = (".txt", ".jsonl", ".jsonl.gz", ".parquet")
TABLE = "documents.csv"
_ABOUT = ("title", "speakers", "side", "lang", "date", "genre", "publisher")
_ROWS = 256
_LONE = re.compile("[\ud800-\udfff]")
_MARKS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"), (b"\x1f\x8b", "a gzip archive"),
          (b"PK\x03\x04", "a ZIP archive"), (b"PAR1", "a Parquet table"))  # fmt: skip


class Raw(NamedTuple):
    """A document as it was found; `refused` says why it cannot be counted."""

    doc_id: str
    file: str
    line: int
    text: str = ""
    title: str = ""
    speakers: str = ""
    side: str = ""
    lang: str = ""
    date: str = ""
    genre: str = ""
    publisher: str = ""
    refused: str = ""

    def sha256(self) -> str:
        """Checksum of all that counting can depend on."""
        cells = "\x1f".join((*self[:2], str(self.line), *self[3:]))
        return hashlib.sha256(cells.encode("utf-8", "surrogatepass")).hexdigest()


def source_files(source: str | Path, *, without: Path | None = None) -> list[tuple[str, Path]]:
    """Files that hold documents, with their names inside the source, in code-point order of these.

    Parameters
    ----------
    source : path
        A file, or a folder that is searched through all its folders. Hidden files are passed over, and so are, with a
        warning, symbolic links, files of other kinds, and a raw text beside its clean one. In a corpus folder
        ``documents.csv`` comes first.
    without : path, optional
        A folder that is not searched.

    Raises
    ------
    CorpusError
        If there is no such file or folder, or nothing of a known kind in it.
    """
    source = Path(source)
    if source.is_file():
        found = [(source.name, source)] if _kind(source.name) else []
    elif source.is_dir():
        passed: list[Path] = []
        paths = list(_walk(source, without.resolve() if without is not None else None, passed))
        clean = {str(path).lower() for path in paths}
        raw = {path for path in paths if str(path).lower().removesuffix(".raw.txt") + ".txt" in clean}
        found = sorted((_name(path, source), path) for path in paths if path not in raw)
        if (source / TABLE).is_file():
            found.insert(0, (TABLE, source / TABLE))
        else:
            _tell([*passed, *raw], source)
    else:
        raise CorpusError("no such file or folder", path=source, remedy="Name a corpus.")
    if not found:
        raise CorpusError("holds no documents", path=source, remedy=f"Give {', '.join(KINDS)}.")
    return found


def _walk(folder: Path, outside: Path | None, passed: list[Path]) -> Iterator[Path]:
    """Files of a known kind in a folder and its folders; what is passed over is added to `passed`."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise explained(error, folder, kind=CorpusError) from None
    for path in entries:
        if path.name.startswith("."):
            continue
        results = (path / "summary.json").is_file() and (path / "counts").is_dir()  # of another run
        if path.is_dir() and not path.is_symlink() and (not results or path.resolve() == outside):
            if outside is None or path.resolve() != outside:
                yield from _walk(path, outside, passed)
        elif _kind(path.name) and path.is_file() and not path.is_symlink():
            yield path
        else:
            passed.append(path)


def _name(path: Path, source: Path) -> str:
    return _LONE.sub("\ufffd", path.relative_to(source).as_posix())


def _tell(passed: list[Path], source: Path) -> None:
    if passed:
        names = sorted(_name(path, source) + " (a link)" * path.is_symlink() for path in passed)
        more = f" and {len(names) - 5} more" if len(names) > 5 else ""
        note(f"passed over: {', '.join(names[:5])}{more}", source)


def _kind(name: str) -> str:
    return next((kind for kind in KINDS if name.lower().endswith(kind)), "")


def files_sha256(files: list[tuple[str, Path]]) -> str:
    """Checksum of names and bytes of all files of a source."""
    whole = hashlib.sha256()
    for name, path in files:
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise explained(error, path, kind=CorpusError) from None
        whole.update(f"{name}\x1f{digest}\x1e".encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def read_source(files: list[tuple[str, Path]]) -> Iterator[Raw]:
    """Documents of the files of a source, in their order; those that cannot be counted carry their reason.

    Parameters
    ----------
    files : list of (str, Path)
        From `source_files`. A ``.txt`` is one document, named by its path without the ending; a line of ``.jsonl`` or
        ``.jsonl.gz`` and a row of ``.parquet`` have ``id`` and ``text``, perhaps lang, date, title, speakers, side,
        genre, publisher. Where ``documents.csv`` comes first, its documents are read, as `load_corpus` does.
    """
    readers = {".txt": _texts, ".jsonl": _lines, ".jsonl.gz": _lines, ".parquet": _rows, TABLE: _listed}
    seen: set[bytes] = set()
    for name, path in files[:1] if files and files[0][0] == TABLE else files:
        raw = None
        for raw in readers[TABLE if name == TABLE else _kind(name)](name, path):
            one = raw.doc_id if raw.doc_id.isascii() else unicodedata.normalize("NFC", raw.doc_id)
            key = hashlib.blake2b(one.encode("utf-8", "surrogatepass"), digest_size=12).digest()
            if not raw.refused and key in seen:
                raw = raw._replace(text="", refused="another document before it has the same id")
            if not raw.refused:
                seen.add(key)
            yield raw
        if raw is None:
            yield Raw("", name, 0, refused="holds no documents")


def _texts(name: str, path: Path) -> Iterator[Raw]:
    from discourse.reading.decoding import decode

    doc_id = name[: -len(".txt")]
    if _LONE.search(path.name):
        yield Raw("", name, 0, refused="its file name is not UTF-8; rename it")
        return
    try:
        yield _sound(Raw(doc_id, name, 0, decode(read_bytes(path), None, path=path)))
    except DiscourseError as error:
        yield Raw(doc_id, name, 0, refused=_reason(error))


def _reason(error: DiscourseError) -> str:
    """Place inside the file and problem, without its path."""
    return ": ".join(filter(None, (error.place, error.problem)))


def _listed(name: str, path: Path) -> Iterator[Raw]:
    from discourse.reading.decoding import decode
    from discourse.reading.documents import load_documents, text_path

    folder = path.parent
    for row in load_documents(folder).itertuples():
        raw = Raw(row.doc_id, name, 0, **{column: getattr(row, column) for column in _ABOUT})
        if row.form != "text":
            yield raw._replace(refused="is there as features only")
            continue
        text = text_path(folder, row)
        raw = raw._replace(file=text.relative_to(folder).as_posix())
        try:
            yield raw._replace(text=decode(read_bytes(text), getattr(row, "encoding", "") or None, path=text))
        except DiscourseError as error:
            yield raw._replace(refused=_reason(error))


def _lines(name: str, path: Path) -> Iterator[Raw]:
    number = 0
    try:
        with (gzip.open if name.lower().endswith(".gz") else open)(path, "rb") as lines:
            while line := lines.readline(MAX_BYTES + 1):
                number += 1
                said = f"is larger than the limit of {MAX_BYTES:,} bytes" if len(line) > MAX_BYTES else ""
                if number == 1 and (other := next((o for mark, o in _MARKS if line.startswith(mark)), "")):
                    said = f"is {other}, not JSON lines in UTF-8"
                if said:
                    yield Raw("", name, number, refused=f"{said}; the file ends here")
                    return
                if not line.isspace():
                    yield _from_json(line, name, number)
    except (OSError, EOFError, gzip.zlib.error) as error:
        yield Raw("", name, number + 1, refused=f"cannot be read ({error}); the file ends here")


def _from_json(line: bytes, name: str, number: int) -> Raw:
    try:
        return _from_row(json_row(line), name, number)
    except Unfit as error:
        return Raw("", name, number, refused=str(error))


def _rows(name: str, path: Path) -> Iterator[Raw]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            columns = [c for c in ("id", "doc_id", "text", *_ABOUT) if c in names]
            if doubled := next((c for c in columns if names.count(c) > 1), ""):
                yield Raw("", name, 0, refused=f"column {doubled!r} stands twice")
                return
            for batch in file.iter_batches(batch_size=_ROWS, columns=columns, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    yield _from_row(row, name, number)
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        yield Raw("", name, number + 1, refused=f"cannot be read ({str(error)[:100]}); the file ends here")


def _from_row(row: dict, name: str, number: int) -> Raw:
    doc_id = ""
    try:
        doc_id = row_id(row)
        if not isinstance(row.get("text"), str):
            raise Unfit("lacks a text")
        return _sound(Raw(doc_id, name, number, row["text"], **{column: cell_text(row, column) for column in _ABOUT}))
    except Unfit as error:
        return Raw(doc_id, name, number, refused=str(error))


def _sound(raw: Raw) -> Raw:
    """Refuse an unknown language."""
    if raw.lang and raw.lang not in LANGUAGES:
        return raw._replace(text="", refused=f"language {raw.lang!r} is unknown")
    return raw
