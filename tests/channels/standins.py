"""Stand-ins for the services behind the stock doors, on loopback; and the doors, served with a stand-in for Rasa."""

import asyncio
import base64
import hashlib
import hmac
import json
import socket
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from sanic import Sanic
from server import PATIENCE, Rasa

from channels.stock.messenger import MessengerDoor
from channels.stock.slack import SlackDoor
from channels.stock.telegram import TelegramDoor
from channels.stock.twilio import TwilioDoor

Result = TypeVar("Result")
TOKEN, SECRET = "token-that-nobody-may-read", "secret-that-nobody-may-read"
OURS, THEIRS = "+46766860000", "+46701740605"


@dataclass
class Service:
    """A service's HTTP interface: it records what is sent to it, and answers with what was put in `answers` first."""

    sent: list[tuple[str, Mapping[str, Any], dict[str, Any]]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], Any]] = field(default_factory=list)
    refused: int = 0
    url: str = ""
    came: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def answer(self, request: web.Request) -> web.Response:
        """Record a request that is answered well, and count others."""
        body = await request.json() if request.content_type == "application/json" else dict(await request.post())
        status, headers, said = self.answers.pop(0) if self.answers else (200, {}, {"ok": True})
        async with self.came:
            if status < 300 and not (isinstance(said, dict) and said.get("ok") is False):
                self.sent.append((request.path, request.headers, body))
            else:
                self.refused += 1
            self.came.notify_all()
        return web.json_response(said, status=status, headers=headers)

    async def until(self, enough: Callable[["Service"], bool]) -> None:
        """Wait until enough has come."""
        async with self.came:
            await asyncio.wait_for(self.came.wait_for(lambda: enough(self)), PATIENCE / 2)

    def busy(self, status: int = 429, times: int = 1, **more: Any) -> None:
        """Refuse the next requests, and ask to be tried again at once."""
        self.answers += [(status, {"Retry-After": "0"}, {"ok": False, **more})] * times


