"""Tables of frame shares, contrasts and meetings enter; axes with dots and intervals leave."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from discourse.errors import DiscourseError
from discourse.showing.figures.again import speaks
from discourse.showing.figures.labels import direct_labels
from discourse.showing.figures.names import display_name, phrase
from discourse.showing.figures.style import (
    FAINT,
    FRAMES,
    INK,
    SIDES,
    VOICE_SIDES,
    Look,
    house_style,
    label_n,
    new_axes,
    side_look,
)

GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
NEITHER = Look(FAINT, "d")
LINES = ("-", "--", ":", "-.")


def needs(table: pd.DataFrame, columns: str, what: str) -> None:
    """Refuse a table that is empty or lacks one of the columns."""
    if not isinstance(table, pd.DataFrame):
        raise DiscourseError(f"{what} draws a table, not {type(table).__name__}", remedy=f"Columns: {columns}.")
    missing = [c for c in columns.split() if c not in table.columns]
    if missing:
        raise DiscourseError(f"{what}: no column {', '.join(missing)}", remedy=f"It draws the columns {columns}.")
    if table.empty:
        raise DiscourseError(f"{what}: the table has no rows", remedy="Widen the selection it was counted from.")


def _group_column(table: pd.DataFrame, what: str) -> str:
    column = next((c for c in ("voice", "side", "doc_id", "event") if c in table.columns), None)
    if column is None:
        raise DiscourseError(f"{what}: no column voice or side", remedy="Count the shares by='side' or by='voice'.")
    return column


def _look(table: pd.DataFrame, group: str, groups: list):
    """House colour of a side or voice; groups of somebody's own study get one each by their place."""
    side = str(table.side.iloc[0]) if "side" in table.columns else ""
    if side in SIDES or group in SIDES or group in VOICE_SIDES:
        return side_look(side if side in SIDES else "", str(group))
    return list(FRAMES.values())[groups.index(group) % 9]


