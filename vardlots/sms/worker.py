"""The process that delivers: again and again, try what waits, and make the reminders that are due."""

import logging
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from vardlots.errors import VardlotsError
from vardlots.sms.confirmations import confirm_missing
from vardlots.sms.delivery import Clock, Deliverer, utc_now
from vardlots.sms.gateways import Gateway
from vardlots.sms.keeping import forget_old
from vardlots.sms.outbox import Outbox
from vardlots.sms.reminders import Reminders
from vardlots.sms.table import rules

log = logging.getLogger(__name__)

PAUSE = 2.0
"""Seconds between two looks into the outbox."""
REMIND_EVERY = timedelta(minutes=1)
FORGET_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Round:
    """What one look into the outbox led to; `tried` counts attempts, whatever came of them."""

    reminders: int = 0
    withdrawn: int = 0
    tried: int = 0
    forgotten: int = 0


class Worker:
    """Deliver the messages of one database through one gateway; without a gateway, make them and keep them.

    Any number of workers may run beside each other.
    """

    def __init__(self, url: str, gateway: Gateway | None, replies: bool, clock: Clock = utc_now) -> None:
        self._url, self._clock = url, clock
        self._outbox = Outbox(url)
        self._reminders = Reminders(url, self._outbox, replies)
        self._deliverer = Deliverer(self._outbox, gateway, clock) if gateway else None
        self._next_reminders = self._next_forgetting = clock()

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop. What goes wrong is logged without anybody's number, and tried again."""
        while True:
            try:
                self.round(stop)
            except VardlotsError as error:
                log.error("text messages wait: %s", error)
            except Exception as error:  # one that ended would take the assistant down with it
                log.error("text messages wait: %s", type(error).__name__)
            if stop.wait(PAUSE):
                return

    def round(self, stop: threading.Event | None = None) -> Round:
        """Do what is due now: deliver, then make what the next round delivers.

        Raises:
            StoreUnavailable: when the database does not answer.
            KnowledgeError: when a file under `kb/` has never been right.
        """
        now = self._clock()
        withdrawn = self._outbox.withdraw(now)
        tried = self._deliver(now, stop)
        made = forgotten = 0
        if now >= self._next_reminders:
            self._next_reminders = now + REMIND_EVERY
            confirm_missing(self._url, self._outbox, now)
            made = self._reminders.make(now)
        if now >= self._next_forgetting:
            self._next_forgetting = now + FORGET_EVERY
            forgotten = forget_old(self._url, now)
        return Round(made, withdrawn, tried, forgotten)

    def _deliver(self, now: datetime, stop: threading.Event | None) -> int:
        if self._deliverer is None:
            return 0
        table = rules()
        until = table.quiet_hours.end(now)
        if until:
            self._outbox.keep_quiet(table.quiet_kinds(), until, now)
        tried = 0
        for number in self._outbox.due(now):
            if stop and stop.is_set():
                break
            tried += self._deliverer.deliver(number)
        return tried
