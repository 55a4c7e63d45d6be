"""A contrast between two speakers is declared here; framed sentences enter, its estimate with an interval leaves."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError
from discourse.inquiry.baseline import difference_in_h
from discourse.inquiry.units import NO_MACRO, Sums, segment_sums
from discourse.measures.framed import PLACE
from discourse.measures.shares import N_RESAMPLES, share_estimate


class Contrast(NamedTuple):
    """A claim in numbers: the target invokes a frame more than the reference does (or less).

    Attributes
    ----------
    frame : str
        A frame or macro-frame.
    target, reference : str
        Values of the column `by`.
    minus : str
        If given, a second frame: what is compared is share(frame) - share(minus), the balance of the two.
    by : str
        Column of the table of sentences, for example ``side`` or ``voice``.
    sign : int
        1 if the target is expected above the reference, -1 if below.

    Examples
    --------
    >>> str(Contrast("global_order", "US", "CN", minus="relationship"))
    'global_order - relationship, US - CN'
    """

    frame: str
    target: str
    reference: str
    minus: str = ""
    by: str = "side"
    sign: int = 1

    def __str__(self) -> str:
        """Say what is subtracted from what."""
        return f"{self.frame}{f' - {self.minus}' if self.minus else ''}, {self.target} - {self.reference}"

    @property
    def frames(self) -> tuple[str, ...]:
        """The one or two frames compared."""
        return (self.frame, self.minus) if self.minus else (self.frame,)


class Estimate(NamedTuple):
    """A number with its limits (NaN where an interval is refused) and the sentences and segments it rests on."""

    value: float
    low: float
    high: float
    n_target: int
    n_reference: int


def at_level(contrast: Contrast, level: str, macro_frames: dict[str, str]) -> Contrast:
    """Return the contrast itself, or the same one between macro-frames.

    Parameters
    ----------
    contrast : Contrast
        Any contrast.
    level : {"frame", "macro_frame"}
        ``frame`` leaves it as it is.
    macro_frames : dict of str to str
        Of the codebook.

    Examples
    --------
    >>> at_level(Contrast("risk", "US", "CN"), "macro_frame", {"risk": "other"}).frame
    'risk'
    """
    if level == "frame":
        return contrast
    up = {frame: macro for frame, macro in macro_frames.items() if macro not in NO_MACRO}
    lifted = contrast._replace(
        frame=up.get(contrast.frame, contrast.frame), minus=up.get(contrast.minus, contrast.minus)
    )
    return contrast if lifted.frame == lifted.minus else lifted


def contrast_sums(framed: pd.DataFrame, contrast: Contrast) -> tuple[Sums, Sums]:
    """Sum the units of target and reference by segment.

    Parameters
    ----------
    framed : DataFrame
        With a column for every frame of the contrast.
    contrast : Contrast
        What is compared.

    Raises
    ------
    DiscourseError
        If a group has no sentence, or a frame or the column `by` is not there.
    """
    if missing := [frame for frame in contrast.frames if frame not in framed.columns]:
        raise DiscourseError(
            f"there is no frame {missing[0]!r}", remedy="Look at codebook.frames and codebook.macro_frames."
        )
    if contrast.by not in PLACE:
        raise DiscourseError(f"sentences have no column {contrast.by!r}", remedy="Compare by side or by voice.")
    both = []
    for who in (contrast.target, contrast.reference):
        group = framed[framed[contrast.by] == who]
        if group.empty:
            raise DiscourseError(f"no sentence has {contrast.by} {who!r}", remedy="Choose other documents or speakers.")
        both.append(segment_sums(group, contrast.frames))
    return both[0], both[1]


def contrast_estimate(
    framed: pd.DataFrame, contrast: Contrast, *, confidence: float = 0.95, baseline: pd.DataFrame | None = None,
    n_resamples: int = N_RESAMPLES, seed: int = 0,
) -> Estimate:  # fmt: skip
    """Estimate a contrast from a table of sentences (or of larger units).

    Parameters
    ----------
    framed : DataFrame
        With a column for every frame of the contrast.
    contrast : Contrast
        What is compared.
    confidence : float
        Of the interval; the limits of the shares, from resampled segments, are combined by squaring and adding.
    baseline : DataFrame, optional
        Of :func:`baseline_shares`: shares are then measured as Cohen's h against documents in the speaker's language.
    n_resamples, seed : int
        Of the bootstrap.

    Returns
    -------
    Estimate
        In shares (0.1 is ten percentage points), or in units of h with a baseline.

    Raises
    ------
    DiscourseError
        If a group has no sentence or a frame has no column.

    Examples
    --------
    >>> framed = pd.DataFrame({**dict.fromkeys(PLACE, ""), "side": ["US"] * 4 + ["CN"] * 4,
    ...                        "segment": [1, 1, 2, 2, 3, 3, 4, 4],
    ...                        "order": [True, False, True, False, False, False, False, True]})
    >>> contrast_estimate(framed, Contrast("order", "US", "CN")).value
    0.25
    """
    sums = contrast_sums(framed, contrast)
    return sums_estimate(sums, contrast, confidence=confidence, baseline=baseline, n_resamples=n_resamples, seed=seed)


def sums_estimate(
    sums: tuple[Sums, Sums], contrast: Contrast, *, confidence: float = 0.95, baseline: pd.DataFrame | None = None,
    n_resamples: int = N_RESAMPLES, seed: int = 0,
) -> Estimate:  # fmt: skip
    """Estimate a contrast from the sums of both speakers; see :func:`contrast_estimate`."""
    parts = []
    for group, sign in zip(sums, (1, -1), strict=True):
        limits = np.array(share_estimate(group.hits, group.sizes, confidence, n_resamples, seed))
        if baseline is not None:
            limits = _against(limits, group, contrast, baseline)
        parts += [(sign * (1, -1)[i], *limits[:, i]) for i in range(len(contrast.frames))]
    return Estimate(*_squared_and_added(parts), *(int(group.sizes.sum()) for group in sums))


def _against(limits: np.ndarray, group: Sums, contrast: Contrast, baseline: pd.DataFrame) -> np.ndarray:
    """Shares become Cohen's h against the baseline of the group's main language."""
    lang = group.place.lang.str[:2].mode().iloc[0]
    known = baseline[baseline.lang == lang].set_index("frame")[["share", "low", "high"]]
    if missing := [frame for frame in contrast.frames if frame not in known.index]:
        raise DiscourseError(f"there is no baseline of {missing[0]!r} in {lang!r}", remedy="Leave the baseline out.")
    return np.array(difference_in_h(limits, known.loc[list(contrast.frames)].to_numpy(dtype=float).T))


def _squared_and_added(parts: list[tuple[int, float, float, float]]) -> tuple[float, float, float]:
    """Combine signed estimates with their limits (Zou & Donner 2008)."""
    value = sum(sign * share for sign, share, _, _ in parts)
    down = [share - low if sign > 0 else high - share for sign, share, low, high in parts]
    up = [high - share if sign > 0 else share - low for sign, share, low, high in parts]
    return float(value), float(value - np.sqrt(np.sum(np.square(down)))), float(value + np.sqrt(np.sum(np.square(up))))
