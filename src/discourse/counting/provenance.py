"""A corpus enters; what its numbers rest on leaves: hashes of documents and knowledge, versions, settings."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import PackageNotFoundError, version

from discourse import __version__
from discourse.counting.corpus import Corpus
from discourse.counting.recorded import fingerprints
from discourse.errors import DiscourseError
from discourse.files import sha256_of
from discourse.reading.documents import text_path
from discourse.reading.features import read_index
from discourse.reading.receipts import counts_as_recorded

LIBRARIES = ("jieba", "matplotlib", "numpy", "opencc", "pandas", "rjieba", "scikit-learn", "scipy")
_NOT_METADATA = ("form", "sha256", "file", "encoding")


def provenance(corpus: Corpus, **settings: object) -> dict[str, object]:
    """Say what numbers counted from a corpus rest on, to be written beside them.

    Parameters
    ----------
    corpus : Corpus
        The documents used; a selection gives another hash than the whole.
    **settings
        What else decides the numbers: arguments, seeds.

    Returns
    -------
    dict
        ``discourse`` and ``versions`` (of the libraries that count and draw), ``n_documents``, ``corpus_sha256``,
        ``codebook_sha256``, ``userdict_sha256``, ``voices_sha256``, ``cues_sha256``, and ``settings``. No time, no
        path: the same inputs give the same dictionary, before and after `fetch`.

    Examples
    --------
    >>> from discourse import load_corpus
    >>> origin = provenance(load_corpus(), seed=0)
    >>> origin["n_documents"], origin["settings"]
    (34, {'seed': 0})
    """
    if not isinstance(corpus, Corpus):
        raise TypeError(f"provenance() takes a Corpus, not {type(corpus).__name__}; use discourse.load_corpus(path)")
    return {
        "discourse": __version__,
        "versions": library_versions(),
        "n_documents": len(corpus),
        "corpus_sha256": corpus_sha256(corpus),
        "codebook_sha256": sha256_of(corpus.codebook_path),
        **fingerprints(corpus.folder),
        "settings": settings,
    }


def corpus_sha256(corpus: Corpus) -> str:
    """Hash of a corpus: of what `documents.csv` says of its documents, and of the words they hold."""
    lines = [f"{doc_id} {mark}" for doc_id, mark in sorted(document_marks(corpus).items())]
    return _hash("\n".join([metadata_sha256(corpus), *lines]))


def document_marks(corpus: Corpus) -> dict[str, str]:
    """Sha256 of the text behind each document's numbers, by document id.

    Returns
    -------
    dict of str to str
        Of the text at hand; of the text that was counted where only features are at hand, or where `fetch` found that
        the text at hand counts the same; ``""`` where neither can be read.
    """
    folder = corpus.folder / "features"
    index = read_index(folder) if (folder / "index.csv").is_file() else {}
    return {row.doc_id: _mark(corpus, row, index) for row in corpus.documents.itertuples()}


def _mark(corpus: Corpus, row, index: dict[str, dict[str, str]]) -> str:
    if row.form == "features":
        return row.sha256 or index.get(row.doc_id, {}).get("text_sha256", "")
    try:
        mark = sha256_of(corpus.texts.get(row.doc_id) or text_path(corpus.folder, row))
        alike = row.sha256 and mark != row.sha256 and counts_as_recorded(corpus.folder, row.doc_id, mark, row.sha256)
    except DiscourseError:
        return ""
    return row.sha256 if alike else mark


def metadata_sha256(corpus: Corpus) -> str:
    """Hash of what `documents.csv` says of the documents, checksums and the form at hand left out."""
    table = corpus.documents.drop(columns=[c for c in _NOT_METADATA if c in corpus.documents.columns])
    return _hash(json.dumps([list(table.columns), *table.astype(str).to_numpy().tolist()], ensure_ascii=False))


def library_versions() -> dict[str, str]:
    """Versions of the libraries on which numbers and pictures depend; ``""`` for one that is not installed."""
    return {name: _version(name) for name in LIBRARIES}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
