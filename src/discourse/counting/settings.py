"""A codebook and a few choices enter; how a large corpus is to be counted leaves, with fingerprints of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from discourse.arguments import check_language
from discourse.errors import DiscourseError
from discourse.files import sha256_of
from discourse.shipped import shipped

if TYPE_CHECKING:  # a run that finds its work done needs no more than the fingerprints of files
    from discourse.reading.codebook import Codebook

TABLES = ("documents", "sentences", "segments", "counts", "matches")
_KNOWLEDGE = ("voices.csv", "cues.csv", "procedure.csv")
_ENGINES = ("ahocorasick-rs", "jieba", "numpy", "opencc", "pyarrow", "rjieba")


@dataclass(frozen=True)
class Settings:
    """What the counts depend on besides the documents.

    Parameters
    ----------
    codebook : Codebook or path, optional
        Whose terms are matched; the shipped one by default.
    lang : str
        Language of documents that do not say theirs; guessed from the script where empty.
    userdict : path, optional
        User dictionary for Chinese; the shipped one by default.
    text : bool
        Whether the table `sentences` keeps the text.
    batch : int
        A partition is full at so many characters.

    Raises
    ------
    DiscourseError
        If the language is unknown or the batch is no number from 1.

    Examples
    --------
    >>> len(Settings(lang="en").asked)
    64
    """

    codebook: Codebook | str | Path | None = None
    lang: str = ""
    userdict: str | Path | None = None
    text: bool = False
    batch: int = 4_000_000

    def __post_init__(self) -> None:
        """Check the choices."""
        if self.lang:
            check_language(self.lang)
        if isinstance(self.batch, bool) or not isinstance(self.batch, int) or self.batch < 1:
            raise DiscourseError(f"batch is {self.batch!r}", remedy="Give a whole number of characters from 1.")
        if self.userdict:
            object.__setattr__(self, "userdict", str(Path(self.userdict).resolve()))

    @cached_property
    def book(self) -> Codebook:
        """The codebook, read and checked."""
        from discourse.reading.codebook import load_codebook

        given = shipped("codebook.csv") if self.codebook is None else self.codebook
        return load_codebook(given) if isinstance(given, str | Path) else given

    @cached_property
    def asked(self) -> str:
        """Fingerprint of the choices and of the bytes of all files behind them."""
        book = shipped("codebook.csv") if self.codebook is None else self.codebook
        files = [book, self.userdict or shipped("userdict.txt")]
        marks = [sha256_of(Path(file)) if isinstance(file, str | Path) else file.sha256 for file in files]
        return _sha256([*knowledge(), *marks, self.lang, self.text, self.batch])

    @cached_property
    def keys(self) -> dict[str, str]:
        """Fingerprint of what decides the bytes of each table; `matches` alone depends on the codebook."""
        from discourse.language.segmenter import dictionary_sha256

        shared = _sha256([*knowledge(), dictionary_sha256(self.userdict), self.lang, self.text, self.batch])
        return {name: _sha256([shared, self.book.sha256]) if name == "matches" else shared for name in TABLES}


@cache
def knowledge() -> tuple[str, ...]:
    """Fingerprints of all that decides how a document is counted: programs, lists of voices and cues, engines."""
    rooms = Path(__file__).resolve().parents[1]
    code = hashlib.sha256()
    for room in ("reading", "language", "counting"):
        for path in sorted((rooms / room).glob("*.py")):
            code.update(path.read_bytes())
    return code.hexdigest(), *(sha256_of(shipped(name)) for name in _KNOWLEDGE), *map(version, _ENGINES)


def _sha256(parts: list) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
