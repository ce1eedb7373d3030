"""Text messages: handed to a gateway at most once, whoever asks how often."""

import importlib
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from vardlots.contact.tables import OutboxMessage
from vardlots.settings import settings
from vardlots.store import transaction

PAUSE = timedelta(minutes=10)
"""A message with the same key is not sent again within this time."""
MOST_A_DAY = 3
"""Nor more often than this in 24 hours: the number may be a stranger's."""

Deliver = Callable[[str, str, str], None]
"""Hand one message to a gateway: recipient (E.164), text, and a key that is unique to the message.

It raises `MessageNotSent` when the gateway refuses or does not answer, and gives up within four seconds.
"""


class SmsSender(Protocol):
    """What can send a text message."""

    def send(self, to: str, text: str, key: str) -> bool:
        """Send a message, unless one with this key was sent a moment ago; return whether it was sent.

        Raises:
            MessageNotSent: when the gateway does not take it.
            StoreUnavailable: when it cannot be known what was sent before.
        """
        ...


def _leave_in_outbox(_to: str, _text: str, _key: str) -> None:
    """Deliver to nobody: the message stays in the outbox, where `vardlots outbox` shows it."""


def _utc_now() -> datetime:
    return datetime.now(timezone.utc)


class OutboxSender:
    """Write every message to the database, then deliver it.

    Without a gateway it stays there. The row and the delivery are one transaction, so a failed delivery leaves
    nothing behind, and two requests at the same moment meet in the unique constraint on key and serial.
    """

    def __init__(self, url: str, deliver: Deliver = _leave_in_outbox, clock: Callable[[], datetime] = _utc_now) -> None:
        self._url = url
        self._deliver = deliver
        self._clock = clock

    def send(self, to: str, text: str, key: str) -> bool:
        """Send a message, unless one with this key was sent a moment ago; return whether it was sent."""
        try:
            with transaction(self._url) as session:
                return self._send(session, to, text, key)
        except IntegrityError:
            return False  # another process sent it while we looked

    def _send(self, session: Session, to: str, text: str, key: str) -> bool:
        now = self._clock()
        sent = list(session.scalars(select(OutboxMessage.created).where(OutboxMessage.key == key)))
        today = [moment for moment in sent if moment > now - timedelta(days=1)]
        if len(today) >= MOST_A_DAY or any(moment > now - PAUSE for moment in today):
            return False
        serial = len(sent) + 1
        session.add(OutboxMessage(key=key, serial=serial, recipient=to, text=text, created=now))
        session.flush()
        self._deliver(to, text, f"{key}:{serial}")
        return True


def sms_sender() -> SmsSender:
    """Return the sender that `VARDLOTS_SMS` names: `outbox`, or a gateway as `package.module:function`.

    Raises:
        ValueError: when it names neither.
    """
    here = settings()
    return OutboxSender(here.database_url, gateway(here.sms))


def gateway(name: str) -> Deliver:
    """Find the function that delivers; `outbox` is the one that does nothing.

    Raises:
        ValueError: when there is no such function.
    """
    if name == "outbox":
        return _leave_in_outbox
    module, _, function = name.partition(":")
    try:
        return getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(
            f"VARDLOTS_SMS is {name!r}, but there is no such function. Write 'outbox', or "
            "'package.module:function' for a function that takes recipient, text and key."
        ) from error


def outbox(url: str, most: int = 50) -> list[OutboxMessage]:
    """Return the latest messages, newest first."""
    with transaction(url) as session:
        rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(most)).all()
        session.expunge_all()
    return list(rows)
