"""A turn, whatever channel it comes through: one message in, exactly one reply out.

    admit → count → once a message → (one at a time: keep what was asked for → Rasa → collect) → finish

A conversation that people at the clinic have goes to them instead of Rasa (`channels.people`). Every reply passes
`Desk.finish`, also when nothing behind the desk works.
"""

import asyncio
import logging
import os
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Awaitable, Callable, Dict, List, Mapping, Optional, Tuple
from weakref import WeakValueDictionary

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from channels import speed, stores
from channels.buttons import ButtonSigner
from channels.forgetting import CannotForget, forget
from channels.guard import LONGEST_REQUEST, Incoming, TooLong, admit
from channels.languages import Languages
from channels.limits import Limits, Quotas
from channels.once import Once
from channels.people.people import People
from channels.people.sentences import ASK
from channels.people.transcript import transcript
from channels.people.watch import watched
from channels.render import add, collect, render
from vardlots.errors import StoreUnavailable
from vardlots.people.ledger import Ledger
from vardlots.phrases import phrases
from vardlots.privacy import CONTACT, notice
from vardlots.replies import Reply
from vardlots.safety.net import Judgement, safety_net
from vardlots.safety.replies import alarm_reply, with_hint
from vardlots.settings import settings

log = logging.getLogger(__name__)
speed.apply()
stores.apply()

PATIENCE = 25.0
"""Seconds until a person is told that nothing answers, the time behind their own earlier messages included."""
HURRY = 3.0
"""The same for an alarm: it is answered without Rasa then."""

NOTHING = Judgement(None, 0.0)

Rasa = Callable[[UserMessage], Awaitable[Any]]


@dataclass(frozen=True)
class Answer:
    """What goes back to a sender; `wait` is after how many seconds they may write again, 0 at once.

    `again` when the same message came before. What does not last (the service was down, say) is not remembered: the
    same message again is a real try.
    """

    sender: str
    reply: Reply
    wait: int = 0
    again: bool = False
    lasts: bool = True


