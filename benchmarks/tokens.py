"""The Chinese reports enter; our segmentation against jieba and rjieba leaves.

jieba is slow, so all get the same sample of 12 reports; "offsets" means start and end of every token in the original.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import opencc
import rjieba

from benchmarks.races import CHINESE, load
from discourse.language.segmenter import private_jieba
from discourse.language.tokens import token_spans, tokenize, words

SAMPLE = 12


def reports(folder: Path) -> list[str]:
    """Return the sample, in Simplified characters."""
    return [row["text"] for row in load(folder / CHINESE)[:SAMPLE]]


def simplified(folder: Path) -> dict[str, Callable[[], object]]:
    """Contenders on Simplified text."""
    texts, jieba, fast = reports(folder), private_jieba(), rjieba.Jieba()
    return {
        "jieba.tokenize (offsets)": lambda: [list(jieba.tokenize(text)) for text in texts],
        "jieba.tokenize, HMM off": lambda: [list(jieba.tokenize(text, HMM=False)) for text in texts],
        "rjieba.tokenize, HMM off": lambda: [fast.tokenize(text, "default", False) for text in texts],
        "rjieba.cut, HMM off (no offsets)": lambda: [fast.cut(text, False) for text in texts],
        "discourse token_spans (offsets)": lambda: [token_spans(text, "zh-Hans") for text in texts],
        "discourse words": lambda: [words(text, "zh-Hans") for text in texts],
        "discourse tokenize (Token objects)": lambda: [tokenize(text, "zh-Hans") for text in texts],
    }


def traditional(folder: Path) -> dict[str, Callable[[], object]]:
    """Contenders on the same text in Traditional characters."""
    convert, jieba = opencc.OpenCC("s2t").convert, private_jieba()
    texts = [convert(text) for text in reports(folder)]
    return {
        "raw jieba.tokenize (offsets)": lambda: [list(jieba.tokenize(text)) for text in texts],
        "discourse token_spans (t2s, map back)": lambda: [token_spans(text, "zh-Hant") for text in texts],
        "discourse words": lambda: [words(text, "zh-Hant") for text in texts],
        "discourse tokenize (Token objects)": lambda: [tokenize(text, "zh-Hant") for text in texts],
    }


def same_as_jieba(folder: Path) -> tuple[int, int]:
    """Tokens of all reports: how many, and how many reports in which ours differ from jieba's with the same words."""
    n = different = 0
    for row in load(folder / CHINESE):
        ours = tokenize(row["text"], "zh-Hans")
        n += len(ours)
        different += ours != tokenize(row["text"], "zh-Hans", engine="jieba")
    return n, different
