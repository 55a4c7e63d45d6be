"""Counted tables of a document enter and leave as files; stale or broken ones are refused."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from discourse.csvfile import csv_text
from discourse.errors import CorpusError, StaleFeatures
from discourse.files import read_bytes
from discourse.tables import read_contract, read_table, safe_path, sha256_of
from discourse.writing import alone, make_folder, write_files

PARTS = ("sentences", "segments", "counts", "matches")
INDEX = ("doc_id", "text_sha256", "userdict_sha256", "voices_sha256", "cues_sha256", "codebook_sha256", "version")
TABLES_MARK = "tables_sha256"
_TOGETHER = 50


class Features(NamedTuple):
    """The four tables that are counted from one document."""

    sentences: pd.DataFrame
    segments: pd.DataFrame
    counts: pd.DataFrame
    matches: pd.DataFrame


def write_features(
    folder: Path, features: dict[str, Features], provenance: dict[str, dict[str, str]], codebook: bytes
) -> None:
    """Write features, and the index that says from what they were counted, fifty documents at a time.

    Parameters
    ----------
    folder : Path
        ``corpus/features``.
    features : dict of str to Features
        By document id. Running text, offsets and word order are taken out here, whatever comes in.
    provenance : dict of str to dict
        By document id: the columns of the index besides ``doc_id``.
    codebook : bytes
        The codebook they were counted with, kept beside them.
    """
    with alone(make_folder(folder)):
        rows = read_index(folder) if (folder / "index.csv").exists() else {}
        names = list(features)
        for some in (names[i : i + _TOGETHER] for i in range(0, len(names), _TOGETHER)):
            files: dict[Path, bytes] = {}
            for doc_id in some:
                tables = _as_files(folder, doc_id, features[doc_id])
                rows[doc_id] = {**provenance[doc_id], TABLES_MARK: sha256_of(b"".join(tables.values()))}
                files |= tables
            index = pd.DataFrame([{"doc_id": d, **rows[d]} for d in sorted(rows)], columns=[*INDEX, TABLES_MARK])
            files[folder / "index.csv"] = csv_text(index.fillna("")).encode("utf-8")
            write_files({**files, folder / "codebook.csv": codebook})


def _as_files(folder: Path, doc_id: str, features: Features) -> dict[Path, bytes]:
    """Bytes of the four files of a document, in the order of `PARTS`."""
    tables = zip(PARTS, _without_running_text(features), strict=True)
    paths = {safe_path(folder, f"{doc_id}.{part}.csv"): table for part, table in tables}
    return {path: csv_text(table, path=path).encode("utf-8") for path, table in paths.items()}


def _tables_mark(folder: Path, doc_id: str) -> str:
    """Sha256 of the four files of a document, one after the other."""
    return sha256_of(b"".join(read_bytes(safe_path(folder, f"{doc_id}.{part}.csv")) for part in PARTS))


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
    table = read_table(folder / "index.csv", required=INDEX, optional=[TABLES_MARK], what="index of features")
    for column in (c for c in table.columns if c.endswith("_sha256")):
        wrong = table.index[~table[column].str.fullmatch("([0-9a-f]{64})?")]
        if len(wrong):
            raise CorpusError(f"{column} {table[column][wrong[0]]!r} is no SHA-256", path=folder / "index.csv",
                              line=int(wrong[0]), remedy="Run `discourse extract` again.")  # fmt: skip
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
    _check_rows(folder, tables, doc_id)
    _check_sums(folder, tables, doc_id)
    recorded = (read_index(folder) if (folder / "index.csv").is_file() else {}).get(doc_id, {}).get(TABLES_MARK, "")
    if recorded and recorded != _tables_mark(folder, doc_id):
        raise StaleFeatures("the tables were changed after they were counted", path=folder, place=f"document {doc_id}",
                            remedy="Run `discourse fetch` and `discourse extract` again.")  # fmt: skip
    return tables


def _check_document(path: Path, table: pd.DataFrame, doc_id: str) -> None:
    strange = table.index[table.doc_id != doc_id]
    if len(strange):
        raise CorpusError(f"a row of document {table.doc_id[strange[0]]!r} in the features of {doc_id!r}", path=path,
                          line=int(strange[0]), remedy="Run `discourse extract` again.")  # fmt: skip


def _check_rows(folder: Path, tables: Features, doc_id: str) -> None:
    """Refuse doubled keys, counts above their segment's size, and rows that point to nothing, each with its line."""
    sentences, segments, counts, matches = tables
    size = counts.segment.map(segments.drop_duplicates("segment").set_index("segment").n_tokens)
    para = matches.sent.map(sentences.drop_duplicates("sent").set_index("sent").para)
    last = segments.last_sent > sentences.sent.max() if len(sentences) else segments.last_sent >= 0
    follows = segments.first_sent == segments.last_sent.shift(fill_value=0) + 1
    checks = (
        ("sentences", sentences.duplicated("sent"), "a sentence number stands twice"),
        ("sentences", sentences.sent < sentences.sent.shift(fill_value=0), "the sentences are not in order"),
        ("sentences", sentences.procedure > 1, "procedure is neither 0 nor 1"),
        ("sentences", sentences.text != "", "features hold running text"),
        ("sentences", sentences.para < sentences.para.shift(fill_value=1), "the paragraph comes before the last one"),
        ("segments", segments.duplicated("segment"), "a segment number stands twice"),
        ("segments", (segments.first_sent > segments.last_sent) | last, "it holds sentences that are not there"),
        ("segments", ~follows, "the segment does not begin where the last one ends"),
        ("counts", counts.term.str.isspace(), "the term is blank"),
        ("counts", counts.duplicated(["segment", "term"]), "the term stands twice in one segment"),
        ("counts", size.isna(), "the segment is not there"),
        ("counts", counts.n > size, "n is larger than the n_tokens of the segment"),
        ("matches", ~matches.sent.isin(sentences.sent), "the sentence is not there"),
        ("matches", matches.para != para, "the paragraph is not that of the sentence"),
        ("matches", (matches.start != -1) | (matches.end != -1), "features hold no places in the text (start, end)"),
        *((part, table.lang != first, f"the language is not {first}, that of the first sentence")
          for part, table in zip(PARTS, tables, strict=True) for first in sentences.lang.head(1)),
        ("counts", _differs(counts, segments, "segment"), "voice or side differ from those of the segment"),
        ("matches", _differs(matches, sentences, "sent"), "voice or side differ from those of the sentence"),
    )
    for part, bad, problem in checks:
        if bad.any():
            raise CorpusError(problem, path=folder / f"{doc_id}.{part}.csv", line=int(bad.index[bad][0]),
                              remedy="Run `discourse fetch` and `discourse extract` again.")  # fmt: skip


