"""What may stand in `kb/helplines.yaml`, for the people who edit it; `vardlots.safety.helplines` reads it for use."""

import re

from pydantic import ValidationInfo, field_validator

from vardlots.knowledge.models import KEBAB, Day, Edited, Localized, Text, mistake, said
from vardlots.replies import LANGUAGES
from vardlots.safety.kinds import KINDS, Kind
from vardlots.triage.rows import Both, once

NUMBER = r"^\+?\d[\d -]+\d$"


class Line(Edited):
    """A number that somebody answers, and the kinds of alarm whose reply shows it."""

    id: Text = said("A short name that never changes.", "Ett kort namn som aldrig ändras.", pattern=KEBAB)
    number: Text = said("The number, in quotes.", "Numret, inom citattecken.", pattern=NUMBER)
    title: Both = said("The button's text, number included.", "Knappens text, med numret.")
    kinds: tuple[Kind, ...] = said("The kinds of alarm that show it.", "De larm som visar den.", min_length=1)
    hours: Both = said("When somebody answers.", "När någon svarar.")
    source: Text = said("Where it comes from.", "Källa.")

    @field_validator("title")
    @classmethod
    def _names_the_number(cls, title: Localized, info: ValidationInfo) -> Localized:
        """Demand the number that the button dials: who cannot tap it must be able to read it."""
        number = info.data.get("number")
        for language in LANGUAGES:
            if _digits(number or "") not in _digits(title.in_language(language)):
                raise mistake(
                    f"{{value}} does not name the number that it dials, {number}",
                    "write the same number in both places",
                    f"{{value}} nämner inte numret som rings upp, {number}. Skriv samma nummer på båda ställena.",
                    language,
                )
        return title


class Helplines(Edited):
    """What stands in `kb/helplines.yaml`."""

    valid_from: Day = said("From when the file counts.", "Från när filen gäller.")
    reviewed: Day = said("When a person last read it through.", "När någon senast läste igenom den.")
    helplines: tuple[Line, ...] = said("Whom to call, the most urgent first.", "Vart man ringer.", min_length=1)

    @field_validator("helplines")
    @classmethod
    def _somebody_for_each(cls, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        once([line.id for line in lines])
        for kind in KINDS:
            if not any(kind in line.kinds for line in lines):
                raise mistake(
                    f"{kind} has no line to call",
                    f"write {kind} in the `kinds` of some line",
                    f"Ingen har {kind}. Skriv {kind} under `kinds` på någon rad.",
                )
        return lines


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
