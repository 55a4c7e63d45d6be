"""The White House documents enter; our search by scan and by index against a regex and Conc leaves."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from time import process_time

from benchmarks.races import ENGLISH, load
from discourse.counting.index import Index
from discourse.counting.indexing import build_index
from discourse.measures.search import search
from discourse.reading.textfile import clean

WORDS = ("China", "order", "president")
ROWS = 1000
"""The index shows so many contexts and counts all hits."""


def texts(folder: Path) -> dict[str, str]:
    """Clean texts by name, the first of each name, as an index has them."""
    found: dict[str, str] = {}
    for row in load(folder / ENGLISH):
        found.setdefault(row["id"], clean(row["text"]))
    return found


def contenders(found: dict[str, str], index: Index, word: str) -> dict[str, Callable[[], object]]:
    """Every occurrence of a word with 40 characters to both sides, whatever its case."""
    pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    return {
        "regex scan": lambda: by_regex(found, pattern),
        "discourse search, scan": lambda: search(found, word),
        "discourse search, index": lambda: search(index, word),
        f"discourse search, index, first {ROWS:,} rows": lambda: search(index, word, limit=ROWS),
    }


def by_regex(found: dict[str, str], pattern: re.Pattern[str]) -> list[tuple]:
    """Do what a careful script would do."""
    return [
        (name, text[max(0, m.start() - 40) : m.start()], m[0], text[m.end() : m.end() + 40], m.start(), m.end())
        for name, text in found.items()
        for m in pattern.finditer(text)
    ]


def indexed(folder: Path, out: Path) -> tuple[Index, float]:
    """Return an index of the documents and the CPU seconds it took."""
    begin = process_time()
    build_index(folder / ENGLISH, out)
    return Index(out), process_time() - begin


def conc_index(folder: Path, n: int = 1000) -> float | None:
    """CPU seconds in which Conc, with an empty English pipeline of spaCy, indexes the first documents."""
    if not find_spec("conc") or not find_spec("spacy"):
        return None
    import spacy
    from conc.corpus import Corpus

    pipeline = spacy.blank("en")
    for name in ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "ner"):
        pipeline.add_pipe("sentencizer", name=name)
    with tempfile.TemporaryDirectory() as scratch:
        pipeline.to_disk(f"{scratch}/empty")
        (Path(scratch) / "in").mkdir()
        for i, row in enumerate(load(folder / ENGLISH)[:n]):
            (Path(scratch) / "in" / f"{i:05d}.txt").write_text(row["text"], encoding="utf-8")
        begin = process_time()
        Corpus(name="conc", description="benchmark").build_from_files(f"{scratch}/in", f"{scratch}/out",
                                                                      model=f"{scratch}/empty")  # fmt: skip
        return process_time() - begin


def own_index(folder: Path, n: int = 1000) -> float:
    """CPU seconds in which we index the same documents."""
    import json

    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "texts.jsonl"
        source.write_text("".join(json.dumps(row) + "\n" for row in load(folder / ENGLISH)[:n]), encoding="utf-8")
        begin = process_time()
        build_index(source, Path(scratch) / "index")
        return process_time() - begin
