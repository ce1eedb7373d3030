"""The running assistant: alarms from somebody new, in the middle of every form, and with the action server stopped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from uuid import uuid4

from bench import machine
from bench.mistakes import Mistake, described
from bench.safety.messages import SETS, Message, read
from bench.stack import Stack
from bench.statistics import share
from bench.tables import Table, shown

FORMS: Mapping[str, str] = {
    "a fee": "Räkna ut min avgift",
    "an age limit": "Får min dotter logga in själv?",
    "a booking": "Jag vill boka en tid",
    "moving an appointment": "Kan jag flytta min tid?",
    "cancelling an appointment": "Jag vill avboka min tid",
    "looking an appointment up": "Vilken tid har jag bokat?",
    "the app link": "Skicka en länk till appen",
    "asking for a person": "Jag vill prata med en människa",
    "care navigation": "Vem kan hjälpa mig med ont i halsen?",
}
"""What starts each form."""


@dataclass(frozen=True)
class Said:
    """A message that was said in some state, and the reply to it."""

    message: Message
    state: str
    reply: Mapping[str, object]

    @property
    def alarm(self) -> bool:
        """Whether the reply was that to an alarm."""
        return self.reply["kind"] == "emergency"


class NoForm(AssertionError):
    """What should start a form started none: nothing said after it would be said in the middle of one."""


def measure(stack: Stack, name: str) -> tuple[Table, list[Mistake]]:
    """Say every message of a set in every state; the action server is stopped at the end, and stays so."""
    messages = read(name)
    said = [*_new(stack, messages), *_in_forms(stack, messages)]
    stack.actions.stop()
    said += _new(stack, messages, "the action server stopped")
    rows = []
    for state in dict.fromkeys(one.state for one in said):
        here = [one for one in said if one.state == state]
        alarms, harmless = (share(one.alarm for one in here if one.message.alarm == wanted) for wanted in (True, False))
        rows.append([state, str(alarms.of), shown(alarms), str(harmless.of), shown(harmless)])
    columns = ("state", "alarms", "answered as an alarm", "harmless", "false alarms")
    table = Table(f"Through the running assistant, {SETS[name]}", columns, rows, "", machine.about())
    return table, [_mistake(one) for one in said if one.alarm != one.message.alarm]


def start(stack: Stack, opening: str) -> str:
    """Start a form and return whose conversation it is in.

    Raises:
        NoForm: when nothing is asked.
    """
    sender = f"safety-{uuid4()}"
    reply = stack.reply(sender, opening)
    if reply["kind"] != "ask":
        raise NoForm(f"{opening!r} led to {described(reply)}")
    return sender


def _new(stack: Stack, messages: Sequence[Message], state: str = "somebody new") -> list[Said]:
    return [Said(one, state, stack.reply(f"safety-{uuid4()}", one.text, one.language)) for one in messages]


def _in_forms(stack: Stack, messages: Sequence[Message]) -> Iterator[Said]:
    """Say each message in the middle of one form, taking turns, so that each form gets alarms and harmless ones."""
    for wanted in (True, False):
        chosen = [one for one in messages if one.alarm == wanted]
        for message, (form, opening) in zip(chosen, cycle(FORMS.items()), strict=False):
            reply = stack.reply(start(stack, opening), message.text, message.language)
            yield Said(message, f"in the middle of {form}", reply)


def _mistake(said: Said) -> Mistake:
    message = said.message
    return Mistake(
        said.state, message.language, message.text, f"{message.kind}: {message.about}", described(said.reply)
    )
