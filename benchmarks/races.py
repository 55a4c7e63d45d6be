"""Contenders and texts enter; their CPU times, in turn on the same work in the same run, leave."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

BULK = Path(__file__).resolve().parents[2] / "shared" / "bulk"
ENGLISH = "whitehouse-2021-2022.jsonl.gz"
CHINESE = "prc-government-work-reports.jsonl.gz"


def load(path: Path) -> list[dict]:
    """Documents of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def race(contenders: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Median CPU seconds of each contender, all in turn after one warm-up."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for run in range(runs + 1):
        for name, work in contenders.items():
            begin = process_time()
            work()
            if run:
                times[name].append(process_time() - begin)
    return {name: median(values) for name, values in times.items()}


def peak(module: str, name: str, folder: Path) -> float:
    """Peak memory (MB) of a process of its own that loads the texts and runs one contender once."""
    code = (
        f"from {module} import contenders\nfrom pathlib import Path\ncontenders(Path({str(folder)!r}))[{name!r}]()\n"
        "print([int(l.split()[1]) for l in open('/proc/self/status') if l.startswith('VmHWM')][0] / 1e3)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    return float(out.stdout.splitlines()[-1])


def table(times: dict[str, float], first: str, peaks: dict[str, float] | None = None) -> list[str]:
    """Lines of a Markdown table: CPU seconds, times the first contender, and peak memory where it was measured."""
    head = ["work", "CPU s", f"times {first}", *(["peak MB"] if peaks else [])]
    rows = [[name, f"{t:.3g}", f"{t / times[first]:.3g}", *([f"{peaks[name]:,.0f}"] if peaks else [])]
            for name, t in times.items()]  # fmt: skip
    rule = ["---", *["---:"] * (len(head) - 1)]
    return ["", *("| " + " | ".join(row) + " |" for row in (head, rule, *rows)), ""]
