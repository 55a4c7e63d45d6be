"""The modules of commands enter; the one program leaves whose commands they are."""

from __future__ import annotations

import typer

from discourse.cli import corpora, findings, large, project, reports

app = typer.Typer(
    help="Who frames an event how, and how sure can we be?",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_SHORT = {
    "run": "Execute changed notebooks, write the pages.",
    "test": "Run every test, notebooks included.",
    "lab": "Open JupyterLab on the notebooks or a study.",
    "count": "Count a corpus of any size into Parquet.",
    "extract": "Count features from full texts.",
    "fetch": "Fetch full texts, compare them with counts.",
    "status": "Say what is at hand, missing or stale.",
    "index": "Index a corpus of any size for search.",
    "search": "Search a corpus of any size or its index.",
    "frames": "Show the share of sentences of each frame.",
    "validate": "Hold the codebook against hand coding.",
    "claims": "Test every claim of claims.csv.",
    "cite": "Print what a methods section should say.",
}
_commands = (project.COMMANDS, corpora.COMMANDS, large.COMMANDS, findings.COMMANDS, reports.COMMANDS)
for _name, _command in (pair for commands in _commands for pair in commands.items()):
    _passes_on = project.PASS_ON if _name in ("test", "lab") else None
    app.command(_name, context_settings=_passes_on, short_help=_SHORT.get(_name))(_command)
