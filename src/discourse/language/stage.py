"""Text becomes the places of its stage directions: (Laughter.), (Cross-talk.), （掌声）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from discourse.reading.voices import load_cues


@lru_cache(maxsize=1)
def _stage() -> dict[str, re.Pattern[str]]:
    words = {"en": [], "zh": []}
    for cue in load_cues():
        if cue.mode in ("stage", "interpreted"):
            words[cue.lang].append(re.escape(cue.cue))
    english = rf"\((?i:(?:{'|'.join(words['en'])})[^()\n]{{0,70}})\)"
    chinese = rf"（(?:{'|'.join(words['zh'])})[^（）\n]{{0,20}}）"
    return {
        "en": re.compile(english),
        "transcript": re.compile(rf"\((?:{english[2:-2]}|[A-Z][a-z]*[ ,][^()\n]{{2,80}}\.)\)"),
        "zh": re.compile(chinese),
    }


def stage_spans(text: str, lang: str, *, labelled: bool) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of stage directions; in transcripts also of unlisted ones that read like one."""
    for match in _stage()["zh" if lang != "en" else "transcript" if labelled else "en"].finditer(text):
        yield match.span()


def is_stage(text: str) -> bool:
    """Tell whether a text is one stage direction and nothing else."""
    text = text.strip()
    return text[:1] in ("(", "（") and any(_stage()[kind].fullmatch(text) for kind in ("transcript", "zh"))
