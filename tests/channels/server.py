"""The channels in a real Sanic application on loopback, with a stand-in for Rasa behind them."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
import socketio
from rasa.core.channels.channel import UserMessage
from rasa.core.run import _create_app_without_api
from sanic import Sanic

from channels.rest import DeskInput
from channels.web import WebInput
from vardlots.replies import Button, Reply

Rasa = Callable[[UserMessage], Awaitable[Any]]
Result = TypeVar("Result")
PATIENCE = 20
Sanic.test_mode = True
if not hasattr(aiohttp, "ClientWSTimeout"):  # the client library wants a newer aiohttp than Rasa has; the server none
    aiohttp.ClientWSTimeout = lambda ws_close: ws_close


class Counting:
    """A Rasa that numbers its answers."""

    def __init__(self) -> None:
        self.count = 0

    async def __call__(self, message: UserMessage) -> None:
        """Say how many messages there have been."""
        self.count += 1
        reply = Reply("smalltalk", "sv", (f"{self.count}",), buttons=(Button("Ja", "/affirm"),))
        await message.output_channel.send_custom_json(message.sender_id, reply.as_dict())


class Client:
    """What a browser would do, with the answers as (status, body)."""

    def __init__(self, address: str, session: aiohttp.ClientSession) -> None:
        self.address = address
        self._session = session

    async def post(self, data: Any, path: str = "/webhooks/rest/webhook", **more: Any) -> tuple[int, Any]:
        """Post bytes, or a value as JSON."""
        body = {"data": data} if isinstance(data, bytes) else {"json": data}
        async with self._session.post(self.address + path, **body, **more) as reply:
            return reply.status, await reply.json(content_type=None)

    async def post_for_headers(self, data: Any) -> tuple[int, Any, Any]:
        """Post a value as JSON; return status, headers and body."""
        async with self._session.post(f"{self.address}/webhooks/rest/webhook", json=data) as reply:
            return reply.status, reply.headers, await reply.json()

    async def say(self, text: str, sender: str = "s-1", headers: Any = None, **more: Any) -> Any:
        """Send a message and return the `custom` of the answer."""
        status, messages = await self.post({"sender": sender, "message": text, **more}, headers=headers)
        assert status == 200, messages
        return messages[0]["custom"]

    async def chat(self, text: Any, token: Any = None, **more: Any) -> tuple[str, Any]:
        """Send a message as the widget does over HTTP; return its session and the `custom` of the answer."""
        status, body = await self.post({"message": text, "session_id": token, **more}, "/widget/message")
        assert status == 200, body
        return body["session_id"], body["messages"][0]["custom"]

    async def get(self, path: str, **more: Any) -> tuple[int, str, Any]:
        """Get a path; return status, text and headers."""
        async with self._session.get(self.address + path, **more) as reply:
            return reply.status, await reply.text(), reply.headers

    async def ask(self, method: str, path: str, **more: Any) -> tuple[int, Any, bytes]:
        """Send any request; return status, headers and the body as it came, still packed."""
        async with self._session.request(method, self.address + path, **more) as reply:
            return reply.status, reply.headers, await reply.read()


class Tab:
    """A page with a chat, over socket.io: what it is told arrives in the order it was sent."""

    def __init__(self) -> None:
        self.socket = socketio.AsyncClient(reconnection=False)
        self._events: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        for event in ("session_confirm", "bot_uttered", "bad_request"):
            self.socket.on(event, self._note(event))

    async def open(self, address: str, **more: Any) -> "Tab":
        """Connect."""
        await self.socket.connect(address, **more)
        return self

    async def close(self) -> None:
        """Disconnect, as when the page is closed."""
        await self.socket.disconnect()

    async def send(self, event: str, *data: Any) -> None:
        """Send an event, whatever is in it."""
        await self.socket.emit(event, data)

    async def heard(self, event: str) -> Any:
        """Return what the next event says, which must be of this name."""
        name, data = await asyncio.wait_for(self._events.get(), PATIENCE / 2)
        assert name == event, (name, data)
        return data

    async def quiet(self, seconds: float = 0.2) -> bool:
        """Tell whether nothing arrives for a while."""
        await asyncio.sleep(seconds)
        return self._events.empty()

    async def session(self, shown: Any = None) -> str:
        """Ask for a session, showing what is remembered of one; return the session id that comes back."""
        await self.send("session_request", {"session_id": shown})
        confirmed: str = await self.heard("session_confirm")
        return confirmed

    async def say(self, text: Any, **more: Any) -> Any:
        """Send a message and return the `custom` of the answer."""
        await self.send("user_uttered", {"message": text, **more})
        return await self.reply()

    async def reply(self) -> Any:
        """Return the `custom` of the next answer, all of whose messages have arrived."""
        return (await self.told())[1]

    async def told(self) -> tuple[str | None, Any]:
        """Return which message the next answer is to, and its `custom`; all of its messages say the same."""
        first = await self.heard("bot_uttered")
        to = first.get("reply_to")
        for paragraph in first["custom"]["paragraphs"]:
            message = await self.heard("bot_uttered")
            assert (message["text"], message.get("reply_to")) == (paragraph, to)
        return to, first["custom"]

    def _note(self, event: str) -> Callable[[Any], Awaitable[None]]:
        async def note(data: Any) -> None:
            await self._events.put((event, data))

        return note


def served(rasa: Rasa, use: Callable[[Client], Awaitable[Result]], app: Sanic | None = None) -> Result:
    """Serve the channels with `rasa` behind them while `use` talks to them."""

    async def run() -> Result:
        server = await start(app or Sanic("desk", configure_logging=False), rasa)
        port = server.server.sockets[0].getsockname()[1]
        try:
            timeout = aiohttp.ClientTimeout(PATIENCE)
            async with aiohttp.ClientSession(timeout=timeout, auto_decompress=False) as session:
                return await use(Client(f"http://127.0.0.1:{port}", session))
        finally:
            await server.close()

    return asyncio.run(asyncio.wait_for(run(), PATIENCE))


def rasas_app() -> Sanic:
    """Return the application that Rasa makes, with what Rasa puts into it before any channel comes."""
    return _create_app_without_api("")


async def start(app: Sanic, rasa: Rasa) -> Any:
    """Start an application with the channels on a free port."""
    for channel in (DeskInput(), WebInput()):
        app.blueprint(channel.blueprint(rasa), url_prefix=f"/webhooks/{channel.name()}")
    free = socket.create_server(("127.0.0.1", 0))
    server = await app.create_server(sock=free, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.before_start()
    await server.after_start()
    return server
