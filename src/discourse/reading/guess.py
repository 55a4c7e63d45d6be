"""A text in, the language in which it seems to be written out; used where nobody declared one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from discourse.arguments import check_text

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_OTHER = re.compile("[^\\W\\d_\u0041-\u024f\u1e00-\u1eff\u3005-\u3007\u3100-\u312f\u3400-\u9fff\uf900-\ufaff"
                    "\uff21-\uff5a\U0001d400-\U0001d7ff\U00020000-\U0003ffff]")
_ENGLISH = re.compile(r"\b(?:the|of|and|to|that|is|for|with|are|was|this|it|we)\b", re.I)
_SAMPLE = 20_000


def guess_language(text: str) -> str:
    """Guess ``zh-Hant``, ``zh-Hans`` or ``en`` from the script of a text.

    Parameters
    ----------
    text : str
        Any text; its first 20,000 characters decide.

    Returns
    -------
    str
        Chinese if there are at least as many Chinese characters as Latin words, and then the script whose own
        characters are more frequent (Traditional on a tie). English otherwise.

    Examples
    --------
    >>> guess_language("中美關係"), guess_language("中美关系"), guess_language("The US and 中國")
    ('zh-Hant', 'zh-Hans', 'en')
    """
    check_text(text)
    text = text[:_SAMPLE]
    han = _HAN.findall(text)
    if not han or len(han) < len(_LATIN.findall(text)):
        return "en"
    traditional, simplified = _own_characters(han)
    return "zh-Hans" if simplified > traditional else "zh-Hant"


def misfit(text: str, lang: str) -> str:
    """Say in what way a text does not fit its declared language, or return an empty string.

    Parameters
    ----------
    text : str
        Any text.
    lang : str
        The declared language.

    Returns
    -------
    str
        A clause for a warning. Texts that could be either are taken to fit.

    Examples
    --------
    >>> misfit("中美关系", "zh-Hant")
    'declared as zh-Hant, but reads like zh-Hans'
    >>> misfit("中美", "zh-Hans")
    ''
    >>> misfit("Привет, мир", "en")
    'declared as en, but reads like Cyrillic script'
    """
    text = text[:_SAMPLE]
    if other := _other_script(text, lang):
        return f"declared as {lang}, but reads like {other}"
    if not _HAN.search(text) and not _LATIN.search(text):
        return ""
    guess = guess_language(text)
    if guess == "en" and len(words := _LATIN.findall(text)) >= 40 and 20 * len(_ENGLISH.findall(text)) < len(words):
        return f"declared as {lang}, but reads like a language other than English"
    if guess == lang:
        return ""
    if guess != "en" and lang != "en":
        traditional, simplified = _own_characters(_HAN.findall(text))
        if abs(traditional - simplified) <= 0.2 * (traditional + simplified):
            return ""
    return f"declared as {lang}, but reads like {guess}"


def _other_script(text: str, lang: str) -> str:
    """Name the script that is neither Chinese nor Latin and of which a text holds too much for its language."""
    others = _OTHER.findall(text)
    if not others:
        return ""
    letters = sum(map(len, _LATIN.findall(text))) if lang == "en" else len(_HAN.findall(text)) / 2
    if len(others) < 5 or len(others) < letters:
        return ""
    script = Counter(unicodedata.name(c, "unknown").split()[0] for c in others).most_common(1)[0][0].title()
    return "Japanese" if script in ("Hiragana", "Katakana") else f"{script} script"


def _own_characters(han: list[str]) -> tuple[int, int]:
    """How many characters are of the Traditional script alone, and how many of the Simplified."""
    to_simplified, to_traditional = _converters()
    text = "".join(han)
    traditional = sum(a != b for a, b in zip(text, to_simplified(text), strict=False))
    simplified = sum(a != b for a, b in zip(text, to_traditional(text), strict=False))
    return traditional, simplified


@cache
def _converters():
    from opencc import OpenCC

    return OpenCC("t2s").convert, OpenCC("s2t").convert
