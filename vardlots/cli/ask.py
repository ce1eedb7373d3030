"""`vardlots ask`: what the assistant would make of a question, and why."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Annotated

import typer

from vardlots.cli.asking import Desk
from vardlots.replies import LANGUAGES
from vardlots.retrieval.encoder import encoder
from vardlots.settings import settings

with suppress(ImportError):  # not on Windows: there the arrow keys bring no question back
    import readline  # noqa: F401

Asked = Annotated[str, typer.Argument(help="The question, as a patient would type it.", show_default=False)]
InLanguage = Annotated[str, typer.Option("--language", help="sv or en, instead of the one it sounds like.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Interactive = Annotated[
    bool, typer.Option("--interactive", "-i", help="Go on asking, until an empty line; :help says what else to type.")
]

COMMANDS = {
    ":sv": "ask in Swedish from now on",
    ":en": "ask in English from now on",
    ":auto": "ask in the language that a question sounds like, as at first",
    ":open ID": "show an entry: where it stands, its question and its answer",
    ":quit": "leave, as an empty line does",
}


def ask(
    question: Asked = "", language: InLanguage = "", as_json: AsJson = False, interactive: Interactive = False
) -> None:
    """Rank the entries for a question, without Rasa's opinion on the intent, and show what speaks for each."""
    if not question and not interactive:
        raise typer.BadParameter("type a question, or -i to ask several")
    if language and language not in LANGUAGES:
        raise typer.BadParameter(f"{language!r} is not a language here: sv or en")
    here = settings()
    desk = Desk(here, encoder(here), as_json)
    if question:
        desk.show(question, language)
    if interactive:
        _go_on(desk, language, _typed(echo=not as_json))


def _go_on(desk: Desk, language: str, lines: Iterable[str]) -> None:
    """Answer line after line, and do what those that begin with a colon say, until one says to stop."""
    for line in lines:
        command, _, rest = line.partition(" ")
        match command:
            case "" | ":quit" | ":q":
                return
            case ":sv" | ":en" | ":auto":
                language = {":sv": "sv", ":en": "en"}.get(command, "")
            case ":open" if rest:
                desk.open(rest.strip(), language)
            case _ if line.startswith(":"):
                typer.echo("\n".join(f"{name:<10} {what}" for name, what in COMMANDS.items()), err=True)
            case _:
                desk.show(line, language)


def _typed(echo: bool) -> Iterator[str]:
    """Yield what is typed, or what a file or a program sends; `echo` repeats that, for the answers to make sense."""
    at_a_terminal = sys.stdin.isatty()
    while True:
        try:
            line = input("? " if at_a_terminal else "").strip()
        except (EOFError, KeyboardInterrupt):
            if at_a_terminal:
                typer.echo()
            return
        if echo and not at_a_terminal:
            typer.echo(f"? {line}")
        yield line
