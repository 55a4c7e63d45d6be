"""A codebook file enters, a checked `Codebook` of frames, concepts and terms leaves."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from os import PathLike

import pandas as pd
from opencc import OpenCC

from discourse.errors import CodebookError, DiscourseWarning, printable
from discourse.tables import read_table

LANGS = ("en", "zh-Hant", "zh-Hans")
KINDS = ("span", "word", "prefix")
REQUIRED = ("concept", "frame", "lang", "term")
OPTIONAL = ("macro_frame", "match", "excludes", "requires", "unless", "polarity_note", "note", "source")
COLUMNS = ("concept", "frame", "macro_frame", "lang", "term", "match", "excludes", "requires",
           "unless", "polarity_note", "note", "source")  # fmt: skip

_CURLY = str.maketrans("\u2018\u2019\u201b\u02bc\u201c\u201d\u201e\u2010\u2011\u2012\u2013\u2212-", "''''\"\"\"      ")


@dataclass(frozen=True, eq=False)
class Codebook:
    """Frames, the concepts that invoke them, and the terms of each concept in each language.

    Two codebooks are equal when their tables are equal. All methods return new codebooks.

    Attributes
    ----------
    concepts : DataFrame
        One row per term: concept, frame, macro_frame, lang, term, match, excludes, requires, unless, polarity_note, note,
        source.
        The index is the line in the file. A term of several frames has them joined by ``;``.

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
        lines = ("\x1f".join(row) for row in self.concepts.itertuples(index=False, name=None))
        digest = hashlib.sha256("\x1e".join(lines).encode("utf-8", "surrogatepass"))
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
            found.update(_macros(frame, macro))
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
        table["macro_frame"] = [";".join(dict.fromkeys(macros[f] for f in cell)) for cell in cells]
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
            ("frame", frame, set(self.frames)), ("concept", concept, set(table.concept)), ("term", term, set(table.term))
        ):  # fmt: skip
            if missing := [name for name in _names(asked) if name not in known]:
                raise CodebookError(f"the codebook has no {what} {missing[0]!r}",
                                    remedy="Codebook.concepts lists what it has.")  # fmt: skip
        return table.concept.isin(_names(concept)) | table.term.isin(_names(term))


def _names(asked: object) -> list[str]:
    return [asked] if isinstance(asked, str) else [str(name) for name in asked or ()]  # type: ignore[union-attr]


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
    table = table.reindex(columns=list(COLUMNS), fill_value="").fillna("").astype(str)
    table = table.astype(object).apply(lambda column: [cell.strip() for cell in column])
    if table.empty:
        raise CodebookError("no term is listed", path=path, remedy="Add one row per term.")
    for column in REQUIRED:
        _refuse(table, table[column] == "", f"the {column} is empty", "Fill it in or delete the row.", path)
    _refuse(table, ~table.lang.isin(LANGS), "language {lang!r} is unknown", f"Use one of {', '.join(LANGS)}.", path)
    table.loc[table.match == "", "match"] = table.lang.map({"en": "word", "zh-Hant": "span", "zh-Hans": "span"})
    _refuse(table, ~table.match.isin(KINDS), "kind of match {match!r} is unknown",
            "Use span, word or prefix; patterns are not allowed.", path)  # fmt: skip
    for column in ("frame", "macro_frame", "excludes", "requires", "unless"):
        table[column] = [_cell(cell) for cell in table[column]]
    _refuse(table, table.frame == "", "the frame is empty", "Fill it in or delete the row.", path)
    table["term"] = table.term.str.replace(r"\s+", " ", regex=True)
    _check_macros(table, path)
    _check_terms(table, path)
    return Codebook(table)


def _cell(cell: str) -> str:
    return ";".join(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip())) if ";" in cell else cell


def _refuse(table: pd.DataFrame, bad: pd.Series, problem: str, remedy: str, path: str | PathLike) -> None:
    if bad.any():
        line = table.index[bad.to_numpy().argmax()]
        raise CodebookError(problem.format(**table.loc[line]), path=path, line=int(line), remedy=remedy)


def _macros(frame: str, macro: str) -> dict[str, str]:
    frames, macros = frame.split(";"), macro.split(";")
    return dict(zip(frames, macros * len(frames) if len(macros) == 1 else macros, strict=len(macros) > 1))


