"""A corpus and a codebook enter; a panel for notebooks leaves: search, filters, a chart to click, words in context."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from html import escape

import ipywidgets as widgets
import pandas as pd

from discourse.counting.corpus import Corpus
from discourse.errors import DiscourseError, DiscourseWarning
from discourse.language.tokens import words
from discourse.measures.concordance import concordance
from discourse.reading.codebook import Codebook
from discourse.showing.figures.names import display_name

LABELS = {
    "query": ("Search", "搜尋"), "side": ("Side", "立場"), "year": ("Year", "年份"), "frame": ("Frame", "框架"),
    "sort": ("Order", "排序"), "all": ("all", "全部"), "document": ("by document", "依文件"),
    "left": ("by the words before", "依左側詞語"), "right": ("by the words after", "依右側詞語"),
    "nothing": ("Nothing found.", "沒有結果。"),
    "rows": ("{} rows", "共 {} 列"),
    "axis": ("Share of sentences, 0 to {:.0f} %. Click a point for its sentences.",
             "句子比例，0 至 {:.0f} %。點選數值即可閱讀句子。"),
    "point": ("{}: {:.1f} % ({} of {} sentences)", "{}：{:.1f} %（{} / {} 句）"),
    "phrase": (
        "{} documents are only counted, word by word: no phrase can be looked for in them. `discourse fetch` brings "
        "their words.",
        "{} 份文件只有逐詞計數，無法搜尋詞組；執行 `discourse fetch` 可取得原文。",
    ),
    "more": ("{} more rows; narrow the search.", "另有 {} 列，請縮小範圍。"),
    "counted": (
        "Only features are at hand of these documents; `discourse fetch` brings their words.",
        "以下文件只有計數；執行 `discourse fetch` 可取得原文。",
    ),
}  # fmt: skip
_SHOWN = 60
_TRACK = 11
_NOT_STATED = " "
_CONTEXT = ("left", "node", "right")


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
    say = _labels(lang)
    matches = corpus.matches(codebook)
    sentences = _with_years(corpus, corpus.sentences())
    choose = {
        "side": _dropdown(say, "side", sorted(set(sentences.side)), lang),
        "year": _dropdown(say, "year", sorted(set(sentences.year)), lang),
        "frame": _dropdown(say, "frame", list(dict.fromkeys(matches.frame)), lang),
    }
    query = widgets.Text(description=say("query"), continuous_update=False)
    sort = widgets.Dropdown(options=[(say(k), k) for k in ("document", "left", "right")], description=say("sort"))
    result = widgets.HTML()

    def refresh(_=None) -> None:
        wanted = {name: box.value for name, box in choose.items()}
        result.value = _result(corpus, sentences, matches, query.value.strip(), wanted, sort.value, say)

    def pick(frame: str, side: str) -> None:
        choose["frame"].value, choose["side"].value, query.value = frame, side or _NOT_STATED, ""
        refresh()

    chart = _chart(frame_bars(sentences, matches), pick, lang)
    for box in (query, sort, *choose.values()):
        box.observe(refresh, names="value")
    refresh()
    filters = widgets.HBox([query, *choose.values(), sort], layout=widgets.Layout(flex_flow="row wrap"))
    return widgets.VBox([filters, widgets.HBox([chart, result], layout=widgets.Layout(flex_flow="row wrap"))])


def _chart(bars: pd.DataFrame, pick: Callable[[str, str], None], lang: str) -> widgets.VBox:
    """One line per frame and side; its point is a button that stands at the share of sentences and names it."""
    say = _labels(lang)
    limit = 0.05 * max(1, math.ceil(bars.share.max() / 0.05)) if len(bars) else 1
    lines = [widgets.HTML(f"<p>{escape(say('axis').format(100 * limit))}</p>")] if len(bars) else []
    for row in bars.itertuples():
        name = f"{display_name(row.frame, lang)} · {display_name(row.side, lang)}"
        told = say("point").format(name, 100 * row.share, row.n_hits, row.n_sentences)
        place = widgets.Layout(width="5rem", margin=f"2px 0 2px {_TRACK * row.share / limit:.2f}rem")
        point = widgets.Button(description=f"{100 * row.share:.1f} %", tooltip=told, layout=place)
        point.on_click(lambda _, row=row: pick(row.frame, row.side))
        label = widgets.HTML(f"<bdi>{escape(name)}</bdi>", layout=widgets.Layout(width="15rem"))
        lines.append(widgets.HBox([label, point], layout=widgets.Layout(width=f"{15 + _TRACK + 6}rem")))
    return widgets.VBox(lines)


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


def _labels(lang: str) -> Callable[[str], str]:
    if lang not in ("en", "zh-Hant"):
        raise DiscourseError(f"labels in {lang!r} are not there", remedy="Choose 'en' or 'zh-Hant'.")
    return lambda key: LABELS[key][0 if lang == "en" else 1]


def _dropdown(say: Callable[[str], str], key: str, values: list[str], lang: str) -> widgets.Dropdown:
    options = [(say("all"), ""), *((display_name(value, lang), value or _NOT_STATED) for value in values)]
    return widgets.Dropdown(options=options, description=say(key))


def _with_years(corpus: Corpus, table: pd.DataFrame) -> pd.DataFrame:
    dates = corpus.documents.set_index("doc_id").date
    return table.assign(year=table.doc_id.map(dates).str[:4])


def _result(corpus, sentences, matches, query: str, wanted: dict[str, str], sort: str, say) -> str:
    """HTML of the sentences or contexts that the filters leave."""
    kept = sentences
    for column in ("side", "year"):
        kept = kept[kept[column] == wanted[column].strip()] if wanted[column] else kept
    if wanted["frame"]:
        framed = matches[matches.frame == wanted["frame"]][["doc_id", "sent"]].drop_duplicates()
        kept = kept.merge(framed, on=["doc_id", "sent"])
    terms = matches.groupby(["doc_id", "sent"]).term.agg(lambda column: "; ".join(dict.fromkeys(column)))
    if query:
        return _found(corpus, kept, query, sort, say)
    kept = kept.join(terms.rename("terms"), on=["doc_id", "sent"]).fillna({"terms": ""})
    kept = kept[(kept.text != "") | (kept.terms != "")]
    return _table(kept, ["doc_id", "para", "voice", "text", "terms"], say)


def _found(corpus: Corpus, kept: pd.DataFrame, query: str, sort: str, say) -> str:
    """Keyword in context where there is text, counts by segment where there is none."""
    parts = []
    with_text = [d for d in dict.fromkeys(kept.doc_id) if corpus.has_text(d)]
    if with_text:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DiscourseWarning)
                hits = concordance(corpus.select(doc_id=with_text), query, sort=sort)
        except DiscourseError as error:
            return f"<p>{escape(str(error))}</p>"
        hits = pd.DataFrame(hits).reset_index().merge(kept[["doc_id", "sent"]], on=["doc_id", "sent"])
        if len(hits):
            parts.append(_table(hits.sort_values("index"), ["doc_id", "para", "voice", *_CONTEXT], say))
    without = [d for d in dict.fromkeys(kept.doc_id) if not corpus.has_text(d)]
    if without:
        counted = _counted(corpus.select(doc_id=without), kept, query)
        if counted is None:
            parts.append(f"<p>{escape(say('phrase').format(len(without)))}</p>")
        elif len(counted):
            parts.append(f"<p>{escape(say('counted'))}</p>" + _table(counted, list(counted.columns), say))
    return "".join(parts) or f"<p>{escape(say('nothing'))}</p>"


def _counted(corpus: Corpus, kept: pd.DataFrame, query: str) -> pd.DataFrame | None:
    """Count a single token in the segments that hold a sentence of the selection; None if it is not a single one."""
    counts = corpus.counts()
    tokens = {lang: words(query, lang) for lang in sorted(set(counts.lang))}
    single = {lang: found[0] for lang, found in tokens.items() if len(found) == 1}
    if not single and any(tokens.values()):
        return None
    hits = counts[counts.term == counts.lang.map(single)]
    segments = corpus.segments()[["doc_id", "segment", "first_sent", "last_sent", "n_tokens"]]
    hits = hits.merge(segments, on=["doc_id", "segment"])
    places = hits[["doc_id", "segment", "first_sent", "last_sent"]].merge(kept[["doc_id", "sent"]], on="doc_id")
    inside = places[places.sent.between(places.first_sent, places.last_sent)][["doc_id", "segment"]].drop_duplicates()
    return hits.merge(inside, on=["doc_id", "segment"])[["doc_id", "segment", "voice", "term", "n", "n_tokens"]]


def _table(table: pd.DataFrame, columns: list[str], say) -> str:
    """HTML with every cell escaped and set apart from the direction of its neighbours."""
    if table.empty:
        return f"<p>{escape(say('nothing'))}</p>"
    head = "".join(f"<th scope='col'>{escape(column)}</th>" for column in columns)
    align = {"left": "right", "node": "center"}
    rows = "".join(
        "<tr>" + "".join(f"<td style='text-align:{align.get(c, 'left')}'><bdi>{escape(str(v))}</bdi></td>"
                         for c, v in zip(columns, row, strict=True)) + "</tr>"
        for row in table[columns].head(_SHOWN).itertuples(index=False, name=None)
    )  # fmt: skip
    more = f"<p>{escape(say('more').format(len(table) - _SHOWN))}</p>" if len(table) > _SHOWN else ""
    counted = f"<p>{escape(say('rows').format(len(table)))}</p>"
    return f"{counted}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"
