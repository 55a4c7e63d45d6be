"""A name becomes the voice and the side that voices.csv lists for it."""

from __future__ import annotations

import re
from functools import lru_cache

from discourse.reading.voices import load_voices


def name_voice(name: str, lang: str) -> tuple[str, str]:
    """Look a name up in voices.csv: (voice, side), or (the name, "") where it is not listed.

    Examples
    --------
    >>> name_voice("Xi Jinping", "en"), name_voice("Rossi", "en")
    (('Xi', 'CN'), ('Rossi', ''))
    """
    exact, folded = _by_alias("en" if lang == "en" else "zh")
    bare = re.sub(r"\s*[(（].*$", "", name).strip()
    for key in (name, bare, bare.split()[-1] if bare.split() else ""):
        if key in exact:
            return exact[key]
        if key.casefold() in folded:
            return folded[key.casefold()]
    return bare, ""


@lru_cache(maxsize=2)
def _by_alias(lang: str) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    exact = {}
    for v in load_voices():
        if v.lang == lang and v.kind not in ("title", "role", "modifier"):
            exact.setdefault(v.alias, (v.voice, v.side))
            exact.setdefault(v.voice, (v.voice, v.side))
    return exact, {alias.casefold(): value for alias, value in exact.items()}
