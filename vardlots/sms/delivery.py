"""Deliver one message: ask the gateway whether it has it already, hand it over, note what came of it."""

import logging
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from datetime import datetime, timedelta, timezone
from typing import Literal

from vardlots.errors import MessageNotSent, StoreUnavailable
from vardlots.sms.errors import Refused, TryLater
from vardlots.sms.gateways import Gateway
from vardlots.sms.outbox import Claimed, Outbox
from vardlots.sms.tables import FAILED, QUEUED, SENT, State
from vardlots.sms.texts import Message

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 20.0, 1800.0
"""Seconds between attempts: each pause is twice the one before."""
PATIENCE = 4.0
"""Seconds that a person in the chat waits to hear whether a message is on its way."""
HEAD_START = timedelta(seconds=15)
"""So long workers leave it to the attempt that the person waits for."""
AFTERWARDS = timedelta(days=1)
"""So long after the last attempt a gateway is asked whether it has a message whose fate is not known."""

Outcome = Literal["sent", "queued", "refused", "already"]
_OUTCOMES: dict[State, Outcome] = {SENT: "sent", FAILED: "refused"}
Clock = Callable[[], datetime]

_pool = ThreadPoolExecutor(8, thread_name_prefix="sms")


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(timezone.utc)


def pause(attempts: int, draw: Callable[[], float] = random.random) -> float:
    """Return the seconds until the next attempt: doubled each time, and drawn, so that not all come back at once."""
    longest = min(FIRST_PAUSE * 2.0 ** min(attempts - 1, 20), LONGEST_PAUSE)
    return longest * (0.5 + draw() / 2)


class Deliverer:
    """Hand messages over to one gateway."""

    def __init__(self, outbox: Outbox, gateway: Gateway, clock: Clock = utc_now) -> None:
        self._outbox, self._gateway, self._clock = outbox, gateway, clock

    def deliver(self, number: int, early: bool = False) -> bool:
        """Try one message, if it is free; return whether it was."""
        claimed = self._outbox.claim(number, self._clock(), early)
        if claimed:
            self._try(claimed)
        return claimed is not None

    def deliver_now(self, message: Message, patience: float = PATIENCE) -> Outcome:
        """Put in a message that somebody waits for, and try it at once.

        A gateway that takes longer is not waited for: the attempt goes on behind, and a worker makes the next.

        Raises:
            StoreUnavailable: when it cannot be put in.
        """
        number = self._outbox.put_paused(message, self._clock(), HEAD_START)
        if number is None:
            return "already"
        attempt = _pool.submit(self._quietly, number)
        try:
            attempt.result(patience)
        except TooSlow:
            attempt.cancel()  # where it has not begun; then it waits for a worker
            return "queued"
        return _OUTCOMES.get(self._outbox.state(number) or QUEUED, "queued")

    def _quietly(self, number: int) -> None:
        """Try a message where nobody hears an error."""
        try:
            self.deliver(number, early=True)
        except StoreUnavailable as error:
            log.error("a text message waits: %s", error)

    def _try(self, claimed: Claimed) -> None:
        try:
            known = self._known(claimed)
            if known is None and claimed.give_up <= self._clock():
                self._outbox.failed(claimed, "too late", self._clock())
                return
            named = known or self._gateway.send(claimed.to, claimed.text, claimed.key)
        except Refused as error:
            log.warning("text message %s was refused: %s", claimed.id, error)
            self._outbox.failed(claimed, str(error), self._clock())
        except TryLater as error:
            self._later(claimed, str(error), error.unsure or claimed.since is not None, error.after)
        except MessageNotSent as error:  # a deployer's function: whatever it says may hold a number
            self._later(claimed, type(error).__name__, unsure=False)
        except Exception as error:  # the same: nobody knows how far it came
            self._later(claimed, type(error).__name__, unsure=True)
        else:
            self._outbox.sent(claimed, named, self._clock())

    def _known(self, claimed: Claimed) -> str | None:
        """Return what the gateway calls the message, where it has it from an attempt whose end we do not know."""
        if claimed.since is None:
            return None
        found = self._gateway.find(claimed.to, claimed.text, claimed.since)
        return self._outbox.unclaimed(found, claimed) if found else None

    def _later(self, claimed: Claimed, error: str, unsure: bool, after: float = 0.0) -> None:
        now = self._clock()
        at = now + timedelta(seconds=max(pause(claimed.attempts), after))
        log.warning("text message %s waits after attempt %s: %s", claimed.id, claimed.attempts, error)
        if at >= claimed.give_up + (AFTERWARDS if unsure else timedelta()):
            self._outbox.failed(claimed, f"gave up: {error}", now)
        else:
            self._outbox.again(claimed, error, at, unsure, now)
