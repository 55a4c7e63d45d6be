"""A corpus, a codebook and hand coding enter; how far the codebook finds what the coders saw leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse.counting.corpus import Corpus
from discourse.counting.matches import match_frames
from discourse.errors import CorpusError
from discourse.reading.codebook import Codebook

GOLDS = ("mean", "all", "any")
_COUNTS = ["n_units", "n_coded", "n_hits", "n_match"]
_RATES = [f"{rate}{end}" for rate in ("precision", "recall", "f1") for end in ("", "_low", "_high")]


@dataclass(frozen=True, eq=False, repr=False)
class FrameValidation:
    """Result of `validate_frames`.

    Attributes
    ----------
    table : DataFrame
        One row per language and frame, and for each language the rows ``macro`` (mean over the frames coded at least
        once) and ``micro`` (all frames counted together); language ``all`` pools them. Columns: lang, frame, n_units
        (sentences), n_coded, n_hits, n_match (sentences coded, hit, both; a sentence that half of the coders coded
        counts half), precision, recall, f1, each with _low and _high.
    errors : DataFrame
        One row per sentence and frame on which codebook and coders differ: lang, frame, kind (``missed`` or
        ``false hit``), coders (how many coders coded it, as ``1/2``), terms (that fired), doc_id, sent, unit_id, text
        (where there is some).
    """

    table: pd.DataFrame
    errors: pd.DataFrame

    def macro_f1(self, lang: str = "all") -> float:
        """Mean F1 over the frames that were coded at least once in a language (``all``: in all languages together)."""
        row = self.table[(self.table.lang == lang) & (self.table.frame == "macro")]
        return float(row.f1.iloc[0]) if len(row) else float("nan")

    def __repr__(self) -> str:
        """Return the table, rounded, as it is printed."""
        shown = self.table[["lang", "frame", *_COUNTS, "precision", "recall", "f1", "f1_low", "f1_high"]]
        return shown.to_string(index=False, float_format=lambda x: f"{x:.3g}", na_rep="–")

    def _repr_html_(self) -> str:
        return self.table.round(3).to_html(index=False, na_rep="–")


def validate_frames(corpus: Corpus, codebook: Codebook, coding: pd.DataFrame, *, gold: str = "mean",
                    n_resamples: int = 1000, seed: int = 0) -> FrameValidation:
    """Lay the codebook's hits beside what coders saw in the same sentences.

    Parameters
    ----------
    corpus : Corpus
        Holds the coded documents, as text or as features.
    codebook : Codebook
        The codebook to be checked.
    coding : DataFrame
        From `load_coding`. A unit without a sentence number is matched by its own text.
    gold : {"mean", "all", "any"}
        What counts as coded where coders differ. ``mean``: each coder is a judge of equal weight and a sentence that
        one of two coded counts half, which is the same as averaging the counts against each coder; ``all``: only what
        all coders coded; ``any``: what at least one coded.
    n_resamples, seed : int
        For the intervals: sentences are resampled inside each language, the middle 95% of the values is given.

    Returns
    -------
    FrameValidation
        ``table`` and ``errors``.

    Raises
    ------
    CorpusError
        If the coding is empty, or names a document or sentence that the corpus does not have.
    NoRunningText
        If the codebook has new terms of several words and only features are at hand.

    Notes
    -----
    Precision = n_match / n_hits; recall = n_match / n_coded; F1 = 2 n_match / (n_hits + n_coded). Precision is NaN
    without hits, recall NaN where nothing was coded, F1 NaN where both are missing. A frame coded nowhere in a language
    stands in its table but not in its macro average; its false hits weigh on the micro row.

    References
    ----------
    van Rijsbergen (1979), Information Retrieval, chapter 7; Efron & Tibshirani (1993), An Introduction to the
    Bootstrap.

    Examples
    --------
    >>> from discourse.counting.corpus import load_corpus
    >>> from discourse.reading.coding import load_coding
    >>> corpus, coding = load_corpus(), load_coding()
    >>> coding = coding[coding.doc_id == "mac-2022-g20"]
    >>> result = validate_frames(corpus, corpus.codebook, coding, n_resamples=50)
    >>> result.macro_f1("zh-Hant") > 0.85
    True
    """
    _check(coding, gold)
    units = coding.drop_duplicates("unit_id", ignore_index=True)
    frames = list(dict.fromkeys([*codebook.frames, *(f for cell in coding.frames for f in cell.split(";") if f)]))
    langs, texts, terms = _hits(corpus, codebook, units)
    coded, n_coders = _coded(coding, units, frames)
    hits = np.array([[frame in found for frame in frames] for found in terms], dtype=float)
    weight = {"mean": coded / n_coders, "all": coded == n_coders, "any": coded > 0}[gold].astype(float)
    random = np.random.default_rng(seed)
    blocks, groups = [], list(dict.fromkeys(langs)) if len(set(langs)) > 1 else []
    strata = {lang: np.array([found == lang for found in langs]) for lang in dict.fromkeys(langs)}
    for lang in [*groups, "all"] if groups else [langs[0], "all"]:
        inside = strata[lang] if lang != "all" else np.ones(len(langs), dtype=bool)
        draws = _draws([strata[name][inside] for name in strata if (strata[name] & inside).any()], n_resamples, random)
        blocks.append(_block(lang, frames, weight[inside], hits[inside], draws))
    errors = _errors(units, frames, langs, texts, terms, coded, n_coders[:, 0], weight, hits)
    return FrameValidation(pd.concat(blocks, ignore_index=True), errors)


def _check(coding: pd.DataFrame, gold: str) -> None:
    if gold not in GOLDS:
        raise CorpusError(f"gold is {gold!r}", remedy=f"Use one of {', '.join(GOLDS)}.")
    needed = {"doc_id", "sent", "unit_id", "coder", "frames", "lang", "text"}
    if not isinstance(coding, pd.DataFrame):
        raise CorpusError("the coding is no table", remedy="Use load_coding(path).")
    if missing := sorted(needed - set(coding.columns)):
        raise CorpusError(f"the coding has no column {missing[0]}", remedy="Use load_coding(path).")
    if coding.empty:
        raise CorpusError("the coding is empty", remedy="Give at least one coded sentence.")


def _hits(corpus: Corpus, codebook: Codebook, units: pd.DataFrame) -> tuple[list[str], list[str], list[dict]]:
    """Language, text (or nothing) and terms by frame of each unit, from the corpus or from the unit's own text."""
    placed = units[units.sent > 0]
    if left := sorted(set(placed.doc_id) - set(corpus.documents.doc_id)):
        raise CorpusError(f"document {left[0]!r} is coded, but not in the corpus",
                          remedy="Load the corpus that was coded, or select the coding's rows.")  # fmt: skip
    found: dict[tuple[str, int], dict[str, list[str]]] = {}
    known: dict[tuple[str, int], tuple[str, str]] = {}
    if len(placed):
        part = corpus.select(doc_id=sorted(set(placed.doc_id)))
        sentences = part.sentences()
        rows = zip(sentences.doc_id, sentences.sent, sentences.lang, sentences.text, strict=True)
        known = {(doc, int(sent)): (lang, text) for doc, sent, lang, text in rows}
        matches = part.matches(codebook)
        for doc, sent, frame, term in zip(matches.doc_id, matches.sent, matches.frame, matches.term, strict=True):
            found.setdefault((doc, int(sent)), {}).setdefault(frame, []).append(term)
    langs, texts, terms = [], [], []
    for unit in units.itertuples(index=False):
        key = (unit.doc_id, int(unit.sent))
        if unit.sent > 0 and key not in known:
            raise CorpusError(f"unit {unit.unit_id!r} is sentence {unit.sent} of {unit.doc_id}, which ends before",
                              remedy="Count the sentences as Corpus.sentences() does.")  # fmt: skip
        lang, text = known.get(key, (unit.lang, unit.text))
        own: dict[str, list[str]] = {}
        if unit.sent == 0:
            for match in match_frames(text, lang, codebook):
                own.setdefault(match.frame, []).append(match.term)
        langs.append(lang)
        texts.append(text)
        terms.append(found.get(key, {}) if unit.sent > 0 else own)
    return langs, texts, terms


