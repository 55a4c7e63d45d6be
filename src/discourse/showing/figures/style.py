"""Nothing enters but names of voices and frames; the house look leaves: font, colours, markers, empty axes."""

from __future__ import annotations

import locale
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.font_manager import FontEntry, fontManager
from matplotlib.ft2font import FT2Font
from noto_cjk_sans_otc import FONT_PATH

from discourse.errors import DiscourseError

FACE = "Noto Sans CJK TC"
FAMILY = "Discourse Noto Sans CJK TC"
INK, FAINT, GRID = "#1a1a1a", "#595959", "#d9d9d9"


@dataclass(frozen=True)
class Look:
    """Colour, marker and hatching of a voice, a side, a frame or a stance; any alone tells it from the others."""

    color: str
    marker: str
    hatch: str = ""

    @property
    def bar(self) -> dict[str, object]:
        """Keywords of a bar: its colour, and white hatching that stays where colours turn grey."""
        return {"facecolor": self.color, "hatch": self.hatch, "edgecolor": "white", "linewidth": 0.5}


SIDES = {
    "US": Look("#0072b2", "o"),
    "CN": Look("#d55e00", "s", "///"),
    "TW": Look("#00795a", "^", "..."),
    "BOTH": Look("#aa4499", "D", "xxx"),
    "PRESS": Look("#6e6e6e", "v", "---"),
    "OTHER": Look("#7a5c00", "P", "\\\\\\"),
}
VOICE_SIDES = {
    "Biden": "US", "Sullivan": "US", "White House": "US", "Xi": "CN", "Huang": "TW", "author": "TW", "press": "PRESS",
}  # fmt: skip
FRAMES = {
    "order": Look("#332288", "o"),
    "challenges": Look("#2a7fb0", "^"),
    "relationship": Look("#b3124e", "s"),
    "communication": Look("#c2571a", "D"),
    "competition": Look("#6b6b00", "v"),
    "risk": Look("#8a5a00", "P"),
    "multilateralism": Look("#117733", "X"),
    "openness": Look("#2a8577", "<"),
    "taiwan": Look("#661100", ">"),
    "leadership": Look("#6e6e6e", "p"),
    "global_order": Look("#2f4ba0", "o"),
    "bilateral_stability": Look("#b8383b", "s"),
}

RC = {
    "font.size": 10.0,
    "axes.titlesize": 11.0,
    "axes.titleweight": "regular",
    "axes.titlelocation": "left",
    "axes.titlepad": 10.0,
    "axes.labelsize": 10.0,
    "axes.labelcolor": INK,
    "axes.edgecolor": FAINT,
    "axes.facecolor": "white",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "axes.formatter.use_locale": False,
    "axes.formatter.useoffset": False,
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "text.color": INK,
    "text.parse_math": False,
    "text.usetex": False,
    **({"text.language": "en"} if "text.language" in mpl.rcParams else {}),  # or the locale would choose glyphs
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "lines.linewidth": 1.6,
    "lines.markersize": 6.5,
    "hatch.linewidth": 1.1,
    "legend.frameon": False,
    "figure.dpi": 100.0,
    "figure.facecolor": "white",
    "figure.max_open_warning": 0,
    "savefig.dpi": 160.0,
    "savefig.facecolor": "white",
    "savefig.bbox": "standard",
    "svg.fonttype": "path",
    "svg.hashsalt": "discourse",
    "svg.id": None,
    "path.simplify": False,
    "pdf.fonttype": 42,
}


def house_font() -> str:
    """Name under which matplotlib finds the packaged font; it is loaded by path, never searched for by family.

    Returns
    -------
    str
        A family name that no installed font has.

    Raises
    ------
    DiscourseError
        If the package noto-cjk-sans-otc does not hold the expected face.
    """
    if not any(entry.name == FAMILY for entry in fontManager.ttflist):
        path = str(FONT_PATH)
        faces = range(FT2Font(path).num_faces)
        index = next((i for i in faces if FT2Font(path, face_index=i).family_name == FACE), None)
        if index is None:
            raise DiscourseError(f"holds no face {FACE!r}", path=path, remedy="Install noto-cjk-sans-otc anew.")
        _leave_locale(FT2Font(path, face_index=index))
        fontManager.ttflist.append(FontEntry(fname=path, index=index, name=FAMILY, weight=400))
    return FAMILY


