"""Sentences and hand coding enter; whether the reported side is the coded one leaves, one by one and in sum."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError
from discourse.measures.columns import need_columns, plain

NOBODY = ("AUTHOR", "NONE")
"""Codes for a sentence that reports nobody: the author's own assessment, or a heading."""


def reported_sides(sentences: pd.DataFrame, coding: pd.DataFrame) -> pd.DataFrame:
    """Lay the side that each sentence reports beside the actor that each coder gave it.

    Parameters
    ----------
    sentences : DataFrame
        Table `sentences`.
    coding : DataFrame
        Of ``load_coding``: doc_id, sent, coder, actor. Rows without an actor are left out.

    Returns
    -------
    DataFrame
        doc_id, sent, coder, actor, reports (``nobody`` where the sentence reports none), agree. AUTHOR and NONE both
        mean that the sentence reports nobody.

    Raises
    ------
    DiscourseError
        If no coded sentence is among the sentences.
    """
    need_columns(sentences, ["doc_id", "sent", "reports"], "table of sentences", "Pass corpus.sentences().")
    need_columns(coding, ["doc_id", "sent", "coder", "actor"], "coding", "Pass load_coding().")
    sentences, coding = plain(sentences), plain(coding)
    coded = coding[coding.actor != ""][["doc_id", "sent", "coder", "actor"]]
    table = coded.merge(sentences[["doc_id", "sent", "reports"]], on=["doc_id", "sent"])
    if table.empty:
        raise DiscourseError("no sentence has a coded actor", remedy="Select the documents that were coded.")
    wanted = table.actor.where(~table.actor.isin(NOBODY), "nobody")
    table["reports"] = table.reports.replace("", "nobody")
    table["agree"] = table.reports == wanted
    return table


def reported_sides_agreement(sides: pd.DataFrame) -> pd.DataFrame:
    """Share of sentences whose reported side is the coded one, for each coder and for either of them.

    Parameters
    ----------
    sides : DataFrame
        Of :func:`reported_sides`.

    Returns
    -------
    DataFrame
        coder (``either`` in the last row), n_sentences, n_agree, share.

    Examples
    --------
    >>> sides = pd.DataFrame({"doc_id": "d", "sent": [1, 1, 2, 2], "coder": ["1", "2"] * 2,
    ...                       "agree": [True, False, True, True]})
    >>> reported_sides_agreement(sides).n_agree.tolist()
    [2, 1, 2]
    """
    need_columns(sides, ["doc_id", "sent", "coder"], "table of sides", "Pass a table of reported_sides.",
                 numbers=["agree"])  # fmt: skip
    either = sides.groupby(["doc_id", "sent"]).agree.any()
    groups = [*((coder, group.agree) for coder, group in sides.groupby("coder")), ("either", either)]
    rows = [(coder, len(agree), int(agree.sum()), float(np.mean(agree))) for coder, agree in groups]
    return pd.DataFrame(rows, columns=["coder", "n_sentences", "n_agree", "share"])


def contrast_spans_found(attributions: pd.DataFrame, spans: pd.DataFrame, text: str) -> pd.DataFrame:
    """How much of each hand-coded contrast span is attributed to its side.

    Parameters
    ----------
    attributions : DataFrame
        Of ``attributions`` for one document.
    spans : DataFrame
        Of ``load_contrast_spans``: coder, actor, span, frames.
    text : str
        Clean text of the document.

    Returns
    -------
    DataFrame
        coder, actor, frames, span, share_covered (of its characters, by attributions to that side).
    """
    rows = []
    for row in spans.itertuples():
        start = text.find(row.span)
        covered = np.zeros(len(row.span), dtype=bool)
        for found in attributions[attributions.side == row.actor].itertuples():
            covered[max(found.start - start, 0) : max(found.end - start, 0)] = start >= 0
        rows.append((row.coder, row.actor, row.frames, row.span, float(covered.mean())))
    return pd.DataFrame(rows, columns=["coder", "actor", "frames", "span", "share_covered"])
