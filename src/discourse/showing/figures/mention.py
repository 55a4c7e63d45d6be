"""Orders of mention and shares of stances enter; a timeline of first mentions and stacked bars leave."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.errors import DiscourseError
from discourse.showing.figures.frames import needs
from discourse.showing.figures.names import display_name
from discourse.showing.figures.style import FAINT, GRID, Look, frame_look, house_style, label_n, new_axes, spread

STANCES = {
    "rejects": Look("#b3124e", "X"),
    "manages": Look("#8a5a00", "P"),
    "accepts": Look("#0072b2", "o"),
    "open": Look("#b5b5b5", "."),
}
STANCE_NAMES = {"rejects": "拒斥", "manages": "管控", "accepts": "接受", "open": "未定"}


def plot_mention(table: pd.DataFrame, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw where in its speech each voice first mentions each frame.

    Parameters
    ----------
    table : DataFrame
        Of ``mention_order``: doc_id, voice, frame, position, n_sentences. Frames that are never mentioned are left
        out.
    ax : Axes, optional
        Axes to draw on.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
        One line per document and voice; 0 is the voice's first sentence.

    Raises
    ------
    DiscourseError
        If a column is missing or no frame is mentioned.
    """
    needs(table, "doc_id voice frame position n_sentences", "plot_mention")
    told = table[table.position.notna()]
    if told.empty:
        raise DiscourseError("plot_mention: no frame is mentioned", remedy="Widen the selection.")
    lines = list(dict.fromkeys(zip(told.doc_id, told.voice, strict=True)))
    several = told.doc_id.nunique() > 1
    ax = new_axes(ax, width=9.0, height=1.2 + 0.95 * len(lines))
    with house_style():
        labels = []
        for at, (doc_id, voice) in enumerate(lines):
            own = told[(told.doc_id == doc_id) & (told.voice == voice)].sort_values(["position", "frame"])
            ax.hlines([at], 0, 100, color=GRID, linewidth=1.5)
            for x, row in zip(spread((100 * own.position.astype(float)).tolist(), 9.5), own.itertuples(), strict=True):
                look = frame_look(row.frame)
                ax.plot([100 * float(row.position)], [at], look.marker, color=look.color, linestyle="none")
                ax.annotate(display_name(row.frame, lang), (x, at - 0.2), ha="left", va="bottom", fontsize=7.5,
                            rotation=25, color=look.color)  # fmt: skip
            name = label_n(display_name(voice, lang), own.n_sentences.iloc[0])
            labels.append(f"{doc_id}\n{name}" if several else name)
        ax.set_yticks(range(len(lines)), labels)
        ax.set_ylim(len(lines) - 0.6, -0.9)
        ax.set_xlim(-2, 112)
        ax.set_xticks([0, 25, 50, 75, 100])
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel("First mention: % of the voice's sentences spoken before it" if lang == "en"
                      else "首次提及：此前已說句數占該發言者句數之百分比")  # fmt: skip
    return ax


def plot_polarity(table: pd.DataFrame, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw what each voice does with the thing a frame names: reject, manage or accept it.

    Parameters
    ----------
    table : DataFrame
        Of ``frame_polarity``: side or voice, stance, share, low, high, n_hits, n_sentences.
    ax : Axes, optional
        Axes to draw on.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
        One stacked bar per group; each part carries its number of sentences.

    Raises
    ------
    DiscourseError
        If a column is missing, the table is empty, or a stance is unknown.
    """
    needs(table, "stance share n_hits n_sentences", "plot_polarity")
    column = next((c for c in ("voice", "side", "doc_id") if c in table.columns), None)
    if column is None or (strange := sorted(set(table.stance) - set(STANCES))):
        raise DiscourseError("plot_polarity: no column voice or side" if column is None
                             else f"stance {strange[0]!r} is unknown",
                             remedy="Draw a table of frame_polarity.")  # fmt: skip
    groups = list(dict.fromkeys(table[column]))
    ax = new_axes(ax, width=8.0, height=1.4 + 0.55 * len(groups))
    with house_style():
        start = np.zeros(len(groups))
        for stance, look in STANCES.items():
            rows = table[table.stance == stance].set_index(column).reindex(groups)
            width = 100 * rows.share.fillna(0).to_numpy(dtype=float)
            name = stance if lang == "en" else STANCE_NAMES[stance]
            ax.barh(range(len(groups)), width, left=start, color=look.color, height=0.62, label=name)
            for at, (left, wide, n) in enumerate(zip(start, width, rows.n_hits.fillna(0), strict=True)):
                if wide >= 4:
                    ax.text(left + wide / 2, at, f"{int(n)}", ha="center", va="center",
                            color="white" if stance != "open" else "black")  # fmt: skip
            start = start + width
        sizes = table.groupby(column).n_sentences.max()
        ax.set_yticks(range(len(groups)), [label_n(display_name(str(g), lang), sizes[g]) for g in groups])
        ax.invert_yaxis()
        ax.set_xlim(0, 100)
        ax.tick_params(axis="y", length=0, colors=FAINT)
        label = {"en": "Share of the sentences that invoke the frame (%)", "zh-Hant": "占提及該框架句數之百分比（%）"}
        ax.set_xlabel(label[lang])
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=4, borderaxespad=0.2)
    return ax