def _leave_locale(font: FT2Font) -> None:
    """Measure a first text under no locale: the shaper takes the language of all texts from where it is asked first."""
    kept = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C")
    try:
        font.set_text("1")
    finally:
        locale.setlocale(locale.LC_CTYPE, kept)


@contextmanager
def house_style() -> Iterator[None]:
    """Draw or save inside the house look, whatever matplotlibrc or style is in force outside.

    Examples
    --------
    >>> with house_style():
    ...     mpl.rcParams["svg.hashsalt"]
    'discourse'
    """
    kept = {"backend", "backend_fallback", "interactive", "figure.hooks", "toolbar"}
    default = {k: v for k, v in mpl.rcParamsDefault.items() if k not in kept and not k.startswith("animation.")}
    with mpl.rc_context({**default, **RC, "font.family": [house_font()]}):
        yield


def new_axes(ax: Axes | None = None, *, width: float = 7.0, height: float = 4.0) -> Axes:
    """Axes to draw on: the ones given as they are, or those of a new figure of that size in inches.

    Examples
    --------
    >>> new_axes(width=5, height=3).figure.get_size_inches().tolist()
    [5.0, 3.0]
    """
    if ax is not None:
        if not isinstance(ax, Axes):
            raise DiscourseError(f"ax is a {type(ax).__name__}, not Axes", remedy="Pass ax=None or matplotlib Axes.")
        return _lettered(ax)
    with house_style():
        return plt.figure(figsize=(width, height), layout="constrained").add_subplot()


def _lettered(ax: Axes) -> Axes:
    """Give the words of somebody's axes the house font, whose characters include the Chinese ones."""
    with house_style():
        family = house_font()
        ax.tick_params(labelfontfamily=family)
        for label in (ax.xaxis.label, ax.yaxis.label):
            label.set_fontfamily(family)
        for place in ("left", "center", "right"):
            ax.set_title(ax.get_title(loc=place), loc=place, fontfamily=family)
    return ax


def side_look(side: str = "", voice: str = "") -> Look:
    """Colour and marker of a side or of the voice that speaks for it."""
    return SIDES.get(side) or SIDES[VOICE_SIDES.get(voice or side, "OTHER")]


def frame_look(frame: str) -> Look:
    """Colour and marker of a frame or macro-frame; frames of one's own codebook get one by their name."""
    if frame in FRAMES:
        return FRAMES[frame]
    spare = list(FRAMES.values())[:9]
    return spare[sum(frame.encode("utf-8")) % len(spare)]


def label_n(name: str, n: int) -> str:
    """Name with its number of cases, for axes and legends.

    Examples
    --------
    >>> label_n("Biden", 1043)
    'Biden (n = 1,043)'
    """
    return f"{name} (n = {int(n):,})"


def spread(positions: Sequence[float], gap: float) -> list[float]:
    """Positions moved apart as little as needed so that neighbours stand at least `gap` from each other.

    Parameters
    ----------
    positions : sequence of float
        Where labels would stand; finite.
    gap : float
        Least distance between two of them.

    Returns
    -------
    list of float
        In the order given; their mean is kept for each group that had to move.

    Examples
    --------
    >>> spread([1.0, 1.0, 5.0], 1.0)
    [0.5, 1.5, 5.0]
    """
    order = sorted(range(len(positions)), key=lambda i: (positions[i], i))
    groups: list[tuple[float, list[int]]] = []
    for i in order:
        center, members = float(positions[i]), [i]
        while groups and center - gap * (len(members) - 1) / 2 - groups[-1][0] < gap * (len(groups[-1][1]) + 1) / 2:
            before, earlier = groups.pop()
            members = earlier + members
            center = math.fsum((before * len(earlier), center * (len(members) - len(earlier)))) / len(members)
        groups.append((center, members))
    out = [0.0] * len(positions)
    for center, members in groups:
        for rank, i in enumerate(members):
            out[i] = center + gap * (rank - (len(members) - 1) / 2)
    return out