@speaks
def plot_frame_shares(table: pd.DataFrame, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the share of sentences per frame, one dot and one interval for each voice or side.

    Parameters
    ----------
    table : DataFrame
        Of ``frame_shares``: voice or side, frame, share, low, high, n_sentences. Missing intervals are left out.
    ax : Axes, optional
        Axes to draw on.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes

    Raises
    ------
    DiscourseError
        If a column is missing or the table is empty.
    """
    needs(table, "frame share low high n_sentences", "plot_frame_shares")
    column = _group_column(table, "plot_frame_shares")
    frames = list(dict.fromkeys(table.frame))
    groups = list(dict.fromkeys(table[column]))
    ax = new_axes(ax, width=7.5, height=1.3 + len(frames) * (0.24 + 0.16 * len(groups)))
    with house_style():
        for rank, group in enumerate(groups):
            rows = table[table[column] == group]
            look = _look(rows, group, groups)
            shift = (rank - (len(groups) - 1) / 2) * min(0.24, 0.7 / len(groups))
            at = [frames.index(frame) + shift for frame in rows.frame]
            label = label_n(display_name(str(group), lang), rows.n_sentences.max())
            ax.hlines(at, 100 * rows.low, 100 * rows.high, color=look.color, linewidth=1.8)
            ax.plot(100 * rows.share, at, look.marker, color=look.color, linestyle="none", label=label, clip_on=False,
                    zorder=3)  # fmt: skip
        _frame_axis(ax, frames, lang)
        ax.set_xlim(left=min(0.0, ax.get_xlim()[0]) if (table.low < 0).any() else 0)
        ax.set_xlabel(f"{display_name('share', lang)} · {display_name('interval', lang)}")
        widest = max(len(label) for label in ax.get_legend_handles_labels()[1])
        columns = max(1, min(len(groups), 3, 75 // widest))
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=columns, borderaxespad=0.2)
    return ax


def _frame_axis(ax: Axes, frames: list[str], lang: str) -> None:
    ax.set_yticks(range(len(frames)), [display_name(str(frame), lang) for frame in frames])
    ax.set_ylim(len(frames) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0, pad=9)
    ax.grid(axis="x")


@speaks
def plot_frame_contrast(
    table: pd.DataFrame, *, ax: Axes | None = None, target: str = "US", reference: str = "CN", lang: str = "en"
) -> Axes:
    """Draw the difference in share, target minus reference, with its interval, frame by frame.

    Parameters
    ----------
    table : DataFrame
        Of ``frame_contrast``: frame, difference, low, high, n_target, n_reference.
    ax : Axes, optional
        Axes to draw on.
    target, reference : str
        Who was compared: sides or voices; they give colours and labels.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
        Filled marks where the interval leaves out zero, open ones where it holds it; grey where nobody leads.
    """
    needs(table, "frame difference low high n_target n_reference", "plot_frame_contrast")
    frames = [str(frame) for frame in table.frame]
    ax = new_axes(ax, width=7.5, height=1.6 + 0.32 * len(frames))
    with house_style():
        for at, row in enumerate(table.itertuples()):
            side = target if row.difference >= 0 else reference
            look = side_look(side, side) if abs(row.difference) > 1e-12 else NEITHER
            clear = bool(row.low > 0 or row.high < 0)
            ax.hlines([at], 100 * row.low, 100 * row.high, color=look.color, linewidth=1.8)
            ax.plot([100 * row.difference], [at], look.marker, color=look.color,
                    markerfacecolor=look.color if clear else "white", linestyle="none")  # fmt: skip
        ax.axvline(0, color=FAINT, linewidth=1)
        _frame_axis(ax, frames, lang)
        names = [label_n(display_name(who, lang), n) for who, n in
                 ((reference, table.n_reference.max()), (target, table.n_target.max()))]  # fmt: skip
        more = display_name("more", lang)
        ax.set_title(f"← {more.format(names[0])}", loc="left", color=side_look(reference, reference).color)
        ax.set_title(f"{more.format(names[1])} →", loc="right", color=side_look(target, target).color)
        ax.set_xlabel(f"{display_name('difference', lang)} · {display_name('interval', lang)}")
    return ax


@speaks
def plot_meetings(table: pd.DataFrame, *, ax: Axes | None = None, frame: str | None = None, lang: str = "en") -> Axes:
    """Draw the share of one frame over the meetings, a line for each voice or side.

    Parameters
    ----------
    table : DataFrame
        Of ``frame_shares`` counted by date and side (or voice): date, side or voice, frame, share, low, high,
        n_sentences. An optional column ``event`` names the meetings.
    ax : Axes, optional
        Axes to draw on.
    frame : str, optional
        Which frame to draw; not needed where the table holds one.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
    """
    needs(table, "date frame share low high n_sentences", "plot_meetings")
    frames = list(dict.fromkeys(table.frame))
    if frame is None and len(frames) > 1:
        raise DiscourseError(f"plot_meetings: the table holds {len(frames)} frames", remedy="Name one: frame='order'.")
    chosen = frames[0] if frame is None else frame
    rows = table[table.frame == chosen].sort_values("date", kind="stable")
    needs(rows, "share", f"plot_meetings, frame {chosen!r}")
    column = _group_column(rows, "plot_meetings")
    dates = list(dict.fromkeys(rows.date))
    groups = list(dict.fromkeys(rows[column]))
    ax = new_axes(ax, width=7.5, height=3.6)
    with house_style():
        ends = []
        for rank, group in enumerate(groups):
            mine = rows[rows[column] == group]
            look = _look(mine, group, groups)
            at = [dates.index(date) + 0.08 * (rank - (len(groups) - 1) / 2) for date in mine.date]
            ax.vlines(at, 100 * mine.low, 100 * mine.high, color=look.color, linewidth=1.4)
            ax.plot(at, 100 * mine.share, look.marker, linestyle=LINES[rank % len(LINES)], color=look.color,
                    clip_on=False, zorder=3)  # fmt: skip
            tops = np.fmax(mine.high, mine.share)
            for x, top, n in zip(at, 100 * tops, mine.n_sentences, strict=True):
                aside = "center" if len(groups) != 2 else ("right", "left")[rank]
                ax.annotate(f"{int(n)}", (x, top), xytext=(0, 3), textcoords="offset points", ha=aside, fontsize=8,
                            color=look.color, bbox=GROUND, zorder=4)  # fmt: skip
            name = label_n(display_name(str(group), lang), mine.n_sentences.sum())
            ends.append((float(100 * mine.share.iloc[-1]), name, look.color))
        ax.set_xticks(range(len(dates)), [_meeting(rows, date, lang) for date in dates])
        ax.set_ylim(0, max(5.0, ax.get_ylim()[1]))
        ax.set_xlim(-0.3, len(dates) - 0.7)
        ax.set_ylabel(display_name("share", lang))
        said = (display_name(str(chosen), lang), display_name("interval", lang), phrase("sizes", lang))
        ax.set_title(" · ".join(said), color=INK)
        ax.grid(axis="y")
    direct_labels(ax, len(dates) - 1 + 0.04, ends)
    return ax


def _meeting(rows: pd.DataFrame, date: object, lang: str) -> str:
    day = str(date)[:10]
    if "event" not in rows.columns:
        return day
    return f"{display_name(str(rows.loc[rows.date == date, 'event'].iloc[0]), lang)}\n{day}"


plot_timeline = plot_meetings
