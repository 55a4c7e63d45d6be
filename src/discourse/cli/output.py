"""A table enters; lines on the screen or a file of the format wanted leave; options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from discourse.errors import DiscourseError

Folder = Annotated[Path | None, typer.Argument(help="Folder of a study; without it, the project itself.")]
CorpusFolder = Annotated[Path | None, typer.Option("--corpus", help="Corpus folder; without it, the shipped one.")]
Output = Annotated[Path | None, typer.Option("--out", help="Write the whole table there: .csv .xlsx .parquet .tex .md")]
Top = Annotated[int, typer.Option(help="Rows to print.", min=1)]


def show(table, out: Path | None, top: int = 1_000_000, *, corpus=None, **settings) -> None:
    """Print a table, or write it where it should go, with what it rests on where a corpus is named."""
    if out is not None:
        from discourse.showing.export import export

        origin = None
        if corpus is not None:
            from discourse.counting.provenance import provenance

            origin = provenance(corpus, **settings)
        typer.echo(f"{len(table):,} rows written to {export(table, out, provenance=origin)}", err=True)
        return
    shown = table.head(top)
    text = shown.to_string(index=False, float_format=lambda value: f"{value:.4g}") if len(shown) else "(no rows)"
    typer.echo(text)


def corpus_folder(folder: Path | None) -> Path:
    """Folder named, or that of the shipped corpus; a study is named by its own folder or by its corpus/."""
    from discourse.shipped import shipped

    if folder is not None and not folder.is_dir():
        raise DiscourseError("no such folder", path=folder, remedy="Name a corpus folder.")
    inner = folder / "corpus" if folder is not None else None
    return inner if inner is not None and inner.is_dir() else folder or shipped()
