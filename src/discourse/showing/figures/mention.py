"""Orders of mention and shares of stances enter; a timeline of first mentions and stacked bars leave."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.errors import DiscourseError
from discourse.showing.figures.again import speaks
from discourse.showing.figures.frames import needs
from discourse.showing.figures.names import display_name
from discourse.showing.figures.style import GRID, Look, frame_look, house_style, label_n, new_axes

STANCES = {
    "rejects": Look("#8f0f3f", "X"),
    "manages": Look("#a86e00", "P", "///"),
    "accepts": Look("#3f97d0", "o", "..."),
    "open": Look("#c9c9c9", "."),
}
STANCE_NAMES = {"rejects": "拒斥", "manages": "管控", "accepts": "接受", "open": "未定"}
STEP = 0.34
GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}


@speaks
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
    names = [[display_name(str(frame), lang) for frame in own.frame] for own in _lanes(told, lines)]
    steps = [_steps(own.position, words) for own, words in zip(_lanes(told, lines), names, strict=True)]
    tops = [STEP * max(own) for own in steps]
    ax = new_axes(ax, width=9.0, height=1.1 + 0.75 * sum(1 + top for top in tops))
    with house_style():
        labels, places, at = [], [], 0.0
        for (doc_id, voice), own, words, up, top in zip(lines, _lanes(told, lines), names, steps, tops, strict=True):
            at += top
            ax.hlines([at], 0, 100, color=GRID, linewidth=1.5)
            for row, word, step in zip(own.itertuples(), words, up, strict=True):
                x, y, look = 100 * float(row.position), at - STEP * step, frame_look(row.frame)
                ax.vlines([x], y, at, color=look.color, linewidth=0.7)
                ax.plot([x], [y], look.marker, color=look.color, linestyle="none")
                ax.annotate(word, (x, y), xytext=(7, 0), textcoords="offset points", va="center", fontsize=9,
                            color=look.color, bbox=GROUND)  # fmt: skip
            name = label_n(display_name(voice, lang), own.n_sentences.iloc[0])
            labels.append(f"{doc_id}\n{name}" if several else name)
            places.append(at)
            at += 1
        ax.set_yticks(places, labels)
        ax.set_ylim(at - 0.5, -0.5)
        lanes = zip(_lanes(told, lines), names, strict=True)
        ax.set_xlim(-2, max(103.0, *(end for own, words in lanes for end in _ends(own.position, words))))
        ax.set_xticks([0, 25, 50, 75, 100])
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel("First mention: % of the voice's sentences spoken before it" if lang == "en"
                      else "首次提及：此前已說句數占該發言者句數之百分比")  # fmt: skip
    return ax


def _lanes(told: pd.DataFrame, lines: list[tuple[str, str]]) -> list[pd.DataFrame]:
    """Rows of each document and voice, in the order of mention."""
    ordered = told.sort_values(["position", "frame"], kind="stable")
    return [ordered[(ordered.doc_id == doc_id) & (ordered.voice == voice)] for doc_id, voice in lines]


def _steps(positions: pd.Series, words: list[str]) -> list[int]:
    """How many steps above its line each mention stands, so that neither signs nor words touch one another."""
    taken: list[float] = []
    steps = []
    for x, end in zip(100 * positions.astype(float), _ends(positions, words), strict=True):
        step = next((i for i, before in enumerate(taken) if before < x - 1), len(taken))
        taken[step : step + 1] = [end]
        steps.append(step)
    return steps


def _ends(positions: pd.Series, words: list[str]) -> list[float]:
    """Where each word ends that is written to the right of its sign, by the widths of its characters."""
    widths = (3 + sum(1.9 if ord(char) > 0x2E7F else 1.05 for char in word) for word in words)
    return [x + wide for x, wide in zip(100 * positions.astype(float), widths, strict=True)]


@speaks
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
            ax.barh(range(len(groups)), width, left=start, height=0.62, label=name, **look.bar)
            for at, (left, wide, n) in enumerate(zip(start, width, rows.n_hits.fillna(0), strict=True)):
                if wide >= 4:
                    ax.text(left + wide / 2, at, f"{int(n)}", ha="center", va="center", bbox=GROUND)
            start = start + width
        sizes = table.groupby(column).n_sentences.max()
        ax.set_yticks(range(len(groups)), [label_n(display_name(str(g), lang), sizes[g]) for g in groups])
        ax.invert_yaxis()
        ax.set_xlim(0, 100)
        ax.tick_params(axis="y", length=0)
        label = {"en": "Share of the sentences that invoke the frame (%)", "zh-Hant": "占提及該框架句數之百分比（%）"}
        ax.set_xlabel(label[lang])
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=4, borderaxespad=0.2)
    return ax
