"""Tables of dispersion and agreement enter; axes with one point for each term or label leave."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.errors import DiscourseError
from discourse.showing.figures.again import speaks
from discourse.showing.figures.frames import needs
from discourse.showing.figures.labels import margin_labels, plain_log_scale
from discourse.showing.figures.names import display_name, phrase
from discourse.showing.figures.style import FAINT, INK, frame_look, house_style, label_n, new_axes

EVEN_IS_ZERO = ("dp", "dp_norm")


@speaks
def plot_dispersion(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    measure: str = "dp_norm",
    terms: list[str] | None = None,
    n_terms: int = 15,
    lang: str = "en",
) -> Axes:
    """Draw dispersion against frequency, with labels for chosen terms or the most frequent.

    Parameters
    ----------
    table : DataFrame
        Of ``dispersion``: term, n, n_parts and the measure.
    ax : Axes, optional
        Axes to draw on.
    measure : str
        Column to draw.
    terms : list of str, optional
        Terms to label; by default the first rows.
    n_terms : int
        How many rows are labelled where `terms` is not given.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
    """
    needs(table, f"term n n_parts {measure}", "plot_dispersion")
    ax = new_axes(ax, width=7.0, height=4.6)
    labelled = table.head(max(0, int(n_terms))) if terms is None else table[table.term.isin(list(terms))]
    with house_style():
        ax.scatter(table.n, table[measure], s=10, color=FAINT, alpha=0.4, linewidths=0)
        ax.scatter(labelled.n, labelled[measure], s=26, color=INK)
        plain_log_scale(ax, "x")
        ax.set_ylim(-0.03, 1.03)
        ax.grid(axis="y")
        even = phrase("even_zero" if measure in EVEN_IS_ZERO else "even_one", lang)
        ax.set_xlabel(phrase("occurrences", lang, n=f"{int(table.n.sum()):,}"))
        n = f"{int(table.n_parts.iloc[0]):,}"
        ax.set_ylabel(phrase("over_parts", lang, measure=measure, n=n, even=even))
    points = zip(labelled.n, labelled[measure], labelled.term, strict=True)
    margin_labels(ax, [(n, value, str(term), INK) for n, value, term in points if np.isfinite(value)])
    return ax


@speaks
def plot_agreement(table: pd.DataFrame, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw alpha of each label with its interval, and the number of units to which the label was given.

    Parameters
    ----------
    table : DataFrame
        Of ``agreement``: label, alpha, alpha_low, alpha_high, n_given, n_units.
    ax : Axes, optional
        Axes to draw on.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
    """
    needs(table, "label alpha alpha_low alpha_high n_given n_units", "plot_agreement")
    if table.alpha.isna().all():
        raise DiscourseError("plot_agreement: no alpha is defined", remedy="All codes are the same.")
    rows = table.sort_values(["alpha", "label"], ascending=[False, True], kind="stable")
    ax = new_axes(ax, width=6.5, height=1.2 + 0.32 * len(rows))
    with house_style():
        for y, row in enumerate(rows.itertuples()):
            look = frame_look(str(row.label))
            if np.isnan(row.alpha):
                ax.annotate(phrase("not_defined", lang), (0, y), xytext=(4, 0), textcoords="offset points",
                            va="center", color=FAINT)  # fmt: skip
                continue
            ax.hlines(y, row.alpha_low, row.alpha_high, color=look.color)
            ax.plot([row.alpha], [y], look.marker, color=look.color, clip_on=False, zorder=3)
        names = [label_n(display_name(str(label), lang), n) for label, n in zip(rows.label, rows.n_given, strict=True)]
        ax.set_yticks(range(len(rows)), names)
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.axvline(0, color=INK, linewidth=0.8)
        ax.axvline(0.8, color=FAINT, linewidth=0.8, linestyle="--")
        ax.grid(axis="x")
        ax.set_xlabel(phrase("alpha", lang, n=f"{int(rows.n_units.max()):,}"))
    return ax
