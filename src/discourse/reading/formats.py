"""A file as people keep it (txt, md, docx, pdf, html, csv) enters; plain documents with title, date and text leave."""

from __future__ import annotations

import datetime
import io
import os
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from discourse.errors import CorpusError, DiscourseError
from discourse.files import MAX_BYTES, read_bytes, too_large
from discourse.reading.documents import is_date
from discourse.reading.fetch import Page
from discourse.reading.guess import guess_language
from discourse.reading.notes import note
from discourse.reading.pages import body_text, pdf_text
from discourse.reading.textfile import clean
from discourse.tables import LANGUAGES, read_table

FIELDS = ("title", "speakers", "side", "lang", "date", "event", "genre", "publisher", "source_url", "rights")
_TEXT_COLUMNS = ("text", "content", "body", "全文", "內容", "内容", "正文")
_NAMES = {"author": "speakers", "speaker": "speakers", "language": "lang", "url": "source_url", "source": "publisher",
          "標題": "title", "标题": "title", "日期": "date", "作者": "speakers", "id": "doc_id"}  # fmt: skip
_MONTHS = ("january february march april may june july august september october november december").split()
_NAMED = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS).replace("sep(?:", "sept?(?:")
_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?(?:[-_.年/]\s?)(?P<m>\d{1,2})\s?[-_.月/]\s?(?P<d>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)(?P<m2>[01]\d)(?P<d2>[0-3]\d)(?!\d)"
    rf"|\b(?P<mon>{_NAMED})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>(?:19|20)\d\d)\b"
    rf"|\b(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<mon4>{_NAMED})\.?\s+(?P<y4>(?:19|20)\d\d)\b",
    re.I,
)
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_年](0[1-9]|1[0-2])(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


class Found(NamedTuple):
    """One document found in a file.

    Attributes
    ----------
    doc_id : str
        Usable as a file name.
    text : str
        Clean text.
    fields : dict of str to str
        What is known of it: columns of the table `documents`. ``lang`` and ``date`` are always there.
    date_from : str
        Where the date comes from: ``front matter``, ``page`` (what a web page says of itself), ``file name``,
        ``text``, or ``file`` (the day it was saved).
    """

    doc_id: str
    text: str
    fields: dict[str, str]
    date_from: str


def read_documents(path: str | os.PathLike) -> list[Found]:
    r"""Read one file of any format that is known.

    Parameters
    ----------
    path : str or PathLike
        ``.txt``, ``.md``, ``.docx``, ``.pdf``, ``.html`` (one document each) or ``.csv`` (one document a row, with a
        column ``text``).

    Returns
    -------
    list of Found

    Raises
    ------
    CorpusError
        If the format is unknown, or the file cannot be read or holds no text.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "2024-05-01 Ferry.md"
    >>> page = "---\ntitle: The ferry\nside: OTHER\n---\n# Welcome\n\nThe *river* is calm.\n"
    >>> _ = path.write_text(page, encoding="utf-8")
    >>> found, = read_documents(path)
    >>> found.doc_id, found.fields["date"], found.text
    ('2024-05-01-Ferry', '2024-05-01', 'Welcome\n\nThe river is calm.')
    """
    path = Path(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise CorpusError(f"the format {path.suffix or 'without ending'!r} is not known", path=path,
                          remedy=f"Save it as one of {' '.join(READERS)}.")  # fmt: skip
    documents = [_completed(path, fields, text) for fields, text in reader(path)]
    if not any(found.text for found in documents):
        raise CorpusError("holds no text", path=path, remedy="Leave it out, or save it again as text.")
    if empty := [number for number, found in enumerate(documents, 1) if not found.text]:
        note(f"rows without a text are left out: {', '.join(map(str, empty[:8]))}", path)
    return [found for found in documents if found.text]


def _completed(path: Path, fields: dict[str, str], text: str) -> Found:
    """Fill in what nobody wrote down: id, title, language, date."""
    known = {name: value.strip() for name, value in fields.items() if name in FIELDS and value.strip()}
    if known.get("lang") not in LANGUAGES:
        known["lang"] = guess_language(text)
    known["date"], origin = _date(path, known.get("date", ""), text)
    head = text.split("\n", 1)[0]
    heading = 0 < len(head) <= 80 and head != text and head[-1] not in ".。!！?？" and find_date(head) == ""
    known.setdefault("title", head if heading else _without_date(path.stem))
    return Found(_slug(fields.get("doc_id") or path.stem), text, known, origin)


def _without_date(name: str) -> str:
    """Give the words of a file name; all of it if there is nothing but a date."""
    return re.sub(rf"(?:{_DAY.pattern})日?", " ", name, flags=re.I).strip(" -_.,，、") or name


def _date(path: Path, declared: str, text: str) -> tuple[str, str]:
    """Find the date: declared, in the file name, at the head of the text, or the day the file was saved."""
    said = "page" if path.suffix.lower() in (".html", ".htm") else "front matter"
    for origin, source in ((said, declared), ("file name", path.stem), ("text", text[:600])):
        if source and (day := find_date(source, loose=origin != "text")):
            return day, origin
    try:
        saved = datetime.datetime.fromtimestamp(path.stat().st_mtime, tz=datetime.UTC)
    except (OSError, ValueError, OverflowError):
        return "1970", "file"
    return saved.strftime("%Y-%m-%d"), "file"


def find_date(text: str, *, loose: bool = False) -> str:
    """Find the first date in a text, as YYYY-MM-DD, or ``""``.

    Parameters
    ----------
    text : str
        A file name or the beginning of a text, English or Chinese.
    loose : bool
        Accept also a month (2022-11) or a year alone.

    Examples
    --------
    >>> [find_date(t) for t in ("speech_20221114", "2022年11月14日電", "Nov. 14, 2022", "14 Nov", "2022-13-40")]
    ['2022-11-14', '2022-11-14', '2022-11-14', '', '']
    >>> find_date("minutes 2022-11", loose=True), find_date("report 2021", loose=True)
    ('2022-11', '2021')
    """
    for match in _DAY.finditer(text):
        part = {name.rstrip("234"): value for name, value in match.groupdict().items() if value}
        named = part.get("mon", "").lower()[:3]
        month = [name[:3] for name in _MONTHS].index(named) + 1 if named else int(part["m"])
        day = f"{part['y']}-{month:02d}-{int(part['d']):02d}"
        if is_date(day):
            return day
    if loose and (match := _MONTH.search(text)):
        return f"{match[1]}-{match[2]}"
    return match[1] if loose and (match := _YEAR.search(text)) else ""


def _slug(name: str) -> str:
    """Turn a name into an id that is a safe file name: letters of any script, digits, hyphens, dots."""
    name = unicodedata.normalize("NFC", name).encode("utf-8", "ignore").decode("utf-8")
    kept = re.sub(r"-+", "-", "".join(c if c.isalnum() or c in "._" else "-" for c in name)).strip("-._")
    while len(kept.encode("utf-8")) > 120:
        kept = kept[:-1]
    return kept or "document"


# -- readers: each gives (fields, clean text) per document ------------------------------------------------------------


def _txt(path: Path):
    fields, body = front_matter(_decoded(path))
    yield fields, clean(body)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    r"""Split ``key: value`` lines between two lines of hyphens from the text below them; no YAML beyond that.

    Examples
    --------
    >>> front_matter("---\ntitle: \"The ferry\"\nlang: en\n---\nThe river is calm.")
    ({'title': 'The ferry', 'lang': 'en'}, 'The river is calm.')
    """
    lines = text.lstrip("\ufeff").split("\n")
    rows = [line.strip() for line in lines[:80]]
    if not rows or rows[0] != "---" or "---" not in rows[1:]:
        return {}, text
    end = rows.index("---", 1)
    pairs = [re.split(r"\s*[:：]\s*", row, maxsplit=1) for row in rows[1:end] if row and not row.startswith("#")]
    if any(len(pair) != 2 for pair in pairs):
        return {}, text
    return {_field(name): value.strip().strip("\"'") for name, value in pairs}, "\n".join(lines[end + 1 :])


def _field(name: str) -> str:
    name = name.strip().lower()
    return _NAMES.get(name, name)


def _markdown(path: Path):
    from markdown_it import MarkdownIt

    fields, body = front_matter(_decoded(path))
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(body)
    if not html.strip():
        return
    page = Page("", f"<html><body>{html}</body></html>".encode(), "text/html", "utf-8")
    yield fields, _blocks(page)


def _blocks(page: Page) -> str:
    """Give all blocks of a page that has no menus."""
    from discourse.reading.pages import paragraphs_of

    return clean("\n\n".join(paragraphs_of(page)))


def _decoded(path: Path) -> str:
    from discourse.reading.decoding import decode

    return decode(read_bytes(path), None, path=path).replace("\r\n", "\n")


def _html(path: Path):
    from discourse.reading.pages import date_of, title_of

    page = Page("", read_bytes(path), "text/html", "")
    try:
        text = body_text(page)
    except CorpusError as error:
        raise CorpusError(error.problem, path=path, remedy=error.remedy) from None
    yield {"title": title_of(page), "date": date_of(page)}, text


def _pdf(path: Path):
    yield {}, pdf_text(read_bytes(path), path=path)


def _docx(path: Path):
    import docx
    from docx.table import Table

    data = read_bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MAX_BYTES:
                raise too_large(path, MAX_BYTES)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            file = docx.Document(io.BytesIO(data))
            lines: list[str] = []
            for item in file.iter_inner_content():
                cells = [c.text for row in item.rows for c in row.cells] if isinstance(item, Table) else [item.text]
                lines.extend(dict.fromkeys(cells) if isinstance(item, Table) else cells)
            title = file.core_properties.title or ""
    except DiscourseError:
        raise
    except Exception as error:  # a broken package fails in a dozen ways
        raise CorpusError(f"the Word file cannot be read ({type(error).__name__})", path=path,
                          remedy="Open it in a word processor and save it again as .docx.") from None  # fmt: skip
    yield {"title": "" if title.lower() == "word document" else title}, clean("\n\n".join(lines))


def _csv(path: Path):
    """Give one document a row; the column of the text is called text, content, body, 全文 or the like."""
    table = read_table(path, what="table of texts")
    column = next((c for c in table.columns if c.strip().lower() in _TEXT_COLUMNS), None)
    if column is None:
        raise CorpusError(f"no column holds the texts; found {', '.join(table.columns)[:200]}", path=path, line=1,
                          remedy="Call it text.")  # fmt: skip
    for number, row in enumerate(table.to_dict("records"), 1):
        fields = {_field(name): value for name, value in row.items() if name != column}
        yield {"doc_id": f"{path.stem}-{number}", **{k: v for k, v in fields.items() if v}}, clean(row[column])


READERS: dict[str, Callable] = {
    ".txt": _txt, ".md": _markdown, ".docx": _docx, ".pdf": _pdf, ".html": _html, ".htm": _html, ".csv": _csv,
}  # fmt: skip
