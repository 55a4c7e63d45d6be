"""A corpus and a codebook enter; one static page leaves that searches and filters offline what may be shared."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import jinja2
import pandas as pd
from markupsafe import Markup
from opencc import OpenCC

import discourse
from discourse.counting.corpus import Corpus
from discourse.reading.codebook import Codebook
from discourse.reading.features import read_index
from discourse.showing.figures.names import display_name
from discourse.tables import write_text

WORDS = {
    "title": ("Explore the texts", "瀏覽文本"),
    "home": ("Question and answer", "問題與答案"),
    "skip": ("Skip to the results", "跳到結果"),
    "lead": (
        "Search words, filter by side, year and frame, and click a bar to see its sentences. Texts that may be shared "
        "are shown in full; of the others only what was counted.",
        "搜尋詞語，依立場、年份與框架篩選；點選長條即可看到句子。可公開的文本全文顯示，其餘只顯示計數。",
    ),
    "query": ("Word or phrase", "詞語"),
    "side": ("Side", "立場"),
    "year": ("Year", "年份"),
    "frame": ("Frame", "框架"),
    "doc": ("Document", "文件"),
    "sort": ("Sort", "排序"),
    "reset": ("Clear", "清除"),
    "all": ("all", "全部"),
    "bydocument": ("by document", "依文件"),
    "byleft": ("by the words before", "依左側詞語"),
    "byright": ("by the words after", "依右側詞語"),
    "bars": ("Sentences with a frame", "各框架的句子"),
    "barsnote": (
        "Share of all sentences in the selection; numbers in parentheses. Click a bar for its sentences.",
        "占所選全部句子的比例；括號內為句數。點選長條可看句子。",
    ),
    "results": ("Sentences", "句子"),
    "more": ("Show more", "顯示更多"),
    "status": (
        "{n} hits in {m} documents (in texts every place, in counted documents sentences with a codebook term that "
        "holds the words)",
        "{n} 處，{m} 份文件（有全文者逐處列出；僅有計數者列出含該詞之編碼簿詞語的句子）",
    ),
    "statusall": ("{n} sentences in {m} documents", "{n} 句，{m} 份文件"),
    "counts": ("Occurrences of the word by document", "各文件出現次數"),
    "date": ("Date", "日期"),
    "n": ("n", "次數"),
    "per10k": ("per 10,000 tokens", "每萬詞"),
    "sentence": ("sentence", "第幾句："),
    "reports": ("reports", "轉述"),
    "official": ("Official page", "官方網頁"),
    "nowords": ("The words are not shipped.", "本頁不含原文。"),
    "codebook": ("codebook", "編碼簿"),
}
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def explorer_page(
    corpus: Corpus, codebook: Codebook | None, path: str | os.PathLike, *, texts: Iterable[str] | None = None
) -> Path:
    """Write the page.

    Parameters
    ----------
    corpus : Corpus
        Texts or features.
    codebook : Codebook or None
        By default the corpus's own.
    path : path
        The HTML file.
    texts : iterable of str, optional
        Documents whose words may be shown; by default those that have no features, because features ship exactly
        for texts that may not be shared, whether or not somebody has fetched them.

    Returns
    -------
    Path
        The file written: one page with its data inside, which asks nothing of the network, the same bytes each time.

    Raises
    ------
    DiscourseError
        If the file cannot be written.
    """
    book = codebook if codebook is not None else corpus.codebook
    script = _template("explorer.js")
    environment = jinja2.Environment(autoescape=True, keep_trailing_newline=True)
    page = environment.from_string(
        _template("explorer.html")
    ).render(
        css=Markup(_template("style.css")),  # noqa: S704  our own files
        own_css=Markup(_template("explorer.css")),  # noqa: S704
        script=Markup(script),  # noqa: S704
        script_hash=Markup(base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()),  # noqa: S704
        data=Markup(_as_json(explorer_data(corpus, book, texts=texts))),  # noqa: S704  escaped for HTML below
        version=discourse.__version__,
        codebook=book.sha256[:12],
    )
    write_text(path, page)
    return Path(path)


def explorer_data(corpus: Corpus, codebook: Codebook, *, texts: Iterable[str] | None = None) -> dict:
    """Everything the page shows, as lists and dictionaries.

    Parameters
    ----------
    corpus, codebook, texts
        As for `explorer_page`.

    Returns
    -------
    dict
        ``docs``, ``sents`` (those with words or hits), ``frames``, ``terms``, ``names``, ``words`` and ``fold``.
    """
    open_texts = _may_be_shown(corpus) if texts is None else set(texts)
    sentences, counts, hits = corpus.sentences(), corpus.counts(), corpus.matches(codebook)
    place = {doc_id: i for i, doc_id in enumerate(corpus.documents.doc_id)}
    terms = sorted(set(counts.term))
    frames = list(codebook.frames)
    docs = [_document(row, sentences, counts, terms) for row in corpus.documents.itertuples()]
    sents = _sentences(sentences, hits, place, frames, open_texts)
    keys = {*frames, *sentences.side, *sentences.voice, *sentences.reports, ""}
    shown = "".join([*terms, *hits.term, *(s[8] for s in sents)])
    return {
        "docs": docs, "sents": sents, "frames": frames, "terms": terms, "fold": _folding(shown), "words": WORDS,
        "names": {key: [display_name(key, "en"), display_name(key, "zh-Hant")] for key in sorted(keys)},
    }  # fmt: skip


def _may_be_shown(corpus: Corpus) -> set[str]:
    index = corpus.folder / "features"
    counted = set(read_index(index)) if (index / "index.csv").is_file() else set()
    return {row.doc_id for row in corpus.documents.itertuples() if row.form == "text" and row.doc_id not in counted}


def _document(row, sentences: pd.DataFrame, counts: pd.DataFrame, terms: list[str]) -> dict:
    """Metadata of a document, its sentences and tokens by side, and how often each term stands in it by side."""
    own, counted = sentences[sentences.doc_id == row.doc_id], counts[counts.doc_id == row.doc_id]
    at = {term: i for i, term in enumerate(terms)}
    found: dict[str, dict[int, int]] = {"": {}}
    for side, term, n in zip(counted.side, counted.term, counted.n.tolist(), strict=True):
        for key in {side or " ", ""}:  # of no side, and of all together
            table = found.setdefault(key, {})
            table[at[term]] = table.get(at[term], 0) + n
    return {
        "id": row.doc_id, "title": row.title or row.doc_id, "date": row.date, "lang": row.lang,
        "url": row.source_url if row.source_url.startswith(("http://", "https://")) else "",
        "sizes": {side: int(n) for side, n in own.groupby("side").size().items()},
        "tokens": {side: sum(table.values()) for side, table in sorted(found.items())},
        "counts": {side: {str(i): table[i] for i in sorted(table)} for side, table in sorted(found.items())},
    }  # fmt: skip


def _sentences(sentences, hits, place: dict[str, int], frames: list[str], open_texts: set[str]) -> list[list]:
    """Sentences with words or hits: document, para, sent, voice, side, reports, frames, terms, text."""
    found: dict[tuple, tuple[set, set]] = {}
    for doc_id, sent, frame, term in zip(hits.doc_id, hits.sent, hits.frame, hits.term, strict=True):
        named, terms = found.setdefault((doc_id, sent), (set(), set()))
        named.add(frames.index(frame))
        terms.add(term)
    rows = []
    for s in sentences.itertuples():
        named, terms = found.get((s.doc_id, s.sent), ((), ()))
        text = s.text if s.doc_id in open_texts else ""
        if text or named:
            rows.append([place[s.doc_id], int(s.para), int(s.sent), s.voice, s.side, s.reports, sorted(named),
                         sorted(terms), text])  # fmt: skip
    return rows


def _folding(text: str) -> list[str]:
    """Characters of the data that have a Simplified twin, and the twins: the page searches both scripts alike."""
    chars = sorted({c for c in text if ord(c) > 0x2E7F})
    plain = OpenCC("t2s").convert("\n".join(chars)).split("\n") if chars else []
    pairs = [(a, b) for a, b in zip(chars, plain, strict=True) if a != b and len(b) == 1]
    return ["".join(a for a, _ in pairs), "".join(b for _, b in pairs)]


def _as_json(data: dict) -> str:
    """JSON that may stand inside a script element of any page."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char, escape in _ESCAPES.items():
        text = text.replace(char, escape)
    return text


def _template(name: str) -> str:
    return (files("discourse.showing") / "templates" / name).read_text(encoding="utf-8")
