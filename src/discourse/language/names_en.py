"""voices.csv becomes the English names: whom a word can name, on which side, and which words can name nobody."""

from __future__ import annotations

import re
from functools import lru_cache

from discourse.language.trie import trie_pattern
from discourse.reading.voices import load_cues, load_voices

TITLES = frozenset(
    "president vice prime minister secretary general senator congressman congresswoman representative speaker leader "
    "governor mayor ambassador director chancellor king queen prince premier mr mrs ms dr chairman chair chairwoman "
    "justice judge administrator commissioner attorney foreign deputy former national security advisor adviser press "
    "general admiral state defense treasury commerce taoiseach crown first lady undersecretary assistant special envoy "
    "spokesman spokeswoman spokesperson professor colonel major captain lieutenant sergeant officer emperor sultan "
    "emir amir pope archbishop bishop sir lord sheriff princess economist analyst historian coordinator counselor "
    "councilor acting then-president ex-president then-secretary".split()
)
DETERMINERS = frozenset(
    "the a an our his her their its my your this these those some many several most all two three both other one "
    "another each every any no".split()
)
FUNCTION = frozenset(
    "it that this there here what where when why how who which he she they we i you the a an if and but so "
    "because as in on at "
    "for with from to of by or not no yes yeah well look okay ok now then thanks thank hi hey hello sorry sure "
    "right just please "
    "also today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february "
    "march april june "
    "july august september october november december let let's more most our my your his her their its these "
    "those all some "
    "after before since while although though however finally first second third again once is are was were do "
    "does did can "
    "could would should will may might have has had q go god one two three four five another every each both "
    "any many much "
    "good great based given according per until unless through over under about don't i'm i've obviously "
    "certainly whether whereas meanwhile instead still yet even only earlier later asked "
    "suppose supposing imagine assuming".split()
)
OFFICIALS = {"US": "US officials", "CN": "Chinese officials", "TW": "Taiwan officials"}
_GROUPS = frozenset(
    "some many ministry embassy consulate government cabinet parliament council delegation mission agency department "
    "bureau navy army police customs readout statement communique side leadership authority newspaper union company "
    "firm institute university organization airline manufacturer".split()
)
_BEFORE_NAME = FUNCTION - {"first", "second", "third", "general"}
_LIGHT_NOUNS = frozenset(
    "senior top former unnamed foreign defense defence military trade diplomatic government administration state party "
    "naval army air force commerce retired acting deputy chief embassy press security intelligence national "
    "high-ranking unidentified anonymous local provincial official finance health climate special economic "
    "high-level ministry and cabinet presidential chief assistant vice current first other customs port tax banking "
    "energy education agriculture labor immigration border law-enforcement maritime nuclear space industry opposition "
    "ruling consular parliamentary political religious public municipal regional federal central election court legal "
    "judicial aviation transport career veteran longtime outgoing incoming lead leading prominent key"
    .split()
)
_AMERICAN = re.compile(
    r"\b(?i:senators?|sen\.|congress(?:wo)?man|representative|rep\.|governors?|gov\.|"
    r"secretary (?!general)(?!-general)|chair(?:wo)?(?:man)?|leader|speaker|"
    r"administrator|attorney general|surgeon general|commissioner|mayor)\b"
)
_FOREIGN = re.compile(
    r"(?i:\b(?:prime minister|(?:vice )?premier|chancellor|foreign minister|minister|king|queen|emperor|sultan|emir|"
    r"amir|taoiseach|crown prince|pope|secretary[- ]general|high representative)\b)"
)


def name_key(words: str) -> str:
    """Fold a name for looking up."""
    return words.replace("’", "'").strip("[]*").lower()


@lru_cache(maxsize=1)
def known_names() -> tuple[dict[str, tuple[str, str, str]], frozenset[str], frozenset[str]]:
    """Read voices.csv: names, words that cannot speak, nouns that can."""
    names: dict[str, tuple[str, str, str]] = {}
    for v in load_voices():
        if v.lang == "en" and v.kind not in ("title", "role", "modifier"):
            names.setdefault(name_key(v.alias), (v.voice, v.side, v.kind))
    inanimate = frozenset(c.cue for c in load_cues() if c.lang == "en" and c.kind == "inanimate")
    heads = frozenset(key for key, (_, _, kind) in names.items() if kind in ("people", "office") and " " not in key)
    return names, inanimate, heads


