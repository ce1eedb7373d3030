"""Who has a conversation: the assistant, or people at the clinic. Both of its sides, and everything between them.

    patient → Desk → People.heard → staff room          staff room → People.answered → the patient's door

The ledger says whose a conversation is, so that it is true after a restart, too. What is done here can be done again:
a case is opened once, a thread is made once, and what staff wrote is said once.
"""

import asyncio
import logging
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

from channels.guard import Incoming
from channels.people import sentences
from channels.people.patience import Patience
from channels.people.sides import Door, Line, RoomDown, StaffRoom
from vardlots.errors import KnowledgeError, StoreUnavailable
from vardlots.people.cases import By, Case
from vardlots.people.ledger import Ledger
from vardlots.people.staffing import staffing
from vardlots.privacy import hours_kept
from vardlots.replies import Language, Reply

log = logging.getLogger(__name__)


def utc_now() -> datetime:
    """Return the moment it is."""
    return datetime.now(timezone.utc)


class People:
    """The clinic's people behind every channel of an application.

    Without a staff room (`employ`) there are none: then whoever asks for a person is asked for a contact.
    """

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime] = utc_now) -> None:
        self.ledger, self._clock = ledger, clock
        self._doors: Dict[str, Door] = {}
        self._room: Optional[StaffRoom] = None
        self._open: Dict[str, Case] = {}

    def register(self, door: str, at: Door) -> None:
        """Learn how to say something unasked in conversations that begin with `door:`."""
        self._doors[door] = at

    def employ(self, room: StaffRoom) -> None:
        """Learn where the clinic's people answer."""
        self._room = Patience(room)

    @property
    def employed(self) -> bool:
        """Say whether there is a staff room at all."""
        return self._room is not None

    # what the desk asks

    async def case_of(self, conversation: str) -> Optional[Case]:
        """Return the case that a conversation is, if people have it; while the database is down, as it last was."""
        if not self._room or not self._reaches(conversation):
            return None
        try:
            case = await asyncio.to_thread(self.ledger.of, conversation)
        except StoreUnavailable:
            return self._open.get(conversation)
        self._remember(conversation, case)
        return case

    async def there(self, conversation: str) -> Dict[str, Any]:
        """Say whether somebody could come into a conversation now: `state` is open, closed, full, away or none."""
        try:
            return {"state": await self._state(conversation), "after_misses": staffing().after_misses}
        except KnowledgeError as error:
            log.error("nobody can be asked in until this is mended:\n%s", error)
            return {"state": "none"}

    async def ask_in(self, conversation: str, wanted: Reply, before: Sequence[Line]) -> Reply:
        """Open a case for a reply that wants people, and return the reply with the patient's place in the queue."""
        about: Mapping[str, Any] = wanted.people or {}
        try:
            case = await asyncio.to_thread(
                self.ledger.open, conversation, wanted.language, about.get("topic"), about.get("why", "asked"),
                self._clock(), about.get("about"),
            )  # fmt: skip
            await self._place(case, before)
            position = await asyncio.to_thread(self.ledger.position, case)
        except (RoomDown, StoreUnavailable) as error:
            log.error("nobody could be asked in: %s", type(error).__name__)
            await self._give_up(conversation)
            return sentences.trouble("not_reached", wanted.language, offer_contact=True)
        self._remember(conversation, case)
        told = sentences.queued(case, position, wanted.language, first=True)
        return _after(wanted.paragraphs, told)

    async def heard(self, case: Case, incoming: Incoming, language: Language, alarm: bool) -> Optional[Reply]:
        """Take what a patient says to the people who have their case; None when it is the assistant's after all."""
        if incoming.tapped or staffing().ends(incoming.typed):
            return await self._tapped(case, incoming, language)
        try:
            await self._tell(case, incoming.text, incoming.id)
            if alarm:
                await self._note(case, "alarm")
            await asyncio.to_thread(self.ledger.spoke, case, self._clock(), "alarm" if alarm else "")
            return await self._heard(case, language)
        except (RoomDown, StoreUnavailable) as error:
            log.error("what a patient wrote did not reach the staff room: %s", type(error).__name__)
            return sentences.trouble("not_delivered", language, offer_contact=False)

    async def forget(self, conversation: str) -> None:
        """End the case of a conversation that its owner deletes, and drop what was said to them.

        Raises:
            StoreUnavailable: when it cannot be dropped.
        """
        if not self._room:
            return
        case = await asyncio.to_thread(self.ledger.of, conversation)
        if case:
            await self._close(case, "patient", "forgotten")
        await asyncio.to_thread(self.ledger.forget, conversation)

    async def pushed_since(self, conversation: str, number: int) -> List[Tuple[int, Reply]]:
        """Return what was said unasked in a conversation after the push `number`; nothing while that is not known."""
        if not self._room:
            return []
        try:
            return await asyncio.to_thread(self.ledger.pushed_since, conversation, number)
        except StoreUnavailable:
            return []

    # what the staff room tells

    async def taken(self, thread: str, who: str, name: str) -> bool:
        """Give a case to a member of staff, and tell the patient; False when its thread has no open case.

        Raises:
            StoreUnavailable: when the database does not answer; nothing was done then.
        """
        case = await asyncio.to_thread(self.ledger.in_thread, thread)
        if case is None:
            return False
        if await asyncio.to_thread(self.ledger.take, case, who, name, self._clock()):
            await self.push(case, sentences.taken(case, name), f"taken:{case.id}")
        return True

    async def answered(self, thread: str, who: str, name: str, text: str, message: str) -> bool:
        """Tell the patient what a member of staff wrote, once a `message`; False when its thread has no open case.

        Raises:
            StoreUnavailable: when the database does not answer; then it is to be told again.
        """
        case = await asyncio.to_thread(self.ledger.in_thread, thread)
        if case is None:
            return False
        await self.taken(thread, who, name)
        await self.push(case, sentences.from_staff(case, name, text), message)
        await asyncio.to_thread(self.ledger.spoke, case, self._clock(), "answered", who)
        return True

    async def ended(self, thread: str, who: str) -> bool:
        """Give a conversation back to the assistant, with a word to both; False when its thread has no open case.

        Raises:
            StoreUnavailable: when the database does not answer.
        """
        case = await asyncio.to_thread(self.ledger.in_thread, thread)
        if case is None:
            return False
        await self.give_back(case, "staff", "ended", "ended_by_staff", who=who)
        return True

    # what both need

    async def give_back(
        self, case: Case, by: By, note: str, key: str, who: Optional[str] = None, offer_contact: bool = False
    ) -> None:
        """Close a case and tell both sides why."""
        if await self._close(case, by, note, who):
            await self.push(case, sentences.ended(case, key, by, offer_contact=offer_contact), f"closed:{case.id}")

    async def push(self, case: Case, reply: Reply, source: str) -> None:
        """Say something to a patient unasked, once a `source`."""
        number = await asyncio.to_thread(self.ledger.push, case, reply, self._clock(), source)
        door = self._doors.get(case.door)
        if number is None or door is None:
            return
        try:
            await door.push(case.conversation, reply, number)
        except Exception as error:  # it stays in the ledger, where the page finds it when it is back
            log.error("something could not be said at the door %s: %s", case.door, type(error).__name__)

    async def watch(self) -> None:
        """Look after the cases that nobody looks after, and forget what was said in those that ended long ago."""
        if not self._room:
            return
        try:
            for case in await asyncio.to_thread(self.ledger.every_open):
                await self._watch(case, self._clock())
            await asyncio.to_thread(self.ledger.expire, self._clock() - timedelta(hours=hours_kept()))
        except (RoomDown, StoreUnavailable) as error:
            log.warning("the cases could not be looked after: %s", type(error).__name__)

    async def _watch(self, case: Case, now: datetime) -> None:
        rules = staffing()
        if case.state == "waiting" and not rules.open(now):
            await self.give_back(case, "nobody", "closed_now", "closed_now", offer_contact=True)
        elif now - case.spoken > rules.silence:
            await self.give_back(case, "nobody", "silent", "ended_in_silence")
        elif case.state == "waiting" and case.told is None and now - case.opened > rules.wait:
            position = await asyncio.to_thread(self.ledger.position, case)
            if await asyncio.to_thread(self.ledger.told, case, now):
                await self._note(case, "waits_long")
                await self.push(case, sentences.nobody_yet(case, position), f"waits:{case.id}")

    def _reaches(self, conversation: str) -> bool:
        """Say whether something can be said unasked in a conversation; without that nobody has it."""
        return conversation.partition(":")[0] in self._doors

    async def _state(self, conversation: str) -> str:
        if not self._room or not self._reaches(conversation):
            return "none"
        rules = staffing()
        if not rules.open(self._clock()):
            return "closed"
        if not await self._room.staffed():
            return "away"
        try:
            full = await asyncio.to_thread(self.ledger.waiting) >= rules.most_waiting
        except StoreUnavailable:
            return "away"
        return "full" if full else "open"

    async def _tapped(self, case: Case, incoming: Incoming, language: Language) -> Optional[Reply]:
        """Obey a button of ours, or the word that ends it; any other button waits until the assistant is back."""
        if incoming.text == sentences.CONTACT:
            await self._close(case, "patient", "left_for_contact")
            return None
        if incoming.text == sentences.LEAVE or not incoming.tapped:
            await self._close(case, "patient", "left")
            return sentences.ended(case, "ended_by_patient", "patient", language)
        return await self._heard(case, language)

    async def _heard(self, case: Case, language: Language) -> Reply:
        if case.state == "taken":
            return sentences.receipt(case, language)
        position = await asyncio.to_thread(self.ledger.position, case)
        return sentences.queued(case, position, language, first=False)

    async def _place(self, case: Case, before: Sequence[Line]) -> None:
        """Show a new case in the staff room."""
        if not self._room:
            raise RoomDown("there is none")
        if case.thread is None:
            thread = await self._room.open(case, before)
            await asyncio.to_thread(self.ledger.place, case, thread)

    async def _tell(self, case: Case, text: str, message: Optional[str]) -> None:
        if self._room:
            await self._room.say(case, text, message)

    async def _note(self, case: Case, key: str) -> None:
        if self._room:
            await self._room.note(case, key)

    async def _close(self, case: Case, by: By, note: str, who: Optional[str] = None) -> bool:
        """Close a case, and tell staff, if they can be told; return whether it was open."""
        closed = await asyncio.to_thread(self.ledger.close, case, by, self._clock(), who)
        self._open.pop(case.conversation, None)
        try:
            if closed:
                await self._note(case, note)
        except RoomDown as error:
            log.warning("staff could not be told that a case is closed: %s", error)
        return closed

    async def _give_up(self, conversation: str) -> None:
        """Close a case that never came into the staff room; where even that fails, the watch does it later."""
        try:
            case = await asyncio.to_thread(self.ledger.of, conversation)
            if case:
                await asyncio.to_thread(self.ledger.close, case, "nobody", self._clock(), None)
        except StoreUnavailable:
            log.warning("a case that nobody can see is still open")

    def _remember(self, conversation: str, case: Optional[Case]) -> None:
        if case:
            self._open[conversation] = case
        else:
            self._open.pop(conversation, None)


def _after(paragraphs: Tuple[str, ...], told: Reply) -> Reply:
    """Return a reply with something said before it."""
    return Reply(
        told.kind, told.language, (*paragraphs, *told.paragraphs), buttons=told.buttons, people=told.people,
        topic=told.topic,
    )  # fmt: skip
