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
_commands = (project.COMMANDS, corpora.COMMANDS, large.COMMANDS, findings.COMMANDS, reports.COMMANDS)
for _name, _command in (pair for commands in _commands for pair in commands.items()):
    app.command(_name, context_settings=project.PASS_ON if _name in ("test", "lab") else None)(_command)
