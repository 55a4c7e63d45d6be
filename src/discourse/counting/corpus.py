"""A corpus folder enters; documents, sentences, counts, tokens and matches leave, the same from text or features."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from discourse.counting.batches import batched_table
from discourse.counting.counts import (
    counts_table,
    matches_table,
    segments_table,
    sentences_table,
    spans_table,
)
from discourse.counting.matches import Matcher
from discourse.counting.recorded import Recorded, knowledge_path
from discourse.counting.tally import Document, Tally, tally
from discourse.errors import CodebookError, CorpusError, NoRunningText
from discourse.files import as_path
from discourse.language.tokens import tokenize
from discourse.reading.codebook import Codebook, load_codebook
from discourse.reading.documents import load_documents, text_path
from discourse.reading.guess import misfit
from discourse.reading.notes import note
from discourse.reading.textfile import load_text
from discourse.shipped import shipped
from discourse.tables import TABLES

MANY = 1000
"""A corpus of more documents is counted in batches; its tables are not kept, and repeated strings are categorical."""


def load_corpus(path: str | Path | None = None) -> Corpus:
    """Open a corpus folder.

    Parameters
    ----------
    path : path, optional
        Folder with ``documents.csv`` and ``texts/`` or ``features/``; a folder of ``.txt`` files alone also loads,
        with ids from file names and the language guessed from the script, said in a warning. Without a path: the
        corpus that ships with discourse.

    Returns
    -------
    Corpus

    Raises
    ------
    CorpusError
        If the folder or its ``documents.csv`` is missing or broken; the message names file, line and remedy.

    Examples
    --------
    >>> corpus = load_corpus()
    >>> len(corpus.documents)
    34
    """
    folder = as_path(path) if path is not None else shipped()
    return Corpus(load_documents(folder), folder)


@dataclass(frozen=True, eq=False)
class Corpus:
    """Documents that can be counted.

    Attributes
    ----------
    documents : DataFrame
        One row per document; see ARCHITECTURE.md for the columns of all tables.
    folder : Path
        Where texts, features, codebook and user dictionary lie.
    texts : dict of str to Path
        Files of documents whose text lies elsewhere.
    """

    documents: pd.DataFrame
    folder: Path
    texts: dict[str, Path] = field(default_factory=dict, repr=False)
    _cache: dict = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.documents)

    def __repr__(self) -> str:
        forms = self.documents.form.value_counts().to_dict()
        return f"Corpus({len(self)} documents: {', '.join(f'{n} as {form}' for form, n in sorted(forms.items()))})"

    def select(self, **columns: str | Iterable[str]) -> Corpus:
        """Documents whose columns hold the given values.

        Parameters
        ----------
        **columns : str or list of str
            Column of `documents` and the value or values wanted. In ``side`` and ``speakers``, which may name
            several separated by ``;``, one of them is enough.

        Returns
        -------
        Corpus

        Raises
        ------
        CorpusError
            If there is no such column, or no document is left.

        Examples
        --------
        >>> load_corpus().select(event="Bali 2022", lang="en").documents.doc_id.tolist()[0]
        'us-cn-2022-11-14-opening'
        """
        kept = self.documents
        for column, wanted in columns.items():
            if column not in kept.columns:
                raise CorpusError(f"documents have no column {column!r}",
                                  remedy=f"Choose from {', '.join(kept.columns)}.")  # fmt: skip
            try:
                values = {wanted} if isinstance(wanted, str) else set(wanted)
            except TypeError:
                raise CorpusError(f"{column}={wanted!r} is neither a text nor a list of texts",
                                  remedy="Write values as in documents.csv, as text.") from None  # fmt: skip
            parts = kept[column].str.split(";").map(lambda cell: {part.strip() for part in cell})
            kept = kept[kept[column].isin(values) | parts.map(lambda cell, v=values: bool(cell & v))]
        if kept.empty:
            raise CorpusError(f"no document has {', '.join(f'{c}={v!r}' for c, v in columns.items())}",
                              remedy="Look at corpus.documents for the values there are.")  # fmt: skip
        return Corpus(kept.reset_index(drop=True), self.folder, self.texts, self._cache)

    @property
    def codebook(self) -> Codebook:
        """The folder's own ``codebook.csv``, or the one that ships with discourse."""
        return self._cached("codebook", lambda: load_codebook(self.codebook_path))

    @property
    def codebook_path(self) -> Path:
        """File of the codebook."""
        return knowledge_path(self.folder, "codebook.csv")

    @property
    def userdict(self) -> Path:
        """The folder's own ``userdict.txt``, or the one that ships with discourse."""
        return knowledge_path(self.folder, "userdict.txt")

    def text(self, doc_id: str) -> str:
        """Return the clean text of one document; offsets of all tables count in it.

        Raises
        ------
        NoRunningText
            If only features are at hand.
        """
        self.need_text("its running text is asked for", [doc_id])
        return self._cached(("text", doc_id), lambda: self._read(doc_id))

    def _read(self, doc_id: str) -> str:
        row = self._row(doc_id)
        path = self.texts.get(doc_id) or text_path(self.folder, row)
        text = load_text(path, getattr(row, "encoding", "") or None)
        if problem := misfit(text, row.lang):
            note(f"document {row.doc_id!r} is {problem}", path)
        return text

    def sentences(self) -> pd.DataFrame:
        """Table `sentences`: voice, side, reported side and length of every sentence; text where there is some."""
        return self._stacked("sentences", lambda d: sentences_table(self._tally(d)))

    def segments(self) -> pd.DataFrame:
        """Table `segments`: the units of counting and of resampling."""
        return self._stacked("segments", lambda d: segments_table(self._tally(d)))

    def counts(self) -> pd.DataFrame:
        """Table `counts`: one row per term in a segment."""
        return self._stacked("counts", lambda d: counts_table(self._tally(d)))

    def matches(self, codebook: Codebook | None = None) -> pd.DataFrame:
        """Table `matches`: every codebook term found.

        Parameters
        ----------
        codebook : Codebook, optional
            The corpus's own by default. Another one is matched anew on texts. On features, terms that were dropped
            or moved to another frame need nothing (shorter terms that a dropped one hid come to light; a warning
            names those of which features cannot tell all), new single-token terms are recounted from the segments (with
            a warning that their sentence is an estimate), and new terms of several tokens need the text.

        Raises
        ------
        NoRunningText
            If new terms of several tokens are to be found in documents of which only features are at hand.
        """
        book = codebook if codebook is not None else self.codebook
        if not isinstance(book, Codebook):
            raise CodebookError(f"matches() takes a Codebook, not {type(book).__name__}",
                                remedy="Use discourse.load_codebook(path).")  # fmt: skip
        from_text = lambda d: matches_table(self._tally(d), Matcher(book, self._row(d).lang))  # noqa: E731
        return self._stacked("matches", from_text, book)

    def tokens(self) -> pd.DataFrame:
        """Table `tokens`: every running token with its place.

        Raises
        ------
        NoRunningText
            If a document is at hand as features only.
        """
        self.need_text("running tokens are asked for")
        tables = [self._cached(("tokens", d), lambda d=d: self._tokens(d)) for d in self.documents.doc_id]
        return pd.concat(tables, ignore_index=True)

    def _tokens(self, doc_id: str) -> pd.DataFrame:
        t = self._tally(doc_id)
        sentences = enumerate(zip(t.para.tolist(), t.start.tolist(), t.end.tolist(), strict=True), 1)
        rows = [
            (doc_id, para, sent, pos, token.text, start + token.start, start + token.end)
            for sent, (para, start, end) in sentences
            for pos, token in enumerate(tokenize(t.spoken[start:end], t.lang, userdict=self.userdict), 1)
        ]
        return pd.DataFrame(rows, columns=list(TABLES["tokens"]))

    def has_text(self, doc_id: str) -> bool:
        """Whether running text of the document is at hand."""
        return self._row(doc_id).form == "text"

    def need_text(self, why: str, doc_ids: Iterable[str] | None = None) -> None:
        """Refuse a question that features cannot answer.

        Parameters
        ----------
        why : str
            What is asked, for the message.
        doc_ids : iterable of str, optional
            The documents concerned; all by default.

        Raises
        ------
        NoRunningText
            Naming the documents and the remedy.
        """
        missing = [d for d in (self.documents.doc_id if doc_ids is None else doc_ids) if not self.has_text(d)]
        if missing:
            named = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
            remedy = f"Run `discourse fetch {' '.join(missing[:5])}`, or select documents with text."
            raise NoRunningText(f"only features are at hand of {named}, and {why}", path=self.folder, remedy=remedy)

    def spoken_text(self, doc_id: str) -> str:
        """Return the clean text of a document in which what nobody says is blanked to spaces."""
        return self._tally(doc_id).spoken

    def sentence_spans(self, doc_id: str) -> pd.DataFrame:
        """Columns para, voice, side, start, end of the sentences of a document with text, in order."""
        return spans_table(self._tally(doc_id))

    def _stacked(
        self, part: str, from_text: Callable[[str], pd.DataFrame], book: Codebook | None = None
    ) -> pd.DataFrame:
        if len(self) > MANY and all(map(self.has_text, self.documents.doc_id)):
            return self._batched(part, book)
        tables = []
        for doc_id in self.documents.doc_id:
            key = (part, doc_id, book.sha256 if book else "")
            make = from_text if self.has_text(doc_id) else (lambda d: self._recorded.table(part, self._row(d), book))
            tables.append(self._cached(key, lambda d=doc_id, make=make: make(d)))
        return pd.concat(tables, ignore_index=True)[list(TABLES[part])]

    def _batched(self, part: str, book: Codebook | None) -> pd.DataFrame:
        tables = {"sentences": sentences_table, "segments": segments_table, "counts": counts_table}
        make = tables.get(part) or (lambda t: matches_table(t, Matcher(book, t.lang)))
        documents = map(self._document, self.documents.doc_id)
        return batched_table(documents, self._read, make, userdict=self.userdict)[list(TABLES[part])]

    def _tally(self, doc_id: str) -> Tally:
        count = lambda: tally([self.text(doc_id)], [self._document(doc_id)], userdict=self.userdict)  # noqa: E731
        return self._cached(("tally", doc_id), count)

    def _document(self, doc_id: str) -> Document:
        row = self._row(doc_id)
        speakers = tuple(name.strip() for name in row.speakers.split(";") if name.strip())
        return Document(doc_id, row.lang, row.side, speakers, row.genre, row.publisher)

    def _row(self, doc_id: str):
        if not isinstance(doc_id, str) or doc_id not in self._rows:
            raise CorpusError(f"no document {doc_id!r} in this corpus", path=self.folder,
                              remedy="Look at corpus.documents.doc_id.")  # fmt: skip
        return self._rows[doc_id]

    @cached_property
    def _rows(self) -> dict:
        return {row.doc_id: row for row in self.documents.itertuples()}

    @property
    def _recorded(self) -> Recorded:
        return self._cached("recorded", lambda: Recorded(self.folder))

    def _cached(self, key, make: Callable):
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]
