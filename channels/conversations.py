"""Conversations in Rasa's memory, and their end: what nobody goes on with is forgotten after a while.

Rasa's own store in memory forgets nothing. `session_expiration_time` in `domain.yml` only begins a new session, and
what was said before stays until the process ends, for everybody who ever wrote. Here a conversation is gone once its
last message is older than `VARDLOTS_CONVERSATION_HOURS`, also when nobody writes any more; only so many are kept at
all; and a long one keeps its newest events and what they build on, for Rasa goes through all of them in every turn.
"""

import asyncio
import time
from collections import OrderedDict
from typing import Any, Callable, Dict, List, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from vardlots.privacy import hours_kept

MOST_CONVERSATIONS = 5_000
"""In memory at once; beyond, those that have been silent longest go first. One takes some 10 kB a turn."""
MOST_EVENTS = 400
"""Of one conversation, a turn being 5 to 10; beyond, the older half goes."""


class ForgetfulTrackerStore(InMemoryTrackerStore):
    """Rasa's store in memory, for conversations that end. `endpoints.yml` names it."""

    def __init__(
        self,
        domain: Domain,
        event_broker: Optional[EventBroker] = None,
        clock: Callable[[], float] = time.monotonic,
        most: int = MOST_CONVERSATIONS,
        **kwargs: Dict[str, Any],
    ) -> None:
        """Make an empty store. Rasa gives the first two, and what else `endpoints.yml` says."""
        super().__init__(domain, event_broker, **kwargs)
        self._clock, self._most = clock, most
        self._seconds = hours_kept() * 3600
        self._spoken: OrderedDict[str, float] = OrderedDict()
        self._alarm: Optional[asyncio.TimerHandle] = None

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a conversation, and forget those whose time is over."""
        await self.stream_events(tracker)
        self.store[tracker.sender_id] = self.serialise_tracker(shortened(tracker, self.domain))
        self._spoken[tracker.sender_id] = self._clock()
        self._spoken.move_to_end(tracker.sender_id)
        self.forget_the_old()

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """Return a conversation, unless its time is over."""
        self.forget_the_old()
        return await super().retrieve(sender_id)

    async def retrieve_full_tracker(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """Return a conversation with its earlier sessions, unless its time is over."""
        self.forget_the_old()
        return await super().retrieve_full_tracker(sender_id)

    def forget(self, sender_id: str) -> None:
        """Drop one conversation, at its owner's word."""
        self.store.pop(sender_id, None)
        self._spoken.pop(sender_id, None)

    def forget_the_old(self) -> None:
        """Drop what is too old, and the oldest of too many; come back when the next one's time is over."""
        now = self._clock()
        while self._spoken and (self._oldest() <= now - self._seconds or len(self._spoken) > self._most):
            sender, _ = self._spoken.popitem(last=False)
            self.store.pop(sender, None)
        self._wake_up(now)

    def _wake_up(self, now: float) -> None:
        """Set the alarm for the next conversation whose time will be over, unless it is set already."""
        if self._spoken and self._alarm is None:
            wait = max(0.0, self._oldest() + self._seconds - now)
            self._alarm = asyncio.get_running_loop().call_later(wait, self._alarmed)

    def _alarmed(self) -> None:
        self._alarm = None
        self.forget_the_old()

    def _oldest(self) -> float:
        return next(iter(self._spoken.values()))


def shortened(tracker: DialogueStateTracker, domain: Domain, most: int = MOST_EVENTS) -> DialogueStateTracker:
    """Return a long conversation as its newest turns, begun with what was remembered before them; a short one as it is.

    Slots and an active form live in events too: what those left out had set is set anew at the start.
    """
    events: List[Event] = list(tracker.events)
    if len(events) <= most:
        return tracker
    cut = next((place for place in range(len(events) - most // 2, len(events)) if _begins_turn(events[place])), None)
    if cut is None:
        return tracker
    before = DialogueStateTracker.from_events(tracker.sender_id, events[:cut], domain.slots)
    kept = [*_remembered(before, domain), *events[cut:]]
    return DialogueStateTracker.from_events(tracker.sender_id, kept, domain.slots, sender_source=tracker.sender_source)


def _begins_turn(event: Event) -> bool:
    return isinstance(event, UserUttered)


def _remembered(before: DialogueStateTracker, domain: Domain) -> List[Event]:
    """Return events that lead to the same state: a session, its slots, its form, and the bot listening."""
    when = before.events[-1].timestamp
    initial = {slot.name: slot.initial_value for slot in domain.slots}
    values = before.current_slot_values()
    slots = [SlotSet(name, value, when) for name, value in values.items() if value != initial.get(name)]
    form = [ActiveLoop(before.active_loop_name, when)] if before.active_loop_name else []
    start = [ActionExecuted(ACTION_SESSION_START_NAME, timestamp=when), SessionStarted(when)]
    doing = [ActionExecuted(before.active_loop_name, timestamp=when)] if form else []
    return [*start, *doing, *form, *slots, ActionExecuted(ACTION_LISTEN_NAME, timestamp=when)]
