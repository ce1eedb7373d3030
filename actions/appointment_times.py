"""Choosing a time in a form: the wish it remembers, the times it offers, and what a turn says about them.

The slot `wish` remembers, as JSON, the wish and the times last shown, so that "the second one" means the second
one that the person saw. `appointment_slot` is the id of the time that is held for them.
"""

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from actions.appointment_texts import kind_name, slot_values
from actions.base import button, say
from actions.forms import Filled
from actions.turn import Turn
from actions.usage import Noted
from vardlots.booking.choices import chosen, wants_more, wants_other_day
from vardlots.booking.diary import Appointment, Diary
from vardlots.booking.schedule import Kind, Slot, schedule
from vardlots.booking.wishes import Wish, parse
from vardlots.errors import SlotTaken
from vardlots.replies import Asks, Button, Reply
from vardlots.settings import settings

MORE, OTHER_DAY = "more", "other_day"
"""What the buttons beside the times say instead of a time's id."""

_ELSEWHERE = {
    "stop", "emergency", "crisis", "talk_to_person", "change_language", "start_over", "choose_topic", "something_else",
    "feedback_helpful", "feedback_unhelpful", "keep_question", "bot_challenge",
}  # fmt: skip
_OTHER_FORMS = {"quote_fee", "check_age", "send_app_link", "list_appointments"}
_ASKING = re.compile(
    r"\?|^\W*(?:vad|hur|varför|varfor|vem|får|far|måste|maste|är|ar|what|how|why|who|is|are|do|does|must|am)\b", re.I
)


@dataclass(frozen=True)
class Shown:
    """A wish, which page of its times was shown, and their ids. `exact` is false when nothing matched."""

    wish: Wish
    page: int = 0
    offered: tuple[str, ...] = ()
    exact: bool = True
    more: bool = False

    def to_json(self) -> str:
        """Return the text that the slot `wish` holds."""
        return json.dumps({**vars(self), "wish": json.loads(self.wish.to_json())})

    @classmethod
    def from_json(cls, text: object) -> "Shown | None":
        """Read the slot `wish`; None when it is empty."""
        if not text:
            return None
        body = json.loads(str(text))
        return cls(**{**body, "wish": Wish.from_json(json.dumps(body["wish"])), "offered": tuple(body["offered"])})


def diary() -> Diary:
    """Return the diary of the configured database and schedule."""
    return Diary(settings().database_url, schedule())


def elsewhere(turn: Turn) -> bool:
    """Say whether a turn inside a form is about something else, which Rasa's rules answer.

    A bare "imorgon" may be taken for any intent, so a short message that asks nothing stays with the form.
    """
    if turn.intent in _ELSEWHERE:
        return True
    if not (
        turn.intent.startswith("faq_") or turn.intent in (*_OTHER_FORMS, "capabilities", "how_are_you", "out_of_scope")
    ):
        return False
    return bool(_ASKING.search(turn.text)) or len(turn.text.split()) > 4


def offer(care: Kind, wish: Wish, turn: Turn, page: int = 0) -> Shown:
    """Look for times and return what to show."""
    found = diary().offer(care, wish, turn.now, page)
    return Shown(wish, page, tuple(slot.id for slot in found.slots), found.exact, found.more)


def read_time(turn: Turn, care: Kind | None, shown: Shown | None, choosing: bool) -> Filled:
    """Read what a turn says about time: one of the times shown, more of them, or another wish.

    `choosing` is true when times are on the screen, so that "den första" and "16.20" mean one of them.
    """
    tapped = turn.value("slot")
    if turn.requested == "confirmed" and turn.intent == "affirm" and _means_held(turn):
        return Filled()
    if care and shown and (tapped == MORE or (choosing and wants_more(turn.text))):
        return Filled(_fresh(offer(care, shown.wish, turn, shown.page + 1)))
    if tapped == OTHER_DAY or (choosing and (wants_other_day(turn.text) and parse(turn.text, turn.now) is None)):
        return Filled({"wish": None, "appointment_slot": None, "confirmed": None})
    if care and tapped:
        return take(str(tapped), turn, care, shown)
    if care and shown and choosing and (slot := _typed(turn, shown)):
        return take(slot.id, turn, care, shown)
    wish = parse(turn.text, turn.now, turn.language) if turn.text else None
    if wish is None:
        return Filled()
    return Filled(wished(_continued(wish, shown, turn), turn, care))


def wished(wish: Wish, turn: Turn, care: Kind | None) -> dict[str, Any]:
    """Return the slots for a new wish: its times, once it is known who to see."""
    return _fresh(offer(care, wish, turn) if care else Shown(wish))


