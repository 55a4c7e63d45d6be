"""Tables of rank and frequency and of vocabulary growth enter; axes with their curves leave."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from discourse.showing.figures.again import speaks
from discourse.showing.figures.frames import needs
from discourse.showing.figures.labels import direct_labels, plain_log_scale
from discourse.showing.figures.names import display_name, phrase
from discourse.showing.figures.style import FAINT, INK, house_style, label_n, new_axes, side_look


@speaks
def plot_zipf(table: pd.DataFrame, *, ax: Axes | None = None, n_labels: int = 9, lang: str = "en") -> Axes:
    """Draw frequency against rank on two logarithmic scales, beside the line of Zipf's law.

    Parameters
    ----------
    table : DataFrame
        Of ``rank_frequency``: rank, term, n, zipf.
    ax : Axes, optional
        Axes to draw on.
    n_labels : int
        How many terms are labelled, of the ranks 1, 2, 5, 10, 20, 50 and so on.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
    """
    needs(table, "rank term n zipf", "plot_zipf")
    ax = new_axes(ax, width=6.5, height=4.5)
    with house_style():
        ax.plot(table["rank"], table.zipf, color=FAINT, linestyle="--", linewidth=1, label=phrase("zipf", lang))
        ax.plot(table["rank"], table.n, "o", color=INK, markersize=2.5, label=phrase("counted", lang))
        marked = table[table["rank"].isin([m * 10**k for k in range(9) for m in (1, 2, 5)])].head(max(0, int(n_labels)))
        for rank, term, n in zip(marked["rank"], marked.term, marked.n, strict=True):
            ax.annotate(str(term), (rank, n), xytext=(4, 5), textcoords="offset points", fontsize=9)
        plain_log_scale(ax, "x")
        plain_log_scale(ax, "y")
        ax.grid(which="major")
        ax.set_xlabel(phrase("rank", lang, n=f"{len(table):,}"))
        ax.set_ylabel(phrase("tokens_n", lang, n=f"{int(table.n.sum()):,}"))
        ax.legend(loc="upper right", fontsize=9)
    return ax


@speaks
def plot_growth(
    table: pd.DataFrame, *, ax: Axes | None = None, by: str | None = None, lang: str = "en"
) -> Axes:
    """Draw how many types have been seen after how many tokens, one curve for each group.

    Parameters
    ----------
    table : DataFrame
        Of ``vocabulary_growth``: n_tokens, n_types, and the column `by` if the curves were counted apart.
    ax : Axes, optional
        Axes to draw on.
    by : str, optional
        Column that makes the curves.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
    """
    needs(table, f"n_tokens n_types {by or ''}", "plot_growth")
    ax = new_axes(ax, width=6.5, height=4.2)
    groups = [("", table)] if by is None else list(table.groupby(by, sort=True))
    with house_style():
        labels = []
        for name, own in groups:
            color = side_look(str(name), str(name)).color if by is not None else INK
            ax.plot([0, *own.n_tokens], [0, *own.n_types], color=color)
            last = own.iloc[-1]
            shown = str(name) if lang == "en" else display_name(str(name), lang)
            text = label_n(shown or phrase("all", lang), last.n_tokens)
            labels.append((float(last.n_tokens), float(last.n_types), text, color))
        ax.set_xlim(0, 1.25 * max(x for x, *_ in labels))
        ax.set_ylim(0, 1.08 * max(y for _, y, *_ in labels))
        for x, *label in labels:
            direct_labels(ax, x, [tuple(label)])
        ax.grid()
        ax.set_xlabel(phrase("tokens_so_far", lang))
        ax.set_ylabel(phrase("types_so_far", lang))
    return ax
