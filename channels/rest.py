"""Rasa's REST channel with a front door: checked requests, and exactly one reply a turn."""

import asyncio
import json
import logging
from dataclasses import replace
from functools import cache
from typing import Any, Awaitable, Callable, Dict, List, Optional
from weakref import WeakValueDictionary

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import page, speed
from channels.buttons import ButtonSigner, secret
from channels.guard import BadRequest, Incoming, TooLong, admit
from vardlots.language import LanguageModel, model_of
from vardlots.phrases import phrases
from vardlots.replies import Language, Reply, merge
from vardlots.settings import settings

log = logging.getLogger(__name__)
speed.apply()


class DeskInput(InputChannel):
    """Serve `/webhooks/rest/webhook`: JSON in, a list with the reply and its plain-text twin out."""

    def __init__(self) -> None:
        self._signer = ButtonSigner(secret())
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @classmethod
    def name(cls) -> str:
        """Return the stock channel's name, so that stock clients find the address they expect."""
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes: a health check and the webhook; the demo page comes along."""
        desk = page.PageBlueprint("desk_rest", __name__)

        @desk.route("/", methods=["GET"])
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @desk.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                incoming = admit(_body(request), self._signer)
            except TooLong as error:
                return self._answer(error.incoming, _own_reply("trouble.too_long", error.incoming))
            except BadRequest as error:
                return response.json({"error": str(error)}, status=400)
            return self._answer(incoming, await self._turn(incoming, on_new_message))

        return desk

    async def _turn(self, incoming: Incoming, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Reply:
        """Run one turn and return what was said; messages of one sender wait for each other here.

        Rasa's own lock polls once a second, so that the second of two quick messages would wait
        that long; behind this queue it never has to.
        """
        collector = CollectingOutputChannel()
        message = UserMessage(
            incoming.text, collector, incoming.sender, input_channel=self.name(), metadata=dict(incoming.metadata)
        )
        async with self._queues.setdefault(incoming.sender, asyncio.Lock()):
            try:
                await on_new_message(message)
            except Exception as error:  # whatever broke, the person gets an answer, and the log no words of theirs
                log.error("a turn failed: %s", type(error).__name__)
        return collect(collector.messages) or _own_reply("trouble.down", incoming)

    def _answer(self, incoming: Incoming, reply: Reply) -> HTTPResponse:
        return response.json(render(reply, incoming.sender, self._signer))


def collect(messages: List[Dict[str, Any]]) -> Optional[Reply]:
    """Make one reply of what a turn's actions said; the first of a conversation says what this is."""
    bodies = [message["custom"] for message in messages if message.get("custom")]
    if not bodies:
        return None
    reply = merge([Reply.from_dict(body) for body in bodies])
    if not any(body.get("introduce") for body in bodies):
        return reply
    return replace(reply, paragraphs=(*reply.paragraphs, *phrases().say("notice.automatic", reply.language)))


def render(reply: Reply, sender: str, signer: ButtonSigner) -> List[Dict[str, Any]]:
    """Return a turn as stock Rasa messages: the whole reply as `custom`, then each paragraph as `text`."""
    body = reply.as_dict()
    buttons = [vars(signer.seal(button, sender)) for button in reply.buttons]
    if buttons:
        body["buttons"] = buttons
    messages: List[Dict[str, Any]] = [{"recipient_id": sender, "custom": body}]
    messages += [{"recipient_id": sender, "text": paragraph} for paragraph in reply.paragraphs]
    if buttons:
        messages[-1]["buttons"] = buttons
    return messages


def _own_reply(key: str, incoming: Incoming) -> Reply:
    """Return a reply of the channel itself, for when nothing behind it answers."""
    heard = _ears().hear(incoming.text)
    language: Language = heard.name if heard.sure else incoming.metadata.get("language", "sv")
    return Reply("error", language, phrases().say(key, language))


@cache
def _ears() -> LanguageModel:
    """Return a language model of the channel's own: Rasa's may be what is down."""
    return model_of(settings().kb)


def _body(request: Request) -> Any:
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("the body must be JSON") from error
