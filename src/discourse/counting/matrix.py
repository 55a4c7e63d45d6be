"""Texts of one language enter, a sparse document–term matrix leaves: counts without turns, sentences or segments."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.sparse import csr_array

from discourse.arguments import check_text_and_language
from discourse.language.terms import Vocabulary

_TOGETHER = 1 << 21


def document_terms(
    texts: Iterable[str], lang: str = "en", *, userdict: str | None = None
) -> tuple[csr_array, list[str]]:
    """Count the terms of each text.

    Parameters
    ----------
    texts : iterable of str
        Texts of one language; everything in them counts, whoever says it.
    lang : {"en", "zh-Hant", "zh-Hans"}
        Their language.
    userdict : path, optional
        User dictionary for Chinese; the shipped one by default.

    Returns
    -------
    matrix : csr_array of int64, shape (D, T)
        Occurrences of each term in each text.
    terms : list of str
        In code-point order.

    Raises
    ------
    DiscourseError
        If the language is unknown or a text is no str.

    Examples
    --------
    >>> matrix, terms = document_terms(["Trade, trade. And peace.", "Peace!"])
    >>> terms, matrix.toarray().tolist()
    (['and', 'peace', 'trade'], [[1, 1, 2], [0, 1, 0]])
    """
    check_text_and_language("", lang)
    vocabulary, keys, counts, begin = Vocabulary(), [], [], 0
    for group in _groups(texts, lang):
        ends = np.cumsum([len(text) + 2 for text in group])
        numbers, sizes = vocabulary.encode("\n\n".join(group) + "\n\n", ends, lang, userdict=userdict)
        width = max(len(vocabulary.terms), 1)
        found, n = np.unique(np.repeat(np.arange(len(group)), sizes) * width + numbers, return_counts=True)
        document, term = np.divmod(found, width)
        keys.append((document + begin, term))
        counts.append(n)
        begin += len(group)
    terms = sorted(vocabulary.terms)
    rank = np.zeros(len(terms), dtype=np.int64)
    rank[sorted(range(len(terms)), key=vocabulary.terms.__getitem__)] = np.arange(len(terms))
    if not keys:
        return csr_array((0, 0), dtype=np.int64), []
    rows, columns = (np.concatenate(part) for part in zip(*keys, strict=True))
    matrix = csr_array((np.concatenate(counts), (rows, rank[columns])), shape=(begin, len(terms)))
    matrix.sort_indices()
    return matrix, terms


def _groups(texts: Iterable[str], lang: str):
    """Lists of texts of about two million characters together."""
    group, held = [], 0
    for text in texts:
        check_text_and_language(text, lang)
        group.append(text)
        held += len(text)
        if held >= _TOGETHER:
            yield group
            group, held = [], 0
    if group:
        yield group
