"""A codebook file enters, a checked `Codebook` of frames, concepts and terms leaves."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from os import PathLike

import pandas as pd

from discourse.errors import CodebookError
from discourse.reading.terms import LANGS, checked
from discourse.tables import read_table

REQUIRED = ("concept", "frame", "lang", "term")
OPTIONAL = ("macro_frame", "match", "excludes", "requires", "unless", "polarity_note", "note", "source")
COLUMNS = ("concept", "frame", "macro_frame", "lang", "term", "match", "excludes", "requires",
           "unless", "polarity_note", "note", "source")  # fmt: skip

@dataclass(frozen=True, eq=False)
class Codebook:
    """Frames, the concepts that invoke them, and the terms of each concept in each language.

    Two codebooks are equal when their tables are equal. All methods return new codebooks.

    Attributes
    ----------
    concepts : DataFrame
        One row per term: concept, frame, macro_frame, lang, term, match, excludes, requires, unless, polarity_note,
        note, source. The index is the line in the file. A term of several frames has them joined by ``;``.

    Examples
    --------
    >>> from discourse.shipped import shipped
    >>> book = load_codebook(shipped("codebook.csv"))
    >>> book.macro_frames["order"]
    'global_order'
    """

    concepts: pd.DataFrame
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        """Fingerprint the content, so that a codebook can key a cache."""
        columns = ("\x1f".join((name, *self.concepts[name].tolist())) for name in COLUMNS)
        digest = hashlib.sha256("\x1e".join(columns).encode("utf-8", "surrogatepass"))
        object.__setattr__(self, "sha256", digest.hexdigest())

    def __eq__(self, other: object) -> bool:
        """Equal content, whatever the file was called."""
        return isinstance(other, Codebook) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        """Hash of the content."""
        return hash(self.sha256)

    def __len__(self) -> int:
        """Count the terms."""
        return len(self.concepts)

    def __repr__(self) -> str:
        """Return sizes, not the table."""
        return (f"<Codebook: {len(self.frames)} frames, {self.concepts.concept.nunique()} concepts, "
                f"{len(self)} terms, {self.sha256[:12]}>")  # fmt: skip

    @property
    def frames(self) -> tuple[str, ...]:
        """Frames in the order in which the file first names them."""
        return tuple(dict.fromkeys(name for cell in self.concepts.frame for name in cell.split(";")))

    @property
    def macro_frames(self) -> dict[str, str]:
        """Frame -> macro-frame; the empty string where the file gives none."""
        pairs = zip(self.concepts.frame, self.concepts.macro_frame, strict=True)
        found: dict[str, str] = {}
        for frame, macro in dict.fromkeys(pairs):
            macros = macro.split(";") if ";" in macro else [macro] * (frame.count(";") + 1)
            found.update(zip(frame.split(";"), macros, strict=True))
        return {name: found[name] for name in self.frames}

    def terms(self, lang: str | None = None) -> pd.DataFrame:
        """Rows of one language (``zh`` takes both scripts), or all rows.

        Parameters
        ----------
        lang : {"en", "zh-Hant", "zh-Hans", "zh"}, optional
            The language.

        Raises
        ------
        CodebookError
            If the language is none of these.
        """
        if lang is None:
            return self.concepts.copy()
        if lang not in (*LANGS, "zh"):
            raise CodebookError(f"language {lang!r} is unknown", remedy=f"Use one of {', '.join(LANGS)}.")
        return self.concepts[self.concepts.lang.str.startswith(lang)].copy()

    def drop(self, *, frame: object = (), concept: object = (), term: object = ()) -> Codebook:
        """Return the codebook without some frames, concepts or terms (a name, or several).

        A term of two frames loses the dropped frame and keeps the other.

        Raises
        ------
        CodebookError
            If a name is not in the codebook, or nothing would be left.
        """
        names, gone = set(_names(frame)), self._picked(frame, concept, term)
        table = self.concepts[~gone].copy()
        cells = [[f for f in cell.split(";") if f not in names] for cell in table.frame]
        macros = self.macro_frames
        table["macro_frame"] = [";".join(macros[f] for f in cell) for cell in cells]
        table["frame"] = [";".join(cell) for cell in cells]
        return _checked_size(Codebook(table[table.frame != ""]))

    def only(self, *, frame: object = (), concept: object = (), term: object = ()) -> Codebook:
        """Return the codebook with some frames, concepts or terms and no others.

        Raises
        ------
        CodebookError
            If a name is not in the codebook, or nothing is asked for.
        """
        names = set(_names(frame))
        if not names:
            return _checked_size(Codebook(self.concepts[self._picked(frame, concept, term)].copy()))
        self._picked(frame, concept, term)
        kept = self.drop(frame=[f for f in self.frames if f not in names]) if set(self.frames) - names else self
        return kept.only(concept=concept, term=term) if _names(concept) or _names(term) else kept

    def _picked(self, frame: object, concept: object, term: object) -> pd.Series:
        """Rows whose concept or term is named (frames are cut out of cells by the caller)."""
        table = self.concepts
        for what, asked, known in (
            ("frame", frame, set(self.frames)),
            ("concept", concept, set(table.concept)),
            ("term", term, set(table.term)),
        ):
            if missing := [name for name in _names(asked) if name not in known]:
                raise CodebookError(f"the codebook has no {what} {missing[0]!r}",
                                    remedy="Codebook.concepts lists what it has.")  # fmt: skip
        return table.concept.isin(_names(concept)) | table.term.isin(_names(term))


def _names(asked: object) -> list[str]:
    try:
        return [asked] if isinstance(asked, str) else [str(name) for name in asked or ()]  # type: ignore[union-attr]
    except TypeError:
        raise CodebookError(f"{asked!r} is neither a name nor a list of names", remedy="Give names as text.") from None


def _checked_size(book: Codebook) -> Codebook:
    if not len(book):
        raise CodebookError("no term is left", remedy="Keep at least one frame, concept or term.")
    return book


def load_codebook(path: str | PathLike) -> Codebook:
    """Read and check a codebook.

    Parameters
    ----------
    path : path
        A CSV file with the columns concept, frame, lang and term, and optionally macro_frame, match (``span``
        anywhere, ``word`` whole words, ``prefix`` beginnings of words; default ``word`` for English, ``span`` for
        Chinese), excludes (phrases joined by ``;`` inside which the term does not fire), requires (phrases joined by
        ``;``, one of which must stand in the same sentence), unless (phrases of which none may stand in the same
        sentence), polarity_note, note and source. A term may stand in two rows if their requires or unless differ.

    Returns
    -------
    Codebook

    Raises
    ------
    CodebookError
        With file and line: an unknown column, language or kind of match, an empty cell, a doubled term, a term in two
        frames that does not say so (``frame`` = ``competition;risk``), two macro-frames for one frame.

    Warns
    -----
    DiscourseWarning
        For a row in the wrong script, and for a term that can never match.

    Examples
    --------
    >>> from discourse.shipped import shipped
    >>> "taiwan" in load_codebook(shipped("codebook.csv")).frames
    True
    """
    try:
        table = read_table(path, required=REQUIRED, optional=OPTIONAL, what="codebook")
    except CodebookError:
        raise
    except ValueError as error:
        raise _as_codebook_error(error, path) from None
    return codebook_from_table(table, path=path)


def _as_codebook_error(error: ValueError, path: object) -> CodebookError:
    problem = getattr(error, "problem", str(error))
    return CodebookError(problem, path=getattr(error, "path", path), line=getattr(error, "line", None),
                         place=getattr(error, "place", None), remedy=getattr(error, "remedy", ""))  # fmt: skip


def codebook_from_table(table: pd.DataFrame, *, path: str | PathLike = "codebook") -> Codebook:
    """Check a table whose index holds line numbers and make it a `Codebook`.

    Parameters
    ----------
    table : DataFrame
        The columns of `load_codebook`.
    path : path
        Named in errors.

    Raises
    ------
    CodebookError
        As in `load_codebook`.
    """
    if missing := [name for name in REQUIRED if name not in table.columns]:
        raise CodebookError(f"column {missing[0]} missing", path=path, line=1, remedy="Add it to the header.")
    if not len(table):
        raise CodebookError("no term is listed", path=path, remedy="Add one row per term.")
    blank = [""] * len(table)
    cells = {name: [str(cell).strip() for cell in table[name].tolist()] if name in table.columns else blank[:]
             for name in COLUMNS}  # fmt: skip
    lines = [int(line) for line in table.index]
    return Codebook(pd.DataFrame(checked(cells, lines, path), index=pd.Index(lines, name="line"), dtype=object))
