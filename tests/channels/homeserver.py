"""A homeserver on loopback that keeps rooms in memory, and can refuse, break off and forget as real ones do."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from aiohttp import web

BOT = "@vardlots:test"
Event = dict[str, Any]
Fault = Callable[[], Any]


class Homeserver:
    """Rooms with their events; `faults` says what happens to calls before they are what they should be."""

    def __init__(self, token: str = "as-token") -> None:
        self.token = token
        self.rooms: dict[str, list[Event]] = {}
        self.members: dict[str, set[str]] = {}
        self.state: dict[tuple[str, str], Event] = {}
        self.calls: Counter[str] = Counter()
        self.account: dict[str, Any] = {}
        self.presence: dict[str, str] = {}
        self.faults: dict[str, list[str]] = {}
        """By the kind of call: `429`, `500`, `403`, `drop` (nothing done), `lost` (done, but nobody is told)."""
        self._transactions: dict[str, str] = {}
        self._news = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(self) -> "Homeserver":
        """Serve on a free port."""
        app = web.Application()
        app.router.add_route("*", "/_matrix/client/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"
        return self

    async def stop(self) -> None:
        """Stop serving."""
        if self._runner:
            await self._runner.cleanup()

    def forget_transactions(self) -> None:
        """Know no transaction any more, as after a restart."""
        self._transactions.clear()

    def put(self, room: str, sender: str, content: Event, kind: str = "m.room.message", **more: Any) -> Event:
        """Add an event to a room, and return it."""
        events = self.rooms.setdefault(room, [])
        self.members.setdefault(room, {sender})
        event = {
            "event_id": f"${room[1:]}-{len(events)}", "room_id": room, "sender": sender, "type": kind,
            "content": content, "origin_server_ts": int(time.time() * 1000), **more,
        }  # fmt: skip
        events.append(event)
        return event

    def write(self, room: str, text: str, **more: Any) -> Event:
        """Add a patient's message to a room, and return it."""
        return self.put(room, "@anna:test", {"msgtype": "m.text", "body": text, **more})

    def ours(self, room: str) -> list[Event]:
        """Return the contents of what the assistant has said in a room."""
        kept = self.rooms.get(room, [])
        return [event["content"] for event in kept if event["sender"] == BOT and event["type"] == "m.room.message"]

    async def said(self, room: str, count: int) -> list[Event]:
        """Wait until the assistant has said so much in a room."""
        async with self._news:
            await self._news.wait_for(lambda: len(self.ours(room)) >= count)
        return self.ours(room)

    async def called(self, kind: str, count: int = 1) -> None:
        """Wait until there have been so many calls of a kind."""
        async with self._news:
            await self._news.wait_for(lambda: self.calls[kind] >= count)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        parts = [part for part in request.match_info["path"].split("/") if part]
        kind = _kind(parts)
        fault = self.faults.get(kind) and self.faults[kind].pop(0)
        try:
            if request.headers.get("Authorization") != f"Bearer {self.token}":
                return _error(401, "M_UNKNOWN_TOKEN")
            if fault == "429":
                return web.json_response({"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 20}, status=429)
            if fault == "drop":
                return _broken(request)
            if fault and fault.isdigit():
                return _error(int(fault), "M_UNKNOWN")
            body = await request.json() if request.can_read_body else {}
            answer = self._do(kind, parts, body, request)
            if fault == "lost":
                return _broken(request)
            return web.json_response(answer) if isinstance(answer, dict) else _error(404, "M_NOT_FOUND")
        finally:
            self.calls[kind] += 1
            async with self._news:
                self._news.notify_all()

    def _do(self, kind: str, parts: list[str], body: Event, request: web.Request) -> Event | None:
        room = parts[2] if len(parts) > 2 and parts[1] == "rooms" else ""
        if kind == "whoami":
            return {"user_id": BOT}
        if kind == "join":
            joined = {"#staff:test": "!staff"}.get(parts[2], parts[2])
            self.members.setdefault(joined, set()).add(BOT)
            self.rooms.setdefault(joined, [])
            return {"room_id": joined}
        if kind in ("send", "wake"):
            return self._sent(room, parts, body)
        if kind == "messages":
            if "filter" not in request.query:
                return {"chunk": list(reversed(self.rooms.get(room, [])))}
            wanted = json.loads(request.query["filter"])
            chunk = [event for event in reversed(self.rooms[room]) if event["sender"] in wanted["senders"]]
            return {"chunk": [event for event in chunk if event["type"] in wanted["types"]]}
        if kind == "event":
            return next((event for event in self.rooms.get(room, []) if event["event_id"] == parts[4]), None)
        if kind == "joined_members":
            return {"joined": {member: {} for member in self.members.get(room, ())}}
        if kind == "leave":
            self.members[room].discard(BOT)
        if kind == "state":
            return self.state.get((room, parts[4]))
        if kind == "redact":
            self.put(room, BOT, {}, "m.room.redaction", redacts=parts[4])
        if kind == "presence":
            self.presence.update({parts[2]: body["presence"]} if body and self.presence else {})
            return {"presence": self.presence.get(parts[2], "offline")}
        if kind == "account_data":
            kept = self.account.setdefault(parts[-1], {})
            kept.update(body)
            return kept or None
        return {"room_id": "!own"} if kind == "createRoom" else {}

    def _sent(self, room: str, parts: list[str], body: Event) -> Event:
        transaction = f"{room} {parts[5]}"
        if transaction not in self._transactions:
            self._transactions[transaction] = self.put(room, BOT, body, parts[4])["event_id"]
        return {"event_id": self._transactions[transaction]}


def _kind(parts: list[str]) -> str:
    """Return which call a path is."""
    if len(parts) > 3 and parts[1] == "rooms":
        return "wake" if parts[3] == "send" and parts[4] != "m.room.message" else parts[3]
    return "account_data" if "account_data" in parts else next(
        (one for one in parts[1:] if one in ("whoami", "join", "presence", "createRoom", "ping", "register")), parts[-1]
    )  # fmt: skip


def _error(status: int, code: str) -> web.Response:
    return web.json_response({"errcode": code, "error": "so"}, status=status)


def _broken(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.close()
    return web.Response(status=500)
