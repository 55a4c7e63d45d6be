"""A corpus and a codebook enter; a panel for notebooks leaves: search, filters, a chart to click, words in context."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from html import escape

import ipywidgets as widgets
import pandas as pd

from discourse.counting.corpus import Corpus
from discourse.errors import DiscourseError
from discourse.reading.codebook import Codebook
from discourse.showing.figures.names import display_name
from discourse.showing.figures.style import SIDES, Look
from discourse.showing.found import found_html, labels_in

_HEIGHT = "36rem"
_TRACK = 8
_NOT_STATED = " "
_SHAPES = {"o": "●", "s": "■", "^": "▲", "D": "◆", "v": "▼", "P": "✚"}


def explore(corpus: Corpus, codebook: Codebook | None = None, *, lang: str = "en") -> widgets.VBox:
    """Search and filter a corpus without writing code.

    Parameters
    ----------
    corpus : Corpus
        Texts, features, or both.
    codebook : Codebook, optional
        By default the corpus's own.
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    ipywidgets.VBox
        A search box (keyword in context, sorted by the words before or after), filters by side, year and frame, a
        chart with one point per frame and side at its share of sentences (click it for its sentences), and the
        result. Documents of which only features are at hand show counts by segment, and how to get their words.

    Raises
    ------
    DiscourseError
        If `corpus` is no Corpus, or the language of the labels is unknown.
    """
    if not isinstance(corpus, Corpus):
        raise DiscourseError(f"{type(corpus).__name__} is no corpus", remedy="Use discourse.load_corpus(path).")
    say = labels_in(lang)
    matches = corpus.matches(codebook)
    sentences = _with_terms(corpus, matches)
    places = {frame: i for i, frame in enumerate(dict.fromkeys(matches.frame))}
    choose = {
        "side": _dropdown(say, "side", sorted(set(sentences.side)), lang),
        "year": _dropdown(say, "year", sorted(set(sentences.year)), lang),
        "frame": _dropdown(say, "frame", list(places), lang),
    }
    query = widgets.Text(description=say("query"), placeholder=say("words"), continuous_update=False)
    sort = widgets.Dropdown(options=[(say(k), k) for k in ("document", "left", "right")], description=say("sort"))
    clear = widgets.Button(description=say("reset"), layout=widgets.Layout(width="5rem"))
    chart = widgets.VBox(layout=widgets.Layout(flex="0 0 22rem", max_height=_HEIGHT, overflow="auto"))
    result = widgets.HTML(layout=widgets.Layout(flex="1 1 20rem", min_width="0", max_height=_HEIGHT, overflow="auto"))
    busy, looks = [False], _looks(set(sentences.side))

    def refresh(_=None) -> None:
        if not busy[0]:
            wanted = {name: box.value for name, box in choose.items()}
            kept = _left(sentences, matches, wanted)
            result.value = found_html(corpus, kept, query.value.strip(), sort.value, say)

    def put(frame: str, side: str, year: str) -> None:
        """Set all boxes and look once."""
        busy[0] = True
        query.value, choose["frame"].value, choose["side"].value, choose["year"].value = "", frame, side, year
        busy[0] = False
        refresh()

    def pick(frame: str, side: str) -> None:
        put(frame, side or _NOT_STATED, choose["year"].value)

    def draw(_=None) -> None:
        """Draw the points anew, of the chosen year alone."""
        kept = _of_year(sentences, choose["year"].value)
        bars = frame_bars(kept, matches.merge(kept[["doc_id", "sent"]], on=["doc_id", "sent"]))
        bars = bars.sort_values("frame", key=lambda column: column.map(places), kind="stable")
        chart.children = _points(bars, pick, looks, lang)

    for box in (query, sort, *choose.values()):
        box.observe(refresh, names="value")
    choose["year"].observe(draw, names="value")
    clear.on_click(lambda _: put("", "", ""))
    draw()
    refresh()
    wrap = widgets.Layout(flex_flow="row wrap")
    filters = widgets.HBox([query, *choose.values(), sort, clear], layout=wrap)
    return widgets.VBox([filters, widgets.HBox([chart, result], layout=wrap)])


def _looks(sides: set[str]) -> dict[str, Look]:
    """Colour and shape of each side; those of one's own study get one each."""
    return {**SIDES, **dict(zip(sorted(sides - set(SIDES)), itertools.cycle(SIDES.values()), strict=False))}


