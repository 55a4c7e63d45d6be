"""A ledger of claims enters; one picture with verdicts in words and signs, and effects with intervals, leaves."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.errors import DiscourseError
from discourse.showing.figures.again import speaks
from discourse.showing.figures.frames import needs
from discourse.showing.figures.names import LANGS, display_name, phrase, unit_name
from discourse.showing.figures.style import FAINT, GRID, INK, Look, house_style, new_axes

VERDICT_LOOKS = {
    "holds": Look("#00795a", "o"),
    "mixed": Look("#8a5a00", "D"),
    "fails": Look("#b3124e", "X"),
    "not testable": Look("#595959", "_"),
}
WIDEST = 44
SPACING = 1.35


@speaks
def plot_claims(table: pd.DataFrame, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw a ledger: one line per claim with its verdict as sign and word, and its figure with the interval.

    Parameters
    ----------
    table : DataFrame
        Of ``check_claims``: claim_id, part, title_en, title_zh, verdict, verdict_zh, figure, unit, low, high, n.
    ax : Axes, optional
        Axes to draw on.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
        The signs stand at x = 0; figures whose limits are known are drawn to the right, each unit scaled so that its
        largest limit reaches 1, so that claims in one unit can be compared; the numbers stand beside them.

    Raises
    ------
    DiscourseError
        If a column is missing, the table is empty, or a verdict is unknown.
    """
    needs(table, "claim_id part title_en title_zh verdict verdict_zh figure unit low high n", "plot_claims")
    if strange := sorted(set(table.verdict) - set(VERDICT_LOOKS)):
        raise DiscourseError(f"verdict {strange[0]!r} is unknown", remedy=f"Verdicts are {', '.join(VERDICT_LOOKS)}.")
    if lang not in LANGS:
        raise DiscourseError(f"figures have no labels in {lang!r}", remedy="Use lang='en' or lang='zh-Hant'.")
    ax = new_axes(ax, width=10.5, height=1.0 + 0.42 * len(table))
    with house_style():
        largest = _largest(table)
        for at, row in enumerate(table.itertuples()):
            _line(ax, at, row, largest.get(row.unit, 0), lang)
        ax.set_yticks(range(len(table)), [_title(row, lang) for row in table.itertuples()], linespacing=SPACING)
        ax.set_ylim(len(table) - 0.5, -0.7)
        ax.set_xlim(-0.15, 5.6)
        ax.axvline(2.6, color=GRID, linewidth=1)
        for key, at, ha in (("verdict", 0.15, "left"), ("effect", 2.6, "center"), ("number", 3.85, "left")):
            look = {"color": FAINT, "linespacing": SPACING, "annotation_clip": False}
            ax.annotate(phrase(key, lang), (at, -0.8), ha=ha, va="bottom", **look)
        ax.set_xticks([])
        ax.tick_params(axis="both", length=0)
        for side in ("left", "bottom"):
            ax.spines[side].set_visible(False)
    return ax


def _largest(table: pd.DataFrame) -> dict[str, float]:
    """Largest limit, taken as a distance from zero, of each unit of which limits are known."""
    known = table[np.isfinite(table.low.astype(float)) & np.isfinite(table.high.astype(float))]
    return known[["low", "high"]].astype(float).abs().max(axis=1).groupby(known.unit).max().to_dict()


def _line(ax: Axes, at: int, row, largest: float, lang: str) -> None:
    """One claim: sign, word, limits on the scale of its unit, number."""
    look = VERDICT_LOOKS[row.verdict]
    word = row.verdict if lang == "en" else row.verdict_zh
    ax.plot([0], [at], look.marker, color=look.color, markeredgewidth=2, linestyle="none")
    ax.text(0.15, at, word, va="center", color=look.color)
    if np.isfinite(row.figure):
        number = f"{row.figure:.2f}" if abs(row.figure) < 1 and row.figure % 1 else f"{row.figure:.0f}"
        figure = f"{number} {unit_name(row.unit, row.figure, lang)}".replace("-", "−", 1).replace(" （", "（")
        ax.text(3.85, at, f"{figure}, n = {row.n:,}", va="center", color=INK, fontsize=8.5)
    if largest > 0 and np.isfinite([row.low, row.high]).all():
        scale = 1 / largest
        ax.hlines([at], 2.6 + row.low * scale, 2.6 + row.high * scale, color=look.color, linewidth=1.8)
        ax.plot([2.6 + row.figure * scale], [at], look.marker, color=look.color, linestyle="none")
    else:
        ax.plot([2.6], [at], "|", color=FAINT, linestyle="none", markersize=4)


def _title(row, lang: str) -> str:
    title = _said(row.title_en if lang == "en" else row.title_zh) or _said(row.title_en)
    part = display_name(_said(row.part), lang) if _said(row.part) else ""
    whole = f"{row.claim_id}. {title}" + ((f" ({part})" if lang == "en" else f"（{part}）") if part else "")
    if lang != "en" and part and _width(whole) > WIDEST:
        return whole.replace("（", "\n（", 1) if whole.count("（") == 1 else whole
    wide = _width(whole)
    if wide <= WIDEST * 2:
        half = len(whole) // 2
        cut = whole.find(" ", half) if wide > WIDEST else -1
        return whole if cut < 0 else f"{whole[:cut]}\n{whole[cut + 1:]}"
    return whole[: WIDEST * 2 - 1] + "…"


def _said(value: object) -> str:
    """Text of a cell; nothing for a missing one, as pandas reads empty cells of a CSV file."""
    return "" if pd.isna(value) else str(value)


def _width(text: str) -> int:
    """Halves of a Chinese character that a text is wide."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)
