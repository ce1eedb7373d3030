"""The running assistant as tests/stack talks to it, but every message goes through a Matrix room."""

import json
from pathlib import Path
from typing import Any

from patient import Event, Patient, Room

from bench.homeserver import Homeserver
from bench.server import Server
from bench.stack import Stack
from vardlots.rendering.choices import choices_of
from vardlots.replies import Reply

TAP = "tap:"


class Assistant:
    """What `bench.stack.Stack` is to those who talk over REST."""

    def __init__(self, stack: Stack, synapse: Homeserver) -> None:
        self.stack, self.synapse = stack, synapse
        self._patients: list[Patient] = []
        self._rooms: dict[str, Room] = {}
        self._last: dict[str, Reply] = {}

    @property
    def url(self) -> str:
        """Where the assistant is."""
        return self.stack.url

    @property
    def actions(self) -> Server:
        """The action server."""
        return self.stack.actions

    @property
    def assistant(self) -> Server:
        """Rasa."""
        return self.stack.assistant

    @property
    def var(self) -> Path:
        """Where everything is kept."""
        return self.stack.var

    def somebody(self, name: str = "patient") -> Patient:
        """Return a new user; who is in few rooms hears sooner."""
        login = self.synapse.register(f"{name}-{len(self._patients)}")
        self._patients.append(Patient(self.synapse.url, login))
        return self._patients[-1]

    def close(self) -> None:
        """Close every client."""
        for patient in self._patients:
            patient.close()

    def logs(self) -> str:
        """Return everything that both processes have logged."""
        return self.stack.logs()

    def reply(self, sender: str, text: str, language: str | None = None) -> dict[str, Any]:
        """Say something in a sender's room, and return the reply in the message that answers it.

        A button is picked as somebody with any Matrix client does: by the number or letter before it.
        """
        room = self._rooms.get(sender) or self._opened(sender)
        message = room.ask(self._typed(sender, text))
        body = reply_in(message)
        shows_everything(message)
        self._last[sender] = Reply.from_dict(body)
        return body

    def _opened(self, sender: str) -> Room:
        room = self._rooms[sender] = self.somebody().room()
        room.greeted()
        return room

    def _typed(self, sender: str, text: str) -> str:
        last = self._last.get(sender)
        if not text.startswith(TAP) or last is None:
            return text
        return next((choice.label for choice in choices_of(last) if choice.button.payload == text), text)


def reply_in(message: Event) -> dict[str, Any]:
    """Return the reply that a message of the assistant carries."""
    return dict(json.loads(message["content"]["org.vardlots.reply"]))


def shows_everything(message: Event) -> None:
    """Check that a client that shows nothing but text shows all of a reply."""
    reply, shown = Reply.from_dict(reply_in(message)), message["content"]["body"]
    for paragraph in reply.paragraphs:
        assert paragraph in shown
    for choice in choices_of(reply):
        assert f"{choice.label}. {choice.button.title}" in shown
    for link in reply.links:
        known = link.url.removeprefix("tel:").removeprefix("mailto:")
        assert known in shown.replace(" ", "").replace("-", "") or link.title in shown, link
    assert (message["content"]["msgtype"], message["content"]["format"]) == ("m.text", "org.matrix.custom.html")
