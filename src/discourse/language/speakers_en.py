"""The words before an English verb become its subject: who speaks, on which side, and where the name stands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from discourse.language.trie import trie_pattern
from discourse.reading.voices import load_cues, load_voices

WORD = re.compile(r"[^\s,;:—–()\"“”]+")
_TITLES = frozenset(
    "president vice prime minister secretary general senator congressman congresswoman representative speaker leader "
    "governor mayor ambassador director chancellor king queen prince premier mr mrs ms dr chairman chair chairwoman "
    "justice judge administrator commissioner attorney foreign deputy former national security advisor adviser press "
    "general admiral state defense treasury commerce taoiseach crown first lady".split()
)
_PRONOUNS = frozenset("he she they i we you who both".split())
LIGHT = frozenset(
    "has have had also again then just repeatedly publicly clearly once already previously recently really since both "
    "all each long always often even now today yesterday himself herself themselves myself consistently specifically "
    "strongly explicitly personally privately directly jointly finally together still later actually earlier first "
    "rightly correctly firmly simply basically sort kind of do did does ’ve 've has-been been-".split()
)
_DETERMINERS = frozenset(
    "the a an our his her their its my your this these those some many several most all two three both other".split()
)
_AMERICAN = re.compile(
    r"\b(?i:senators?|sen\.|congress(?:wo)?man|representative|rep\.|governors?|gov\.|"
    r"secretary (?!general)(?!-general)|chair(?:wo)?(?:man)?|leader|speaker|"
    r"administrator|attorney general|surgeon general|commissioner|mayor)\b"
)
_FUNCTION = frozenset(
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
    "certainly".split()
)


class Subject(NamedTuple):
    """A speaker: canonical name, side, offsets of the words that name it, and how it is written."""

    voice: str
    side: str
    start: int
    end: int
    form: str  # name, i, we, you, he, they, who, elided


@lru_cache(maxsize=1)
def known_names() -> tuple[dict[str, tuple[str, str, str]], frozenset[str], frozenset[str]]:
    """Read voices.csv: names, words that cannot speak, nouns that can."""
    names: dict[str, tuple[str, str, str]] = {}
    for v in load_voices():
        if v.lang == "en" and v.kind not in ("title", "role"):
            key = name_key(v.alias)
            names.setdefault(key, (v.voice, v.side, v.kind))
    block = {
        kind: frozenset(c.cue for c in load_cues() if c.lang == "en" and c.kind == kind) for kind in ("inanimate",)
    }
    heads = frozenset(key for key, (_, _, kind) in names.items() if kind in ("people", "office") and " " not in key)
    return names, block["inanimate"], heads


def name_key(words: str) -> str:
    """Fold a name for looking up."""
    return words.replace("’", "'").strip("[]*").lower()


def find_subject(text: str, begin: int, end: int) -> Subject | None:
    """Read the subject that ends at `end` (before verb and auxiliaries), not reaching back beyond `begin`."""
    begin = max(begin, end - 160)
    words = list(WORD.finditer(text, begin, end))
    if not words:
        return None
    tail = text[words[-1].end() : end]
    if tail.strip():
        return _before_comma(text, begin, words[-1].end()) if tail.strip() == "," else None
    return _subject(text, words)


def _before_comma(text: str, begin: int, end: int) -> Subject | None:
    """The subject before an apposition or an insertion: Jake Sullivan, the advisor, (said)."""
    comma = max(text.rfind(", ", begin, end), text.rfind("— ", begin, end))
    if comma < 0 or end - comma > 90:
        return None
    words = list(WORD.finditer(text, max(begin, comma - 80), comma))
    if not words or text[words[-1].end() : comma].strip():
        return None
    subject = _subject(text, words)
    return subject if subject and (subject.form == "name" or comma - subject.end < 2) else None


def _subject(text: str, words: list[re.Match[str]]) -> Subject | None:
    last = words[-1]
    bare = name_key(last[0])
    pronoun = bare.split("'")[0]
    if pronoun in ("that", "who") and len(words) > 1 and not text[words[-2].end() : last.start()].strip(" ,"):
        head = _subject(text, words[:-1])
        if head and head.form == "name" and (pronoun == "who" or words[-2][0].lower() in known_names()[2]):
            return head._replace(form="name", end=last.end())
        if pronoun == "that":
            return None
    if pronoun in _PRONOUNS and ("'" not in bare or bare.endswith(("'ve", "'s", "'d", "'re"))):
        form = {"she": "he", "both": "they"}.get(pronoun, pronoun)
        if form == "i" or last[0][0] != "I":
            return Subject("", "", last.start(), last.end(), form)
    if bare == "us" and len(words) > 1 and name_key(words[-2][0]) == "of":
        return Subject("", "", last.start(), last.end(), "we")
    names, inanimate, heads = known_names()
    for size in range(min(7, len(words)), 0, -1):
        start = words[-size].start()
        phrase = name_key(text[start : last.end()])
        if phrase in names and not (size == 1 and last[0][0].islower() and phrase not in heads):
            return _extended(text, words, size, names[phrase])
    if bare in inanimate or bare.split("'")[0] in _FUNCTION or bare.endswith(("'s", "s'")) or bare in _FUNCTION:
        return None
    if bare in heads or bare.rstrip("s") in heads:
        voice = names.get(bare) or names[bare.rstrip("s")]
        return _extended(text, words, 1, voice)
    if last[0][0].isupper() and len(last[0]) > 2 and bare not in _DETERMINERS and bare.isascii() | True:
        size = 1
        while (
            size < len(words)
            and words[-size - 1][0][0].isupper()
            and not text[words[-size - 1].end() : words[-size].start()].strip()
        ):
            size += 1
        first = name_key(words[-size][0])
        lead = name_key(words[-size - 1][0]) if size < len(words) else ""
        if first in ("and", "but", "so", "as", "when", "because", "the", "a", "this", "that", "in", "if"):
            size -= 1
        if size < 1 or (last[0].isupper() and len(last[0]) > 6):
            return None
        if (lead == "the" and size == 1) or (
            first == "the" and bare not in _TITLES and not bare.endswith(("er", "or", "ist"))
        ):
            return None
        titled = any(name_key(w[0]).strip(".") in _TITLES for w in words[-size:])
        if size >= 2 or titled or (size == 1 and lead not in _DETERMINERS):
            return _extended(text, words, max(size, 1), (last[0], "OTHER", "unknown"))
    return _before_preposition(text, words)


def _before_preposition(text: str, words: list[re.Match[str]]) -> Subject | None:
    """The noun that speaks before its complement: your envoy in the region."""
    for at in range(len(words) - 1, max(1, len(words) - 7), -1):
        if not _touch(text, words, at):
            return None
        if name_key(words[at - 1][0]) in ("of", "for", "at", "from", "in", "on", "with", "to") and _touch(
            text, words, at - 1
        ):
            head = name_key(words[at - 2][0])
            if head in known_names()[2] or (words[at - 2][0][0].isupper() and head not in _FUNCTION and at - 2 > 0):
                subject = _subject(text, words[: at - 1])
                return subject._replace(end=words[-1].end()) if subject and subject.form == "name" else None
    return None


def side_of_title(phrase: str) -> str:
    """Tell the side of an unlisted name from its title."""
    return "US" if _AMERICAN.search(phrase) else "OTHER"


def _extended(text: str, words: list[re.Match[str]], size: int, voice: tuple[str, str, str]) -> Subject:
    """Take titles and first names before the name in; join what stands before and; a noun before of speaks itself."""
    name, side, kind = voice
    start = len(words) - size
    while (
        start
        and (words[start - 1][0][0].isupper() or name_key(words[start - 1][0]).strip(".") in _TITLES)
        and _touch(text, words, start)
    ):
        if name_key(words[start - 1][0]) in (
            "and",
            "but",
            "so",
            "as",
            "when",
            "because",
            "in",
            "if",
            "while",
            "after",
            "since",
        ):
            break
        start -= 1
    if start and name_key(words[start - 1][0]) in _DETERMINERS and _touch(text, words, start):
        start -= 1
    before = name_key(words[start - 1][0]) if start else ""
    if before in ("of", "for", "at", "from", "in", "with", "to") and start > 1 and _touch(text, words, start):
        head = _subject(text, words[: start - 1])
        if head and head.form == "name":
            mixed = head.side if head.side != "OTHER" or head.voice != "others" else side
            return Subject(head.voice, mixed, head.start, words[-1].end(), "name")
        if before in ("of", "for", "at", "from") and kind not in ("person", "unknown", "people"):
            return Subject("", "", words[start].start(), words[-1].end(), "none")
    if before == "and" and start > 1 and _touch(text, words, start) and _touch(text, words, start - 1):
        first = _subject(text, words[: start - 1])
        if first and first.form in ("name", "i", "he"):
            if first.form != "name":
                return Subject("both sides", "BOTH", first.start, words[-1].end(), "name")
            if kind == "unknown":
                side = first.side
            sides = {first.side, side}
            joint = side if len(sides) == 1 else "BOTH"
            joined = f"{first.voice}; {name}" if first.voice != name else name
            return Subject(joined, joint, first.start, words[-1].end(), "name")
    if kind == "unknown":
        side = side_of_title(text[words[start].start() : words[-1].end()])
    return Subject(name, side, words[start].start(), words[-1].end(), "name")


def _touch(text: str, words: list[re.Match[str]], at: int) -> bool:
    gap = text[words[at - 1].end() : words[at].start()]
    return not gap.strip() or (gap.strip() == "," and words[at][0].startswith("Jr"))


@lru_cache(maxsize=1)
def mentions() -> re.Pattern[str]:
    """Compile the pattern of persons (group one) and of groups and governments (group more)."""
    people = sorted(
        {v.alias for v in load_voices() if v.lang == "en" and v.kind == "person" and len(v.alias) > 1},
        key=len,
        reverse=True,
    )
    plural = [v.alias for v in load_voices() if v.lang == "en" and v.kind in ("joint", "government", "people")]
    title = (
        r"(?:President|Prime Minister|Chancellor|Secretary|Senator|Dr\.|Mr\.|General|Minister|Leader|"
        r"Governor|King|Queen|Amir|Chair|Chairman|Congressman|Congresswoman|Representative|Speaker|"
        r"Ambassador|Mayor|Attorney General|Administrator)"
    )
    one = trie_pattern(form for name in people for form in _capitals(name))
    more = trie_pattern(form for name in plural if len(name) > 2 for form in _capitals(name))
    return re.compile(rf"\b(?:(?P<one>{one}|{title}(?: [A-ZÀ-Þ][\w’'-]+){{1,3}})|(?P<more>{more}))(?![\w’']*\w)")


def _capitals(name: str) -> tuple[str, ...]:
    return (name, "T" + name[1:]) if name.startswith("the ") else (name,)
