"""Documents found in a study's texts enter; texts/ and documents.csv that hold them leave, also after a stop midway.

What is to be done is first written down whole, in the folder ``.taking-in`` of the corpus, and then done. Where a run
was stopped in between, the next one finishes it before it looks for new files: no document is lost, none counted twice.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import pandas as pd

from discourse.errors import CorpusError
from discourse.files import explained
from discourse.reading.documents import load_documents
from discourse.reading.formats import Found
from discourse.reading.notes import note
from discourse.tables import TABLES, read_contract, read_table, safe_path, write_table, write_text
from discourse.writing import new_folder

PLAN = ".taking-in"
_GIVEN = "given"


def accession(corpus: Path, found: Iterable[tuple[str, Found]]) -> None:
    """Write the text and the row of every document found; a .txt under another name is kept as ``<doc_id>.raw.txt``.

    Parameters
    ----------
    corpus : Path
        Folder with ``texts/``, and with ``documents.csv`` unless it is new.
    found : iterable of (str, Found)
        The file in ``texts/`` (or elsewhere) that a document came from, and the document.

    Raises
    ------
    DiscourseError
        If a file cannot be written; then nothing has changed, or the next `finish` does the rest.

    Warns
    -----
    DiscourseWarning
        Of documents that have no date but the day their file was saved.
    """
    found = list(found)
    table = corpus / "documents.csv"
    if undated := [repr(document.doc_id) for _, document in found if document.date_from == "file"]:
        more = f" and {len(undated) - 5} more" if len(undated) > 5 else ""
        note(f"no date was found for {', '.join(undated[:5])}{more}; the day the file was saved stands in "
             "documents.csv until you correct it", table)  # fmt: skip
    rows = pd.DataFrame([{"doc_id": d.doc_id, "form": "text", **d.fields, _GIVEN: quote(os.fsencode(file))}
                         for file, d in found])  # fmt: skip
    with new_folder(corpus / PLAN) as plan:
        for _, document in found:
            write_text(safe_path(plan, f"{document.doc_id}.txt"), document.text + "\n")
        rows = rows.reindex(columns=[*TABLES["documents"], _GIVEN], fill_value="").fillna("")
        write_table(rows, plan / "documents.csv")
    finish(corpus)
    load_documents(corpus)


def finish(corpus: Path) -> None:
    """Do what is left of a plan: texts in their places first and documents.csv last; without a plan, nothing.

    Raises
    ------
    DiscourseError
        If the plan names files outside the corpus, or a file cannot be written.
    """
    plan = safe_path(corpus, PLAN)
    if not plan.is_dir():
        return
    try:
        if (plan / "documents.csv").is_file():
            rows = read_table(plan / "documents.csv", required=(*TABLES["documents"], _GIVEN), what="plan")
            for doc_id, given in zip(rows.doc_id, rows[_GIVEN], strict=True):
                name = Path(os.fsdecode(unquote_to_bytes(given))).name
                _put(corpus / "texts", doc_id, name, safe_path(plan, f"{doc_id}.txt"))
            _list(corpus / "documents.csv", rows.drop(columns=_GIVEN))
        shutil.rmtree(plan)
    except OSError as error:
        raise explained(error, getattr(error, "filename", None) or plan, kind=CorpusError) from None


def _put(texts: Path, doc_id: str, given: str, text: Path) -> None:
    """Move a text into its place; what was put in under another name becomes the raw file of the document."""
    came, raw = texts / given, safe_path(texts, f"{doc_id}.raw.txt")
    if came.suffix.lower() == ".txt" and came.stem != doc_id and came.is_file() and not raw.exists():
        came.rename(raw)
    if text.is_file():
        os.replace(text, safe_path(texts, f"{doc_id}.txt"))


def _list(path: Path, rows: pd.DataFrame) -> None:
    """Add the rows of documents that the table does not name yet."""
    if path.is_file():
        known = read_contract(path, "documents")
        new = rows[~rows.doc_id.isin(set(known.doc_id))]
        rows = pd.concat([known, new.reindex(columns=known.columns, fill_value="")])
    write_table(rows.sort_values("doc_id", kind="stable"), path)
