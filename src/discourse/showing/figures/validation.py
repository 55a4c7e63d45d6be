"""A table of validation enters; axes leave that show for each frame how well a codebook agrees with coding by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.errors import DiscourseError
from discourse.showing.figures.again import speaks
from discourse.showing.figures.frames import needs
from discourse.showing.figures.names import display_name, phrase
from discourse.showing.figures.style import FAINT, GRID, INK, Look, frame_look, house_style, new_axes

MEANS = ("macro", "micro")


@speaks
def plot_validation(
    table: pd.DataFrame, *, ax: Axes | None = None, within: str = "all", lang: str = "en"
) -> Axes:
    """Draw F1 of each frame with its interval, precision and recall beside it, the means below a line.

    Parameters
    ----------
    table : DataFrame
        ``validate_frames(…).table``: lang, frame, n_coded, precision, recall, f1, f1_low, f1_high.
    ax : Axes, optional
        Axes to draw on.
    within : {"all", "en", "zh"}
        Language of the texts, a value of the column lang.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
        Frames that were neither coded nor found are left out.

    Raises
    ------
    DiscourseError
        If a column is missing or nothing was measured in that language.
    """
    needs(table, "lang frame n_coded precision recall f1 f1_low f1_high", "plot_validation")
    own = table[(table["lang"] == within) & table.f1.notna()]
    if own.empty:
        known = ", ".join(dict.fromkeys(map(str, table["lang"])))
        raise DiscourseError(f"plot_validation: nothing was measured in {within!r}", remedy=f"Choose one of {known}.")
    means = own.frame.isin(MEANS)
    rows = pd.concat([own[~means].sort_values(["f1", "frame"], ascending=[False, True], kind="stable"), own[means]])
    ax = new_axes(ax, width=7.0, height=1.3 + 0.38 * len(rows))
    with house_style():
        for y, row in enumerate(rows.itertuples()):
            look = Look(INK, "o") if row.frame in MEANS else frame_look(str(row.frame))
            ax.hlines([y], row.f1_low, row.f1_high, color=look.color, linewidth=1.8)
            ax.plot([row.precision], [y - 0.27], ">", color=FAINT, markerfacecolor="white", markersize=5, clip_on=False)
            ax.plot([row.recall], [y + 0.27], "<", color=FAINT, markerfacecolor="white", markersize=5, clip_on=False)
            ax.plot([row.f1], [y], look.marker, color=look.color, clip_on=False, zorder=3)
        ax.set_yticks(range(len(rows)), [_label(row, lang) for row in rows.itertuples()])
        ax.set_ylim(len(rows) - 0.4, -0.6)
        if means.any() and not means.all():
            ax.axhline((~means).sum() - 0.5, color=GRID, linewidth=1)
        ax.set_xlim(min(0.0, float(np.nanmin(rows[["f1_low", "f1"]]))), 1.0)
        ax.tick_params(axis="y", length=0)
        ax.grid(axis="x")
        ax.set_xlabel(phrase("f1", lang))
    return ax


def _label(row, lang: str) -> str:
    """Name of a frame with its coded sentences, halves where one of two coders gave it; a mean has no number."""
    name = display_name(str(row.frame), lang)
    return name if np.isnan(row.n_coded) else f"{name} (n = {row.n_coded:,.4g})"
