"""Slack, in direct messages with the assistant's app.

Rasa's channel checks signatures, answers Slack's question at set-up, and reads events; answers go out from here.
"""

import html
import json
import re
from typing import Any, Dict, Mapping, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.channels.slack import SlackInput
from sanic.request import Request

from channels.desk import Rasa
from channels.stock.api import Api
from channels.stock.credentials import settings_of
from channels.stock.desked import Desked, DoorBlueprint, Said
from vardlots.rendering.slack import slack
from vardlots.replies import Reply

URL = "https://slack.com/api"
NEEDED = ("slack_token", "slack_signing_secret")
KNOWN = ("slack_channel", "use_threads", "api_url")
WRITTEN = (None, "file_share", "thread_broadcast")
"""Subtypes of messages that a person has written: none, with a file, and in a thread as well as outside."""

_TITLED = re.compile(r"<(?:mailto:|tel:|https?://)[^|>]*\|([^>]*)>")
_BARE = re.compile(r"<(?:mailto:|tel:)?([^@#!|>][^|>]*)>")


class SlackDoor(SlackInput):
    """Serve `/webhooks/slack/webhook`. `credentials.yml`: `channels.stock.slack.SlackDoor`."""

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> InputChannel:
        """Read the settings.

        Raises:
            InvalidConfigException: when one is missing or unknown.
        """
        given = settings_of(cls, credentials, NEEDED, KNOWN)
        door = cls(
            given["slack_token"],
            given.get("slack_channel"),
            slack_retry_reason_header="X-Slack-Retry-Reason",
            slack_retry_number_header="X-Slack-Retry-Num",
            use_threads=bool(given.get("use_threads")),
            slack_signing_secret=given["slack_signing_secret"],
        )
        door.api = Api("slack", given.get("api_url") or URL, {"Authorization": f"Bearer {given['slack_token']}"})
        return door

    api: Api

    def blueprint(self, on_new_message: Rasa) -> DoorBlueprint:
        """Return Rasa's routes for Slack, with a desk behind them."""
        desked = Desked(self.name(), on_new_message, self.send)

        async def receive(message: UserMessage) -> None:
            about = message.metadata or {}
            if about.get("writer"):
                await desked.receive(self._said(message.text or "", message.sender_id, about))

        return DoorBlueprint(desked, super().blueprint(receive))

    async def send(self, to: Mapping[str, Any], reply: Reply) -> None:
        """Post a reply.

        Raises:
            NotSent: when Slack does not take it.
        """
        for message in slack(reply):
            await self.api.post("chat.postMessage", json={**to, **message, "unfurl_links": False})

    def get_metadata(self, request: Request) -> Dict[str, Any]:
        """Tell also who wrote, which message it is however often it comes, and whether a file came with it."""
        read = super().get_metadata(request)
        if request.headers.get("content-type") == "application/json":
            event = request.json.get("event") or {}
            known, writer, more = event.get("ts"), event.get("user"), bool(event.get("files"))
        else:
            payload = _payload(request)
            known = (payload.get("actions") or [{}])[0].get("action_ts")
            writer, more = (payload.get("user") or {}).get("id"), False
        return {
            **read,
            "known": f"{read.get('out_channel')} {known}" if known else None,
            "writer": writer,
            "more": more,
        }

    def _said(self, text: str, sender: str, about: Mapping[str, Any]) -> Said:
        to = {"channel": about.get("out_channel") or sender}
        if self.use_threads and about.get("thread_id"):
            to["thread_ts"] = about["thread_id"]
        return Said(f"slack:{sender}", to, plain_words(text), about.get("known"), more=bool(about.get("more")))

    @staticmethod
    def _is_user_message(slack_event: Dict[str, Any]) -> bool:
        """Take what a person has written, and files without words, which get an answer, too."""
        event = slack_event.get("event") or {}
        written = event.get("type") == "message" and event.get("subtype") in WRITTEN and not event.get("bot_id")
        return bool(written and (event.get("text") or event.get("files")))

    def _is_supported_channel(self, slack_event: Dict[str, Any], metadata: Dict[str, Any]) -> bool:
        """Answer nowhere but where a person is alone with the assistant, or in the one channel that is named."""
        alone = self._is_direct_message(slack_event)
        return alone or (self.slack_channel is not None and metadata["out_channel"] == self.slack_channel)


def plain_words(text: str) -> str:
    """Return a message as it was typed: Slack writes links, addresses and three signs in a way of its own."""
    return html.unescape(_BARE.sub(r"\1", _TITLED.sub(r"\1", text)))


def _payload(request: Request) -> Mapping[str, Any]:
    read = json.loads(request.form["payload"][0])
    return read if isinstance(read, Mapping) else {}
