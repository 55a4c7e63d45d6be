"""Two countings of one document enter; whether they agree, and where not, leaves, in numbers and without words."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from discourse.counting.corpus import Corpus
from discourse.reading.features import PARTS, Features
from discourse.writing import write_text

_BARE = {
    "sentences": ["para", "sent", "voice", "side", "reports", "n_tokens", "procedure"],
    "segments": ["segment", "voice", "side", "first_sent", "last_sent", "n_tokens"],
    "counts": ["segment", "voice", "side", "term", "n"],
    "matches": ["sent", "voice", "side", "frame", "term"],
}


class Comparison(NamedTuple):
    """How a text counts beside what was counted before.

    Attributes
    ----------
    same : bool
        All four tables are equal: every result is the same from either.
    detail : str
        Where they differ, in numbers.
    """

    same: bool
    detail: str


def counted(corpus: Corpus, doc_id: str, text: str) -> Features:
    """Count a text in place of a document's own.

    Parameters
    ----------
    corpus : Corpus
        Its codebook, user dictionary and voices are used.
    doc_id : str
        A document of the corpus; its metadata are used.
    text : str
        Clean text.

    Returns
    -------
    Features
        Sentences, segments, counts and matches.
    """
    rows = corpus.documents[corpus.documents.doc_id == doc_id].reset_index(drop=True)
    rows = rows.assign(form="text", **({"encoding": ""} if "encoding" in rows.columns else {}))
    with tempfile.TemporaryDirectory(prefix="discourse-") as folder:
        path = Path(folder) / "text.txt"
        write_text(path, text)
        one = Corpus(rows, corpus.folder, texts={doc_id: path})
        return Features(one.sentences(), one.segments(), one.counts(), one.matches())


def compare(before: Features, after: Features) -> Comparison:
    """Compare two countings of one document.

    Parameters
    ----------
    before, after : Features
        What ships, and what was counted from another text.

    Returns
    -------
    Comparison

    Examples
    --------
    >>> empty = Features(*(pd.DataFrame(columns=_BARE[part]) for part in PARTS))
    >>> compare(empty, empty).same
    True
    """
    pairs = {part: (_bare(a, part), _bare(b, part)) for part, a, b in zip(PARTS, before, after, strict=True)}
    if all(a.equals(b) for a, b in pairs.values()):
        return Comparison(True, "every table is equal")
    return Comparison(False, "; ".join(_differences(pairs)))


def _bare(table: pd.DataFrame, part: str) -> pd.DataFrame:
    """Only what counts, with plain types, in a fixed order."""
    bare = table[_BARE[part]].astype(str)
    return bare.sort_values(_BARE[part], ignore_index=True)


def _differences(pairs: dict[str, tuple[pd.DataFrame, pd.DataFrame]]) -> list[str]:
    """Sizes, terms, frames and the first paragraph that differ."""
    found = []
    for part, what in (("sentences", "sentences"), ("segments", "segments")):
        a, b = pairs[part]
        if len(a) != len(b):
            found.append(f"{len(b)} {what} instead of {len(a)}")
    terms = [side.assign(n=side.n.astype(int)).groupby("term").n.sum() for side in pairs["counts"]]
    n_before, n_after = (int(side.sum()) for side in terms)
    if n_before != n_after:
        found.append(f"{n_after:,} tokens instead of {n_before:,}")
    change = terms[1].sub(terms[0], fill_value=0)
    if changed := int((change != 0).sum()):
        found.append(f"{changed} term{'s' if changed > 1 else ''} counted differently")
    frames = [side.frame.value_counts() for side in pairs["matches"]]
    change = frames[1].sub(frames[0], fill_value=0).astype(int)
    found += [f"{frame} {n:+d}" for frame, n in change[change != 0].sort_index().items()]
    if place := _first_paragraph(*pairs["sentences"]):
        found.append(f"first in paragraph {place}")
    return found or ["the same terms in other segments"]


def _first_paragraph(a: pd.DataFrame, b: pd.DataFrame) -> int:
    """Find the number of the first paragraph whose sentences have other sizes or voices; 0 if there is none."""
    blocks = []
    for table in (a, b):
        table = table.assign(para=table.para.astype(int), sent=table.sent.astype(int)).sort_values("sent")
        cells = list(zip(table.voice, table.n_tokens, strict=True))
        inside: dict[int, list] = {}
        for para, cell in zip(table.para, cells, strict=True):
            inside.setdefault(para, []).append(cell)
        blocks.append(inside)
    before, after = blocks
    return next((int(p) for p in sorted({*before, *after}) if before.get(p) != after.get(p)), 0)
