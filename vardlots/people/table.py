"""What may stand in `kb/people.yaml`, for the people who edit it; `vardlots.people.staffing` reads it for use."""

from typing import Annotated

from pydantic import StringConstraints

from vardlots.booking.schedule import Away, Hours, Weekday
from vardlots.knowledge.models import Day, Edited, Text, said

Word = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=40)]


class EndWords(Edited):
    """What a patient may write to be back with the assistant."""

    sv: tuple[Word, ...] = said("In Swedish.", "På svenska.", min_length=1)
    en: tuple[Word, ...] = said("In English.", "På engelska.", min_length=1)


class PeopleFile(Edited):
    """The whole of `kb/people.yaml`."""

    source: Text = said("Where it comes from.", "Källa.")
    valid_from: Day = said("From when the file counts.", "Från när filen gäller.")
    reviewed: Day = said("When a person last approved it.", "När någon senast godkände den.")
    hours: dict[Weekday, tuple[Hours, ...]] = said(
        "When people answer in the chat, by weekday.", "När personalen svarar i chatten, per veckodag."
    )
    days_off: tuple[Away, ...] = said("Days when nobody does.", "Dagar då ingen gör det.", default=())
    most_waiting: int = said("So many may wait at once.", "Så många får vänta samtidigt.", ge=1, le=200)
    wait_minutes: int = said(
        "Minutes without an answer until the patient is told.", "Minuter utan svar innan patienten får veta det.",
        ge=1, le=240,
    )  # fmt: skip
    silent_minutes: int = said(
        "Minutes of silence until the assistant answers again.", "Minuter av tystnad innan assistenten svarar igen.",
        ge=5, le=720,
    )  # fmt: skip
    after_misses: int = said(
        "Messages in a row not understood until people are asked in; 0: never by itself.",
        "Så många meddelanden i rad som inte förstås innan personalen tillkallas; 0: aldrig av sig själv.",
        ge=0, le=10,
    )  # fmt: skip
    end_words: EndWords = said("What ends it, written alone.", "Ord som avslutar, när de står ensamma.")
