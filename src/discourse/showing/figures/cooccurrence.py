"""Counts of frames that meet in one sentence enter; a heat map with the numbers in its cells leaves."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from discourse.showing.figures.again import speaks
from discourse.showing.figures.frames import needs
from discourse.showing.figures.names import display_name, phrase
from discourse.showing.figures.style import INK, house_style, new_axes

HATCH = "#c4bcd6"


@speaks
def plot_cooccurrence(table: pd.DataFrame, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw which frames meet in one sentence: colour is npmi, the number in a cell counts the sentences.

    Parameters
    ----------
    table : DataFrame
        Of ``frame_cooccurrence``: frame_a, frame_b, n_both, n_a, n_b, n_sentences, npmi.
    ax : Axes, optional
        Axes to draw on.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
        Lower triangle. Orange: more often together than by chance; violet and hatched: less often; white: as by
        chance. Pairs that never meet show 0; frames that nobody invokes are left out.

    Raises
    ------
    DiscourseError
        If a column is missing or the table is empty.
    """
    needs(table, "frame_a frame_b n_both n_a n_b n_sentences npmi", "plot_cooccurrence")
    single = {**dict(zip(table.frame_a, table.n_a, strict=True)), **dict(zip(table.frame_b, table.n_b, strict=True))}
    frames = sorted((f for f in single if single[f]), key=lambda f: (-single[f], f))
    needs(table[table.frame_a.isin(frames) & table.frame_b.isin(frames)], "npmi", "plot_cooccurrence")
    values = np.full((len(frames), len(frames)), np.nan)
    counts = np.zeros_like(values)
    for row in table.itertuples():
        if row.frame_a in frames and row.frame_b in frames:
            i, j = sorted((frames.index(row.frame_a), frames.index(row.frame_b)), reverse=True)
            values[i, j], counts[i, j] = row.npmi, row.n_both
    ax = new_axes(ax, width=1.9 + 0.72 * len(frames), height=1.4 + 0.5 * len(frames))
    with house_style():
        image = ax.imshow(np.where(counts == 0, np.nan, values)[1:, :-1], cmap="PuOr_r", vmin=-1, vmax=1, aspect="auto")
        for i, j in zip(*np.tril_indices(len(frames), -1), strict=True):
            dark = counts[i, j] and abs(values[i, j]) > 0.6
            if counts[i, j] and values[i, j] < 0:
                ax.add_patch(Rectangle((j - 0.5, i - 1.5), 1, 1, fill=False, hatch="//", edgecolor=HATCH, linewidth=0))
            ax.text(j, i - 1, f"{int(counts[i, j])}", ha="center", va="center", color="white" if dark else INK)
        ax.set_xticks(range(len(frames) - 1), [display_name(f, lang) for f in frames[:-1]], rotation=35, ha="right")
        ax.set_yticks(range(len(frames) - 1), [f"{display_name(f, lang)} ({single[f]})" for f in frames[1:]])
        ax.tick_params(length=0)
        for spine in ax.spines.values():
            spine.set_visible(False)
        bar = ax.figure.colorbar(image, ax=ax, shrink=0.7)
        bar.set_label(phrase("npmi", lang))
        ax.set_title(phrase("both_frames", lang, n=f"{int(table.n_sentences.iloc[0]):,}"))
    return ax
