"""A row of a contrast enters, a sentence with its interval leaves: prose that cannot drift from the counts."""

from __future__ import annotations

import math

import pandas as pd

from discourse.errors import DiscourseError
from discourse.showing.figures.names import display_name

_ENGLISH = (
    "**{frame}**: {target} in {share:.0f}% of {n:,} sentences, {reference} in {other:.0f}% of {m:,}; "
    "difference {difference:+.0f} points{interval}."
)
_CHINESE = (
    "**{frame}**：{target} {n:,} 句中佔 {share:.0f}%，{reference} {m:,} 句中佔 {other:.0f}%；"
    "相差 {difference:+.0f} 個百分點{interval}。"
)
_INTERVAL = {"en": " (95% interval {low:+.0f} to {high:+.0f})", "zh-Hant": "（95% 區間 {low:+.0f} 至 {high:+.0f}）"}
_NONE = {"en": " (too few segments for an interval)", "zh-Hant": "（段落過少，不給區間）"}


class Statement(str):
    """A sentence that a notebook shows as Markdown."""

    def _repr_markdown_(self) -> str:
        return str(self)


def state_contrast(
    contrast: pd.DataFrame, frames: str | list[str], target: str, reference: str, *, lang: str = "en"
) -> Statement:
    """Say a contrast of frames in words, with sizes and intervals.

    Parameters
    ----------
    contrast : DataFrame
        Of ``frame_contrast`` at 95%.
    frames : str or list of str
        Which rows to say.
    target, reference : str
        Who was compared.
    lang : {"en", "zh-Hant"}
        Language of the sentence.

    Returns
    -------
    Statement
        One sentence per frame, one a line.

    Raises
    ------
    DiscourseError
        If the contrast has no such frame.

    Examples
    --------
    >>> row = {"frame": "risk", "share_target": 0.5, "share_reference": 0.25, "difference": 0.25, "low": 0.1,
    ...        "high": 0.4, "n_target": 8, "n_reference": 12}
    >>> print(state_contrast(pd.DataFrame([row]), "risk", "Biden", "Xi"))
    **risk**: Biden in 50% of 8 sentences, Xi in 25% of 12; difference +25 points (95% interval +10 to +40).
    """
    rows = contrast.set_index("frame")
    wanted = [frames] if isinstance(frames, str) else list(frames)
    if missing := [frame for frame in wanted if frame not in rows.index]:
        raise DiscourseError(f"the contrast has no frame {missing[0]!r}", remedy=f"It has {', '.join(rows.index)}.")
    names = [display_name(who, lang) for who in (target, reference)]
    return Statement("  \n".join(_sentence(frame, rows.loc[frame], *names, lang) for frame in wanted))


def _sentence(frame: str, row: pd.Series, target: str, reference: str, lang: str) -> str:
    limits = (_NONE if math.isnan(row.low) else _INTERVAL)[lang].format(low=100 * row.low, high=100 * row.high)
    return (_ENGLISH if lang == "en" else _CHINESE).format(
        frame=display_name(frame, lang) if lang != "en" else frame,
        target=target, share=100 * row.share_target, n=int(row.n_target),
        reference=reference, other=100 * row.share_reference, m=int(row.n_reference),
        difference=100 * row.difference, interval=limits,
    )  # fmt: skip
