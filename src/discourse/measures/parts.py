"""Tables of counts enter; sparse matrices of terms by parts (segments or documents) leave, over one vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from discourse.errors import CorpusError, DiscourseError, MixedLanguages
from discourse.measures.columns import need_columns
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
        if len(self.document) == self.document.max(initial=-1) + 1:
            return np.diff(self.matrix.indptr).astype(np.int64)
        term = np.repeat(np.arange(self.matrix.shape[0]), np.diff(self.matrix.indptr))
        place = term * (int(self.document.max()) + 1) + self.document[self.matrix.indices]
        if (np.diff(place) < 0).any():
            place.sort()
        first = np.append(True, place[1:] != place[:-1])[: len(place)]
        return np.bincount(term[first], minlength=self.matrix.shape[0])

    def over_parts(self, values: np.ndarray) -> np.ndarray:
        """Add up by term what was computed of each filled cell of the matrix."""
        cells = sparse.csr_array((values, self.matrix.indices, self.matrix.indptr), self.matrix.shape)
        return cells @ np.ones(self.matrix.shape[1])


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
    coded = [pd.factorize(table["term"]) for table in tables]
    places, terms = pd.factorize(np.concatenate([np.asarray(names, dtype=object) for _, names in coded]))
    order = np.argsort(terms)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    places = np.split(rank[places], np.cumsum([len(names) for _, names in coded])[:-1])
    return terms[order], [
        _parts(table, place[codes], len(terms), per) for table, place, (codes, _) in zip(tables, places, coded,
                                                                                         strict=True)
    ]  # fmt: skip


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
    if column.empty:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=object)
    cells = column.cat.codes.to_numpy() if isinstance(column.dtype, pd.CategoricalDtype) else column.array
    begins = np.flatnonzero(np.append(True, np.asarray(cells[1:] != cells[:-1], dtype=bool)))
    codes, values = pd.factorize(column.iloc[begins])
    return np.repeat(codes.astype(np.int64), np.diff(begins, append=len(column))), np.asarray(values)


def check_counts(table: pd.DataFrame, columns: Sequence[str]) -> None:
    """Refuse what is no table of counts with these columns.

    Raises
    ------
    CorpusError
        Naming the column.
    """
    remedy = f"It needs {', '.join(map(str, columns))}; corpus.counts() has them."
    need_columns(table, columns, "table of counts", remedy, empty=["n"])
    if table.empty:
        raise CorpusError("the table of counts has no rows", remedy="Look at the selection that made it.")
    if "n" in columns and not _whole_and_positive(table["n"]):
        raise CorpusError("column n must hold whole numbers from 1 up",
                          remedy="Leave out terms that do not occur; do not put rates into n.")  # fmt: skip
    if "term" in columns and not _is_text(table["term"]):
        raise CorpusError("column term must hold text", remedy="Read the file with discourse.")


def _whole_and_positive(n: pd.Series) -> bool:
    if n.dtype.kind not in "iuf" or n.hasnans:
        return False
    return bool(((n >= 1) & (n <= MAX_INTEGER)).all() and (n.dtype.kind in "iu" or (n == np.floor(n)).all()))


def _is_text(terms: pd.Series) -> bool:
    """Whether all terms are text that can be written (lone surrogates cannot)."""
    if isinstance(terms.dtype, pd.CategoricalDtype):
        terms = pd.Series(terms.cat.categories)
    if terms.dtype != object:
        return pd.api.types.is_string_dtype(terms.dtype)
    unique = pd.unique(terms)
    return all(isinstance(term, str) and not any("\ud800" <= c <= "\udfff" for c in term) for term in unique)


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
    found: set[str] = set()
    for table in tables:
        if "lang" in getattr(table, "columns", ()):
            need_columns(table, ["lang"], "table", empty=["lang"])
            found |= {lang for lang in codes_in_runs(table["lang"])[1] if isinstance(lang, str) and lang}
    found = sorted(found)
    if len(found) > 1:
        raise MixedLanguages(
            f"{what} compares term by term, and the tables hold {' and '.join(found)}",
            remedy="Select one language (counts[counts.lang == 'en']), convert both texts to one script before "
            "counting, or compare frames instead (frame_shares, frame_contrast).",
        )
    return found[0] if found else ""
