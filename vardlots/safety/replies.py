"""What is said at an alarm: fixed text and numbers to tap. It needs no backend, so that nothing can keep it away."""

from collections.abc import Iterable
from dataclasses import replace

from vardlots.phrases import phrases
from vardlots.replies import Button, Language, Reply
from vardlots.safety.helplines import helplines
from vardlots.safety.kinds import Kind

PERSON, GO_ON = "/talk_to_person", "/go_on"


def alarm_reply(kind: Kind, language: Language, in_form: bool = False) -> Reply:
    """Return the whole reply to an alarm: whom to call; then a person is offered, and the form that was going on."""
    say = phrases()
    buttons = [Button(say.title("safety.person", language), PERSON)]
    if in_form:
        buttons.append(Button(say.title("safety.go_on", language), GO_ON))
    links = tuple(line.link(language) for line in helplines(kind))
    return Reply(
        "emergency", language, say.say(f"safety.{kind}", language), links=links, buttons=tuple(buttons), alarm=kind
    )


def with_hint(reply: Reply, kinds: Iterable[Kind]) -> Reply:
    """Add one line to an answer about something that would be an alarm if it happened now: whom to call then."""
    kind = next(iter(kinds), None)
    if kind is None:
        return reply
    return replace(reply, paragraphs=(*reply.paragraphs, *phrases().say(f"safety.if_now.{kind}", reply.language)))
