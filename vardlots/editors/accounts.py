"""Accounts of the office: made at the command line, checked at the login."""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select

from vardlots.editors.tables import EditorRow, SessionRow
from vardlots.errors import WrongAccount
from vardlots.store import transaction

SHORTEST, LONGEST = 12, 200
"""Letters of a password: length is what makes it hard to guess."""
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
HASHER = PasswordHasher()
NOBODY = HASHER.hash("nobody's password")
"""Compared with where there is no such account, so that the time an answer takes does not tell which there are."""


@dataclass(frozen=True)
class Account:
    """One of the clinic's people. `stamp` changes with the password, and says nothing of it."""

    email: str
    name: str
    may_edit: bool
    stamp: str


def add(url: str, email: str, name: str, password: str, now: datetime, *, may_edit: bool = False) -> Account:
    """Make an account.

    Raises:
        WrongAccount: when the address is none or taken, the name empty, or the password too short.
        StoreUnavailable: when the database does not answer.
    """
    email, name = email.strip().lower(), " ".join(name.split())
    if not ADDRESS.fullmatch(email) or len(email) > 254:
        raise WrongAccount(f"{email!r} is no e-mail address; write one such as anna@klinik.example")
    if not name or len(name) > 120:
        raise WrongAccount("the account needs a name of at most 120 letters: it stands in the history of every change")
    with transaction(url) as session:
        if session.get(EditorRow, email):
            raise WrongAccount(f"{email} has an account already; `vardlots editors change` changes it")
        row = EditorRow(email=email, name=name, password_hash=_hashed(password), may_edit=may_edit, created=now)
        session.add(row)
        return account_of(row)


def change(url: str, email: str, *, password: str | None = None, may_edit: bool | None = None) -> Account:
    """Give an account another password, or another right. Another password ends every login with the one before.

    Raises:
        WrongAccount: when there is no such account, or the password is too short.
        StoreUnavailable: when the database does not answer.
    """
    with transaction(url) as session:
        row = session.get(EditorRow, email.strip().lower())
        if row is None:
            raise WrongAccount(f"nobody has an account with {email}; `vardlots editors list` shows them")
        if password is not None:
            row.password_hash = _hashed(password)
            session.flush()  # a login that begins at this moment is there before it is looked for, or sees the new one
            session.execute(delete(SessionRow).where(SessionRow.email == row.email))
        if may_edit is not None:
            row.may_edit = may_edit
        return account_of(row)


def remove(url: str, email: str) -> bool:
    """Remove an account, and say whether there was one; who is logged in with it is out at once."""
    with transaction(url) as session:
        row = session.get(EditorRow, email.strip().lower())
        if row is not None:
            session.delete(row)  # and the database its logins
        return row is not None


def accounts(url: str) -> list[Account]:
    """Return every account, by address."""
    with transaction(url) as session:
        return [account_of(row) for row in session.scalars(select(EditorRow).order_by(EditorRow.email))]


def known(url: str, email: str) -> Account | None:
    """Return an account as it is now."""
    with transaction(url) as session:
        row = session.get(EditorRow, email)
        return account_of(row) if row else None


def there_are_any(url: str) -> bool:
    """Say whether anybody has an account."""
    with transaction(url) as session:
        return bool(session.scalar(select(func.count()).select_from(EditorRow)))


def logged_in(url: str, email: str, password: str) -> Account | None:
    """Return the account that an address and a password belong to, or None."""
    with transaction(url) as session:
        row = session.get(EditorRow, email.strip().lower())
        right = _verified(row.password_hash if row else NOBODY, password[:LONGEST])
        return account_of(row) if row and right else None


def account_of(row: EditorRow) -> Account:
    """Return an account as its row has it."""
    return Account(row.email, row.name, row.may_edit, sha256(row.password_hash.encode()).hexdigest()[:16])


def _verified(hashed: str, password: str) -> bool:
    try:
        return HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def _hashed(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise WrongAccount(
            f"a password needs {SHORTEST} to {LONGEST} letters; a few words in a row are easy to remember"
        )
    return HASHER.hash(password)
