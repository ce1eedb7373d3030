"""When the clinic's people see patients: the models of `kb/schedule.yaml`, and the times it makes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from vardlots.errors import KnowledgeError
from vardlots.settings import settings

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


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Stretch(_Model):
    """A stretch of a day, written "08:00-12:30"."""

    start: time
    end: time

    @model_validator(mode="after")
    def _forwards(self) -> "Stretch":
        if self.start >= self.end:
            raise ValueError(f"{self.start:%H:%M}-{self.end:%H:%M} ends before it starts; split a night at midnight")
        return self


class DaysOff(_Model):
    """Days away, first and last included; a single date is both."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")

    @model_validator(mode="after")
    def _forwards(self) -> "DaysOff":
        if self.first > self.last:
            raise ValueError(f"from {self.first} is after to {self.last}; swap them")
        return self


def _stretch(value: Any) -> Any:
    if isinstance(value, str) and (found := re.fullmatch(r"(\d\d?[:.]\d\d)\s*[-–]\s*(\d\d?[:.]\d\d)", value.strip())):
        start, end = (part.replace(".", ":").zfill(5) for part in found.groups())
        return {"start": start, "end": end}
    if isinstance(value, (str, int)):
        raise ValueError(f'{value!r} is not a stretch of time; write "08:00-12:30", in quotes')
    return value


def _days_off(value: Any) -> Any:
    return {"from": value, "to": value} if isinstance(value, date) else value


Hours = Annotated[Stretch, BeforeValidator(_stretch)]
Away = Annotated[DaysOff, BeforeValidator(_days_off)]


class Rules(_Model):
    """What the clinic allows."""

    horizon_days: int = Field(ge=1, le=365)
    notice_minutes: int = Field(ge=0)
    hold_minutes: int = Field(ge=1, le=120)
    cancel_until_hours: int = Field(ge=0)


class Clinician(_Model):
    """One person who sees patients."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)
    name: str
    kind: Kind
    hours: dict[Weekday, tuple[Hours, ...]]
    breaks: tuple[Hours, ...] = ()
    days_off: tuple[Away, ...] = ()

    def works(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield a day's working stretches in UTC, breaks taken out."""
        if any(off.first <= day <= off.last for off in self.days_off):
            return
        for stretch in self.hours.get(WEEKDAYS[day.weekday()], ()):
            for start, end in _without(stretch, self.breaks):
                yield _utc(day, start), _utc(day, end)


class Schedule(_Model):
    """The whole of `kb/schedule.yaml`."""

    source: str
    valid_from: date
    reviewed: date
    rules: Rules
    minutes: dict[Kind, int]
    clinicians: tuple[Clinician, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> "Schedule":
        ids = [clinician.id for clinician in self.clinicians]
        if twice := {name for name in ids if ids.count(name) > 1}:
            raise ValueError(f"two clinicians have the id {', '.join(sorted(twice))}; give one of them another")
        if lacking := {clinician.kind for clinician in self.clinicians} - self.minutes.keys():
            raise ValueError(f"minutes lacks {', '.join(sorted(lacking))}; say how long such an appointment is")
        for kind, length in self.minutes.items():
            if length < CELL_MINUTES or length % CELL_MINUTES:
                raise ValueError(f"minutes of {kind} is {length}; use whole {CELL_MINUTES} minutes, such as 15 or 20")
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

    def slots(self, kind: Kind, now: datetime) -> list[Slot]:
        """Return every slot of a kind that may be booked at `now`, booked or not, in order of time."""
        today = now.astimezone(STOCKHOLM).date()
        days = [today + timedelta(days=ahead) for ahead in range(self.rules.horizon_days + 1)]
        people = [person for person in self.clinicians if person.kind == kind]
        soonest = now + timedelta(minutes=self.rules.notice_minutes)
        every = (slot for person in people for day in days for slot in self.day(person, day))
        return sorted(slot for slot in every if slot.start >= soonest)

    def slot(self, name: str, now: datetime) -> Slot | None:
        """Return the slot with an id, or None when there is no such time to book (any more).

        A time that was offered with just enough notice may still be chosen and confirmed a little later.
        """
        person = self.clinician(name.partition("~")[0])
        offered = now - timedelta(minutes=2 * self.rules.hold_minutes)
        slots = self.slots(person.kind, offered) if person else []
        return next((slot for slot in slots if slot.id == name and slot.start > now), None)


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


def read_schedule(path: Path) -> Schedule:
    """Read a schedule file.

    Raises:
        KnowledgeError: when the file is missing or wrong; the message names file, line, place and remedy.
    """
    try:
        text = path.read_text(encoding="utf-8")
        return Schedule.model_validate(yaml.safe_load(text))
    except FileNotFoundError as error:
        raise KnowledgeError(f"{path}: there is no such file; copy kb/schedule.yaml of the demo clinic") from error
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path.name}: not YAML: {error}") from error
    except ValidationError as error:
        raise KnowledgeError("\n".join(_complaint(path.name, text, one) for one in error.errors())) from error


def schedule() -> Schedule:
    """Return the clinic's schedule; a changed file counts at once."""
    path = settings().kb / "schedule.yaml"
    return _cached(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=4)
def _cached(path: Path, _changed: int) -> Schedule:
    return read_schedule(path)


def _complaint(file: str, text: str, error: Any) -> str:
    """Write one error of pydantic's as a line for whoever edits the file."""
    place = [part for part in error["loc"] if part != "[key]"]
    message = error["msg"].removeprefix("Value error, ")
    return f"{file}:{_line(text, place)}: {'.'.join(map(str, place)) or 'the file'}: {message}"


def _line(text: str, place: list[Any]) -> int:
    """Return the line of a place in a YAML text, or of the nearest thing around it that is there."""
    node = yaml.compose(text)
    line = node.start_mark.line if node else 0
    for step in place:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            pair = (node.value[step], node.value[step])
        else:
            pair = None
        if pair is None:
            break
        line, node = pair[0].start_mark.line, pair[1]
    return line + 1
