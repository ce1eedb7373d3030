"""The socket.io channel for a chat on a web page: sessions that only their owner can go on with.

Speaks Rasa's own protocol, so that stock clients work: `session_request` → `session_confirm`, `user_uttered` →
`bot_uttered`. The session id that a client gets and shows again is a signed token; Rasa knows the conversation by
another name, which leads nowhere.
"""

import os
from typing import Any, Dict, List, Mapping, Optional

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from socketio import AsyncServer
from socketio.packet import BINARY_ACK, BINARY_EVENT, Packet

from channels.buttons import ButtonSigner, secret
from channels.desk import Desk, Rasa, address_of
from channels.guard import BadRequest
from channels.sessions import Session, Sessions

LONGEST_PACKET = 1_000_000
"""Bytes, many times the longest message, so that somebody who pastes a book is told that it was too long."""


class TextPacket(Packet):
    """A packet without binary attachments: nobody sends a picture here, and each would wait in memory for the rest."""

    def decode(self, encoded_packet: str) -> int:
        """Read a packet.

        Raises:
            ValueError: when it announces binary attachments.
        """
        attachments: int = super().decode(encoded_packet)
        if self.packet_type in (BINARY_EVENT, BINARY_ACK):
            raise ValueError("binary packets are not accepted")
        return attachments


class SocketBlueprint(Blueprint):
    """A blueprint that brings the socket.io server into the application at `/socket.io`, as stock clients expect."""

    def __init__(self, server: AsyncServer, desk: Desk) -> None:
        super().__init__("desk_socketio", __name__)
        self.ctx.server, self.ctx.desk = server, desk

    def register(self, app: Sanic, options: Dict[str, Any]) -> None:
        """Add the routes."""
        self.ctx.desk.attach(app)
        self.ctx.server.attach(app, "/socket.io")
        super().register(app, options)


class WebInput(InputChannel):
    """Serve a chat over socket.io."""

    @classmethod
    def name(cls) -> str:
        """Return the stock channel's name."""
        return "socketio"

    def blueprint(self, on_new_message: Rasa) -> SocketBlueprint:
        """Return the socket.io server, and a health check at `/webhooks/socketio/`."""
        signing = secret()
        desk = Desk(self.name(), on_new_message, ButtonSigner(signing))
        server = AsyncServer(
            async_mode="sanic",
            cors_allowed_origins=origins(),
            max_http_buffer_size=LONGEST_PACKET,
            serializer=TextPacket,
        )
        Chat(server, desk, Sessions(signing)).listen()
        routes = SocketBlueprint(server, desk)

        @routes.route("/", methods=["GET"])
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        return routes


class Chat:
    """The events: who is connected, which session each may speak in, and where its answers go."""

    def __init__(self, server: AsyncServer, desk: Desk, sessions: Sessions) -> None:
        self._server, self._desk, self._sessions = server, desk, sessions
        self._addresses: Dict[str, str] = {}
        self._open: Dict[str, Session] = {}

    def listen(self) -> None:
        """Answer the events of the protocol; all others are ignored."""
        self._server.on("connect", self.connect)
        self._server.on("disconnect", self.disconnect)
        self._server.on("session_request", self.session_request)
        self._server.on("user_uttered", self.user_uttered)

    async def connect(self, sid: str, environ: Mapping[str, Any], _auth: Any = None) -> None:
        """Note where a connection comes from."""
        self._addresses[sid] = address_of(environ["sanic.request"])

    async def disconnect(self, sid: str) -> None:
        """Forget a connection; its session lives on in the token."""
        self._addresses.pop(sid, None)
        self._open.pop(sid, None)

    async def session_request(self, sid: str, *data: Any) -> None:
        """Confirm the session whose token is shown, or a new one when there is none or it is not good."""
        session = self._enter(sid, self._shown(data) or self._sessions.start())
        await self._server.emit("session_confirm", session.token, room=sid)

    async def user_uttered(self, sid: str, *data: Any) -> None:
        """Answer a message to everybody who is in its session: the page that sent it may have been loaded anew."""
        session = self._shown(data) or self._open.get(sid)
        if session is None:
            session = self._sessions.start()
            await self._server.emit("session_confirm", session.token, room=sid)
        self._enter(sid, session)
        try:
            answer = await self._desk.answer(
                data[0] if data else None, self._addresses.get(sid, ""), session.conversation
            )
        except BadRequest as error:
            await self._server.emit("bad_request", {"error": str(error)}, room=sid)
            return
        for message in self._desk.render(answer):
            await self._server.emit("bot_uttered", _stock(message), room=session.conversation)

    def _shown(self, data: Any) -> Optional[Session]:
        """Return the session whose token an event shows, as `session_id` or `token`."""
        body = data[0] if data and isinstance(data[0], Mapping) else {}
        return self._sessions.resume(body.get("session_id")) or self._sessions.resume(body.get("token"))

    def _enter(self, sid: str, session: Session) -> Session:
        """Let a connection speak and hear in a session, and in no other one."""
        before = self._open.get(sid)
        if before and before.conversation != session.conversation:
            self._server.leave_room(sid, before.conversation)
        if sid in self._addresses:  # still connected
            self._open[sid] = session
            self._server.enter_room(sid, session.conversation)
        return session


def origins() -> Optional[List[str]]:
    """Return the sites whose pages may connect, from `VARDLOTS_ORIGINS`; None means the server's own only."""
    named = [origin.strip().rstrip("/") for origin in os.environ.get("VARDLOTS_ORIGINS", "").split(",")]
    return [origin for origin in named if origin] or None


def _stock(message: Mapping[str, Any]) -> Dict[str, Any]:
    """Add what Rasa's socket.io channel calls buttons, for stock clients."""
    if "text" not in message or "buttons" not in message:
        return dict(message)
    return {**message, "quick_replies": [{"content_type": "text", **button} for button in message["buttons"]]}
