"""The tools: `vardlots <command>`. A command's module is imported when the command runs, and not before."""

import os
import sys
from collections.abc import Sequence

import typer

from vardlots.cli.commands import COMMANDS, GROUPS
from vardlots.errors import VardlotsError


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line, and leave it: 0 all is well, 1 the command found errors, 2 wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        app(words)(args=words, prog_name="vardlots")
    except VardlotsError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from error


def app(words: Sequence[str]) -> typer.Typer:
    """Make the command line for these words: the command they name in full, the others as a line of help."""
    made = _typer("The tools of the digital front desk.")
    groups = {name: _typer(about) for name, about in GROUPS.items()}
    for name, group in groups.items():
        made.add_typer(group, name=name)
    everything = "_VARDLOTS_COMPLETE" in os.environ
    for command in COMMANDS:
        named = everything or tuple(words[: len(command.words)]) == command.words
        parent = groups[command.words[0]] if len(command.words) > 1 else made
        parent.command(command.words[-1], help=command.help)(command.load() if named else _listed)
    return made


def _typer(about: str) -> typer.Typer:
    return typer.Typer(
        help=about,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _listed() -> None:
    """Stand in for a command that is listed, not run."""
