"""Features and an edited codebook enter; matches leave as far as counts allow, or the terms that need the text."""

from __future__ import annotations

import pandas as pd

from discourse.errors import NoRunningText
from discourse.language.tokens import words
from discourse.reading.codebook import Codebook
from discourse.reading.features import Features

_MEANING = ["lang", "term", "match", "excludes", "requires", "unless"]


def recounted_matches(
    features: Features, before: Codebook, after: Codebook, lang: str
) -> tuple[pd.DataFrame, list[str]]:
    """Match a document of which only features are at hand against a codebook that was edited since.

    Parameters
    ----------
    features : Features
        Of one document.
    before, after : Codebook
        The one the features were counted with, and the edited one.
    lang : str
        Language of the document.

    Returns
    -------
    matches : DataFrame
        Terms that were dropped are gone, moved ones stand under their new frame. A new single-token term has as many
        rows as the segment counts it, less those inside longer terms found there; its sentences are the longest ones
        of the segment, an estimate.
    estimated : list of str
        The terms whose sentence is an estimate.

    Raises
    ------
    NoRunningText
        If a new or changed term has several tokens or conditions: that needs the text.
    """
    old, new = (book.terms(lang[:2]) for book in (before, after))
    same = new.merge(old[[*_MEANING, "frame"]], on=_MEANING, how="inner", suffixes=("", "_before"))
    added = new[~new.term.isin(same.term)].drop_duplicates("term")
    conditions = (added["match"] == "prefix") | (added[["requires", "unless", "excludes"]] != "").any(axis=1)
    vague = added[conditions]
    several = [term for term in added.term if len(words(term, lang)) != 1] + vague.term.tolist()
    if several:
        document = features.sentences.doc_id.iloc[0] if len(features.sentences) else ""
        named = ", ".join(sorted(set(several))[:8])
        raise NoRunningText(f"the new terms {named} of the codebook cannot be recounted from features of {document}",
                            remedy=f"Run `discourse fetch {document}` for its text.")  # fmt: skip
    kept = _moved(features.matches, same)
    rows = [_estimated(features, row.term, frame, lang) for row in added.itertuples() for frame in row.frame.split(";")]
    table = pd.concat([kept, *rows], ignore_index=True)[list(features.matches.columns)]
    estimated = sorted({term for part in rows for term in part.term})
    return table.sort_values(["sent", "frame", "term"], kind="stable", ignore_index=True), estimated


def _moved(matches: pd.DataFrame, same: pd.DataFrame) -> pd.DataFrame:
    """Keep the hits of terms that both codebooks have, under the frames that the new one gives them."""
    split = {column: same[column].str.split(";") for column in ("frame", "frame_before")}
    pairs = same[["term"]].assign(**split).explode("frame_before").explode("frame").drop_duplicates()
    moved = matches.rename(columns={"frame": "frame_before"}).merge(pairs, on=["term", "frame_before"])
    return moved.drop(columns="frame_before").drop_duplicates()


def _estimated(features: Features, term: str, frame: str, lang: str) -> pd.DataFrame:
    """Lay the counted occurrences of a single-token term on the longest sentences of each segment."""
    token = words(term, lang)[0]
    counted = features.counts[features.counts.term == token].set_index("segment").n
    rows = []
    for segment in features.segments[features.segments.segment.isin(counted.index)].itertuples():
        inside = features.sentences[features.sentences.sent.between(segment.first_sent, segment.last_sent)]
        longer = features.matches[
            features.matches.sent.isin(inside.sent) & features.matches.term.str.contains(term, regex=False)
        ]
        free = max(int(counted[segment.segment]) - len(longer.drop_duplicates(["sent", "term"])), 0)
        rows.append(inside.sort_values(["n_tokens", "sent"], ascending=[False, True]).head(free))
    places = pd.concat(rows) if rows else features.sentences.head(0)
    return places.assign(frame=frame, term=term, start=-1, end=-1)[list(features.matches.columns)]
