"""The bulk corpora enter; a table of our counting against scikit-learn on the same texts leaves, in RESULTS.md.

    python -m benchmarks [FOLDER OF THE BULK CORPORA] [RUNS]

CPU seconds of this process, median of the runs after one warm-up, all contenders in turn. The lines on `discourse count`
are of processes of their own, reading and writing included, one run each.
"""

# ruff: noqa: E501
from __future__ import annotations

import gzip
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from sklearn.feature_extraction.text import CountVectorizer

from discourse.counting import partitions
from discourse.counting.matrix import document_terms
from discourse.counting.partitions import Settings, batches, count_batch
from discourse.counting.sources import Raw
from discourse.reading.codebook import load_codebook
from discourse.shipped import shipped

BULK = Path(__file__).resolve().parents[2] / "shared" / "bulk"
FILE = "whitehouse-2021-2022.jsonl.gz"


def load(path: Path) -> list[Raw]:
    """Documents of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Raw(row["id"], path.name, i, row["text"], lang=row["lang"]) for i, row in enumerate(rows, 1)]


def whole(documents: list[Raw], settings: Settings) -> None:
    """Clean, turns, sentences, segments, counts, matches; nothing remembered from the run before."""
    partitions._vocabularies.cache_clear()
    for batch in batches(documents, settings.batch):
        count_batch(batch, settings)


def race(contenders: dict, runs: int) -> dict[str, float]:
    """Median CPU seconds of each contender, all in turn after one warm-up."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for run in range(runs + 1):
        for name, work in contenders.items():
            begin = process_time()
            work()
            if run:
                times[name].append(process_time() - begin)
    return {name: median(values) for name, values in times.items()}


def command(*words: str) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak memory (MB) of the first process of `discourse`."""
    code = (
        "import json,resource,sys,time\nfrom discourse.cli import main\nb=time.perf_counter()\nmain(sys.argv[1:])\n"
        "u=[resource.getrusage(w) for w in (resource.RUSAGE_SELF,resource.RUSAGE_CHILDREN)]\n"
        "peak=[int(l.split()[1])/1e3 for l in open('/proc/self/status') if l.startswith('VmHWM')]\n"
        "print(json.dumps([time.perf_counter()-b,sum(x.ru_utime+x.ru_stime for x in u),peak[0]]))"
    )
    out = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, encoding="utf-8", check=True)
    return tuple(json.loads(out.stdout.splitlines()[-1]))


def main() -> None:
    """Race, and write RESULTS.md."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else BULK
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    documents, settings = load(folder / FILE), Settings(load_codebook(shipped("codebook.csv")))
    texts, tenth, load_before = [d.text for d in documents], documents[::10], os.getloadavg()[0]
    begin = perf_counter()
    cpu = race(
        {
            "scikit-learn CountVectorizer": lambda: CountVectorizer().fit_transform(texts),
            "discourse document_terms": lambda: document_terms(texts),
            "discourse, whole of counting": lambda: whole(documents, settings),
            "discourse, whole of counting, every tenth document": lambda: whole(tenth, settings),
        },
        runs,
    )
    took, base = perf_counter() - begin, cpu["scikit-learn CountVectorizer"]
    with tempfile.TemporaryDirectory() as scratch:
        source = str(folder / FILE)
        lines = {
            "1 process": command("count", source, "--out", f"{scratch}/1"),
            "1 process, nothing changed": command("count", source, "--out", f"{scratch}/1"),
            "2 workers": command("count", source, "--out", f"{scratch}/2", "--workers", "2"),
        }
    per = cpu["discourse, whole of counting"] / len(documents)
    per_tenth = cpu["discourse, whole of counting, every tenth document"] / len(tenth)
    report = [
        "# Results", "",
        f"`python -m benchmarks`: {len(documents):,} documents, {sum(map(len, texts)):,} characters; medians of {runs} runs "
        "after one warm-up.", "",
        f"Machine: {os.cpu_count()} cores ({platform.machine()}, {platform.system()}), shared; load {load_before:.1f} at "
        f"the start; {took:.0f} s wall for the table of CPU times. Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in ("scikit-learn", "numpy", "pyarrow", "ahocorasick-rs", "rjieba")) + ".",
        "", "| work | CPU s | times CountVectorizer |", "| --- | ---: | ---: |",
        *(f"| {name} | {t:.2f} | {t / base:.2f} |" for name, t in cpu.items()),
        "", f"Cost per document, all over every tenth: {per / per_tenth:.2f}.", "",
        "| `discourse count`, one run each | wall s | CPU s | first process, MB |", "| --- | ---: | ---: | ---: |",
        *(f"| {name} | {a:.2f} | {b:.2f} | {c:,.0f} |" for name, (a, b, c) in lines.items()),
        "", f"Peak of this process, all texts and contenders in it: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:,.0f} MB.",
        "Not in the table: CPU and memory of the two workers, which joblib keeps out of the process that is measured.", "",
    ]  # fmt: skip
    (Path(__file__).parent / "RESULTS.md").write_text("\n".join(report), encoding="utf-8")
    print("\n".join(report))


if __name__ == "__main__":
    main()
