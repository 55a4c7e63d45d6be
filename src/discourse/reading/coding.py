"""A folder of hand coding enters, one table of codes per sentence and coder leaves."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.errors import CorpusError
from discourse.files import as_path
from discourse.reading.spelling import invisible_in
from discourse.shipped import shipped
from discourse.tables import LANGUAGES, read_table

__all__ = ["CODING_COLUMNS", "frame_ratings", "load_coding", "load_contrast_spans"]

CODING_COLUMNS = ("doc_id", "sent", "unit_id", "speaker", "lang", "text", "coder", "frames", "actor", "reported")
_ACTORS = ("US", "CN", "BOTH", "OTHER", "TW", "AUTHOR", "NONE", "")
HELDOUT = ("round", "n", "n_codes", "n_hits", "lang", "macro_f1", "precision", "recall", "note")
_REPORTED = ("yes", "no", "")


def load_coding(path: str | os.PathLike | None = None) -> pd.DataFrame:
    """Read which frames which coder found in which sentence.

    Parameters
    ----------
    path : path, optional
        A folder with ``units.csv`` (unit_id and doc_id; sent, the number of the sentence in its document; speaker;
        lang and text for sentences that are in no document of the corpus) and ``codings.csv`` (unit_id, coder, frames
        joined by ``;``, and optionally actor and reported). Without a path: the coding that ships with discourse.

    Returns
    -------
    DataFrame
        One row per unit and coder: doc_id, sent (0 where the unit is no sentence of a document), unit_id, speaker,
        lang, text, coder, frames, actor, reported; in the order of ``units.csv``, coders by name.

    Raises
    ------
    CorpusError
        With file and line: a missing file or column, a unit that stands twice or nowhere, a unit coded twice by one
        coder or not at all, an unknown actor, a sentence that is no number.

    Examples
    --------
    >>> coding = load_coding()
    >>> coding.coder.unique().tolist()
    ['1', '2']
    >>> coding[coding.unit_id == "mac-s04"].frames.tolist()
    ['competition;risk;taiwan', 'competition;risk;taiwan']
    """
    folder = as_path(path) if path is not None else shipped("coding")
    units = _units(folder / "units.csv")
    codes = _codes(folder / "codings.csv", set(units.unit_id))
    if left := [unit for unit in units.unit_id if unit not in set(codes.unit_id)]:
        raise CorpusError(f"unit {left[0]!r} is coded by nobody", path=folder / "codings.csv",
                          remedy="Add a row for it; the frames cell may be empty.")  # fmt: skip
    order = {unit: i for i, unit in enumerate(units.unit_id)}
    coding = codes.merge(units, on="unit_id", how="left")
    coding = coding.assign(_unit=coding.unit_id.map(order)).sort_values(["_unit", "coder"], kind="stable")
    return coding[list(CODING_COLUMNS)].reset_index(drop=True)


def load_contrast_spans(path: str | os.PathLike | None = None) -> pd.DataFrame:
    """Read the spans in which one sentence sets the two sides against each other.

    Parameters
    ----------
    path : path, optional
        A CSV file with unit_id, coder, actor, span and frames; by default the one that ships with discourse.

    Returns
    -------
    DataFrame
        Its rows, all cells as text.

    Raises
    ------
    CorpusError
        If the file is missing or broken.

    Examples
    --------
    >>> spans = load_contrast_spans()
    >>> spans[spans.coder == "1"].actor.tolist()
    ['US', 'CN', 'US', 'CN']
    """
    file = as_path(path) if path is not None else shipped("coding/contrast_spans.csv")
    return read_table(file, required=("unit_id", "coder", "actor", "span", "frames"), optional=(),
                      what="table of contrast spans").reset_index(drop=True)  # fmt: skip


def _units(file: Path) -> pd.DataFrame:
    table = read_table(file, required=("unit_id", "doc_id"), optional=("sent", "speaker", "lang", "text"),
                       what="table of coded units")  # fmt: skip
    table = table.reindex(columns=["unit_id", "doc_id", "sent", "speaker", "lang", "text"], fill_value="")
    _refuse(table, table.unit_id == "", "the unit has no unit_id", "Give it one.", file)
    _refuse_unseen(table, ("unit_id", "doc_id", "speaker"), file)
    _refuse(table, ~table.lang.isin((*LANGUAGES, "")), "lang {lang!r} is unknown", f"Use {', '.join(LANGUAGES)}.", file)
    _refuse(table, table.unit_id.duplicated(), "unit {unit_id!r} stands twice", "Keep one of the rows.", file)
    number = table.sent.str.fullmatch(r"[1-9][0-9]{0,8}")
    _refuse(table, ~number & (table.sent != ""), "sentence {sent!r} is not a number from 1", "Count from 1.", file)
    lost = number & (table.doc_id == "")
    _refuse(table, lost, "unit {unit_id!r} has a sentence number, but no doc_id", "Name the document.", file)
    wordless = ~number & ((table.text == "") | (table.lang == ""))
    _refuse(table, wordless, "unit {unit_id!r} has neither sentence number nor text and lang", "Add one of them.", file)
    doubled = number & table.duplicated(["doc_id", "sent"])
    _refuse(table, doubled, "sentence {sent} of {doc_id} is two units", "Keep one of the rows.", file)
    return table.assign(sent=table.sent.replace("", "0").astype("int64"))


def _codes(file: Path, known: set[str]) -> pd.DataFrame:
    table = read_table(file, required=("unit_id", "coder", "frames"), optional=("actor", "reported"),
                       what="table of codings")  # fmt: skip
    table = table.reindex(columns=["unit_id", "coder", "frames", "actor", "reported"], fill_value="")
    _refuse(table, ~table.unit_id.isin(known), "unit {unit_id!r} is not in units.csv", "Add it there.", file)
    _refuse(table, table.coder == "", "the coder is empty", "Name the coder.", file)
    _refuse_unseen(table, ("coder", "frames"), file)
    blank = table.coder != table.coder.str.strip()
    _refuse(table, blank, "coder {coder!r} begins or ends with a blank", "Remove it: it would be another coder.", file)
    doubled = table.duplicated(["unit_id", "coder"])
    _refuse(table, doubled, "coder {coder!r} coded unit {unit_id!r} twice", "Keep one of the rows.", file)
    _refuse(table, ~table.actor.isin(_ACTORS), "actor {actor!r} is unknown", f"Use {', '.join(_ACTORS[:-1])}.", file)
    _refuse(table, ~table.reported.isin(_REPORTED), "reported is {reported!r}", "Write yes, no or nothing.", file)
    frames = [";".join(sorted({f.strip() for f in cell.split(";")} - {""})) for cell in table.frames]
    _refuse_misspelt_frames(table.assign(frames=frames), file)
    return table.assign(frames=frames)


def _refuse_unseen(table: pd.DataFrame, columns: tuple[str, ...], file: Path) -> None:
    """Refuse names that look alike and are not: with characters that nobody sees, or blanks at an end of an id."""
    for column in columns:
        unseen = table[column].map(lambda name: not name.isprintable() or invisible_in(name))
        _refuse(table, unseen, f"{column} {{{column}!r}} holds a character that nobody sees", "Take it out.", file)
        if column.endswith("_id"):
            blank = table[column] != table[column].str.strip()
            _refuse(table, blank, f"{column} {{{column}!r}} begins or ends with a blank", "Remove it.", file)


def _refuse_misspelt_frames(table: pd.DataFrame, file: Path) -> None:
    """Refuse frames joined by something else than a semicolon, and one frame in two spellings."""
    joined = table.frames.str.contains(r"[,，、|/；]")
    _refuse(table, joined, "frames {frames!r} are not joined by ';'", "Write for example order;risk.", file)
    spelt: dict[str, str] = {}
    for line, cell in table.frames.items():
        for frame in filter(None, cell.split(";")):
            first = spelt.setdefault(frame.casefold(), frame)
            if first != frame:
                raise CorpusError(f"frame {frame!r} is also written {first!r}", path=file, line=int(line),
                                  remedy="Write it in one way.")  # fmt: skip


def _refuse(table: pd.DataFrame, bad: pd.Series, problem: str, remedy: str, file: Path) -> None:
    if bad.any():
        line = table.index[bad.to_numpy().argmax()]
        raise CorpusError(problem.format(**table.loc[line]), path=file, line=int(line), remedy=remedy)


def frame_ratings(coding: pd.DataFrame, frame: str) -> np.ndarray:
    """One frame's codes as the ratings that measures of agreement take.

    Parameters
    ----------
    coding : DataFrame
        From `load_coding`.
    frame : str
        A frame; one that nobody coded gives zeros.

    Returns
    -------
    ndarray of float, shape (M, N)
        M coders by name, N units in their order: 1 coded, 0 not coded, NaN where a coder did not code the unit.

    Examples
    --------
    >>> ratings = frame_ratings(load_coding(), "risk")
    >>> ratings.shape, ratings.sum(axis=1).tolist()
    ((2, 231), [14.0, 14.0])
    """
    coded = [float(frame in cell.split(";")) for cell in coding.frames]
    table = coding.assign(_coded=coded).pivot(index="coder", columns="unit_id", values="_coded")
    return table[list(dict.fromkeys(coding.unit_id))].sort_index().to_numpy(dtype=float)


def load_heldout(path: str | os.PathLike | None = None) -> pd.DataFrame:
    """Read how the codebook did on sentences that nobody had looked at when it was run.

    Parameters
    ----------
    path : path, optional
        ``corpus/coding/heldout.csv`` by default.

    Returns
    -------
    DataFrame
        round, n (sentences), n_codes, n_hits, lang, macro_f1, precision, recall, note; numbers where they are numbers.

    Examples
    --------
    >>> load_heldout()["lang"].unique().tolist()
    ['en', 'zh-Hans', 'all']
    """
    file = shipped("coding/heldout.csv") if path is None else as_path(path)
    table = read_table(file, required=HELDOUT, what="held-out table")
    numbers = [column for column in HELDOUT if column not in ("lang", "note")]
    for column in numbers:
        bad = ~table[column].str.fullmatch(r"([0-9]{1,9}(\.[0-9]{1,9})?)?")
        _refuse(table, bad, f"{column} {{{column}!r}} is no number", "Correct the cell, or leave it empty.", file)
    return table[list(HELDOUT)].assign(**{c: pd.to_numeric(table[c], errors="coerce") for c in numbers})
