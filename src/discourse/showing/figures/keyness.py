"""Tables of keyness, word shift and collocates enter; axes with effects, intervals and their n leave."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from discourse.showing.figures.again import speaks
from discourse.showing.figures.frames import needs
from discourse.showing.figures.labels import margin_labels, plain_log_scale
from discourse.showing.figures.names import display_name, phrase
from discourse.showing.figures.style import FAINT, INK, house_style, new_axes, side_look


@speaks
def plot_keyness(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    n_terms: int = 12,
    target: str = "target",
    reference: str = "reference",
    lang: str = "en",
) -> Axes:
    """Draw effect against frequency for every term, with interval and label for the strongest of each side.

    Parameters
    ----------
    table : DataFrame
        Of ``keyness``: term, n_target, n_reference, log_ratio, log_ratio_low, log_ratio_high. The first rows and the
        last rows are the strongest.
    ax : Axes, optional
        Axes to draw on.
    n_terms : int
        How many terms of each side are labelled and drawn with interval.
    target, reference : str
        Names of the two sides; those of a voice or a side take its colour and marker.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
    """
    needs(table, "term n_target n_reference log_ratio log_ratio_low log_ratio_high", "plot_keyness")
    ax = new_axes(ax, width=8.0, height=5.5)
    n = table.n_target + table.n_reference
    k = max(0, int(n_terms))
    with house_style():
        labels = []
        ax.scatter(n, table.log_ratio, s=8, color=FAINT, alpha=0.35, linewidths=0, label="_all")
        for name, own, fallback in ((target, table[table.log_ratio > 0].head(k), "US"),
                                    (reference, table[table.log_ratio < 0].tail(k), "CN")):  # fmt: skip
            look = _look(name, fallback)
            x = n[own.index]
            error = np.abs(np.stack([own.log_ratio - own.log_ratio_low, own.log_ratio_high - own.log_ratio]))
            ax.errorbar(x, own.log_ratio, yerr=np.nan_to_num(error), fmt=look.marker, color=look.color, markersize=5,
                        elinewidth=0.9, linestyle="none", label=_more(name, lang))  # fmt: skip
            labels += [(place, effect, str(term), look.color)
                       for place, effect, term in zip(x, own.log_ratio, own.term, strict=True)]  # fmt: skip
        ax.axhline(0, color=INK, linewidth=0.8)
        plain_log_scale(ax, "x")
        ax.grid(axis="y")
        ax.set_xlabel(phrase("both", lang, n=f"{int(n.sum()):,}"))
        ax.set_ylabel(phrase("log_ratio", lang, who=_who(target, lang)))
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, borderaxespad=0.2)
    margin_labels(ax, labels)
    return ax


def _who(name: str, lang: str) -> str:
    """Name for readers; in English the one that was given."""
    return name if lang == "en" else display_name(name, lang)


def _more(name: str, lang: str) -> str:
    return phrase("more_in", lang, who=_who(name, lang))


def _look(name: str, fallback: str):
    """Look of a voice or side; of another name the colour of a fixed side."""
    look = side_look(name, name)
    return look if look != side_look("OTHER") else side_look(fallback)


@speaks
def plot_word_shift(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    n_terms: int = 20,
    target: str = "target",
    reference: str = "reference",
    lang: str = "en",
) -> Axes:
    """Draw the terms that add most to the divergence of two vocabularies, to the side that uses them more.

    Parameters
    ----------
    table : DataFrame
        Of ``word_shift``: term, contribution, direction, n_target, n_reference.
    ax : Axes, optional
        Axes to draw on.
    n_terms : int
        How many rows to draw, from the top.
    target, reference : str
        Names of the two sides.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
    """
    needs(table, "term contribution direction n_target n_reference", "plot_word_shift")
    rows = table.head(max(1, int(n_terms)))
    ax = new_axes(ax, width=7.0, height=1.2 + 0.26 * len(rows))
    sign = rows.direction.map({"target": 1, "reference": -1, "": 0}).to_numpy()
    with house_style():
        at = np.arange(len(rows))
        for value, name, fallback in ((1, target, "US"), (-1, reference, "CN")):
            own = sign == value
            ax.barh(at[own], value * rows.contribution[own], height=0.68, label=_more(name, lang),
                    **_look(name, fallback).bar)  # fmt: skip
        for y, (term, contribution, side) in enumerate(zip(rows.term, rows.contribution, sign, strict=True)):
            ax.annotate(str(term), (side * contribution, y), xytext=(4 if side >= 0 else -4, 0), va="center",
                        textcoords="offset points", ha="left" if side >= 0 else "right")  # fmt: skip
        ax.axvline(0, color=INK, linewidth=0.8)
        ax.set_yticks([])
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.margins(x=0.2)
        ax.grid(axis="x")
        whole = table.attrs.get("divergence", float(table.contribution.sum()))
        n, m = (f"{int(table[column].sum()):,}" for column in ("n_target", "n_reference"))
        ax.set_xlabel(phrase("divergence", lang, bits=f"{whole:.3f}", n=n, m=m))
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, borderaxespad=0.2)
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):g}"))
    return ax


@speaks
def plot_collocates(
    table: pd.DataFrame, *, ax: Axes | None = None, n_terms: int = 20, measure: str = "log_dice", lang: str = "en"
) -> Axes:
    """Draw the strongest collocates of a node, each with its number of co-occurrences.

    Parameters
    ----------
    table : DataFrame
        Of ``collocates``: term, joint, n_node, window and the measure.
    ax : Axes, optional
        Axes to draw on.
    n_terms : int
        How many rows to draw, from the top.
    measure : str
        Column to draw.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
    """
    needs(table, f"term joint n_node window {measure}", "plot_collocates")
    rows = table.head(max(1, int(n_terms)))
    ax = new_axes(ax, width=6.5, height=1.0 + 0.26 * len(rows))
    with house_style():
        at = np.arange(len(rows))
        ax.hlines(at, 0, rows[measure], color=FAINT, linewidth=0.8)
        ax.plot(rows[measure], at, "o", color=INK)
        for y, (value, joint) in enumerate(zip(rows[measure], rows.joint, strict=True)):
            ax.annotate(f"{int(joint):,}", (value, y), xytext=(7, 0), textcoords="offset points", va="center")
        ax.set_yticks(at, rows.term.astype(str))
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.grid(axis="x")
        ax.margins(x=0.1)
        n = f"{int(rows.n_node.iloc[0]):,}"
        ax.set_xlabel(phrase("together", lang, measure=measure, window=rows.window.iloc[0], n=n))
    return ax
