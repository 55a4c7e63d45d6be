"""The table of sentences enters; how much each voice says leaves."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from discourse.errors import DiscourseError
from discourse.measures.columns import need_columns, plain


def voice_sizes(sentences: pd.DataFrame, *, by: str | Sequence[str] = ("side", "voice", "lang")) -> pd.DataFrame:
    """Documents, sentences and tokens of each voice.

    Parameters
    ----------
    sentences : DataFrame
        Table `sentences`.
    by : str or list of str
        Columns that make the groups. Tokens of two languages are not the same unit, so keep ``lang`` among them
        wherever a group would hold two.

    Returns
    -------
    DataFrame
        The columns of `by`, then n_documents, n_sentences, n_content (sentences that do more than greet, thank or
        manage the meeting) and n_tokens.

    Raises
    ------
    DiscourseError
        If there is no such column, or a group mixes languages.

    Examples
    --------
    >>> from discourse import load_corpus
    >>> sizes = voice_sizes(load_corpus().select(doc_id="mac-2022-g20").sentences())
    >>> sizes[["voice", "n_sentences"]].values.tolist()
    [['Huang', 43]]
    """
    keys = [by] if isinstance(by, str) else list(by)
    needs = [*keys, "doc_id", "lang"]
    need_columns(sentences, needs, "table of sentences", numbers=["sent", "procedure", "n_tokens"])
    if not keys:
        raise DiscourseError("by names no column", remedy="Use side or voice.")
    sentences = plain(sentences)
    groups = sentences.groupby(keys, sort=True)
    if (groups.lang.nunique() > 1).any():
        raise DiscourseError("a group holds two languages, whose tokens are not the same unit",
                             remedy='Add "lang" to by.')  # fmt: skip
    sizes = groups.agg(
        n_documents=("doc_id", "nunique"),
        n_sentences=("sent", "size"),
        n_content=("procedure", lambda flags: int((flags == 0).sum())),
        n_tokens=("n_tokens", "sum"),
    )
    return sizes.reset_index()
