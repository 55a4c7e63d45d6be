"""Sentences with their frames enter; which frames meet in one sentence leaves, beside what chance would give."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError
from discourse.measures.columns import plain
from discourse.measures.framed import frame_flags, wanted_frames
from discourse.measures.shares import check_bootstrap
from discourse.measures.statistics import npmi

COLUMNS = ["frame_a", "frame_b", "n_both", "n_a", "n_b", "n_sentences", "expected", "lift", "low", "high", "npmi"]
N_RESAMPLES = 1000


def frame_cooccurrence(
    framed: pd.DataFrame,
    *,
    frames: Iterable[str] | None = None,
    confidence: float = 0.95,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """Count for every pair of frames the sentences that invoke both.

    Parameters
    ----------
    framed : DataFrame
        Of :func:`frame_sentences`; select a voice or a side before.
    frames : iterable of str, optional
        The frames to be paired; all by default.
    confidence, n_resamples, seed
        Of the interval of the lift: percentile bootstrap over segments.

    Returns
    -------
    DataFrame
        One row per pair: frame_a, frame_b, n_both, n_a, n_b, n_sentences, expected (sentences with both if they were
        independent, n_a * n_b / n_sentences), lift (n_both / expected), low, high, npmi (from -1, never together,
        to 1, never apart). Most frequent pairs first. Lift and npmi are NaN where one of the two is never invoked,
        npmi also where every sentence invokes both. The interval is NaN with fewer than two segments, and where
        fewer than half of the resamples hold both frames.

    Raises
    ------
    DiscourseError
        If `framed` has no such frame or no sentence, or `confidence` is no proportion.

    References
    ----------
    Bouma (2009), Normalized (pointwise) mutual information in collocation extraction.

    Examples
    --------
    >>> framed = pd.DataFrame({"doc_id": "a", "segment": [1, 1, 2, 2], "peace": [True, True, False, False],
    ...                        "trade": [True, False, False, False]})
    >>> frame_cooccurrence(framed)[["n_both", "expected", "lift"]].values.tolist()
    [[1.0, 0.5, 2.0]]
    """
    wanted = wanted_frames(framed, frames, needs=["doc_id", "segment"])
    check_bootstrap(confidence, n_resamples, seed)
    if framed.empty:
        raise DiscourseError("there is no sentence to count", remedy="Widen the selection.")
    pairs = list(combinations(range(len(wanted)), 2))
    left, right = (np.array([pair[i] for pair in pairs], dtype=np.int64) for i in (0, 1))
    hits = frame_flags(framed, wanted).astype(float)
    sums = np.column_stack([hits[:, left] * hits[:, right], hits, np.ones(len(hits))])
    low, high = _interval(framed, sums, (left, right), (confidence, n_resamples, seed))
    both, n_a, n_b, expected, lift = _lift(sums.sum(axis=0, keepdims=True), left, right)
    table = pd.DataFrame(
        {
            "frame_a": np.array(wanted, dtype=object)[left],
            "frame_b": np.array(wanted, dtype=object)[right],
            "n_both": both[0].astype(np.int64),
            "n_a": n_a[0].astype(np.int64),
            "n_b": n_b[0].astype(np.int64),
            "n_sentences": len(framed),
            "expected": expected[0],
            "lift": lift[0],
            "low": low,
            "high": high,
            "npmi": npmi(both[0], n_a[0], n_b[0], len(framed)),
        },
        columns=COLUMNS,
    )
    return table.sort_values(
        ["n_both", "frame_a", "frame_b"], ascending=[False, True, True], kind="stable", ignore_index=True
    )


def _lift(sums: np.ndarray, left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, ...]:
    """Split sums (B, pairs + frames + 1) and relate the joint counts to chance."""
    both, single, total = sums[:, : len(left)], sums[:, len(left) : -1], sums[:, -1:]
    n_a, n_b = single[:, left], single[:, right]
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = n_a * n_b / total
        lift = np.where(expected > 0, both / expected, np.nan)
    return both, n_a, n_b, expected, lift


def _interval(framed: pd.DataFrame, sums: np.ndarray, pairs: tuple, settings: tuple) -> tuple[np.ndarray, np.ndarray]:
    """Resample segments; a pair that most resamples cannot judge gets no interval."""
    confidence, n_resamples, seed = settings
    refused = np.full(len(pairs[0]), np.nan)
    segment = plain(framed[["doc_id", "segment"]]).groupby(["doc_id", "segment"], sort=True).ngroup().to_numpy()
    n = len(np.unique(segment))
    if n < 2 or not len(pairs[0]):
        return refused, refused
    by_segment = np.zeros((n, sums.shape[1]))
    np.add.at(by_segment, segment, sums)
    weights = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=n_resamples).astype(float)
    lifts = _lift(weights @ by_segment, *pairs)[-1]
    judged = np.isfinite(lifts).mean(axis=0) >= 0.5
    low, high = refused.copy(), refused.copy()
    if judged.any():
        tail = 100 * (1 - confidence) / 2
        low[judged], high[judged] = np.nanpercentile(lifts[:, judged], [tail, 100 - tail], axis=0)
    return low, high
