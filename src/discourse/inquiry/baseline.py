"""Frames of speakers and of reference documents in their own language enter; standardised, comparable effects leave."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, DiscourseWarning
from discourse.inquiry.references import baseline_shares, load_baseline
from discourse.measures.columns import need_columns, plain
from discourse.measures.framed import frame_names
from discourse.measures.frames import frame_shares
from discourse.reading.codebook import Codebook

COLUMNS = ["lang", "frame", "share", "share_baseline", "effect", "low", "high", "n_sentences", "n_segments",
           "n_documents", "baseline", "n_documents_baseline"]  # fmt: skip


def standardised_shares(
    framed: pd.DataFrame,
    baseline: pd.DataFrame | None = None,
    *,
    by: str = "side",
    codebook: Codebook | None = None,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare each speaker with a baseline in his own language, so that speakers of two languages can be compared.

    A word list finds more in one language than in the other, and genres differ; a raw difference of shares between an
    English and a Chinese speaker would mix both with what the speakers do. Measured against documents of the same
    language, found with the same list, the instrument's part cancels to first order.

    Parameters
    ----------
    framed : DataFrame
        Of :func:`frame_sentences` with ``level="frame"``.
    baseline : DataFrame, optional
        Of :func:`load_baseline`; the shipped one by default.
    by : str
        Column that makes the groups, for example ``side`` or ``voice``.
    codebook : Codebook, optional
        If given, concepts that have terms in one language only are named in a warning, and so is a baseline that was
        counted with another codebook.
    confidence, seed
        Of the intervals: segments of the speaker and documents of the baseline are resampled, and the two intervals
        combined by squaring and adding (Zou & Donner 2008).

    Returns
    -------
    DataFrame
        One row per group, language and frame: the column `by`, lang (``en`` or ``zh``, both scripts together), frame,
        share, share_baseline, effect, low, high, n_sentences, n_segments, n_documents, baseline,
        n_documents_baseline. ``effect`` is Cohen's h, 2 arcsin sqrt(share) - 2 arcsin sqrt(share_baseline): 0.2 is
        small, 0.5 medium, 0.8 large. It is NaN with a warning where the baseline does not hold the frame or the
        language.

    Raises
    ------
    DiscourseError
        If there is no sentence, or no such column.

    References
    ----------
    Cohen (1988), Statistical power analysis for the behavioral sciences, ch. 6. Zou & Donner (2008), Construction of
    confidence limits about effect measures.
    """
    frames = frame_names(framed, needs=["doc_id", "segment", "lang", by])
    if framed.empty:
        raise DiscourseError("there is no sentence", remedy="Widen the selection.")
    base = baseline if baseline is not None else load_baseline()
    if codebook is not None:
        _warn_of_differences(codebook, base)
    groups = plain(framed).assign(lang=framed.lang.astype("str").str[:2])
    spoken = frame_shares(groups, by=[by, "lang"], confidence=confidence, seed=seed)
    known = baseline_shares(base, frames=frames, confidence=confidence, seed=seed)
    table = spoken.merge(known, on=["lang", "frame"], how="left", suffixes=("", "_baseline"))
    if (lost := table.loc[table.share_baseline.isna(), "lang"].unique()).size:
        warnings.warn(
            f"no baseline for {', '.join(sorted(lost))}: the effects are missing.", DiscourseWarning, stacklevel=2
        )
    table["effect"], low, high = difference_in_h(
        table[["share", "low", "high"]].to_numpy().T,
        table[["share_baseline", "low_baseline", "high_baseline"]].to_numpy().T,
    )
    table["low"], table["high"] = low, high
    table["n_documents_baseline"] = table.n_documents_baseline.astype("Int64")
    return table[[by, *COLUMNS]]


