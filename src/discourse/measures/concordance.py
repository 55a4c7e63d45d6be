"""Running text and a node enter; every hit in its context leaves, as a table that a notebook shows aligned."""

from __future__ import annotations

from html import escape
from typing import Literal

import numpy as np
import pandas as pd

from discourse.counting.corpus import Corpus
from discourse.counting.nodes import Node
from discourse.counting.spelling import even_gaps
from discourse.counting.stretches import Stretch, stretches
from discourse.errors import DiscourseError
from discourse.measures.contexts import contexts

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
    node = " ".join(node.split())
    if width < 0:
        raise DiscourseError(f"width {width} is negative", remedy="Give a number of characters.")
    if sort not in ("document", "left", "right"):
        raise DiscourseError(f"sort {sort!r} is unknown", remedy="Choose 'document', 'left' or 'right'.")
    corpus.need_text("a concordance shows running text")
    nodes = {kind: Node(node, kind) for kind in ("word", "span") if match is None} or {match: Node(node, match)}
    parts = [_hits(corpus, doc_id, nodes[match or ("word" if lang == "en" else "span")], width)
             for doc_id, lang in _holding(corpus, node)]  # fmt: skip
    parts = [part for part in parts if len(part)]
    table = Concordance(pd.concat(parts, ignore_index=True) if parts else None, columns=COLUMNS)
    table = table[table.voice == voice] if voice is not None else table
    context = {"left": lambda column: column.str[::-1].str.lower(), "right": lambda column: column.str.lower()}
    if sort != "document":
        table = table.sort_values([sort, "doc_id", "start"], key=lambda c: context[sort](c) if c.name == sort else c)
    return table.reset_index(drop=True)


def _holding(corpus: Corpus, node: str) -> list[tuple[str, str]]:
    """Documents that hold the longest word of the node at all, so that no other is cut into sentences."""
    languages = dict(zip(corpus.documents.doc_id, corpus.documents.lang, strict=True))
    longest = Node(max(node.split(), key=len), "span")
    held = []
    for stretch in stretches((doc_id, corpus.text(doc_id)) for doc_id in languages):
        places = np.searchsorted(stretch.bounds, longest.find(stretch)[0], side="right") - 1
        held += [(stretch.ids[i], languages[stretch.ids[i]]) for i in np.unique(places).tolist()]
    return held


def _hits(corpus: Corpus, doc_id: str, node: Node, width: int) -> pd.DataFrame:
    sentences, stretch = corpus.sentence_spans(doc_id), Stretch.of([doc_id], [corpus.text(doc_id)])
    starts, ends = node.find(Stretch.of([doc_id], [even_gaps(corpus.spoken_text(doc_id))]))
    place = sentences.start.searchsorted(starts - 1, side="right") - 1
    inside = place >= 0
    inside[inside] = ends[inside] - 1 <= sentences.end.to_numpy()[place[inside]]
    starts, ends, place = starts[inside], ends[inside], place[inside]
    left, found, right = contexts(stretch, starts, ends, width)
    about = sentences[["para", "voice", "side"]].iloc[place].reset_index(drop=True)
    where = {"doc_id": doc_id, "sent": place + 1, "start": starts - 1, "end": ends - 1}
    return about.assign(left=left, node=found, right=right, **where)[COLUMNS]
