"""Running text and a node enter; every hit in its context leaves, as a table that a notebook shows aligned."""

from __future__ import annotations

import warnings
from html import escape
from typing import Literal

import pandas as pd

from discourse.counting.corpus import Corpus
from discourse.counting.matches import Matcher
from discourse.errors import DiscourseError, DiscourseWarning
from discourse.language.script import to_simplified
from discourse.reading.codebook import codebook_from_table

COLUMNS = ["doc_id", "para", "sent", "voice", "side", "left", "node", "right", "start", "end"]
_ROW = (
    '<tr><td><bdi>{place}</bdi></td><td style="text-align:right"><bdi>{left}</bdi></td>'
    '<td style="text-align:center"><strong><bdi>{node}</bdi></strong></td>'
    '<td style="text-align:left"><bdi>{right}</bdi></td></tr>'
)


class Concordance(pd.DataFrame):
    """A table of hits that shows itself in a notebook as keyword in context."""

    @property
    def _constructor(self) -> type[Concordance]:
        return Concordance

    def _repr_html_(self) -> str:
        if not {"doc_id", "para", "voice", "left", "node", "right"} <= set(self.columns):
            return pd.DataFrame(self)._repr_html_()
        rows = "".join(
            _ROW.format(
                place=_shown(f"{doc_id} ¶{para} {voice}"), left=_shown(left), node=_shown(node), right=_shown(right)
            )
            for doc_id, para, voice, left, node, right in zip(
                self.doc_id, self.para, self.voice, self.left, self.node, self.right, strict=True
            )
        )
        head = "<thead><tr><th>place</th><th>left</th><th>node</th><th>right</th></tr></thead>"
        caption = f"{len(self)} hits" if len(self) != 1 else "1 hit"
        opening = f'<table class="kwic tex2jax_ignore mathjax_ignore"><caption>{caption}</caption>'
        return f"{opening}{head}<tbody>{rows}</tbody></table>"


def _shown(text: str) -> str:
    """Escape a text for HTML; a dollar sign alone in its element opens no formula."""
    return escape(text).replace("$", "<span>$</span>")


def concordance(
    corpus: Corpus,
    node: str,
    *,
    width: int = 40,
    sort: Literal["document", "left", "right"] = "document",
    match: Literal["span", "word", "prefix"] | None = None,
    voice: str | None = None,
) -> Concordance:
    """Every occurrence of a term in its context (KWIC).

    Parameters
    ----------
    corpus : Corpus
        Documents with running text.
    node : str
        A term, taken literally. Case, width and Chinese script make no difference: 关系 finds 關係.
    width : int
        Characters of context on each side; it does not leave the paragraph.
    sort : {"document", "left", "right"}
        By place, by the left context read from the node outwards, or by the right context.
    match : {"span", "word", "prefix"}, optional
        Anywhere, whole words, or beginnings of words. By default whole words in English and anywhere in Chinese.
    voice : str, optional
        Only what this voice says.

    Returns
    -------
    Concordance
        A DataFrame with doc_id, para, sent, voice, side, left, node, right, start, end. ``node`` is the text as it
        stands there, ``text[start:end]``.

    Raises
    ------
    NoRunningText
        If only features are at hand of a document.
    DiscourseError
        If the node is empty, or the width negative.

    Examples
    --------
    >>> from discourse import load_corpus
    >>> hits = concordance(load_corpus().select(doc_id="mac-2022-g20"), "中美关系", width=6)
    >>> len(hits), hits.node[0]
    (4, '中美關係')
    """
    if not isinstance(node, str) or not node.strip():
        raise DiscourseError(f"the node {node!r} is empty", remedy="Give a word or phrase to look for.")
    if width < 0:
        raise DiscourseError(f"width {width} is negative", remedy="Give a number of characters.")
    if sort not in ("document", "left", "right"):
        raise DiscourseError(f"sort {sort!r} is unknown", remedy="Choose 'document', 'left' or 'right'.")
    corpus.need_text("a concordance shows running text")
    rows = [
        row for doc in corpus.documents.itertuples() for row in _hits(corpus, doc.doc_id, doc.lang, node, match, width)
    ]
    table = Concordance(rows, columns=COLUMNS)
    table = table[table.voice == voice] if voice is not None else table
    context = {"left": lambda column: column.str[::-1].str.lower(), "right": lambda column: column.str.lower()}
    if sort != "document":
        table = table.sort_values([sort, "doc_id", "start"], key=lambda c: context[sort](c) if c.name == sort else c)
    return table.reset_index(drop=True)


def _hits(corpus: Corpus, doc_id: str, lang: str, node: str, match: str | None, width: int) -> list[tuple]:
    text, sentences = corpus.text(doc_id), corpus.sentence_spans(doc_id)
    kind = match or ("word" if lang == "en" else "span")
    script = lang if lang == "en" else "zh-Hans" if to_simplified(node) == node else "zh-Hant"
    entry = pd.DataFrame({"concept": ["node"], "frame": ["node"], "lang": [script], "term": [node], "match": [kind]})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DiscourseWarning)  # what is odd in a codebook may well be looked up
        matcher = Matcher(codebook_from_table(entry), lang)
    starts, ends, _ = matcher.find(corpus.spoken_text(doc_id))
    place = sentences.start.searchsorted(starts, side="right") - 1
    rows = []
    for start, end, i in zip(starts, ends, place.tolist(), strict=True):
        if i < 0 or end > sentences.end[i]:
            continue
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        left = text[max(first, start - width) : start]
        right = text[end : min(end + width, last if last >= 0 else len(text))]
        about = (sentences.para[i], i + 1, sentences.voice[i], sentences.side[i])
        rows.append((doc_id, *about, left, text[start:end], right, start, end))
    return rows
