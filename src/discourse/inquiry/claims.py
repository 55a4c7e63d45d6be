"""A table of claims and a corpus enter; verdicts with figures, intervals and evidence leave: the ledger."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from discourse.counting.corpus import Corpus
from discourse.errors import CorpusError, DiscourseError
from discourse.inquiry.case import Case, Finding
from discourse.inquiry.claim_rows import REQUIRED, load_claims, parsed_parameters
from discourse.inquiry.claim_tests import TESTS
from discourse.inquiry.contrasts import Contrast
from discourse.measures.columns import need_columns
from discourse.reading.codebook import Codebook

VERDICTS = {"holds": "成立", "mixed": "部分成立", "fails": "不成立", "not testable": "無法檢驗"}
COLUMNS = ["claim_id", "part", "title_en", "title_zh", "verdict", "verdict_zh", "figure", "unit", "low", "high", "n",
           "evidence", "sentence_en", "sentence_zh", "note", "note_zh", "sentence", "test"]  # fmt: skip
SEGMENT_TESTS = ("says", "absent")
"""Tests that read counts, whose places are segments rather than sentences."""
SHOWN = 6
"""Places named in a cell of evidence; :func:`claim_evidence` lists all."""


def check_claims(corpus: Corpus, codebook: Codebook | None = None, claims: pd.DataFrame | None = None) -> pd.DataFrame:
    """Test claims about texts on the texts: one verdict per row of the claims, the same from text and from features.

    Parameters
    ----------
    corpus : Corpus
        Holds the documents that the claims name.
    codebook : Codebook, optional
        The corpus's own by default.
    claims : DataFrame, optional
        Of :func:`load_claims`; the shipped claims by default.

    Returns
    -------
    DataFrame
        One row per claim (or part of one): claim_id, part, title_en, title_zh, verdict (``holds``, ``mixed``,
        ``fails``, ``not testable``), verdict_zh, figure, unit, low, high (NaN where the figure is a plain count),
        n (sentences or tokens looked at), evidence (documents, paragraphs, terms), sentence_en, sentence_zh, note,
        note_zh, sentence (that makes the claim), test. A claim whose documents, voices or frames are not at hand
        is not testable, and says why.

    Raises
    ------
    CorpusError
        If a row names a test or parameters that do not exist.

    Examples
    --------
    >>> from discourse import load_corpus
    >>> ledger = check_claims(load_corpus(), claims=load_claims().head(1))
    >>> ledger.verdict.tolist()
    ['holds']
    """
    table = _claims(claims)
    rows = [_row(claim, _finding(corpus, codebook, claim)) for claim in table.itertuples()]
    return pd.DataFrame(rows, columns=COLUMNS)


def _claims(claims: pd.DataFrame | None) -> pd.DataFrame:
    """Claims to be tested, with the columns that a verdict needs; the shipped ones by default."""
    if claims is None:
        return load_claims()
    need_columns(claims, [name for name in REQUIRED if name != "expectation"], "table of claims", "Use load_claims.")
    return claims


def claim_evidence(
    corpus: Corpus, codebook: Codebook | None = None, claims: pd.DataFrame | None = None
) -> pd.DataFrame:
    """All places on which the verdicts rest.

    Parameters
    ----------
    corpus, codebook, claims
        As for :func:`check_claims`.

    Returns
    -------
    DataFrame
        One row per claim and place: claim_id, part, doc_id, para, sent, voice, terms, text (the sentence, or the
        segment that begins there if the test reads counts; empty where only features are at hand).
    """
    table = _claims(claims)
    found = [(claim, place) for claim in table.itertuples() for place in _finding(corpus, codebook, claim).places]
    rows = [(claim.claim_id, claim.part, *place, claim.test in SEGMENT_TESTS) for claim, place in found]
    columns = ["claim_id", "part", "doc_id", "para", "sent", "voice", "terms", "whole"]
    places = pd.DataFrame(rows, columns=columns)
    places["text"] = _texts(corpus, places)
    return places.drop(columns="whole")


def _texts(corpus: Corpus, places: pd.DataFrame) -> list[str]:
    """Sentence at each place, or the whole segment that begins there; empty where there is no text."""
    text = corpus.sentences().set_index(["doc_id", "sent"]).text
    last = corpus.segments().set_index(["doc_id", "first_sent"]).last_sent
    shown = []
    for row in places.itertuples():
        end = int(last.get((row.doc_id, row.sent), row.sent)) if row.whole else row.sent
        parts = [text.get((row.doc_id, sent), "") for sent in range(row.sent, end + 1)]
        shown.append(" ".join(part for part in parts if part))
    return shown


def claim_verdicts(ledger: pd.DataFrame) -> pd.DataFrame:
    """One verdict per claim: all parts alike, or else mixed.

    Parameters
    ----------
    ledger : DataFrame
        Of :func:`check_claims`.

    Returns
    -------
    DataFrame
        claim_id, title_en, title_zh (of the first part), verdict, verdict_zh, n_parts.

    Examples
    --------
    >>> parts = pd.DataFrame({"claim_id": ["4", "4"], "title_en": "", "title_zh": "", "verdict": ["holds", "fails"]})
    >>> claim_verdicts(parts).verdict.tolist()
    ['mixed']
    """
    need_columns(ledger, ["claim_id", "title_en", "title_zh", "verdict"], "ledger", "Pass a table of check_claims.")
    if strange := sorted(set(ledger.verdict) - set(VERDICTS)):
        raise DiscourseError(f"verdict {strange[0]!r} is unknown", remedy=f"Choose from {', '.join(VERDICTS)}.")
    rows = []
    for claim_id, parts in ledger.groupby("claim_id", sort=False):
        verdicts = set(parts.verdict)
        verdict = verdicts.pop() if len(verdicts) == 1 else "mixed"
        first = parts.iloc[0]
        rows.append((claim_id, first.title_en, first.title_zh, verdict, VERDICTS[verdict], len(parts)))
    return pd.DataFrame(rows, columns=["claim_id", "title_en", "title_zh", "verdict", "verdict_zh", "n_parts"])


def claim_contrast(claim: Any) -> Contrast:
    """Contrast behind a claim that compares two sides, for :func:`multiverse`.

    Parameters
    ----------
    claim : Series or named tuple
        A row of the claims whose test is ``balance``.

    Raises
    ------
    DiscourseError
        If the claim compares nobody.

    Examples
    --------
    >>> claims = load_claims()
    >>> str(claim_contrast(claims[claims.test == "balance"].iloc[0]))
    'global_order - relationship, US - CN'
    """
    if claim.test != "balance":
        raise DiscourseError(f"claim {claim.claim_id!r} is tested by {claim.test}, which compares nobody",
                             remedy="Choose a claim whose test is balance, or write a Contrast.")  # fmt: skip
    given = parsed_parameters(claim.test, claim.parameters)
    return Contrast(given["target_frame"], given["target"], given["reference"], minus=given["reference_frame"])


def _finding(corpus: Corpus, codebook: Codebook | None, claim: Any) -> Finding:
    given = parsed_parameters(claim.test, claim.parameters)
    try:
        documents = [name.strip() for name in claim.documents.split(";") if name.strip()]
        if missing := [name for name in documents if name not in set(corpus.documents.doc_id)]:
            raise CorpusError(f"document {missing[0]!r} is not in the corpus", remedy="Add it, or change the claim.")
        book = codebook if codebook is not None else corpus.codebook
        return TESTS[claim.test](Case(corpus.select(doc_id=documents), book), **given)
    except DiscourseError as error:
        return Finding(
            "not testable", np.nan, "", np.nan, np.nan, 0, [], f"Not testable: {error}", f"無法檢驗：{error}"
        )


def _row(claim: Any, found: Finding) -> tuple:
    shown = [f"{p.doc_id} ¶{p.para}{f': {p.terms}' if p.terms else ''}" for p in found.places[:SHOWN]]
    more = [f"and {len(found.places) - SHOWN} more"] if len(found.places) > SHOWN else []
    return (
        claim.claim_id, claim.part, claim.title_en, claim.title_zh, found.verdict, VERDICTS[found.verdict],
        found.figure, found.unit, found.low, found.high, found.n, "; ".join(shown + more), found.sentence_en,
        found.sentence_zh,
        getattr(claim, "note_en", ""), getattr(claim, "note_zh", ""), claim.sentence, claim.test,
    )  # fmt: skip
