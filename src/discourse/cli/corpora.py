"""A corpus folder enters; features counted, texts fetched, or the state of its documents leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from discourse.cli.output import CorpusFolder, Csv, Output, corpus_folder, show


def extract(
    source: Annotated[Path, typer.Argument(help="Folder with the full texts.")],
    corpus: CorpusFolder = None,
    doc_ids: Annotated[list[str] | None, typer.Option("--doc", help="Only this document; may be repeated.")] = None,
) -> None:
    """Count features from full texts, so that the corpus can be shared without them."""
    from discourse.counting.extraction import extract as count_features

    show(count_features(source, corpus_folder(corpus), doc_ids=doc_ids or None), None)


def fetch(
    doc_ids: Annotated[list[str] | None, typer.Argument(help="Documents; by default all that miss text.")] = None,
    corpus: CorpusFolder = None,
    accept: Annotated[bool, typer.Option("--accept", help="Take also texts that count differently.")] = False,
) -> None:
    """Fetch full texts from their official addresses and compare them with what was counted."""
    from discourse.counting.retrieval import fetch as fetch_texts

    report = fetch_texts(corpus_folder(corpus), doc_ids or None, accept=accept)
    if report.empty:
        typer.echo("Nothing to fetch: every document has its text.")
        return
    show(report.drop(columns="sha256"))
    if report.result.isin(["failed", "refused"]).all():
        raise typer.Exit(2)


def status(corpus: CorpusFolder = None, csv: Csv = False, out: Output = None) -> None:
    """Say of every document: text, features, stale, missing; and of every figure and notebook whether it is stale."""
    from discourse.counting.corpus import load_corpus
    from discourse.counting.status import status as state_of
    from discourse.reading.intake import waiting
    from discourse.showing.outputs import output_status

    folder = corpus_folder(corpus)
    whole = load_corpus(folder)
    show(state_of(whole), out, csv=csv)
    if csv or out is not None:
        return
    if new := waiting(folder / "texts", whole.documents.doc_id):
        typer.echo(f"\nNot yet in documents.csv: {', '.join(new)}. `discourse run` takes the texts of a study in.")
    outputs = output_status(folder.resolve().parent)
    if len(outputs):
        counted = outputs.state.value_counts().to_dict()
        typer.echo("\nOutputs: " + ", ".join(f"{n} {state}" for state, n in sorted(counted.items())))
        if (worth := outputs[outputs.state != "current"]).size:
            show(worth[["output", "state", "because"]], None)
            typer.echo("`discourse run` makes them anew.")
    elif (folder.resolve().parent / "notebooks").is_dir():
        typer.echo("\nOutputs: none recorded; `discourse run` makes them.")


def count(
    source: Annotated[Path, typer.Argument(help="A .txt, .jsonl, .jsonl.gz or .parquet file, or a folder of them.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the Parquet files.")],
    codebook: Annotated[Path | None, typer.Option(help="Codebook; without it, the shipped one.")] = None,
    userdict: Annotated[Path | None, typer.Option(help="Dictionary for Chinese; without it, the shipped one.")] = None,
    lang: Annotated[str, typer.Option(help="Language of documents that do not say it; guessed if left out.")] = "",
    text: Annotated[bool, typer.Option("--text", help="Keep the text of sentences.")] = False,
    workers: Annotated[int, typer.Option(help="Processes that count.", min=1)] = 1,
    scheduler: Annotated[str | None, typer.Option(help="Dask scheduler whose workers count, tcp://HOST:PORT.")] = None,
    batch: Annotated[int, typer.Option(help="Characters of a partition.", min=1)] = 4_000_000,
) -> None:
    """Count a corpus of any size into Parquet files; a second run does only what changed."""
    import sys

    from discourse.counting.scale import count_source
    from discourse.counting.settings import Settings

    settings = Settings(codebook, lang, userdict, text, batch)
    bar = sys.stderr.isatty()
    result = count_source(source, out, settings=settings, workers=workers, scheduler=scheduler, progress=bar)
    typer.echo("\n".join(f"{name:<12} {n:>15,}" for name, n in result.items()))


COMMANDS = {"count": count, "extract": extract, "fetch": fetch, "status": status}
