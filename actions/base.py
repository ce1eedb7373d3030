"""The shell around every action: read the turn, ask the core, say one reply, never raise."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import STOCKHOLM, Turn
from actions.usage import Noted, usage
from vardlots.phrases import phrases
from vardlots.replies import Button, Kind, Language, Link, Reply, Role
from vardlots.usage.recorder import Question

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What an action leads to: perhaps a reply, slots to set, other Rasa events.

    `noted` is what to count of it that the reply's kind does not tell; `keep` a question that may be kept.
    """

    reply: Reply | None = None
    slots: Mapping[str, Any] = field(default_factory=dict)
    events: tuple[EventType, ...] = ()
    noted: tuple[Noted, ...] = ()
    keep: Question | None = None


class DeskAction(Action):
    """An action as a plain function from `Turn` to `Outcome`.

    A subclass names itself in `title` and implements `respond`, which runs in a thread of its
    own, so that it may wait for a database without holding anybody else up.
    """

    title: str = ""

    def name(self) -> str:
        """Return the name that the domain uses."""
        return self.title

    def respond(self, turn: Turn) -> Outcome:
        """Answer one turn. Implemented by each action."""
        raise NotImplementedError(self.title)

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> list[EventType]:
        """Run `respond`; an error becomes a kind reply and one log line without the person's words."""
        language: Language = "sv"
        try:
            turn = Turn.from_tracker(tracker)
            language = turn.language
            outcome = await asyncio.to_thread(self.respond, turn)
        except Exception as error:  # the SDK would answer 500 with the whole tracker in its body
            log.error("%s failed: %s at %s", self.title, type(error).__name__, _where(error))
            outcome = Outcome(trouble(language))
        if outcome.reply:
            dispatcher.utter_message(
                json_message={**outcome.reply.as_dict(), "introduce": _introduce(outcome, tracker)}
            )
        usage.note(outcome.reply, outcome.noted, outcome.keep, language, datetime.now(STOCKHOLM))
        return self.events(outcome, language, tracker)

    def events(self, outcome: Outcome, language: Language, tracker: Tracker) -> list[EventType]:
        """Return Rasa's events of an outcome: the slots that change, the language among them."""
        slots = {"language": language, **({"introduced": True} if outcome.reply else {}), **outcome.slots}
        changed = {name: value for name, value in slots.items() if tracker.slots.get(name) != value}
        return [*(SlotSet(name, value) for name, value in changed.items()), *outcome.events]


def say(kind: Kind, turn: Turn, key: str, *, topic: str | None = None, buttons: tuple[Button, ...] = (),
        links: tuple[Link, ...] = (), **values: object) -> Reply:  # fmt: skip
    """Make a reply of a phrase of `kb/replies/` in the turn's language."""
    return Reply(
        kind, turn.language, phrases().say(key, turn.language, **values), topic=topic, buttons=buttons, links=links
    )


def button(turn: Turn, key: str, payload: str, role: Role | None = None, **values: object) -> Button:
    """Make a button whose title is a phrase of `kb/replies/`."""
    return Button(phrases().title(key, turn.language, **values), payload, role)


def trouble(language: Language) -> Reply:
    """Return the reply for when something of ours broke: what, and what to do now."""
    return Reply("error", language, phrases().say("trouble.action", language))


def _introduce(outcome: Outcome, tracker: Tracker) -> bool:
    """Ask the channel to say what this is, once a conversation; an emergency is not the time for it."""
    told = tracker.slots.get("introduced") or outcome.slots.get("introduced")
    return not told and outcome.reply is not None and outcome.reply.kind != "emergency"


def _where(error: BaseException) -> str:
    """Return file and line of an error, without its message: that may hold a person's words."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
