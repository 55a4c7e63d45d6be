"""A table of voice sizes enters; axes with one bar for each voice leave."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from discourse.showing.figures.again import speaks
from discourse.showing.figures.frames import needs
from discourse.showing.figures.names import display_name
from discourse.showing.figures.style import SIDES, house_style, new_axes, side_look

_LANGUAGES = {"en": {"en": "English", "zh-Hans": "Simplified Chinese", "zh-Hant": "Traditional Chinese"},
              "zh-Hant": {"en": "英文", "zh-Hans": "簡體中文", "zh-Hant": "繁體中文"}}  # fmt: skip
_XLABEL = {
    "en": "Tokens (thousands), n = sentences; no comparing across languages",
    "zh-Hant": "詞數（千），n = 句數；不同語言不可相比",
}
_SENTENCES = {"en": "n = {n:,}", "zh-Hant": "n = {n:,}"}


@speaks
def plot_voices(table: pd.DataFrame, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw how many tokens each voice has, language by language.

    Parameters
    ----------
    table : DataFrame
        Of ``voice_sizes``: side, voice, lang, n_sentences, n_tokens.
    ax : Axes, optional
        Axes to draw on.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    Axes
    """
    needs(table, "side voice lang n_sentences n_tokens", "plot_voices")
    rows = table.sort_values(["lang", "n_tokens"], ascending=[True, False], kind="stable")
    ax = new_axes(ax, width=7.5, height=1.0 + 0.32 * len(rows))
    with house_style():
        for y, (side, voice, tokens) in enumerate(zip(rows.side, rows.voice, rows.n_tokens / 1000, strict=True)):
            ax.barh([y], [tokens], height=0.66, **side_look(side, voice).bar)
        for y, (tokens, n) in enumerate(zip(rows.n_tokens / 1000, rows.n_sentences, strict=True)):
            ax.annotate(
                _SENTENCES[lang].format(n=n), (tokens, y), xytext=(4, 0), textcoords="offset points", va="center"
            )
        comma = ", " if lang == "en" else "，"
        names = [f"{display_name(voice, lang)}{comma}{_LANGUAGES[lang][code]}"
                 for voice, code in zip(rows.voice, rows.lang, strict=True)]  # fmt: skip
        ax.set_yticks(range(len(rows)), names)
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.tick_params(axis="y", length=0)
        ax.grid(axis="x")
        ax.margins(x=0.16)
        ax.set_xlabel(_XLABEL[lang])
        sides = [side for side in SIDES if (rows.side == side).any()]
        patches = [Patch(**SIDES[side].bar, label=display_name(side, lang)) for side in sides]
        ax.legend(handles=patches, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, borderaxespad=0.2)
    return ax
