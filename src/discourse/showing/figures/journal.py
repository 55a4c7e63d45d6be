"""Axes enter; one SVG, PDF or PNG of the width of a journal's column leaves, in colour or in greys."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from discourse.errors import DiscourseError
from discourse.showing.figures.saving import render
from discourse.showing.figures.style import house_style
from discourse.writing import write_bytes

WIDTHS = {"single": 85.0, "double": 170.0}
SUFFIXES = ("svg", "pdf", "png")
FONT_POINTS = {"single": 7.0, "double": 8.0}
_MM = 25.4
_COLOR_OPERATOR = re.compile(r"([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+(rg|RG)\b")
_HOUSE_POINTS = 10.0


def export_figure(
    drawn: Axes | Figure, path: str | os.PathLike, *, width: str | float = "single", dpi: int = 300, grey: bool = False
) -> Path:
    """Write a figure for a paper, laid out anew for the width of a column; the figure itself stays as it was.

    Parameters
    ----------
    drawn : Axes or Figure
        What a ``plot_*`` function returned.
    path : path
        ``.svg``, ``.pdf`` or ``.png``.
    width : {"single", "double"} or float
        85 mm, 170 mm, or millimetres from 40 to 400. Letters come out at 7 points (to 100 mm) or 8.
    dpi : int
        Dots per inch of a PNG, from 72 to 1200.
    grey : bool
        Colours become greys of the same luminance.

    Returns
    -------
    Path
        The file written: the same bytes each time.

    Raises
    ------
    DiscourseError
        If suffix, width or dpi cannot be used, or greys are asked of an SVG or PDF with a heat map in it.
    """
    target = Path(path)
    suffix = target.suffix.lower().removeprefix(".")
    if suffix not in SUFFIXES:
        raise DiscourseError(f"suffix {target.suffix!r} is unknown", path=path, remedy="Choose .svg, .pdf or .png.")
    if isinstance(dpi, bool) or not isinstance(dpi, int) or not 72 <= dpi <= 1200:
        raise DiscourseError(f"dpi={dpi!r} is no number from 72 to 1200", remedy="Journals ask for 300 or 600.")
    figure = drawn if isinstance(drawn, Figure) else getattr(drawn, "figure", None)
    if not isinstance(figure, Figure):
        raise DiscourseError(f"{type(drawn).__name__} is no figure", remedy="Pass what a plot_ function returned.")
    if grey and suffix != "png" and any(ax.images for ax in figure.axes):
        raise DiscourseError("a heat map turns grey only as a picture of dots", path=path, remedy="Write .png.")
    mm = column_width(width)
    scale = (FONT_POINTS["single"] if mm <= 100 else FONT_POINTS["double"]) / _HOUSE_POINTS
    before = figure.get_size_inches().copy()
    try:
        figure.set_size_inches(mm / _MM / scale, before[1])
        data = {"svg": _svg, "pdf": _pdf, "png": _png}[suffix](figure, mm, scale, dpi, grey)
    finally:
        figure.set_size_inches(before)
    write_bytes(target, data)
    return target


def column_width(width: str | float) -> float:
    """Millimetres of a column named, or given.

    Examples
    --------
    >>> column_width("double"), column_width(120)
    (170.0, 120.0)
    """
    if isinstance(width, str) and width in WIDTHS:
        return WIDTHS[width]
    if isinstance(width, bool) or not isinstance(width, int | float) or not 40 <= width <= 400:
        raise DiscourseError(f"width={width!r} is no width", remedy="Use 'single', 'double', or 40 to 400 (mm).")
    return float(width)


def luminance(color: object) -> float:
    """Relative luminance of a colour, 0 black to 1 white (WCAG 2).

    Examples
    --------
    >>> luminance("black"), luminance("white")
    (0.0, 1.0)
    """
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return round(float(linear @ [0.2126, 0.7152, 0.0722]), 12)


def _grey(rgb: tuple[float, ...]) -> float:
    """Level of the grey that has the luminance of a colour."""
    y = luminance(rgb)
    return 12.92 * y if y <= 0.0031308 else 1.055 * y ** (1 / 2.4) - 0.055


def _svg(figure: Figure, mm: float, scale: float, dpi: int, grey: bool) -> bytes:
    text = render(figure, "svg").decode("utf-8")
    height = figure.get_size_inches()[1] * scale * _MM
    size = rf'width="{mm:g}mm" height="{height:.4g}mm"'
    text = re.sub(r'(<svg\b[^>]*?)width="[^"]*" height="[^"]*"', rf"\g<1>{size}", text, count=1)
    text = re.sub(r'(<svg\b[^>]*?)height="[^"]*"([^>]*?)width="[^"]*"', rf"\g<1>{size}\g<2>", text, count=1)
    if grey:
        text = re.sub("#[0-9a-fA-F]{6}", lambda found: "#" + f"{round(255 * _grey(to_rgb(found[0]))):02x}" * 3, text)
    return text.encode("utf-8")


def _pdf(figure: Figure, mm: float, scale: float, dpi: int, grey: bool) -> bytes:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DecodedStreamObject, NameObject

    writer = PdfWriter()
    page = writer.add_page(PdfReader(io.BytesIO(render(figure, "pdf"))).pages[0])
    if grey:
        content = page.get_contents().get_data().decode("latin-1")
        stream = DecodedStreamObject()
        stream.set_data(_COLOR_OPERATOR.sub(_grey_operator, content).encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    page.scale_by(scale)
    page.compress_content_streams()
    writer.metadata = None
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _grey_operator(found: re.Match) -> str:
    level = f"{_grey(tuple(min(1.0, float(part)) for part in found.groups()[:3])):.4f}"
    return f"{level} {level} {level} {found[4]}"


def _png(figure: Figure, mm: float, scale: float, dpi: int, grey: bool) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    pixels = round(mm / _MM * dpi)
    with house_style():
        figure.savefig(stream, format="png", metadata={"Software": None}, dpi=(pixels + 0.01) * scale / (mm / _MM),
                       pil_kwargs={"dpi": (dpi, dpi)})  # fmt: skip
    if not grey:
        return stream.getvalue()
    dots = np.asarray(Image.open(stream).convert("RGB"), dtype=float) / 255
    linear = np.where(dots <= 0.04045, dots / 12.92, ((dots + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]
    level = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    out = io.BytesIO()
    Image.fromarray((255 * level).round().astype("uint8")).save(out, format="png", dpi=(dpi, dpi))
    return out.getvalue()
