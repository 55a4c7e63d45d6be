"""Sentences that filters left and a query enter; HTML for the panel leaves: places in context, sentences, counts."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from html import escape

import pandas as pd

from discourse.counting.corpus import Corpus
from discourse.errors import DiscourseError, DiscourseWarning
from discourse.language.tokens import words
from discourse.measures.concordance import concordance

LABELS = {
    "query": ("Search", "搜尋"), "side": ("Side", "立場"), "year": ("Year", "年份"), "frame": ("Frame", "框架"),
    "sort": ("Sort", "排序"), "all": ("all", "全部"), "document": ("by document", "依文件"),
    "left": ("by the words before", "依左側詞語"), "right": ("by the words after", "依右側詞語"),
    "words": ("a word or a phrase", "詞語或句段"), "reset": ("Clear", "清除"),
    "nothing": ("Nothing found.", "沒有結果。"),
    "places": ("Places: {}", "{} 處"), "sentences": ("Sentences: {}", "{} 句"), "counts": ("Segments: {}", "{} 段"),
    "axis": ("Share of sentences, 0 to {:.0f} %. Click a point for its sentences.",
             "句子比例，0 至 {:.0f} %。點選數值即可閱讀句子。"),
    "point": ("{}: {:.1f} % ({} of {} sentences)", "{}：{:.1f} %（{} / {} 句）"),
    "phrase": (
        "In {} documents only single words are counted: no phrase can be looked for in them. `discourse fetch` brings "
        "their words.",
        "{} 份文件只有逐詞計數，無法搜尋詞組；執行 `discourse fetch` 可取得原文。",
    ),
    "more": ("{} more; narrow the search.", "另有 {} 列，請縮小範圍。"),
    "counted": (
        "Where no sentence is shown, only features are at hand; `discourse fetch` brings the words.",
        "未顯示句子者僅有計數；執行 `discourse fetch` 可取得原文。",
    ),
    "doc_id": ("Document", "文件"), "place": ("Document, paragraph", "文件，段"), "voice": ("Voice", "發言者"),
    "text": ("Sentence", "句子"), "terms": ("Terms", "詞語"), "before": ("before", "左側"), "node": ("found", "詞語"),
    "after": ("after", "右側"), "segment": ("Segment", "段落"), "term": ("Term", "詞"), "n": ("n", "次數"),
    "n_tokens": ("of tokens", "詞數"),
}  # fmt: skip
_SHOWN = 60
_CONTEXT = ("left", "node", "right")
_STYLE = """<style>
.dc-found table { width: 100%; border-collapse: collapse; font-size: 13px; line-height: 1.45; }
.dc-found th { font-weight: 600; border-bottom: 2px solid var(--jp-border-color1, #bbb); }
.dc-found th, .dc-found td { padding: 2px 8px; text-align: left; vertical-align: top; }
.dc-found td { border-bottom: 1px solid var(--jp-border-color2, #ddd); }
.dc-found td.doc_id, .dc-found td.text, .dc-found td.terms { overflow-wrap: anywhere; }
.dc-found .doc_id { min-width: 7.5em; } .dc-found th { vertical-align: bottom; }
.dc-found td.place { max-width: 11em; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; direction: rtl; }
.dc-found .text { width: 55%; } .dc-found .terms { min-width: 7em; }
.dc-found .n, .dc-found .n_tokens, .dc-found .segment { text-align: right; }
.dc-found .left, .dc-found .right { width: 42%; max-width: 0; overflow: hidden; white-space: nowrap;
  text-overflow: ellipsis; }
.dc-found .left { direction: rtl; text-align: right; }
.dc-found .node { white-space: nowrap; text-align: center; } .dc-found td.node { font-weight: 700; }
.dc-found p { margin: 4px 8px; }
</style>"""


def labels_in(lang: str) -> Callable[[str], str]:
    """Give the words of the panel by their key.

    Parameters
    ----------
    lang : {"en", "zh-Hant"}
        Language of the labels.

    Returns
    -------
    callable
        From a key to its words.

    Raises
    ------
    DiscourseError
        If there are no labels in that language.
    """
    if lang not in ("en", "zh-Hant"):
        raise DiscourseError(f"labels in {lang!r} are not there", remedy="Choose 'en' or 'zh-Hant'.")
    return lambda key: LABELS[key][0 if lang == "en" else 1]


def found_html(corpus: Corpus, kept: pd.DataFrame, query: str, sort: str, say: Callable[[str], str]) -> str:
    """Show what a search finds, or without a query the sentences themselves.

    Parameters
    ----------
    corpus : Corpus
        Texts, features, or both.
    kept : DataFrame
        The sentences that the filters left, with a column ``terms``.
    query : str
        A word or a phrase; empty for all.
    sort : {"document", "left", "right"}
        Order of the places.
    say : callable
        Labels, of `labels_in`.

    Returns
    -------
    str
        HTML in which every cell is escaped.
    """
    return f"{_STYLE}<div class='dc-found' role='status'>{_found(corpus, kept, query, sort, say)}</div>"


def _found(corpus: Corpus, kept: pd.DataFrame, query: str, sort: str, say) -> str:
    """Sentences; with a query its places where there is text, and counts by segment where there is none."""
    if not query:
        kept = kept[(kept.text != "") | (kept.terms != "")]
        note = f"<p>{escape(say('counted'))}</p>" if (kept.text == "").any() else ""
        columns = ["place", "voice", "text", "terms"] if kept.text.any() else ["place", "voice", "terms"]
        return note + _table(_with_place(kept), columns, say, "sentences")
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
            parts.append(_table(_with_place(hits.sort_values("index")), ["place", "voice", *_CONTEXT], say, "places"))
    without = [d for d in dict.fromkeys(kept.doc_id) if not corpus.has_text(d)]
    if without:
        counted = _counted(corpus.select(doc_id=without), kept, query)
        if counted is None:
            parts.append(f"<p>{escape(say('phrase').format(len(without)))}</p>")
        elif len(counted):
            parts.append(f"<p>{escape(say('counted'))}</p>" + _table(counted, list(counted.columns), say, "counts"))
    return "".join(parts) or f"<p>{escape(say('nothing'))}</p>"


def _with_place(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(place=table.doc_id + ", " + table.para.astype(str))


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


def _table(table: pd.DataFrame, columns: list[str], say, counted: str) -> str:
    """HTML with every cell escaped and set apart from the direction of its neighbours."""
    if table.empty:
        return f"<p>{escape(say('nothing'))}</p>"
    names = {"left": "before", "right": "after"}
    head = "".join(f"<th scope='col' class='{c}'>{escape(say(names.get(c, c)))}</th>" for c in columns)
    rows = "".join(
        "<tr>" + "".join(_cell(c, escape(str(v))) for c, v in zip(columns, row, strict=True)) + "</tr>"
        for row in table[columns].head(_SHOWN).itertuples(index=False, name=None)
    )  # fmt: skip
    more = f"<p>{escape(say('more').format(len(table) - _SHOWN))}</p>" if len(table) > _SHOWN else ""
    total = f"<p>{escape(say(counted).format(len(table)))}</p>"
    return f"{total}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _cell(column: str, words: str) -> str:
    """One cell; what is cut off for want of room can be read when the pointer rests on it."""
    whole = f" title='{words}'" if column in ("left", "right", "place") else ""
    return f"<td class='{column}'{whole}><bdi>{words}</bdi></td>"