class Side:
    """The service's side of a door: how it delivers what a person does, and what the person then sees."""

    door: Any
    path: str
    conversation: str
    posts: str
    buttons = True
    answered = 200

    def __init__(self, service: Service, http: aiohttp.ClientSession, address: str) -> None:
        self.service, self._http, self.address = service, http, address
        self.count = 0

    def credentials(self, url: str) -> dict[str, Any]:
        """Return what `credentials.yml` says."""
        raise NotImplementedError

    def event(self, text: str, number: int, **more: Any) -> Any:
        """Return the body that delivers a message."""
        raise NotImplementedError

    def tap(self, number: int) -> Any:
        """Return the body that delivers a tap on a button of the last message."""
        raise NotImplementedError

    def packed(self, body: Any) -> tuple[bytes, dict[str, str]]:
        """Return a body as bytes, and its headers, signed."""
        raise NotImplementedError

    def text(self, sent: Mapping[str, Any]) -> str:
        """Return the words of a message that was sent."""
        raise NotImplementedError

    async def deliver(self, body: Any, **headers: str | None) -> int:
        """Deliver; a header of None is left out."""
        packed, signed = self.packed(body)
        told = {**signed, **{name.replace("_", "-"): value for name, value in headers.items()}}
        sent = {name: value for name, value in told.items() if value is not None}
        async with self._http.post(self.address + self.path, data=packed, headers=sent) as response:
            await response.read()
            return response.status

    async def say(self, text: str, **more: Any) -> list[str]:
        """Have a person say something; return what was sent to them for it, once that is complete."""
        self.count += 1
        return await self.told(self.event(text, self.count, **more))

    async def told(self, body: Any, pieces: int = 1) -> list[str]:
        """Deliver something that is answered with so many messages; return them."""
        before = len(self.shown)
        assert await self.deliver(body) == self.answered
        await self.service.until(lambda _: len(self.shown) >= before + pieces)
        return self.shown[before:]

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Every message that the person has got."""
        return [body for path, _, body in self.service.sent if path.endswith(self.posts)]

    @property
    def shown(self) -> list[str]:
        """The words of each."""
        return [self.text(message) for message in self.messages]


class SlackSide(Side):
    """Slack, with a person in a direct message."""

    door, path, conversation, posts = SlackDoor, "/webhooks/slack/webhook", "slack:U1", "/chat.postMessage"

    def credentials(self, url: str) -> dict[str, Any]:
        """Return what `credentials.yml` says."""
        return {"slack_token": TOKEN, "slack_signing_secret": SECRET, "api_url": url}

    def event(self, text: str, number: int, **more: Any) -> Any:
        """Return an event."""
        said = {
            "type": "message",
            "channel_type": "im",
            "channel": "D1",
            "user": "U1",
            "text": text,
            "ts": f"{number}.0",
        }
        files = {"files": [{"id": "F1"}], "subtype": "file_share"} if more.pop("file", False) else {}
        return {"type": "event_callback", "event_id": f"Ev{number}", "event": {**said, **files, **more}}

    def tap(self, number: int) -> Any:
        """Return what a tap posts."""
        element = self.messages[-1]["blocks"][-1]["elements"][number - 1]
        self.count += 1
        action = {"type": "button", "value": element["value"], "action_ts": f"{self.count}.5"}
        return {
            "payload": {"user": {"id": "U1"}, "channel": {"id": "D1"}, "message": {"ts": "1.0"}, "actions": [action]}
        }

    def packed(self, body: Any) -> tuple[bytes, dict[str, str]]:
        """Sign as Slack does."""
        if "payload" in body:
            packed, kind = urlencode({"payload": json.dumps(body["payload"])}), "application/x-www-form-urlencoded"
        else:
            packed, kind = json.dumps(body), "application/json"
        now = str(int(time.time()))
        digest = hmac.new(SECRET.encode(), f"v0:{now}:{packed}".encode(), hashlib.sha256).hexdigest()
        headers = {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": f"v0={digest}", "Content-Type": kind}
        return packed.encode(), headers

    def text(self, sent: Mapping[str, Any]) -> str:
        """Return the words of the sections."""
        return "\n\n".join(block["text"]["text"] for block in sent["blocks"] if block["type"] == "section")


class SmsSide(Side):
    """Twilio, with a person who sends text messages."""

    door, path, conversation, posts = TwilioDoor, "/webhooks/twilio/webhook", f"sms:{THEIRS}", "/Messages.json"
    by, buttons, answered = "", False, 204

    def credentials(self, url: str) -> dict[str, Any]:
        """Return what `credentials.yml` says."""
        return {
            "account_sid": "AC1",
            "auth_token": SECRET,
            "api_url": url,
            "webhook_url": "https://x.se/webhooks/twilio",
        }

    def event(self, text: str, number: int, **more: Any) -> Any:
        """Return a form, with empty fields as Twilio sends them."""
        media = "1" if more.pop("file", False) else "0"
        form = {"From": self.by + THEIRS, "To": self.by + OURS, "Body": text, "MessageSid": f"SM{number}"}
        return {**form, "NumMedia": media, "FromCity": "", "FromCountry": "SE", **more}

    def packed(self, body: Any) -> tuple[bytes, dict[str, str]]:
        """Sign as Twilio does, the empty fields, too: by hand, for its own library is what is being tested."""
        signed = "https://x.se/webhooks/twilio" + "".join(name + body[name] for name in sorted(body))
        digest = base64.b64encode(hmac.new(SECRET.encode(), signed.encode(), hashlib.sha1).digest()).decode()
        headers = {"X-Twilio-Signature": digest, "Content-Type": "application/x-www-form-urlencoded"}
        return urlencode(body).encode(), headers

    def text(self, sent: Mapping[str, Any]) -> str:
        """Return the words."""
        return sent["Body"]


class WhatsAppSide(SmsSide):
    """Twilio, with a person on WhatsApp."""

    by, conversation = "whatsapp:", f"whatsapp:{THEIRS}"


class MessengerSide(Side):
    """Messenger."""

    door, path, conversation = MessengerDoor, "/webhooks/facebook/webhook", "messenger:42"
    posts = "/me/messages"

    def credentials(self, url: str) -> dict[str, Any]:
        """Return what `credentials.yml` says."""
        return {"verify": "verify-me", "secret": SECRET, "page-access-token": TOKEN, "api_url": url}

    def event(self, text: str, number: int, **more: Any) -> Any:
        """Return a request with one message."""
        message = {"mid": f"m_{number}", **({"text": text} if text else {}), **more}
        if message.pop("file", False):
            message["attachments"] = [{"type": "image", "payload": {"url": "https://cdn.example/secret.jpg"}}]
        event = {"sender": {"id": "42"}, "recipient": {"id": "1"}, "timestamp": 1, "message": message}
        return {"object": "page", "entry": [{"id": "1", "messaging": [event]}]}

    def tap(self, number: int) -> Any:
        """Return what a tap on a quick reply posts: its title as text, and its payload."""
        tapped = self.messages[-1]["message"]["quick_replies"][number - 1]
        self.count += 1
        return self.event(tapped["title"], self.count, quick_reply={"payload": tapped["payload"]})

    def packed(self, body: Any) -> tuple[bytes, dict[str, str]]:
        """Sign as Meta does."""
        packed = json.dumps(body).encode()
        digest = hmac.new(SECRET.encode(), packed, hashlib.sha256).hexdigest()
        return packed, {"X-Hub-Signature-256": f"sha256={digest}", "Content-Type": "application/json"}

    def text(self, sent: Mapping[str, Any]) -> str:
        """Return the words."""
        return sent["message"]["text"]


class TelegramSide(Side):
    """Telegram, with a person in a private chat."""

    door, path, conversation = TelegramDoor, "/webhooks/telegram/webhook", "telegram:42"
    posts = "/sendMessage"

    def credentials(self, url: str) -> dict[str, Any]:
        """Return what `credentials.yml` says."""
        return {"access_token": TOKEN, "secret": SECRET, "api_url": url}

    def event(self, text: str, number: int, **more: Any) -> Any:
        """Return an update."""
        where = {"chat": {"id": 42, "type": more.pop("chat", "private")}, "from": {"id": 42, "language_code": "sv"}}
        words = {"photo": [{}], **({"caption": text} if text else {})} if more.pop("file", False) else {"text": text}
        return {"update_id": number, "message": {"message_id": number, **where, **words, **more}}

    def tap(self, number: int) -> Any:
        """Return what a tap posts."""
        data = self.messages[-1]["reply_markup"]["inline_keyboard"][number - 1][0]["callback_data"]
        self.count += 1
        message = {"message_id": 1, "chat": {"id": 42, "type": "private"}}
        tapped = {"id": "q1", "from": {"id": 42, "language_code": "sv"}, "message": message, "data": data}
        return {"update_id": self.count, "callback_query": tapped}

    def packed(self, body: Any) -> tuple[bytes, dict[str, str]]:
        """Show the secret."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        return json.dumps(body).encode(), headers

    def text(self, sent: Mapping[str, Any]) -> str:
        """Return the words."""
        return sent["text"]


