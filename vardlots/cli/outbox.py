"""`vardlots outbox` and `vardlots requests`: what waits for the clinic's people. `vardlots sms`: deliver, once."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from vardlots.contact import handover
from vardlots.contact.tables import HandOver
from vardlots.settings import settings
from vardlots.sms.gateways import NONE, gateway
from vardlots.sms.incoming import replies_are_read
from vardlots.sms.outbox import Outbox
from vardlots.sms.tables import OutboxMessage
from vardlots.sms.worker import Worker

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Most = Annotated[int, typer.Option("--most", min=1, help="Show at most so many.")]
OnlyCheck = Annotated[bool, typer.Option("--check", help="Send nothing; say what is configured.")]

MESSAGE = ("created", "kind", "recipient", "state", "attempts", "next_try", "error", "text", "key", "serial")
REQUEST = ("created", "reference", "contact", "language", "topic", "summary")
WHOLE = ("created", "reference", "recipient", "contact", "state")
"""What is of no use in pieces."""
MOST_ROUNDS = 20
"""One round makes what the next delivers; no more than that, for somebody waits."""


def outbox(as_json: AsJson = False, most: Most = 50) -> None:
    """Show the text messages, newest first, in UTC: how far each has come, and when it is tried next."""
    here = settings()
    rows = [_shown(row, MESSAGE) for row in Outbox(here.database_url).latest(most)]
    if here.sms == NONE:
        for row in rows:
            row.update({"state": "queued (no gateway)", "next_try": None} if row["state"] == "queued" else {})
    _show(rows, MESSAGE, as_json, "The outbox is empty.")


def requests(as_json: AsJson = False, most: Most = 50) -> None:
    """Show who asked for a person (when, in UTC), where to answer, and what it is about, newest first."""
    rows = [_shown(row, REQUEST) for row in handover.requests(settings().database_url, most)]
    _show(rows, REQUEST, as_json, "Nobody has asked for a person.")


def sms(check: OnlyCheck = False) -> None:
    """Make the reminders that are due and try every message that waits, once; or say what is configured."""
    here = settings()
    through, replies = gateway(here.sms), replies_are_read()
    typer.echo(f"Gateway: {through.name if through else 'none; messages are made and kept'}")
    typer.echo(f"Replies: {'read' if replies else 'not read'}")
    if check:
        return
    worker = Worker(here.database_url, through, replies)
    reminders = tried = 0
    for _ in range(MOST_ROUNDS):
        done = worker.round()
        reminders, tried = reminders + done.reminders, tried + done.tried
        if not (done.reminders or done.tried):
            break
    typer.echo(f"{reminders} reminders made, {tried} messages tried; `vardlots outbox` shows what became of them.")


def _shown(row: OutboxMessage | HandOver, columns: Sequence[str]) -> dict[str, Any]:
    return {column: _written(getattr(row, column)) for column in columns}


def _show(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], as_json: bool, nothing: str) -> None:
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif not rows:
        typer.echo(nothing)
    else:
        Console().print(_table(rows, [column for column in columns if column not in ("key", "serial")]))


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column.replace("_", " "), no_wrap=column in WHOLE, overflow="fold")
    for row in rows:
        # Text, because what people wrote may hold [brackets], which rich would read as a style
        cells = ("" if row[column] is None else str(row[column]) for column in columns)
        table.add_row(*(Text(cell.removesuffix("+00:00")) for cell in cells))
    return table


def _written(value: object) -> object:
    """Write a moment as JSON can."""
    iso = getattr(value, "isoformat", None)
    return iso(timespec="seconds") if iso else value
