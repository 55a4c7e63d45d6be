"""The words before an English verb become its subject: who speaks, on which side, and where the name stands."""

from __future__ import annotations

import re

from discourse.language.names_en import (
    DETERMINERS,
    FUNCTION,
    OFFICIALS,
    TITLES,
    is_foreign,
    known_names,
    lightly_modifies,
    name_key,
    names_person,
    plain_title,
    side_of_modifier,
    side_of_title,
    stops_name,
)
from discourse.language.subject_en import WORD, Subject

_PRONOUNS = frozenset("he she they i we you who both".split())
_STOP = re.compile(r"(?<!\b[MDS][rstx])(?<!\b(?:Mrs|Gov|Sen|Rep|Gen|Col|Amb))(?<=[^\W\d_A-Z])[.!?](?=[\s”\"]|\Z)")
_ENDS = frozenset(
    "at in on during after before when as while who whose which this last late early earlier yesterday today tonight "
    "monday tuesday wednesday thursday friday saturday sunday to by with through via following adding told but if "
    "because that however later again once then over under".split()
)


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


def find_subject_after(text: str, begin: int, end: int) -> Subject | None:
    """Read the subject that begins at `begin` (after an inverted verb), the longest that is one."""
    words: list[re.Match[str]] = []
    stop = _STOP.search(text, begin, min(end, begin + 120))
    for word in WORD.finditer(text, begin, stop.start() if stop else min(end, begin + 120)):
        if words and (text[words[-1].end() : word.start()].strip() or name_key(word[0]) in _ENDS):
            break
        words.append(word)
    for size in range(min(len(words), 12), 0, -1):
        subject = _subject(text, words[:size])
        if subject and subject.form != "none" and subject.start == words[0].start():
            return subject
    return None


def _before_comma(text: str, begin: int, end: int) -> Subject | None:
    """The subject before an apposition or an insertion: Jake Sullivan, the advisor, (said)."""
    comma = end
    for _ in range(2):
        comma = max(text.rfind(", ", begin, comma), text.rfind("— ", begin, comma))
        if comma < 0 or end - comma > 120:
            return None
        words = list(WORD.finditer(text, max(begin, comma - 80), comma))
        if not words or text[words[-1].end() : comma].strip():
            continue
        subject = _subject(text, words)
        if subject and (subject.form == "name" or (comma - subject.end < 2 and subject.form != "none")):
            second = find_subject_after(text, comma + 2, end) if subject.side == "OTHER" else None
            if second and second.form == "name":
                if subject.voice == words[-1][0] and second.voice in OFFICIALS.values():
                    return subject._replace(side=second.side)
                if subject.voice == "others" and second.voice != "others":
                    return subject._replace(voice=second.voice, side=second.side)
            return subject
    return None


def _subject(text: str, words: list[re.Match[str]]) -> Subject | None:
    last = words[-1]
    bare = name_key(last[0])
    if bare == "no.":
        return None
    pronoun = bare.split("'")[0]
    if pronoun in ("that", "who") and len(words) > 1 and not text[words[-2].end() : last.start()].strip(" ,"):
        head = _subject(text, words[:-1])
        if head and head.form == "name" and (pronoun == "who" or words[-2][0].lower() in known_names()[2]):
            return head._replace(form="name", end=last.end())
        if pronoun == "that":
            return None
    surname = last[0] == "He" and len(words) > 1 and words[-2][0][0].isupper() and name_key(words[-2][0]) in TITLES
    if pronoun in _PRONOUNS and not surname and ("'" not in bare or bare.endswith(("'ve", "'s", "'d", "'re"))):
        form = {"she": "he", "both": "they"}.get(pronoun, pronoun)
        if form == "i" or last[0][0] != "I":
            return Subject("", "", last.start(), last.end(), form)
    if bare in ("guys", "all", "folks") and len(words) > 1 and name_key(words[-2][0]) == "you":
        return Subject("", "", words[-2].start(), last.end(), "you")
    if bare == "us" and len(words) > 1 and name_key(words[-2][0]) == "of":
        return Subject("", "", last.start(), last.end(), "we")
    names, inanimate, heads = known_names()
    for size in range(min(7, len(words)), 0, -1):
        start = words[-size].start()
        phrase = name_key(text[start : last.end()])
        if phrase in names and not (size == 1 and last[0][0].islower() and phrase not in heads):
            return _extended(text, words, size, _sided(text, words, size, names[phrase]))
    if bare in inanimate or bare.split("'")[0] in FUNCTION or bare.endswith(("'s", "s'")) or bare in FUNCTION:
        return None
    if bare in heads or bare.rstrip("s") in heads:
        voice = names.get(bare) or names[bare.rstrip("s")]
        return _extended(text, words, 1, _sided(text, words, 1, voice))
    if last[0][0].isupper() and len(last[0]) > 2 and bare not in DETERMINERS and bare.isascii() | True:
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
            first == "the" and bare not in TITLES and not bare.endswith(("er", "or", "ist"))
        ):
            return None
        titled = any(name_key(w[0]).strip(".") in TITLES for w in words[-size:])
        if size >= 2 or titled or (size == 1 and lead not in DETERMINERS):
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
            if head in known_names()[2] or (words[at - 2][0][0].isupper() and head not in FUNCTION and at - 2 > 0):
                subject = _subject(text, words[: at - 1])
                if not subject or subject.form != "name":
                    return None
                begin, end = words[at].start(), words[-1].end()
                side = side_of_modifier(text[begin:end] + " ") or "OTHER"
                return _headed(text, subject, name_key(words[at - 1][0]), begin, end, side)
    return None


