"""Sweden's 21 regions: what people call them, and what is known of each one's rules, from `kb/regions.yaml`."""

from typing import Annotated

from pydantic import Field, Strict, field_validator
from pydantic_core import PydanticCustomError

from vardlots.entities import places
from vardlots.entities.fold import fold
from vardlots.entities.found import Found
from vardlots.errors import VardlotsError
from vardlots.knowledge.models import Day, Edited, Localized, Text, mistake, said
from vardlots.replies import Language
from vardlots.settings import settings
from vardlots.tables import load

Year = Annotated[int, Strict(), Field(ge=1990, le=2100)]


class NoSuchRegion(VardlotsError, ValueError):
    """No region has this id."""


class FreeUnder(Edited):
    """The age from which a region's patient fee is paid, as it was found in a year."""

    age: Annotated[int, Strict(), Field(ge=18, le=20)] = said("18, 19 or 20.", "18, 19 eller 20.")
    year: Year = said("The year of the fact.", "Vilket år uppgiften är från.")
    source: Text = said("Where it was found.", "Var uppgiften finns.")


class NoShow(Localized):
    """What a missed appointment costs in a region, as it was found in a year."""

    year: Year = said("The year of the fact.", "Vilket år uppgiften är från.")
    source: Text = said("Where it was found.", "Var uppgiften finns.")


class Region(Edited):
    """One region, its names, and what is known of its rules."""

    id: Text = said(
        "A short name that never changes.", "Ett kort namn som aldrig ändras.", pattern="^[a-z]+(_[a-z]+)*$"
    )
    name: Localized = said("The region's name.", "Regionens namn.")
    aliases: tuple[Text, ...] = said("Everyday names and towns.", "Vardagliga namn och orter.", default=())
    as_written: tuple[Text, ...] = said(
        "Names found only with their diacritics.", "Namn som bara hittas med å, ä och ö.", default=()
    )
    free_under: FreeUnder | None = said(
        "From what age the fee is paid.", "Från vilken ålder avgift tas ut.", default=None
    )
    no_show: NoShow | None = said("The fee for a missed visit.", "Avgiften för uteblivet besök.", default=None)


class Regions(Edited):
    """What stands in `kb/regions.yaml`."""

    valid_from: Day = said("From when the file counts.", "Från när filen gäller.")
    reviewed: Day = said("When a person last read it through.", "När någon senast läste igenom den.")
    source: Text = said("Where the facts come from.", "Varifrån uppgifterna kommer.")
    regions: tuple[Region, ...] = said("The regions.", "Regionerna.", min_length=1)

    @field_validator("regions")
    @classmethod
    def _each_name_once(cls, regions: tuple[Region, ...]) -> tuple[Region, ...]:
        owners: dict[str, int] = {}
        for number, region in enumerate(regions):
            places = {fold(name): ("aliases", row) for row, name in enumerate(region.aliases)}
            for name, where in {**places, region.id: ("id",)}.items():
                if owners.setdefault(name, number) != number:
                    raise _taken(name, regions[owners[name]].id, number, *where)
        return regions

    def get(self, region: str) -> Region:
        """Return a region by its id.

        Raises:
            NoSuchRegion: when there is none.
        """
        for one in self.regions:
            if one.id == region:
                return one
        raise NoSuchRegion(f"no region {region!r}; there are {', '.join(one.id for one in self.regions)}")

    def names(self, language: Language) -> tuple[str, ...]:
        """Return every region's name in a language, in the order of the Swedish alphabet."""
        return tuple(sorted((one.name.in_language(language) for one in self.regions), key=_alphabetically))

    def __contains__(self, region: object) -> bool:
        return any(one.id == region for one in self.regions)


def _alphabetically(name: str) -> str:
    """Return what sorts å, ä and ö last, and in this order."""
    return name.casefold().translate(str.maketrans("åäö", "{|}"))


def _taken(name: str, owner: str, *where: str | int) -> PydanticCustomError:
    why, swedish = f"the name {name} belongs to {owner}, too", f"Namnet {name} står också hos {owner}."
    return mistake(why, "keep it in one of the two regions", f"{swedish} Behåll det på ett ställe.", *where)


def regions() -> Regions:
    """Return the regions of `kb/regions.yaml`."""
    return load(settings().kb / "regions.yaml", Regions)


def region(name: str) -> Region:
    """Return a region by its id; raises `NoSuchRegion`."""
    return regions().get(name)


def find_regions(text: str, expecting: bool = False) -> list[Found]:
    """Return the regions named in a text; with `expecting` (a form asked) a short answer may be misspelt."""
    return places.find(text, expecting)
