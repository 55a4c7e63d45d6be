"""Raw documents enter in batches, their Parquet partitions leave: the same bytes wherever they are made."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import io
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from discourse.counting.arrow import arrow_counts, arrow_matches, arrow_segments, arrow_sentences
from discourse.counting.matches import Matcher
from discourse.counting.settings import TABLES, Settings
from discourse.counting.sources import Raw
from discourse.counting.tally import Document, Tally, tally
from discourse.errors import DiscourseWarning
from discourse.language.terms import Vocabulary
from discourse.reading.guess import guess_language
from discourse.reading.textfile import clean
from discourse.tables import LANGUAGES
from discourse.writing import write_bytes

_FEW = ("lang", "side", "genre", "publisher", "date", "file", "refused", "note")


@dataclass(frozen=True)
class Batch:
    """Documents of one partition, in order, with the checksum of them all."""

    number: int
    documents: list[Raw]
    sha256: str

    def name(self, table: str, settings: Settings) -> str:
        """File name of one of its tables: place in the corpus, and a key of all that its bytes depend on."""
        return f"part-{self.number:06d}-{self.key(table, settings)}.parquet"

    def key(self, table: str, settings: Settings) -> str:
        """First 20 hexadecimal digits of the checksum of documents and settings."""
        return hashlib.sha256(f"{table}{self.sha256}{settings.keys[table]}".encode()).hexdigest()[:20]


def batches(documents: Iterable[Raw], size: int) -> Iterator[Batch]:
    """Cut documents into batches of half of `size` to `size` characters, by nothing but the documents themselves.

    Past half the size a batch ends behind the first document whose checksum says so (one of 32 does). A document put
    in or taken out so changes its own batch and perhaps the next, not all that follow.

    Examples
    --------
    >>> [len(batch.documents) for batch in batches([Raw(str(i), "f", i, "x" * 60) for i in range(4)], 300)]
    [2, 2]
    """
    held, n, number, whole = [], 0, 0, hashlib.sha256()
    for document in documents:
        own = document.sha256()
        held.append(document)
        whole.update(own.encode())
        n += len(document.text) + 100
        if n >= size or (2 * n >= size and own < "08"):
            yield Batch(number, held, whole.hexdigest())
            held, n, number, whole = [], 0, number + 1, hashlib.sha256()
    if held:
        yield Batch(number, held, whole.hexdigest())


def count_batch(batch: Batch, settings: Settings, tables: Iterable[str] = TABLES) -> dict[str, pa.Table]:
    """Count the documents of a batch.

    Parameters
    ----------
    batch : Batch
        From `batches`.
    settings : Settings
        How to count.
    tables : iterable of str
        Which of `TABLES` to make.

    Returns
    -------
    dict of str to pyarrow.Table
        Inside each, documents stand by language (zh-Hant, zh-Hans, en) and then in the order of the batch.
    """
    with _without_collector():
        return _counted(batch, settings, tables)


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python from looking for reference cycles, of which counting makes none, among millions of small objects."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _counted(batch: Batch, settings: Settings, tables: Iterable[str]) -> dict[str, pa.Table]:
    texts, about = _prepared(batch.documents, settings.lang)
    made: dict[str, list[pa.Table]] = {name: [] for name in tables}
    for lang in LANGUAGES:
        places = [i for i, row in enumerate(about) if row["lang"] == lang and not row["refused"]]
        if places or lang == "en":
            t = _tally([texts[i] for i in places], [_document(about[i]) for i in places], lang, settings.userdict)
            _add_sizes(about, places, t)
            for name in made.keys() - {"documents"}:
                made[name].append(_table(name, t, settings))
    full = {name: parts for name, parts in made.items() if parts}
    tables = {name: pa.concat_tables(parts).unify_dictionaries().combine_chunks() for name, parts in full.items()}
    return {**tables, "documents": _documents(about)} if "documents" in made else tables


def write_batch(batch: Batch, tables: Iterable[str], *, settings: Settings, out: str | Path) -> int:
    """Count a batch and write its tables into their folders; each file appears whole or not at all.

    Returns
    -------
    int
        Number of documents of the batch.
    """
    for name, table in count_batch(batch, settings, tables).items():
        sink = io.BytesIO()
        pq.write_table(table, sink, compression="zstd", row_group_size=1 << 20, write_page_checksum=True)
        write_bytes(Path(out) / name / batch.name(name, settings), sink.getvalue())
    return len(batch.documents)


def _prepared(documents: list[Raw], lang: str) -> tuple[list[str], list[dict]]:
    """Clean texts, and what is known of each document."""
    texts, about = [], []
    for raw in documents:
        with warnings.catch_warnings(record=True) as notes:
            warnings.simplefilter("always", DiscourseWarning)
            text = "" if raw.refused else clean(raw.text)
        row = {**raw._asdict(), "sha256": raw.sha256(), "n_characters": len(text), "n_sentences": 0, "n_segments": 0,
               "n_tokens": 0, "note": " ".join(str(w.message) for w in notes)}  # fmt: skip
        del row["text"]
        row["refused"] = raw.refused or ("" if text else "holds no text")
        row["lang"] = raw.lang or lang or (guess_language(text) if text else "")
        texts.append(text)
        about.append(row)
    return texts, about


def _document(row: dict) -> Document:
    speakers = tuple(name.strip() for name in row["speakers"].split(";") if name.strip())
    return Document(row["doc_id"], row["lang"], row["side"], speakers, row["genre"], row["publisher"])


def _tally(texts: list[str], documents: list[Document], lang: str, userdict: str | None) -> Tally:
    """Tally with the words this process has met before; none of the results depends on them."""
    vocabulary = _vocabularies().setdefault((lang, userdict), Vocabulary())
    if len(vocabulary.terms) > 2_000_000:
        vocabulary = _vocabularies()[lang, userdict] = Vocabulary()
    if not documents:
        return tally([""], [Document("", lang)], vocabulary=vocabulary)
    return tally(texts, documents, userdict=userdict, vocabulary=vocabulary)


@cache
def _vocabularies() -> dict[tuple[str, str | None], Vocabulary]:
    return {}


def _table(name: str, t: Tally, settings: Settings) -> pa.Table:
    if name == "counts":
        return arrow_counts(t)
    if name == "segments":
        return arrow_segments(t)
    if name == "matches":
        return arrow_matches(t, Matcher(settings.book, t.lang))
    return arrow_sentences(t, text=settings.text)


def _add_sizes(about: list[dict], places: list[int], t: Tally) -> None:
    n = len(t.documents)
    sizes = {
        "n_sentences": np.bincount(t.document, minlength=n),
        "n_segments": np.bincount(t.document[t.first], minlength=n),
        "n_tokens": np.bincount(t.document, weights=t.n_tokens, minlength=n).astype(np.int64),
    }
    for column, values in sizes.items():
        for place, value in zip(places, values.tolist(), strict=False):
            about[place][column] = value


def _documents(about: list[dict]) -> pa.Table:
    table = pa.Table.from_pylist(about)
    for column in _FEW:
        place = table.schema.get_field_index(column)
        table = table.set_column(place, column, table.column(column).dictionary_encode())
    return table
