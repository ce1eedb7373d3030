"""The rows of `kb/triage.yaml`: levels of care, conditions, escalations, red flags, rules, complaints."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, Strict, ValidationInfo, field_validator, model_validator

from vardlots.booking.schedule import Kind
from vardlots.knowledge.models import KEBAB, Day, Edited, Localized, Phrasings, Text, mistake, said
from vardlots.triage.case import OTHER, Severity

Condition = Literal["pregnant", "immune"]
Years = Annotated[float, Field(ge=0, le=120)]
Rank = Annotated[int, Strict(), Field(ge=0, le=20)]


def _both(text: Localized) -> Localized:
    """Demand both languages: half a table would send people to the wrong place in the other one."""
    if text.missing():
        language = text.missing()[0]
        why = f"`{{name}}` has no text in `{language}`"
        raise mistake(why, "write both texts", f"`{{name}}` saknar text under `{language}`. Skriv båda.")
    return text


Both = Annotated[Localized, AfterValidator(_both)]


class Level(Edited):
    """One level of care: how urgent it is, where to go, whom to call."""

    id: Text = said("A short name.", "Ett kort namn.", pattern=KEBAB)
    rank: Rank = said("How urgent: 0 is the least. Several may share one.", "Hur bråttom: 0 är minst bråttom.")
    name: Both = said("Its name.", "Vad den heter.")
    go: Both = said("Where to go and what to do: the answer first.", "Vart man ska: svaret först.")
    calls: tuple[Text, ...] = said("Phone numbers to show.", "Telefonnummer att visa.", default=())
    book: Kind | None = said("Whom to offer an appointment with.", "Vem man kan få boka tid hos.", default=None)
    source: Text = said("Where it comes from.", "Källa.")


class When(Edited):
    """What must hold, all of it; nothing means always."""

    age_from: Years | None = said("From this age on, in years.", "Från och med den här åldern, i år.", default=None)
    age_below: Years | None = said("Before this age, in years.", "Före den här åldern, i år.", default=None)
    pregnant: Literal[True] | None = said("In pregnancy.", "Vid graviditet.", default=None)
    immune: Literal[True] | None = said("With a weakened immune system.", "Vid nedsatt immunförsvar.", default=None)
    severity: tuple[Severity, ...] = said(
        "How bad it is, one of these.", "Hur svårt det är, något av detta.", default=()
    )
    days_from: Annotated[float, Field(gt=0)] | None = said(
        "From so many days on.", "Från och med så många dagar.", default=None
    )
    duration: Literal["unknown"] | None = said(
        "When nobody knows how long it has lasted.", "När ingen vet hur länge det har pågått.", default=None
    )
    worried: Literal[True] | None = said("When the person worries.", "När personen är orolig.", default=None)

    @property
    def by_age(self) -> bool:
        """Whether the age matters."""
        return self.age_from is not None or self.age_below is not None

    @field_validator("age_below")
    @classmethod
    def _above_its_start(cls, below: float | None, info: ValidationInfo) -> float | None:
        start = info.data.get("age_from")
        if below is not None and start is not None and below <= start:
            raise mistake(
                f"`{{name}}` is {{value}}, but must be above `age_from`, {start:g}",
                "correct one of the two ages",
                f"`{{name}}` är {{value}} men ska vara mer än `age_from`, {start:g}. Rätta en av åldrarna.",
            )
        return below


class Escalation(Edited):
    """What makes any complaint more urgent: a lowest level, a lift by ranks, or both."""

    model_config = ConfigDict(populate_by_name=True)

    id: Text = said("A short name.", "Ett kort namn.", pattern=KEBAB)
    when: When = said("What must hold.", "När det gäller.")
    at_least: Text | None = said("The lowest level then.", "Lägsta nivån då.", default=None)
    lift: Annotated[int, Strict(), Field(ge=1)] | None = said(
        "So many ranks higher.", "Så många steg högre.", default=None, alias="raise"
    )
    not_above: Text | None = said("`raise` goes no higher.", "`raise` går inte högre.", default=None)
    why: Both = said("The reason, one sentence.", "Skälet, i en mening.")
    source: Text = said("Where it comes from.", "Källa.")

    @model_validator(mode="after")
    def _does_something(self) -> "Escalation":
        if self.when == When():
            why, swedish = "`when` is empty, so it would always hold", "`when` är tomt. Skriv när det gäller."
            raise mistake(why, "write what must hold", swedish, "when")
        if self.at_least is None and self.lift is None:
            why, swedish = "neither `at_least` nor `raise` is there", "Skriv `at_least` eller `raise`, eller båda."
            raise mistake(why, "write one of them, or both", swedish)
        return self


class RedFlag(Edited):
    """A sign that makes it urgent: the person says yes, or does not know."""

    id: Text = said("A short name.", "Ett kort namn.", pattern=KEBAB)
    ask: Both = said("A short phrase for a list.", "En kort fras i en lista.")
    level: Text = said("At least this level then.", "Minst den här nivån då.")
    source: Text = said("Where it comes from.", "Källa.")


class Rule(Edited):
    """A level for a complaint, always or when something holds."""

    when: When = said("What must hold.", "När det gäller.", default=When())
    level: Text = said("The level of care.", "Vårdnivån.")
    why: Both = said("The reason, as the person reads it.", "Skälet, så som personen läser det.")
    source: Text = said("Where it comes from.", "Källa.")


class Complaint(Edited):
    """What somebody may have: how they say it, what makes it urgent, which care helps."""

    id: Text = said("A short name that never changes.", "Ett kort namn som aldrig ändras.", pattern=KEBAB)
    name: Both = said("Its name.", "Vad det heter.")
    also_said: Phrasings = said(
        "What people really type: at least 10 in each language.",
        "Så som folk skriver: minst 10 på varje språk.",
        default=Phrasings(),
    )
    ask: tuple[Condition, ...] = said("What else matters here.", "Vad mer som spelar roll här.", default=())
    red_flags: tuple[RedFlag, ...] = said("Signs that it is urgent.", "Tecken på att det är bråttom.", default=())
    rules: tuple[Rule, ...] = said("The highest that holds counts.", "Den högsta som gäller räknas.", min_length=1)
    watch_for: Both = said("What to watch for afterwards.", "Vad man ska hålla ögonen på.")
    reviewed: Day = said("When a person last approved it.", "När någon senast godkände det.")

    @property
    def base(self) -> Rule:
        """The rule that always holds."""
        return next(rule for rule in self.rules if rule.when == When())

    @field_validator("also_said")
    @classmethod
    def _said_in_both(cls, phrasings: Phrasings, info: ValidationInfo) -> Phrasings:
        missing = phrasings.missing()
        if missing and info.data.get("id") != OTHER:
            why = f"`{{name}}` has nothing in `{missing[0]}`, so nobody would find it"
            swedish = f"`{{name}}` är tomt under `{missing[0]}`. Skriv minst 10 sätt att säga det."
            raise mistake(why, "write at least 10 ways to say it", swedish)
        return phrasings

    @field_validator("red_flags")
    @classmethod
    def _flagsonce(cls, flags: tuple[RedFlag, ...]) -> tuple[RedFlag, ...]:
        once([flag.id for flag in flags])
        return flags

    @field_validator("rules")
    @classmethod
    def _one_base(cls, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        always = [number for number, rule in enumerate(rules) if rule.when == When()]
        if not always:
            why, swedish = "no rule is without `when`, so some cases have no level", "En regel ska sakna `when`."
            raise mistake(why, "add a rule without `when`: the level for everybody else", swedish)
        if len(always) > 1:
            why, swedish = "two rules are without `when`", "Två regler saknar `when`. Ta bort en, eller skriv `when`."
            raise mistake(why, "remove one, or say when it holds", swedish, always[1])
        return rules


def once(ids: Sequence[str]) -> None:
    """Demand that no id stands twice."""
    for number, name in enumerate(ids):
        if name in ids[:number]:
            why, swedish = f"two rows are called {name}", f"Två rader heter {name}. Byt namn på den ena."
            raise mistake(why, "give one of them another id", swedish, number, "id")
