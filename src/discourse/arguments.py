"""Arguments that every room takes in: a text and its language; what is neither is refused by name."""

from __future__ import annotations

from discourse.errors import DiscourseError

LANGUAGES = ("zh-Hant", "zh-Hans", "en")


def check_text_and_language(text: object, lang: object) -> None:
    """Refuse what is no text and what is no known language.

    Parameters
    ----------
    text : object
        Must be a str.
    lang : object
        Must be one of `LANGUAGES`.

    Raises
    ------
    DiscourseError
        With the value and the remedy.

    Examples
    --------
    >>> check_text_and_language("臺灣", "zh")
    Traceback (most recent call last):
        ...
    discourse.errors.DiscourseError: language 'zh' is unknown. Write one of zh-Hant, zh-Hans, en.
    """
    check_language(lang)
    check_text(text)


def check_text(text: object) -> None:
    """Refuse what is no text."""
    if not isinstance(text, str):
        raise DiscourseError(f"the text is a {type(text).__name__}, not a str", remedy="Read files with load_text.")


def check_language(lang: object) -> None:
    """Refuse what is no known language."""
    if not isinstance(lang, str) or lang not in LANGUAGES:
        raise DiscourseError(f"language {lang!r} is unknown", remedy=f"Write one of {', '.join(LANGUAGES)}.")
