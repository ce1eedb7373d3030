"""The clinic's people in a Matrix staff room: what they read there, and what they write to patients."""

import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from knowledge import always_staffed

from bench.homeserver import NAME, Homeserver, Login
from bench.homeserver import running as homeserver_running
from bench.server import free_port
from bench.stack import Stack
from bench.stack import running as stack_running
from vardlots.matrix.registration import Registration

ALIAS = "staff"
CASE = "org.vardlots.case"
PATIENCE = 60.0
"""Seconds to wait for anything in the room."""
NOBODY_YET = "http://127.0.0.1:1"
"""Where the assistant is, until it has an address."""


@dataclass(frozen=True)
class Message:
    """A message in the room; `thread` is the id of the card that it belongs to, `by_us` what the assistant posted."""

    id: str
    body: str
    by_us: bool
    thread: str | None
    is_card: bool


class Colleague:
    """Somebody at the clinic with a Matrix client open in the staff room."""

    def __init__(self, homeserver: Homeserver, login: Login, name: str) -> None:
        self._client = httpx.Client(
            base_url=f"{homeserver.url}/_matrix/client/v3",
            headers={"Authorization": f"Bearer {login.token}"},
            timeout=PATIENCE,
            trust_env=False,
        )
        self.user_id = login.user_id
        self.room = ""
        self._since: str | None = None
        self._heard: list[Message] = []
        self.call_oneself(name)

    def call_oneself(self, name: str) -> None:
        """Take another name, in the room too."""
        self._call("PUT", f"profile/{self.user_id}/displayname", displayname=name)

    def make_room(self, guest: str) -> None:
        """Make the staff room and invite somebody to it; wait until they are there."""
        made = self._call("POST", "createRoom", room_alias_name=ALIAS, preset="private_chat", invite=[guest])
        self.room = made["room_id"]
        end = time.monotonic() + PATIENCE
        while guest not in self._call("GET", f"rooms/{self.room}/joined_members")["joined"]:
            assert time.monotonic() < end, f"{guest} did not come into the staff room"
            self._listen(1_000)

    def be_there(self) -> None:
        """Show that one is at one's desk."""
        self._listen(0)

    def card(self) -> str:
        """Return the next case's thread, once its card is there."""
        return self.read(lambda message: message.is_card).id

    def read(self, wanted: Callable[[Message], bool]) -> Message:
        """Return the first message that is wanted of those not read before, and take it for read."""
        end = time.monotonic() + PATIENCE
        while True:
            for message in self._heard:
                if wanted(message):
                    self._heard.remove(message)
                    return message
            assert time.monotonic() < end, f"it did not come; unread are {self._heard}"
            self._listen(5_000)

    def read_in(self, thread: str, words: str) -> Message:
        """Return the first unread message of a thread that has these words."""
        return self.read(lambda message: message.thread == thread and words in message.body)

    def write(self, thread: str, words: str) -> None:
        """Write in a case's thread."""
        relation = {"rel_type": "m.thread", "event_id": thread, "is_falling_back": True}
        content = {"msgtype": "m.text", "body": words, "m.relates_to": relation}
        self._call("PUT", f"rooms/{self.room}/send/m.room.message/{uuid.uuid4().hex}", **content)

    def close(self) -> None:
        """Go home."""
        self._client.close()

    def _listen(self, milliseconds: int) -> None:
        since = {"since": self._since} if self._since else {}
        asked = {"timeout": milliseconds, "set_presence": "online", **since}
        reply = self._client.get("sync", params=asked)
        reply.raise_for_status()
        body = reply.json()
        self._since = body["next_batch"]
        events = body.get("rooms", {}).get("join", {}).get(self.room, {}).get("timeline", {}).get("events", ())
        self._heard += [_message(event, self.user_id) for event in events if event["type"] == "m.room.message"]

    def _call(self, method: str, path: str, **body: Any) -> Any:
        reply = self._client.request(method, path, json=body)
        reply.raise_for_status()
        return reply.json()


@contextmanager
def staffed(folder: Path, kb: Path, **environment: str) -> Iterator[tuple[Stack, Colleague]]:
    """Run the assistant beside a real homeserver, with one colleague in the staff room."""
    always_staffed(kb)
    port, file = free_port(), folder / "registration.yaml"
    agreed = Registration.new(NOBODY_YET)
    agreed.write(file)
    matrix = {
        "VARDLOTS_MATRIX_HOMESERVER": f"http://127.0.0.1:{port}",
        "VARDLOTS_MATRIX_REGISTRATION": str(file),
        "VARDLOTS_MATRIX_STAFF_ROOM": f"#{ALIAS}:{NAME}",
    }
    with stack_running(VARDLOTS_KB=str(kb), **matrix, **environment) as stack:
        file.unlink()
        replace(agreed, url=stack.url).write(file)
        with (
            homeserver_running((file,), port) as homeserver,
            closing(Colleague(homeserver, homeserver.register("anna"), "Anna")) as colleague,
        ):
            colleague.make_room(f"@{agreed.localpart}:{NAME}")
            yield stack, colleague


def _message(event: dict[str, Any], reader: str) -> Message:
    content = event["content"]
    relation = content.get("m.relates_to") or {}
    thread = relation.get("event_id") if relation.get("rel_type") == "m.thread" else None
    body = re.sub(r"\s+", " ", content.get("body", "")).strip()
    return Message(event["event_id"], body, event["sender"] != reader, thread, CASE in content)
