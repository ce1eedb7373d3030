"""`vardlots erase`: forget a person. `vardlots expire`: forget what is old, conversations and kept questions."""

import json
import time
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from vardlots.contact import conversations
from vardlots.contact.address import parse_address
from vardlots.contact.erase import Line, Person
from vardlots.contact.erase import erase as forget
from vardlots.privacy import hours_kept
from vardlots.settings import ROOT, settings
from vardlots.usage.consent import days_kept
from vardlots.usage.questions import forget_old

Addresses = Annotated[
    list[str] | None,
    typer.Argument(help="Phone numbers and e-mail addresses; asked for when left out.", show_default=False),
]
Conversation = Annotated[str, typer.Option("--conversation", help="The sender's id in Rasa, if it is known.")]
Cancel = Annotated[bool, typer.Option("--cancel-bookings", help="Cancel and remove coming appointments as well.")]
OnlyLook = Annotated[bool, typer.Option("--dry-run", help="Change nothing; show what there is.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask first.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Endpoints = Annotated[Path, typer.Option("--endpoints", help="The file that says where Rasa keeps conversations.")]
Hours = Annotated[float | None, typer.Option("--hours", help="Instead of VARDLOTS_CONVERSATION_HOURS.", min=0.0)]

ENDPOINTS = ROOT / "endpoints.yml"


def erase(
    address: Addresses = None,
    conversation: Conversation = "",
    cancel_bookings: Cancel = False,
    dry_run: OnlyLook = False,
    yes: Yes = False,
    as_json: AsJson = False,
    endpoints: Endpoints = ENDPOINTS,
) -> None:
    """Remove one person from every store, all or nothing, and print a receipt that does not say who it was."""
    if as_json and not (yes or dry_run):
        raise typer.BadParameter("--json asks nothing: give --yes too, or --dry-run")
    _hours()  # the receipt says it: better to complain of it before anything is removed
    person = _person(address or [], conversation)
    tracker = conversations.tracker_url(endpoints)

    def run(only_look: bool) -> list[Line]:
        now = datetime.now(timezone.utc)
        return forget(settings().database_url, tracker, person, now, cancel=cancel_bookings, only_look=only_look)

    if not (yes or dry_run):
        _print(run(only_look=True), person, done=False)
        typer.confirm("Remove this for good?", abort=True)
    lines = run(only_look=dry_run)
    if as_json:
        typer.echo(_json(lines, person, done=not dry_run))
    else:
        _print(lines, person, done=not dry_run)


def expire(hours: Hours = None, as_json: AsJson = False, endpoints: Endpoints = ENDPOINTS) -> None:
    """Delete old conversations in Rasa's database, and kept questions after VARDLOTS_QUESTION_DAYS."""
    limit, days = _hours() if hours is None else hours, _days()
    tracker = conversations.tracker_url(endpoints)
    many, events = 0, 0
    if tracker is not None:
        with conversations.conversations(tracker) as connection:
            many, events = conversations.delete_older(connection, time.time() - limit * 3600)
    questions = forget_old(settings().database_url, datetime.now(timezone.utc))
    if as_json:
        told = {"in_memory": tracker is None, "conversations": many, "events": events, "questions": questions}
        typer.echo(json.dumps(told))
        return
    if tracker is None:
        typer.echo(f"Conversations are in Rasa's memory, which forgets them by itself after {_hours():g} hours.")
    else:
        typer.echo(f"{many} conversations older than {limit:g} hours removed, {events} events.")
    typer.echo(f"{questions} kept questions older than {days:g} days removed.")


def _hours() -> float:
    """Read how long conversations are kept.

    Raises:
        typer.BadParameter: when the variable holds no such number.
    """
    try:
        return hours_kept()
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _days() -> float:
    """Read how long questions are kept.

    Raises:
        typer.BadParameter: when the variable holds no such number.
    """
    try:
        return days_kept()
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _person(addresses: Sequence[str], conversation: str) -> Person:
    """Read who is meant.

    Raises:
        typer.BadParameter: when something given is neither a phone number nor an e-mail address.
    """
    typed = list(addresses)
    if not typed and not conversation:
        typed = [typer.prompt("Phone number or e-mail address", err=True)]
    found = [parse_address(one) for one in typed]
    for number, one in enumerate(found, start=1):
        if one is None:
            raise typer.BadParameter(
                f"number {number} of what you gave is neither a phone number nor an e-mail address: "
                "write it such as 070-174 06 45 or anna@example.com"
            )
    return Person(tuple(one for one in found if one), conversation or None)


def _json(lines: Sequence[Line], person: Person, done: bool) -> str:
    stores = [
        {"store": line.store, "found": line.found, "removed": line.removed, "kept": line.kept, "why": line.why}
        for line in lines
    ]  # fmt: skip
    return json.dumps({"person": person.hint, "done": done, "stores": stores}, ensure_ascii=False, indent=2)


def _print(lines: Sequence[Line], person: Person, done: bool) -> None:
    table = Table(box=None, pad_edge=False, title=f"{'Receipt' if done else 'There is'}: {person.hint}")
    for name in ("store", "found", "removed" if done else "to remove", "kept", "why"):
        table.add_column(name, justify="left" if name in ("store", "why") else "right", overflow="fold")
    for line in lines:
        table.add_row(Text(line.store), str(line.found), str(line.removed), str(line.kept), Text(line.why))
    Console(highlight=False).print(table)
