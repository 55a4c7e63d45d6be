"""cues.csv becomes the English verbs of reporting in all their forms, and the words that forbid a report."""

from __future__ import annotations

import re
from functools import lru_cache

from discourse.language.trie import trie_pattern
from discourse.reading.voices import load_cues

_IRREGULAR = frozenset(
    "said told wrote thought felt spoke went swore made laid conveyed relayed deni raised".split()
)


@lru_cache(maxsize=1)
def verb_forms() -> tuple[
    re.Pattern[str], dict[str, tuple[str, frozenset[str], str]], frozenset[str], frozenset[str], frozenset[str]
]:
    """Read the verbs of cues.csv, inflected, and the words that block them."""
    forms: dict[str, tuple[str, set[str], str]] = {}
    block: dict[str, set[str]] = {}
    for cue in load_cues():
        if cue.lang != "en" or cue.kind in ("direction", "noun", "source"):
            continue
        if cue.mode == "block":
            block.setdefault(cue.kind, set()).add(cue.cue.replace("'", "’"))
            continue
        head, _, rest = cue.cue.partition(" ")
        for form, tense in [(head, "adjective")] if cue.kind == "clear" else _inflected(head):
            key = f"{form} {rest}".strip()
            entry = forms.setdefault(key, (cue.cue, set(), tense))
            entry[1].add(cue.kind)
    table = {form: (cue, frozenset(kinds), tense) for form, (cue, kinds, tense) in forms.items()}
    return (
        re.compile(rf"(?<=[\s,—“\"(]){trie_pattern(forms)}(?![\w’'-])"),
        table,
        frozenset(block.get("negation", ())),
        frozenset(block.get("modal", ())),
        frozenset(block.get("passive", ())),
    )


def _inflected(verb: str) -> list[tuple[str, str]]:
    if verb == "deni":
        return [("denied", "past"), ("denies", "third")]
    if verb in _IRREGULAR:
        return [(verb, "past")]
    irregular = {"lay", "say", "tell", "write", "think", "feel", "speak", "go", "swear", "make"}
    stem = verb[:-1] if verb.endswith("e") else verb
    double = verb + verb[-1] if verb in ("admit", "beg", "refer", "quip") else stem
    third = (
        verb[:-1] + "ies"
        if verb.endswith("y") and verb[-2] not in "aeiou"
        else (verb + "es" if verb.endswith(("s", "x", "sh", "ch", "go")) else verb + "s")
    )
    past = (
        []
        if verb in irregular
        else [(verb[:-1] + "ied" if third.endswith("ies") and verb.endswith("y") else double + "ed", "past")]
    )
    ing = (double if double != stem else stem if verb.endswith("e") else verb) + "ing"
    return [*past, (third, "third"), (ing, "ing"), (verb, "base")]
