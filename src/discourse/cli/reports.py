"""A corpus enters; the ledger of claims, or how to cite what was counted, leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from discourse.cli.output import CorpusFolder, Output, corpus_folder, show
from discourse.errors import DiscourseError

SIGNS = {"holds": ("✓", "green"), "mixed": ("~", "yellow"), "fails": ("✗", "red"), "not testable": ("?", "dim")}


def claims(
    corpus: CorpusFolder = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print the whole ledger as CSV.")] = False,
    zh: Annotated[bool, typer.Option("--zh", help="繁體中文。")] = False,
    out: Output = None,
) -> None:
    """Test every claim of claims.csv on the texts and print the ledger."""
    from discourse.counting.corpus import load_corpus
    from discourse.inquiry.claim_rows import load_claims
    from discourse.inquiry.claims import check_claims

    folder = corpus_folder(corpus)
    whole = load_corpus(folder)
    if not (folder / "claims.csv").is_file():
        remedy = "Write one like corpus/claims.csv of the project, a row for each claim."
        raise DiscourseError("holds no claims.csv, so there is nothing to test", path=folder, remedy=remedy)
    ledger = check_claims(whole, claims=load_claims(folder / "claims.csv"))
    if out is not None or csv:
        show(ledger, out, csv=csv, corpus=whole)
    else:
        _print_ledger(ledger, "zh" if zh else "en")


def _print_ledger(ledger, lang: str) -> None:
    """Print one row per claim: sign, verdict, claim, what was found and where."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    heads = {"en": ("Verdict", "Claim", "Found"), "zh": ("判定", "主張", "發現")}[lang]
    table = Table(show_lines=True, header_style="bold", expand=True)
    for head, share in zip(heads, (2, 5, 7), strict=True):
        table.add_column(head, overflow="fold", ratio=share, min_width=14 if share == 2 else None)
    for row in ledger.itertuples():
        sign, style = SIGNS[row.verdict]
        title = getattr(row, f"title_{lang}") or row.title_en
        part = f" ({row.part})" if row.part else ""
        found = getattr(row, f"sentence_{lang}") or row.sentence_en
        note = row.note if lang == "en" else row.note_zh
        cells = [f"{row.claim_id}. {title}{part}", "\n".join(filter(None, [found, note and f"({note})", row.evidence]))]
        verdict = row.verdict if lang == "en" else row.verdict_zh
        table.add_row(f"[{style}]{sign} {verdict}[/]", *map(escape, cells))
    console = Console()
    if not console.is_terminal:  # a file or a pipe has no edge to wrap at
        console = Console(width=120)
    console.print(table)


def cite(
    corpus: CorpusFolder = None,
    bibtex: Annotated[bool, typer.Option("--bibtex", help="As a BibTeX entry.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write it to this file.")] = None,
) -> None:
    """Print citation, versions, hashes of corpus and codebook, and settings, for a methods section."""
    from discourse.counting.corpus import load_corpus
    from discourse.showing.citation import cite as citation

    text = citation(load_corpus(corpus_folder(corpus)), style="bibtex" if bibtex else "text")
    if out is None:
        typer.echo(text, nl=False)
    else:
        from discourse.writing import write_text

        write_text(out, text)
        typer.echo(f"written to {out}", err=True)


COMMANDS = {"claims": claims, "cite": cite}
