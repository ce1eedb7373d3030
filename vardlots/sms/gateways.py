"""Who delivers text messages, by what `VARDLOTS_SMS` says: nobody, 46elks, Twilio, or a function of the deployer's."""

import importlib
import os
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from vardlots.sms import elks, twilio
from vardlots.sms.errors import WrongGateway
from vardlots.sms.http import Account

NONE = "outbox"
"""No gateway: messages are made and kept."""

Function = Callable[[str, str, str], str | None]
"""Hand one message over: recipient (E.164), text, and a key that is the message's own.

It may return the gateway's name for the message. It raises `MessageNotSent` (or `Refused`, `TryLater`) when it was not
taken. After a crash the same key may come again: give it to a gateway that knows idempotency keys.
"""

_SENDER = re.compile(r"\+[1-9]\d{5,14}|[A-Za-z][A-Za-z0-9 ]{0,10}|MG[0-9a-f]{32}")
_WHAT = {
    "VARDLOTS_SMS_USER": "the API user (at Twilio: the account's SID)",
    "VARDLOTS_SMS_PASSWORD": "its password (at Twilio: the auth token)",
    "VARDLOTS_SMS_FROM": "who it comes from: a number as +46766861000, or a name of at most 11 letters and digits",
}


class Gateway(Protocol):
    """What delivers."""

    name: str

    def send(self, to: str, text: str, key: str) -> str | None:
        """Hand a message over, and return what the gateway calls it.

        Raises:
            Refused: when it never will take it.
            TryLater: when it does not take it now.
        """
        ...

    def find(self, to: str, text: str, since: datetime) -> tuple[str, ...] | None:
        """Return what the gateway calls the messages with this text to a number since a moment; None: it cannot say.

        Raises:
            TryLater: when it cannot say now.
        """
        ...


class FunctionGateway:
    """A deployer's function as a gateway; it cannot be asked what it has sent."""

    def __init__(self, name: str, function: Function) -> None:
        self.name, self._function = name, function

    def send(self, to: str, text: str, key: str) -> str | None:
        """Call the function."""
        named = self._function(to, text, key)
        return str(named)[:64] if named else None

    def find(self, to: str, text: str, since: datetime) -> None:
        """Return that nobody knows."""
        return


_HTTP: Mapping[str, tuple[Callable[[Account], Gateway], str]] = {
    elks.Elks.name: (elks.Elks, elks.URL),
    twilio.Twilio.name: (twilio.Twilio, twilio.URL),
}


def gateway(name: str, environment: Mapping[str, str] = os.environ) -> Gateway | None:
    """Return the gateway of a name, or None for `outbox`.

    Raises:
        WrongGateway: when there is none, or something that it needs is not set.
    """
    if name == NONE:
        return None
    if name in _HTTP:
        make, url = _HTTP[name]
        return make(_account(name, url, environment))
    module, _, function = name.partition(":")
    try:
        return FunctionGateway(name, getattr(importlib.import_module(module), function))
    except (ImportError, AttributeError, ValueError) as error:
        raise WrongGateway(
            f"VARDLOTS_SMS is {name!r}, but there is no such gateway. Write 'outbox', '46elks', 'twilio', or "
            "'package.module:function' for a function that takes recipient, text and key."
        ) from error


def _account(name: str, url: str, environment: Mapping[str, str]) -> Account:
    missing = [f"{variable}, {what}" for variable, what in _WHAT.items() if not environment.get(variable)]
    if missing:
        raise WrongGateway(f"VARDLOTS_SMS is {name!r}, which needs {'; '.join(missing)}.")
    sender = environment["VARDLOTS_SMS_FROM"]
    if not _SENDER.fullmatch(sender):
        raise WrongGateway(f"VARDLOTS_SMS_FROM is {sender!r}; write {_WHAT['VARDLOTS_SMS_FROM']}.")
    address = environment.get("VARDLOTS_SMS_URL") or url
    if not re.match(r"https://|http://(127\.0\.0\.1|localhost)[:/]", address):
        raise WrongGateway(f"VARDLOTS_SMS_URL is {address!r}; write an https address, for credentials go there.")
    return Account(address.rstrip("/"), environment["VARDLOTS_SMS_USER"], environment["VARDLOTS_SMS_PASSWORD"], sender)
