"""The bulk corpora enter; tables of our work against that of others leave, on the screen and in RESULTS.md.

    python -m benchmarks [FOLDER OF THE BULK CORPORA] [RUNS]

CPU seconds of this process, medians of the runs after one warm-up, all contenders in turn on the same texts. DuckDB and
Conc take part where they are installed. The lines on `discourse count` are of processes of their own, one run each.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import warnings
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter

from benchmarks import counting, searching, tokens
from benchmarks.races import BULK, peak, race, table

PEERS = ("scikit-learn", "jieba", "rjieba", "duckdb", "conc", "ahocorasick-rs", "numpy", "pyarrow", "opencc")


def main() -> None:
    """Race, and write RESULTS.md."""
    warnings.simplefilter("ignore")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else BULK
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    load, begin = os.getloadavg()[0], perf_counter()
    parts = [segmentation(folder, runs), counts(folder, runs), contexts(folder, runs), commands(folder)]
    machine = (
        f"Machine: {os.cpu_count()} cores ({platform.machine()}, {platform.system()}), load {load:.1f} at the start; "
        f"{perf_counter() - begin:.0f} s in all. Python {platform.python_version()}, {versions()}."
    )
    about = f"`python -m benchmarks`: CPU seconds, medians of {runs} runs after one warm-up, in turn on the same texts."
    report = "\n".join(["# Results", "", about, "", machine, *(line for part in parts for line in part)]) + "\n"
    (Path(__file__).parent / "RESULTS.md").write_text(report, encoding="utf-8")
    print(report)


def versions() -> str:
    """Name the versions of all that took part."""
    found = []
    for name in PEERS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    return ", ".join(found)


def segmentation(folder: Path, runs: int) -> list[str]:
    """Chinese words."""
    n, different = tokens.same_as_jieba(folder)
    simplified, traditional = race(tokens.simplified(folder), runs), race(tokens.traditional(folder), runs)
    return [
        "", "## Segmentation", "",
        f"{tokens.SAMPLE} government work reports, {sum(map(len, tokens.reports(folder))):,} characters. Over all "
        f"reports: {n:,} tokens, {different} reports in which jieba (HMM off) gives others.",
        *table(simplified, "jieba.tokenize (offsets)"), *table(traditional, "raw jieba.tokenize (offsets)"),
    ]  # fmt: skip


def counts(folder: Path, runs: int) -> list[str]:
    """Counting in memory, and how it grows."""
    times = race(counting.contenders(folder), runs)
    peaks = {name: peak("benchmarks.counting", name, folder) for name in times}
    grown = race(counting.growth(folder), runs)
    return [
        "## Counting", "", "All White House documents; the peak is that of a process with all texts in memory.",
        *table(times, counting.VECTORIZER, peaks),
        f"Cost of a document among 6,000 over that among 600 spread evenly: {grown['6000'] / grown['600'] / 10:.2f}.",
    ]  # fmt: skip


def contexts(folder: Path, runs: int) -> list[str]:
    """Words in context."""
    found = searching.texts(folder)
    with tempfile.TemporaryDirectory() as scratch:
        index, took = searching.indexed(folder, Path(scratch) / "index")
        size = f"{len(found):,} documents, {sum(map(len, found.values())):,} characters; 40 characters to each side."
        lines = ["", "## Words in context", "", f"{size} The index is made in {took:.1f} s and opened before."]
        for word in searching.WORDS:
            same = searching.search(index, word).equals(searching.search(found, word))
            hits = len(searching.search(index, word))
            times = race(searching.contenders(found, index, word), runs)
            alike = "the same from scan and index" if same else "NOT THE SAME from scan and index"
            lines += ["", f"*{word}*: {hits:,} hits, {alike}.", *table(times, "regex scan")]
    conc = searching.conc_index(folder)
    other = "Conc is not installed" if conc is None else f"Conc, with an empty pipeline of spaCy, {conc:.1f} s"
    return [*lines, f"Indexing the first 1,000 documents, once: {searching.own_index(folder):.1f} s; {other}."]


def commands(folder: Path) -> list[str]:
    """`discourse count` from start to end."""
    lines = counting.commands(folder)
    load = os.getloadavg()[0]
    rows = [f"| {name} | {wall:.2f} | {cpu:.2f} | {mb:,.0f} |" for name, (wall, cpu, mb) in lines.items()]
    alone, two = lines["1 process"][0], lines["2 workers"][0]
    return [
        "", "## `discourse count`", "", f"One run each, load {load:.1f} at the end, imports included.", "",
        "| | wall s | CPU s | first process, MB |", "| --- | ---: | ---: | ---: |", *rows, "",
        f"Two workers: {alone / two:.2f} times faster by the clock. CPU and memory of the second worker are not in the "
        "table.",
    ]  # fmt: skip


if __name__ == "__main__":
    main()
