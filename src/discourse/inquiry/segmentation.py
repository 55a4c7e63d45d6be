"""A hand-made gold of words becomes a table: how well raw jieba and our tokens find them."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from pathlib import Path

import pandas as pd

from discourse.errors import CorpusError
from discourse.language.script import to_simplified
from discourse.language.segmenter import private_jieba
from discourse.language.tokens import token_spans
from discourse.shipped import shipped

_COLUMNS = ["doc_id", "sent", "words"]


def validate_segmentation(
    gold: pd.DataFrame | str | PathLike | None = None, *, lang: str = "zh-Hant", userdict: str | PathLike | None = None
) -> pd.DataFrame:
    """Compare ways of cutting Chinese text into words with words cut by hand.

    A word counts as found if both its bounds are right. Punctuation and white space are left out on both sides.

    Parameters
    ----------
    gold : DataFrame, str or path, optional
        One row a sentence: doc_id, sent, and words, the words of the sentence separated by ``/`` (joined, they are
        the sentence). The shipped gold by default: the 43 sentences of the analysis, cut by a language model by the
        unit rules of ``userdict.txt``. The gold came first, but the dictionary was then improved on it, so its row
        shows what the dictionary can do on this text, not what to expect of another.
    lang : str
        Script of the gold.
    userdict : str or path, optional
        User dictionary of the last two rows; the shipped one by default.

    Returns
    -------
    DataFrame
        setting, engine, hmm, n_gold, n_found, n_correct, precision, recall, f1.

    Raises
    ------
    CorpusError
        If the gold lacks a column or holds no word.

    Examples
    --------
    >>> gold = pd.DataFrame({"doc_id": ["a"], "sent": [1], "words": ["中美/雙邊/關係/。"]})
    >>> validate_segmentation(gold)[["setting", "n_gold", "n_correct"]].iloc[[0, -1]].values.tolist()
    [['raw', 3, 1], ['Simplified, user dictionary', 3, 3]]
    """
    sentences = _sentences(gold)
    jieba = private_jieba()

    def plain(text: str, hmm: bool) -> set[tuple[int, int]]:
        return _spans(jieba.lcut(text, HMM=hmm), text)

    def ours(text: str, engine: str) -> set[tuple[int, int]]:
        starts, ends = token_spans(text, lang, userdict=userdict, engine=engine)
        return set(zip(starts.tolist(), ends.tolist(), strict=True))

    settings = [
        ("raw", "jieba", True, lambda text: plain(text, True)),
        ("Simplified", "jieba", True, lambda text: plain(to_simplified(text), True)),
        ("Simplified", "jieba", False, lambda text: plain(to_simplified(text), False)),
        ("Simplified, user dictionary", "jieba", False, lambda text: ours(text, "jieba")),
        ("Simplified, user dictionary", "rjieba", False, lambda text: ours(text, "rjieba")),
    ]
    rows = [(*name, *_score(sentences, cut)) for *name, cut in settings]
    return pd.DataFrame(
        rows, columns=["setting", "engine", "hmm", "n_gold", "n_found", "n_correct", "precision", "recall", "f1"]
    )


def _sentences(gold: pd.DataFrame | str | PathLike | None) -> list[list[str]]:
    path = None
    if not isinstance(gold, pd.DataFrame):
        if gold is not None and not isinstance(gold, str | PathLike):
            raise CorpusError(f"the gold is a {type(gold).__name__}", remedy="Give a table or a path.")
        path = Path(shipped("coding/segmentation_gold.csv") if gold is None else gold)
        try:
            gold = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            raise CorpusError(f"is no gold of words ({error})", path=path, remedy="Write doc_id,sent,words.") from error
    missing = [column for column in _COLUMNS if column not in gold.columns]
    if missing:
        raise CorpusError(f"the gold lacks {', '.join(missing)}", path=path, remedy="Write doc_id,sent,words.")
    sentences = [str(words).split("/") for words in gold["words"]]
    if not any(_spans(words, "".join(words)) for words in sentences):
        raise CorpusError("the gold holds no word", path=path, remedy="Separate the words of each sentence by /.")
    return sentences


def _spans(words: list[str], text: str) -> set[tuple[int, int]]:
    """Bounds of the words that hold a letter or digit; `text` is what they were cut from."""
    spans, begin = set(), 0
    for word in words:
        end = begin + len(word)
        if any(map(str.isalnum, text[begin:end])):
            spans.add((begin, end))
        begin = end
    return spans


def _score(sentences: list[list[str]], cut: Callable[[str], set[tuple[int, int]]]) -> tuple:
    n_gold = n_found = n_correct = 0
    for words in sentences:
        text = "".join(words)
        wanted, found = _spans(words, text), cut(text)
        n_gold, n_found, n_correct = n_gold + len(wanted), n_found + len(found), n_correct + len(wanted & found)
    precision = n_correct / n_found if n_found else float("nan")
    return n_gold, n_found, n_correct, precision, n_correct / n_gold, 2 * n_correct / (n_gold + n_found)
