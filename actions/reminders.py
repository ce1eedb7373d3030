"""Text messages about appointments: a confirmation after a booking or a change, and cancelling by reply."""

import logging
from datetime import datetime

from actions.appointment_times import diary, newly
from actions.base import DeskAction, Outcome
from actions.turn import Turn
from vardlots.booking.diary import Appointment
from vardlots.booking.references import parse_reference
from vardlots.errors import NoSuchAppointment
from vardlots.phrases import phrases
from vardlots.replies import Reply
from vardlots.sms import texts
from vardlots.sms.reminded import about_now
from vardlots.sms.sending import send_soon, withdraw_outdated
from vardlots.usage.tallies import CANCELLED

log = logging.getLogger(__name__)

BY_TEXT = "sms:"
"""How the conversation of a telephone begins; its number follows."""


def confirm_by_text(appointment: Appointment, turn: Turn) -> tuple[str, ...]:
    """Put a confirmation into the outbox; return what to say of it: nothing where none will arrive.

    The appointment is booked already, so nothing that goes wrong here is the person's business.
    """
    try:
        withdraw_outdated()
        if send_soon(texts.confirmation(appointment, turn.language)):
            return phrases().say("sms.coming", turn.language)
    except Exception as error:
        log.error("an appointment is not confirmed by text message: %s", type(error).__name__)
    return ()


def withdraw_texts() -> None:
    """Withdraw what waits about an appointment that was cancelled; a worker does it too, before it sends."""
    try:
        withdraw_outdated()
    except Exception as error:
        log.error("text messages are not withdrawn yet: %s", type(error).__name__)


class CancelByText(DeskAction):
    """Cancel the appointment that a telephone was reminded of, because it replied so."""

    title = "action_cancel_by_text"

    def respond(self, turn: Turn) -> Outcome:
        """Cancel the one that is meant; where several may be, ask for its reference.

        The same reply once more, after the appointment is cancelled, gets the same answer.
        """
        if not turn.sender.startswith(BY_TEXT):
            raise ValueError("only a telephone cancels by text message")
        phone = turn.sender.removeprefix(BY_TEXT)
        wanted = parse_reference(str(turn.value("reference") or ""))
        try:
            gone = self._cancelled(phone, wanted, turn.now)
        except NoSuchAppointment:
            return Outcome(_say("sms.none", turn))
        if gone is None:
            return Outcome(_say("sms.several", turn))
        withdraw_texts()
        return Outcome(_say("sms.cancelled", turn, gone), noted=newly(CANCELLED, gone, turn))

    def _cancelled(self, phone: str, wanted: str | None, now: datetime) -> Appointment | None:
        """Cancel and return the appointment that a reply means, or None when it may mean several.

        Raises:
            NoSuchAppointment: when it can mean none.
        """
        if wanted:
            return diary().cancel(wanted, phone, now)
        about = about_now(phone, now)
        if not about:
            raise NoSuchAppointment("this number was reminded of no coming appointment")
        return diary().cancel(about[0], phone, now) if len(about) == 1 else None


def _say(key: str, turn: Turn, gone: Appointment | None = None) -> Reply:
    said = texts.told(key, turn.language, gone.local if gone else None)
    return Reply("booking", turn.language, (said,))
