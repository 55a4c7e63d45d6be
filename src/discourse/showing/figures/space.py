"""Tables of correspondence analysis and similarity enter; a map and a matrix leave."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.showing.figures.again import speaks
from discourse.showing.figures.frames import needs
from discourse.showing.figures.names import display_name, phrase
from discourse.showing.figures.style import FAINT, INK, frame_look, house_style, new_axes, side_look


@speaks
def plot_correspondence(
    table: pd.DataFrame, *, ax: Axes | None = None, n_columns: int = 40, lang: str = "en"
) -> Axes:
    """Draw rows and columns of a contingency table on one symmetric map.

    Distances within a kind can be read, distances between a row and a column cannot: these are to be read as
    directions from the origin.

    Parameters
    ----------
    table : DataFrame
        Of ``correspondence``: kind, name, n, dimension_1, dimension_2, share_1, share_2.
    ax : Axes, optional
        Axes to draw on.
    n_columns : int
        How many columns to draw, those with the largest n.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
    """
    needs(table, "kind name n dimension_1 dimension_2 share_1 share_2", "plot_correspondence")
    ax = new_axes(ax, width=6.5, height=5.5)
    rows = table[table.kind == "row"]
    columns = table[table.kind == "column"].sort_values(["n", "name"], ascending=[False, True], kind="stable")
    with house_style():
        ax.axhline(0, color=FAINT, linewidth=0.8)
        ax.axvline(0, color=FAINT, linewidth=0.8)
        flat = not table.dimension_2.abs().max() > 1e-9
        for point in [*columns.head(max(1, int(n_columns))).itertuples(), *rows.itertuples()]:
            is_row = point.kind == "row"
            look = side_look(str(point.name), str(point.name)) if is_row else frame_look(str(point.name))
            ax.plot([point.dimension_1], [point.dimension_2], look.marker if is_row else "+", color=look.color,
                    markersize=9 if is_row else 7)  # fmt: skip
            offset = (0, -16 if is_row else 10) if flat else (8, -4) if is_row else (5, 3)
            style = {"rotation": -60 if is_row else 60, "rotation_mode": "anchor"} if flat else {}
            name = str(point.name) if lang == "en" else display_name(str(point.name), lang)
            text = f"{name} (n = {point.n:,})" if is_row else name
            ax.annotate(text, (point.dimension_1, point.dimension_2), xytext=offset, textcoords="offset points",
                        color=INK if is_row else look.color, fontsize=10 if is_row else 9, **style)  # fmt: skip
        ax.margins(0.15)
        if flat:
            ax.set_ylim(-1, 1)
            ax.set_yticks([])
        for i, axis in ((1, "x"), (2, "y")):
            share = float(table[f"share_{i}"].iloc[0])
            key = "dimension" if np.isfinite(share) else "no_inertia"
            ax.set(**{f"{axis}label": phrase(key, lang, i=i, share=f"{100 * share:.1f}")})
    return ax


@speaks
def plot_similarity(table: pd.DataFrame, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the cosine similarity of every pair of documents as a matrix with its numbers.

    Parameters
    ----------
    table : DataFrame
        Of ``similarity``: doc_id_a, doc_id_b, cosine.
    ax : Axes, optional
        Axes to draw on.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
    """
    needs(table, "doc_id_a doc_id_b cosine", "plot_similarity")
    names = table.doc_id_a.drop_duplicates().tolist()
    matrix = table.pivot(index="doc_id_a", columns="doc_id_b", values="cosine").loc[names, names].to_numpy()
    k = len(names)
    ax = new_axes(ax, width=3.0 + 0.42 * k, height=2.4 + 0.36 * k)
    with house_style():
        ax.imshow(matrix, vmin=0, vmax=1, cmap="Blues", aspect="auto")
        for i in range(k) if k <= 20 else ():
            for j in range(k):
                ax.text(j, i, f"{matrix[i, j]:.2f}", ha="center", va="center", fontsize=8,
                        color="white" if matrix[i, j] > 0.6 else INK)  # fmt: skip
        ax.set_xticks(range(k), names, rotation=90, fontsize=8)
        ax.set_yticks(range(k), names, fontsize=8)
        ax.set_title(phrase("cosine", lang, n=k))
    return ax
