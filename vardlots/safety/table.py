"""What may stand in `kb/safety.yaml`, for the people who edit it; `vardlots.safety.red_flags` reads it for use."""

import re
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, StringConstraints, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from vardlots.knowledge.content import did_you_mean
from vardlots.knowledge.models import KEBAB, Day, Edited, Localized, Text, mistake, said
from vardlots.safety.kinds import Kind
from vardlots.safety.red_flags import BUILT_IN, CONTEXTS, HELPERS, Context, Pattern

LETTERS = 3
"""The fewest letters that a stem may have: a shorter one would be found in half of all words."""
STAR = re.compile(r"\*(?=\S)")


def _well_written(entry: str) -> str:
    """Demand that a star ends a word, of three letters at least, and not the first word of a phrase."""
    if STAR.search(entry) or "*" in entry.split()[0][:-1] or (" " in entry and entry.split()[0].endswith("*")):
        raise mistake(
            "a star stands inside {value}",
            "put the star at the end; in a phrase, not at the first word",
            "En stjärna står inuti {value}. Sätt den sist; i en fras inte på första ordet.",
        )
    stem = next((word for word in entry.split() if word.endswith("*")), "")
    if stem and len(stem) <= LETTERS:
        raise mistake(
            f"the stem in {{value}} is shorter than {LETTERS} letters, so it would be found in far too many words",
            "write more of it, or whole words",
            f"Stammen i {{value}} är kortare än {LETTERS} bokstäver. Skriv mer av den, eller hela ord.",
        )
    return entry


def _readable(sign: str) -> str:
    """Demand that a sign can be taken apart."""
    try:
        Pattern.parse(sign)
    except ValueError:
        why, fix = "`{name}` is {value}, which is no sign", "write groups with ' + ', ' & ' or ' ! ' between them"
        swedish = "`{name}` är {value}, som inte är ett tecken. Skriv grupper med ' + ', ' & ' eller ' ! ' emellan."
        raise mistake(why, fix, swedish) from None
    return sign


Entry = Annotated[Text, AfterValidator(_well_written)]
Sign = Annotated[Text, AfterValidator(_readable)]
Name = Annotated[str, StringConstraints(strict=True, pattern=KEBAB)]


class Group(Edited):
    """Words that mean the same here, one list a language, at least one word in all."""

    sv: tuple[Entry, ...] = said("Words and phrases in Swedish.", "Ord och fraser på svenska.", default=())
    en: tuple[Entry, ...] = said("Words and phrases in English.", "Ord och fraser på engelska.", default=())

    @model_validator(mode="after")
    def _has_words(self) -> "Group":
        if not self.sv and not self.en:
            why, swedish = "the group `{name}` has no words", "Gruppen `{name}` har inga ord."
            raise mistake(why, "write some, or remove the group", f"{swedish} Skriv några, eller ta bort den.")
        return self

    @field_validator("sv", "en")
    @classmethod
    def _each_once(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        known: set[str] = set()
        for number, word in enumerate(words):
            if word.lower() in known:
                why, swedish = (
                    "{value} stands twice in the group",
                    "{value} står två gånger i gruppen. Ta bort det ena.",
                )
                raise mistake(why, "remove one", swedish, number)
            known.add(word.lower())
        return words


class Contexts(Edited):
    """Words that say that a sign is not here and now; the names are fixed."""

    model_config = ConfigDict(populate_by_name=True)

    negated: Group = said("It is not so.", "Det är inte så.")
    past: Group = said("It is over long since.", "Det är över sedan länge.")
    was: Group = said("It is over, unless 'now' is said too.", "Det är över, om det inte står 'nu' också.")
    hypothetical: Group = said("It might be, some day.", "Det skulle kunna hända.")
    told: Group = said("It stands in a book or a course.", "Det står i en bok eller en kurs.")
    now: Group = said("It is so now.", "Det är så nu.")
    but: Group = said("Ends what a negation reaches.", "Avslutar det som en negation gäller.")
    either: Group = said("Carries a negation on.", "För en negation vidare.", alias="or")
    no_longer: Group = said("It has just ended.", "Det har just slutat.", alias="no-longer")


class RedFlag(Edited):
    """A danger, and the signs that it is known by."""

    id: Text = said("A short name that never changes.", "Ett kort namn som aldrig ändras.", pattern=KEBAB)
    kind: Kind = said("Which reply it gets.", "Vilket svar den får.")
    means: Localized = said("What it is.", "Vad det är.")
    even_if: tuple[Context, ...] = said("Contexts that don't count.", "Sammanhang som inte räknas.", default=())
    signs: tuple[Sign, ...] = said("Groups of words that show it.", "Grupper av ord som visar den.", min_length=1)
    source: Text = said("Where it comes from.", "Källa.")
    reviewed: Day = said("When a person last approved it.", "När någon senast godkände den.")

    @field_validator("signs")
    @classmethod
    def _each_once(cls, signs: tuple[str, ...]) -> tuple[str, ...]:
        for number, sign in enumerate(signs):
            if sign in signs[:number]:
                why, swedish = "the sign {value} stands twice", "Tecknet {value} står två gånger. Ta bort det ena."
                raise mistake(why, "remove one", swedish, number)
        return signs


class Safety(Edited):
    """What stands in `kb/safety.yaml`."""

    valid_from: Day = said("From when the file counts.", "Från när filen gäller.")
    reviewed: Day = said("When a person last read it through.", "När någon senast läste igenom den.")
    source: Text = said("Where it comes from.", "Källa.")
    words: dict[Name, Group] = said("Groups of words.", "Grupper av ord.", min_length=1)
    context: Contexts = said("What is not here and now.", "Det som inte är här och nu.")
    ordinary: Group = said("Words that are nobody's typo.", "Ord som inte är någon felstavning.")
    red_flags: tuple[RedFlag, ...] = said("The red flags.", "Varningssignalerna.", min_length=1)

    @field_validator("words")
    @classmethod
    def _own_names(cls, words: dict[str, Group]) -> dict[str, Group]:
        for name in words:
            if name in (*CONTEXTS, *HELPERS):
                why, swedish = f"the name {name} belongs to `context`", f"Namnet {name} hör till `context`. Byt namn."
                raise mistake(why, "give the group another name", swedish, name)
        return words

    @field_validator("red_flags")
    @classmethod
    def _whole(cls, flags: tuple[RedFlag, ...], info: ValidationInfo) -> tuple[RedFlag, ...]:
        ids = [flag.id for flag in flags]
        for number, flag in enumerate(flags):
            if flag.id in ids[:number]:
                why, swedish = f"two red flags are called {flag.id}", f"Två heter {flag.id}. Byt namn på den ena."
                raise mistake(why, "give one of them another id", swedish, number, "id")
            for at, sign in enumerate(flag.signs):
                _known(sign, tuple(info.data.get("words") or ()), number, "signs", at)
        return flags


def _known(sign: str, groups: tuple[str, ...], *where: str | int) -> None:
    """Demand that every group of a sign is there; nothing is said while the groups themselves are wrong."""
    for name in Pattern.parse(sign).groups:
        if groups and name not in (*groups, *BUILT_IN, *CONTEXTS, *HELPERS):
            raise _no_group(name, groups, *where)


def _no_group(name: str, groups: tuple[str, ...], *where: str | int) -> PydanticCustomError:
    return mistake(
        f"no group is called {name}, which {{value}} names",
        f"{did_you_mean(name, groups)}write the group under `words`",
        f"Ingen grupp heter {name}. Rätta {{value}}, eller lägg till gruppen under `words`.",
        *where,
    )
