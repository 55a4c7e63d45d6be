"""The choices an analyst could have made otherwise are declared here; the cells of a multiverse leave."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd

from discourse.counting.corpus import Corpus
from discourse.counting.counts import sentence_segments
from discourse.errors import DiscourseError
from discourse.language.tokens import token_spans
from discourse.reading.codebook import Codebook

CHOICES = {
    "codebook": ("full", "without the most frequent concept", "without the two most frequent concepts", "phrases only"),
    "denominator": ("all", "content"),
    "unit": ("sentence", "paragraph", "segment"),
    "level": ("frame", "macro_frame"),
    "confidence": (0.9, 0.95),
    "baseline": ("none", "own language"),
    "script": ("both", "own"),
    "user_dictionary": ("on", "off"),
}
"""Every dimension and its values. What a corpus cannot vary is fixed, and `multiverse` says so."""


class Grid(NamedTuple):
    """Values to be tried in each dimension; the cells are all combinations that make sense.

    Attributes
    ----------
    codebook : tuple of str
        ``full``; ``without the most frequent concept`` of each frame, or ``without the two most frequent concepts``;
        ``phrases only``: no term of a single word. What the full codebook found is filtered, not matched anew, so that
        texts and features give the same cells.
    denominator : tuple of str
        ``all`` sentences, or those with ``content``.
    unit : tuple of str
        What a share is a share of: ``sentence``, ``paragraph`` or ``segment``.
    level : tuple of str
        ``frame`` as the contrast names it, or ``macro_frame`` above it.
    confidence : tuple of float
        Of the interval.
    baseline : tuple of str
        ``none``, or ``own language``: Cohen's h against the shipped references, which were counted in sentences with
        the full codebook; so it is combined only with these, with ``all``, and with single frames.
    script : tuple of str
        ``both``: Chinese terms of either script match; ``own``: only terms written in the document's script.
    user_dictionary : tuple of str
        ``on`` or ``off``: changes tokens, therefore segments, therefore intervals; only where Chinese text is at
        hand.
    leave_out : bool
        Leave out one document at a time (one segment at a time where there is one document).
    n_resamples, seed : int
        Of the bootstrap.
    """

    codebook: tuple[str, ...] = CHOICES["codebook"]
    denominator: tuple[str, ...] = CHOICES["denominator"]
    unit: tuple[str, ...] = CHOICES["unit"]
    level: tuple[str, ...] = CHOICES["level"]
    confidence: tuple[float, ...] = CHOICES["confidence"]
    baseline: tuple[str, ...] = CHOICES["baseline"]
    script: tuple[str, ...] = CHOICES["script"]
    user_dictionary: tuple[str, ...] = CHOICES["user_dictionary"]
    leave_out: bool = True
    n_resamples: int = 1000
    seed: int = 0


def checked_grid(grid: Grid | dict | None) -> Grid:
    """Return a grid whose values are all known.

    Parameters
    ----------
    grid : Grid, dict or None
        A dict names only what differs from the default; a single value stands for a tuple of one.

    Raises
    ------
    DiscourseError
        If a dimension or a value is unknown, or a dimension has no value.

    Examples
    --------
    >>> checked_grid({"unit": "sentence", "leave_out": False}).unit
    ('sentence',)
    """
    if isinstance(grid, dict):
        if unknown := [name for name in grid if name not in Grid._fields]:
            raise DiscourseError(
                f"the grid has no dimension {unknown[0]!r}", remedy=f"Choose from {', '.join(Grid._fields)}."
            )
        listed = {k: v if k not in CHOICES or isinstance(v, tuple | list) else (v,) for k, v in grid.items()}
        grid = Grid(**{k: tuple(v) if k in CHOICES else v for k, v in listed.items()})
    grid = Grid() if grid is None else grid
    if not isinstance(grid, Grid):
        raise DiscourseError(f"a grid is a Grid or a dict, not {type(grid).__name__}", remedy="Use discourse's Grid.")
    for name, values in CHOICES.items():
        tried = getattr(grid, name)
        bad = [v for v in tried if v not in values] if name != "confidence" else [v for v in tried if not _share(v)]
        if bad or not tried:
            raise DiscourseError(f"{name} {bad[0]!r} is unknown" if bad else f"{name} has no value to try",
                                 remedy=f"Choose from {', '.join(map(str, values))}.")  # fmt: skip
    if not (
        isinstance(grid.n_resamples, int) and grid.n_resamples > 0 and isinstance(grid.seed, int) and grid.seed >= 0
    ):
        raise DiscourseError("n_resamples must be a positive and seed a non-negative whole number",
                             remedy="Leave them at their defaults.")  # fmt: skip
    return grid


def _share(value: object) -> bool:
    return isinstance(value, float) and 0 < value < 1


def fixed_dimensions(corpus: Corpus) -> dict[str, str]:
    """Tell which dimensions this corpus cannot vary, and why.

    Parameters
    ----------
    corpus : Corpus
        The documents of the contrast.

    Returns
    -------
    dict of str to str
        Dimension -> reason. ``segmenter`` is always among them: rjieba and jieba give the same tokens.
    """
    chinese = corpus.documents[corpus.documents.lang != "en"]
    fixed = {"segmenter": "not varied: rjieba and jieba give the same tokens, which a test holds on the whole corpus"}
    if chinese.empty:
        fixed |= dict.fromkeys(("script", "user_dictionary"), "not varied: no Chinese document is compared")
    elif (chinese.form == "features").any():
        fixed["user_dictionary"] = "not varied: without running text the tokens are as shipped"
    return fixed


def cells(grid: Grid, fixed: dict[str, str], left_out: list[str]) -> list[dict]:
    """All combinations that make sense, in a fixed order.

    Parameters
    ----------
    grid : Grid
        Of :func:`checked_grid`.
    fixed : dict
        Of :func:`fixed_dimensions`; such a dimension keeps its first value.
    left_out : list of str
        What is left out in turn; the empty string for nothing.

    Examples
    --------
    >>> len(cells(checked_grid({"baseline": "none"}), {"script": "", "user_dictionary": ""}, [""]))
    96
    """
    values = {name: getattr(grid, name)[:1] if name in fixed else getattr(grid, name) for name in CHOICES}
    rows = [dict(zip(values, chosen, strict=True)) for chosen in product(*values.values())]
    plain = {"codebook": "full", "denominator": "all", "unit": "sentence", "level": "frame"}
    kept = [row for row in rows if row["baseline"] == "none" or all(row[k] == v for k, v in plain.items())]
    return [{**row, "left_out": what} for what in left_out for row in kept]


def variant_terms(book: Codebook, matches: pd.DataFrame, variant: str) -> pd.DataFrame:
    """Rows of the codebook that stay under one of the choices of the grid.

    Parameters
    ----------
    book : Codebook
        The full one.
    matches : DataFrame
        Its matches in the documents compared; they tell which concept is the most frequent.
    variant : str
        See :class:`Grid`.
    """
    table = book.concepts
    if variant == "full":
        return table
    if variant == "phrases only":
        several = pd.Series(False, index=table.index)
        for lang, part in table.groupby("lang"):
            several[part.index] = count_tokens(part.term.tolist(), lang) > 1
        return table[several]
    concept = dict(zip(table.term, table.concept, strict=True))
    counted = matches.assign(concept=matches.term.map(concept)).groupby(["frame", "concept"]).size()
    ranked = counted.reset_index(name="n").sort_values(["frame", "n", "concept"], ascending=[True, False, True])
    first = ranked.groupby("frame").head(2 if "two" in variant else 1)
    gone = set(first[["frame", "concept"]].itertuples(index=False, name=None))
    rows = [any((frame, row.concept) in gone for frame in row.frame.split(";")) for row in table.itertuples()]
    return table[~np.array(rows, dtype=bool)]


def count_tokens(texts: list[str], lang: str, *, userdict: str | None = None) -> np.ndarray:
    r"""Tokens of each of many short texts, cut in one go.

    Examples
    --------
    >>> count_tokens(["global order", "rivals", ""], "en").tolist()
    [2, 1, 0]
    """
    lines = [text.replace("\n", " ") for text in texts]
    starts, _ = token_spans("\n".join(lines), lang, userdict=userdict)
    firsts = np.cumsum([0, *(len(line) + 1 for line in lines)])
    return np.diff(np.searchsorted(starts, firsts))


def resegmented(corpus: Corpus, userdict: str) -> pd.DataFrame:
    """Segments of every sentence when its tokens are counted with another user dictionary.

    Parameters
    ----------
    corpus : Corpus
        With text.
    userdict : str
        ``""`` for none.

    Returns
    -------
    DataFrame
        doc_id, sent, segment, n_tokens.
    """
    sentences = corpus.sentences()
    for lang, part in sentences[sentences.lang != "en"].groupby("lang"):
        sentences.loc[part.index, "n_tokens"] = count_tokens(part.text.tolist(), lang, userdict=userdict)
    sentences["segment"] = sentence_segments(sentences)
    return sentences[["doc_id", "sent", "segment", "n_tokens"]]
