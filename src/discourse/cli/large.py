"""A corpus of any size enters; its index, or the hits of a word or frame in it, leaves."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from discourse.cli.output import Csv, Output, Top, show, show_contexts
from discourse.errors import DiscourseError

Source = Annotated[Path, typer.Argument(help="A .txt, .jsonl, .jsonl.gz or .parquet file, or a folder of them.")]
Book = Annotated[Path | None, typer.Option(help="Codebook; without it, the shipped one.")]


def index(
    source: Source,
    out: Annotated[Path, typer.Option("--out", help="Folder for the index.")],
    codebook: Book = None,
    lang: Annotated[str, typer.Option(help="Language of documents that do not say it; guessed if left out.")] = "",
) -> None:
    """Index a corpus of any size, so that `discourse search` answers at once."""
    from discourse.arguments import check_language
    from discourse.counting.indexing import build_index
    from discourse.reading.codebook import load_codebook

    if lang:
        check_language(lang)
    book = load_codebook(codebook) if codebook else None
    result = build_index(source, out, codebook=book, lang=lang, progress=sys.stderr.isatty())
    typer.echo("\n".join(f"{name:<12} {n:>15,}" for name, n in result.items()))


def search(
    source: Annotated[Path, typer.Argument(help="An index, or a corpus as `discourse index` takes it.")],
    node: Annotated[str, typer.Argument(help="Word or phrase; or nothing, with --frame.")] = "",
    frame: Annotated[str, typer.Option(help="Terms of this frame instead of a word.")] = "",
    match: Annotated[str, typer.Option(help="word, prefix or span")] = "word",
    width: Annotated[int, typer.Option(help="Characters of context.", min=0)] = 30,
    top: Top = 50,
    csv: Csv = False,
    out: Output = None,
) -> None:
    """Show a word or a frame in its contexts, in a corpus of any size or its index."""
    from discourse.counting.index import Index
    from discourse.measures.search import search as find
    from discourse.measures.search import search_frame

    if bool(node) == bool(frame):
        raise DiscourseError("a word or a frame is needed, not both", remedy="Give NODE or --frame NAME.")
    texts = Index(source) if (source / "index.json").is_file() else source
    limit = None if out is not None or csv else top
    if frame:
        table = search_frame(texts, frame, width=width, limit=limit)
    else:
        table = find(texts, node, width=width, match=match, limit=limit)
    if out is not None or csv:
        show(table, out, csv=csv)
        return
    show_contexts(table)
    n = table.attrs["n_hits"]
    typer.echo(f"{n:,} hits" + (f"; the first {len(table):,} are shown" if n > len(table) else ""), err=True)


COMMANDS = {"index": index, "search": search}
