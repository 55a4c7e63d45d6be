"""voices.csv and cues.csv become lookup tables: who may be heard, and by which words a report is known."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from os import PathLike
from typing import NamedTuple

from discourse.errors import CorpusError
from discourse.shipped import shipped
from discourse.tables import read_table

SIDES = ("US", "CN", "TW", "BOTH", "PRESS", "OTHER")
KINDS = ("person", "office", "government", "people", "press", "joint", "modifier", "title", "role")
MODES = ("direct", "indirect", "stage", "block", "interpreted")


class Voice(NamedTuple):
    """One alias of one voice (`title` and `role` rows are for transcript labels)."""

    voice: str
    side: str
    lang: str
    alias: str
    kind: str
    note: str = ""


class Cue(NamedTuple):
    """One word by which a report, a stage direction or a place without reports is known."""

    cue: str
    lang: str
    mode: str
    needs_clause: bool
    kind: str
    note: str = ""


def load_voices(path: str | PathLike | None = None) -> tuple[Voice, ...]:
    """Read and check a table of voices.

    Parameters
    ----------
    path : str or PathLike, optional
        A CSV file with the columns voice, side, lang (en or zh), alias, kind, note; by default the shipped one.
        Chinese aliases are written in Simplified characters; text in either script is matched.

    Returns
    -------
    tuple of Voice

    Raises
    ------
    CorpusError
        If the file cannot be read, a column is missing, an alias is empty or doubled, or a side, language or
        kind is unknown.

    Examples
    --------
    >>> next(v.voice for v in load_voices() if v.alias == "拜登")
    'Biden'
    """
    return _voices(str(path) if path is not None else str(shipped("voices.csv")))


def load_cues(path: str | PathLike | None = None) -> tuple[Cue, ...]:
    """Read and check a table of cues.

    Parameters
    ----------
    path : str or PathLike, optional
        A CSV file with the columns cue, lang, mode, needs_clause (true or false), kind, note; by default the
        shipped one.

    Returns
    -------
    tuple of Cue

    Raises
    ------
    CorpusError
        If the file cannot be read, a column is missing, or a value is not known.

    Examples
    --------
    >>> next(c.mode for c in load_cues() if c.cue == "強調" or c.cue == "强调")
    'indirect'
    """
    return _cues(str(path) if path is not None else str(shipped("cues.csv")))


@lru_cache(maxsize=8)
def _voices(path: str) -> tuple[Voice, ...]:
    voices, seen = [], set()
    for line, row in _rows(path, ("voice", "side", "lang", "alias", "kind")):
        _known(row, "side", SIDES, path, line)
        _known(row, "lang", ("en", "zh"), path, line)
        _known(row, "kind", KINDS, path, line)
        key = (row["lang"], row["alias"], row["kind"] in ("title", "role"))
        if not row["alias"] or key in seen:
            problem = "alias is empty" if not row["alias"] else f"alias {row['alias']!r} stands here a second time"
            raise CorpusError(problem, path=path, line=line, remedy="Keep one row for each alias.")
        if not row["voice"] and row["kind"] != "title":
            raise CorpusError("voice is empty", path=path, line=line, remedy="Write the name of the voice.")
        seen.add(key)
        voices.append(Voice(*(row[name] for name in Voice._fields)))
    return tuple(voices)


@lru_cache(maxsize=8)
def _cues(path: str) -> tuple[Cue, ...]:
    cues = []
    for line, row in _rows(path, ("cue", "lang", "mode", "needs_clause", "kind")):
        _known(row, "lang", ("en", "zh"), path, line)
        _known(row, "mode", MODES, path, line)
        _known(row, "needs_clause", ("true", "false"), path, line)
        if not row["cue"]:
            raise CorpusError("cue is empty", path=path, line=line, remedy="Write the cue or remove the row.")
        values = {**row, "needs_clause": row["needs_clause"] == "true"}
        cues.append(Cue(*(values[name] for name in Cue._fields)))
    return tuple(cues)


def _rows(path: str, needed: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    table = read_table(path, required=needed, what="list")
    table = table.apply(lambda column: [unicodedata.normalize("NFC", cell).strip() for cell in column])
    return [(int(line), {"note": "", **row}) for line, row in zip(table.index, table.to_dict("records"), strict=True)]


def _known(row: dict[str, str], column: str, values: tuple[str, ...], path: str, line: int) -> None:
    if row[column] not in values:
        raise CorpusError(
            f"{column} {row[column]!r} is not known", path=path, line=line, remedy=f"Use one of {', '.join(values)}."
        )
