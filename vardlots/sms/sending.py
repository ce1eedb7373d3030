"""Say something by text message: at once, for somebody who waits in the chat, or as soon as a worker gets to it."""

import os
from functools import cache

from vardlots.contact.phone import parse_phone
from vardlots.settings import settings
from vardlots.sms.delivery import Deliverer, Outcome, utc_now
from vardlots.sms.gateways import NONE, Gateway, gateway
from vardlots.sms.outbox import Outbox
from vardlots.sms.texts import Message

__all__ = ["Outcome", "can_send", "send_now", "send_soon", "withdraw_outdated"]


def send_now(message: Message) -> Outcome:
    """Send a message, once however often it is asked for in a while, and return what became of it within 4 seconds.

    Without a gateway it is kept in the outbox, and counts as sent.

    Raises:
        StoreUnavailable: when the database does not answer.
        WrongGateway: when the gateway that is configured is none.
    """
    here = settings()
    outbox, through = Outbox(here.database_url), _gateway(here.sms)
    if through is None:
        return "sent" if outbox.put_paused(message, utc_now()) else "already"
    return Deliverer(outbox, through).deliver_now(message)


def send_soon(message: Message) -> bool:
    """Leave a confirmation to the workers, once however often; return whether one will arrive.

    It does not without a gateway, at a landline, and where a number has had too many.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    here, phone = settings(), parse_phone(message.to)
    if phone is None or not phone.mobile:
        return False
    outbox, now = Outbox(here.database_url), utc_now()
    if outbox.too_many(message.to, now):
        return False
    outbox.put(message, now)
    return can_send()


def withdraw_outdated() -> None:
    """Withdraw what waits about appointments that have been moved or cancelled since.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    Outbox(settings().database_url).withdraw(utc_now())


def can_send() -> bool:
    """Say whether a gateway is named: without one nobody is told that a message comes."""
    return settings().sms != NONE


@cache
def _made(name: str, user: str, password: str, sender: str, url: str) -> Gateway | None:
    return gateway(name)


def _gateway(name: str) -> Gateway | None:
    """Return the gateway of a name; the same one, with its open connections, as long as nothing of it changes."""
    return _made(name, *(os.environ.get(f"VARDLOTS_SMS_{part}", "") for part in ("USER", "PASSWORD", "FROM", "URL")))
