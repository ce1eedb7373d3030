"""The Rasa channel: what a homeserver calls of an application service, at `/_matrix/app/v1`."""

import hmac
import logging
from typing import Any, Dict, Optional

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.buttons import ButtonSigner
from channels.desk import Desk, Rasa
from channels.guard import BadRequest, read_json
from channels.matrix.client import Refused, Trouble
from channels.matrix.configuration import Configuration
from channels.matrix.door import Door
from channels.matrix.rooms import DOOR
from vardlots.errors import StoreUnavailable
from vardlots.secret import secret

log = logging.getLogger(__name__)

PREFIX = "/_matrix/app/v1"
LONGEST_TRANSACTION = 8 * 1024 * 1024
"""Bytes. A homeserver sends up to 100 events at once, of 64 KiB each; one that is refused would stop it for good."""


class MatrixBlueprint(Blueprint):
    """The routes of an application service; without a configuration there are none."""

    def __init__(self, configuration: Optional[Configuration], desk: Desk, signer: ButtonSigner) -> None:
        super().__init__("desk_matrix", __name__)
        self.ctx.configuration, self.ctx.desk, self.ctx.signer = configuration, desk, signer

    def register(self, app: Sanic, options: Dict[str, Any]) -> None:
        """Add the routes, and open the door when the server runs."""
        if self.ctx.configuration:
            self.ctx.desk.attach(app)
            app.register_listener(self._make_room, "before_server_start")
            app.register_listener(self._start, "after_server_start")
            app.register_listener(self._stop, "before_server_stop")
        super().register(app, options)

    async def _make_room(self, app: Sanic, _loop: Any) -> None:
        app.config.REQUEST_MAX_SIZE = max(app.config.REQUEST_MAX_SIZE, LONGEST_TRANSACTION)

    async def _start(self, app: Sanic, _loop: Any) -> None:
        self.ctx.door = Door(self.ctx.configuration, self.ctx.desk, self.ctx.signer, app)
        self.ctx.door.start()

    async def _stop(self, _app: Sanic, _loop: Any) -> None:
        await self.ctx.door.close()


class MatrixInput(InputChannel):
    """Answer in Matrix rooms, as an application service of a homeserver."""

    @classmethod
    def name(cls) -> str:
        """Return the channel's name."""
        return DOOR

    def url_prefix(self) -> str:
        """Return where a homeserver finds an application service, whatever else is mounted where."""
        return PREFIX

    def blueprint(self, on_new_message: Rasa) -> MatrixBlueprint:
        """Return the routes.

        Raises:
            HalfConfigured, BadRegistration: when only half of what it takes is set.
        """
        configuration = Configuration.from_environment()
        signer = ButtonSigner(secret())
        routes = MatrixBlueprint(configuration, Desk(self.name(), on_new_message, signer), signer)
        if configuration is None:
            log.info("Matrix is off: no homeserver is set")
            return routes
        gate = Gate(configuration.registration.hs_token)
        routes.middleware("request")(gate.refuse)

        @routes.route("/transactions/<transaction>", methods=["PUT"])
        async def take(request: Request, transaction: str) -> HTTPResponse:
            try:
                body = read_json(request.body)
            except BadRequest as error:
                return refused(400, "M_NOT_JSON", str(error))
            events = body.get("events") if isinstance(body, dict) else None
            if not isinstance(events, list):
                return refused(400, "M_BAD_JSON", "events must be a list")
            try:
                await routes.ctx.door.take(events, transaction)
            except (Trouble, Refused, StoreUnavailable) as error:
                log.warning("a Matrix transaction is put off: %s", error)
                return refused(500, "M_UNKNOWN", "not now: send it again")
            return response.json({})

        @routes.route("/users/<user>", methods=["GET"])
        @routes.route("/rooms/<alias>", methods=["GET"], name="rooms")
        async def nobody(request: Request, **_: str) -> HTTPResponse:
            return refused(404, "M_NOT_FOUND", "there is nobody and no room of that name")

        @routes.route("/ping", methods=["POST"])
        async def ping(request: Request) -> HTTPResponse:
            return response.json({})

        return routes


class Gate:
    """Let nobody in but the homeserver."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()

    async def refuse(self, request: Request) -> Optional[HTTPResponse]:
        """Stop a request that does not show the homeserver's token, in the header or, as old ones do, in the query."""
        kind, _, shown = request.headers.get("authorization", "").partition(" ")
        shown = shown if kind.lower() == "bearer" else request.args.get("access_token", "")
        if not shown:
            return refused(401, "M_UNAUTHORIZED", "show the token of the registration")
        if not hmac.compare_digest(shown.encode(errors="replace"), self._token):
            return refused(403, "M_FORBIDDEN", "that is not the token of the registration")
        return None


def refused(status: int, code: str, why: str) -> HTTPResponse:
    """Return an error as Matrix writes it."""
    return response.json({"errcode": code, "error": why}, status=status)
