"""Forms: what must be known, how a turn fills it, and how the assistant asks for the rest.

A `Form` is plain Python. `form_actions` makes the Rasa actions of it: `validate_<form>`, and
one `action_ask_<form>_<slot>` a slot.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.base import DeskAction, Outcome
from actions.turn import Turn
from actions.usage import Noted
from vardlots.replies import Asks, Input, Language, Reply
from vardlots.safety.kinds import KINDS


@dataclass(frozen=True)
class Filled:
    """What a turn told a form.

    `slots` are the values to remember (None forgets one). `problem` is said before the question
    is asked again. Nothing in either means: this turn was about something else, and Rasa's rules
    answer it before the form goes on. `noted` is what to count of it.
    """

    slots: Mapping[str, Any] = field(default_factory=dict)
    problem: Reply | None = None
    noted: tuple[Noted, ...] = ()


class Form:
    """What one form asks for.

    `slots` is everything it may ask, in order. `inputs` is the kind of field that a page should show for a slot;
    a slot that is answered with buttons alone has none.
    """

    name: str = ""
    slots: tuple[str, ...] = ()
    inputs: Mapping[str, Input] = {}

    def required(self, known: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the slots needed, given what is known; the first that is None is asked for next."""
        return self.slots

    def fill(self, turn: Turn) -> Filled:
        """Read this turn's values. It runs when the form starts, too, with `turn.requested` None."""
        raise NotImplementedError(self.name)

    def ask(self, slot: str, turn: Turn) -> Reply:
        """Ask for one slot, with `kind="ask"` and buttons where there are choices."""
        raise NotImplementedError(self.name)

    def wants(self, slot: str, turn: Turn) -> Asks | None:
        """Return the field for a slot's question: the one in `inputs`, where nothing of it depends on the turn."""
        return Asks(self.inputs[slot]) if slot in self.inputs else None


def form_actions(form: Form) -> list[type[Action]]:
    """Make the Rasa action classes of a form; rasa_sdk finds them as subclasses of `Action`."""
    validate: type[Action] = type(
        f"Validate_{form.name}", (_Validate,), {"title": f"validate_{form.name}", "form": form}
    )
    asks: list[type[Action]] = [
        type(
            f"Ask_{form.name}_{slot}", (_Ask,), {"title": f"action_ask_{form.name}_{slot}", "form": form, "slot": slot}
        )
        for slot in form.slots
    ]
    return [validate, *asks]


class _Validate(DeskAction):
    form: Form

    def respond(self, turn: Turn) -> Outcome:
        if turn.intent in KINDS:  # an alarm is no answer, whatever numbers and names stand in it
            return Outcome()
        filled = self.form.fill(turn)
        slots = dict(filled.slots)
        if filled.problem and turn.requested:
            slots.setdefault(turn.requested, None)
        if turn.requested and not slots:
            return Outcome()
        known = {**turn.slots, **slots}
        missing = next((slot for slot in self.form.required(known) if known.get(slot) is None), None)
        return Outcome(filled.problem, {**slots, "requested_slot": missing}, noted=filled.noted)

    def events(self, outcome: Outcome, language: Language, tracker: Tracker) -> list[EventType]:
        """Return every slot, also one set to the value it had: it tells Rasa that this turn was for the form."""
        return [*(SlotSet(name, value) for name, value in outcome.slots.items()), *outcome.events]


class _Ask(DeskAction):
    form: Form
    slot: str

    def respond(self, turn: Turn) -> Outcome:
        question = self.form.ask(self.slot, turn)
        return Outcome(replace(question, asks=self.form.wants(self.slot, turn)))
