"""The documents of one claim enter; a verdict with a number, its interval and the places it rests on leaves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from discourse.errors import CodebookError, CorpusError
from discourse.inquiry.baseline import standardised_shares
from discourse.inquiry.case import Case, Finding, Place, in_chinese, in_english, sentences_invoking
from discourse.inquiry.contrasts import Contrast, contrast_estimate
from discourse.inquiry.references import load_baseline
from discourse.measures.mention import first_by_chance


def first_voice(case: Case, *, voice: str) -> Finding:
    """Who is heard first? The figure is the number of sentences before anybody else speaks."""
    case.heard(voice)
    leads = []
    for _, document in case.sentences.groupby("doc_id", sort=True):
        other = (document.voice != voice).to_numpy()
        leads.append(int(other.argmax()) if other.any() else len(document))
    first = case.sentences.sort_values(["doc_id", "sent"]).drop_duplicates("doc_id")
    n_first = sum(lead > 0 for lead in leads)
    verdict = "holds" if n_first == len(leads) else "mixed" if n_first else "fails"
    places = [Place(row.doc_id, row.para, row.sent, row.voice, "") for row in first.itertuples()]
    return Finding(
        verdict, float(min(leads)), "sentences before another voice", np.nan, np.nan, len(case.sentences), places,
        f"{in_english(voice)} speaks first in {n_first} of {len(leads)} documents, "
        f"{min(leads)} sentences before anybody else.",
        f"{len(leads)} 份文件中有 {n_first} 份由{in_chinese(voice)}先發言，他人開口前共 {min(leads)} 句。",
    )  # fmt: skip


def says(case: Case, *, items: tuple[str, ...], first: int = 0) -> Finding:
    """Does a voice say these words together? An item is ``voice:word+word``: all words in one segment of that voice.

    Words are terms of the table `counts`; with ``first`` only the first so many segments of the voice in a document
    are read. A segment tells that the words stand close together, not how they are joined.
    """
    found, missing, places = [], [], []
    for item in items:
        voice, _, cell = item.partition(":")
        words = cell.split("+")
        case.heard(voice)
        own = case.counts[case.counts.voice == voice]
        if first:
            rank = own.groupby("doc_id").segment.rank(method="dense")
            own = own[rank <= first]
        hits = (
            own[own.term.isin(words)].groupby(["doc_id", "segment", "para", "first_sent"]).term.nunique().reset_index()
        )
        hits = hits[hits.term == len(set(words))]
        (found if len(hits) else missing).append(item)
        places += [Place(row.doc_id, row.para, row.first_sent, voice, ", ".join(words)) for row in hits.itertuples()]
    verdict = "holds" if not missing else "mixed" if found else "fails"
    list_en, list_zh = _list(found), _list(missing)
    return Finding(
        verdict, float(len(found)), f"of {len(items)} statements", np.nan, np.nan, len(case.sentences), places,
        f"{len(found)} of {len(items)} statements are found" + (f" ({list_en})" if found else "")
        + (f"; not found: {list_zh}" if missing else "") + ".",
        f"{len(items)} 項陳述中找到 {len(found)} 項" + (f"（{list_en}）" if found else "")
        + (f"；未找到：{list_zh}" if missing else "") + "。",
    )  # fmt: skip


def before(case: Case, *, voice: str, frame: str, others: tuple[str, ...]) -> Finding:
    """Does a voice invoke one frame before the others? The figure is its lead in sentences, document by document.

    The sentence also gives the chance of coming first if the voice's sentences stood in random order.
    """
    case.heard(voice)
    case.frames(frame, *others)
    leads, places, chances = [], [], []
    for doc_id, own in case.framed[case.framed.voice == voice].groupby("doc_id", sort=True):
        own = own.sort_values("sent")
        at = {name: int(own[name].to_numpy().argmax()) if own[name].any() else len(own) for name in (frame, *others)}
        leads.append(min(at[name] for name in others) - at[frame])
        chances.append(first_by_chance(own, frame, others))
        places += [Place(doc_id, int(own.para.iloc[i]), int(own.sent.iloc[i]), voice, name)
                   for name, i in sorted(at.items(), key=lambda pair: pair[1]) if i < len(own)]  # fmt: skip
    ahead = sum(lead > 0 for lead in leads)
    verdict = "holds" if ahead == len(leads) else "mixed" if ahead else "fails"
    chance = float(np.nanmean(chances)) if np.isfinite(chances).any() else float("nan")
    lead = f"{min(leads)}" if len(leads) == 1 else f"{min(leads)} to {max(leads)}"
    return Finding(
        verdict, float(min(leads)), "sentences ahead", np.nan, np.nan, int((case.framed.voice == voice).sum()), places,
        f"{in_english(voice)} invokes {in_english(frame)} before {', '.join(map(in_english, others))} "
        f"in {ahead} of {len(leads)} documents ({lead} sentences ahead; in random order {100 * chance:.0f}%).",
        f"{in_chinese(voice)}在 {len(leads)} 份文件中有 {ahead} 份先談{in_chinese(frame)}，"
        f"再談{'、'.join(map(in_chinese, others))}"
        f"（領先 {lead.replace(' to ', ' 至 ')} 句；若句序隨機，機率為 {100 * chance:.0f}%）。",
    )  # fmt: skip


def balance(case: Case, *, target: str, reference: str, target_frame: str, reference_frame: str) -> Finding:
    """Does one side speak of one frame, the other of another? The figure is the difference of their balances.

    The balance of a side is its share of sentences with `target_frame` minus that with `reference_frame`. The claim
    holds if both halves point the right way (the target more on its frame, the reference more on its own) and the
    interval of the difference leaves out zero; it is mixed if one half does, or both without such an interval.
    """
    case.heard(target, reference)
    case.frames(target_frame, reference_frame)
    whole = contrast_estimate(case.framed, Contrast(target_frame, target, reference, minus=reference_frame))
    first = contrast_estimate(case.framed, Contrast(target_frame, target, reference))
    second = contrast_estimate(case.framed, Contrast(reference_frame, reference, target))
    n_right = (first.value > 0) + (second.value > 0)
    clear_half = any(half.low > 0 for half in (first, second))
    verdict = "holds" if n_right == 2 and whole.low > 0 else "mixed" if n_right == 2 or clear_half else "fails"
    in_zh = "；".join(f"{in_chinese(who)}談{in_chinese(frame)}較多 {_points(half)} 個百分點" for who, frame, half in
                     ((target, target_frame, first), (reference, reference_frame, second)))  # fmt: skip
    in_en = "; ".join(f"{in_english(who)} more on {in_english(frame)}: {_points(half)} points" for who, frame, half in
                      ((target, target_frame, first), (reference, reference_frame, second)))  # fmt: skip
    return Finding(
        verdict, 100 * whole.value, "percentage points", 100 * whole.low, 100 * whole.high, len(case.framed),
        sentences_invoking(case, (target_frame, reference_frame)),
        f"Difference of balances {_points(whole)} points; {in_en} "
        f"(n = {first.n_target} and {first.n_reference} sentences).",
        f"雙方側重之差 {_points(whole)} 個百分點；{in_zh}（{first.n_target} 句與 {first.n_reference} 句）。",
    )  # fmt: skip


def absent(case: Case, *, strings: tuple[str, ...], control: str = "", mind: tuple[str, ...] = ()) -> Finding:
    """Is a string nowhere in the documents? Counted on terms that contain it, so that it needs no text.

    The upper limit adds the places where the segmenter could have cut the string in two: a term that ends with its
    first part and a term that begins with the rest, both in one segment. `control` is a document in which the
    string does occur, to show that the instrument works; terms in `mind` are counted and named, though they do not
    decide.
    """
    own = case.counts[case.counts.doc_id != control]
    hits = own[_holds(own.term, strings)]
    n, hidden = int(hits.n.sum()), sum(_cut_in_two(own, string) for string in strings)
    there = case.counts[case.counts.doc_id == control] if control else case.counts.head(0)
    shown = int(there[_holds(there.term, strings)].n.sum())
    minded = own[own.term.isin(mind)]
    places = [
        Place(r.doc_id, r.para, r.first_sent, r.voice, r.term) for r in (hits if len(hits) else minded).itertuples()
    ]
    size = int(own.n.sum())
    also = ", ".join(f"{term} {int(part.n.sum())}" for term, part in minded.groupby("term"))
    return Finding(
        "holds" if n == 0 else "fails", float(n), "occurrences", float(n), float(n + hidden), size, places,
        f"{' and '.join(strings)}: {n} in {size:,} tokens (at most {n + hidden}, had the segmenter cut them)"
        + (f"; {shown} in the control {control}" if control else "") + (f"; but {also}" if also else "") + ".",
        f"{'、'.join(strings)}：{size:,} 個詞中出現 {n} 次（斷詞若切開，至多 {n + hidden} 次）"
        + (f"；對照文件 {control} 出現 {shown} 次" if control else "") + (f"；惟有 {also} 次" if also else "") + "。",
    )  # fmt: skip


def present(case: Case, *, terms: tuple[str, ...], at_least: int = 1) -> Finding:
    """Do the documents use a codebook term? The figure is the number of its matches."""
    if missing := sorted(set(terms) - set(case.codebook.concepts.term)):
        raise CodebookError(f"the codebook has no term {missing[0]!r}", remedy="Add it, with its frame.")
    hits = case.corpus.matches(case.codebook)
    hits = hits[hits.term.isin(terms)].drop_duplicates(
        ["doc_id", "sent", "term", "start"] if (hits.start >= 0).all() else None
    )
    places = [Place(row.doc_id, row.para, row.sent, row.voice, row.term) for row in hits.itertuples()]
    return Finding(
        "holds" if len(hits) >= at_least else "fails", float(len(hits)), "occurrences", np.nan, np.nan,
        len(case.sentences), places,
        f"{', '.join(terms)} occurs {len(hits)} times in {len(case.sentences)} sentences.",
        f"「{'、'.join(terms)}」在 {len(case.sentences)} 句中出現 {len(hits)} 次。",
    )  # fmt: skip


def above_baseline(case: Case, *, side: str, frame: str) -> Finding:
    """Does a side invoke a frame more than documents in its language do? The figure is Cohen's h with its interval."""
    case.heard(side)
    if frame not in case.codebook.frames:
        raise CodebookError(
            f"the codebook has no frame {frame!r}", remedy="A baseline is kept of frames, not of macro-frames."
        )
    framed = case.framed[case.framed.side == side].drop(
        columns=[c for c in case.codebook.macro_frames.values() if c in case.framed]
    )
    effects = standardised_shares(framed, load_baseline())
    if len(effects[effects.frame == frame]) != 1:
        raise CorpusError("the documents are in two languages", remedy="Name documents in one language.")
    row = effects[effects.frame == frame].iloc[0]
    if not np.isfinite(row.effect):
        raise CorpusError(f"there is no baseline in {row.lang!r}", remedy="Count a reference corpus in that language.")
    verdict = "holds" if row.low > 0 else "mixed" if row.effect > 0 else "fails"
    share, base = 100 * row.share, 100 * row.share_baseline
    return Finding(
        verdict, float(row.effect), "Cohen's h", float(row.low), float(row.high), int(row.n_sentences),
        sentences_invoking(case, (frame,)),
        f"{share:.1f}% of {row.n_sentences} sentences invoke {in_english(frame)}, {base:.1f}% "
        f"in {row.n_documents_baseline} documents of the baseline {row.baseline}: "
        f"h = {row.effect:.2f} [{row.low:.2f}, {row.high:.2f}].",
        f"{row.n_sentences} 句中有 {share:.1f}% 談{in_chinese(frame)}，"
        f"基準 {row.baseline}（{row.n_documents_baseline} 份文件）為 {base:.1f}%："
        f"h = {row.effect:.2f} [{row.low:.2f}, {row.high:.2f}]。",
    )  # fmt: skip


