"""A document whose text is not at hand enters; what was counted of it leaves, if it was counted as texts are now."""

from __future__ import annotations

import os
import warnings
from functools import cached_property
from pathlib import Path

import pandas as pd

from discourse.counting.counts import REPORTING_GENRES
from discourse.counting.recount import known_matches, recounted_matches
from discourse.errors import CorpusError, DiscourseWarning, StaleFeatures
from discourse.files import safe_path, sha256_of
from discourse.reading.codebook import Codebook, load_codebook
from discourse.reading.features import Features, load_features, read_index
from discourse.shipped import shipped

_AGAIN = "Run `discourse fetch` and `discourse extract` again."


class Recorded:
    """Features of a corpus folder.

    Parameters
    ----------
    folder : Path
        The corpus folder.
    """

    def __init__(self, folder: Path):
        self._folder, self._loaded = folder, {}

    def table(self, part: str, row, book: Codebook | None = None) -> pd.DataFrame:
        """Table of a document.

        Parameters
        ----------
        part : str
            sentences, segments, counts or matches.
        row : object
            Row of `documents`.
        book : Codebook, optional
            Whose terms are wanted, for matches.

        Raises
        ------
        CorpusError
            If nothing was counted of it.
        StaleFeatures
            If it was counted with other knowledge, or of another text.
        NoRunningText
            If new terms of several tokens are wanted.
        """
        features = self._features(row)
        if book is None:
            return getattr(features, part)
        recorded = self._index[row.doc_id]["codebook_sha256"]
        if book.sha256 == recorded:
            return known_matches(features.matches, book, self._folder / "features" / f"{row.doc_id}.matches.csv")
        if recorded and self._codebook.sha256 != recorded:
            raise StaleFeatures(f"is not the codebook that the features of {row.doc_id} were counted with",
                                path=self._folder / "features" / "codebook.csv", remedy=_AGAIN)  # fmt: skip
        hits, estimated = recounted_matches(features, self._codebook, book, row.lang)
        if estimated:
            said = f"{row.doc_id}: {', '.join(estimated[:5])} recounted from segments; their sentences are an estimate"
            warnings.warn(f"{said}. Run `discourse fetch` for exact places.", DiscourseWarning, stacklevel=5)
        return hits

    def _features(self, row) -> Features:
        if row.doc_id not in self._loaded:
            self._check(row)
            self._loaded[row.doc_id] = load_features(self._folder / "features", row.doc_id)
        return self._loaded[row.doc_id]

    def _check(self, row) -> None:
        """Hold the fingerprints of what a document was counted with against those of now."""
        recorded = self._index.get(row.doc_id)
        if recorded is None:
            raise CorpusError("neither text nor features are at hand", path=self._folder,
                              place=f"document {row.doc_id}",
                              remedy="Run `discourse fetch` or put the text into texts/.")  # fmt: skip
        expected = {**self._fingerprints, "text_sha256": row.sha256}
        if row.genre not in REPORTING_GENRES:
            del expected["cues_sha256"]
        for what, fingerprint in expected.items():
            if fingerprint and recorded[what] != fingerprint:  # a document without sha256 has nothing to compare
                other = what.removesuffix("_sha256")
                raise StaleFeatures(f"features of {row.doc_id} were counted with another {other}",
                                    path=self._folder / "features" / "index.csv", remedy=_AGAIN)  # fmt: skip

    @cached_property
    def _index(self) -> dict[str, dict[str, str]]:
        index = self._folder / "features" / "index.csv"
        return read_index(index.parent) if index.exists() else {}

    @cached_property
    def _codebook(self) -> Codebook:
        """The codebook with which everything was counted."""
        return load_codebook(self._folder / "features" / "codebook.csv")

    @cached_property
    def _fingerprints(self) -> dict[str, str]:
        return fingerprints(self._folder)


def fingerprints(folder: Path) -> dict[str, str]:
    """Sha256 of the knowledge besides the codebook that decides what is counted: user dictionary, voices and cues."""
    files = {"userdict": "userdict.txt", "voices": "voices.csv", "cues": "cues.csv"}
    return {f"{what}_sha256": sha256_of(knowledge_path(folder, name)) for what, name in files.items()}


def knowledge_path(folder: Path, name: str) -> Path:
    """File of a piece of knowledge: the folder's own, or the one that ships with discourse."""
    own = safe_path(folder, name)
    return own if os.path.lexists(own) else shipped(name)
