"""The checked cells of a codebook enter; warnings of what is allowed and yet hardly meant leave."""

from __future__ import annotations

import re
import unicodedata
import warnings
from os import PathLike

from discourse.errors import DiscourseWarning, printable
from discourse.reading.spelling import converted, term_keys

_HAN = re.compile("[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_STAR = re.compile(r"\w\*|\*\w")
_MOST = 20


def warn_of_oddities(cells: dict[str, list[str]], keys: list[str], lines: list[int], path: str | PathLike) -> None:
    """Warn of terms in the wrong script, of terms that can never match, and of frames told apart by spelling only.

    Parameters
    ----------
    cells : dict of str to list of str
        The columns of a codebook, checked.
    keys : list of str
        Its terms as they are compared.
    lines : list of int
        Line of each row in the file.
    path : path
        Named in warnings.

    Warns
    -----
    DiscourseWarning
        One for each of the first twenty odd rows, and one for all others.
    """
    simplified, traditional = converted(cells["term"], "t2s"), converted(cells["term"], "s2t")
    odd = []
    for i, term in enumerate(cells["term"]):
        row = {column: cells[column][i] for column in ("term", "lang", "excludes", "requires", "unless")}
        if problem := _script(term, row["lang"], simplified[i], traditional[i]) or _oddity(row, keys[i]):
            odd.append(f"{path}, line {lines[i]}: term '{_short(term)}': {problem}.")
    if len(odd) > _MOST:
        odd[_MOST:] = [f"{path}: {len(odd) - _MOST:,} more terms are odd in these ways."]
    for message in [*odd, *(f"{path}: {problem}." for problem in _frames(cells["frame"]))]:
        warnings.warn(message, DiscourseWarning, stacklevel=5)


def _short(term: str) -> str:
    return printable(term if len(term) <= 80 else term[:80] + "…")


def _script(term: str, lang: str, simplified: str, traditional: str) -> str:
    """Say why the script of a term does not fit the language of its row."""
    if lang == "zh-Hant" and term != traditional and (wrong := [c for c in term if _only_simplified(c)]):
        return f"{wrong[0]} is a Simplified character, but the row says zh-Hant"
    if lang == "zh-Hans" and term != simplified:
        return "the row says zh-Hans, but the term is in Traditional script"
    if lang == "en" and _HAN.search(term):
        return "an English row with Chinese characters can never match English"
    if lang != "en" and term.isascii() and " " in term:
        return f"an English phrase in a {lang} row hardly ever matches"
    mixed = [] if term.isascii() else [word for word in term.split() if len(_alphabets(word)) > 1]
    return f"'{_short(mixed[0])}' mixes the letters of {' and '.join(_alphabets(mixed[0]))}" if mixed else ""


def _only_simplified(char: str) -> bool:
    try:
        return not char.encode("big5")
    except UnicodeEncodeError:
        return converted([char], "s2t")[0] != char


def _alphabets(word: str) -> list[str]:
    """Those of Latin, Greek and Cyrillic from which a word takes letters: some of them look alike."""
    known = ("LATIN", "GREEK", "CYRILLIC")
    found = {unicodedata.name(char, "").partition(" ")[0] for char in word if char.isalpha()}
    return [name.title() for name in known if name in found]


def _oddity(row: dict[str, str], key: str) -> str:
    """Say why a term hardly ever matches, or never."""
    term = row["term"]
    if not any(map(str.isalnum, term)):
        return "a term without letters hardly ever matches"
    if not term.isprintable() and (odd := [c for c in term if unicodedata.category(c) in ("Cc", "Co", "Cn", "Cs")]):
        return f"no text holds the character U+{ord(odd[0]):04X}"
    if _STAR.search(term):
        return "the star is taken literally; for all endings of a word write prefix in the column match"
    excludes, requires, unless = (term_keys(row[name].split(";")) if row[name] else [] for name in
                                  ("excludes", "requires", "unless"))  # fmt: skip
    if key in excludes:
        return "the term excludes itself, which has no effect"
    if any(_stands_in(phrase, key) for phrase in unless):
        return "the term itself holds what its unless forbids, so it can never match"
    if requires and all(any(_stands_in(phrase, needed) for phrase in unless) for needed in requires):
        return "what it requires holds what its unless forbids, so it can never match"
    if row["lang"] == "en" and requires and all(map(_HAN.search, requires)):
        return "it requires Chinese characters, so it can never match English"
    return ""


def _stands_in(phrase: str, text: str) -> bool:
    """Tell whether a phrase stands in a text as whole words; Chinese has no words to be whole."""
    edges = [r"(?<![^\W_\u2e80-\U0003ffff])" if phrase[0].isascii() and phrase[0].isalnum() else "",
             r"(?![^\W_\u2e80-\U0003ffff])" if phrase[-1].isascii() and phrase[-1].isalnum() else ""]  # fmt: skip
    return phrase in text and bool(re.search(edges[0] + re.escape(phrase) + edges[1], text))


def _frames(cells: list[str]) -> list[str]:
    """Name frames that differ only as two spellings of one word do."""
    names = list(dict.fromkeys(name for cell in dict.fromkeys(cells) for name in cell.split(";")))
    first: dict[str, str] = {}
    alike = [(first.setdefault(key, name), name) for key, name in zip(term_keys(names), names, strict=True)]
    return [f"frames '{_short(one)}' and '{_short(other)}' differ only in their spelling"
            for one, other in alike if one != other][:_MOST]  # fmt: skip
