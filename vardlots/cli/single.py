"""A program of one command: `python -m something`."""

from collections.abc import Callable

import typer

from vardlots.errors import VardlotsError


def run(command: Callable[..., None], name: str) -> None:
    """Run a command under the name that its help shows; an error of ours is one sentence, not a traceback."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command(context_settings={"help_option_names": ["-h", "--help"]})(command)
    try:
        app(prog_name=name)
    except VardlotsError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from error
