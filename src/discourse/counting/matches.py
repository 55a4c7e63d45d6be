"""A text and a codebook enter, the terms found leave: leftmost-longest, without overlap, in either Chinese script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from discourse.counting.automaton import compiled
from discourse.errors import CodebookError
from discourse.reading.codebook import Codebook
from discourse.reading.terms import LANGS


class Match(NamedTuple):
    """A codebook term found in a text.

    Attributes
    ----------
    frame, term : str
        The frame invoked and the term as the codebook writes it.
    start, end : int
        Code-point offsets into the text given, end exclusive.
    """

    frame: str
    term: str
    start: int
    end: int


def match_frames(text: str, lang: str, codebook: Codebook) -> list[Match]:
    """Find every codebook term in a text.

    Case, script (Traditional or Simplified), width, curly or straight quotes, and hyphen or space make no difference.
    Of terms that overlap the leftmost counts, of those the longest; a phrase of ``excludes`` hides all that stands
    inside it. A term with ``requires`` counts only in a sentence that also holds one of those phrases, a term with
    ``unless`` only in a sentence that holds none of them.

    Parameters
    ----------
    text : str
        Any text; a sentence, a paragraph or a whole document.
    lang : {"en", "zh-Hant", "zh-Hans"}
        Its language.
    codebook : Codebook
        From `load_codebook`.

    Returns
    -------
    list of Match
        In order of appearance; a term of two frames gives two matches.

    Raises
    ------
    CodebookError
        If the language is unknown or `codebook` is no Codebook.

    Examples
    --------
    >>> from discourse.reading.codebook import load_codebook
    >>> from discourse.shipped import shipped
    >>> book = load_codebook(shipped("codebook.csv"))
    >>> match_frames("兩國應該求同存異", "zh-Hant", book)[-1].frame
    'risk'
    """
    if not isinstance(text, str):
        raise CodebookError(f"text must be a string, not {type(text).__name__}", remedy="Give one text.")
    matcher = Matcher(codebook, lang)
    found = []
    for start, end, index in zip(*matcher.find(text), strict=True):
        entry = matcher.entries[index]
        found.extend(Match(frame, entry.term, start, end) for frame in entry.frames)
    return found


class Matcher:
    """All terms of a codebook in one language, compiled once and used on many texts.

    Parameters
    ----------
    codebook : Codebook
        From `load_codebook`.
    lang : {"en", "zh-Hant", "zh-Hans"}
        Both Chinese scripts are compared in Simplified characters, so rows of either script apply to both.

    Attributes
    ----------
    entries : tuple of Entry
        What the indices returned by `find` point to.

    Raises
    ------
    CodebookError
        If the language is unknown or `codebook` is no Codebook.

    Examples
    --------
    >>> from discourse.reading.codebook import load_codebook
    >>> from discourse.shipped import shipped
    >>> matcher = Matcher(load_codebook(shipped("codebook.csv")), "en")
    >>> starts, ends, indices = matcher.find("Only guardrails help.")
    >>> starts, ends, matcher.entries[indices[0]].frames
    ([5], [14], ('risk',))
    """

    def __init__(self, codebook: Codebook, lang: str):
        if lang not in LANGS:
            raise CodebookError(f"language {lang!r} is unknown", remedy=f"Use one of {', '.join(LANGS)}.")
        if not isinstance(codebook, Codebook):
            raise CodebookError(f"{type(codebook).__name__} is no codebook", remedy="Use load_codebook(path).")
        self.lang, self.sha256 = lang, codebook.sha256
        self._compiled = compiled(codebook, lang)
        self.entries = self._compiled.entries

    def find(self, text: str, sentence_starts: Sequence[int] | None = None) -> tuple[list[int], list[int], list[int]]:
        """Find the terms in a text.

        Parameters
        ----------
        text : str
            Any text.
        sentence_starts : sequence of int, optional
            Where sentences begin, ascending, for terms with ``requires`` or ``unless``; found here if not given. A text
            whose sentences are known is taken as it stands: `Tally.compared` has filled its wide gaps.

        Returns
        -------
        starts, ends, indices : list of int
            Code-point offsets into `text`, and the place of each term in `entries`.
        """
        return self._compiled.find(text, self.lang, sentence_starts)