def _points(bars: pd.DataFrame, pick: Callable[[str, str], None], looks: dict[str, Look], lang: str) -> list:
    """One line per frame and side; its point is a button that stands at the share of sentences and names it."""
    if bars.empty:
        return []
    say = labels_in(lang)
    limit = 0.05 * max(1, math.ceil(bars.share.max() / 0.05))
    lines, frame = [widgets.HTML(f"<p>{escape(say('axis').format(100 * limit))}</p>")], None
    for row in bars.itertuples():
        if row.frame != frame:
            frame = row.frame
            lines.append(widgets.HTML(f"<b><bdi>{escape(display_name(frame, lang))}</bdi></b>"))
        side, look = display_name(row.side, lang), looks[row.side]
        told = say("point").format(f"{display_name(frame, lang)} · {side}", 100 * row.share, row.n_hits,
                                   row.n_sentences)  # fmt: skip
        place = widgets.Layout(width="5.5rem", margin=f"1px 0 1px {_TRACK * row.share / limit:.2f}rem", padding="0",
                               border_left=f"0.4rem solid {look.color}")  # fmt: skip
        shape = _SHAPES.get(look.marker, "●")
        point = widgets.Button(description=f"{shape} {100 * row.share:.1f} %", tooltip=told, layout=place)
        point.on_click(lambda _, row=row: pick(row.frame, row.side))
        label = widgets.HTML(f"<bdi>{escape(side)}</bdi>", layout=widgets.Layout(width="7rem", margin="0 0 0 0.5rem"))
        lines.append(widgets.HBox([label, point], layout=widgets.Layout(flex="0 0 auto")))
    return lines


def frame_bars(sentences: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """Share of sentences with a frame, by frame and side: the bars of the panel.

    Parameters
    ----------
    sentences, matches : DataFrame
        Tables of the corpus.

    Returns
    -------
    DataFrame
        frame, side, n_hits, n_sentences, share; rows without hits are left out.
    """
    sizes = sentences.groupby("side").size().rename("n_sentences")
    hits = matches.drop_duplicates(["doc_id", "sent", "frame"])
    hits = hits.groupby(["frame", "side"], sort=False).size().rename("n_hits").reset_index()
    table = hits.merge(sizes.reset_index(), on="side")
    order = {frame: i for i, frame in enumerate(dict.fromkeys(matches.frame))}
    table = table.sort_values(["frame", "side"], key=lambda c: c.map(order) if c.name == "frame" else c, kind="stable")
    return table.assign(share=table.n_hits / table.n_sentences).reset_index(drop=True)


def _dropdown(say: Callable[[str], str], key: str, values: list[str], lang: str) -> widgets.Dropdown:
    options = [(say("all"), ""), *((display_name(value, lang), value or _NOT_STATED) for value in values)]
    return widgets.Dropdown(options=options, description=say(key))


def _with_terms(corpus: Corpus, matches: pd.DataFrame) -> pd.DataFrame:
    """Sentences with their year and the codebook terms found in them."""
    dates = corpus.documents.set_index("doc_id").date
    terms = matches.groupby(["doc_id", "sent"]).term.agg(lambda column: "; ".join(dict.fromkeys(column)))
    table = corpus.sentences().join(terms.rename("terms"), on=["doc_id", "sent"]).fillna({"terms": ""})
    return table.assign(year=table.doc_id.map(dates).str[:4])


def _of_year(sentences: pd.DataFrame, year: str) -> pd.DataFrame:
    return sentences[sentences.year == year.strip()] if year else sentences


def _left(sentences: pd.DataFrame, matches: pd.DataFrame, wanted: dict[str, str]) -> pd.DataFrame:
    """Sentences that the filters leave."""
    kept = _of_year(sentences, wanted["year"])
    kept = kept[kept.side == wanted["side"].strip()] if wanted["side"] else kept
    if not wanted["frame"]:
        return kept
    framed = matches[matches.frame == wanted["frame"]][["doc_id", "sent"]].drop_duplicates()
    return kept.merge(framed, on=["doc_id", "sent"])
