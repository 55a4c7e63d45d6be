"""A table enters; lines on the screen or a file of the format wanted leave; options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from discourse.errors import DiscourseError, printable

Folder = Annotated[Path | None, typer.Argument(help="Folder of a study; without it, the project itself.")]
CorpusFolder = Annotated[Path | None, typer.Option("--corpus", help="Corpus folder; without it, the shipped one.")]
Output = Annotated[Path | None, typer.Option("--out", help="Write the whole table there: .csv .xlsx .parquet .tex .md")]
Csv = Annotated[bool, typer.Option("--csv", help="Print the whole table as CSV.")]
Top = Annotated[int, typer.Option(help="Rows to print.", min=1)]
_NARROW = 26


def show(table, out: Path | None = None, top: int = 10**6, *, csv: bool = False, first=(), corpus=None,
         **settings) -> None:  # fmt: skip
    """Print a table, or write it where it should go, with what it rests on where a corpus is named.

    A window that has no room for all columns shows the `first` ones.
    """
    if out is not None:
        from discourse.showing.export import export

        origin = None
        if corpus is not None:
            from discourse.counting.provenance import provenance

            origin = provenance(corpus, **settings)
        typer.echo(f"{len(table):,} rows written to {export(table, out, provenance=origin)}", err=True)
    elif csv:
        from discourse.csvfile import csv_text
        from discourse.showing.spreadsheet import spreadsheet_safe

        typer.echo(csv_text(spreadsheet_safe(table)), nl=False)
    elif table.empty:
        typer.echo("(no rows)")
    else:
        _print(table.head(top), first)
        if len(table) > top:
            typer.echo(f"{top:,} of {len(table):,} rows; --top {len(table)} shows all, --csv or --out writes all",
                       err=True)  # fmt: skip


def _print(table, first) -> None:
    """Print a table, numbers to the right; a narrow window wraps text and leaves out the last columns, and says so."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cells = {str(name): [printable(_cell(value)) for value in table.iloc[:, i]] for i, name in enumerate(table.columns)}
    numeric = {str(name) for name, dtype in table.dtypes.items() if dtype.kind in "iuf"}
    console = Console()
    kept = list(cells)
    if console.is_terminal and len(_fitting(cells, numeric, console.width)) < len(cells):
        chosen = {name: cells[name] for name in (*first, *cells) if name in cells}
        kept = _fitting(chosen, numeric, console.width)
    shown = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for name in kept:
        shown.add_column(name, justify="right" if name in numeric else "left", no_wrap=name in numeric, overflow="fold")
    for row in zip(*(cells[name] for name in kept), strict=True):
        shown.add_row(*map(Text, row))
    lay_out(shown)
    if left_out := [name for name in cells if name not in kept]:
        named = ", ".join(left_out[:4]) + (f" and {len(left_out) - 4} more" if len(left_out) > 4 else "")
        typer.echo(f"no room for {named}: a wider window or a pipe shows every column", err=True)


def _fitting(cells: dict[str, list[str]], numeric: set[str], room: int) -> list[str]:
    """Give the first columns that a window has room for; text may wrap down to some width, numbers may not."""
    kept: list[str] = []
    for name, column in cells.items():
        widest = max(map(_width, [name, *column]))
        room -= 2 + (widest if name in numeric else min(widest, _NARROW))
        if room < 0 and kept:
            break
        kept.append(name)
    return kept


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "–" if value != value else f"{value:.4g}"
    return str(value)


def show_contexts(hits) -> None:
    """Print hits one below the other, the nodes under each other; a narrow window cuts the far ends."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if hits.empty:
        return
    shown = Table.grid(padding=(0, 2, 0, 0))
    place = [name for name in ("doc_id", "para", "voice", "term") if name in hits.columns]
    n = len(place)
    looks = [("right" if name == "para" else "left", "dim" if name == "para" else "") for name in place]
    for justify, style in (*looks, ("right", ""), ("left", "bold"), ("left", "")):
        shown.add_column(justify=justify, style=style, no_wrap=True)
    columns = hits[[*place, "left", "node", "right"]]
    rows = [tuple(map(printable, row)) for row in columns.itertuples(index=False, name=None)]
    console = Console()
    if console.is_terminal:
        names = _short_names([row[0] for row in rows], console.width // 4)
        rows = [(name, *row[1:]) for name, row in zip(names, rows, strict=True)]
        taken = sum(max(_width(row[i]) for row in rows) for i in (*range(n), n + 1))
        room = max(10, (console.width - taken - 2 * len(looks) - 6) // 2)
        rows = [(*r[:n], _cut(r[n][::-1], room)[::-1], r[n + 1], _cut(r[n + 2], room)) for r in rows]
    for row in rows:
        shown.add_row(*(Text(f"[{part}]" if i == n + 1 else part) for i, part in enumerate(row)))
    lay_out(shown)


def _short_names(names: list[str], room: int) -> list[str]:
    """Leave out the middle of long names, unless two documents would then be called the same."""
    short = {name: _short(name, room) for name in names}
    return [short[name] for name in names] if len(set(short.values())) == len(short) else names


def _short(name: str, room: int) -> str:
    if _width(name) <= room:
        return name
    end = _cut(name[::-1], (room - 1) // 2)[::-1]
    return f"{_cut(name, room - 1 - _width(end))}…{end}"


def _width(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def _cut(text: str, room: int) -> str:
    """Give the beginning of a text that takes no more than so many cells of a terminal."""
    used = 0
    for i, character in enumerate(text):
        used += _width(character)
        if used > room:
            return text[:i]
    return text


def lay_out(shown) -> None:
    """Print a rich table: within the window on a terminal, as wide as it needs to be in a file or a pipe."""
    from rich.console import Console
    from rich.measure import Measurement

    console = Console()
    if console.is_terminal:
        console.print(shown)
        return
    console = Console(width=100_000, no_color=True)
    width = max(1, Measurement.get(console, console.options, shown).maximum)
    with console.capture() as captured:
        console.print(shown, width=width)
    typer.echo("\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n")))


def corpus_folder(folder: Path | None) -> Path:
    """Folder named, or that of the shipped corpus; a study is named by its own folder or by its corpus/."""
    from discourse.shipped import shipped

    if folder is not None and not folder.is_dir():
        raise DiscourseError("no such folder", path=folder, remedy="Name a corpus folder.")
    inner = folder / "corpus" if folder is not None else None
    return inner if inner is not None and inner.is_dir() else folder or shipped()
