"""The socket.io channel for a chat on a web page: sessions that only their owner can go on with.

Speaks Rasa's own protocol, so that stock clients work: `session_request` → `session_confirm`, `user_uttered` →
`bot_uttered`. The session id that a client gets and shows again is a signed token; Rasa knows the conversation by
another name, which leads nowhere. `channels/widget.py` speaks plain HTTP in the same sessions.
"""

from typing import Any, Dict, Mapping, Optional, Set, Tuple

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic
from socketio import AsyncServer
from socketio.packet import BINARY_ACK, BINARY_EVENT, Packet

from channels.buttons import ButtonSigner
from channels.desk import Desk, Rasa
from channels.guard import BadRequest, message_id
from channels.health import add_health
from channels.limits import address_of
from channels.origins import Origins
from channels.pushes import Pushes, heard_in
from channels.sessions import Session, Sessions
from channels.widget import WidgetBlueprint
from vardlots.secret import secret

DOOR = "web"
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
    """A blueprint that brings the socket.io server into the application at `/socket.io`, as stock clients expect.

    The widget's routes come along, for they share its sessions and its desk.
    """

    def __init__(self, server: AsyncServer, desk: Desk, widget: WidgetBlueprint, pushes: Pushes) -> None:
        super().__init__("desk_socketio", __name__)
        self.ctx.server, self.ctx.desk, self.ctx.widget, self.ctx.pushes = server, desk, widget, pushes

    def register(self, app: Sanic, options: Dict[str, Any]) -> None:
        """Add the routes."""
        self.ctx.desk.attach(app)
        self.ctx.desk.people.register(DOOR, self.ctx.pushes)
        self.ctx.server.attach(app, "/socket.io")
        app.blueprint(self.ctx.widget)
        without_credentials(app)
        super().register(app, options)


class WebInput(InputChannel):
    """Serve a chat over socket.io."""

    @classmethod
    def name(cls) -> str:
        """Return the stock channel's name."""
        return "socketio"

    def blueprint(self, on_new_message: Rasa) -> SocketBlueprint:
        """Return the socket.io server, the widget's routes, and a health check at `/webhooks/socketio/`."""
        signing, allowed = secret(), Origins.from_environment()
        sessions = Sessions(signing)
        desk = Desk(self.name(), on_new_message, ButtonSigner(signing))
        server = AsyncServer(
            async_mode="sanic",
            cors_allowed_origins=lambda origin, asked: allowed.allow(origin, asked["sanic.request"].host),
            cors_credentials=False,
            max_http_buffer_size=LONGEST_PACKET,
            serializer=TextPacket,
        )

        async def say(room: str, message: Mapping[str, Any]) -> None:
            await server.emit("bot_uttered", _stock(message), room=room)

        pushes = Pushes(desk, say)
        Chat(server, desk, sessions, pushes).listen()
        routes = SocketBlueprint(server, desk, WidgetBlueprint(desk, sessions, allowed, pushes), pushes)
        add_health(routes)

        return routes


class Chat:
    """The events: who is connected, which session each may speak in, and where its answers go."""

    def __init__(self, server: AsyncServer, desk: Desk, sessions: Sessions, pushes: Pushes) -> None:
        self._server, self._desk, self._sessions, self._pushes = server, desk, sessions, pushes
        self._addresses: Dict[str, str] = {}
        self._open: Dict[str, Session] = {}
        self._telling: Set[Tuple[str, Optional[str]]] = set()

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
        """Confirm the session whose token is shown, or a new one when there is none or it is not good.

        A page that tells which push it `heard` last is told what was pushed since.
        """
        shown, heard = self._shown(data), heard_in(data[0] if data else None)
        session = self._enter(sid, shown or self._sessions.start())
        await self._server.emit("session_confirm", session.token, room=sid)
        if shown and heard is not None:
            await self._pushes.catch_up(session.conversation, sid, heard)

    async def user_uttered(self, sid: str, *data: Any) -> None:
        """Answer a message to everybody who is in its session: the page that sent it may have been loaded anew."""
        session = self._shown(data) or self._open.get(sid)
        if session is None:
            session = self._sessions.start()
            await self._server.emit("session_confirm", session.token, room=sid)
        self._enter(sid, session)
        body = data[0] if data else None
        try:
            await self._answer(sid, session, body)
        except BadRequest as error:
            await self._server.emit("bad_request", {"error": str(error), **_about(body)}, room=sid)

    async def _answer(self, sid: str, session: Session, body: Any) -> None:
        """Tell an answer to everybody in the session once; who asks again later is told it alone.

        Who asks again while it is on its way is in the session, and hears it with the others.
        """
        about = _about(body)
        key = (session.conversation, about.get("reply_to"))
        with_the_others = "reply_to" in about and key in self._telling
        self._telling.add(key)
        try:
            answer = await self._desk.answer(body, self._addresses.get(sid, ""), session.conversation)
        finally:
            if not with_the_others:
                self._telling.discard(key)
        if with_the_others:
            return
        for message in self._desk.render(answer):
            room = sid if answer.again else session.conversation
            await self._server.emit("bot_uttered", {**_stock(message), **about}, room=room)

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


def without_credentials(app: Sanic) -> None:
    """Keep Rasa's own CORS, which is off unless `--cors` names a site, from inviting browsers to send cookies."""
    rasas = getattr(app.ctx, "sanic_cors", None)
    for _, options in rasas.resources if rasas else ():
        options["supports_credentials"] = False


def _about(body: Any) -> Dict[str, str]:
    """Return which message an event answers, as a field of its data; nothing when the message has no good id."""
    try:
        known = message_id(body) if isinstance(body, Mapping) else None
    except BadRequest:
        known = None
    return {} if known is None else {"reply_to": known}


def _stock(message: Mapping[str, Any]) -> Dict[str, Any]:
    """Add what Rasa's socket.io channel calls buttons, for stock clients."""
    if "text" not in message or "buttons" not in message:
        return dict(message)
    return {**message, "quick_replies": [{"content_type": "text", **button} for button in message["buttons"]]}
