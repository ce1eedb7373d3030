"""The bridge from a channel to a desk and back: one message in, one reply out, rendered by the door it goes through."""

import asyncio
import hashlib
import logging
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Awaitable, Callable, Dict, Mapping, Optional
from weakref import WeakValueDictionary

from sanic import Blueprint, Sanic

from channels.buttons import ButtonSigner
from channels.desk import Desk, Rasa
from channels.guard import LONGEST_ID
from channels.once import Once
from channels.render import add
from channels.stock.api import NotSent
from channels.stock.offers import Offers
from vardlots.phrases import phrases
from vardlots.replies import Reply
from vardlots.secret import secret

log = logging.getLogger(__name__)

Send = Callable[[Mapping[str, Any], Reply], Awaitable[None]]
"""Send a reply, its buttons sealed, to an address as the door writes it."""


@dataclass(frozen=True)
class Said:
    """What came in at a door: whose conversation, where answers go, the words or button, the service's id of it.

    `text` may be a button's sealed payload; `mark` stands for one where the door cannot carry that. `more` when there
    was something beside words. `language` is what the service knows of the person's app.
    """

    conversation: str
    to: Mapping[str, Any] = field(repr=False)
    text: str = field(default="", repr=False)
    id: Optional[str] = None
    mark: Optional[str] = None
    more: bool = False
    language: Optional[str] = None


class Desked:
    """Answer what comes in at one door."""

    def __init__(self, door: str, rasa: Rasa, send: Send) -> None:
        self._door, self._send = door, send
        self._signer = ButtonSigner(secret())
        self.desk = Desk(door, rasa, self._signer)
        self._offers = Offers()
        self._told: Once[bool] = Once(bool)
        self._lines: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def receive(self, said: Said) -> bool:
        """Answer a message once, however often it is delivered; return False when the answer did not get out.

        Delivered again after that, the same answer is sent again. Raises nothing, whatever happens.
        """
        run = partial(self._answered, said)
        if said.id is None:
            return await run()
        told, _ = await self._told.answer(said.conversation, short(said.id), run)
        return told

    async def _answered(self, said: Said) -> bool:
        try:
            reply = await self._reply(said)
            if reply and (reply.paragraphs or reply.buttons):
                async with self._lines.setdefault(said.conversation, asyncio.Lock()):  # after the answer before it
                    await self._send(said.to, reply)
        except NotSent as error:
            log.error("%s", error)
            return False
        except Exception as error:  # its text may hold the person's words; and once more would not mend it
            log.error("%s: a message could not be answered: %s", self._door, type(error).__name__)
        return True

    async def _reply(self, said: Said) -> Optional[Reply]:
        """Return the answer to a message; None where the person was just told that nothing else can be answered."""
        chosen = self._offers.marked(said.conversation, said.mark) if said.mark else None
        if said.mark and not chosen:
            return self._own(said, "doors.old_choice")
        if not chosen and not said.text.strip():
            return self._refusal(said)
        chosen = chosen or self._offers.named(said.conversation, said.text)
        body: Dict[str, Any] = {"message": chosen.payload if chosen else said.text}
        if said.id is not None:
            body["id"] = short(said.id)
        body["metadata"] = {"language": said.language}
        answer = await self.desk.answer(body, "", said.conversation)  # the address is the service's: nobody's own
        reply = self._finished(answer.reply, said)
        self._offers.note(said.conversation, reply)
        return reply

    def _finished(self, reply: Reply, said: Said) -> Reply:
        """Return a reply as it goes out: its buttons sealed, and said what was not seen; an alarm stays alone."""
        if said.more and reply.kind != "emergency":
            reply = add(reply, phrases().say("doors.not_seen", reply.language))
        return replace(reply, buttons=tuple(self._signer.seal(one, said.conversation) for one in reply.buttons))

    def _refusal(self, said: Said) -> Optional[Reply]:
        """Say that only words are read, once until there are some."""
        offered = self._offers.of(said.conversation)
        if offered.refused:
            return None
        offered.refused = True
        return self._own(said, "doors.only_words")

    def _own(self, said: Said, key: str) -> Reply:
        known = self._offers.of(said.conversation).language
        language = known or ("en" if said.language == "en" else "sv")
        return Reply("fallback", language, phrases().say(key, language))


class DoorBlueprint(Blueprint):
    """A door's routes, which tell its desk what application they came into."""

    def __init__(self, desked: Desked, routes: Blueprint) -> None:
        super().__init__(f"door_{routes.name}", __name__)
        self.ctx.desk, self.ctx.routes = desked.desk, routes

    def register(self, app: Sanic, options: Dict[str, Any]) -> None:
        """Add the routes."""
        self.ctx.desk.attach(app)
        app.blueprint(self.ctx.routes, **options)
        super().register(app, options)


def short(known: str) -> str:
    """Return a service's id of a message in as few characters as a desk takes."""
    return hashlib.sha256(known.encode("utf-8", "replace")).hexdigest()[:LONGEST_ID]
