"""A table of the sentences of one document enters; axes leave on which the document is a strip of who is reported."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from discourse.errors import DiscourseError
from discourse.showing.figures.again import speaks
from discourse.showing.figures.frames import needs
from discourse.showing.figures.names import display_name
from discourse.showing.figures.style import GRID, SIDES, frame_look, house_style, label_n, new_axes

_AUTHOR = {"en": "the author", "zh-Hant": "作者"}
_AXIS = {"en": "sentence of the document", "zh-Hant": "全文第幾句"}


@speaks
def plot_attribution(table: pd.DataFrame, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw a document as a strip of sentences, coloured by the side that each reports, frames marked below.

    Parameters
    ----------
    table : DataFrame
        One row per sentence of one document: sent, reports (a side, or "" where the author speaks) and, where frames
        are to be marked, frames (names joined by ``;``, or "").
    ax : Axes, optional
        Axes to draw on.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
        The strip is the first row; each frame has a row of markers of its own.

    Raises
    ------
    DiscourseError
        If a column is missing, the table is empty, holds several documents, or names an unknown side.

    Examples
    --------
    >>> rows = pd.DataFrame({"sent": [1, 2], "reports": ["US", ""], "frames": ["order", "relationship;risk"]})
    >>> [label.get_text() for label in plot_attribution(rows).get_yticklabels()]
    ['Reported', 'Order', 'Relationship', 'Managing risk']
    """
    needs(table, "sent reports", "plot_attribution")
    table = table.sort_values("sent", kind="stable")
    sides = table.reports.fillna("").astype(str)
    _check(table, sides)
    marks = table.get("frames", pd.Series("", index=table.index)).fillna("").astype(str).str.split(";")
    frames = list(dict.fromkeys(name for names in marks for name in names if name))
    ax = new_axes(ax, width=7.5, height=1.6 + 0.26 * len(frames))
    with house_style():
        for side in dict.fromkeys(sides):
            ax.bar(table.sent[sides == side], 0.84, width=1.0, bottom=-0.42, **_bar(side))
        for row, frame in enumerate(frames, start=1):
            at = table.sent[[frame in names for names in marks]]
            look = frame_look(frame)
            ax.plot(at, [row] * len(at), look.marker, color=look.color, markersize=4.5, linestyle="none")
        head = "被轉述者" if lang == "zh-Hant" else "Reported"
        ax.set_yticks(range(len(frames) + 1), [head, *(display_name(frame, lang) for frame in frames)])
        ax.set_ylim(len(frames) + 0.5, -0.6)
        ax.set_xlim(float(table.sent.min()) - 0.5, float(table.sent.max()) + 0.5)
        ax.tick_params(axis="y", length=0)
        ax.xaxis.get_major_locator().set_params(integer=True)
        ax.set_xlabel(label_n(_AXIS[lang], len(table)))
        _legend(ax, sides, lang)
    return ax


def _bar(side: str) -> dict[str, object]:
    return SIDES[side].bar if side else {"facecolor": GRID, "edgecolor": "white", "linewidth": 0.5}


def _check(table: pd.DataFrame, sides: pd.Series) -> None:
    if "doc_id" in table.columns and table.doc_id.nunique() > 1:
        raise DiscourseError(
            f"plot_attribution: {table.doc_id.nunique()} documents in one table",
            remedy="Draw one document at a time: table[table.doc_id == ...].",
        )
    unknown = sorted(set(sides) - {"", *SIDES})
    if unknown:
        raise DiscourseError(
            f"plot_attribution: reports {unknown[0]!r} is not a side", remedy=f"Use one of {', '.join(SIDES)} or ''."
        )


def _legend(ax: Axes, sides: pd.Series, lang: str) -> None:
    counts = sides.value_counts()
    shown = [side for side in (*SIDES, "") if side in counts.index]
    patches = [
        Patch(**_bar(side), label=label_n(display_name(side, lang) if side else _AUTHOR[lang], counts[side]))
        for side in shown
    ]
    ax.legend(handles=patches, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=min(len(patches), 3), borderaxespad=0.2)
