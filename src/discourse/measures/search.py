"""Many texts, or an index of them, and a word or frame enter; every hit in its context leaves, with no detour.

`concordance` knows who speaks, and counts the whole corpus for it. These functions only look, for corpora of any size.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from tqdm.auto import tqdm

from discourse.counting.index import Index
from discourse.counting.matches import Matcher
from discourse.counting.nodes import Node
from discourse.counting.sources import read_source, source_files
from discourse.counting.stretches import Stretch, stretches
from discourse.errors import DiscourseError
from discourse.measures.contexts import contexts
from discourse.reading.codebook import Codebook, load_codebook
from discourse.reading.guess import guess_language
from discourse.reading.textfile import clean
from discourse.shipped import shipped

Texts = Index | str | Path | Mapping[str, str] | Iterable[tuple[str, str]]


def search(
    texts: Texts, node: str, *, width: int = 40, match: str = "word", limit: int | None = None
) -> pd.DataFrame:
    """Every occurrence of a word or phrase in its original context, in texts of any number.

    Parameters
    ----------
    texts : Index, path, or mapping of str to str
        An `Index` (the same hits, some hundred times faster), a corpus as `discourse count` reads it, or texts by
        name; (name, text) pairs will do. Texts by name are taken as they are: `load_text` gives clean ones, without
        tabs or accents apart, which would keep a word from being found.
    node : str
        Taken literally. Case, width and Chinese script make no difference, nor do hyphen or space.
    width : int
        Characters of context on each side; it does not leave the paragraph.
    match : {"word", "prefix", "span"}
        Whole words, beginnings of words, or anywhere. Chinese is found anywhere in any case.
    limit : int, optional
        So many rows at most; the hits are counted all the same.

    Returns
    -------
    DataFrame
        doc_id, left, node, right, start, end, in the order of the texts. Offsets count in the text given, or in the
        clean text of a corpus. ``attrs["n_hits"]`` is the number of all hits.

    Raises
    ------
    DiscourseError
        If the node is empty, width or limit negative, `match` unknown, or the texts are none.

    Examples
    --------
    >>> search({"a": "China and the U.S. or CHINA first."}, "china", width=3)
      doc_id left   node right  start  end
    0      a       China    an      0    5
    1      a  or   CHINA    fi     22   27
    """
    _check(width, limit)
    wanted = Node(node, match)
    if isinstance(texts, Index):
        found = texts.find(wanted)
    else:
        found = ((stretch, *wanted.find(stretch)) for stretch in stretches(_pairs(texts)))
    return _table(((*hits, None) for hits in found), width, limit)


def search_frame(
    texts: Texts,
    frame: str,
    *,
    codebook: Codebook | None = None,
    lang: str = "",
    width: int = 40,
    limit: int | None = None,
) -> pd.DataFrame:
    """Every term of a frame in its original context, in texts of any number.

    Parameters
    ----------
    texts : Index, path, or mapping of str to str
        As for `search`.
    frame : str
        A frame of the codebook.
    codebook : Codebook, optional
        The shipped one by default. An `Index` answers for the codebook that it was made with.
    lang : str
        Language of the texts; guessed from the script where empty. An `Index` knows it.
    width, limit : int
        As for `search`.

    Returns
    -------
    DataFrame
        doc_id, term, left, node, right, start, end: what `match_frames` finds in each text; ``attrs`` as for `search`.

    Raises
    ------
    DiscourseError
        If the frame is unknown, width or limit negative, or the index was made with another codebook.

    Examples
    --------
    >>> search_frame({"a": "We need guardrails."}, "risk", width=5)[["term", "left", "node", "right"]].values.tolist()
    [['guardrail', 'need ', 'guardrail', 's.']]
    """
    _check(width, limit)
    if isinstance(texts, Index):
        if codebook is not None and codebook.sha256 != texts.codebook_sha256:
            raise DiscourseError("the index was made with another codebook", path=texts.folder,
                                 remedy="Run `discourse index` with this codebook.")  # fmt: skip
        found = texts.find_frame(frame)
    else:
        book = codebook or load_codebook(shipped("codebook.csv"))
        if frame not in book.frames:
            raise DiscourseError(f"frame {frame!r} is not in the codebook",
                                 remedy=f"Choose from {', '.join(book.frames)}.")  # fmt: skip
        found = (_framed(stretch, frame, book, lang) for stretch in stretches(_pairs(texts)))
    return _table(found, width, limit, ["term"])


def _framed(stretch: Stretch, frame: str, book: Codebook, lang: str) -> tuple[Stretch, np.ndarray, np.ndarray, list]:
    places, terms = [], []
    for i, begin in enumerate(stretch.bounds[:-1].tolist()):
        text = stretch.text(i)
        matcher = Matcher(book, lang or guess_language(text))
        for start, end, entry in zip(*matcher.find(text), strict=True):
            if frame in matcher.entries[entry].frames:
                places.append((start + begin, end + begin))
                terms.append(matcher.entries[entry].term)
    starts, ends = np.array(places, dtype=np.int64).reshape(-1, 2).T
    return stretch, starts, ends, terms


def _pairs(texts) -> Iterator[tuple[str, str]]:
    if isinstance(texts, str | Path):
        files = source_files(texts)
        documents = tqdm(read_source(files), desc="searching", unit=" documents", disable=not sys.stderr.isatty())
        return ((raw.doc_id, clean(raw.text)) for raw in documents if not raw.refused)
    try:
        return iter(texts.items() if isinstance(texts, Mapping) else texts)
    except TypeError:
        raise DiscourseError(f"{type(texts).__name__} holds no texts",
                             remedy="Give an Index, a path, or texts by name.") from None  # fmt: skip


def _check(width: int, limit: int | None) -> None:
    for name, n in (("width", width), ("limit", 0 if limit is None else limit)):
        if isinstance(n, bool) or not isinstance(n, int) or not 0 <= n <= (100_000 if name == "width" else n):
            raise DiscourseError(f"{name} is {n!r}", remedy="Give a number from 0, a width of at most 100000.")


def _table(found: Iterable[tuple], width: int, limit: int | None, more: Iterable[str] = ()) -> pd.DataFrame:
    """Rows of the hits of every stretch, up to the limit."""
    texts: dict[str, list] = {name: [] for name in ("doc_id", *more, "left", "node", "right")}
    offsets: list[np.ndarray] = [np.empty((2, 0), dtype=np.int64)]
    n_hits = 0
    for stretch, starts, ends, terms in found:
        n = len(starts) if limit is None else max(0, min(len(starts), limit - n_hits))
        n_hits += len(starts)
        if not n:
            continue
        starts, ends = starts[:n], ends[:n]
        document = np.searchsorted(stretch.bounds, starts, side="right") - 1
        offsets.append(np.stack([starts, ends]) - stretch.bounds[document])
        rows = dict(zip(("left", "node", "right"), contexts(stretch, starts, ends, width), strict=True))
        rows |= {"doc_id": map(stretch.ids.__getitem__, document.tolist()), "term": terms and terms[:n]}
        for name, values in texts.items():
            values.extend(rows[name])
    start, end = np.concatenate(offsets, axis=1)
    columns = {name: np.fromiter(values, object, len(values)) for name, values in texts.items()}
    table = pd.DataFrame({**{name: pd.Series(values, dtype=object) for name, values in columns.items()},
                          "start": start, "end": end}, copy=False)  # fmt: skip
    table.attrs["n_hits"] = n_hits
    return table
