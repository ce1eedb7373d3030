"""The Matrix door in a real Sanic application, between a stand-in for Rasa and one for a homeserver."""

import asyncio
import itertools
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
from homeserver import Event, Homeserver
from sanic import Sanic
from server import PATIENCE, Rasa

from channels.matrix import MatrixInput
from vardlots.database import connector
from vardlots.matrix.registration import Registration
from vardlots.matrix.tables import METADATA
from vardlots.people.tables import METADATA as PEOPLE
from vardlots.replies import Button, Reply

NAMES = itertools.count()
HS_TOKEN = "hs-token"


class Clinic:
    """The assistant's Matrix door, and the homeserver that it answers at."""

    def __init__(self, monkeypatch: Any, folder: Path, rasa: Rasa, **environment: str) -> None:
        self.homeserver = Homeserver()
        self.url = f"sqlite:///{folder / 'clinic.db'}"
        self._rasa, self._folder, self._monkeypatch = rasa, folder, monkeypatch
        self._environment = environment
        self._numbers = itertools.count()
        self.app: Sanic | None = None

    def tables(self) -> None:
        """Make the tables."""
        METADATA.create_all(connector(self.url))
        PEOPLE.create_all(connector(self.url))

    async def open(self) -> None:
        """Start the assistant, or start it again."""
        if not self.homeserver.url:
            await self.homeserver.start()
        self._set()
        channel = MatrixInput()
        self.app = Sanic(f"matrix-{next(NAMES)}", configure_logging=False)
        self.app.blueprint(channel.blueprint(self._rasa), url_prefix=channel.url_prefix())
        free = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{free.getsockname()[1]}"
        self._server = await self.app.create_server(sock=free, return_asyncio_server=True, access_log=False)
        for step in ("startup", "before_start", "after_start"):
            await getattr(self._server, step)()

    async def close(self) -> None:
        """Stop the assistant where it is."""
        await self._server.before_stop()
        await self._server.close()
        await self._server.after_stop()

    async def send(self, *events: Event, transaction: str = "") -> int:
        """Send a transaction; return the status."""
        status, _ = await self.put({"events": list(events)}, transaction or f"t-{next(self._numbers)}")
        return status

    async def put(self, body: Any, transaction: str = "t", token: str | None = HS_TOKEN, query: str = "") -> Any:
        """Put anything as a transaction; return status and body."""
        return await self.ask("PUT", f"/transactions/{transaction}{query}", body, token)

    async def ask(self, method: str, path: str, body: Any = None, token: str | None = HS_TOKEN) -> Any:
        """Call what a homeserver calls; return status and body."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        data = {"data": body} if isinstance(body, bytes) else {"json": body}
        where = f"{self.address}/_matrix/app/v1{path}"
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE)) as session,
            session.request(method, where, headers=headers, **data) as answer,
        ):
            return answer.status, await answer.json(content_type=None)

    def _set(self) -> None:
        path = self._folder / "registration.yaml"
        if not path.exists():
            Registration("vardlots", "http://127.0.0.1:1", "vardlots", self.homeserver.token, HS_TOKEN).write(path)
        settings = {
            "VARDLOTS_MATRIX_HOMESERVER": self.homeserver.url,
            "VARDLOTS_MATRIX_REGISTRATION": str(path),
            "VARDLOTS_DATABASE_URL": self.url,
            **self._environment,
        }
        for name, value in settings.items():
            self._monkeypatch.setenv(name, value)


def visited(clinic: Clinic, use: Callable[[Clinic], Awaitable[Any]], tables: bool = True) -> Any:
    """Open the door, use it, close it."""

    async def run() -> Any:
        if tables:
            clinic.tables()
        await clinic.open()
        try:
            return await use(clinic)
        finally:
            await clinic.close()
            await clinic.homeserver.stop()

    return asyncio.run(asyncio.wait_for(run(), PATIENCE))


async def echoes(message: Any) -> None:
    """Say what was written."""
    reply = Reply("smalltalk", "sv", (f"Du skrev {message.text}.",))
    await message.output_channel.send_custom_json(message.sender_id, reply.as_dict())


async def offers(message: Any) -> None:
    """Offer two buttons, and say what was tapped or written."""
    buttons = (Button("Ja", "/affirm"), Button("Nej", "/deny"))
    reply = Reply("ask", "sv", (f"{message.text}?",), buttons=buttons)
    await message.output_channel.send_custom_json(message.sender_id, reply.as_dict())


def bodies(contents: list[Event]) -> list[str]:
    """Return the first paragraph of each message."""
    return [content["body"].split("\n\n")[0] for content in contents]