@dataclass
class Line:
    """Where the messages of a conversation wait for each other; `forgets` counts how often it was forgotten."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    forgets: int = 0


class Desk:
    """Take a person's message to Rasa and one reply back."""

    def __init__(self, channel: str, rasa: Rasa, signer: ButtonSigner) -> None:
        self._channel, self._rasa, self._signer = channel, rasa, signer
        self._lines: WeakValueDictionary[str, Line] = WeakValueDictionary()
        self._once: Once[Answer] = Once(lambda answer: answer.lasts)
        self._languages = Languages()
        self._app: Optional[Sanic] = None
        self._limits = Limits(Quotas.from_environment())
        self._net = safety_net()
        self.people = People(Ledger(settings().database_url))

    def attach(self, app: Sanic) -> None:
        """Learn which application this is: where its agent is; one quota, and the same people, for all its channels."""
        self._app = app
        self.people = app.ctx.__dict__.setdefault("people", self.people)
        watched(app, self.people)
        self._limits = app.ctx.__dict__.setdefault("limits", self._limits)
        app.config.REQUEST_MAX_SIZE = LONGEST_REQUEST
        app.config.FALLBACK_ERROR_FORMAT = "json"
        app.config.PROXIES_COUNT = int(os.environ.get("VARDLOTS_PROXIES", 0)) or None

    async def answer(self, body: Any, address: str, conversation: Optional[str] = None) -> Answer:
        """Answer one message; `conversation` is whose it is, where the channel knows.

        A message that came before is counted as well, but gets the answer that it had, however many came since.

        Raises:
            BadRequest: when the body is no message; nothing else, whatever happens.
        """
        incoming, trouble = self._admitted(body, conversation)
        wait = await self._limits.wait(incoming.sender, address)
        run = partial(self._answered, incoming, "trouble.too_many" if wait else trouble, wait)
        if incoming.id is None:
            return await run()
        answer, again = await self._once.answer(incoming.sender, incoming.id, run)
        return replace(answer, again=again)

    async def forget(self, conversation: str) -> None:
        """Forget what was said in a conversation, once what it is saying now is said.

        Raises:
            CannotForget: when it is still in Rasa's tracker store, or in the database.
        """
        line = self._line(conversation)
        async with line.lock:
            try:
                await self.people.forget(conversation)
            except StoreUnavailable as error:
                raise CannotForget(type(error).__name__) from None
            agent = self._agent()
            if agent:
                forget(agent.tracker_store, conversation)
            line.forgets += 1
            self._languages.forget(conversation)
            self._once.forget(conversation)

    def finish(self, incoming: Incoming, reply: Optional[Reply]) -> Reply:
        """Return what the person gets: the last word on every message, whatever happened before.

        `reply` is what the turn led to, or what stands for it (too long, too many); None when nothing answered.
        `incoming.text` is what they wrote, masked; or a button's payload (`incoming.tapped`). Needs no backend: the
        safety net has the last word, whatever Rasa made of the message.
        """
        reply = self._safe(incoming, reply or self._own("trouble.down", incoming))
        if incoming.masked and reply.kind != "emergency":  # nothing stands beside a number to call
            reply = add(reply, notice(incoming.masked, reply.language))
        return reply

    def _judged(self, incoming: Incoming) -> Judgement:
        """Return what the safety net makes of a message; nothing of a button, and of one that it fails on."""
        try:
            # what was typed, for a mask may stand where a sign stood
            return NOTHING if incoming.tapped else self._net.judge(incoming.typed)
        except Exception as error:  # a net that tears must not take the reply along
            log.error("the safety net failed: %s", type(error).__name__)
            return NOTHING

    def _safe(self, incoming: Incoming, reply: Reply) -> Reply:
        """Make sure that an alarm is answered as one, and that what may be one is told whom to call."""
        judged = self._judged(incoming)
        if judged.kind and reply.kind != "emergency":
            return replace(alarm_reply(judged.kind, reply.language), people=reply.people)
        quiet = reply.kind in ("error", "emergency") or with_a_person(reply)
        return reply if quiet else with_hint(reply, judged.named)

    def render(self, answer: Answer) -> List[Dict[str, Any]]:
        """Return an answer as stock Rasa messages, its buttons signed for its sender."""
        return render(answer.reply, answer.sender, self._signer)

    def _admitted(self, body: Any, conversation: Optional[str]) -> Tuple[Incoming, Optional[str]]:
        try:
            return admit(body, self._signer, conversation), None
        except TooLong as error:
            return error.incoming, "trouble.too_long"

    async def _answered(self, incoming: Incoming, trouble: Optional[str], wait: int) -> Answer:
        """Answer a message that was counted; `trouble` is why it goes no further."""
        line = self._line(incoming.sender)
        forgets = line.forgets
        incoming, reply = (incoming, self._own(trouble, incoming)) if trouble else await self._turn(incoming)
        finished = self.finish(incoming, reply)
        forgotten = line.forgets != forgets  # while it ran, or as soon as Rasa had said its part
        if not forgotten:
            self._languages.remember(incoming, finished.language)
        return Answer(incoming.sender, finished, wait, lasts=finished.kind != "error" and not forgotten)

    async def _turn(self, incoming: Incoming) -> Tuple[Incoming, Optional[Reply]]:
        """Run one turn; return the message as it was taken, and what was said, if anything."""
        collector = CollectingOutputChannel()
        reply: Optional[Reply] = None
        whole = False
        patience = HURRY if self._judged(incoming).kind else PATIENCE
        try:
            incoming, reply = await asyncio.wait_for(self._queued(incoming, collector), patience)
            whole = True
        except Exception as error:  # whatever broke, the person gets an answer, and the log no words of theirs
            log.error("a turn failed: %s", type(error).__name__)
            reply = _collected(collector, incoming)
        if reply and not whole and reply.kind != "emergency":
            reply = add(reply, phrases().say("trouble.unfinished", reply.language))
        return incoming, reply

    async def _queued(self, incoming: Incoming, collector: CollectingOutputChannel) -> Tuple[Incoming, Optional[Reply]]:
        """Wait for the sender's earlier messages, then let whoever has the conversation answer.

        Rasa's own lock polls once a second, so that the second of two quick messages would wait
        that long; behind this queue it never has to.
        """
        line = self._line(incoming.sender)
        async with line.lock:
            case = await self.people.case_of(incoming.sender)
            if case:
                incoming = incoming.for_people()
                alarm = self._judged(incoming).kind is not None
                reply = await self.people.heard(case, incoming, self._languages.of(incoming), alarm)
                if reply is not None:
                    return incoming, reply
                return await self._declined(incoming, collector)
            return await self._asked(incoming, collector)

    async def _declined(
        self, incoming: Incoming, collector: CollectingOutputChannel
    ) -> Tuple[Incoming, Optional[Reply]]:
        """Have Rasa ask for a contact, which the patient prefers to a place in the queue."""
        incoming, reply = await self._asked(replace(incoming, text=ASK), collector, {"state": "declined"})
        return incoming, replace(reply, people={"state": "ended", "by": "patient"}) if reply else None

    async def _asked(
        self,
        incoming: Incoming,
        collector: CollectingOutputChannel,
        there: Optional[Mapping[str, Any]] = None,
    ) -> Tuple[Incoming, Optional[Reply]]:
        """Let Rasa answer into the collector; ask people in, when that is the answer.

        `there` says whether they could be; when it is None, they are asked.
        """
        if CONTACT & set(incoming.masked):
            incoming = incoming.for_form(await self._form(incoming.sender))
        there = there or await self.people.there(incoming.sender)
        await self._rasa(
            UserMessage(
                incoming.text,
                collector,
                incoming.sender,
                input_channel=self._channel,
                message_id=incoming.id,
                metadata={**incoming.metadata, "people": there},
            )
        )
        reply = _collected(collector, incoming)
        if reply and (reply.people or {}).get("state") == "wanted":
            before = transcript(await self._tracker(incoming.sender))
            reply = await self.people.ask_in(incoming.sender, reply, before)
        return incoming, reply

    async def _form(self, sender: str) -> Optional[str]:
        """Return the form that a conversation is in, as its tracker knows it."""
        tracker = await self._tracker(sender)
        return tracker.active_loop_name if tracker else None

    async def _tracker(self, sender: str) -> Optional[DialogueStateTracker]:
        agent = self._agent()
        return await agent.tracker_store.retrieve(sender) if agent else None

    def _line(self, sender: str) -> Line:
        return self._lines.setdefault(sender, Line())

    def _agent(self) -> Optional[Agent]:
        return getattr(self._app.ctx, "agent", None) if self._app else None

    def _own(self, key: str, incoming: Incoming) -> Reply:
        """Return a reply of the desk itself, for when nothing behind it answers."""
        language = self._languages.of(incoming)
        return Reply("error", language, phrases().say(key, language))


def with_a_person(reply: Reply) -> bool:
    """Say whether a reply belongs to a conversation that a person at the clinic has now."""
    return (reply.people or {}).get("state") == "with_person"


def _collected(collector: CollectingOutputChannel, incoming: Incoming) -> Optional[Reply]:
    return collect(collector.messages, greeted=bool(incoming.metadata.get("greeted")))
