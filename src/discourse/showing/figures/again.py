"""A plot function enters; one leaves whose figures can be drawn again in another language."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from discourse.showing.soundness import drawable_table

_MEMORY = "discourse_drawn_by"


def speaks(plot: Callable[..., Axes]) -> Callable[..., Axes]:
    """Let the figures that a plot function makes remember how they were drawn.

    Parameters
    ----------
    plot : callable
        Takes a table, and ``ax`` and ``lang`` by keyword. Axes that were handed to it belong to a larger picture, so
        only figures of its own are remembered.

    Returns
    -------
    callable
        Draws the same; characters that no picture can hold are replaced in the words of the table.
    """

    @functools.wraps(plot)
    def draw(*args, **options) -> Axes:
        args = tuple(drawable_table(table) if isinstance(table, pd.DataFrame) else table for table in args)
        ax = plot(*args, **options)
        if options.get("ax") is None:
            setattr(ax.figure, _MEMORY, functools.partial(draw, *args, **options))
        return ax

    return draw


def in_language(figure: Figure, lang: str) -> Figure | None:
    """Draw a figure anew with the same table in another language.

    Parameters
    ----------
    figure : Figure
        Of a ``plot_*`` function. What was changed on its axes afterwards is not in the new one.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Figure or None
        A new figure; nothing where it is not known how the given one was drawn.
    """
    plot = getattr(figure, _MEMORY, None)
    return None if plot is None else plot(lang=lang).figure
