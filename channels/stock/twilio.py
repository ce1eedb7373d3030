"""Text messages and WhatsApp through Twilio.

Rasa's channel takes anybody's word for it that a message comes from Twilio; here every request's signature is checked.
"""

import re
from typing import Any, Dict, Mapping, Optional

import aiohttp
from rasa.core.channels.channel import InputChannel
from rasa.core.channels.twilio import TwilioInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.desk import Rasa
from channels.health import add_health
from channels.stock.api import Api
from channels.stock.credentials import settings_of
from channels.stock.desked import Desked, DoorBlueprint, Said
from channels.twilio_signature import fields_of, from_twilio
from vardlots.rendering.phone import text_messages, whatsapp
from vardlots.replies import Reply

URL = "https://api.twilio.com"
NEEDED = ("account_sid", "auth_token")
KNOWN = ("webhook_url", "api_url")
WHATSAPP = "whatsapp:"

_NUMBER = re.compile(r"\+\d{7,15}")


class TwilioDoor(TwilioInput):
    """Serve `/webhooks/twilio/webhook`. `credentials.yml`: `channels.stock.twilio.TwilioDoor`."""

    webhook_url: Optional[str] = None
    """The webhook's address as Twilio knows it, where a proxy hides that from us."""
    api: Api

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> InputChannel:
        """Read the settings.

        Raises:
            InvalidConfigException: when one is missing or unknown.
        """
        given = settings_of(cls, credentials, NEEDED, KNOWN)
        account = given["account_sid"]
        door = cls(account, given["auth_token"], None)
        door.webhook_url = given.get("webhook_url")
        url = f"{given.get('api_url') or URL}/2010-04-01/Accounts/{account}"
        door.api = Api("twilio", url, auth=aiohttp.BasicAuth(account, given["auth_token"]))
        return door

    def blueprint(self, on_new_message: Rasa) -> DoorBlueprint:
        """Return the routes, with a desk behind them."""
        desked = Desked(self.name(), on_new_message, self.send)
        routes = Blueprint("twilio_webhook", __name__)
        add_health(routes)

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not from_twilio(request, self.auth_token or "", self.webhook_url or request.url):
                return response.text("This is not signed by Twilio.", status=403)
            said = _said(fields_of(request))
            told = await desked.receive(said) if said else True
            return response.text("", status=204 if told else 503)

        return DoorBlueprint(desked, routes)

    async def send(self, to: Mapping[str, Any], reply: Reply) -> None:
        """Send a reply from the number that was written to.

        Raises:
            NotSent: when Twilio does not take it.
        """
        messages = whatsapp(reply) if to["To"].startswith(WHATSAPP) else text_messages(reply)
        for message in messages:
            await self.api.post("Messages.json", data={**to, "Body": message})


def _said(form: Any) -> Optional[Said]:
    """Read a message; None for what no person can have sent, such as an operator's short number."""
    sender, ours = form.get("From") or "", form.get("To") or ""
    number = sender.removeprefix(WHATSAPP) if sender.startswith(WHATSAPP) else sender
    if not _NUMBER.fullmatch(number) or not ours:
        return None
    by = "whatsapp" if sender.startswith(WHATSAPP) else "sms"
    more = form.get("NumMedia") not in (None, "", "0") or bool(form.get("Latitude"))
    to = {"From": ours, "To": sender}
    return Said(f"{by}:{number}", to, form.get("Body") or "", form.get("MessageSid"), more=more)