def take(name: str, turn: Turn, care: Kind, shown: Shown | None) -> Filled:
    """Hold a time for this person; when somebody else was faster, say so and offer others."""
    book = diary()
    try:
        slot = book.slot(name, turn.now)
        if slot.kind != care:  # a button from before the person changed their mind
            raise SlotTaken(f"{name} is not with a {care}")
        book.hold(slot, turn.sender, turn.now)
    except SlotTaken:
        again = offer(care, shown.wish if shown else Wish(turn.now.date()), turn)
        return Filled(_fresh(again), say("booking", turn, "booking.taken"))
    return Filled({"appointment_slot": name, "confirmed": None})


def slot_of(name: object, turn: Turn) -> Slot | None:
    """Return the time with an id, or None when it cannot be booked any more."""
    return schedule().slot(str(name), turn.now) if name else None


def ask_time(turn: Turn, care: Kind, topic: str | None) -> Reply:
    """Show the times to choose among."""
    shown = Shown.from_json(turn.slot("wish")) or offer(care, Wish(turn.now.date()), turn)
    other_day = button(turn, "booking.other_day", f'/choose_time{{"slot": "{OTHER_DAY}"}}')
    name, plan = kind_name(care, turn.language), schedule()
    slots = [slot for each in shown.offered if (slot := plan.slot(each, turn.now))]
    if not slots:
        buttons = (other_day, button(turn, "booking.person", "/talk_to_person"))
        days = plan.rules.horizon_days
        return say("ask", turn, "booking.ask_time_none", topic=topic, buttons=buttons, care=name, days=days)
    more = (button(turn, "booking.more_times", f'/choose_time{{"slot": "{MORE}"}}'),) if shown.more else ()
    key = "booking.ask_time" if shown.exact else "booking.ask_time_near"
    times = tuple(_time_button(slot, turn) for slot in slots)
    return say("ask", turn, key, topic=topic, buttons=(*times, *more, other_day), care=name)


def bookable(turn: Turn) -> Asks:
    """Return the field for a day to come: one of those that can be booked now."""
    first, last = schedule().days(turn.now)
    return Asks("date", first.isoformat(), last.isoformat())


def wish_buttons(turn: Turn) -> tuple[Button, ...]:
    """Return the usual wishes to tap: soonest, tomorrow, next week."""
    return tuple(
        button(turn, f"booking.{name}", f'/choose_time{{"slot": "{name}"}}')
        for name in ("soonest", "tomorrow", "next_week")
    )


def tapped_wish(turn: Turn) -> Wish | None:
    """Return the wish of one of `wish_buttons`."""
    words = {"soonest": "asap", "tomorrow": "tomorrow", "next_week": "next week"}
    tapped = words.get(str(turn.value("slot")))
    return parse(tapped, turn.now) if tapped else None


def _time_button(slot: Slot, turn: Turn) -> Button:
    values = slot_values(slot, turn.language, schedule())
    return button(turn, "booking.time_button", f'/choose_time{{"slot": "{slot.id}"}}', **values)


def _typed(turn: Turn, shown: Shown) -> Slot | None:
    plan = schedule()
    offered = [slot for name in shown.offered if (slot := plan.slot(name, turn.now))]
    names = {slot.clinician: plan.name(slot.clinician) for slot in offered}
    if (
        turn.requested == "appointment_slot"
        and turn.intent == "affirm"
        and len(offered) == 1
        and parse(turn.text, turn.now) is None
    ):
        return offered[0]
    return chosen(turn.text, offered, names, turn.now, turn.language)


def _means_held(turn: Turn) -> bool:
    """Say whether a yes ("ja, imorgon blir bra") is about the time that is held, or names another."""
    held, wish = slot_of(turn.slot("appointment_slot"), turn), parse(turn.text, turn.now, turn.language)
    return held is not None and (wish is None or wish.allows(held.local))


def _continued(wish: Wish, shown: Shown | None, turn: Turn) -> Wish:
    """Keep the day of the last wish when a new one names only a time of day ("efter fyra, då?")."""
    names_day = wish != Wish(turn.now.date(), after=wish.after, before=wish.before, at=wish.at)
    if shown is None or names_day or not (wish.after or wish.before or wish.at):
        return wish
    return replace(shown.wish, after=wish.after, before=wish.before, at=wish.at, soonest=False)


def _fresh(shown: Shown) -> dict[str, Any]:
    """Return the slots of newly offered times: whatever was chosen before no longer counts."""
    return {"wish": shown.to_json(), "appointment_slot": None, "confirmed": None}


def newly(what: str, appointment: Appointment, turn: Turn) -> tuple[Noted, ...]:
    """Note what was done to an appointment, unless an earlier run did it: Rasa may run an action of one turn again."""
    return (Noted(what),) if appointment.changed == turn.now else ()
