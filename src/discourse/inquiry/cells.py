"""The question of a multiverse enters, its fingerprint leaves; a file of its cells enters, the cells leave, checked."""

from __future__ import annotations

import hashlib
import warnings
from pathlib import Path

import pandas as pd

from discourse.counting.corpus import Corpus
from discourse.errors import CorpusError, DiscourseWarning
from discourse.inquiry.contrasts import Contrast
from discourse.inquiry.grid import CHOICES, Grid
from discourse.tables import read_table

VERSION = 3
"""Raised whenever the numbers of a cell could change, so that older files of a cache are not used."""

NUMBERS = {"cell": "int64", "confidence": "float64", "estimate": "float64", "low": "float64", "high": "float64",
           "n_target": "int64", "n_reference": "int64", "expected_sign": "int64"}  # fmt: skip
COLUMNS = ["cell", "contrast", *CHOICES, "segmenter", "left_out", "estimate", "low", "high", "n_target", "n_reference",
           "expected_sign", "sign_holds", "holds", "note"]  # fmt: skip


def fingerprint(corpus: Corpus, contrast: Contrast, grid: Grid, baseline: pd.DataFrame | None) -> str:
    """Sha256 of everything that decides a result."""
    digest = hashlib.sha256(repr((VERSION, tuple(contrast), tuple(grid), corpus.codebook.sha256)).encode())
    for table in (corpus.documents, corpus.sentences(), corpus.matches(), baseline):
        if table is not None:
            digest.update(pd.util.hash_pandas_object(table.astype("str"), index=False).to_numpy().tobytes())
    return digest.hexdigest()


def read_cells(file: Path) -> pd.DataFrame | None:
    """A result from the disk, or None with a warning if the file is no longer what was written."""
    try:
        table = read_table(file, required=COLUMNS, optional=(), what="cached multiverse")[COLUMNS].reset_index(
            drop=True
        )
        for column, kind in NUMBERS.items():
            table[column] = pd.to_numeric(table[column]).astype(kind)
        for column in ("sign_holds", "holds"):
            if not table[column].isin(("True", "False")).all():
                raise ValueError(column)
            table[column] = table[column] == "True"
    except (CorpusError, ValueError):
        warnings.warn(f"{file}: the cached result is broken and is computed again.", DiscourseWarning, stacklevel=3)
        return None
    return table
