"""The cells of a multiverse enter; a specification curve over the choices that make it leaves."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.errors import DiscourseError
from discourse.showing.figures.frames import needs
from discourse.showing.figures.names import DIMENSION_NAMES, phrase
from discourse.showing.figures.style import FAINT, INK, house_style, new_axes

DIMENSIONS = ("codebook", "denominator", "unit", "level", "script", "user_dictionary", "confidence", "left_out")
CLEAR, UNCLEAR, AGAINST = "#00795a", "#8a8a8a", "#b3124e"


def plot_multiverse(
    table: pd.DataFrame, *, ax: Axes | None = None, points: bool = True, lang: str = "en"
) -> Axes:
    """Draw a specification curve: all estimates in order of size above, the choices behind each below.

    Parameters
    ----------
    table : DataFrame
        Of ``multiverse``. Cells in units of h (with a baseline) are left out, since they have another scale.
    ax : Axes, optional
        Axes to draw on.
    points : bool
        Draw the choices under the curve.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
        The curve stands in the upper part in percentage points; the rows below are labelled with dimension and
        value. Green: sign and interval hold; grey: the sign holds; red: the sign does not.

    Raises
    ------
    DiscourseError
        If a column is missing or no cell has an estimate in shares.
    """
    needs(table, "contrast baseline left_out estimate low high holds sign_holds expected_sign", "plot_multiverse")
    cells = table[table.estimate.notna() & table.baseline.isin(["none", "fixed"])]
    if cells.empty:
        raise DiscourseError("plot_multiverse: no cell has an estimate in shares",
                             remedy="Use baseline 'none' in the grid.")  # fmt: skip
    cells = cells.sort_values("estimate", kind="stable", ignore_index=True)
    rows = _choices(cells) if points else []
    ax = new_axes(ax, width=9.5, height=3.2 + 0.2 * len(rows))
    x = np.arange(len(cells))
    color = np.where(cells.holds, CLEAR, np.where(cells.sign_holds, UNCLEAR, AGAINST))
    top = float(np.nanmax(100 * cells[["estimate", "high"]].to_numpy()))
    low = float(np.nanmin(100 * cells[["estimate", "low"]].to_numpy()))
    step = max(top - low, 1.0) * 0.075
    with house_style():
        ax.vlines(x, 100 * cells.low, 100 * cells.high, color=color, alpha=0.35, linewidth=0.8)
        ax.scatter(x, 100 * cells.estimate, c=color, s=6, zorder=3)
        ax.axhline(0, color=FAINT, linewidth=1)
        for rank, (name, value, here) in enumerate(rows, 1):
            at = low - step * (rank + 0.5)
            ax.plot(x[here], np.full(int(here.sum()), at), "|", color=INK, markersize=4, markeredgewidth=0.6)
            ax.annotate(_choice(name, value, lang), (1.0, at), xycoords=("axes fraction", "data"), xytext=(4, 0),
                        textcoords="offset points", va="center", fontsize=7.5, annotation_clip=False)  # fmt: skip
        ticks = [t for t in ax.get_yticks() if low - step < t < top + step]
        ax.set_yticks(ticks, [f"{t:g}" for t in ticks])
        ax.set_ylim(low - step * (len(rows) + 1.5), top + step)
        ax.set_xlim(-1, len(cells))
        ax.set_xlabel(phrase("specifications", lang, n=len(cells)))
        ax.set_ylabel(phrase("points", lang), loc="top")
        holds, sign = (f"{100 * cells[name].mean():.0f}" for name in ("holds", "sign_holds"))
        ax.set_title(phrase("curve", lang, what=cells.contrast.iloc[0], holds=holds, sign=sign))
    return ax


def _choice(name: str, value: str, lang: str) -> str:
    """Words of one row under the curve."""
    return f"{name}: {value}" if lang == "en" else f"{DIMENSION_NAMES.get(name, name)}：{value}"


def _choices(cells: pd.DataFrame) -> list[tuple[str, str, np.ndarray]]:
    """One row per value of every dimension that varies: name, value, which cells have it."""
    rows = []
    for name in DIMENSIONS:
        if name in cells and cells[name].nunique() > 1:
            values = sorted(set(cells[name].astype("str")))
            rows += [(name.replace("_", " "), value or "nothing", (cells[name].astype("str") == value).to_numpy())
                     for value in values]  # fmt: skip
    return rows
