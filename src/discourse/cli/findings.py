"""A corpus and a question enter; the answering table leaves, on the screen or as a file."""

from __future__ import annotations

from typing import Annotated

import typer

from discourse.cli.output import CorpusFolder, Csv, Output, Top, corpus_folder, show, show_contexts
from discourse.errors import DiscourseError

Lang = Annotated[str | None, typer.Option(help="zh-Hant, zh-Hans or en; without it, the one that fits best.")]


def kwic(
    node: Annotated[str, typer.Argument(help="Word or phrase.")],
    corpus: CorpusFolder = None,
    sort: Annotated[str, typer.Option(help="document, left or right")] = "document",
    width: Annotated[int, typer.Option(help="Characters of context.", min=0)] = 30,
    top: Top = 50,
    csv: Csv = False,
    out: Output = None,
) -> None:
    """Show a word in its contexts (documents with full text only)."""
    from discourse.counting.corpus import load_corpus
    from discourse.errors import NoRunningText
    from discourse.measures.concordance import concordance

    whole = load_corpus(corpus_folder(corpus))
    readable = whole.documents.doc_id[whole.documents.form == "text"].tolist()
    if not readable:
        raise NoRunningText("only features are at hand", path=whole.folder, remedy="Run `discourse fetch`.")
    table = concordance(whole.select(doc_id=readable), node, width=width, sort=sort)
    if out is not None or csv:
        show(table, out, csv=csv, corpus=whole, node=node, sort=sort)
        return
    show_contexts(table.head(top))
    said = f"{len(table):,} hits in {table.doc_id.nunique()} of {len(readable)} documents with text"
    said += f"; the first {top:,} are shown" if len(table) > top else ""
    if len(readable) < len(whole):
        said += f"; {len(whole) - len(readable)} documents are only counted (`discourse fetch` brings their text)"
    typer.echo(said, err=True)


def freq(
    corpus: CorpusFolder = None,
    lang: Lang = None,
    side: Annotated[str, typer.Option(help="Only this side, for example US or CN.")] = "",
    stop: Annotated[bool, typer.Option("--stop/--no-stop", help="Leave out stopwords.")] = True,
    top: Top = 30,
    csv: Csv = False,
    out: Output = None,
) -> None:
    """List the most frequent terms."""
    from discourse.counting.corpus import load_corpus
    from discourse.measures.frequency import frequencies, stopwords

    whole = load_corpus(corpus_folder(corpus))
    counts = whole.counts()
    counts = counts[counts.side == side] if side else counts
    lang = lang or _first(_sizes(counts), "en")
    others = sorted(set(counts.lang) - {lang})
    counts = counts[counts.lang == lang]
    if counts.empty:
        raise DiscourseError(f"nothing is counted for lang {lang!r}" + (f" and side {side!r}" if side else ""),
                             remedy="Choose another --lang or --side.")  # fmt: skip
    table = frequencies(counts, stopwords=stopwords(lang) if stop else ())
    show(table, out, top, csv=csv, corpus=whole, lang=lang, side=side, stopwords=stop)
    if others:
        typer.echo(f"counted in {lang}; --lang {' or --lang '.join(others)} for the others", err=True)


def frames(
    corpus: CorpusFolder = None,
    event: Annotated[str, typer.Option(help="Only this event, for example 'Bali 2022'.")] = "",
    by: Annotated[str, typer.Option(help="side, voice or doc_id")] = "side",
    level: Annotated[str, typer.Option(help="frame or macro_frame")] = "frame",
    content: Annotated[bool, typer.Option("--content", help="Leave out greetings and procedure.")] = False,
    csv: Csv = False,
    out: Output = None,
) -> None:
    """Show which share of the sentences invokes which frame, with intervals."""
    from discourse.counting.corpus import load_corpus
    from discourse.measures.frames import frame_sentences, frame_shares

    chosen = load_corpus(corpus_folder(corpus))
    chosen = chosen.select(event=event) if event else chosen
    framed = frame_sentences(chosen, level=level, denominator="content" if content else "all")
    if by not in framed.columns:
        raise DiscourseError(f"sentences have no column {by!r}", remedy="Choose side, voice, doc_id, lang or event.")
    show(frame_shares(framed, by=by), out, csv=csv, corpus=chosen, by=by, level=level, content=content, seed=0)


