"""What is done about each event in patients' rooms: join, answer, take back, leave."""

import asyncio
import hashlib
import logging
from dataclasses import replace
from typing import Any, Awaitable, Callable, Dict, Optional

from channels.buttons import ButtonSigner
from channels.desk import Desk, with_a_person
from channels.guard import LONGEST_ID, BadRequest
from channels.matrix.client import Client, Refused
from channels.matrix.content import content, sealed, trouble
from channels.matrix.events import Event
from channels.matrix.queues import Item
from channels.matrix.voice import Voice
from vardlots.phrases import phrases
from vardlots.rendering.choices import choices_of, picked
from vardlots.replies import LANGUAGES, Language, Reply
from vardlots.welcome import welcome

log = logging.getLogger(__name__)

DOOR = "matrix"
THINKING = 30_000
"""Milliseconds that a typing notice lasts at most: longer than the desk lets anybody wait."""

GONE = (401, 403, 404)
"""Statuses that say that nothing can be said in a room any more."""

Withdraw = Callable[[str, str], Awaitable[None]]
"""Take a message's words out of wherever they are kept: a conversation's name, and the message's id."""


def conversation_of(room: str) -> str:
    """Return the name of a room's conversation."""
    return f"{DOOR}:{room}"


def message_id(event_id: str) -> str:
    """Return what the desk calls a message: the event's id, where that is not too long."""
    return event_id if len(event_id) <= LONGEST_ID else hashlib.sha256(event_id.encode()).hexdigest()


