"""Counts by voice, document, frame or term enter; places on a map and similarities of documents leave."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfTransformer

from discourse.errors import DiscourseError
from discourse.measures.columns import need_columns, plain
from discourse.measures.parts import check_counts, one_language, term_parts


def correspondence(table: pd.DataFrame, *, rows: str = "voice", columns: str = "frame", min_n: int = 1) -> pd.DataFrame:
    """Simple correspondence analysis: rows and columns of a contingency table on one map.

    Parameters
    ----------
    table : DataFrame
        Table `matches` (each row counts once) or `counts` (rows count n times), or any table in that form.
    rows, columns : str
        Columns whose values are crossed, for example ``"voice"`` by ``"frame"``, or by ``"term"``.
    min_n : int
        Least total of a value of `columns`; rarer ones are left out.

    Returns
    -------
    DataFrame
        One row per point: kind (``row`` or ``column``), name, n, mass, dimension_1, dimension_2 (principal
        coordinates), contribution_1, contribution_2 (share of the point in the inertia of a dimension), quality
        (share of the
        point's own inertia that the map shows), inertia_1, inertia_2 (principal inertias), share_1, share_2 (of the
        total inertia). ``attrs["principal_inertias"]`` lists all. The sign of a dimension is arbitrary: here the row
        with the largest coordinate is positive. Where all profiles are equal, coordinates are 0 and shares NaN.

    Raises
    ------
    MixedLanguages
        If terms of two languages would be crossed.
    DiscourseError
        If a column is missing, or fewer than two rows or columns are left.

    References
    ----------
    Greenacre (1984), Theory and applications of correspondence analysis, chapter 4; (2017), 3rd edition.

    Examples
    --------
    >>> hits = pd.DataFrame({"voice": ["Xi", "Xi", "Biden"], "frame": ["risk", "order", "order"], "n": [8, 2, 10]})
    >>> correspondence(hits)[["kind", "name", "dimension_1"]].round(3).values.tolist()
    [['row', 'Biden', 0.816], ['row', 'Xi', -0.816], ['column', 'order', 0.667], ['column', 'risk', -1.0]]
    """
    crossed = _crossed(table, rows, columns, min_n)
    n = crossed.to_numpy(dtype=float)
    p = n / n.sum()
    r, c = p.sum(axis=1), p.sum(axis=0)
    expected = np.outer(r, c)
    u, singular, vt = np.linalg.svd((p - expected) / np.sqrt(expected), full_matrices=False)
    singular[singular < 1e-12] = 0.0
    inertias = singular[: min(n.shape) - 1] ** 2
    f, g = u * singular / np.sqrt(r)[:, None], vt.T * singular / np.sqrt(c)[:, None]
    sign = np.where(f[np.abs(f.round(12)).argmax(axis=0), np.arange(f.shape[1])] < 0, -1.0, 1.0)
    points = pd.concat([_points("row", crossed.index, n.sum(axis=1), r, f * sign, singular),
                        _points("column", crossed.columns, n.sum(axis=0), c, g * sign, singular)],
                       ignore_index=True)  # fmt: skip
    total = inertias.sum()
    for i in (0, 1):
        value = float(inertias[i]) if i < len(inertias) else 0.0
        points[f"inertia_{i + 1}"], points[f"share_{i + 1}"] = value, value / total if total > 0 else np.nan
    points.attrs["principal_inertias"] = inertias.tolist()
    return points


def _crossed(table: pd.DataFrame, rows: str, columns: str, min_n: int) -> pd.DataFrame:
    """Contingency table without empty rows and columns, names sorted."""
    need_columns(table, [rows, columns], "table")
    if rows == columns or "n" in (rows, columns):
        raise DiscourseError(f"{rows} cannot be crossed with {columns}", remedy="Cross voice with frame, for example.")
    if isinstance(min_n, bool) or not isinstance(min_n, int | np.integer):
        raise DiscourseError(f"min_n {min_n!r} is not a whole number", remedy="Pass 1 to keep every column.")
    if columns == "term" or rows == "term":
        one_language(table, what="correspondence")
    if "n" in table.columns:
        check_counts(table, [rows, columns, "n"])
    weight = table["n"].to_numpy("int64") if "n" in table.columns else 1
    cells = plain(table[[rows, columns]]).astype("str").assign(weight=weight)
    crossed = cells.pivot_table(index=rows, columns=columns, values="weight", aggfunc="sum", fill_value=0)
    crossed = crossed.loc[:, crossed.sum() >= max(min_n, 1)]
    crossed = crossed.loc[crossed.sum(axis=1) > 0]
    if min(crossed.shape) < 2:
        raise DiscourseError(f"{crossed.shape[0]} {rows} by {crossed.shape[1]} {columns} make no map",
                             remedy="Correspondence analysis needs two of each at least.")  # fmt: skip
    return crossed


def _points(kind: str, names, n: np.ndarray, mass: np.ndarray, coordinates: np.ndarray, singular: np.ndarray):
    """Points of one kind with masses, coordinates, contributions and quality."""
    plane = np.zeros((len(names), 2))
    plane[:, : min(2, coordinates.shape[1])] = coordinates[:, :2]
    own = (coordinates**2).sum(axis=1)
    inertia = np.pad(singular[:2] ** 2, (0, max(0, 2 - len(singular))))
    with np.errstate(invalid="ignore", divide="ignore"):
        contribution = mass[:, None] * plane**2 / inertia
        quality = np.where(own > 1e-24, (plane**2).sum(axis=1) / own, np.nan)
    return pd.DataFrame({
        "kind": kind, "name": pd.Series(list(map(str, names)), dtype="str"), "n": n.astype("int64"), "mass": mass,
        "dimension_1": plane[:, 0], "dimension_2": plane[:, 1], "contribution_1": contribution[:, 0],
        "contribution_2": contribution[:, 1], "quality": quality,
    })  # fmt: skip


def similarity(counts: pd.DataFrame, *, min_documents: int = 1) -> pd.DataFrame:
    """Cosine similarity of documents by TF-IDF of their terms.

    scikit-learn's variant: counts times ``ln((1 + D)/(1 + d)) + 1``, D documents, d of them with the term; vectors
    scaled to length 1.

    Parameters
    ----------
    counts : DataFrame
        Table `counts` in one language.
    min_documents : int
        Least number of documents that hold a term for it to count.

    Returns
    -------
    DataFrame
        One row per ordered pair of documents, each with itself too: doc_id_a, doc_id_b, cosine (0 to 1; NaN for a
        document without any counted term), n_shared (terms in both). Documents in the order of the table.

    Raises
    ------
    MixedLanguages
        If the table holds more than one language or script.
    DiscourseError
        If the table is empty or broken.

    References
    ----------
    Salton & Buckley (1988), Term-weighting approaches in automatic text retrieval; scikit-learn, TfidfTransformer.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": ["a", "b", "b"], "segment": 1, "term": ["we", "we", "war"], "n": [1, 1, 1]})
    >>> similarity(table).cosine.round(3).tolist()
    [1.0, 0.58, 0.58, 1.0]
    """
    if isinstance(min_documents, bool) or not isinstance(min_documents, int | np.integer):
        raise DiscourseError(f"min_documents {min_documents!r} is not a whole number", remedy="Leave it out.")
    _, [parts] = term_parts([counts], "document")
    one_language(counts, what="similarity")
    matrix = parts.matrix.T.tocsr()
    matrix = matrix[:, parts.n_documents() >= max(min_documents, 1)]
    weights = TfidfTransformer().fit_transform(matrix) if matrix.shape[1] else matrix
    cosine = np.clip((weights @ weights.T).toarray(), 0, 1)
    filled = np.diff(matrix.indptr) > 0
    cosine[~filled], cosine[:, ~filled] = np.nan, np.nan
    cosine[filled, filled] = 1.0
    has = (matrix > 0).astype(np.int64)
    names = counts["doc_id"].drop_duplicates().tolist()
    k = len(names)
    return pd.DataFrame({"doc_id_a": pd.Series(np.repeat(names, k).tolist(), dtype="str"),
                         "doc_id_b": pd.Series(names * k, dtype="str"), "cosine": cosine.ravel(),
                         "n_shared": (has @ has.T).toarray().ravel()})  # fmt: skip
