"""Sentences that invoke a frame enter; shares of those that reject, manage or accept what it names leave."""

from __future__ import annotations

from os import PathLike

import pandas as pd

from discourse.counting.corpus import Corpus
from discourse.errors import CodebookError, DiscourseError
from discourse.measures.columns import need_columns
from discourse.measures.frames import PLACE, frame_sentences, frame_shares
from discourse.reading.codebook import Codebook
from discourse.shipped import shipped
from discourse.tables import read_table

STANCES = ("rejects", "manages", "accepts", "open")
"""What a sentence does with the thing it names; ``open``: the words alone do not say."""


def load_polarity(path: str | PathLike | None = None) -> pd.DataFrame:
    """Read how the terms of a frame lean: named to be rejected, or taken as a fact.

    Parameters
    ----------
    path : path, optional
        A CSV file with the columns frame, concept, term (empty: all terms of the concept), polarity (``rejects``,
        ``accepts`` or ``open``) and optionally note. The shipped ``corpus/polarity.csv`` by default.

    Returns
    -------
    DataFrame
        The rows of the file.

    Raises
    ------
    DiscourseError
        With file and line: an unknown polarity, an empty frame or concept, a row that stands twice.

    Examples
    --------
    >>> sorted(set(load_polarity().polarity))
    ['accepts', 'open', 'rejects']
    """
    path = path if path is not None else shipped("polarity.csv")
    table = read_table(
        path, required=("frame", "concept", "term", "polarity"), optional=("note",), what="polarity table"
    )
    checks = [
        (
            ~table.polarity.isin(("rejects", "accepts", "open")),
            "polarity {polarity!r} is unknown",
            "Write rejects, accepts or open.",
        ),
        ((table.frame == "") | (table.concept == ""), "frame or concept is empty", "Fill in both."),
        (table.duplicated(["frame", "concept", "term"]), "the row stands twice", "Keep one of the two."),
    ]
    for bad, problem, remedy in checks:
        if bad.any():
            line = table.index[bad.to_numpy().argmax()]
            raise CodebookError(problem.format(**table.loc[line]), path=path, line=int(line), remedy=remedy)
    return table


def sentence_polarity(
    corpus: Corpus,
    codebook: Codebook | None = None,
    *,
    frame: str = "competition",
    polarity: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Tell of each sentence that invokes a frame what it does with the thing it names.

    Parameters
    ----------
    corpus : Corpus
        Texts or features.
    codebook : Codebook, optional
        The corpus's own by default.
    frame : str
        A frame that `polarity` describes.
    polarity : DataFrame, optional
        Of :func:`load_polarity`.

    Returns
    -------
    DataFrame
        The place of each such sentence as in :func:`frame_sentences`, then one column of bool per stance: ``rejects``
        (it uses a term that names the thing in order to refuse it), else ``manages`` (it also invokes the frame
        ``risk``), else ``accepts`` (it uses a term that takes the thing as a fact), else ``open``. Exactly one of
        them is true.

    Raises
    ------
    DiscourseError
        If the codebook has no such frame, or the table says nothing about it.

    Notes
    -----
    The stance is read from words, not from syntax: a sentence that accepts zero-sum rivalry in so many words would
    count as rejecting it. Read the sentences before leaning on few of them.
    """
    book = codebook if codebook is not None else corpus.codebook
    table = polarity if polarity is not None else load_polarity()
    table = table[table.frame == frame]
    if frame not in book.frames:
        raise DiscourseError(f"the codebook has no frame {frame!r}", remedy=f"Choose from {', '.join(book.frames)}.")
    if table.empty:
        raise DiscourseError(
            f"nothing is said about the polarity of {frame!r}", remedy="Add rows to corpus/polarity.csv."
        )
    framed = frame_sentences(corpus, book)
    matches = corpus.matches(book)
    hits = matches[matches.frame == frame]
    leaning = hits.term.map(_term_polarity(book, table)).fillna("open")
    sets = leaning.groupby([hits.doc_id, hits.sent]).agg(frozenset)
    held = framed[framed[frame]].reset_index(drop=True)
    found = sets.reindex(pd.MultiIndex.from_frame(held[["doc_id", "sent"]])).to_numpy()
    managed = held["risk"].to_numpy() if "risk" in held.columns and frame != "risk" else [False] * len(held)
    stance = pd.Series([_stance(terms, risk) for terms, risk in zip(found, managed, strict=True)], dtype="str")
    return pd.concat([held[PLACE], pd.DataFrame({name: stance == name for name in STANCES})], axis=1)


def frame_polarity(
    sentences: pd.DataFrame, *, by: str = "side", confidence: float = 0.95, seed: int = 0
) -> pd.DataFrame:
    """Share of a frame's sentences that reject, manage or accept what it names, with intervals.

    Parameters
    ----------
    sentences : DataFrame
        Of :func:`sentence_polarity`.
    by : str
        Column that makes the groups, for example ``side`` or ``voice``.
    confidence, seed
        Of the interval, as in :func:`frame_shares`.

    Returns
    -------
    DataFrame
        One row per group and stance: the column `by`, stance, n_hits, n_sentences (that invoke the frame), share,
        low, high, n_segments, n_documents.

    Raises
    ------
    DiscourseError
        If there is no sentence or no such column.
    """
    need_columns(sentences, ["doc_id", "segment", by, *STANCES], "table of sentence_polarity", "Use side or voice.")
    if sentences.empty:
        raise DiscourseError("no sentence invokes the frame", remedy="Widen the selection.")
    sentences = sentences[list(dict.fromkeys(["doc_id", "segment", by, *STANCES]))]
    return frame_shares(sentences, by=by, confidence=confidence, seed=seed).rename(columns={"frame": "stance"})


def _term_polarity(book: Codebook, table: pd.DataFrame) -> dict[str, str]:
    """Polarity of every term of the codebook: its own row before its concept's."""
    own = {row.term: row.polarity for row in table.itertuples() if row.term}
    shared = {row.concept: row.polarity for row in table.itertuples() if not row.term}
    return {row.term: own.get(row.term, shared.get(row.concept, "open")) for row in book.concepts.itertuples()}


def _stance(terms: frozenset[str], managed: bool) -> str:
    if "rejects" in terms:
        return "rejects"
    return "manages" if managed else "accepts" if "accepts" in terms else "open"
