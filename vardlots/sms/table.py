"""What may stand in `kb/sms.yaml`: which text message is sent when."""

import re
from datetime import datetime, time, timedelta, timezone
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, model_validator

from vardlots.booking.schedule import STOCKHOLM
from vardlots.knowledge.models import Day, Edited, Text, mistake, said
from vardlots.settings import settings
from vardlots.sms.words import folded
from vardlots.tables import load


def _clock(value: Any) -> Any:
    if isinstance(value, str) and (found := re.fullmatch(r"(\d\d?)[:.](\d\d)", value.strip())):
        return f"{found[1]:>02}:{found[2]}"
    if isinstance(value, (str, int, float)):
        raise mistake(
            "{value} is no time of day",
            'write such as "10:00", in quotes',
            '{value} är inget klockslag. Skriv till exempel "10:00", med citattecken.',
        )
    return value


Clock = Annotated[time, BeforeValidator(_clock)]
Word = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=3, max_length=40)]


class QuietHours(Edited):
    """The hours in which nothing is sent that can wait; over midnight where they end before they begin."""

    first: Clock = said("When they begin.", "När de börjar.", alias="from")
    last: Clock = said("When they end.", "När de slutar.", alias="to")

    def end(self, now: datetime) -> datetime | None:
        """Return when the quiet hours end that a moment is in, in UTC; None outside them."""
        here = now.astimezone(STOCKHOLM)
        clock = here.time()
        if self.first < self.last:
            inside, day = self.first <= clock < self.last, here.date()
        else:
            inside = clock >= self.first or (clock < self.last and self.first != self.last)
            day = here.date() + timedelta(days=1) if clock >= self.first else here.date()
        return datetime.combine(day, self.last, STOCKHOLM).astimezone(timezone.utc) if inside else None

    @model_validator(mode="after")
    def _some_hours(self) -> "QuietHours":
        if self.first == self.last:
            why, fix = "they begin when they end", 'write two times, such as from: "21:00" and to: "08:00"'
            raise mistake(why, fix, 'De börjar när de slutar. Skriv två klockslag, till exempel "21:00" och "08:00".')
        return self


class Sending(Edited):
    """How one kind of message is sent."""

    quiet: bool = said("Whether it waits in quiet hours.", "Om det väntar under tysta timmar.")
    give_up_minutes: int = said(
        "Minutes until it is no longer tried.", "Så många minuter görs nya försök.", ge=1, le=2880
    )


class Kinds(Edited):
    """Every kind of message."""

    app_link: Sending = said("The link to the app.", "Länken till appen.")
    confirmation: Sending = said("After a booking or a change.", "Efter en bokning eller ändring.")
    reminder: Sending = said("Before an appointment.", "Inför en tid.")


class Reminding(Edited):
    """When people are reminded."""

    at: Clock = said("The time of day, on the day before.", "Klockslag dagen före.")
    latest_hours: int = said("Not later than so long before.", "Inte senare än så långt före.", ge=0, le=20)


class CancelWords(Edited):
    """What somebody replies to cancel."""

    sv: tuple[Word, ...] = said("In Swedish.", "På svenska.", min_length=1)
    en: tuple[Word, ...] = said("In English.", "På engelska.", min_length=1)


class SmsFile(Edited):
    """The whole of `kb/sms.yaml`."""

    source: Text = said("Where it comes from.", "Källa.")
    valid_from: Day = said("From when the file counts.", "Från när filen gäller.")
    reviewed: Day = said("When a person last approved it.", "När någon senast godkände den.")
    quiet_hours: QuietHours = said("When nothing is sent that can wait.", "När inget skickas som kan vänta.")
    kinds: Kinds = said("How each kind is sent.", "Hur varje sort skickas.")
    reminder: Reminding = said("When people are reminded.", "När påminnelsen går ut.")
    keep_days: int = said(
        "Days until number and text are removed.", "Dagar tills nummer och text tas bort.", ge=2, le=365
    )
    cancel_words: CancelWords = said("Replies that cancel.", "Svar som avbokar.")

    @model_validator(mode="after")
    def _whole(self) -> "SmsFile":
        for number, word in enumerate(self.cancel_words.en):
            if folded(word) in {folded(one) for one in self.cancel_words.sv}:
                why, swedish = "{value} stands in both languages", "{value} står på båda språken. Ta bort det ena."
                raise mistake(why, "keep it in one of them", swedish, "cancel_words", "en", number)
        noon = datetime.combine(self.reviewed, self.reminder.at, STOCKHOLM)
        if self.kinds.reminder.quiet and self.quiet_hours.end(noon):
            raise mistake(
                "`{name}` is {value}, in the quiet hours",
                "choose a time outside `quiet_hours`",
                "`{name}` är {value}, under de tysta timmarna. Välj en tid utanför dem.",
                "reminder",
                "at",
            )
        return self

    def sending(self, kind: str) -> Sending:
        """Return how a kind of message is sent."""
        found: Sending = getattr(self.kinds, kind)
        return found

    def quiet_kinds(self) -> tuple[str, ...]:
        """Return the kinds that wait in quiet hours."""
        return tuple(kind for kind in type(self.kinds).model_fields if self.sending(kind).quiet)

    def reminder_due(self, start: datetime) -> datetime:
        """Return when somebody is reminded of an appointment that starts then, in UTC: the day before in Sweden."""
        day = start.astimezone(STOCKHOLM).date() - timedelta(days=1)
        return datetime.combine(day, self.reminder.at, STOCKHOLM).astimezone(timezone.utc)

    def reminder_latest(self, start: datetime) -> datetime:
        """Return when it is too late to remind."""
        return start - timedelta(hours=self.reminder.latest_hours)


def rules() -> SmsFile:
    """Return what the clinic sends when; a changed file counts at once."""
    return load(settings().kb / "sms.yaml", SmsFile)
