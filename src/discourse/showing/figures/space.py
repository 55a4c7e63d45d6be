"""Tables of correspondence analysis and similarity enter; a map and a matrix leave."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.showing.figures.frames import needs
from discourse.showing.figures.style import FAINT, INK, frame_look, house_style, new_axes, side_look


def plot_correspondence(table: pd.DataFrame, *, ax: Axes | None = None, n_columns: int = 40) -> Axes:
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
        for point in columns.head(max(1, int(n_columns))).itertuples():
            look = frame_look(str(point.name))
            ax.plot([point.dimension_1], [point.dimension_2], "+", color=look.color)
            ax.annotate(str(point.name), (point.dimension_1, point.dimension_2), xytext=(5, 3), fontsize=9,
                        textcoords="offset points", color=look.color)  # fmt: skip
        for point in rows.itertuples():
            look = side_look(str(point.name), str(point.name))
            ax.plot([point.dimension_1], [point.dimension_2], look.marker, color=look.color, markersize=9)
            ax.annotate(f"{point.name} (n = {point.n:,})", (point.dimension_1, point.dimension_2), xytext=(8, -4),
                        textcoords="offset points", color=INK)  # fmt: skip
        ax.margins(0.15)
        for i, axis in ((1, "x"), (2, "y")):
            share = float(table[f"share_{i}"].iloc[0])
            ax.set(**{f"{axis}label": f"Dimension {i} ({100 * share:.1f}% of inertia)" if np.isfinite(share)
                      else f"Dimension {i} (no inertia)"})  # fmt: skip
    return ax


def plot_similarity(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the cosine similarity of every pair of documents as a matrix with its numbers.

    Parameters
    ----------
    table : DataFrame
        Of ``similarity``: doc_id_a, doc_id_b, cosine.
    ax : Axes, optional
        Axes to draw on.

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
        ax.set_title(f"Cosine similarity of TF-IDF, 0 to 1 (n = {k} documents)")
    return ax
