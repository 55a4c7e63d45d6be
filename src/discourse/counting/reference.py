"""A large corpus as JSON lines enters; term counts and frame counts for comparison within one language leave."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd
from tqdm.auto import tqdm

from discourse.counting.counts import counts_table, matches_table
from discourse.counting.matches import Matcher
from discourse.counting.tally import Document, tally
from discourse.errors import CorpusError
from discourse.language.terms import Vocabulary
from discourse.reading.codebook import Codebook
from discourse.reading.textfile import clean
from discourse.tables import write_table
from discourse.writing import make_folder

BATCH = 200
FRAMES = ["reference", "doc_id", "date", "n_sentences", "frame", "n_hits"]


def read_jsonl(path: str | Path) -> Iterator[dict]:
    """Documents of a file of JSON lines (``.jsonl`` or ``.jsonl.gz``), one object with ``id`` and ``text`` a line.

    Raises
    ------
    CorpusError
        Naming file and line, if one is no such object.
    """
    path = Path(path)
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                row = _parsed(line, path, number)
                if row:
                    yield row
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"cannot be read ({error})", path=path, remedy="Give UTF-8 JSON lines, packed or not."
        ) from error


def _parsed(line: str, path: Path, number: int) -> dict:
    if not line.strip():
        return {}
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"is not JSON ({error})", path=path, line=number, remedy="Write one object a line.") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not isinstance(row.get("id"), str):
        raise CorpusError("lacks the texts id and text", path=path, line=number,
                          remedy='Write {"id": "…", "text": "…"}.')  # fmt: skip
    return row


def count_reference(
    rows: Iterable[dict], lang: str, codebook: Codebook, *, name: str, prefix: str, progress: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Count documents as a baseline: terms over all of them, and frames document by document.

    Parameters
    ----------
    rows : iterable of dict
        With ``text`` and ``date``.
    lang : str
        Language of all of them.
    codebook : Codebook
        Frames to count.
    name, prefix : str
        Name of the reference; first part of the ids ``prefix-0001`` that stand for its documents.
    progress : bool
        Show a progress bar.

    Returns
    -------
    terms : DataFrame
        term, n, n_documents; terms in code-point order.
    frames : DataFrame
        reference, doc_id, date, n_sentences, frame, n_hits (sentences that invoke the frame). Every document has a row
        with an empty frame, which carries its size; frames without a hit have none.
    """
    n, n_documents, frames = Counter(), Counter(), []
    matcher, vocabulary = Matcher(codebook, lang), Vocabulary()
    for batch in batched(enumerate(tqdm(rows, desc=name, disable=not progress, unit="doc"), 1), BATCH):
        documents = [Document(f"{prefix}-{number:04d}", lang) for number, _ in batch]
        t = tally([clean(row["text"]) for _, row in batch], documents, vocabulary=vocabulary)
        sizes = np.bincount(t.document, minlength=len(documents))
        counts = counts_table(t).groupby(["doc_id", "term"]).n.sum()
        n.update(counts.groupby("term").sum().to_dict())
        n_documents.update(counts.groupby("term").size().to_dict())
        hits = (
            matches_table(t, matcher).drop_duplicates(["doc_id", "sent", "frame"]).groupby(["doc_id", "frame"]).size()
        )
        for document, (_, row), size in zip(documents, batch, sizes.tolist(), strict=True):
            place = (name, document.doc_id, row.get("date", ""), size)
            frames.append((*place, "", 0))
            found = [(frame, int(hits.get((document.doc_id, frame), 0))) for frame in codebook.frames]
            frames.extend((*place, frame, count) for frame, count in found if count)
    terms = pd.DataFrame(
        [(term, n[term], n_documents[term]) for term in sorted(n)], columns=["term", "n", "n_documents"]
    )
    return terms, pd.DataFrame(frames, columns=FRAMES)


def batched(items: Iterable, size: int) -> Iterator[list]:
    """Lists of at most `size` items in a row."""
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch


def write_references(bulk: str | Path, corpus) -> pd.DataFrame:
    """Count the two shipped references of ``corpus/reference/`` from the bulk corpora.

    Parameters
    ----------
    bulk : path
        Folder with ``whitehouse-2021-2022.jsonl.gz`` and ``prc-government-work-reports.jsonl.gz``.
    corpus : Corpus
        Whose codebook counts; documents of the corpus itself are left out of the references.

    Returns
    -------
    DataFrame
        One row per reference: reference, lang, n_documents, n_tokens.
    """
    own = {f"{row.date}-{row.source_url.rstrip('/').rsplit('/', 1)[-1]}" for row in corpus.documents.itertuples()}
    house = (row for row in read_jsonl(Path(bulk) / "whitehouse-2021-2022.jsonl.gz") if row["id"] not in own)
    reports = (
        row
        for row in read_jsonl(Path(bulk) / "prc-government-work-reports.jsonl.gz")
        if row["date"] >= "2003" and row["date"].isdigit()
    )
    folder, frames, report = corpus.folder / "reference", [], []
    make_folder(folder)
    for rows, lang, name, prefix in (
        (house, "en", "whitehouse-2021-2022", "wh"),
        (reports, "zh-Hans", "government-work-reports", "gwr"),
    ):
        terms, by_document = count_reference(rows, lang, corpus.codebook, name=name, prefix=prefix, progress=True)
        write_table(terms, folder / f"{name}.csv")
        frames.append(by_document)
        report.append((name, lang, by_document.doc_id.nunique(), int(terms.n.sum()), corpus.codebook.sha256))
    write_table(pd.concat(frames, ignore_index=True), folder / "frames.csv")
    index = pd.DataFrame(report, columns=["reference", "lang", "n_documents", "n_tokens", "codebook_sha256"])
    write_table(index, folder / "index.csv")
    return index
