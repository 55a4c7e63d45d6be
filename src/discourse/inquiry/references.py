"""Files of reference documents enter; how often documents of a language invoke each frame leaves."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.errors import CorpusError, DiscourseError
from discourse.measures.columns import need_columns
from discourse.shipped import shipped
from discourse.tables import read_table

N_RESAMPLES = 1000


def load_baseline(path: str | PathLike | None = None, *, since: str = "", until: str = "") -> pd.DataFrame:
    """Read how often the documents of the reference corpora invoke each frame.

    Parameters
    ----------
    path : path, optional
        Folder with ``frames.csv`` (reference, doc_id, date, n_sentences, frame, n_hits; the row with an empty
        frame says how long a document is, a missing row means no hit) and ``index.csv`` (reference, lang,
        codebook_sha256). The shipped ``corpus/reference`` by default.
    since, until : str
        First and last day (``YYYY-MM-DD``) of the documents to be kept; all by default.

    Returns
    -------
    DataFrame
        One row per document and frame that it invokes, as in the file, with numbers as numbers, lang (``en`` or
        ``zh``) and codebook_sha256 of its reference.

    Raises
    ------
    CorpusError
        If a file is missing or broken, or no document is left.

    Examples
    --------
    >>> sorted(set(load_baseline().lang))
    ['en', 'zh']
    """
    folder = Path(path) if path is not None else shipped("reference")
    wanted = ("reference", "doc_id", "date", "n_sentences", "frame", "n_hits")
    table = read_table(folder / "frames.csv", required=wanted, what="baseline of frames")
    index = read_table(
        folder / "index.csv", required=("reference", "lang", "codebook_sha256"), what="index of references"
    )
    for column in ("n_sentences", "n_hits"):
        bad = ~table[column].str.fullmatch("[0-9]{1,9}")
        if bad.any():
            line = int(table.index[bad.to_numpy().argmax()])
            raise CorpusError(f"{column} {table.loc[line, column]!r} is no count", path=folder / "frames.csv",
                              line=line, remedy="Write a whole number.")  # fmt: skip
        table[column] = table[column].astype("int64")
    if strange := sorted(set(table.reference) - set(index.reference)):
        raise CorpusError(
            f"reference {strange[0]!r} is not in index.csv", path=folder / "index.csv", remedy="Add its row."
        )
    kept = table[(table.date >= since) & (table.date <= (until or "9999")) & (table.n_sentences > 0)]
    if kept.empty:
        raise CorpusError(f"no reference document between {since!r} and {until!r}", path=folder / "frames.csv",
                          remedy="Widen the dates.")  # fmt: skip
    langs = index.drop_duplicates("reference").assign(lang=lambda t: t.lang.str[:2])
    return kept.merge(
        langs[["reference", "lang", "codebook_sha256"]], on="reference", how="left", validate="many_to_one"
    )


def baseline_shares(
    baseline: pd.DataFrame, *, frames: list[str] | None = None, confidence: float = 0.95, seed: int = 0
) -> pd.DataFrame:
    """Share of sentences that invoke each frame in the reference documents of each language.

    Parameters
    ----------
    baseline : DataFrame
        Of :func:`load_baseline`.
    frames : list of str, optional
        The frames wanted; by default all that the table names.
    confidence, seed
        Of the interval: percentile bootstrap over documents.

    Returns
    -------
    DataFrame
        One row per language and frame: lang, frame, share, low, high, baseline (name of the reference), n_documents.
        With fewer than two documents the interval is NaN.

    Examples
    --------
    >>> shares = baseline_shares(load_baseline(), frames=["openness"]).set_index("lang")
    >>> bool(shares.share["zh"] > shares.share["en"])
    True
    """
    keys = ["reference", "doc_id", "frame", "lang"]
    need_columns(baseline, keys, "baseline", "Pass a table of load_baseline.", numbers=["n_sentences", "n_hits"])
    if not (baseline.n_sentences > 0).all():
        raise DiscourseError("n_sentences of the baseline must be positive", remedy="Leave out empty documents.")
    wanted = frames if frames is not None else sorted(set(baseline.frame) - {""})
    rows = []
    for lang, part in baseline.groupby("lang", sort=True):
        sizes = (
            part.drop_duplicates(["reference", "doc_id"]).set_index(["reference", "doc_id"]).n_sentences.sort_index()
        )
        hits = part.pivot_table(
            index=["reference", "doc_id"], columns="frame", values="n_hits", aggfunc="sum", fill_value=0
        )
        hits = hits.reindex(index=sizes.index, columns=wanted, fill_value=0).to_numpy(dtype=float)
        low, high = _document_interval(hits, sizes.to_numpy(dtype=float), confidence, seed)
        names = ";".join(sorted(set(part.reference)))
        share = hits.sum(axis=0) / sizes.sum()
        rows += [(lang, f, share[i], low[i], high[i], names, len(sizes)) for i, f in enumerate(wanted)]
    return pd.DataFrame(rows, columns=["lang", "frame", "share", "low", "high", "baseline", "n_documents"])


def _document_interval(
    hits: np.ndarray, sizes: np.ndarray, confidence: float, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Limits (F,) of shares over resampled documents, in blocks that stay small in memory."""
    if not 0 < confidence < 1:
        raise DiscourseError(f"confidence {confidence} does not lie between 0 and 1", remedy="Give 0.95, for example.")
    n, rng, draws = len(sizes), np.random.default_rng(seed), []
    if n < 2:
        return np.full(hits.shape[1], np.nan), np.full(hits.shape[1], np.nan)
    for _ in range(10):
        weights = rng.multinomial(n, np.full(n, 1 / n), size=N_RESAMPLES // 10).astype(float)
        draws.append((weights @ hits) / (weights @ sizes)[:, None])
    tail = (1 - confidence) / 2
    return tuple(np.quantile(np.concatenate(draws), [tail, 1 - tail], axis=0))