def _differs(rows: pd.DataFrame, owners: pd.DataFrame, key: str) -> pd.Series:
    """Rows whose voice or side is not the one of the segment or sentence that they belong to."""
    known = owners.drop_duplicates(key).set_index(key)
    there = rows[key].isin(known.index)
    return there & ((rows[key].map(known.voice) != rows.voice) | (rows[key].map(known.side) != rows.side))


def _check_sums(folder: Path, tables: Features, doc_id: str) -> None:
    """Hold sentences, segments and counts to the same number of tokens, segment by segment."""
    sentences, segments, counts, _ = tables
    counted = segments.segment.map(counts.groupby("segment").n.sum()).fillna(0)
    upto = np.concatenate([[0], sentences.n_tokens.cumsum()])
    ends = np.searchsorted(sentences.sent, segments.last_sent, side="right")
    spoken = upto[ends] - upto[np.searchsorted(sentences.sent, segments.first_sent)]
    checks = (
        (counted != segments.n_tokens, "counts do not add up to the n_tokens of the segments"),
        (segments.n_tokens != spoken, "n_tokens of sentences and segments differ"),
    )
    for bad, problem in checks:
        if bad.any():
            raise StaleFeatures(problem, path=folder / f"{doc_id}.segments.csv", line=int(bad.index[bad][0]),
                                remedy="Run `discourse fetch` and `discourse extract` again.")  # fmt: skip
    if len(sentences) and (not len(segments) or segments.last_sent.iloc[-1] != sentences.sent.iloc[-1]):
        raise StaleFeatures("the segments do not hold all sentences", path=folder / f"{doc_id}.segments.csv",
                            remedy="Run `discourse fetch` and `discourse extract` again.")  # fmt: skip
