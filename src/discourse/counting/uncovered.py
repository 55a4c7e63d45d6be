"""Features and a codebook that lost terms enter; what the lost terms hid leaves, and what only the text could tell."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from discourse.counting.automaton import compiled
from discourse.counting.spelling import comparable
from discourse.reading.codebook import Codebook
from discourse.reading.features import Features


def uncovered_matches(
    features: Features, lost: pd.DataFrame, after: Codebook, lang: str
) -> tuple[pd.DataFrame, list[str]]:
    """Find the terms that stand inside terms which the codebook no longer has.

    A term hides the shorter ones inside it. Where it is gone, these come to light: each match of the lost term is
    searched as if it were the text, which is exact, for it stood there. What a lost term hid at its right edge, and
    what stood in a phrase of its `excludes`, cannot be seen in features.

    Parameters
    ----------
    features : Features
        Of one document.
    lost : DataFrame
        Rows of the codebook that the features were counted with, which `after` does not have.
    after : Codebook
        The edited codebook.
    lang : str
        Language of the document.

    Returns
    -------
    matches : DataFrame
        Rows of the table `matches` to be added.
    doubtful : list of str
        Terms of `after` that may occur more often than features can tell.
    """
    book, place = compiled(after, lang), features.matches.drop(columns=["frame", "term"])
    spoken = _Spoken(features, lang)
    rows, doubtful = [features.matches.head(0)], set()
    for row in lost.itertuples():
        phrases = [comparable(phrase)[0] for phrase in row.excludes.split(";") if phrase]
        doubtful |= {e.term for phrase in phrases if spoken.may_hold(phrase) for e in book.entries if e.key in phrase}
        first = (features.matches.term == row.term) & (features.matches.frame == row.frame.split(";")[0])
        if not first.any():
            continue
        key = comparable(row.term)[0]
        doubtful |= {e.term for e in book.entries if _reaches_beyond(key, e.key, lang, spoken)}
        inside = [e for e in book.entries if e.key in key]
        twins = [e for e in inside if e.key == key and _conditions(e.requires, e.unless) == _conditions(*_split(row))]
        unclear = any(e.requires or e.unless or e.key == key for e in inside) and not twins
        if unclear or (lang == "en" and row.match != "word"):
            doubtful |= {e.term for e in inside}
        for entry in twins or [book.entries[index] for index in book.find(row.term, lang)[2]]:
            rows += [place[first].assign(frame=frame, term=entry.term, start=-1, end=-1) for frame in entry.frames]
    return pd.concat(rows, ignore_index=True)[list(features.matches.columns)], sorted(doubtful)


def _split(row) -> tuple[list[str], list[str]]:
    return row.requires.split(";"), row.unless.split(";")


def _conditions(requires: Sequence[str], unless: Sequence[str]) -> tuple[set[str], set[str]]:
    """Conditions of a term in the spelling in which they are compared."""
    return {comparable(phrase)[0] for phrase in requires} - {""}, {comparable(phrase)[0] for phrase in unless} - {""}


def _reaches_beyond(lost: str, kept: str, lang: str, spoken: _Spoken) -> bool:
    """Whether a kept term may begin inside a lost one and end behind it, somewhere in this document."""
    for n in range(1, min(len(lost), len(kept))):
        at_words = lang != "en" or (kept[n] == " " and (n == len(lost) or lost[-n - 1] == " "))
        if at_words and lost.endswith(kept[:n]) and spoken.may_hold(kept[n:]):
            return True
    return False


class _Spoken:
    """Words (English) or characters (Chinese) of a document, to tell what it cannot hold."""

    def __init__(self, features: Features, lang: str):
        terms = [comparable(term)[0] for term in features.counts.term.unique()]
        self._split = str.split if lang == "en" else list
        self._known = {part for term in terms for part in self._split(term)}

    def may_hold(self, phrase: str) -> bool:
        return all(part in self._known for part in self._split(phrase) if part.isalnum())
