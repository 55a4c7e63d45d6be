"""The cells of a codebook enter; the same cells, completed and checked line by line, leave."""

from __future__ import annotations

import unicodedata
from os import PathLike

from discourse.errors import CodebookError
from discourse.reading.oddities import warn_of_oddities
from discourse.reading.spelling import term_keys

LANGS = ("en", "zh-Hant", "zh-Hans")
KINDS = ("span", "word", "prefix")
_DEFAULT = {"en": "word", "zh-Hant": "span", "zh-Hans": "span"}

Cells = dict[str, list[str]]


def checked(cells: Cells, lines: list[int], path: str | PathLike) -> Cells:
    """Complete the cells of a codebook and refuse what cannot be used.

    Parameters
    ----------
    cells : dict of str to list of str
        The columns of a codebook, stripped.
    lines : list of int
        Line of each row in the file.
    path : path
        Named in errors.

    Returns
    -------
    dict of str to list of str
        With the default kind of match filled in and cells of several entries normalised.

    Raises
    ------
    CodebookError
        With file and line.

    Warns
    -----
    DiscourseWarning
        For a row in the wrong script, for a term that can never match, and for frames told apart by spelling only.
    """
    check = _Check(path, lines)
    for column in ("concept", "frame", "macro_frame"):
        cells[column] = [_composed(cell) for cell in cells[column]]
        unseen = {cell for cell in set(cells[column]) if not cell.isprintable() or (cell and not term_keys([cell])[0])}
        check.refuse([cell in unseen for cell in cells[column]],
                     lambda i, c=column: f"the {c} {cells[c][i]!r} holds a character that nobody sees",
                     "Take it out.")  # fmt: skip
    for column in ("concept", "frame", "lang", "term"):
        check.refuse([not cell for cell in cells[column]], lambda i, c=column: f"the {c} is empty",
                     "Fill it in or delete the row.")  # fmt: skip
    check.refuse([lang not in _DEFAULT for lang in cells["lang"]],
                 lambda i: f"language {cells['lang'][i]!r} is unknown", f"Use one of {', '.join(LANGS)}.")  # fmt: skip
    cells["match"] = [kind or _DEFAULT[lang] for kind, lang in zip(cells["match"], cells["lang"], strict=True)]
    check.refuse([kind not in KINDS for kind in cells["match"]],
                 lambda i: f"kind of match {cells['match'][i]!r} is unknown",
                 "Use span, word or prefix; patterns are not allowed.")  # fmt: skip
    cells["frame"] = [_parts(cell) if ";" in cell else cell for cell in cells["frame"]]
    cells["macro_frame"] = [";".join(part.strip() for part in cell.split(";")) for cell in cells["macro_frame"]]
    check.refuse([not cell for cell in cells["frame"]], lambda i: "the frame is empty", "Name a frame.")
    cells["term"] = [_composed(term) for term in cells["term"]]
    _macro_frames(cells, check)
    keys = term_keys(cells["term"])
    check.refuse([not key.strip() for key in keys], lambda i: f"term {cells['term'][i]!r} is empty",
                 "Give at least one letter, digit or character.")  # fmt: skip
    for column in ("excludes", "requires", "unless"):
        cells[column] = [_phrases(cell, column, i, check) if cell else cell for i, cell in enumerate(cells[column])]
    _refuse_doubled(cells, keys, check)
    warn_of_oddities(cells, keys, lines, path)
    return cells


class _Check:
    """Where rows stand, for messages."""

    def __init__(self, path: str | PathLike, lines: list[int]):
        self.path, self.lines = path, lines

    def refuse(self, bad: list[bool], problem, remedy: str) -> None:
        """Raise for the first bad row."""
        if True in bad:
            raise self.error(i := bad.index(True), problem(i), remedy)

    def error(self, i: int, problem: str, remedy: str) -> CodebookError:
        """Give the error of one row."""
        return CodebookError(problem, path=self.path, line=self.lines[i], remedy=remedy)


def _parts(cell: str) -> str:
    return ";".join(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))


def _composed(phrase: str) -> str:
    """One blank between words; letters and accents as one character (NFC)."""
    return unicodedata.normalize("NFC", " ".join(phrase.split()))


def _phrases(cell: str, column: str, i: int, check: _Check) -> str:
    """Tidy the phrases of a cell; refuse one that holds nothing to look for."""
    phrases = _parts(";".join(map(_composed, cell.split(";"))))
    unclear = [phrase for phrase in phrases.split(";") if phrase and not any(map(str.isalnum, phrase[:8]))]
    if "" in term_keys(unclear):
        raise check.error(i, f"{column} {cell!r} holds an empty phrase", "Give one letter, digit or character.")
    return phrases


def _macro_frames(cells: Cells, check: _Check) -> None:
    """Give every frame its one macro-frame; a row of several frames may leave it out."""
    known: dict[str, str] = {}
    for i, (frame, macro) in enumerate(zip(cells["frame"], cells["macro_frame"], strict=True)):
        if ";" not in frame and known.setdefault(frame, macro) != macro:
            raise check.error(i, f"frame {frame!r} has the macro-frames {known[frame]!r} and {macro!r}",
                              "Give a frame one macro-frame in all rows.")  # fmt: skip
    for i, (frame, macro) in enumerate(zip(cells["frame"], cells["macro_frame"], strict=True)):
        if ";" not in frame:
            continue
        frames, macros = frame.split(";"), macro.split(";")
        if len(macros) not in (1, len(frames)):
            raise check.error(i, f"{len(frames)} frames, but {len(macros)} macro-frames", "Give one for each frame.")
        given = macros * len(frames) if len(macros) == 1 else macros
        cells["macro_frame"][i] = ";".join(known.setdefault(f, m) for f, m in zip(frames, given, strict=True))


def _refuse_doubled(cells: Cells, keys: list[str], check: _Check) -> None:
    """Refuse a term that stands twice, or in two frames without saying so; both Chinese scripts are one language.

    Rows that hold under different conditions (requires, unless) may spell the same term.
    """
    conditions = [_conditions(requires, unless)
                  for requires, unless in zip(cells["requires"], cells["unless"], strict=True)]  # fmt: skip
    seen: dict[tuple, list[int]] = {}
    for i, (lang, key) in enumerate(zip(cells["lang"], keys, strict=True)):
        rows = seen.setdefault((lang[:2], key, conditions[i]), [])
        for j in rows:
            _refuse_pair(cells, j, i, check)
        rows.append(i)


def _conditions(requires: str, unless: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(term_keys(cell.split(";"))) if cell else frozenset() for cell in (requires, unless))


def _refuse_pair(cells: Cells, first: int, i: int, check: _Check) -> None:
    term, frame, other, line = cells["term"][i], cells["frame"][i], cells["frame"][first], check.lines[first]
    if set(frame.split(";")) != set(other.split(";")):
        raise check.error(i, f"term {term!r} stands in frame {other!r} (line {line}) and in {frame!r}",
                          f"Write one row with the frame {_parts(other + ';' + frame)}.")  # fmt: skip
    if cells["lang"][i] == cells["lang"][first]:
        raise check.error(i, f"term {term!r} stands twice (first in line {line})", "Keep one of the two rows.")
