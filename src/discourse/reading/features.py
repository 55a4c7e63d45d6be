"""Counted tables of a document enter and leave as files; stale or broken ones are refused."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from discourse.errors import CorpusError, StaleFeatures
from discourse.tables import read_contract, read_table, safe_path, write_table

PARTS = ("sentences", "segments", "counts", "matches")
INDEX = ("doc_id", "text_sha256", "userdict_sha256", "voices_sha256", "codebook_sha256", "version")


class Features(NamedTuple):
    """The four tables that are counted from one document."""

    sentences: pd.DataFrame
    segments: pd.DataFrame
    counts: pd.DataFrame
    matches: pd.DataFrame


def write_features(folder: Path, features: dict[str, Features], provenance: dict[str, dict[str, str]]) -> None:
    """Write features document by document, and the index that says from what they were counted.

    Parameters
    ----------
    folder : Path
        ``corpus/features``.
    features : dict of str to Features
        By document id. Running text, offsets and word order are taken out here, whatever comes in.
    provenance : dict of str to dict
        By document id: the columns of the index besides ``doc_id``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for doc_id, tables in features.items():
        for part, table in zip(PARTS, _without_running_text(tables), strict=True):
            write_table(table, safe_path(folder, f"{doc_id}.{part}.csv"))
    known = read_index(folder) if (folder / "index.csv").exists() else {}
    rows = {**known, **provenance}
    write_table(pd.DataFrame([{"doc_id": d, **rows[d]} for d in sorted(rows)], columns=list(INDEX)), folder / "index.csv")


def _without_running_text(tables: Features) -> Features:
    hits = tables.matches.assign(start=-1, end=-1)
    return Features(
        tables.sentences.assign(text=""),
        tables.segments,
        tables.counts.sort_values(["segment", "term"], kind="stable", ignore_index=True),
        hits.sort_values(["sent", "frame", "term"], kind="stable", ignore_index=True),
    )


def read_index(folder: Path) -> dict[str, dict[str, str]]:
    """Read ``index.csv``: by document id, the fingerprints of what the features were counted from."""
    table = read_table(folder / "index.csv", required=INDEX, what="index of features")
    doubled = table.doc_id[table.doc_id.duplicated()]
    if len(doubled):
        raise CorpusError(f"document {doubled.iloc[0]!r} stands twice", path=folder / "index.csv",
                          line=int(doubled.index[0]), remedy="Run `discourse extract` again.")  # fmt: skip
    return {row.pop("doc_id"): row for row in table.to_dict("records")}


def load_features(folder: Path, doc_id: str) -> Features:
    """Read the features of one document and check that they agree with each other.

    Raises
    ------
    CorpusError
        If a table is missing or broken, names another document, or its sums do not fit together.
    """
    paths = [safe_path(folder, f"{doc_id}.{part}.csv") for part in PARTS]
    tables = Features(*(read_contract(path, part) for path, part in zip(paths, PARTS, strict=True)))
    for path, table in zip(paths, tables, strict=True):
        _check_document(path, table, doc_id)
    _check_sums(folder, tables, doc_id)
    return tables


def _check_document(path: Path, table: pd.DataFrame, doc_id: str) -> None:
    strange = table.index[table.doc_id != doc_id]
    if len(strange):
        raise CorpusError(f"a row of document {table.doc_id[strange[0]]!r} in the features of {doc_id!r}", path=path,
                          line=int(strange[0]), remedy="Run `discourse extract` again.")  # fmt: skip


def _check_sums(folder: Path, tables: Features, doc_id: str) -> None:
    """Hold sentences, segments and counts to the same number of tokens."""
    counted = tables.counts.groupby("segment").n.sum()
    declared = tables.segments.set_index("segment").n_tokens
    problem = ""
    if not declared.index.is_unique or not tables.sentences.sent.is_unique:
        problem = "a segment or sentence number stands twice"
    elif tables.counts.duplicated(["segment", "term"]).any():
        problem = "a term stands twice in one segment"
    elif not counted.reindex(declared.index, fill_value=0).equals(declared) or len(counted) > len(declared):
        problem = "counts do not add up to the n_tokens of the segments"
    elif int(tables.sentences.n_tokens.sum()) != int(declared.sum()):
        problem = "n_tokens of sentences and segments differ"
    elif not tables.matches.sent.isin(tables.sentences.sent).all():
        problem = "matches name a sentence that is not there"
    if problem:
        raise StaleFeatures(problem, path=folder, place=f"document {doc_id}",
                            remedy="Run `discourse fetch` and `discourse extract` again.")  # fmt: skip
