"""A corpus of many documents enters; one of its tables leaves, counted batch by batch and held in little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pandas as pd
from pandas.api.types import union_categoricals

from discourse.counting.tally import Document, Tally, tally
from discourse.language.terms import Vocabulary

BATCH = 200
REPEATED = ("doc_id", "voice", "side", "reports", "lang", "term", "frame")
"""Columns whose few different strings are held once (pandas calls them categorical)."""


def batched_table(
    documents: Iterable[Document], read: Callable[[str], str], make: Callable[[Tally], pd.DataFrame], *, userdict=None
) -> pd.DataFrame:
    """Count documents in batches of one language and stack what is made of each batch.

    Parameters
    ----------
    documents : iterable of Document
        In the order wanted.
    read : callable
        Gives the clean text of a document id.
    make : callable
        Makes the table of a tally.
    userdict : path, optional
        User dictionary for Chinese.

    Returns
    -------
    DataFrame
        The same rows as without batches; columns of repeated strings are categorical, categories in code-point order.
    """
    vocabularies: dict[str, Vocabulary] = {}
    parts = []
    for batch in _batches(documents):
        vocabulary = vocabularies.setdefault(batch[0].lang, Vocabulary())
        t = tally([read(d.doc_id) for d in batch], batch, userdict=userdict, vocabulary=vocabulary)
        parts.append(compact(make(t)))
    return stack(parts)


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    for document in documents:
        if batch and (len(batch) == BATCH or document.lang != batch[0].lang):
            yield batch
            batch = []
        batch.append(document)
    if batch:
        yield batch


def compact(table: pd.DataFrame) -> pd.DataFrame:
    """Hold repeated strings once."""
    return table.astype(dict.fromkeys([column for column in REPEATED if column in table.columns], "category"))


def stack(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Stack compact tables column by column, so that memory holds one column twice and never the whole table."""
    columns = {}
    for column in parts[0].columns:
        pieces = [part.pop(column) for part in parts]
        repeated = isinstance(pieces[0].dtype, pd.CategoricalDtype)
        columns[column] = (
            union_categoricals(pieces, sort_categories=True) if repeated else pd.concat(pieces, ignore_index=True)
        )
    return pd.DataFrame(columns, copy=False)