def difference_in_h(target: np.ndarray, reference: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cohen's h of two shares with its limits, from the shares and the limits of each.

    Parameters
    ----------
    target, reference : ndarray, shape (3, ...)
        Share, lower and upper limit, between 0 and 1.

    Returns
    -------
    effect, low, high : ndarray

    Examples
    --------
    >>> effect, _, _ = difference_in_h(np.array([0.5, 0.4, 0.6]), np.array([0.25, 0.2, 0.3]))
    >>> round(float(effect), 4)
    0.5236
    """
    (p, p_low, p_high), (q, q_low, q_high) = (
        2 * np.arcsin(np.sqrt(np.clip(part, 0, 1))) for part in (target, reference)
    )
    effect = p - q
    return effect, effect - np.hypot(p - p_low, q_high - q), effect + np.hypot(p_high - p, q - q_low)


def standardised_contrast(target: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Difference of two speakers' standardised effects, each measured inside its own language.

    Parameters
    ----------
    target, reference : DataFrame
        Rows of :func:`standardised_shares` of one speaker in one language each.

    Returns
    -------
    DataFrame
        One row per frame: frame, effect_target, effect_reference, difference, low, high, lang_target, lang_reference.

    Raises
    ------
    DiscourseError
        If one of the two holds a frame twice (several speakers or languages) or shares no frame with the other.

    Examples
    --------
    >>> effects = {"frame": ["order"], "effect": [0.5], "low": [0.2], "high": [0.9]}
    >>> us, cn = (pd.DataFrame({**effects, "lang": lang}) for lang in ("en", "zh"))
    >>> row = standardised_contrast(us, cn.assign(effect=0.1, low=0.0, high=0.3)).iloc[0]
    >>> [round(float(row[name]), 2) for name in ("difference", "low", "high")]
    [0.4, 0.04, 0.81]
    """
    for table in (target, reference):
        need_columns(table, ["frame", "lang"], "table of effects", "Pass rows of standardised_shares.",
                     numbers=["effect", "low", "high"])  # fmt: skip
        if table.frame.duplicated().any():
            raise DiscourseError(f"frame {table.frame[table.frame.duplicated()].iloc[0]!r} stands twice",
                                 remedy="Give the rows of one speaker in one language.")  # fmt: skip
    both = target.merge(reference, on="frame", suffixes=("_target", "_reference"))
    if both.empty:
        raise DiscourseError("the two tables share no frame", remedy="Give rows of standardised_shares.")
    a, b = ({name: both[f"{name}_{side}"] for name in ("effect", "low", "high")} for side in ("target", "reference"))
    both["difference"] = a["effect"] - b["effect"]
    both["low"] = both.difference - np.hypot(a["effect"] - a["low"], b["high"] - b["effect"])
    both["high"] = both.difference + np.hypot(a["high"] - a["effect"], b["effect"] - b["low"])
    return both[
        ["frame", "effect_target", "effect_reference", "difference", "low", "high", "lang_target", "lang_reference"]
    ]


def one_sided_concepts(codebook: Codebook) -> pd.DataFrame:
    """Concepts of a codebook that have terms in English only or in Chinese only.

    Parameters
    ----------
    codebook : Codebook
        Any codebook.

    Returns
    -------
    DataFrame
        Columns frame, concept, only (``en`` or ``zh``), n_terms. A comparison across languages is blind to what such
        a concept would find on the other side.

    Examples
    --------
    >>> from discourse import load_codebook
    >>> from discourse.shipped import shipped
    >>> one_sided_concepts(load_codebook(shipped("codebook.csv"))).columns.tolist()
    ['frame', 'concept', 'only', 'n_terms']
    """
    terms = codebook.concepts.assign(lang=codebook.concepts.lang.str[:2])
    terms = terms.assign(frame=terms.frame.str.split(";")).explode("frame")
    sides = terms.groupby(["frame", "concept"], sort=True).agg(
        only=("lang", "min"), last=("lang", "max"), n_terms=("term", "size")
    )
    return sides[sides.only == sides["last"]].drop(columns="last").reset_index()


def _warn_of_differences(codebook: Codebook, baseline: pd.DataFrame) -> None:
    """Name what keeps a comparison across languages from being fair."""
    one_sided = one_sided_concepts(codebook)
    if len(one_sided):
        named = ", ".join(f"{row.concept} ({row.frame}, {row.only} only)" for row in one_sided.head(8).itertuples())
        warnings.warn(
            f"{len(one_sided)} concepts have terms in one language only: {named}.", DiscourseWarning, stacklevel=3
        )
    if set(baseline.codebook_sha256) != {codebook.sha256}:
        warnings.warn("the baseline was counted with another codebook than the speeches; the effects are approximate.",
                      DiscourseWarning, stacklevel=3)  # fmt: skip
