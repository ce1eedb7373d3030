"""`vardlots cases`: who was asked in to answer patients, when, and how it ended. Never a word of what was said."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from vardlots.people.ledger import Ledger
from vardlots.settings import settings
from vardlots.store import engine

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Most = Annotated[int, typer.Option("--most", min=1, help="Show at most so many.")]
Reference = Annotated[str, typer.Argument(help="A case's number: show all that happened to it.", show_default=False)]


def cases(reference: Reference = "", as_json: AsJson = False, most: Most = 50) -> None:
    """Show the latest cases, newest first, in UTC; or the audit trail of one."""
    url = settings().database_url
    engine(url)  # brings the schema up to date, for a database that has had no case yet
    found = Ledger(url).trail(reference.upper()) if reference else Ledger(url).latest(most)
    rows = [{name: _written(value) for name, value in asdict(row).items()} for row in found]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif not rows:
        typer.echo(f"There is no case {reference}." if reference else "Nobody has been asked in yet.")
    else:
        Console().print(_table(rows))


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in rows[0]:
        table.add_column(column, no_wrap=column in ("opened", "reference", "moment"), overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(value or "").removesuffix("+00:00")) for value in row.values()))
    return table


def _written(value: object) -> object:
    """Write a moment as JSON can."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
