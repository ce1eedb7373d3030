"""What the chat on a clinic's site asks for over plain HTTP, at `/widget`: its module, its settings, a conversation.

The same sessions, queue and answers as over socket.io, for where no socket gets through.
"""

import logging
from typing import Any, Awaitable, Callable, Dict, Mapping, Optional, Tuple

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic_cors.core import SANIC_CORS_EVALUATED

from channels.desk import Desk
from channels.forgetting import CannotForget
from channels.guard import BadRequest, read_json
from channels.limits import address_of
from channels.origins import Origins
from channels.pushes import Pushes, heard_in
from channels.script import MISSING, ScriptFile
from channels.sessions import Session, Sessions
from vardlots.errors import KnowledgeError
from vardlots.welcome import welcome

log = logging.getLogger(__name__)

Handler = Callable[[Request], Awaitable[HTTPResponse]]

PUBLIC = ("vardlots-chat.js", "settings")
"""What any page may read, whether it may talk or not: it holds nothing that is not meant for everybody."""
PREFLIGHT = {
    "Access-Control-Allow-Methods": "POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "600",
}


class WidgetBlueprint(Blueprint):
    """The routes below `/widget`."""

    def __init__(self, desk: Desk, sessions: Sessions, origins: Origins, pushes: Pushes) -> None:
        super().__init__("desk_widget", url_prefix="/widget", strict_slashes=True)
        counter, gate = Counter(desk, sessions, pushes), Gate(origins)
        self.middleware("request")(gate.refuse)
        self.middleware("response")(gate.mark)
        for name in ("session", "message", "forget"):
            self._serve(name, ("POST",), getattr(counter, name))
            self._serve(name, ("OPTIONS",), nothing)
        self._serve("settings", ("GET",), Settings(gate).get)
        self._serve("vardlots-chat.js", ("GET", "HEAD"), Module().get)

    def _serve(self, name: str, methods: Tuple[str, ...], handle: Handler) -> None:
        """Add a route; Sanic writes on its handlers, and a method cannot be written on."""

        async def handler(request: Request) -> HTTPResponse:
            return await handle(request)

        self.add_route(handler, f"/{name}", methods=methods, name=f"{methods[0].lower()}_{name.replace('.', '_')}")


class Gate:
    """Cross-origin requests: who may, and the headers that tell the browser so. Never with credentials."""

    def __init__(self, origins: Origins) -> None:
        self._origins = origins

    def allows(self, request: Request) -> bool:
        """Say whether the page that a request comes from may talk."""
        return self._origins.allow(request.headers.get("origin"), request.host)

    async def refuse(self, request: Request) -> Optional[HTTPResponse]:
        """Stop what another site's page may not do; browsers would run it, and only hide the answer."""
        setattr(request.ctx, SANIC_CORS_EVALUATED, "1")  # Rasa's own CORS has nothing to say here
        if _is_public(request) or self.allows(request):
            return None
        return _refused("pages of this site may not talk to the assistant; VARDLOTS_ORIGINS names those that may", 403)

    async def mark(self, request: Request, made: HTTPResponse) -> None:
        """Add what browsers need to hand the answer to the page."""
        origin = request.headers.get("origin")
        if _is_public(request):
            made.headers["Access-Control-Allow-Origin"] = "*"
            return
        made.headers["Vary"] = "Origin"
        if origin is not None and self.allows(request):
            made.headers["Access-Control-Allow-Origin"] = origin
            made.headers["Access-Control-Expose-Headers"] = "Retry-After"
            made.headers.update(PREFLIGHT if request.method == "OPTIONS" else {})


class Counter:
    """The conversation itself."""

    def __init__(self, desk: Desk, sessions: Sessions, pushes: Pushes) -> None:
        self._desk, self._sessions, self._pushes = desk, sessions, pushes

    async def session(self, request: Request) -> HTTPResponse:
        """Confirm the session that is shown, or a new one when there is none or it is not good.

        A page that tells which push it `heard` last gets, as `pushed`, what was said since.
        """
        try:
            body = read_body(request) if request.body else {}
        except BadRequest as error:
            return _refused(str(error))
        session, heard = self._shown(body), heard_in(body)
        confirmed: Dict[str, Any] = {"session_id": session.token}
        if heard is not None:
            confirmed["pushed"] = await self._pushes.missed(session.conversation, heard)
        return response.json(confirmed)

    async def message(self, request: Request) -> HTTPResponse:
        """Answer one message; 200 also for somebody who writes too much, for it may be an emergency."""
        try:
            body = read_body(request)
            session = self._shown(body)
            answer = await self._desk.answer(body, address_of(request), session.conversation)
        except BadRequest as error:
            return _refused(str(error))
        headers = {"Retry-After": str(answer.wait)} if answer.wait else {}
        return response.json({"session_id": session.token, "messages": self._desk.render(answer)}, headers=headers)

    async def forget(self, request: Request) -> HTTPResponse:
        """Forget the conversation of a session, however old it is; only its owner has the token."""
        try:
            session = self._sessions.resume(read_body(request).get("session_id"), however_old=True)
            if session is None:
                raise BadRequest('"session_id" must be a token of this server')
            await self._desk.forget(session.conversation)
        except BadRequest as error:
            return _refused(str(error))
        except CannotForget as error:
            log.error("a conversation could not be forgotten: %s", error)
            return _refused("the conversation could not be forgotten; try again", 503)
        return response.json({"forgotten": True})

    def _shown(self, body: Mapping[str, Any]) -> Session:
        return self._sessions.resume(body.get("session_id")) or self._sessions.start()


class Settings:
    """What the clinic's people decide about the chat, and whether this page may talk at all."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    async def get(self, request: Request) -> HTTPResponse:
        """Return it as the knowledge base is now."""
        try:
            body: Dict[str, Any] = {"allowed": self._gate.allows(request), **welcome()}
        except KnowledgeError as error:
            log.error("the chat has no settings until this is mended:\n%s", error)
            return _refused("the settings cannot be read; the log says why", 503)
        return response.json(body, headers={"Cache-Control": "no-cache", "Vary": "Origin"})


class Module:
    """The chat's module."""

    def __init__(self) -> None:
        self._file = ScriptFile()

    async def get(self, request: Request) -> HTTPResponse:
        """Return it, unless the browser has it already."""
        script = self._file.current()
        if script is None:
            return response.text(MISSING, status=404)
        accepted, known = request.headers.get("accept-encoding", ""), request.headers.get("if-none-match", "")
        status, body, headers = script.answer(accepted, known)
        return response.raw(body, status=status, headers=headers, content_type=headers["Content-Type"])


async def nothing(_: Request) -> HTTPResponse:
    """Answer a browser that asks whether it may ask."""
    return response.empty()


def read_body(request: Request) -> Mapping[str, Any]:
    """Read a request's JSON object.

    Raises:
        BadRequest: when the body is none.
    """
    body = read_json(request.body)
    if not isinstance(body, Mapping):
        raise BadRequest("the body must be a JSON object")
    return body


def _is_public(request: Request) -> bool:
    return request.path.rpartition("/")[2] in PUBLIC


def _refused(why: str, status: int = 400) -> HTTPResponse:
    return response.json({"error": why}, status=status)
