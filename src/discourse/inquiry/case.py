"""The documents of one claim enter; the tables that its test reads, and the shape of what it finds, leave."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from discourse.counting.corpus import Corpus
from discourse.errors import CodebookError, CorpusError
from discourse.inquiry.units import all_levels
from discourse.reading.codebook import Codebook

ZH = {
    "Biden": "拜登", "Xi": "習近平", "US": "美方", "CN": "中方",
    "global_order": "全球秩序與挑戰", "order": "國際秩序", "challenges": "全球挑戰",
    "bilateral_stability": "雙邊穩定", "relationship": "中美關係", "communication": "溝通",
    "competition": "競爭", "risk": "風險管控", "multilateralism": "多邊主義",
    "openness": "開放", "taiwan": "臺灣", "leadership": "內政與領導",
}  # fmt: skip


class Place(NamedTuple):
    """Where a claim finds its evidence: a sentence, and the terms found there."""

    doc_id: str
    para: int
    sent: int
    voice: str
    terms: str


class Finding(NamedTuple):
    """What a test found; `low` and `high` are NaN where the figure is a plain count."""

    verdict: str
    figure: float
    unit: str
    low: float
    high: float
    n: int
    places: list[Place]
    sentence_en: str
    sentence_zh: str


@dataclass(frozen=True, eq=False)
class Case:
    """The documents of one claim with the tables that tests read; all of them exist for features too."""

    corpus: Corpus
    codebook: Codebook

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """Table `sentences`."""
        return self.corpus.sentences()

    @cached_property
    def framed(self) -> pd.DataFrame:
        """Sentences with the frames and macro-frames they invoke."""
        return all_levels(self.corpus, self.codebook)

    @cached_property
    def counts(self) -> pd.DataFrame:
        """Table `counts` with the first sentence and paragraph of each segment."""
        places = self.sentences[["doc_id", "sent", "para"]].rename(columns={"sent": "first_sent"})
        segments = self.corpus.segments()[["doc_id", "segment", "first_sent"]].merge(
            places, on=["doc_id", "first_sent"]
        )
        return self.corpus.counts().merge(segments, on=["doc_id", "segment"])

    def frames(self, *names: str) -> None:
        """Refuse frames that the codebook does not have."""
        if missing := [name for name in names if name not in self.framed.columns]:
            raise CodebookError(f"the codebook has no frame {missing[0]!r}", remedy="Look at codebook.frames.")

    def heard(self, *voices: str) -> None:
        """Refuse voices and sides that are not in the documents."""
        known = set(self.sentences.voice) | set(self.sentences.side)
        if missing := [voice for voice in voices if voice not in known]:
            raise CorpusError(f"{missing[0]!r} is not heard in {', '.join(self.corpus.documents.doc_id)}",
                              remedy="Look at corpus.sentences().voice.")  # fmt: skip


def in_english(name: str) -> str:
    """Name of a voice, side or frame as it is said in a sentence.

    Examples
    --------
    >>> in_english("CN"), in_english("global_order"), in_english("Xi")
    ('China', 'global order', 'Xi')
    """
    sides = {"US": "the United States", "CN": "China", "TW": "Taiwan", "BOTH": "both sides", "PRESS": "the press"}
    return sides.get(name, name.replace("_", " "))


def in_chinese(name: str) -> str:
    """Name of a voice, side or frame in Traditional Chinese; an unknown one stays as it is."""
    return ZH.get(name, name)


def sentences_invoking(case: Case, frames: tuple[str, ...]) -> list[Place]:
    """Sentences that invoke one of the frames."""
    rows = case.framed[case.framed[list(frames)].any(axis=1)]
    return [Place(row.doc_id, row.para, row.sent, row.voice, ", ".join(f for f in frames if getattr(row, f)))
            for row in rows.itertuples()]  # fmt: skip
