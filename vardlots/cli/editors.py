"""`vardlots editors`: who may read, and who may edit, in the office."""

import json
import sys
from dataclasses import asdict
from datetime import datetime, timezone
from typing import Annotated

import typer

from vardlots.editors import accounts, sessions
from vardlots.editors.accounts import Account
from vardlots.settings import settings

Email = Annotated[str, typer.Argument(help="The person's e-mail address, which they log in with.")]
Named = Annotated[str, typer.Option("--name", help="The person's name; it stands in the history of every change.")]
MayEdit = Annotated[bool, typer.Option("--may-edit", help="Let them change answers; otherwise they only read.")]
Right = Annotated[bool | None, typer.Option("--may-edit/--only-read", help="Change what they may do.")]
NewPassword = Annotated[bool, typer.Option("--password", help="Ask for another password.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def add(email: Email, name: Named = "", may_edit: MayEdit = False) -> None:
    """Make an account; the password is asked for, or read from standard input."""
    name = name or (typer.prompt("Name") if sys.stdin.isatty() else email.partition("@")[0])
    made = accounts.add(
        settings().database_url, email, name, _password(), datetime.now(timezone.utc), may_edit=may_edit
    )
    typer.echo(f"{made.name} <{made.email}> may {_right(made)} in the office.")


def change(email: Email, may_edit: Right = None, password: NewPassword = False) -> None:
    """Change what a person may do, or their password; with another password they must log in again."""
    if may_edit is None and not password:
        raise typer.BadParameter("say what to change: --may-edit, --only-read or --password")
    url = settings().database_url
    made = accounts.change(url, email, password=_password() if password else None, may_edit=may_edit)
    typer.echo(f"{made.name} <{made.email}> may {_right(made)} in the office.")


def remove(email: Email) -> None:
    """Remove an account; whoever is logged in with it is out at once."""
    if not accounts.remove(settings().database_url, email):
        typer.echo(f"Nobody has an account with {email}.", err=True)
        raise typer.Exit(1)
    typer.echo(f"{email} has no account any more.")


def log_out(email: Email) -> None:
    """Log a person out everywhere, on every machine; they may log in again."""
    url, address = settings().database_url, email.strip().lower()
    if accounts.known(url, address) is None:
        typer.echo(f"Nobody has an account with {email}.", err=True)
        raise typer.Exit(1)
    many = sessions.end_all(url, address)
    said = f"is logged out, here and everywhere: logins ended: {many}." if many else "was not logged in anywhere."
    typer.echo(f"{address} {said}")


def listed(as_json: AsJson = False) -> None:
    """List the accounts."""
    found = accounts.accounts(settings().database_url)
    if as_json:
        rows = [{name: value for name, value in asdict(one).items() if name != "stamp"} for one in found]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in found:
        typer.echo(f"{one.email}\t{one.name}\tmay {_right(one)}")
    if not found:
        typer.echo("Nobody has an account yet: vardlots editors add anna@klinik.example --may-edit")


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")


def _right(account: Account) -> str:
    return "read and edit" if account.may_edit else "read"
