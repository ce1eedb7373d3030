"""Somebody with a Matrix client: opens rooms, writes, reads what is said there."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx

from bench.homeserver import Login

ANSWERS = "org.vardlots.answers"
BOT = "@vardlots:localhost"
PATIENCE = 90.0
Event = dict[str, Any]


class Patient:
    """A user who is logged in; what fails while the homeserver is away is tried again, as clients do."""

    def __init__(self, url: str, login: Login) -> None:
        self.user_id = login.user_id
        headers = {"Authorization": f"Bearer {login.token}"}
        self._client = httpx.Client(base_url=f"{url}/_matrix/client", headers=headers, timeout=30, trust_env=False)

    def call(self, method: str, path: str, body: Any = None, **query: Any) -> dict[str, Any]:
        """Call the homeserver, and wait while it is away."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self._client.request(method, path, json=body, params=query)
                answer.raise_for_status()
                return dict(answer.json())
            except httpx.TransportError:
                assert time.monotonic() < end, "the homeserver does not come back"
                time.sleep(0.1)

    def room(self, *others: str, invite: bool = True, watching: bool = False, **settings: Any) -> "Room":
        """Make a room, with the assistant invited; who is `watching` sees typing and receipts as well."""
        invited = [BOT, *others] if invite else list(others)
        body = {"preset": "trusted_private_chat", "is_direct": True, "invite": invited, **settings}
        return Room(self, str(self.call("POST", "v3/createRoom", body)["room_id"]), watching)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def enter(self, room: str) -> "Room":
        """Join a room."""
        self.call("POST", f"v3/join/{quote(room, safe='')}", {})
        return Room(self, room)


class Room:
    """A room as one user sees it."""

    def __init__(self, patient: Patient, room_id: str, watching: bool = False) -> None:
        self.patient, self.id = patient, room_id
        self._path = f"v3/rooms/{quote(room_id, safe='')}"
        nothing: dict[str, Any] = {"types": []}
        seen = {"rooms": [room_id], "timeline": {"limit": 200}, **({} if watching else {"ephemeral": nothing})}
        self._filter = json.dumps({"room": seen, "presence": nothing, "account_data": nothing})
        self._since: str | None = None
        self.events: list[Event] = []
        """Everything that was heard."""

    def greeted(self) -> Event:
        """Wait until the assistant has said hello, or whatever it says first; return that message."""
        return self.wait(lambda event: event.get("sender") == BOT and event["type"] == "m.room.message")

    def send(self, content: Event, kind: str = "m.room.message") -> str:
        """Send an event; return its id."""
        return str(self.patient.call("PUT", f"{self._path}/send/{kind}/{uuid4()}", content)["event_id"])

    def write(self, text: str, **more: Any) -> str:
        """Send words; return the event's id."""
        return self.send({"msgtype": "m.text", "body": text, **more})

    def ask(self, text: str, **more: Any) -> Event:
        """Send words and return the message that answers them."""
        return self.answer(self.write(text, **more))

    def answer(self, event_id: str) -> Event:
        """Wait for the message that answers an event."""
        return self.wait(lambda event: event.get("content", {}).get(ANSWERS) == event_id)

    def redact(self, event_id: str) -> str:
        """Take an event back."""
        return str(self.patient.call("PUT", f"{self._path}/redact/{quote(event_id)}/{uuid4()}", {})["event_id"])

    def leave(self) -> None:
        """Leave the room."""
        self.patient.call("POST", f"{self._path}/leave", {})

    def event(self, event_id: str) -> Event:
        """Return an event as it is now."""
        return self.patient.call("GET", f"{self._path}/event/{quote(event_id)}")

    def members(self) -> set[str]:
        """Return who is in the room."""
        return set(self.patient.call("GET", f"{self._path}/joined_members")["joined"])

    def wait(self, wanted: Callable[[Event], bool], patience: float = PATIENCE) -> Event:
        """Return the first event, heard already or yet to come, that is wanted."""
        end, looked = time.monotonic() + patience, 0
        while True:
            for event in self.events[looked:]:
                if wanted(event):
                    return event
            looked = len(self.events)
            assert time.monotonic() < end, f"did not come; the last was {self.events[-1:]}"
            self.hear()

    def history(self) -> list[Event]:
        """Return every message of the room, oldest first, as the homeserver has kept them."""
        return list(self._pages())

    def hear(self) -> None:
        """Take in what is new, and wait a second for it."""
        since = {"since": self._since} if self._since else {}
        heard = self.patient.call("GET", "v3/sync", filter=self._filter, timeout=1000, **since)
        self._since = heard["next_batch"]
        room = heard.get("rooms", {}).get("join", {}).get(self.id, {})
        for part in ("timeline", "ephemeral"):
            self.events += room.get(part, {}).get("events", [])

    def _pages(self) -> Iterator[Event]:
        start: dict[str, str] = {}
        while True:
            page = self.patient.call("GET", f"{self._path}/messages", dir="f", limit=200, **start)
            yield from page["chunk"]
            if not page.get("end") or not page["chunk"]:
                return
            start = {"from": page["end"]}


def answers(history: list[Event]) -> list[str]:
    """Return what the assistant's messages answer, in their order."""
    return [event["content"][ANSWERS] for event in history if event["sender"] == BOT and ANSWERS in event["content"]]
