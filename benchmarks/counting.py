"""The White House documents enter; the whole of our counting against scikit-learn and DuckDB leaves."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from benchmarks.races import ENGLISH, load
from discourse.counting import partitions
from discourse.counting.matrix import document_terms
from discourse.counting.partitions import batches, count_batch
from discourse.counting.settings import Settings
from discourse.counting.sources import Raw

VECTORIZER, PLAIN, WHOLE = "scikit-learn CountVectorizer", "discourse document_terms", "discourse, whole of counting"
_COMMAND = """
import json, resource, sys, time
from discourse.cli import main
begin = time.perf_counter()
main(sys.argv[1:])
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
peak = [int(line.split()[1]) / 1e3 for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(json.dumps([time.perf_counter() - begin, sum(x.ru_utime + x.ru_stime for x in used), peak[0]]))
"""


def contenders(folder: Path) -> dict[str, Callable[[], object]]:
    """Work to be timed, all on the same texts in memory; DuckDB only where it is installed."""
    from sklearn.feature_extraction.text import CountVectorizer

    settings = Settings()
    documents = [Raw(row["id"], ENGLISH, i, row["text"], lang=row["lang"])
                 for i, row in enumerate(load(folder / ENGLISH), 1)]  # fmt: skip
    texts = [document.text for document in documents]
    work = {
        VECTORIZER: lambda: CountVectorizer().fit_transform(texts),
        PLAIN: lambda: document_terms(texts),
        WHOLE: lambda: whole(documents, settings),
    }
    if find_spec("duckdb"):
        work["DuckDB, terms of documents"] = lambda: duckdb_terms(texts)
    return work


def growth(folder: Path) -> dict[str, Callable[[], object]]:
    """The whole of counting on 6,000 documents and on 600 of them, spread evenly."""
    settings = Settings()
    documents = [Raw(row["id"], ENGLISH, i, row["text"], lang=row["lang"])
                 for i, row in enumerate(load(folder / ENGLISH)[:6000], 1)]  # fmt: skip
    return {"600": lambda: whole(documents[::10], settings), "6000": lambda: whole(documents, settings)}


def whole(documents: list[Raw], settings: Settings) -> None:
    """Clean, turns, sentences, segments, counts, matches; nothing remembered from the run before."""
    partitions._vocabularies.cache_clear()
    for batch in batches(documents, settings.batch):
        count_batch(batch, settings)


def duckdb_terms(texts: list[str]) -> None:
    """Count the terms of each document with one thread of DuckDB."""
    import duckdb
    import pyarrow as pa

    with duckdb.connect() as base:
        base.execute("set threads = 1")
        base.register("texts", pa.table({"doc": range(len(texts)), "text": texts}))
        base.execute(
            "select doc, term, count(*) from (select doc, unnest(regexp_extract_all(lower(text), '\\w\\w+')) as term "
            "from texts) group by doc, term"
        ).to_arrow_table()


def commands(folder: Path) -> dict[str, tuple[float, float, float]]:
    """Wall seconds, CPU seconds and peak memory (MB) of the first process of `discourse count`, one run each."""
    source = str(folder / ENGLISH)
    with tempfile.TemporaryDirectory() as scratch:
        return {
            "1 process": command("count", source, "--out", f"{scratch}/1"),
            "1 process, nothing changed": command("count", source, "--out", f"{scratch}/1"),
            "2 workers": command("count", source, "--out", f"{scratch}/2", "--workers", "2"),
        }


def command(*words: str) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak memory (MB) of the first process of `discourse`."""
    out = subprocess.run([sys.executable, "-c", _COMMAND, *words], capture_output=True, encoding="utf-8", check=True)
    return tuple(json.loads(out.stdout.splitlines()[-1]))
