"""What may stand in `kb/fees.yaml`: a ceiling, a tariff, and the rules that decide between them."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, Strict, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from vardlots.entities.care import KINDS
from vardlots.knowledge.models import Day, Edited, Localized, Text, mistake, said
from vardlots.regions import NoShow, Year
from vardlots.settings import settings
from vardlots.tables import load

Amount = Annotated[int, Strict(), Field(ge=0)]
Age = Annotated[float, Field(ge=0, le=120)]


def _kronor_or_tariff(value: Any) -> Any:
    """Tell a wrong amount once, not once for each of the two things it may be."""
    if value == "tariff" or (type(value) is int and value >= 0):
        return value
    raise mistake(
        "`{name}` is {value}, but must be whole kronor, 0 or more, or the word tariff",
        "write digits only, such as 150, or tariff",
        "`{name}` är {value} men ska vara hela kronor, 0 eller mer, eller ordet tariff.",
    )


Decided = Annotated[Amount | Literal["tariff"], BeforeValidator(_kronor_or_tariff)]


class Ceiling(Edited):
    """The most that any visit costs."""

    amount: Amount = said("Whole kronor.", "Hela kronor.")


class KindOfHelp(Edited):
    """The tariff of one kind of help."""

    amount: Amount = said("Whole kronor.", "Hela kronor.")
    name: Localized = said("Its name in a sentence.", "Vad den heter i en mening.")
    by_region: dict[str, Amount] = said(
        "Amounts that differ in a region.", "Belopp som skiljer i en region.", default={}
    )

    def amounts(self, region: str | None) -> set[int]:
        """Return what it may cost in a region; in an unknown one, everything it costs anywhere."""
        if region is None:
            return {self.amount, *self.by_region.values()}
        return {self.by_region.get(region, self.amount)}

    def written(self) -> list[tuple[tuple[str, ...], int]]:
        """Return every amount with its place in the row."""
        return [(("amount",), self.amount), *((("by_region", name), one) for name, one in self.by_region.items())]


class When(Edited):
    """What must hold for a rule; nothing means always."""

    age_from: Age | None = said("From this age on.", "Från och med den här åldern.", default=None)
    age_under: Age | None = said("Before this age.", "Före den här åldern.", default=None)
    under_free_age: bool | None = said("Below the region's own limit.", "Under regionens egen gräns.", default=None)
    exemption_card: bool | None = said("With (or without) a card.", "Med (eller utan) frikort.", default=None)
    kind: Text | None = said("One kind of help.", "En sorts vård.", default=None)


class Rule(Edited):
    """A row of the rules: when it holds, it decides."""

    id: Text = said("A short name.", "Ett kort namn.")
    when: When = said("What must hold.", "När regeln gäller.", default=When())
    amount: Decided = said("Kronor, or tariff.", "Kronor, eller tariff.")
    why: Localized = said("The reason, as the patient reads it.", "Skälet, så som patienten läser det.")
    source: Text = said("Where the rule comes from.", "Varifrån regeln kommer.")
    year: Year = said("The year of the source.", "Källans år.")


class FreeAge(Edited):
    """Between which ages the regions' limits for free care lie."""

    lowest: Annotated[int, Strict(), Field(ge=0)] = said("Free below it everywhere.", "Gratis under den överallt.")
    highest: Annotated[int, Strict(), Field(ge=0)] = said("Free from it nowhere.", "Gratis från den ingenstans.")
    trusted_years: Annotated[int, Strict(), Field(ge=0)] = said(
        "How old a region's fact may be.", "Hur gammal en regions uppgift får vara."
    )
    source: Text = said("Where it comes from.", "Källa.")
    year: Year = said("The year of the source.", "Källans år.")


class HighCost(Edited):
    """The national cap on fees in twelve months, in one year."""

    amount: Amount = said("Whole kronor.", "Hela kronor.")
    year: Year = said("The year it applied.", "Vilket år det gällde.")
    source: Text = said("Where it comes from.", "Källa.")