class Rooms:
    """Answer what people say in their rooms."""

    def __init__(
        self, client: Client, voice: Voice, desk: Desk, signer: ButtonSigner, me: str, withdraw: Withdraw
    ) -> None:
        self._client, self._voice, self._desk, self._signer, self._me = client, voice, desk, signer, me
        self._withdraw = withdraw

    async def handle(self, item: Item) -> None:
        """Do what an event asks for, and wait while the homeserver is in trouble.

        Raises:
            Refused: when the homeserver will not have what was to be done.
        """
        event = item.event
        assert event is not None
        if event.what == "invited":
            await self._join(event)
        elif event.what == "left":
            await self._leave_if_empty(event.room)
        elif event.what in ("words", "media", "encrypted"):
            await self._answer(item, event)
        elif event.what == "withdrawn" and event.about:
            await self._withdraw(conversation_of(event.room), message_id(event.about))

    async def push(self, conversation: str, reply: Reply, number: int) -> None:
        """Say in a conversation's room what nobody asked for, once a `number`.

        Raises:
            Refused: when the homeserver will not have it: the patient has left the room, say.
        """
        await self.say(conversation[len(f"{DOOR}:") :], reply, f"push:{number}")

    async def push_again(self, conversation: str) -> None:
        """Say what was said unasked and may have been lost on the way, unless it is there."""
        if not conversation.startswith(f"{DOOR}:"):  # other doors look themselves
            return
        for number, reply in await self._desk.people.pushed_since(conversation, 0):
            await self.say(conversation[len(f"{DOOR}:") :], reply, f"push:{number}", unsure=True)

    async def say(self, room: str, reply: Reply, answers: str, unsure: bool = False, **where: Optional[str]) -> str:
        """Say a reply in a room, as the answer to something; return the message's id."""
        if with_a_person(reply):  # "1" is an answer to that person then, and the words say how to end it
            reply = replace(reply, buttons=())
        ours = sealed(reply, self._signer, conversation_of(room))
        return await self._voice.say(room, content(ours, answers, **where), unsure)

    async def _answer(self, item: Item, event: Event) -> None:
        if item.resumed and await self._client.patiently(lambda: self._voice.found(event.room, event.id)):
            return
        seen = asyncio.ensure_future(self._show(event))
        try:
            reply = await self._reply(event)
            if reply and reply.paragraphs and not item.withdrawn:
                await self.say(event.room, reply, event.id, thread=event.thread, to=event.replaces)
        except Exception as error:  # whatever broke, the person gets an answer
            if isinstance(error, Refused) and error.status in GONE:
                raise
            log.error("a Matrix message was not answered as it should be: %s", type(error).__name__)
            await self._voice.say(event.room, trouble(event.id))
        finally:
            await seen
            await self._client.quietly(self._typing(event.room, False))

    async def _reply(self, event: Event) -> Optional[Reply]:
        if event.what == "encrypted":
            return await self._unreadable(event.room)
        answer = await self._asked(event) if event.words.strip() else None
        return answer if event.media is None else await self._refused(event, answer)

    async def _asked(self, event: Event) -> Optional[Reply]:
        """Ask the desk; a "2" is the button that was shown so."""
        last = await self._voice.last(event.room)
        button = picked(event.words, choices_of(last)) if last else None
        body: Dict[str, Any] = {
            "message": button.payload if button else event.words,
            "id": message_id(event.id),
            "metadata": {"greeted": True},
        }
        try:
            return (await self._desk.answer(body, "", conversation_of(event.room))).reply
        except BadRequest:  # nothing in it that could be answered
            return None

    async def _refused(self, event: Event, answer: Optional[Reply]) -> Reply:
        """Say that a picture or file cannot be looked at; what its caption asks is answered all the same."""
        if answer and answer.kind == "emergency":
            return answer
        language = answer.language if answer else await self._language(event.room)
        refusal = phrases().say(f"matrix.{event.media}", language)
        if answer is None or answer.kind in ("fallback", "suggest", "error") or not answer.paragraphs:
            return Reply("fallback", language, refusal)
        return replace(answer, paragraphs=(*refusal, *answer.paragraphs))

    async def _unreadable(self, room: str) -> Reply:
        """Say that encrypted messages cannot be read; in both languages, where nobody knows the person's."""
        last = await self._voice.last(room)
        known = [last.language] if last and last.people is None and last.kind != "smalltalk" else LANGUAGES
        texts = [text for language in known for text in phrases().say("matrix.encrypted", language)]
        return Reply("error", known[0], tuple(texts))

    async def _language(self, room: str) -> Language:
        last = await self._voice.last(room)
        return last.language if last else "sv"

    async def _join(self, event: Event) -> None:
        """Accept an invitation and greet, once a room: the same one may come by two ways."""
        try:
            await self._client.patiently(lambda: self._client.call("POST", "v3", "join", event.room, body={}))
        except Refused as refused:  # taken back meanwhile, or a room that nobody can join any more
            log.warning("an invitation to a Matrix room could not be accepted: %s", refused)
            return
        reply = await self._unreadable(event.room) if await self._is_encrypted(event.room) else greeting()
        await self.say(event.room, reply, f"greeting:{event.room}", unsure=True)

    async def _is_encrypted(self, room: str) -> bool:
        path = ("v3", "rooms", room, "state", "m.room.encryption", "")
        try:
            return bool(await self._client.patiently(lambda: self._client.call("GET", *path)))
        except Refused:
            return False

    async def _leave_if_empty(self, room: str) -> None:
        try:
            members = await self._client.patiently(lambda: self._client.members(room))
            if members == [self._me]:
                await self._end_case(room)
                await self._client.patiently(lambda: self._client.call("POST", "v3", "rooms", room, "leave", body={}))
                self._voice.forget(room)
        except Refused:  # not in it any more
            self._voice.forget(room)

    async def _end_case(self, room: str) -> None:
        people = self._desk.people
        case = await people.case_of(conversation_of(room))
        if case:
            await people.give_back(case, "patient", "left", "ended_by_patient")

    async def _show(self, event: Event) -> None:
        """Show that a message was read, and that an answer is on its way."""
        read = {"m.fully_read": event.id, "m.read": event.id}
        marked = self._client.call("POST", "v3", "rooms", event.room, "read_markers", body=read)
        await asyncio.gather(
            self._client.quietly(marked),
            self._client.quietly(self._typing(event.room, True)),
        )

    async def _typing(self, room: str, on: bool) -> None:
        body = {"typing": True, "timeout": THINKING} if on else {"typing": False}
        await self._client.call("PUT", "v3", "rooms", room, "typing", self._me, body=body)


def greeting() -> Reply:
    """Return what is said in a room that somebody has just invited the assistant to."""
    swedish = welcome()["texts"]["sv"]["greeting"]
    return Reply("smalltalk", "sv", (*swedish, *phrases().say("matrix.in_english", "en")))
