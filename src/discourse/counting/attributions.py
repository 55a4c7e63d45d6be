"""Documents with running text enter; every attributed stretch of words leaves, with speaker, cue and place."""

from __future__ import annotations

import pandas as pd

from discourse.counting.corpus import Corpus
from discourse.language.attribution import attribute

COLUMNS = ["doc_id", "para", "sent", "speaker", "side", "mode", "cue", "interpreted", "start", "end", "words"]


def attributions(corpus: Corpus) -> pd.DataFrame:
    """List what documents attribute to whom: turns, quotations and reported clauses.

    Parameters
    ----------
    corpus : Corpus
        Documents with running text.

    Returns
    -------
    DataFrame
        One row per attribution in order: doc_id, para, sent (where it begins), speaker, side, mode (turn, direct,
        indirect), cue, interpreted, start, end (offsets in the clean text), words (the stretch itself).

    Raises
    ------
    NoRunningText
        If a document is at hand as features only.

    Examples
    --------
    >>> from discourse import load_corpus
    >>> table = attributions(load_corpus().select(doc_id="mac-2022-g20"))
    >>> table[table.speaker == "Biden"].words.tolist()[0]
    '美國支持一中政策'
    """
    corpus.need_text("attributions are stretches of running text")
    rows = []
    for document in corpus.documents.itertuples():
        text, sentences = corpus.text(document.doc_id), corpus.sentence_spans(document.doc_id)
        speakers = [name.strip() for name in document.speakers.split(";") if name.strip()]
        for found in attribute(text, document.lang, speakers=speakers, side=document.side):
            at = max(int(sentences.start.searchsorted(found.start, side="right")) - 1, 0)
            place = (document.doc_id, int(sentences.para[at]) if len(sentences) else 1, at + 1)
            about = (found.speaker, found.side, found.mode, found.cue, found.interpreted)
            rows.append((*place, *about, found.start, found.end, text[found.start : found.end]))
    return pd.DataFrame(rows, columns=COLUMNS)
