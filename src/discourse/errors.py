"""What goes wrong, said in one line: file, place, problem, remedy."""

from __future__ import annotations

from os import PathLike

_LONGEST = 1500


class DiscourseError(ValueError):
    """Base of every error that discourse raises on purpose.

    Parameters
    ----------
    problem : str
        What is wrong, with the offending value, without a final full stop.
    path : str or PathLike, optional
        The file concerned.
    line : int, optional
        Line in the file, counted from 1.
    place : str, optional
        A place that is not a line (``byte 17``, ``document us-2022-09-21-unga``).
    remedy : str, optional
        What to do about it, as one sentence.

    Examples
    --------
    >>> print(CorpusError("date '2022-13-40' is not a day", path="corpus/documents.csv",
    ...                   line=7, remedy="Write it as YYYY-MM-DD."))
    corpus/documents.csv, line 7: date '2022-13-40' is not a day. Write it as YYYY-MM-DD.
    """

    def __init__(
        self,
        problem: str,
        *,
        path: str | PathLike | None = None,
        line: int | None = None,
        place: str | None = None,
        remedy: str = "",
    ):
        self.problem, self.path, self.line, self.place, self.remedy = problem, path, line, place, remedy
        where = [str(path)] if path is not None else []
        where += [f"line {line}"] if line is not None else []
        where += [place] if place else []
        head = shortened(printable(", ".join(where))) + ": " if where else ""
        advice = f" {shortened(printable(remedy))}" if remedy else ""
        super().__init__(f"{head}{shortened(printable(problem)).rstrip('.')}.{advice}")


def shortened(words: str) -> str:
    """Cut the middle out of what nobody would read to the end, such as a value of a million characters.

    Examples
    --------
    >>> len(shortened("x" * 1_000_000)) < 1500
    True
    """
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST - 200]} … {words[-150:]}"


class CorpusError(DiscourseError):
    """A corpus folder, its documents.csv or one of its tables is broken."""


class CodebookError(DiscourseError):
    """A codebook cannot be used as it is written."""


class EncodingError(CorpusError):
    """The bytes of a file are not text in the encoding that was declared."""


class NoRunningText(CorpusError):
    """The question needs running text, but only features are at hand."""


class StaleFeatures(CorpusError):
    """Features were counted from another text, codebook or user dictionary."""


class MixedLanguages(DiscourseError):
    """Two languages were to be compared term by term."""


class DiscourseWarning(UserWarning):
    """A result stands, but the reader should know something about it."""


def printable(text: object) -> str:
    r"""Return `text` with control characters and lone surrogates escaped, so that any terminal can show it.

    Examples
    --------
    >>> printable("a\x1b[31m\udc80")
    'a\\x1b[31m\\udc80'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(text))
