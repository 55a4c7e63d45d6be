"""A text and terms enter; how often each term is still to be found after segmentation leaves."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from discourse.language.script import to_simplified
from discourse.language.segmenter import private_jieba
from discourse.language.tokens import tokenize


def lost_terms(text: str, terms: Iterable[str], *, lang: str = "zh-Hant") -> pd.DataFrame:
    """Count terms in a text, and the tokens that hold them, for three ways of segmenting it.

    Parameters
    ----------
    text : str
        A Chinese text.
    terms : iterable of str
        Terms as the text writes them.
    lang : {"zh-Hant", "zh-Hans"}
        Script of the text.

    Returns
    -------
    DataFrame
        term, n_text (occurrences in the characters), and of these, how many lie inside one token: raw (jieba on the
        text as it is, as most tutorials do), simplified (jieba after conversion), discourse (what this library does).
        A term may lie inside a longer token: 美中關係 holds 關係.

    Examples
    --------
    >>> lost_terms("臺灣關係", ["臺灣", "關係"])[["term", "n_text", "raw", "discourse"]].values.tolist()
    [['臺灣', 1, 0, 1], ['關係', 1, 0, 1]]
    """
    jieba = private_jieba()
    raw, simplified = jieba.lcut(text), jieba.lcut(to_simplified(text))
    ours = [token.text for token in tokenize(text, lang)]
    rows = [
        (term, text.count(term), _inside(raw, term), _inside(simplified, to_simplified(term)), _inside(ours, term))
        for term in terms
    ]
    return pd.DataFrame(rows, columns=["term", "n_text", "raw", "simplified", "discourse"])


def _inside(tokens: list[str], term: str) -> int:
    return sum(token.count(term) for token in tokens)
