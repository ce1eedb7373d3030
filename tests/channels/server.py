"""The channel in a real Sanic application on loopback, with a stand-in for Rasa behind it."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from channels.rest import DeskInput

Rasa = Callable[[UserMessage], Awaitable[Any]]
Result = TypeVar("Result")
PATIENCE = 20
Sanic.test_mode = True


class Client:
    """What a browser would do, with the answers as (status, body)."""

    def __init__(self, address: str, session: aiohttp.ClientSession) -> None:
        self.address = address
        self._session = session

    async def post(self, data: Any, path: str = "/webhooks/rest/webhook") -> tuple[int, Any]:
        """Post bytes, or a value as JSON."""
        body = {"data": data} if isinstance(data, bytes) else {"json": data}
        async with self._session.post(self.address + path, **body) as reply:
            return reply.status, await reply.json()

    async def say(self, text: str, sender: str = "s-1", **more: Any) -> Any:
        """Send a message and return the `custom` of the answer."""
        status, messages = await self.post({"sender": sender, "message": text, **more})
        assert status == 200, messages
        return messages[0]["custom"]

    async def get(self, path: str, **more: Any) -> tuple[int, str, Any]:
        """Get a path; return status, text and headers."""
        async with self._session.get(self.address + path, **more) as reply:
            return reply.status, await reply.text(), reply.headers


def served(rasa: Rasa, use: Callable[[Client], Awaitable[Result]], app: Sanic | None = None) -> Result:
    """Serve the channel with `rasa` behind it while `use` talks to it."""

    async def run() -> Result:
        server = await start(app or Sanic("desk", configure_logging=False), rasa)
        port = server.server.sockets[0].getsockname()[1]
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE)) as session:
                return await use(Client(f"http://127.0.0.1:{port}", session))
        finally:
            await server.close()

    return asyncio.run(asyncio.wait_for(run(), PATIENCE))


async def start(app: Sanic, rasa: Rasa) -> Any:
    """Start an application with the channel on a free port."""
    app.blueprint(DeskInput().blueprint(rasa), url_prefix="/webhooks/rest")
    free = socket.create_server(("127.0.0.1", 0))
    server = await app.create_server(sock=free, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.before_start()
    await server.after_start()
    return server
