"""An appointment as a calendar file (.ics), which a phone adds, updates or removes by itself."""

import base64
from collections.abc import Mapping
from datetime import timezone

from icalendar import Calendar, Event

from vardlots.booking.diary import Appointment
from vardlots.booking.tables import CANCELLED


def ics(appointment: Appointment, summary: str, clinic: Mapping[str, str], description: str = "") -> str:
    """Return the calendar file of an appointment, in UTC.

    UID stays the same and SEQUENCE grows when it is moved, so a calendar changes its entry; a cancelled one is
    sent with METHOD:CANCEL, which takes it away. `clinic` gives `name`, `url` and `email`. The summary shows in
    shared calendars: keep the kind of care out of it.
    """
    cancelled = appointment.status == CANCELLED
    event = Event()
    event.add("uid", f"{appointment.id}@vardlots")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.changed)
    event.add("dtstart", appointment.slot.start.astimezone(timezone.utc))
    event.add("dtend", appointment.slot.end.astimezone(timezone.utc))
    event.add("summary", summary)
    event.add("description", description)
    event.add("organizer", f"mailto:{clinic['email']}", parameters={"CN": clinic["name"]})
    event.add("url", clinic["url"])
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Vardlots//Booking//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical().decode("utf-8")


def data_url(text: str) -> str:
    """Return a calendar file as a `data:` URL, for a link with `download`."""
    return "data:text/calendar;charset=utf-8;base64," + base64.b64encode(text.encode("utf-8")).decode("ascii")
