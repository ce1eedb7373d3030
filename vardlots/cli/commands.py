"""The table of commands. To add one: write a function with typer's annotations, and name it here."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Command:
    """A command: the words that call it, the function that does it (`module:function`), a line of help."""

    name: str
    target: str
    help: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words after `vardlots`: a command, or a group and a command."""
        return tuple(self.name.split())

    def load(self) -> Callable[..., Any]:
        """Import the function."""
        module, function = self.target.split(":")
        return getattr(import_module(module), function)


GROUPS = {
    "kb": "The knowledge base: kb/faq.yaml and the files beside it.",
    "editors": "The accounts of the office, where staff read and edit answers.",
    "matrix": "The door to Matrix.",
}

COMMANDS = (
    Command("ask", "vardlots.cli.ask:ask", "Show which entries answer a question, how sure that is, and why."),
    Command("kb check", "vardlots.cli.kb:check", "Find what to mend in the knowledge base, line by line."),
    Command("kb diff", "vardlots.cli.diff:diff", "Show which known questions a change gives another answer."),
    Command("kb export", "vardlots.cli.exchange:export", "Write the answers as a spreadsheet, for others to work in."),
    Command("kb import", "vardlots.cli.exchange:take_in", "Take in a spreadsheet, or the questions of a web page."),
    Command("kb gaps", "vardlots.cli.gaps:gaps", "Show what patients ask in vain, and do something about it."),
    Command("kb fit", "vardlots.cli.fit:fit", "Fit the retrieval's weights on the knowledge base's own tests."),
    Command("kb rules", "vardlots.cli.kb:rules", "List the rules of `kb check`, or explain one, in both languages."),
    Command("kb schema", "vardlots.cli.kb:schema", "Write kb/schema/*.json, which editors help with."),
    Command("editors add", "vardlots.cli.editors:add", "Give a person an account in the office."),
    Command("editors change", "vardlots.cli.editors:change", "Change what a person may do, or their password."),
    Command("editors list", "vardlots.cli.editors:listed", "List who has an account in the office."),
    Command("editors logout", "vardlots.cli.editors:log_out", "Log a person out of the office, everywhere."),
    Command("editors remove", "vardlots.cli.editors:remove", "Remove a person's account."),
    Command("erase", "vardlots.cli.erase:erase", "Forget a person: remove them from every store, and say what was."),
    Command("expire", "vardlots.cli.erase:expire", "Forget what is old: conversations in a database, kept questions."),
    Command("outbox", "vardlots.cli.outbox:outbox", "Show the text messages, newest first, and their state."),
    Command("sms", "vardlots.cli.outbox:sms", "Deliver the text messages that wait, once; or say what is set up."),
    Command("cases", "vardlots.cli.cases:cases", "Show who was asked in to answer patients, and what became of it."),
    Command("matrix register", "vardlots.cli.matrix:register", "Write the file that lets a homeserver know us."),
    Command("requests", "vardlots.cli.outbox:requests", "Show who asked for a person, newest first."),
)
