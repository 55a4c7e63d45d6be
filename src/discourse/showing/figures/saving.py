"""Axes, data table and alt texts enter; NAME.svg, NAME.png, NAME.csv and NAME.txt leave, always the same bytes."""

from __future__ import annotations

import io
import os
import re
from dataclasses import dataclass
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from discourse.csvfile import csv_text
from discourse.errors import DiscourseError
from discourse.showing.figures.again import in_language
from discourse.showing.figures.style import house_style
from discourse.showing.soundness import sound
from discourse.showing.spreadsheet import spreadsheet_safe
from discourse.writing import write_files

CHINESE = ".zh-Hant"
_METADATA = {
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


@dataclass(frozen=True)
class SavedFigure:
    """A figure on disk; at the end of a notebook cell it shows itself with its alt text."""

    path: Path
    alt: str
    png: bytes

    def __repr__(self) -> str:
        """Alt text: what a reader without pictures gets."""
        return self.alt

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"image/png": self.png, "text/plain": self.alt}, {"image/png": {"alt": self.alt}}


def save_figure(
    drawn: Axes | Figure,
    name: str,
    *,
    table: pd.DataFrame,
    alt: str,
    alt_zh: str = "",
    folder: str | os.PathLike | None = None,
) -> SavedFigure:
    """Write a figure as SVG and PNG with its data table (CSV) and its alt text (TXT), in one language or in both.

    Parameters
    ----------
    drawn : Axes or Figure
        What a ``plot_*`` function returned. A figure of pyplot is closed.
    name : str
        File name without suffix: letters, digits, ``_`` and ``-``.
    table : DataFrame
        The table that was drawn.
    alt : str
        One or two sentences that say what the picture shows.
    alt_zh : str
        The same in Traditional Chinese (NAME.zh-Hant.txt). A figure of a ``plot_*`` function is then drawn a second
        time with Chinese labels (NAME.zh-Hant.svg and .png), for the Chinese pages of the site; what was changed on
        the axes by hand is not in it.
    folder : path, optional
        By default the folder ``figures`` of the project (beside ``notebooks``).

    Returns
    -------
    SavedFigure
        Shows itself in a notebook.

    Raises
    ------
    DiscourseError
        If name, alt text or table cannot be used, or a file cannot be written.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", name):
        raise DiscourseError(f"figure name {name!r} is no file name", remedy="Use letters, digits, _ and -.")
    if len(alt.split()) < 5 and len(alt) < 15:
        raise DiscourseError(f"alt text {alt!r} is too short", remedy="Say in a sentence or two what it shows.")
    if alt_zh and len(alt_zh.strip()) < 8:
        raise DiscourseError(f"alt text {alt_zh!r} is too short", remedy="Say in a sentence or two what it shows.")
    if not isinstance(table, pd.DataFrame) or table.empty:
        raise DiscourseError(f"figure {name!r} comes without its data", remedy="Pass table=, the table drawn.")
    figure = drawn if isinstance(drawn, Figure) else getattr(drawn, "figure", None)
    if not isinstance(figure, Figure):
        raise DiscourseError(f"{type(drawn).__name__} is no figure", remedy="Pass what a plot_ function returned.")
    target = figures_folder(folder)
    files = _images(figure, name)
    files[f"{name}.csv"] = csv_text(spreadsheet_safe(_sound_cells(rounded(table)))).encode("utf-8")
    alt, alt_zh = sound(alt), sound(alt_zh)
    files[f"{name}.txt"] = f"{alt.strip()}\n".encode()
    if alt_zh:
        files[f"{name}{CHINESE}.txt"] = f"{alt_zh.strip()}\n".encode()
        if (chinese := in_language(figure, "zh-Hant")) is not None:
            files |= _images(chinese, f"{name}{CHINESE}")
    write_files({target / file: data for file, data in files.items()})
    return SavedFigure(target / f"{name}.png", alt.strip(), files[f"{name}.png"])


def _sound_cells(table: pd.DataFrame) -> pd.DataFrame:
    """Table whose words UTF-8 can carry."""
    new = table.copy()
    for i in range(len(new.columns)):
        if any(sound(word) != word for word in new.iloc[:, i] if isinstance(word, str)):
            new.isetitem(i, new.iloc[:, i].astype(object).map(sound))
    return new


def _images(figure: Figure, name: str) -> dict[str, bytes]:
    """SVG and PNG by file name; the figure is closed."""
    images = {f"{name}.{suffix}": render(figure, suffix) for suffix in ("svg", "png")}
    plt.close(figure)
    return images


def figures_folder(folder: str | os.PathLike | None = None) -> Path:
    """Folder for figures, made if missing: the one given, $DISCOURSE_FIGURES, or ``figures`` beside ``notebooks``."""
    here = Path.cwd()
    default = here.parent / "figures" if here.name == "notebooks" else here / "figures"
    target = Path(folder if folder is not None else os.environ.get("DISCOURSE_FIGURES") or default)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiscourseError(f"cannot be made ({error.strerror})", path=target, remedy="Name a folder.") from None
    return target


def render(figure: Figure, suffix: str, *, dpi: float | None = None) -> bytes:
    """Bytes of a figure as ``svg``, ``png`` or ``pdf``: no date, no program name, the same every time."""
    if suffix not in _METADATA:
        raise DiscourseError(f"figures cannot be written as {suffix!r}", remedy="Use svg, png or pdf.")
    stream = io.BytesIO()
    with house_style():
        figure.savefig(stream, format=suffix, metadata=_METADATA[suffix], **({"dpi": dpi} if dpi else {}))
    return stream.getvalue()


def rounded(table: pd.DataFrame) -> pd.DataFrame:
    """Table with floats at ten significant digits, so that the last bits of a processor do not show."""
    new = table.copy()
    for column in new.columns[[dtype.kind == "f" for dtype in new.dtypes]]:
        values = new[column].to_numpy(dtype=float, na_value=float("nan"))
        new[column] = [float(f"{value:.10g}") for value in values]
    return new
