"""Facebook Messenger.

Rasa's channel reads only the first of several messages in a request, and takes a picture's address for words; so the
webhook is read here. Its settings, and its way of answering Meta's question at set-up, are kept.
"""

import hashlib
import hmac
from typing import Any, Dict, Iterator, Mapping, Optional

from rasa.core.channels.channel import InputChannel
from rasa.core.channels.facebook import FacebookInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.desk import Rasa
from channels.guard import BadRequest, read_json
from channels.health import add_health
from channels.stock.api import Api
from channels.stock.credentials import settings_of
from channels.stock.desked import Desked, DoorBlueprint, Said
from vardlots.rendering.messenger import messenger
from vardlots.replies import Reply

URL = "https://graph.facebook.com/v25.0"
NEEDED = ("verify", "secret", "page-access-token")
KNOWN = ("api_url",)
SIGNATURE = "X-Hub-Signature-256"


class MessengerDoor(FacebookInput):
    """Serve `/webhooks/facebook/webhook`. `credentials.yml`: `channels.stock.messenger.MessengerDoor`."""

    api: Api

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> InputChannel:
        """Read the settings.

        Raises:
            InvalidConfigException: when one is missing or unknown.
        """
        given = settings_of(cls, credentials, NEEDED, KNOWN)
        token = given["page-access-token"]
        door = cls(given["verify"], given["secret"], token)
        door.api = Api("messenger", given.get("api_url") or URL, {"Authorization": f"Bearer {token}"})
        return door

    def blueprint(self, on_new_message: Rasa) -> DoorBlueprint:
        """Return the routes, with a desk behind them."""
        desked = Desked(self.name(), on_new_message, self.send)
        routes = Blueprint("fb_webhook", __name__)
        add_health(routes)

        @routes.route("/webhook", methods=["GET"])
        async def verify(request: Request) -> HTTPResponse:
            if not hmac.compare_digest(_bytes(request.args.get("hub.verify_token")), _bytes(self.fb_verify)):
                return response.text("The verify token is another one.", status=403)
            return response.text(request.args.get("hub.challenge") or "")

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not signed(self.fb_secret, request.body, request.headers.get(SIGNATURE)):
                return response.text("This is not signed by Meta.", status=403)
            try:
                events = list(_events(read_json(request.body)))
            except BadRequest as error:
                return response.text(str(error), status=400)
            told = [await desked.receive(said) for said in events]
            return response.text("", status=200 if all(told) else 503)

        return DoorBlueprint(desked, routes)

    async def send(self, to: Mapping[str, Any], reply: Reply) -> None:
        """Send a reply.

        Raises:
            NotSent: when Messenger does not take it.
        """
        for message in messenger(reply):
            await self.api.post("me/messages", json={**to, "messaging_type": "RESPONSE", "message": message})


def signed(secret: str, body: bytes, signature: Optional[str]) -> bool:
    """Say whether Meta signed a body with the app's secret."""
    made = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(_bytes(signature), made.encode())


def _bytes(text: Optional[str]) -> bytes:
    return (text or "").encode("utf-8", "replace")


def _events(body: Any) -> Iterator[Said]:
    """Yield what people said, in its order; receipts, reactions and our own words are nothing that anybody said."""
    entries = body.get("entry") if isinstance(body, Mapping) else None
    for entry in entries if isinstance(entries, list) else ():
        for event in (entry.get("messaging") or ()) if isinstance(entry, Mapping) else ():
            said = _said(event) if isinstance(event, Mapping) else None
            if said:
                yield said


def _said(event: Mapping[str, Any]) -> Optional[Said]:
    person = (event.get("sender") or {}).get("id")
    message, postback = event.get("message") or {}, event.get("postback") or {}
    if not person or message.get("is_echo") or not (message or postback):
        return None
    tapped = (message.get("quick_reply") or {}).get("payload") or postback.get("payload")
    known = message.get("mid") or postback.get("mid") or str(event.get("timestamp") or "") or None
    text = tapped or message.get("text") or ""
    return Said(
        f"messenger:{person}", {"recipient": {"id": person}}, text, known, more=bool(message.get("attachments"))
    )
