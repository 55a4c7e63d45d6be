"""Points of an axes enter; labels in its right margin that never overlap, and plain numbers on its ticks, leave."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from discourse.showing.figures.style import house_style, spread


def margin_labels(ax: Axes, points: Sequence[tuple[float, float, str, str]], *, size: float = 9.0) -> None:
    """Write a label for each point in the right margin, in the order of height, with a thin line to the point.

    Parameters
    ----------
    ax : Axes
        Axes whose limits and scales are final.
    points : sequence of (x, y, text, colour)
        In data coordinates; finite.
    size : float
        Font size in points.
    """
    if not points:
        return
    to_axes = ax.transScale + ax.transLimits
    heights = [float(to_axes.transform((x, y))[1]) for x, y, _, _ in points]
    gap = 1.35 * size / (72 * 0.8 * ax.figure.get_size_inches()[1])
    places = spread(heights, min(gap, 1 / max(len(points) - 1, 1)))
    shift = max(0.0, -min(places)) - max(0.0, max(places) - 1)
    with house_style():
        for place, (x, y, text, color) in zip(places, points, strict=True):
            ax.annotate(text, (x, y), xytext=(1.03, place + shift), textcoords="axes fraction", va="center",
                        color=color, fontsize=size, annotation_clip=False,
                        arrowprops={"arrowstyle": "-", "color": color, "linewidth": 0.5, "alpha": 0.6})  # fmt: skip


def direct_labels(ax: Axes, x: float, labels: Sequence[tuple[float, str, str]], *, gap: float | None = None) -> None:
    """Write labels at the right end of lines, moved apart where they would overlap.

    Parameters
    ----------
    ax : Axes
        Axes whose y limits are final.
    x : float
        Where the lines end, in data coordinates.
    labels : sequence of (y, text, colour)
        One for each line.
    gap : float, optional
        Least distance in data units; by default the height of a line of text.
    """
    low, high = ax.get_ylim()
    line = abs(high - low) * 14 / (72 * ax.figure.get_size_inches()[1] * 0.8)
    places = spread([y for y, _, _ in labels], line if gap is None else gap)
    with house_style():
        for y, (_, text, color) in zip(places, labels, strict=True):
            ax.annotate(text, (x, y), xytext=(9, 0), textcoords="offset points", va="center", color=color,
                        annotation_clip=False)  # fmt: skip


def plain_log_scale(ax: Axes, which: str) -> None:
    """Make an axis logarithmic with plain whole numbers at 1, 2, 5, 10, 20 and so on.

    Parameters
    ----------
    ax : Axes
        Axes to change.
    which : {"x", "y"}
        The axis.
    """
    getattr(ax, f"set_{which}scale")("log")
    axis = getattr(ax, f"{which}axis")
    low, high = getattr(ax, f"get_{which}lim")()
    axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0) if high < 1000 * max(low, 1e-9) else (1.0,)))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}" if value >= 1 else f"{value:g}"))
    axis.set_minor_formatter(NullFormatter())
