"""The card of an appointment, as rows; and days in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from vardlots.phrases import phrases
from vardlots.replies import Language, Reply


@dataclass(frozen=True)
class Card:
    """A heading, and rows of a label and a value."""

    heading: str | None = None
    rows: tuple[tuple[str, str], ...] = ()


def card_of(reply: Reply) -> Card:
    """Return the card of the appointment that a reply is about; an empty one where there is none, or are several."""
    booking = reply.booking
    if not booking or len(booking.get("appointments", ())) > 1:
        return Card()  # a list's sentences say every appointment in full
    state = "cancelled" if booking.get("status") == "cancelled" else "booked"
    heading = phrases().title(f"rendering.card.{state}", reply.language)
    return Card(heading, tuple(_rows(booking, reply.language)))


def _rows(booking: Mapping[str, Any], language: Language) -> Iterator[tuple[str, str]]:
    say, minutes = phrases(), booking.get("minutes")
    values = {
        "when": moment_of(str(booking.get("start") or ""), language),
        "length": say.title("rendering.card.minutes", language, minutes=minutes) if minutes else None,
        "clinician": booking.get("clinician"),
        "reference": booking.get("reference"),
    }
    for name, value in values.items():
        if value:
            yield say.title(f"rendering.card.{name}", language), str(value)


def moment_of(iso: str, language: Language) -> str:
    """Return a local point in time in words, as the sentences say it; what is no time as it is."""
    try:
        local = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    say = phrases()
    weekday = say.title("booking.weekdays", language).split()[local.weekday()]
    month = say.title("booking.months", language).split()[local.month - 1]
    return say.title(
        "booking.when", language, weekday=weekday, day=local.day, month=month,
        hour=f"{local:%H}", minute=f"{local:%M}",
    )  # fmt: skip


def day_of(iso: str, language: Language) -> str:
    """Return when an answer was reviewed, in words; what is no day as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        day, said = None, {"day": iso, "month": "", "year": ""}
    if day:
        months = phrases().title("rendering.months", language).split()
        said = {"day": str(day.day), "month": months[day.month - 1], "year": str(day.year)}
    return phrases().title("rendering.reviewed", language, **said).strip()
