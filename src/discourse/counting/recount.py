"""Features and an edited codebook enter; matches leave as far as counts allow, or the terms that need the text."""

from __future__ import annotations

import warnings
from pathlib import Path

import pandas as pd

from discourse.counting.uncovered import uncovered_matches
from discourse.errors import CorpusError, DiscourseWarning, NoRunningText
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
        Terms that were dropped are gone, and shorter ones inside them come to light; moved ones stand under their new
        frame. A new single-token term has as many
        rows as the segment counts it, less those inside longer terms found there; its sentences are the longest ones
        of the segment, an estimate.
    estimated : list of str
        The terms whose sentence is an estimate.

    Raises
    ------
    NoRunningText
        If a new or changed term has several tokens or conditions: that needs the text.

    Warns
    -----
    DiscourseWarning
        Naming the terms that a dropped one may have hidden in ways that features do not show.
    """
    old, new = (book.terms(lang[:2]) for book in (before, after))
    same = new.merge(old[[*_MEANING, "frame"]], on=_MEANING, how="inner", suffixes=("", "_before"))
    added, lost = (_without(rows, same) for rows in (new, old))
    conditions = (added["match"] == "prefix") | (added[["requires", "unless", "excludes"]] != "").any(axis=1)
    vague = added[conditions | added.term.isin(same.term)]
    several = [term for term in added.term if len(words(term, lang)) != 1] + vague.term.tolist()
    if several:
        document = features.sentences.doc_id.iloc[0] if len(features.sentences) else ""
        named = ", ".join(sorted(set(several))[:8])
        raise NoRunningText(f"the new terms {named} of the codebook cannot be recounted from features of {document}",
                            remedy=f"Run `discourse fetch {document}` for its text.")  # fmt: skip
    kept = _moved(features.matches, same)
    rows = [_estimated(features, row.term, frame, lang) for row in added.itertuples() for frame in row.frame.split(";")]
    hidden, doubtful = uncovered_matches(features, lost, after, lang)
    if doubtful:
        document = features.sentences.doc_id.iloc[0] if len(features.sentences) else ""
        said = f"{document}: dropped terms may have hidden more of {', '.join(doubtful[:5])} than features can tell"
        warnings.warn(f"{said}. Run `discourse fetch` for exact counts.", DiscourseWarning, stacklevel=5)
    table = pd.concat([kept, hidden, *rows], ignore_index=True)[list(features.matches.columns)]
    estimated = sorted({term for part in rows for term in part.term})
    return table.sort_values(["sent", "frame", "term"], kind="stable", ignore_index=True), estimated


def known_matches(matches: pd.DataFrame, book: Codebook, path: Path) -> pd.DataFrame:
    """Give the matches back, all of whose terms stand in the codebook under their frame.

    Raises
    ------
    CorpusError
        With file and line of one that does not.
    """
    pairs = {(frame, row.term) for row in book.terms().itertuples() for frame in row.frame.split(";")}
    strange = [line for line, *pair in matches[["frame", "term"]].itertuples() if tuple(pair) not in pairs]
    if strange:
        frame, term = matches.loc[strange[0], ["frame", "term"]]
        raise CorpusError(f"the codebook has no term {term!r} in a frame {frame!r}", path=path, line=int(strange[0]),
                          remedy="Run `discourse fetch` and `discourse extract` again.")  # fmt: skip
    return matches


def _without(rows: pd.DataFrame, same: pd.DataFrame) -> pd.DataFrame:
    """Rows of a codebook whose meaning is not among the same ones, each term once."""
    meant = pd.MultiIndex.from_frame(rows[_MEANING]).isin(pd.MultiIndex.from_frame(same[_MEANING]))
    return rows[~meant].drop_duplicates(["term", "frame"])


def _moved(matches: pd.DataFrame, same: pd.DataFrame) -> pd.DataFrame:
    """Keep the hits of terms that both codebooks have, under the frames that the new one gives them."""
    # a row with several frames gives as many matches each time it is found: only those of its first frame are read
    first = same.assign(frame_before=same.frame_before.str.split(";").str[0], frame=same.frame.str.split(";"))
    pairs = first[["term", "frame_before", "frame"]].explode("frame").drop_duplicates()
    found = matches.rename(columns={"frame": "frame_before"})
    return found.merge(pairs, on=["term", "frame_before"])[list(matches.columns)]


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
