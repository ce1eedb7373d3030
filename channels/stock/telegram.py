"""Telegram, in private chats with the assistant's bot.

Rasa's own channel does not work with the aiogram that comes with it: it makes its client in one event loop and uses it
in another, and the first message ends in "Event loop is closed". Telegram's interface is small; this speaks it.
"""

import hmac
import re
from contextlib import suppress
from dataclasses import replace
from typing import Any, Dict, Mapping, Optional

from rasa.core.channels.channel import InputChannel
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.desk import Rasa
from channels.guard import BadRequest, read_json
from channels.health import add_health
from channels.stock.api import Api, NotSent
from channels.stock.credentials import settings_of
from channels.stock.desked import Desked, DoorBlueprint, Said
from channels.stock.offers import mark
from vardlots.rendering.telegram import telegram
from vardlots.replies import Reply

URL = "https://api.telegram.org"
NEEDED = ("access_token", "secret")
KNOWN = ("api_url",)
SECRET = "X-Telegram-Bot-Api-Secret-Token"
WORDS = {
    "/start": {"sv": "hej", "en": "hello"},
    "/help": {"sv": "Vad kan du hjälpa till med?", "en": "What can you help with?"},
}
"""What Telegram's own buttons send, in words."""

_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


class TelegramDoor(InputChannel):
    """Serve `/webhooks/telegram/webhook`. `credentials.yml`: `channels.stock.telegram.TelegramDoor`."""

    def __init__(self, token: str, secret: str, url: str = URL) -> None:
        self._secret = secret
        self._api = Api("telegram", f"{url.rstrip('/')}/bot{token}")

    @classmethod
    def name(cls) -> str:
        """Return the stock channel's name."""
        return "telegram"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> InputChannel:
        """Read the settings.

        Raises:
            InvalidConfigException: when one is missing or unknown, or the secret is none that Telegram takes.
        """
        given = settings_of(cls, credentials, NEEDED, KNOWN)
        if not _SECRET.fullmatch(given["secret"]):
            raise InvalidConfigException(
                f"credentials.yml: {cls.__module__}.{cls.__name__}: secret must be 16 to 256 of A-Z, a-z, 0-9, _ and -"
            )
        return cls(given["access_token"], given["secret"], given.get("api_url") or URL)

    def blueprint(self, on_new_message: Rasa) -> DoorBlueprint:
        """Return the routes, with a desk behind them."""
        desked = Desked(self.name(), on_new_message, self.send)
        routes = Blueprint("telegram_webhook", __name__)
        add_health(routes)

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            shown = request.headers.get(SECRET) or ""
            if not hmac.compare_digest(shown.encode("utf-8", "replace"), self._secret.encode()):
                return response.text("This does not come from Telegram.", status=403)
            try:
                update = read_json(request.body)
            except BadRequest as error:
                return response.text(str(error), status=400)
            said = said_in(update)
            told = await desked.receive(said) if said else True
            if said and said.mark:
                await self._stop_waiting(update["callback_query"])
            return response.text("", status=200 if told else 503)

        return DoorBlueprint(desked, routes)

    async def send(self, to: Mapping[str, Any], reply: Reply) -> None:
        """Send a reply; a button carries its mark, for the payload is more than Telegram takes.

        Raises:
            NotSent: when Telegram does not take it.
        """
        marked = replace(reply, buttons=tuple(replace(one, payload=mark(one)) for one in reply.buttons))
        for message in telegram(marked):
            await self._api.post("sendMessage", json={**to, **message})

    async def _stop_waiting(self, tap: Mapping[str, Any]) -> None:
        """Have the button that was tapped show that it was; if this fails, it shows so after a while by itself."""
        with suppress(NotSent):
            await self._api.post("answerCallbackQuery", json={"callback_query_id": tap.get("id")})


def said_in(update: Any) -> Optional[Said]:
    """Read an update; None for what nobody said to us alone: groups, channels, what Telegram tells on its own."""
    if not isinstance(update, Mapping):
        return None
    tap = update.get("callback_query")
    message = (tap.get("message") if isinstance(tap, Mapping) else None) or update.get("message")
    if not isinstance(message, Mapping) or (message.get("chat") or {}).get("type") != "private":
        return None
    chat = message["chat"].get("id")
    writer = (tap or message).get("from") or {}
    language = "sv" if str(writer.get("language_code") or "sv").startswith("sv") else "en"
    known = f"{update.get('update_id')}"
    if tap:
        return Said(
            f"telegram:{chat}", {"chat_id": chat}, "", known, mark=str(tap.get("data") or "-"), language=language
        )
    typed = message.get("text") or message.get("caption") or ""
    text = WORDS.get(typed.strip(), {}).get(language, typed)
    return Said(f"telegram:{chat}", {"chat_id": chat}, text, known, more="text" not in message, language=language)