@lru_cache(maxsize=1)
def modifiers() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """Compile the words that give an office its side: Chinese, White House, China’s."""
    table = {}
    for v in load_voices():
        if v.lang == "en" and v.kind in ("modifier", "government", "person"):
            table.setdefault(name_key(v.alias).removeprefix("the "), (v.voice, v.side))
    return re.compile(rf"(?<![\w’'-]){trie_pattern(table)}(?![\w-])"), table


def names_person(key: str) -> bool:
    """Tell whether a folded name is a listed person."""
    return known_names()[0].get(key, ("", "", ""))[2] == "person"


@lru_cache(maxsize=1)
def persons() -> re.Pattern[str]:
    """Compile the pattern of people without a name: my counterpart, the Chevron CEO."""
    heads = {v.alias for v in load_voices() if v.lang == "en" and v.kind in ("people", "office")}
    alone = trie_pattern(h for h in heads if " " not in h and not h.endswith("s") and h not in _GROUPS)
    return re.compile(
        rf"\b(?i:an?|the|my|his|her|our|their|one|another|this|that|your) (?:[\w’-]+ ){{0,2}}?(?P<head>{alone})\b(?!-)"
    )


@lru_cache(maxsize=1)
def institutions() -> frozenset[str]:
    """Give the voices that are no persons."""
    people = {v.voice for v in load_voices() if v.kind == "person"}
    return frozenset(v.voice for v in load_voices() if v.kind in ("government", "press", "joint")) - people


def plain_title(key: str) -> bool:
    """Tell whether a folded phrase is a title without a name (the president)."""
    return all(word in TITLES or word == "the" for word in key.split())


def stops_name(word: str) -> bool:
    """Tell whether a capital word before a name does not belong to it (Has, Unless)."""
    return name_key(word).split("'")[0] in _BEFORE_NAME


def lightly_modifies(word: str) -> bool:
    """Tell whether a word may stand between side and office: senior, trade, Foreign."""
    return word[0].isupper() or name_key(word) in _LIGHT_NOUNS or word[-2:] in ("’s", "'s", "s’", "s'")


def side_of_title(phrase: str) -> str:
    """Tell the side of an unlisted name from what stands before it.

    Examples
    --------
    >>> side_of_title("Russian Foreign Minister Orlov"), side_of_title("Senator Poe"), side_of_title("China’s envoy")
    ('OTHER', 'US', 'CN')
    """
    return side_of_modifier(phrase) or ("US" if _AMERICAN.search(phrase) else "OTHER")


def side_of_modifier(phrase: str) -> str:
    """Tell the side that the first Chinese, White House or Taiwan’s in a phrase gives to its last word, or ""."""
    pattern, table = modifiers()
    folded = phrase.replace("’", "'").lower()
    found = next((m for m in pattern.finditer(folded) if m.end() < len(folded)), None)
    return table[found[0]][1] if found else ""


def is_american(phrase: str) -> bool:
    """Tell whether a title is that of an American officer where Americans speak: the governor, the senator."""
    return bool(_AMERICAN.search(phrase + " "))


def is_foreign(phrase: str) -> bool:
    """Tell whether a title is none of an American: Prime Minister, King."""
    return bool(_FOREIGN.search(phrase))


@lru_cache(maxsize=1)
def mentions() -> re.Pattern[str]:
    """Compile the pattern of persons (group one) and of groups and governments (group more)."""
    english = [v for v in load_voices() if v.lang == "en"]
    people = {v.alias for v in english if v.kind == "person" and len(v.alias) > 1}
    plural = {v.alias for v in english if v.kind in ("joint", "government")}
    plural |= {v.alias for v in english if v.kind in ("people", "office") and v.alias.endswith(("s", "people"))}
    title = (
        r"(?:President|Prime Minister|Chancellor|Secretary|Senator|Dr\.|Mr\.|Ms\.|Mrs\.|General|Minister|Leader|"
        r"Governor|King|Queen|Amir|Chair|Chairman|Congressman|Congresswoman|Representative|Speaker|"
        r"Ambassador|Mayor|Attorney General|Administrator|Admiral|Premier|Chief|Director|Pope|spokes(?:wo)?man|"
        r"spokesperson|ambassador|minister)"
    )
    one = trie_pattern(form for name in people for form in _capitals(name))
    more = trie_pattern(form for name in plural if len(name) > 2 for form in _capitals(name))
    return re.compile(rf"\b(?:(?P<one>{one}|{title}(?: [A-ZÀ-Þ][\w’'-]+){{1,3}})|(?P<more>{more}))(?![\w’']*\w)")


def _capitals(name: str) -> tuple[str, ...]:
    return (name, "T" + name[1:]) if name.startswith("the ") else (name,)
