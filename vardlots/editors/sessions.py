"""Who is logged in to the office: a row a login, so that logging out ends it whoever has a copy of its cookie.

The browser has a token that nobody guesses, the table only its digest: who reads the table cannot log in with it.
"""

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, delete, select, update
from sqlalchemy.orm import Session

from vardlots.editors.accounts import Account, account_of
from vardlots.editors.lasting import Lasting
from vardlots.editors.tables import EditorRow, SessionRow
from vardlots.store import transaction

TOKEN_BYTES = 32
NOTED = 100
"""When it was last seen is written a hundred times within the idle time, not at every page."""


def begin(url: str, account: Account, now: datetime, lasts: Lasting) -> str | None:
    """Log an account in, and return its new token; None where its password was changed, or it went, this very moment.

    Logins that are over are removed, those of everybody.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction(url) as session:
        session.execute(delete(SessionRow).where(SessionRow.expires <= now))
        # the account's row is held until the login is there: another password waits, and then ends it
        held = session.scalar(select(EditorRow).where(EditorRow.email == account.email).with_for_update())
        if held is None or account_of(held).stamp != account.stamp:
            return None
        expires = _expires(now, now, lasts)
        row = SessionRow(token_hash=_digest(token), email=account.email, created=now, seen=now, expires=expires)
        session.add(row)
    return token


def logged_in_as(url: str, token: str, now: datetime, lasts: Lasting, *, asked: bool = True) -> Account | None:
    """Return whose login a token is, as the account is now; None when it has ended.

    `asked` says that a person asked for something, and not a page by itself: only that keeps a login from being idle.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    with transaction(url) as session:
        row = session.get(SessionRow, _digest(token))
        if row is None or row.expires <= now:
            return None
        editor = session.get(EditorRow, row.email)
        if asked and now - row.seen >= lasts.idle / NOTED:
            _seen(session, row, now, lasts)
        return account_of(editor) if editor else None


def end(url: str, token: str) -> bool:
    """Log out: nobody comes in with this token any more. Tell whether anybody could.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    return _deleted(url, delete(SessionRow).where(SessionRow.token_hash == _digest(token))) > 0


def end_all(url: str, email: str) -> int:
    """Log an account out everywhere, and return of how many logins that was the end.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    return _deleted(url, delete(SessionRow).where(SessionRow.email == email.strip().lower()))


def _seen(session: Session, row: SessionRow, now: datetime, lasts: Lasting) -> None:
    """Note that somebody is there; a login that another request ends at this moment stays ended."""
    values = {"seen": now, "expires": _expires(row.created, now, lasts)}
    session.execute(
        update(SessionRow).where(SessionRow.token_hash == row.token_hash).values(values),
        execution_options={"synchronize_session": False},
    )


def _expires(created: datetime, now: datetime, lasts: Lasting) -> datetime:
    return min(now + lasts.idle, created + lasts.whole)


def _deleted(url: str, those: Delete) -> int:
    with transaction(url) as session:
        return cast(CursorResult[Any], session.execute(those)).rowcount


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
