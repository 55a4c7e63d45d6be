"""A contrast enters, its estimate under every choice of a declared grid leaves: one row per cell."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from tqdm import tqdm

from discourse.counting.corpus import Corpus
from discourse.errors import DiscourseError
from discourse.inquiry.cells import COLUMNS, fingerprint, read_cells
from discourse.inquiry.claims import claim_contrast
from discourse.inquiry.contrasts import Contrast, at_level, contrast_sums, sums_estimate
from discourse.inquiry.grid import Grid, cells, checked_grid, fixed_dimensions, resegmented, variant_terms
from discourse.inquiry.references import baseline_shares, load_baseline
from discourse.inquiry.units import Sums, all_levels, units, with_macros
from discourse.measures.framed import frame_names
from discourse.measures.frames import frame_sentences
from discourse.tables import write_table
from discourse.writing import make_folder


def multiverse(
    corpus: Corpus,
    contrast: Contrast | Any,
    grid: Grid | dict | None = None,
    *,
    workers: int = 1,
    progress: bool = True,
    cache: str | PathLike | None = None,
) -> pd.DataFrame:
    """Estimate a contrast under every choice an analyst could have made otherwise.

    Parameters
    ----------
    corpus : Corpus
        The documents compared, texts or features, with their codebook. What features cannot vary is fixed, and said.
    contrast : Contrast, or row of the claims
        What is compared. A claim that compares two sides brings its own documents.
    grid : Grid or dict, optional
        The choices; the default grid has at least 200 cells for three documents and more. A dict names what differs.
    workers : int
        Threads; the result does not depend on their number.
    progress : bool
        Show a progress bar where somebody watches (a terminal).
    cache : path, optional
        Folder for results, as CSV files named by a fingerprint of everything that goes in. Without it results are
        kept in memory, as long as the corpus.

    Returns
    -------
    DataFrame
        One row per cell: cell, contrast, the dimensions of the grid (``fixed`` where the corpus cannot vary one, see
        :func:`fixed_dimensions`), left_out (a document, or ``document#segment`` where there is only one document),
        estimate, low, high (shares, or Cohen's h with a baseline), n_target, n_reference, expected_sign,
        sign_holds, holds (the sign is as expected and the interval leaves out zero), note (why a cell has no
        estimate or no interval).

    Raises
    ------
    DiscourseError
        If the grid is unknown, a frame is not in the codebook, or a speaker is not in the corpus.

    References
    ----------
    Steegen, Tuerlinckx, Gelman & Vanpaemel (2016), Increasing transparency through a multiverse analysis. Simonsohn,
    Simmons & Nelson (2020), Specification curve analysis.

    Examples
    --------
    >>> from discourse import load_corpus
    >>> openings = load_corpus().select(genre="opening remarks")
    >>> table = multiverse(openings, Contrast("relationship", "CN", "US"), {"n_resamples": 50}, progress=False)
    >>> len(table) >= 200
    True
    """
    if not isinstance(contrast, Contrast):
        if not all(hasattr(contrast, name) for name in ("test", "parameters", "documents")):
            raise DiscourseError(f"multiverse takes a Contrast or a claim, not {type(contrast).__name__}",
                                 remedy="Write Contrast('order', 'US', 'CN'), or give a claim.")  # fmt: skip
        corpus = corpus.select(doc_id=[name.strip() for name in contrast.documents.split(";")])
        contrast = claim_contrast(contrast)
    if not isinstance(workers, int) or workers < 1:
        raise DiscourseError(f"workers {workers!r} is no number of threads", remedy="Give 1 or more.")
    chosen = checked_grid(grid)
    baseline = load_baseline() if "own language" in chosen.baseline else None
    key = fingerprint(corpus, contrast, chosen, baseline)
    file = Path(cache) / f"multiverse-{key[:32]}.csv" if cache is not None else None
    if file is not None and file.exists() and (known := read_cells(file)) is not None:
        return known
    work = lambda: _run(corpus, contrast, chosen, baseline, (workers, progress))  # noqa: E731
    table = corpus._cached(("multiverse", key), work)
    if file is not None:
        make_folder(file.parent)
        write_table(table, file)
    return table.copy()


def _run(
    corpus: Corpus, contrast: Contrast, grid: Grid, baseline: pd.DataFrame | None, how: tuple[int, bool]
) -> pd.DataFrame:
    """Lay out the tables every cell needs, then estimate the cells, in threads if asked."""
    workers, progress = how
    fixed = fixed_dimensions(corpus)
    world = _World(corpus, contrast, grid, baseline)
    rows = cells(grid, fixed, world.left_out())
    tables = {key: world.table(*key) for key in dict.fromkeys(map(_table_key, rows))}
    bar = tqdm(total=len(rows), desc=f"multiverse: {contrast}", disable=None if progress else True)

    def estimated(row: dict) -> dict:
        done = world.estimate(row, tables[_table_key(row)])
        bar.update()
        return done

    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(estimated, rows))
    bar.close()
    table = pd.DataFrame(results).assign(
        contrast=str(contrast), segmenter="fixed", **dict.fromkeys(set(fixed) - {"segmenter"}, "fixed")
    )
    return table.assign(cell=range(1, len(table) + 1), expected_sign=contrast.sign)[COLUMNS]


def _table_key(row: dict) -> tuple[str, ...]:
    return tuple(row[name] for name in ("codebook", "denominator", "script", "user_dictionary", "unit", "level"))


@dataclass
class _World:
    """What all cells of one multiverse share."""

    corpus: Corpus
    contrast: Contrast
    grid: Grid
    baseline: pd.DataFrame | None

    def __post_init__(self) -> None:
        self.book = self.corpus.codebook
        self.matches = self.corpus.matches(self.book)
        self.full = all_levels(self.corpus, self.book)
        contrast_sums(self.full, self.contrast)  # refuses an unknown frame or speaker
        self.framed: dict[tuple, pd.DataFrame] = {}
        macros = set(self.book.macro_frames.values()) - set(self.book.frames)
        fine = self.baseline is not None and not macros & set(self.contrast.frames)
        frames = list(self.contrast.frames)
        levels = self.grid.confidence if fine else ()
        self.known = {c: baseline_shares(self.baseline, frames=frames, confidence=c) for c in levels}

    def left_out(self) -> list[str]:
        """Nothing, then every document (or segment of the only one) in which one of the two is heard."""
        if not self.grid.leave_out:
            return [""]
        heard = self.full[self.full[self.contrast.by].isin([self.contrast.target, self.contrast.reference])]
        documents = sorted(set(heard.doc_id))
        if len(documents) > 1:
            return ["", *documents]
        return ["", *(f"{documents[0]}#{segment}" for segment in sorted(set(heard.segment)))]

    def table(self, codebook: str, denominator: str, script: str, user_dictionary: str, unit: str, level: str):
        """Sums of the contrast at this level by segment; None where the codebook has nothing left for its frames."""
        key = (codebook, denominator, script, user_dictionary)
        if key not in self.framed:
            self.framed[key] = self._sentences(*key)
        framed = self.framed[key]
        contrast = at_level(self.contrast, level, self.book.macro_frames)
        if any(frame not in framed.columns for frame in contrast.frames):
            return None
        return contrast_sums(units(framed, contrast.frames, unit), contrast)

    def _sentences(self, codebook: str, denominator: str, script: str, user_dictionary: str) -> pd.DataFrame:
        """Lay the sentences beside the frames that the terms of this choice invoke."""
        terms = variant_terms(self.book, self.matches, codebook)
        hits = self.matches[self.matches.term.isin(set(terms.term))]
        if script == "own":
            own = pd.MultiIndex.from_frame(terms[["lang", "term"]])
            hits = hits[pd.MultiIndex.from_frame(hits[["lang", "term"]]).isin(own)]
        fine = frame_sentences(self.corpus, self.book, denominator=denominator)
        place = pd.MultiIndex.from_frame(fine[["doc_id", "sent"]])
        left = {frame for cell in terms.frame for frame in cell.split(";")}
        for frame in self.book.frames:
            there = hits.loc[hits.frame == frame, ["doc_id", "sent"]]
            fine[frame] = place.isin(pd.MultiIndex.from_frame(there))
        if user_dictionary == "off":
            again = resegmented(self.corpus, "").set_index(["doc_id", "sent"])
            fine["segment"] = again.segment.reindex(place).to_numpy()
        left |= {macro for frame, macro in self.book.macro_frames.items() if frame in left}
        framed = with_macros(fine, self.book)
        return framed.drop(columns=[name for name in frame_names(framed) if name not in left])

    def estimate(self, row: dict, sums: tuple[Sums, Sums] | None) -> dict:
        """Estimate one cell; a cell that cannot be estimated says why."""
        contrast = at_level(self.contrast, row["level"], self.book.macro_frames)
        empty = {**row, "estimate": np.nan, "low": np.nan, "high": np.nan, "n_target": 0, "n_reference": 0,
                 "sign_holds": False, "holds": False}  # fmt: skip
        if sums is None:
            return {**empty, "note": "the codebook has no term left for this frame"}
        left = tuple(group.only(_kept(group, row["left_out"])) for group in sums)
        if not all(len(group.sizes) for group in left):
            return {**empty, "note": "nobody is left to compare"}
        if row["baseline"] != "none" and not self.known:
            return {**empty, "note": "the baseline knows frames, not macro-frames"}
        found = sums_estimate(
            left, contrast, confidence=row["confidence"], seed=self.grid.seed, n_resamples=self.grid.n_resamples,
            baseline=self.known[row["confidence"]] if row["baseline"] != "none" else None,
        )  # fmt: skip
        bound = found.low if contrast.sign > 0 else -found.high
        return {
            **row, "estimate": found.value, "low": found.low, "high": found.high, "n_target": found.n_target,
            "n_reference": found.n_reference, "sign_holds": bool(contrast.sign * found.value > 0),
            "holds": bool(bound > 0),
            "note": "" if np.isfinite(bound) else "too few segments for an interval",
        }  # fmt: skip


def _kept(group: Sums, left_out: str) -> np.ndarray:
    document, _, segment = left_out.partition("#")
    out = (group.place.doc_id == document).to_numpy()
    return ~(out & (group.place.segment == int(segment)).to_numpy()) if segment else ~out
