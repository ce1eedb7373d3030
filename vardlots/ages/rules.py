"""The rules of `kb/ages.yaml`, and which of them answers a question."""

from itertools import combinations
from typing import Annotated, Literal, get_args

from pydantic import ConfigDict, Field, Strict, ValidationInfo, field_validator

from vardlots.knowledge.models import Day, Edited, Localized, Text, mistake, said
from vardlots.knowledge.texts import Values, paragraphs
from vardlots.regions import Year
from vardlots.replies import Language
from vardlots.settings import settings
from vardlots.tables import load

Purpose = Literal["log_in", "be_treated", "see_journal", "see_midwife", "see_psychologist", "prescriptions"]
Subject = Literal["child", "self", "parent", "partner"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
SUBJECTS: tuple[Subject, ...] = get_args(Subject)

ADULT = 18
"""Below it, a person that nobody has said more about is somebody's child."""


class LogIn(Edited):
    """From what age one logs in at the clinic."""

    age: Annotated[int, Strict(), Field(ge=0, le=120)] = said("Years.", "Antal år.")
    source: Text = said("Where it comes from.", "Källa.")
    year: Year = said("The year of the source.", "Källans år.")


class Rule(Edited):
    """One answer: for a purpose, an age and whom the question is about."""

    model_config = ConfigDict(populate_by_name=True)

    id: Text = said("A short name.", "Ett kort namn.")
    purpose: Purpose = said("What the question is about.", "Vad frågan gäller.")
    since: Annotated[float, Field(ge=0)] = said("From this age.", "Från den här åldern.", default=0.0, alias="from")
    before: Annotated[float, Field(gt=0)] | None = said("Before this age.", "Före den här åldern.", default=None)
    whose: tuple[Subject, ...] = said("Whom it is about.", "Vem det gäller.", default=SUBJECTS, min_length=1)
    certain: bool = said("Whether it settles the question.", "Om svaret räcker.", default=True)
    answer: Localized = said("The answer.", "Svaret.")
    source: Text = said("Where it comes from.", "Källa.")
    year: Year = said("The year of the source.", "Källans år.")
    reviewed: Day = said("When a person last approved it.", "När någon senast godkände det.")

    @field_validator("before")
    @classmethod
    def _after_it_begins(cls, before: float | None, info: ValidationInfo) -> float | None:
        since = info.data.get("since", 0.0)
        if before is not None and before <= since:
            raise mistake(
                f"`{{name}}` is {{value}}, but must be above `from`, {since:g}",
                "correct one of the two ages",
                f"`{{name}}` är {{value}} men ska vara mer än `from`, {since:g}. Rätta en av åldrarna.",
            )
        return before

    def covers(self, age: float) -> bool:
        """Say whether an age lies within the rule: `from` counts, `before` does not."""
        return self.since <= age and (self.before is None or age < self.before)

    def overlaps(self, other: "Rule") -> bool:
        """Say whether some question would be answered by both."""
        return (
            self.purpose == other.purpose
            and bool(set(self.whose) & set(other.whose))
            and (self.covers(other.since) or other.covers(self.since))
        )


class Ages(Edited):
    """What stands in `kb/ages.yaml`."""

    valid_from: Day = said("From when the file counts.", "Från när filen gäller.")
    reviewed: Day = said("When a person last read it through.", "När någon senast läste igenom den.")
    log_in: LogIn = said("From what age one logs in.", "Från vilken ålder man loggar in.")
    gap: Localized = said("Said where no rule fits.", "Sägs när ingen regel passar.")
    rules: tuple[Rule, ...] = said("The rules.", "Reglerna.", min_length=1)

    @field_validator("rules")
    @classmethod
    def _one_answer(cls, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        for (_, one), (number, other) in combinations(enumerate(rules), 2):
            if one.id == other.id:
                why, swedish = f"two rules are called {one.id}", f"Två regler heter {one.id}. Byt namn på den ena."
                raise mistake(why, "give one of them another id", swedish, number, "id")
            if one.overlaps(other):
                raise mistake(
                    f"{one.id} and {other.id} answer the same question",
                    "change their ages, or `whose`",
                    f"{one.id} och {other.id} svarar på samma fråga. Ändra åldrarna, eller `whose`.",
                    number,
                )
        return rules


def ages() -> Ages:
    """Return the rules of `kb/ages.yaml`."""
    return load(settings().kb / "ages.yaml", Ages)


def rule_for(purpose: Purpose, age: float | None, subject: Subject | None = None, table: Ages | None = None) -> Rule:
    """Return the rule that answers a question, or the gap: an honest "I don't know", with `certain` False.

    Without a subject, somebody under 18 is taken for a child that somebody else asks about.
    """
    table = table or ages()
    if purpose not in PURPOSES:
        raise ValueError(f"no purpose {purpose!r}; there are {', '.join(PURPOSES)}")
    if age is None:
        return _gap(purpose, table)
    whose = subject or ("child" if age < ADULT else "self")
    fits = (rule for rule in table.rules if rule.purpose == purpose and whose in rule.whose and rule.covers(age))
    return next(fits, _gap(purpose, table))


def answer(rule: Rule, language: Language) -> tuple[str, ...]:
    """Return a rule's answer, its values filled in, paragraph by paragraph."""
    return paragraphs(Values(settings().kb).fill(rule.answer.in_language(language), language))


def _gap(purpose: Purpose, table: Ages) -> Rule:
    return Rule(
        id="gap", purpose=purpose, certain=False, answer=table.gap, source="kb/ages.yaml",
        year=table.reviewed.year, reviewed=table.reviewed,
    )  # fmt: skip
