"""A corpus and a node enter; the words that keep it company leave, with every association measure side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError
from discourse.language.plain import simplified
from discourse.measures import statistics
from discourse.measures.parts import codes_in_runs, one_language

if TYPE_CHECKING:
    from discourse.counting.corpus import Corpus
    from discourse.reading.codebook import Codebook

WINDOWS = ("tokens", "segment")
WITH_N = {name: getattr(statistics, name) for name in ("mutual_information", "mi3", "npmi", "t_score")}
COLUMNS = ["term", "joint", "expected", "n_collocate", "n_window", "n_units", "n_node", "log_dice", "dice",
           *WITH_N, "delta_p_collocate", "delta_p_node", "g2_full", "log_ratio", "window"]  # fmt: skip


class Company(NamedTuple):
    """What stands near a node: units that hold both and each term, near ones, all, and node occurrences."""

    terms: np.ndarray
    joint: np.ndarray
    f_collocate: np.ndarray
    n_window: int
    n_units: int
    n_node: int


def collocates(
    corpus: Corpus,
    node: str,
    *,
    span: int = 5,
    window: str | None = None,
    codebook: Codebook | None = None,
    min_joint: int = 1,
) -> pd.DataFrame:
    """Words that occur near a word or a frame, and how strongly the two attract each other.

    Parameters
    ----------
    corpus : Corpus
        Documents in one language.
    node : str
        A term of one token, in either script of Chinese; with `codebook` the name of one of its frames.
    span : int
        Tokens to each side that count as near, within the sentence (for window "tokens").
    window : {"tokens", "segment"}, optional
        Near means up to `span` tokens away, or in the same segment. By default tokens where running text of all
        documents is at hand, else segment; the column `window` says which it was.
    codebook : Codebook, optional
        Then `node` is a frame, and each of its matches is one node.
    min_joint : int
        Least number of co-occurrences.

    Returns
    -------
    DataFrame
        One row per collocate: term, joint, expected (under independence), n_collocate, n_window, n_units, n_node,
        log_dice, dice, mutual_information, mi3, npmi, t_score, delta_p_collocate (given the node), delta_p_node
        (given the collocate), g2_full, log_ratio (near against elsewhere), window. Highest log_dice first, then term.

    Raises
    ------
    NoRunningText
        If window "tokens" is asked for and only features are at hand.
    MixedLanguages
        If the documents are in more than one language or script.
    DiscourseError
        If the node does not occur, or an argument is unknown.

    Notes
    -----
    One table of contingency serves all measures. Window "tokens" (surface co-occurrence): the units are all tokens
    that are not the node, n_window those inside a window (where windows overlap, once), n_collocate those that are
    the collocate, joint those that are both. Window "segment" (textual co-occurrence): the units are segments,
    n_window those that hold the node; terms by which the frame itself was found are left out.

    References
    ----------
    Evert (2008), Corpora and collocations, sections 2 and 4, in: Lüdeling & Kytö, Corpus linguistics.

    Examples
    --------
    >>> from discourse import load_corpus
    >>> table = collocates(load_corpus().select(doc_id="cn-2022-11-15-g20"), "发展", min_joint=3)
    >>> table.window.unique().tolist()
    ['same segment']
    """
    _check_arguments(span, window, min_joint)
    one_language(corpus.documents, what="collocates")
    if codebook is not None and node not in codebook.frames:
        raise DiscourseError(f"the codebook has no frame {node!r}", remedy=f"Choose from {', '.join(codebook.frames)}.")
    if window is None:
        window = "tokens" if (corpus.documents.form == "text").all() else "segment"
    company = (_near if window == "tokens" else _together)(corpus, node, codebook, span)
    if not company.n_node:
        raise DiscourseError(f"node {node!r} does not occur in these documents",
                             remedy="Nodes are single tokens in lower case, as in corpus.counts(); make a phrase a "
                             "frame of a codebook.")  # fmt: skip
    return _measured(company, min_joint, f"{span} tokens to each side" if window == "tokens" else "same segment")


def _check_arguments(span: int, window: str | None, min_joint: int) -> None:
    for name, value in (("span", span), ("min_joint", min_joint)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
            raise DiscourseError(f"{name} {value!r} is not a whole number from 1 up", remedy="Pass 5, for example.")
    if window is not None and window not in WINDOWS:
        raise DiscourseError(f"window {window!r} is unknown", remedy=f"Choose {' or '.join(map(repr, WINDOWS))}.")


def _near(corpus: Corpus, node: str, codebook: Codebook | None, span: int) -> Company:
    """Company in windows of running tokens that do not cross sentences."""
    corpus.need_text("collocation in a window needs running text")
    tokens = corpus.tokens()
    term = tokens.token.str.lower()
    if codebook is None:
        first = last = np.flatnonzero(term.isin(_spellings(term, node)).to_numpy())
    else:
        first, last = _matched(tokens, corpus.matches(codebook), node)
    n = len(tokens)
    sentence, _ = codes_in_runs(tokens.doc_id + "\n" + tokens.sent.astype(str))
    begins, ends = np.searchsorted(sentence, sentence[first]), np.searchsorted(sentence, sentence[last], side="right")
    is_node = _covered(first, last + 1, n)
    near = _covered(np.maximum(first - span, begins), np.minimum(last + span + 1, ends), n) & ~is_node
    codes, terms = pd.factorize(term[~is_node])
    joint = np.bincount(codes[near[~is_node]], minlength=len(terms))
    all_of_it = np.bincount(codes, minlength=len(terms))
    return Company(np.asarray(terms), joint, all_of_it, int(near.sum()), int(n - is_node.sum()), len(first))


def _spellings(terms: pd.Series, node: str) -> set[str]:
    """Terms that are the node, in whatever script of Chinese it was typed."""
    plain = simplified(node.lower())
    return {term for term in terms.unique() if term == plain or simplified(term) == plain}


def _matched(tokens: pd.DataFrame, matches: pd.DataFrame, frame: str) -> tuple[np.ndarray, np.ndarray]:
    """First and last token of each match of a frame."""
    own = matches[matches.frame == frame]
    codes, names = codes_in_runs(tokens.doc_id)
    number = {name: i for i, name in enumerate(names)}
    width = int(max(tokens.end.max(), own.end.max() if len(own) else 0)) + 1
    document = own.doc_id.map(number).to_numpy(dtype=np.int64)
    starts, ends = (codes * width + tokens[edge].to_numpy() for edge in ("start", "end"))
    first = np.searchsorted(ends, document * width + own.start.to_numpy(), side="right")
    last = np.searchsorted(starts, document * width + own.end.to_numpy()) - 1
    found = first <= last
    return first[found], last[found]


def _covered(starts: np.ndarray, ends: np.ndarray, n: int) -> np.ndarray:
    """Which of n places lie in one of the half-open stretches."""
    edges = np.bincount(starts, minlength=n + 1) - np.bincount(ends, minlength=n + 1)
    return np.cumsum(edges)[:n] > 0


def _together(corpus: Corpus, node: str, codebook: Codebook | None, span: int) -> Company:
    """Company in the same segment."""
    counts, segments = corpus.counts(), corpus.segments()
    places = pd.MultiIndex.from_frame(segments[["doc_id", "segment"]])
    unit = places.get_indexer(pd.MultiIndex.from_frame(counts[["doc_id", "segment"]]))
    holds = np.zeros(len(places), dtype=bool)
    own = _spellings(counts.term, node)
    if codebook is None:
        holds[unit[counts.term.isin(own).to_numpy()]] = True
    else:
        matches = corpus.matches(codebook)
        matches = matches[matches.frame == node]
        own = set(matches.term.str.lower())
        spans = matches.merge(segments[["doc_id", "segment", "first_sent", "last_sent"]], on="doc_id")
        spans = spans[(spans.sent >= spans.first_sent) & (spans.sent <= spans.last_sent)]
        holds[places.get_indexer(pd.MultiIndex.from_frame(spans[["doc_id", "segment"]]))] = True
    others = ~counts.term.isin(own).to_numpy()
    codes, terms = pd.factorize(counts.term[others])
    joint = np.bincount(codes[holds[unit[others]]], minlength=len(terms))
    n_window = int(holds.sum())
    return Company(np.asarray(terms), joint, np.bincount(codes, minlength=len(terms)), n_window, len(places), n_window)


def _measured(company: Company, min_joint: int, window: str) -> pd.DataFrame:
    """All measures of the pairs that meet often enough."""
    keep = company.joint >= min_joint
    joint, f = company.joint[keep], company.f_collocate[keep]
    near, n = company.n_window, company.n_units
    expected = f * (near / max(n, 1))
    table = pd.DataFrame({"term": pd.Series(company.terms[keep], dtype="str"), "joint": joint, "expected": expected,
                          "n_collocate": f, "n_window": near, "n_units": n, "n_node": company.n_node,
                          "window": window})  # fmt: skip
    for name in ("log_dice", "dice"):
        table[name] = getattr(statistics, name)(joint, near, f)
    for name, measure in WITH_N.items():
        table[name] = measure(joint, near, f, n) if len(table) else np.nan
    forward = statistics.delta_p(joint, near, f, n) if len(table) else (np.nan, np.nan)
    table["delta_p_collocate"], table["delta_p_node"] = forward
    elsewhere = len(table) and n > near
    for name in ("g2_full", "log_ratio"):
        table[name] = getattr(statistics, name)(joint, f - joint, near, n - near) if elsewhere else np.nan
    return table[COLUMNS].sort_values(["log_dice", "term"], ascending=[False, True], kind="stable", ignore_index=True)