def keyness(
    target: Annotated[str, typer.Argument(help="Voice or side, for example Biden or US.")],
    reference: Annotated[str, typer.Argument(help="Voice or side to compare with.")],
    corpus: CorpusFolder = None,
    lang: Lang = None,
    event: Annotated[str, typer.Option(help="Only this event.")] = "",
    min_n: Annotated[int, typer.Option(help="Least number of occurrences in both together.", min=1)] = 3,
    top: Top = 30,
    csv: Csv = False,
    out: Output = None,
) -> None:
    """List the terms that one voice or side uses more than another."""
    from discourse.counting.corpus import load_corpus
    from discourse.measures.keyness import keyness as key_terms

    chosen = load_corpus(corpus_folder(corpus))
    counts = (chosen.select(event=event) if event else chosen).counts()
    sides = [counts[(counts.voice == who) | (counts.side == who)] for who in (target, reference)]
    one, other = (_sizes(rows) for rows in sides)
    lang = lang or _first({name: min(one[name], other[name]) for name in one if name in other}, "en")
    for who, rows in zip((target, reference), sides, strict=True):
        if not (rows.lang == lang).any():
            there = ", ".join(sorted({*counts.voice, *counts.side} - {""})) or "documents.csv names none"
            raise DiscourseError(f"nothing is counted for {who!r} in {lang!r}",
                                 remedy=f"Choose a voice or a side: {there}.")  # fmt: skip
    sides = [rows[rows.lang == lang] for rows in sides]
    table = key_terms(*sides, min_n=min_n)
    first = ("term", "n_target", "n_reference", "log_ratio", "log_ratio_low", "log_ratio_high", "p_adjusted")
    show(table, out, top, csv=csv, first=first, corpus=chosen, target=target, reference=reference, lang=lang,
         min_n=min_n)  # fmt: skip


def collocates(
    node: Annotated[str, typer.Argument(help="Word, or with --frame the name of a frame.")],
    corpus: CorpusFolder = None,
    lang: Lang = None,
    span: Annotated[int, typer.Option(help="Tokens to either side.", min=1)] = 5,
    frame: Annotated[bool, typer.Option("--frame", help="NODE is a frame: look beside each of its terms.")] = False,
    top: Top = 30,
    csv: Csv = False,
    out: Output = None,
) -> None:
    """List the words that keep company with a word or a frame."""
    from discourse.counting.corpus import load_corpus
    from discourse.measures.collocation import collocates as company

    whole = load_corpus(corpus_folder(corpus))
    chosen = whole.select(lang=lang or _language_for(whole, "" if frame else node))
    table = company(chosen, node, span=span, codebook=whole.codebook if frame else None)
    first = ("term", "joint", "expected", "n_collocate", "n_node", "log_dice", "mutual_information", "t_score")
    show(table, out, top, csv=csv, first=first, corpus=chosen, node=node, span=span, frame=frame)


def _sizes(counts) -> dict[str, int]:
    """Tokens by language."""
    return counts.groupby("lang").n.sum().to_dict()


def _first(sizes: dict[str, int], otherwise: str) -> str:
    """Name of the largest; the first by name if several are."""
    return min(sizes, key=lambda name: (-sizes[name], name)) if sizes else otherwise


def _language_for(whole, node: str) -> str:
    """Language of most documents at hand; for a word of those in its script, where there are any."""
    documents = whole.documents
    readable = documents[documents.form == "text"] if (documents.form == "text").any() else documents
    languages = readable.lang.value_counts().to_dict()
    if node:
        chinese = any("\u3400" <= character <= "\u9fff" for character in node)
        languages = {lang: n for lang, n in languages.items() if lang.startswith("zh") == chinese} or languages
    return _first(languages, "zh-Hant")


def validate(corpus: CorpusFolder = None, csv: Csv = False, out: Output = None) -> None:
    """Lay the codebook's hits beside the hand coding: precision, recall and F1 of each frame."""
    from discourse.counting.corpus import load_corpus
    from discourse.inquiry.validation import validate_frames
    from discourse.reading.coding import load_coding

    folder = corpus_folder(corpus)
    whole = load_corpus(folder)
    result = validate_frames(whole, whole.codebook, load_coding(folder / "coding"))
    if out is not None or csv:
        show(result.table, out, csv=csv, corpus=whole)
    else:
        typer.echo(repr(result))


COMMANDS = {"kwic": kwic, "freq": freq, "frames": frames, "keyness": keyness, "collocates": collocates,
            "validate": validate}  # fmt: skip