def untestable(case: Case, *, genre: str = "") -> Finding:
    """Do the texts bear on the claim at all? For what they cannot show; the figure only counts documents."""
    held = case.corpus.documents[case.corpus.documents.genre == genre] if genre else case.corpus.documents
    places = [Place(doc_id, 1, 1, "", genre) for doc_id in held.doc_id]
    return Finding(
        "not testable", float(len(held)), "documents at hand", np.nan, np.nan, len(held), places,
        f"{len(held)} document{'s' * (len(held) != 1)} at hand{f' ({genre})' * bool(genre)}; texts that were collected "
        "cannot show what was never held.",
        f"手邊有 {len(held)} 份文件；蒐集到的文本無法證明未發生之事。",
    )  # fmt: skip


TESTS: dict[str, Callable[..., Finding]] = {
    test.__name__: test for test in (first_voice, says, before, balance, absent, present, above_baseline, untestable)
}
"""Every test that `corpus/claims.csv` may name."""


def _list(items: list[str]) -> str:
    return ", ".join(item.replace(":", ": ").replace("+", " + ") for item in items)


def _points(estimate) -> str:
    return f"{100 * estimate.value:+.0f} [{100 * estimate.low:+.0f}, {100 * estimate.high:+.0f}]"


def _holds(terms: pd.Series, strings: tuple[str, ...]) -> np.ndarray:
    return np.array([any(string in term for string in strings) for term in terms], dtype=bool)


def _cut_in_two(counts: pd.DataFrame, string: str) -> int:
    """Most occurrences of a string that could hide between two terms of one segment."""
    hidden = 0
    for cut in range(1, len(string)):
        head = counts[counts.term.str.endswith(string[:cut])].groupby(["doc_id", "segment"]).n.sum()
        tail = counts[counts.term.str.startswith(string[cut:])].groupby(["doc_id", "segment"]).n.sum()
        both = pd.concat([head, tail], axis=1, join="inner")
        hidden += int(both.min(axis=1).sum()) if len(both) else 0
    return hidden