SIDES: tuple[type[Side], ...] = (SlackSide, SmsSide, WhatsAppSide, MessengerSide, TelegramSide)
Use = Callable[[Any], Awaitable[Result]]


def at(side: type[Side], rasa: Rasa, use: Use, **settings: Any) -> Result:
    """Serve a door between a stand-in for its service and one for Rasa while `use` acts for the service."""

    async def run() -> Result:
        service = Service()
        runner = web.AppRunner(_app(service))
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        service.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE)) as http:
            acting = side(service, http, "")
            credentials = {**acting.credentials(service.url), **settings}
            server = await _start(acting.door.from_credentials(credentials), rasa)
            acting.address = f"http://127.0.0.1:{server.server.sockets[0].getsockname()[1]}"
            try:
                return await use(acting)
            finally:
                await server.close()
                await runner.cleanup()

    return asyncio.run(asyncio.wait_for(run(), PATIENCE))


def _app(service: Service) -> web.Application:
    app = web.Application()
    app.router.add_post("/{path:.*}", service.answer)
    return app


async def _start(door: Any, rasa: Rasa) -> Any:
    app = Sanic("stock", configure_logging=False)
    app.blueprint(door.blueprint(rasa), url_prefix=f"/webhooks/{door.name()}")
    server = await app.create_server(
        sock=socket.create_server(("127.0.0.1", 0)), return_asyncio_server=True, access_log=False
    )
    await server.startup()
    await server.before_start()
    await server.after_start()
    return server
