"""A name and a folder of files enter; a study that runs at once leaves: corpus, codebook, two notebooks, a test."""

from __future__ import annotations

import os
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Template

import nbformat
import pandas as pd
from opencc import OpenCC

from discourse.counting.corpus import Corpus, load_corpus
from discourse.errors import CorpusError, DiscourseError
from discourse.files import safe_path
from discourse.reading.accession import accession, finish
from discourse.reading.formats import Found, read_documents
from discourse.reading.intake import taken_in, tell_passed_over
from discourse.reading.notes import note
from discourse.showing.notebooks import KERNELSPEC, write_notebook
from discourse.tables import LANGUAGES, read_contract, read_table, write_table, write_text
from discourse.writing import alone, new_folder

STARTER = Path(__file__).with_name("starter")
_COLUMNS = ("concept", "frame", "macro_frame", "lang", "term", "match", "excludes", "requires", "unless",
            "polarity_note", "note", "source")  # fmt: skip
_MAX_GROUPS = 8


def new_study(
    path: str | os.PathLike, *, lang: str | None = None, source: str | os.PathLike | None = None
) -> pd.DataFrame:
    """Make the folder of a study that runs at once.

    Parameters
    ----------
    path : path
        The new folder; it must not exist, or be empty.
    lang : {"en", "zh-Hant", "zh-Hans"}, optional
        Main language; by default that of most texts, or Traditional Chinese.
    source : path, optional
        Folder with texts of your own (.txt .md .docx .pdf .html .csv). Without it, four short invented texts.

    Returns
    -------
    DataFrame
        One row per document: doc_id, title, side, lang, date, date_from (``front matter``, ``page``, ``file name``,
        ``text``, or ``file``: the day it was saved, to be corrected), n_chars, file. Its ``attrs["refused"]`` lists
        the files that could not be read, each with the reason.

    Raises
    ------
    DiscourseError
        If the folder exists, the language is unknown, or no file can be read; nothing is left behind then.

    Warns
    -----
    DiscourseWarning
        Of every file that cannot be read (the others go on), of files and folders that are passed over, and if no
        text is in the language named.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.mkdtemp() + "/my-study"
    >>> new_study(folder, lang="en").side.tolist()
    ['LOWER', 'UPPER', 'UPPER', 'LOWER']
    """
    folder = Path(path)
    if lang is not None and lang not in LANGUAGES:
        raise DiscourseError(f"language {lang!r} is unknown", remedy=f"Choose one of {', '.join(LANGUAGES)}.")
    _must_be_free(folder)
    if source is None:
        found, refused = _starter_texts(lang or "zh-Hant"), []
    else:
        found, refused = taken_in(Path(source))
        tell_passed_over(Path(source))
    sizes = Counter(d.fields["lang"] for _, d in found)
    main = lang if lang in sizes else max(LANGUAGES, key=lambda name: (sizes[name], name == "zh-Hant"))
    languages = {*sizes, lang or main}
    if lang not in (None, main):
        note(f"no text is in {lang}; the notebooks begin with {main}", folder)
    with _building(folder) as study:
        for part in ("corpus/texts", "notebooks", "tests"):
            (study / part).mkdir(parents=True)
        accession(study / "corpus", found)
        write_table(starter_codebook(languages), study / "corpus" / "codebook.csv")
        words = {"name": folder.name, "lang": main, "by": _grouping([d for _, d in found])}
        _write_pages(study, words, sorted({*sizes} - {main}))
    rows = [(d.doc_id, d.fields["title"], d.fields.get("side", ""), d.fields["lang"], d.fields["date"], d.date_from,
             len(d.text), file) for file, d in found]  # fmt: skip
    columns = ["doc_id", "title", "side", "lang", "date", "date_from", "n_chars", "file"]
    table = pd.DataFrame(rows, columns=columns).sort_values("doc_id", ignore_index=True)
    table.attrs["refused"] = refused
    return table


def open_study(path: str | os.PathLike = "..") -> Corpus:
    """Open the corpus of a study; files that were put into ``corpus/texts/`` since the last time are taken in first.

    Parameters
    ----------
    path : path
        The folder of the study; by default the one above, where a notebook finds itself.

    Returns
    -------
    Corpus

    Raises
    ------
    CorpusError
        If there is no corpus, or its ``documents.csv`` is broken.

    Warns
    -----
    DiscourseWarning
        If a new document has no date but the day its file was saved, or a new file cannot be read; it is left out.
    """
    corpus = Path(path) / "corpus"
    if not corpus.is_dir():
        raise CorpusError("holds no folder corpus", path=path, remedy="`discourse new NAME` makes a study.")
    with alone(corpus):  # two notebooks at once take a new text in once
        finish(corpus)
        table = read_contract(safe_path(corpus, "documents.csv"), "documents")
        if found := taken_in(corpus / "texts", known=table.doc_id)[0]:
            accession(corpus, found)
    return load_corpus(corpus)


