"""Full texts enter, features leave: what may be shared of documents whose words may not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from discourse import __version__
from discourse.counting.corpus import Corpus, load_corpus
from discourse.counting.recorded import fingerprints
from discourse.errors import CorpusError
from discourse.reading.features import Features, write_features
from discourse.tables import read_table, safe_path, sha256_of


def extract(source: str | Path, corpus_folder: str | Path, *, doc_ids: Iterable[str] | None = None) -> pd.DataFrame:
    """Count the full texts of a folder and write the features of a corpus.

    Parameters
    ----------
    source : path
        Folder that holds ``<doc_id>.txt`` or ``texts/<doc_id>.txt`` for the documents of the corpus.
    corpus_folder : path
        Corpus whose ``documents.csv`` names the documents; ``features/`` in it is written.
    doc_ids : iterable of str, optional
        Which documents; by default all whose form is ``features``.

    Returns
    -------
    DataFrame
        One row per document: doc_id, n_sentences, n_segments, n_tokens, n_matches.

    Raises
    ------
    CorpusError
        If a text is missing or is not the one whose sha256 ``documents.csv`` records. Nothing is written then.
    """
    corpus = load_corpus(corpus_folder)
    chosen = list(doc_ids) if doc_ids is not None else _shipped_as_features(corpus.folder)
    rows = corpus.documents.set_index("doc_id", drop=False)
    texts = {doc_id: _source_file(Path(source), doc_id, rows) for doc_id in chosen}
    marks = fingerprints(corpus.folder)
    features, provenance, report = {}, {}, []
    for doc_id, path in texts.items():
        counted = Corpus(
            rows.loc[[doc_id]].reset_index(drop=True).assign(form="text"), corpus.folder, texts={doc_id: path}
        )
        tables = Features(counted.sentences(), counted.segments(), counted.counts(), counted.matches())
        features[doc_id] = tables
        provenance[doc_id] = {**marks, "text_sha256": sha256_of(path), "codebook_sha256": counted.codebook.sha256,
                              "version": __version__}  # fmt: skip
        sizes = (len(tables.sentences), len(tables.segments), int(tables.counts.n.sum()), len(tables.matches))
        report.append((doc_id, *sizes))
    write_features(corpus.folder / "features", features, provenance, corpus.codebook_path.read_bytes())
    return pd.DataFrame(report, columns=["doc_id", "n_sentences", "n_segments", "n_tokens", "n_matches"])


def _shipped_as_features(folder: Path) -> list[str]:
    """Documents that documents.csv declares as features, whether or not their text was fetched since."""
    declared = read_table(folder / "documents.csv", required=("doc_id", "form"), what="table of documents")
    return declared.doc_id[declared.form == "features"].tolist()


def _source_file(source: Path, doc_id: str, rows: pd.DataFrame) -> Path:
    if doc_id not in rows.index:
        raise CorpusError(f"documents.csv has no document {doc_id!r}", path=source, remedy="Add its row first.")
    found = [p for p in (safe_path(source, f"texts/{doc_id}.txt"), safe_path(source, f"{doc_id}.txt")) if p.is_file()]
    if not found:
        raise CorpusError(f"there is no {doc_id}.txt", path=source,
                          remedy="Run `discourse fetch`, or name the documents to extract.")  # fmt: skip
    recorded, actual = rows.sha256[doc_id], sha256_of(found[0])
    if recorded and recorded != actual:
        raise CorpusError(f"the text is not the recorded one: sha256 {actual[:12]}… instead of {recorded[:12]}…",
                          path=found[0], remedy="Correct documents.csv if the new text is the right one.")  # fmt: skip
    return found[0]