def _check_macros(table: pd.DataFrame, path: str | PathLike) -> None:
    """Give every frame its one macro-frame; a cell of two frames may leave it out."""
    known: dict[str, str] = {}
    single = ~table.frame.str.contains(";", regex=False)
    for line, frame, macro in table.loc[single, ["frame", "macro_frame"]].drop_duplicates().itertuples(name=None):
        if known.setdefault(frame, macro) != macro:
            raise CodebookError(f"frame {frame!r} has the macro-frames {known[frame]!r} and {macro!r}", path=path,
                                line=int(line), remedy="Give a frame one macro-frame in all rows.")  # fmt: skip
    joined = table.index[~single]
    table.loc[joined, "macro_frame"] = [
        ";".join(known.get(name, "") for name in cell.split(";")) for cell in table.loc[joined, "frame"]
    ]


def _check_terms(table: pd.DataFrame, path: str | PathLike) -> None:
    """Refuse doubled and undeclared terms; warn of wrong scripts and of terms that cannot match."""
    keys = term_keys(table.term)
    _refuse(table, pd.Series([not key.strip() for key in keys], index=table.index), "term {term!r} is empty",
            "Give at least one letter, digit or character.", path)  # fmt: skip
    contexts = table.requires + "\x1f" + table.unless
    seen: dict[tuple[str, str], tuple] = {}
    rows = zip(table.index, table.lang, table.term, table.frame, contexts, keys, strict=True)
    for line, lang, term, frame, context, key in rows:
        for script in (lang, *({"zh-Hant", "zh-Hans"} - {lang} if lang != "en" else ())):
            first, other, there = seen.get((script, key), (line, frame, ""))
            if other != frame and there == context and set(other.split(";")) != set(frame.split(";")):
                raise CodebookError(f"term {term!r} stands in frame {other!r} (line {first}) and in {frame!r}",
                                    path=path, line=int(line),
                                    remedy=f"Write one row with the frame {other};{frame}.")  # fmt: skip
        first, _, there = seen.setdefault((lang, key), (line, frame, context))
        if first != line and there == context:
            raise CodebookError(f"term {term!r} stands twice (first in line {first})", path=path, line=int(line),
                                remedy="Keep one of the two rows.")  # fmt: skip
    _warn(table, keys, path)


def _warn(table: pd.DataFrame, keys: list[str], path: str | PathLike) -> None:
    simplified = _converted(list(table.term), "t2s")
    traditional = _converted(list(table.term), "s2t")
    for line, lang, term, key, excludes, hans, hant in zip(
        table.index, table.lang, table.term, keys, table.excludes, simplified, traditional, strict=True
    ):
        problem = ""
        if lang == "zh-Hant" and term != hant and (wrong := [c for c in term if _only_simplified(c)]):
            problem = f"{wrong[0]} is a Simplified character, but the row says zh-Hant"
        elif lang == "zh-Hans" and term != hans:
            problem = "the row says zh-Hans, but the term is in Traditional script"
        elif not any(c.isalnum() for c in term):
            problem = "a term without letters hardly ever matches"
        elif excludes and key in term_keys(excludes.split(";")):
            problem = "the term excludes itself and can never match"
        elif lang == "en" and not term.isascii() and re.search(r"[\u4e00-\u9fff]", term):
            problem = "an English row with Chinese characters can never match English"
        elif lang != "en" and term.isascii() and " " in term:
            problem = f"an English phrase in a {lang} row hardly ever matches"
        if problem:
            warnings.warn(f"{path}, line {line}: term '{printable(term)}': {problem}.", DiscourseWarning, stacklevel=5)


def _only_simplified(char: str) -> bool:
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return _converted([char], "s2t")[0] != char
    return False


def term_keys(terms: Iterable[str]) -> list[str]:
    """Spell terms as they are compared: lower case, Simplified, straight quotes, hyphens as spaces.

    Parameters
    ----------
    terms : iterable of str
        Terms of any language.

    Examples
    --------
    >>> term_keys(["Rules-Based", "國際秩序"])
    ['rules based', '国际秩序']
    """
    return _converted([term.lower().translate(_CURLY).strip() for term in terms], "t2s")


def _converted(terms: list[str], config: str) -> list[str]:
    """Convert many short strings at once; what OpenCC cannot take (NUL, surrogates) stays as it is."""
    if all(term.isascii() for term in terms):
        return terms
    joined = "\n".join(terms)
    try:
        parts = _opencc(config).convert(joined).split("\n")
    except (ValueError, UnicodeError):
        return terms
    return parts if len(parts) == len(terms) else terms


@lru_cache(maxsize=2)
def _opencc(config: str) -> OpenCC:
    return OpenCC(config)