def _sided(
    text: str, words: list[re.Match[str]], size: int, voice: tuple[str, str, str]
) -> tuple[str, str, str]:
    """Give an office the side of the words before it: a senior Chinese official, Taiwan’s Defense Ministry."""
    if voice[2] != "office" or voice[1] != "OTHER":
        return voice
    start = len(words) - size
    while (
        start
        and len(words) - start < 9
        and lightly_modifies(words[start - 1][0])
        and not stops_name(words[start - 1][0])
        and _touch(text, words, start)
    ):
        start -= 1
    side = side_of_modifier(text[words[start].start() : words[-size].start()] + "-")
    return (OFFICIALS.get(side, voice[0]), side, voice[2]) if side else voice


def _extended(text: str, words: list[re.Match[str]], size: int, voice: tuple[str, str, str]) -> Subject:
    """Take titles and first names before the name in; join what stands before and; a noun before of speaks itself."""
    name, side, kind = voice
    start = len(words) - size
    while start and _belongs(words[start - 1][0], voice) and _touch(text, words, start):
        start -= 1
    if start and name_key(words[start - 1][0]) in DETERMINERS and _touch(text, words, start):
        start -= 1
    before = name_key(words[start - 1][0]) if start else ""
    end = words[-1].end()
    if before in ("of", "for", "at", "from", "in", "with", "to") and start > 1 and _touch(text, words, start):
        titled = words[start - 2][0]
        alone = start == len(words) - 1 or (kind == "person" and start == len(words) - size)
        if before in ("of", "for") and kind in ("person", "unknown") and not alone and titled[0].isupper():
            if name_key(titled) in TITLES:  # Secretary of State Antony Blinken
                head = _subject(text, words[: start - 1])
                first = head.start if head else words[start - 2].start()
                side = side if kind == "person" else side_of_title(text[first:end])
                return Subject(name, side, first, end, "name")
        head = _subject(text, words[: start - 1])
        if head and head.form == "name":
            return _headed(text, head, before, words[start].start(), end, side)
        if before in ("of", "for", "at", "from") and kind not in ("person", "unknown", "people"):
            return Subject("", "", words[start].start(), end, "none")
    if before == "and" and start > 1 and _touch(text, words, start) and _touch(text, words, start - 1):
        first = _subject(text, words[: start - 1])
        if first and first.form in ("name", "i", "he"):
            if first.form != "name":
                return Subject("both sides", "BOTH", first.start, end, "name")
            if kind == "unknown":
                side = "OTHER" if is_foreign(text[words[start].start() : end]) else first.side
            sides = {first.side, side}
            joint = side if len(sides) == 1 else "BOTH"
            joined = f"{first.voice}; {name}" if first.voice != name else name
            return Subject(joined, joint, first.start, end, "name")
    if kind == "unknown":
        side = side_of_title(text[words[start].start() : end])
    return Subject(name, side, words[start].start(), end, "name")


def _belongs(word: str, voice: tuple[str, str, str]) -> bool:
    """Tell whether the word before a name is a title, a first name or what tells the side of an office."""
    if stops_name(word):
        return False
    key = name_key(word).strip(".")
    if word[0].isupper() or key in TITLES:
        return True
    return voice[2] == "office" and lightly_modifies(word)


def _headed(text: str, head: Subject, preposition: str, begin: int, end: int, side: str) -> Subject:
    """The noun before of, for, in, at speaks: an official in Beijing, the President of Colombia."""
    key = name_key(text[head.start : head.end])
    if preposition == "of" and names_person(key) and plain_title(key):
        where = side_of_modifier(text[begin:end] + " ") or "OTHER"
        if where == "US":
            return head._replace(end=end)
        voice = "Xi" if where == "CN" and key.endswith("president") else OFFICIALS.get(where, "others")
        return Subject(voice, where, head.start, end, "name")
    office = known_names()[0].get(key.split()[-1], ("", "", ""))[2] == "office"
    if head.side != "OTHER" or head.voice != "others" or not office or preposition in ("to", "with"):
        return head._replace(end=end)
    return Subject(OFFICIALS.get(side, head.voice), side, head.start, end, "name")


def _touch(text: str, words: list[re.Match[str]], at: int) -> bool:
    gap = text[words[at - 1].end() : words[at].start()]
    return not gap.strip() or (gap.strip() == "," and words[at][0].startswith("Jr"))
