"""Two bulk corpora become a table: segmentation and English words against jieba, rjieba and a plain regex.

    python benchmarks/tokens.py [FOLDER OF THE BULK CORPORA] [RUNS]

CPU seconds of this process, median of the runs after one warm-up, all contenders in turn on the same texts. jieba is
slow, so it and we get the same sample of 12 reports; "offsets" means start and end of every token in the original text.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

import opencc
import rjieba

from discourse.language.segmenter import private_jieba
from discourse.language.tokens import token_spans, tokenize, words

BULK = Path(__file__).resolve().parents[2] / "shared" / "bulk"


def load(path: Path, n: int | None = None) -> list[str]:
    """Texts of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for _, line in zip(range(n or 10**9), lines, strict=False)]


def race(texts: list[str], contenders: dict[str, Callable[[str], object]], runs: int) -> list[dict]:
    """Time all contenders in turn on the same texts; the first is the one the others are compared with."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for run in range(runs + 1):
        for name, work in contenders.items():
            begin = process_time()
            for text in texts:
                work(text)
            if run:
                times[name].append(process_time() - begin)
    base, n = median(next(iter(times.values()))), sum(map(len, texts))
    return [
        {"contender": name, "cpu_s": median(t), "million_chars_per_s": n / median(t) / 1e6, "ratio": base / median(t)}
        for name, t in times.items()
    ]


def races(folder: Path, runs: int) -> dict[str, list[dict]]:
    """Run every race of this module."""
    reports = load(folder / "prc-government-work-reports.jsonl.gz", 12)
    converter, jieba, fast = opencc.OpenCC("s2t"), private_jieba(), rjieba.Jieba()
    traditional = [converter.convert(text) for text in reports]
    english = load(folder / "whitehouse-2021-2022.jsonl.gz")
    word = re.compile(r"\w+")
    return {
        "Simplified": race(
            reports,
            {
                "jieba.tokenize (offsets)": lambda text: list(jieba.tokenize(text)),
                "jieba.tokenize, HMM off": lambda text: list(jieba.tokenize(text, HMM=False)),
                "rjieba.cut, HMM off (no offsets)": lambda text: fast.cut(text, False),
                "rjieba.tokenize, HMM off": lambda text: fast.tokenize(text, "default", False),
                "discourse token_spans (offsets)": lambda text: token_spans(text, "zh-Hans"),
                "discourse words": lambda text: words(text, "zh-Hans"),
                "discourse tokenize (Token objects)": lambda text: tokenize(text, "zh-Hans"),
            },
            runs,
        ),
        "Traditional": race(
            traditional,
            {
                "raw jieba.tokenize (offsets)": lambda text: list(jieba.tokenize(text)),
                "discourse token_spans (t2s, map back)": lambda text: token_spans(text, "zh-Hant"),
                "discourse words": lambda text: words(text, "zh-Hant"),
                "discourse tokenize (Token objects)": lambda text: tokenize(text, "zh-Hant"),
            },
            runs,
        ),
        "English": race(
            english,
            {
                r"re.findall(r'\w+')": word.findall,
                "discourse words": lambda text: words(text, "en"),
            },
            runs,
        ),
    }


def main() -> None:
    """Print the table as Markdown."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else BULK
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    for name, rows in races(folder, runs).items():
        print(f"\n{name}\n\n| contender | CPU s | million characters/s | times the first |")
        print("| --- | ---: | ---: | ---: |")
        for row in rows:
            speed = f"{row['million_chars_per_s']:.2f} | {row['ratio']:.1f}"
            print(f"| {row['contender']} | {row['cpu_s']:.3f} | {speed} |")


if __name__ == "__main__":
    main()
