"""When the clinic's people see patients: the models of `kb/schedule.yaml`, and the times it makes."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, PrivateAttr, field_validator, model_validator

from vardlots.knowledge.models import Day, Edited, Text, mistake, said
from vardlots.settings import settings
from vardlots.tables import load

STOCKHOLM = ZoneInfo("Europe/Stockholm")
CELL_MINUTES = 5
"""The diary's finest step: every appointment is a whole number of these."""

Kind = Literal["doctor", "nurse", "midwife", "psychologist", "physiotherapist"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
KINDS: tuple[Kind, ...] = get_args(Kind)
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


@dataclass(frozen=True, order=True)
class Slot:
    """A time with a clinician: `start` in UTC. `id` names it between offer and choice."""

    start: datetime
    clinician: str
    kind: Kind
    minutes: int

    @property
    def id(self) -> str:
        """Return the slot's id: a button carries it, `Schedule.slot` reads it back."""
        return f"{self.clinician}~{self.start:%Y%m%dT%H%MZ}"

    @property
    def end(self) -> datetime:
        """Return when it ends, in UTC."""
        return self.start + timedelta(minutes=self.minutes)

    @property
    def local(self) -> datetime:
        """Return the start as the wall clock in Sweden shows it."""
        return self.start.astimezone(STOCKHOLM)


class Stretch(Edited):
    """A stretch of a day, written "08:00-12:30"."""

    start: time = said("When it begins.", "När den börjar.")
    end: time = said("When it ends.", "När den slutar.")

    @model_validator(mode="after")
    def _forwards(self) -> "Stretch":
        if self.start >= self.end:
            raise mistake(
                f"{self.start:%H:%M}-{self.end:%H:%M} ends before it starts",
                "correct the times; split a night at midnight",
                f"{self.start:%H.%M}–{self.end:%H.%M} slutar innan den börjar. Rätta tiden; dela en natt vid midnatt.",
            )
        return self


class DaysOff(Edited):
    """Days away, first and last included; a single date is both."""

    first: Day = said("The first day away.", "Första lediga dagen.", alias="from")
    last: Day = said("The last day away.", "Sista lediga dagen.", alias="to")

    @model_validator(mode="after")
    def _forwards(self) -> "DaysOff":
        if self.first > self.last:
            raise mistake(
                f"from {self.first} is after to {self.last}",
                "swap them",
                f"{self.first} är efter {self.last}. Byt plats.",
            )
        return self


def _stretch(value: Any) -> Any:
    if isinstance(value, str) and (found := re.fullmatch(r"(\d\d?[:.]\d\d)\s*[-–]\s*(\d\d?[:.]\d\d)", value.strip())):
        start, end = (part.replace(".", ":").zfill(5) for part in found.groups())
        return {"start": start, "end": end}
    if isinstance(value, (str, int)):
        raise mistake(
            "{value} is not a stretch of time",
            'write "08:00-12:30", in quotes',
            '{value} är ingen tid från och till. Skriv "08:00-12:30", med citattecken.',
        )
    return value


def _days_off(value: Any) -> Any:
    if isinstance(value, (str, int)):
        raise mistake(
            "{value} is no date",
            "write it as 2026-12-24, or {from: 2026-12-24, to: 2026-12-31}, without quotes",
            "{value} är inget datum. Skriv det som 2026-12-24, utan citattecken.",
        )
    return {"from": value, "to": value} if isinstance(value, date) else value


Hours = Annotated[Stretch, BeforeValidator(_stretch)]
Away = Annotated[DaysOff, BeforeValidator(_days_off)]


class Rules(Edited):
    """What the clinic allows."""

    horizon_days: int = said("Days ahead that one may book.", "Så många dagar framåt kan man boka.", ge=1, le=365)
    notice_minutes: int = said("Sooner is not offered.", "Tidigare än så erbjuds inte.", ge=0)
    hold_minutes: int = said("How long a chosen time waits.", "Så länge väntar en vald tid.", ge=1, le=120)
    cancel_until_hours: int = said("Move or cancel before this.", "Omboka eller avboka senast så långt före.", ge=0)


class Clinician(Edited):
    """One person who sees patients."""

    id: str = said(
        "A short name that never changes.",
        "Ett kort namn som aldrig ändras.",
        pattern=r"^[a-z][a-z0-9-]*$",
        max_length=40,
    )
    name: Text = said("The name that patients see.", "Namnet som patienten ser.")
    kind: Kind = said("What kind of help.", "Vilken sorts vård.")
    hours: dict[Weekday, tuple[Hours, ...]] = said("When, by weekday.", "När, per veckodag.")
    breaks: tuple[Hours, ...] = said("Breaks of every day.", "Raster, alla dagar.", default=())
    days_off: tuple[Away, ...] = said("Days away.", "Lediga dagar.", default=())

    def works(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield a day's working stretches in UTC, breaks taken out."""
        if any(off.first <= day <= off.last for off in self.days_off):
            return
        for stretch in self.hours.get(WEEKDAYS[day.weekday()], ()):
            for start, end in _without(stretch, self.breaks):
                yield _utc(day, start), _utc(day, end)


class Schedule(Edited):
    """The whole of `kb/schedule.yaml`."""

    source: Text = said("Where it comes from.", "Källa.")
    valid_from: Day = said("From when the file counts.", "Från när filen gäller.")
    reviewed: Day = said("When a person last approved it.", "När någon senast godkände den.")
    rules: Rules = said("What the clinic allows.", "Vad kliniken tillåter.")
    minutes: dict[Kind, int] = said("Length of an appointment.", "Hur lång en tid är.")
    clinicians: tuple[Clinician, ...] = said("Who sees patients.", "Vem som tar emot patienter.", min_length=1)

    _made: dict[Kind, tuple[date, list[Slot]]] = PrivateAttr(default_factory=dict)

    @field_validator("minutes")
    @classmethod
    def _whole_cells(cls, minutes: dict[Kind, int]) -> dict[Kind, int]:
        for kind, length in minutes.items():
            if length < CELL_MINUTES or length % CELL_MINUTES:
                why, swedish = "`{name}` is {value}, but must be whole", "`{name}` är {value} men ska vara hela"
                many = f"{CELL_MINUTES} minutes"
                raise mistake(f"{why} {many}", "write such as 15 or 20", f"{swedish} {CELL_MINUTES} minuter.", kind)
        return minutes

    @model_validator(mode="after")
    def _whole(self) -> "Schedule":
        ids = [clinician.id for clinician in self.clinicians]
        for number, person in enumerate(self.clinicians):
            if person.id in ids[:number]:
                why, swedish = f"two clinicians have the id {person.id}", f"Två personer har namnet {person.id}."
                raise mistake(why, "give one of them another id", swedish, "clinicians", number, "id")
            if person.kind not in self.minutes:
                why, swedish = f"`minutes` lacks {person.kind}", f"Under `minutes` saknas {person.kind}."
                raise mistake(why, "say how long such an appointment is", swedish, "minutes")
        return self

    def clinician(self, name: str) -> Clinician | None:
        """Return the clinician with an id, or None."""
        return next((person for person in self.clinicians if person.id == name), None)

    def name(self, clinician: str) -> str:
        """Return a clinician's name; the id itself for one who has left."""
        person = self.clinician(clinician)
        return person.name if person else clinician

    def kinds(self) -> tuple[Kind, ...]:
        """Return the kinds of help that somebody here gives, in the usual order."""
        return tuple(kind for kind in KINDS if any(person.kind == kind for person in self.clinicians))

    def day(self, clinician: Clinician, day: date) -> Iterator[Slot]:
        """Yield every slot of one clinician's day, booked or not, in order."""
        length = timedelta(minutes=self.minutes[clinician.kind])
        for start, end in clinician.works(day):
            while start + length <= end:
                yield Slot(start, clinician.id, clinician.kind, self.minutes[clinician.kind])
                start += length

    def days(self, now: datetime) -> tuple[date, date]:
        """Return the first and the last day that may be booked at `now`, whoever works then."""
        here = now.astimezone(STOCKHOLM)
        last = here.date() + timedelta(days=self.rules.horizon_days)
        return (here + timedelta(minutes=self.rules.notice_minutes)).date(), last

    def slots(self, kind: Kind, now: datetime) -> list[Slot]:
        """Return every slot of a kind that may be booked at `now`, booked or not, in order of time."""
        every = self._every(kind, now.astimezone(STOCKHOLM).date())
        soonest = now + timedelta(minutes=self.rules.notice_minutes)
        return every[bisect_left(every, soonest, key=lambda slot: slot.start) :]

    def _every(self, kind: Kind, today: date) -> list[Slot]:
        """Return every slot of a kind from today to the horizon, in order of time; made once a day."""
        made = self._made.get(kind)
        if made is None or made[0] != today:
            days = [today + timedelta(days=ahead) for ahead in range(self.rules.horizon_days + 1)]
            people = [person for person in self.clinicians if person.kind == kind]
            slots = sorted(slot for person in people for day in days for slot in self.day(person, day))
            made = self._made[kind] = (today, slots)
        return made[1]

    def slot(self, name: str, now: datetime) -> Slot | None:
        """Return the slot with an id, or None when there is no such time to book (any more).

        A time that was offered with just enough notice may still be chosen and confirmed a little later.
        """
        clinician, _, stamp = name.partition("~")
        person, start = self.clinician(clinician), _start(stamp)
        if person is None or start is None:
            return None
        offered = now - timedelta(minutes=2 * self.rules.hold_minutes)
        earliest = max(now, offered + timedelta(minutes=self.rules.notice_minutes))
        day, last = start.astimezone(STOCKHOLM).date(), now.astimezone(STOCKHOLM).date()
        if start <= now or start < earliest or day > last + timedelta(days=self.rules.horizon_days):
            return None
        return next((slot for slot in self.day(person, day) if slot.start == start), None)


def _start(stamp: str) -> datetime | None:
    """Read the time in a slot's id, or None when there is none."""
    try:
        return datetime.strptime(stamp, "%Y%m%dT%H%MZ").replace(tzinfo=timezone.utc)
    except ValueError:
        return None


def _without(stretch: Stretch, breaks: tuple[Stretch, ...]) -> Iterator[tuple[time, time]]:
    """Yield what is left of a stretch between its breaks."""
    start = stretch.start
    for pause in sorted(breaks, key=lambda each: each.start):
        if pause.end <= start or pause.start >= stretch.end:
            continue
        if start < pause.start:
            yield start, pause.start
        start = pause.end
    if start < stretch.end:
        yield start, stretch.end


def _utc(day: date, clock: time) -> datetime:
    """Turn Swedish wall-clock time into UTC; a time that the clocks skip in spring becomes the hour after."""
    return datetime.combine(day, clock, STOCKHOLM).astimezone(timezone.utc)


def schedule() -> Schedule:
    """Return the clinic's schedule; a changed file counts at once."""
    return load(settings().kb / "schedule.yaml", Schedule)
