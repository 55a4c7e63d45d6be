"""The cells of a multiverse enter; a specification curve over the choices that make it leaves."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MultipleLocator

from discourse.errors import DiscourseError
from discourse.showing.figures.again import speaks
from discourse.showing.figures.frames import needs
from discourse.showing.figures.names import CHOICE_NAMES, DIMENSION_NAMES, display_name, phrase
from discourse.showing.figures.style import FAINT, INK, house_style, new_axes

DIMENSIONS = ("codebook", "denominator", "unit", "level", "script", "user_dictionary", "confidence", "left_out")
CLEAR, UNCLEAR, AGAINST = "#005c45", "#9c9c9c", "#c2185b"


@speaks
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
        value. Dark green: sign and interval hold; light grey: the sign holds; red, and on the other side of zero:
        the sign does not.

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
        ax.yaxis.set_major_locator(MultipleLocator(25 if top - low > 50 else 10 if top - low > 20 else 5))
        ticks = [t for t in ax.get_yticks() if low - step < t < top + step]
        ax.set_yticks(ticks, [f"{t:g}".replace("-", "−") for t in ticks])
        ax.set_ylim(low - step * (len(rows) + 1.5), top + step)
        ax.set_xlim(-1, len(cells))
        ax.set_xlabel(phrase("specifications", lang, n=len(cells)))
        ax.set_ylabel(phrase("points", lang), loc="top")
        holds, sign = (f"{100 * cells[name].mean():.0f}" for name in ("holds", "sign_holds"))
        title = phrase("curve", lang, what=_contrast(cells.contrast.iloc[0], lang), holds=holds, sign=sign)
        ax.set_title(title, pad=10 if not points else 24)
        kinds = {"both_hold": CLEAR, "sign_only": UNCLEAR, "none_hold": AGAINST}
        shown = {key: int((color == kind).sum()) for key, kind in kinds.items()}
        ends = [Line2D([], [], color=kinds[key], linewidth=3, label=phrase(key, lang, n=f"{n:,}"))
                for key, n in shown.items() if n]  # fmt: skip
        ax.legend(handles=ends, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, borderaxespad=0.1, fontsize=9)
    return ax


def _contrast(words: str, lang: str) -> str:
    """Words of a contrast such as ``order, US - CN``: with a minus sign and with names for readers."""
    return re.sub(r"\w+", lambda found: display_name(found[0], lang), words).replace(" - ", " − ")


def _choice(name: str, value: str, lang: str) -> str:
    """Words of one row under the curve."""
    if lang == "en":
        return f"{name}: {value}"
    return f"{DIMENSION_NAMES.get(name, name)}：{CHOICE_NAMES.get(value, value)}"


def _choices(cells: pd.DataFrame) -> list[tuple[str, str, np.ndarray]]:
    """One row per value of every dimension that varies: name, value, which cells have it."""
    rows = []
    for name in DIMENSIONS:
        if name in cells and cells[name].nunique() > 1:
            values = sorted(set(cells[name].astype("str")))
            rows += [(name.replace("_", " "), value or "nothing", (cells[name].astype("str") == value).to_numpy())
                     for value in values]  # fmt: skip
    return rows