def add_text(path: str | os.PathLike, name: str, text: str) -> Corpus:
    """Put one text into a study, as one would by saving a file in its ``corpus/texts/``.

    Parameters
    ----------
    path : path
        The folder of the study.
    name : str
        File name with its ending, for example ``2024-09-01-speech.md``; a date in it becomes the document's.
    text : str
        The words; lines ``key: value`` between two lines ``---`` above them say title, side, speakers and date.

    Returns
    -------
    Corpus
        With the new document.

    Raises
    ------
    CorpusError
        If a file of that name is there, the name leads out of the folder or has an unknown ending, or the text holds
        no words.
    """
    corpus = Path(path) / "corpus"
    target = safe_path(corpus / "texts", name)
    if target.exists():
        raise CorpusError("is there already", path=target, remedy="Choose another name.")
    if target.suffix.lower() not in (".txt", ".md") or target.parent != corpus / "texts":
        raise CorpusError(f"{name!r} is no name for a text", path=corpus, remedy="Write name.txt or name.md.")
    write_text(target, text)
    try:
        read_documents(target)
    except DiscourseError:
        target.unlink()
        raise
    return open_study(path)


def starter_codebook(languages: Iterable[str]) -> pd.DataFrame:
    """Give the terms with which a study in these languages begins: a small part of the shipped codebook.

    Parameters
    ----------
    languages : iterable of str
        Of ``en``, ``zh-Hant``, ``zh-Hans``.

    Returns
    -------
    DataFrame
        Columns as in ``codebook.csv``.
    """
    rows = read_table(STARTER / "codebook.csv", required=_COLUMNS, what="starter codebook")
    return rows[rows.lang.isin(set(languages))].reset_index(drop=True)


def _must_be_free(folder: Path) -> None:
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise DiscourseError("exists already and is never overwritten", path=folder, remedy="Choose another name.")
    if not folder.name or folder.name in ("..", "."):
        raise DiscourseError("is no name for a study", path=folder, remedy="Give the name of a new folder.")


@contextmanager
def _building(folder: Path) -> Iterator[Path]:
    """Fill a new folder, which appears when all is in it; notes name the place where it will be."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with new_folder(folder) as building:
            yield building
    for warning in told:
        warnings.warn(str(warning.message).replace(str(building), str(folder)), warning.category, stacklevel=4)


def _starter_texts(lang: str) -> list[tuple[str, Found]]:
    """Give the four invented texts; the Simplified ones are the Traditional ones, converted."""
    found = [(file.name, d) for file in sorted((STARTER / ("en" if lang == "en" else "zh-Hant")).glob("*.md"))
             for d in read_documents(file)]  # fmt: skip
    if lang != "zh-Hans":
        return found
    plain = OpenCC("t2s").convert
    return [(plain(file), _simplified(d, plain)) for file, d in found]


def _simplified(found: Found, plain: Callable[[str], str]) -> Found:
    fields = {name: plain(value) for name, value in found.fields.items()} | {"lang": "zh-Hans"}
    return found._replace(doc_id=plain(found.doc_id), text=plain(found.text), fields=fields)


def _grouping(found: list[Found]) -> str:
    """Name the column by which the notebooks compare: side, else voice, else the document, where a chart has room.

    Many documents of which nobody said more are one group by side, until sides are written into documents.csv.
    """
    for column, field in (("side", "side"), ("voice", "speakers")):
        if 1 < len({d.fields.get(field, "") for d in found} - {""}) <= _MAX_GROUPS:
            return column
    return "doc_id" if len(found) <= _MAX_GROUPS else "side"


def _write_pages(folder: Path, words: dict[str, str], further: list[str]) -> None:
    """Fill in the templates: two notebooks, a test, a README; terms are counted in each further language too."""
    pages = {"README.txt": "README.md", "gitignore.txt": ".gitignore", "test_study.txt": "tests/test_study.py"}
    for template, target in pages.items():
        write_text(folder / target, _filled(template, words))
    for name in ("01_terms", "02_frames"):
        parts = _parts(f"{name}.txt", words)
        if name == "01_terms":
            at = next(i for i, (_, source) in enumerate(parts) if source.startswith("## Back"))
            parts[at:at] = [part for lang in further for part in _parts("01_more.txt", {**words, "lang": lang})]
        write_notebook(_notebook(parts), folder / "notebooks" / f"{name}.ipynb")


def _parts(template: str, words: dict[str, str]) -> list[tuple[str, str]]:
    """Cells of a page, each below a line ``%% text`` or ``%% code``; English terms need no gloss."""
    found = re.findall(r"(?ms)^%% (text|code)\n(.*?)(?=^%% |\Z)", _filled(template, words))
    parts = [(kind, source.strip("\n")) for kind, source in found]
    glosses = ("dc.gloss(", "What the terms mean")
    return [part for part in parts if words["lang"] != "en" or not part[1].startswith(glosses)]


def _filled(template: str, words: dict[str, str]) -> str:
    return Template((STARTER / template).read_text(encoding="utf-8")).substitute(words)


def _notebook(parts: list[tuple[str, str]]) -> nbformat.NotebookNode:
    make = {"text": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    cells = [make[kind](source, id=f"cell-{i:03d}") for i, (kind, source) in enumerate(parts, start=1)]
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNELSPEC})
