"""A frequency table enters; axes with one bar for each term leave."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from discourse.showing.figures.again import speaks
from discourse.showing.figures.frames import needs
from discourse.showing.figures.names import display_name
from discourse.showing.figures.style import FAINT, house_style, new_axes, side_look


@speaks
def plot_frequencies(
    table: pd.DataFrame, *, ax: Axes | None = None, n_terms: int = 20, side: str = "", lang: str = "en"
) -> Axes:
    """Draw the most frequent terms of a table, longest bar on top, each with its number.

    Parameters
    ----------
    table : DataFrame
        Of ``frequencies``: term, n, and per_10k if there is one. Drawn in the order given.
    ax : Axes, optional
        Axes to draw on.
    n_terms : int
        How many rows to draw.
    side : str
        Side whose colour the bars take.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
    """
    needs(table, "term n", "plot_frequencies")
    rows = table.head(max(1, int(n_terms)))
    measure = "per_10k" if "per_10k" in rows.columns else "n"
    ax = new_axes(ax, width=6.5, height=1.0 + 0.26 * len(rows))
    with house_style():
        at = range(len(rows))
        look = side_look(side, side).bar if side else {"facecolor": FAINT}
        ax.barh(at, rows[measure], height=0.68, **look)
        for y, (value, n) in enumerate(zip(rows[measure], rows.n, strict=True)):
            ax.annotate(f"{int(n):,}", (value, y), xytext=(4, 0), textcoords="offset points", va="center")
        ax.set_yticks(at, rows.term.astype(str))
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.tick_params(axis="y", length=0)
        ax.grid(axis="x")
        ax.margins(x=0.1)
        ax.set_title(display_name(side, lang) if side else "")
        size = int(rows["size"].max()) if "size" in rows.columns else int(rows.n.sum())
        ax.set_xlabel(f"{display_name(measure, lang)} ({display_name('tokens', lang).format(f'{size:,}')})")
    return ax