class Tariffs(Edited):
    """What stands in `kb/fees.yaml`."""

    valid_from: Day = said("The first day of the tariff.", "Prislistans första dag.")
    valid_until: Day = said("The last day of the tariff.", "Prislistans sista dag.")
    reviewed: Day = said("When a person last approved it.", "När någon senast godkände den.")
    source: Text = said("Where it comes from.", "Källa.")
    ceiling: Ceiling = said("No visit costs more.", "Inget besök kostar mer.")
    kinds: dict[str, KindOfHelp] = said("The tariff, one row a kind of help.", "Prislistan, en rad per sorts vård.")
    rules: tuple[Rule, ...] = said("The first that holds decides.", "Den första som gäller avgör.", min_length=1)
    free_age: FreeAge = said("The regions' limits.", "Regionernas gränser.")
    high_cost: HighCost = said("The national cap.", "Högkostnadsskyddet.")
    no_show: NoShow = said("About missed visits.", "Om uteblivna besök.")

    @field_validator("valid_until")
    @classmethod
    def _after_it_begins(cls, until: date, info: ValidationInfo) -> date:
        begins = info.data.get("valid_from")
        if begins and until < begins:
            raise mistake(
                f"`{{name}}` is {{value}}, but lies before valid_from, {begins}",
                "correct one of the two dates",
                f"`{{name}}` är {{value}}, som är före valid_from, {begins}. Rätta ett av datumen.",
            )
        return until

    @field_validator("kinds")
    @classmethod
    def _known_and_below_ceiling(cls, kinds: dict[str, KindOfHelp], info: ValidationInfo) -> dict[str, KindOfHelp]:
        unknown, known = [name for name in kinds if name not in KINDS], ", ".join(KINDS)
        if unknown or not kinds:
            why = f"a row is called {unknown[0]}" if unknown else "there is no row"
            swedish = f"Raderna ska heta något av: {known}."
            raise mistake(f"{why}; expected rows are {known}", "correct the row's name", swedish, *unknown[:1])
        ceiling = info.data.get("ceiling")
        for name, kind in kinds.items():
            for where, amount in kind.written():
                if ceiling and amount > ceiling.amount:
                    raise _above(ceiling, name, *where)
        return kinds

    @field_validator("rules")
    @classmethod
    def _decided_and_below_ceiling(cls, rules: tuple[Rule, ...], info: ValidationInfo) -> tuple[Rule, ...]:
        last = len(rules) - 1
        if rules[last].when != When():
            raise mistake(
                f"the last rule, {rules[last].id}, must hold always",
                "remove its `when`, or add a rule without `when` after it",
                f"Den sista regeln, {rules[last].id}, måste gälla alltid. Ta bort dess `when`.",
                last,
            )
        kinds, ceiling = info.data.get("kinds"), info.data.get("ceiling")
        for number, rule in enumerate(rules):
            if kinds and rule.when.kind not in (None, *kinds):
                why, known = "`{name}` is {value}; expected is one of", ", ".join(kinds)
                swedish = f"`{{name}}` är {{value}} men ska vara något av: {known}."
                raise mistake(f"{why} {known}", "choose one of these", swedish, number, "when", "kind")
            if ceiling and rule.amount != "tariff" and rule.amount > ceiling.amount:
                raise _above(ceiling, number, "amount")
        return rules


def _above(ceiling: Ceiling, *where: str | int) -> PydanticCustomError:
    return mistake(
        f"`{{name}}` is {{value}}, but the ceiling is {ceiling.amount} kr",
        "lower the amount, or raise `ceiling`",
        f"`{{name}}` är {{value}}, men taket är {ceiling.amount} kr. Sänk beloppet, eller höj `ceiling`.",
        *where,
    )


def tariffs() -> Tariffs:
    """Return the tariff of `kb/fees.yaml`."""
    return load(settings().kb / "fees.yaml", Tariffs)
