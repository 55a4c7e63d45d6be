"""Tables of counts enter; sparse matrices of terms by parts (segments or documents) leave, over one vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from discourse.errors import CorpusError, DiscourseError, MixedLanguages
from discourse.tables import MAX_INTEGER

PER = ("segment", "document")


class Parts(NamedTuple):
    """One table of counts as T terms in k parts.

    Attributes
    ----------
    matrix : csr_array of float, shape (T, k)
        Occurrences.
    sizes : ndarray of float, shape (k,)
        Tokens: the sums of the counts.
    document : ndarray of int, shape (k,)
        Which document each part belongs to.
    """

    matrix: sparse.csr_array
    sizes: np.ndarray
    document: np.ndarray

    def n(self) -> np.ndarray:
        """Occurrences of each term."""
        return np.asarray(self.matrix.sum(axis=1)).ravel()

    def n_documents(self) -> np.ndarray:
        """Documents that hold each term."""
        n_parts, n_documents = len(self.document), int(self.document.max(initial=-1)) + 1
        if n_parts == n_documents:
            return np.diff(self.matrix.indptr)
        belongs = sparse.csr_array((np.ones(n_parts), (np.arange(n_parts), self.document)), (n_parts, n_documents))
        return np.diff((self.matrix @ belongs).tocsr().indptr)


def term_parts(tables: Sequence[pd.DataFrame], per: str = "segment") -> tuple[np.ndarray, list[Parts]]:
    """Arrange tables of counts over the union of their terms, in code-point order.

    Parameters
    ----------
    tables : sequence of DataFrame
        Tables `counts`; a term that only one of them has gets zeros in the others.
    per : {"segment", "document"}
        What a part is.

    Returns
    -------
    terms : ndarray of str, shape (T,)
    parts : list of Parts
        One for each table.

    Raises
    ------
    DiscourseError
        If `per` is unknown, or a table lacks a column, is empty, or holds counts that are not whole and positive.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": ["a", "a", "b"], "segment": [1, 2, 1], "term": ["x", "x", "y"], "n": [1, 2, 3]})
    >>> terms, [parts] = term_parts([table])
    >>> terms.tolist(), parts.matrix.toarray().tolist(), parts.sizes.tolist()
    (['x', 'y'], [[1.0, 2.0, 0.0], [0.0, 0.0, 3.0]], [1.0, 2.0, 3.0])
    """
    if per not in PER:
        raise DiscourseError(f"per {per!r} is unknown", remedy=f"Choose {' or '.join(map(repr, PER))}.")
    columns = ["doc_id", "term", "n"] + (["segment"] if per == "segment" else [])
    for table in tables:
        check_counts(table, columns)
    codes, terms = pd.factorize(pd.concat([table["term"] for table in tables], ignore_index=True))
    terms = np.asarray(terms, dtype=object)
    order = np.argsort(terms)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    bounds = np.cumsum([0, *map(len, tables)])
    return terms[order], [
        _parts(table, rank[codes[start:end]], len(terms), per)
        for table, start, end in zip(tables, bounds, bounds[1:], strict=False)
    ]


def _parts(table: pd.DataFrame, rows: np.ndarray, n_terms: int, per: str) -> Parts:
    document, names = codes_in_runs(table["doc_id"])
    part, owner = document, np.arange(len(names))
    if per == "segment":
        segment, _ = codes_in_runs(table["segment"])
        width = segment.max() + 1
        part, unique = codes_in_runs(pd.Series(document * width + segment))
        owner = np.asarray(unique) // width
    n = table["n"].to_numpy(dtype=float)
    matrix = sparse.csr_array((n, (rows, part)), shape=(n_terms, len(owner)))
    matrix.sum_duplicates()
    return Parts(matrix, np.bincount(part, weights=n, minlength=len(owner)), owner)


def codes_in_runs(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Number the values of a column by first appearance; fast where equal values stand together.

    Examples
    --------
    >>> codes, values = codes_in_runs(pd.Series(["b", "b", "a", "b"]))
    >>> codes.tolist(), list(values)
    ([0, 0, 1, 0], ['b', 'a'])
    """
    column = column.reset_index(drop=True)
    begins = np.ones(len(column), dtype=bool)
    begins[1:] = (column.iloc[1:].reset_index(drop=True) != column.iloc[:-1]).to_numpy(dtype=bool)
    codes, values = pd.factorize(column[begins])
    return codes[np.cumsum(begins) - 1].astype(np.int64), np.asarray(values)


def check_counts(table: pd.DataFrame, columns: Sequence[str]) -> None:
    """Refuse what is no table of counts with these columns.

    Raises
    ------
    CorpusError
        Naming the column or the row.
    """
    if not isinstance(table, pd.DataFrame):
        raise CorpusError(f"a table of counts is asked for, not a {type(table).__name__}",
                          remedy="Pass corpus.counts(), or rows of it.")  # fmt: skip
    if missing := [c for c in columns if c not in table.columns]:
        raise CorpusError(f"the table of counts has no column {missing[0]!r}",
                          remedy=f"It needs {', '.join(columns)}; corpus.counts() has them.")  # fmt: skip
    if table.empty:
        raise CorpusError("the table of counts has no rows", remedy="Look at the selection that made it.")
    n = table["n"]
    whole = n.dtype.kind in "iu" or (n.dtype.kind == "f" and (n == np.floor(n)).all())
    if not whole or n.isna().any() or not ((n >= 1) & (n <= MAX_INTEGER)).all():
        raise CorpusError("column n must hold whole numbers from 1 up",
                          remedy="Leave out terms that do not occur; do not put rates into n.")  # fmt: skip
    for column in ("doc_id", "segment", "term"):
        if column in columns and table[column].isna().any():
            raise CorpusError(f"column {column} has an empty cell",
                              remedy="Read the file with discourse, or with keep_default_na=False.")  # fmt: skip


def one_language(*tables: pd.DataFrame, what: str = "keyness") -> str:
    """Language that all tables share; empty if none of them says.

    Raises
    ------
    MixedLanguages
        If there are two, be it two scripts of Chinese: terms of one script never meet those of the other.

    Examples
    --------
    >>> one_language(pd.DataFrame({"lang": ["en", "en"]}), pd.DataFrame({"term": ["x"]}))
    'en'
    """
    found = sorted({lang for t in tables if "lang" in t.columns for lang in codes_in_runs(t["lang"])[1]
                    if isinstance(lang, str)}
                   - {""})  # fmt: skip
    if len(found) > 1:
        raise MixedLanguages(
            f"{what} compares term by term, and the tables hold {' and '.join(found)}",
            remedy="Select one language (counts[counts.lang == 'en']), convert both texts to one script before "
            "counting, or compare frames instead (frame_shares, frame_contrast).",
        )
    return found[0] if found else ""
