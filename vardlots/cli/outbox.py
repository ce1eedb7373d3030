"""`vardlots outbox` and `vardlots requests`: what waits for the clinic's people."""

import json
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from vardlots.contact import handover, sms
from vardlots.contact.tables import HandOver, OutboxMessage
from vardlots.settings import settings

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Most = Annotated[int, typer.Option("--most", min=1, help="Show at most so many.")]

MESSAGE = ("created", "recipient", "text", "key", "serial")
REQUEST = ("created", "reference", "contact", "language", "topic", "summary")
WHOLE = ("created", "reference", "recipient", "contact")
"""What is of no use in pieces."""


def outbox(as_json: AsJson = False, most: Most = 50) -> None:
    """Show the text messages that were sent, newest first, in UTC; without a gateway they only stand here."""
    _show(sms.outbox(settings().database_url, most), MESSAGE, as_json, "The outbox is empty.")


def requests(as_json: AsJson = False, most: Most = 50) -> None:
    """Show who asked for a person (when, in UTC), where to answer, and what it is about, newest first."""
    _show(handover.requests(settings().database_url, most), REQUEST, as_json, "Nobody has asked for a person.")


def _show(rows: Sequence[OutboxMessage | HandOver], columns: Sequence[str], as_json: bool, nothing: str) -> None:
    cells = [{column: _written(getattr(row, column)) for column in columns} for row in rows]
    if as_json:
        typer.echo(json.dumps(cells, ensure_ascii=False, indent=2))
    elif not cells:
        typer.echo(nothing)
    else:
        Console().print(_table(cells, [column for column in columns if column not in ("key", "serial")]))


def _table(cells: Sequence[dict[str, object]], columns: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, no_wrap=column in WHOLE, overflow="fold")
    for row in cells:
        # Text, because what people wrote may hold [brackets], which rich would read as a style
        table.add_row(*(Text(str(row[column] or "").removesuffix("+00:00")) for column in columns))
    return table


def _written(value: object) -> object:
    """Write a moment as JSON can."""
    iso = getattr(value, "isoformat", None)
    return iso(timespec="seconds") if iso else value