def _coded(coding: pd.DataFrame, units: pd.DataFrame, frames: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """How many coders coded each unit with each frame, shape (N, F), and how many coded the unit at all, (N, 1)."""
    row = {unit: i for i, unit in enumerate(units.unit_id)}
    column = {frame: j for j, frame in enumerate(frames)}
    coded, n_coders = np.zeros((len(units), len(frames))), np.zeros((len(units), 1))
    for unit, cell in zip(coding.unit_id, coding.frames, strict=True):
        n_coders[row[unit]] += 1
        for frame in {f for f in cell.split(";") if f}:
            coded[row[unit], column[frame]] += 1
    return coded, n_coders


def _draws(strata: list[np.ndarray], n_resamples: int, random: np.random.Generator) -> np.ndarray:
    """How often each unit is drawn in each resample, shape (R, N); strata keep their sizes."""
    draws = np.zeros((n_resamples, len(strata[0])))
    for inside in strata:
        size = int(inside.sum())
        draws[:, inside] = random.multinomial(size, np.full(size, 1 / size), size=n_resamples)
    return draws


def _block(lang: str, frames: Sequence[str], weight: np.ndarray, hits: np.ndarray, draws: np.ndarray) -> pd.DataFrame:
    """Rows of one language: frames, macro, micro."""
    parts = (weight, hits, weight * hits)
    counts = np.array([part.sum(axis=0) for part in parts])
    values = _scores(counts[:, None, :], counts[0] > 0)[:, 0]
    resampled = _scores(np.array([draws @ part for part in parts]), counts[0] > 0)
    table = pd.DataFrame({"lang": lang, "frame": [*frames, "macro", "micro"], "n_units": len(hits)})
    totals = np.concatenate([counts, np.full((3, 1), np.nan), counts.sum(axis=1, keepdims=True)], axis=1)
    for name, total in zip(("n_coded", "n_hits", "n_match"), totals, strict=True):
        table[name] = total
    for name, value, many in zip(("precision", "recall", "f1"), values, resampled, strict=True):
        table[name] = value
        table[f"{name}_low"], table[f"{name}_high"] = _middle(many, value)
    return table[["lang", "frame", *_COUNTS, *_RATES]]


def _scores(counts: np.ndarray, in_macro: np.ndarray) -> np.ndarray:
    """Precision, recall and F1 of each frame, of their mean and of their sum; (3, R, F) becomes (3, R, F + 2)."""
    counts = np.concatenate([counts, counts.sum(axis=2, keepdims=True)], axis=2)
    coded, hit, both = counts
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = np.array([both / hit, both / coded, 2 * both / (hit + coded)])
        known = np.isfinite(scores[:, :, :-1]) & in_macro
        macro = np.where(known, scores[:, :, :-1], 0).sum(axis=2) / known.sum(axis=2)
    return np.concatenate([scores[:, :, :-1], macro[:, :, None], scores[:, :, -1:]], axis=2)


def _middle(many: np.ndarray, value: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Middle 95% of each column, NaN resamples left out; NaN where there is no value."""
    low, high = np.full(len(value), np.nan), np.full(len(value), np.nan)
    for j in np.flatnonzero(np.isfinite(value)):
        column = many[np.isfinite(many[:, j]), j]
        if len(column):
            low[j], high[j] = np.quantile(column, [0.025, 0.975])
    return low, high


def _errors(units, frames, langs, texts, terms, coded, n_coders, weight, hits) -> pd.DataFrame:
    """Sentences and frames on which codebook and coders differ."""
    rows = []
    for i, j in zip(*np.nonzero(weight != hits), strict=True):
        kind = "false hit" if hits[i, j] > weight[i, j] else "missed"
        rows.append((langs[i], frames[j], kind, f"{int(coded[i, j])}/{int(n_coders[i])}",
                     "; ".join(dict.fromkeys(terms[i].get(frames[j], []))), units.doc_id[i], int(units.sent[i]),
                     units.unit_id[i], texts[i]))  # fmt: skip
    columns = ["lang", "frame", "kind", "coders", "terms", "doc_id", "sent", "unit_id", "text"]
    table = pd.DataFrame(rows, columns=columns)
    table["frame"] = pd.Categorical(table.frame, categories=list(frames), ordered=True)
    table = table.sort_values(["lang", "frame", "kind"], kind="stable", ignore_index=True)
    return table.astype({"frame": object})
