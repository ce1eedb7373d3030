"""What may stand in `kb/triage.yaml` as a whole: rows that know one another's levels, and no two alike."""

from collections.abc import Iterator, Sequence

from pydantic import ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from vardlots.knowledge.content import did_you_mean
from vardlots.knowledge.models import Day, Edited, Text, mistake, said
from vardlots.knowledge.whole import plain
from vardlots.replies import LANGUAGES
from vardlots.settings import settings
from vardlots.tables import load
from vardlots.triage.rows import Complaint, Escalation, Level, Years, once

NURSE, OUT_OF_HOURS, EMERGENCY, CALL_112 = "nurse", "out-of-hours", "emergency-department", "call-112"
NEEDED = (NURSE, OUT_OF_HOURS, EMERGENCY, CALL_112)
"""Levels that the questionnaire itself falls back on, so that every table has them."""


class Triage(Edited):
    """What stands in `kb/triage.yaml`."""

    enabled: bool = said("Whether people are guided at all.", "Om vägledningen är på.", default=True)
    valid_from: Day = said("From when the file counts.", "Från när filen gäller.")
    reviewed: Day = said("When a person last read it through.", "När någon senast läste igenom den.")
    source: Text = said("Where the table comes from.", "Tabellens källa.")
    pregnancy_from: Years = said("Pregnancy is asked about from this age.", "Graviditet: från åldern.", default=12)
    pregnancy_below: Years = said("And before this age.", "Och före åldern.", default=56)
    levels: tuple[Level, ...] = said("Every level of care.", "Alla vårdnivåer.", min_length=1)
    escalations: tuple[Escalation, ...] = said("What makes any complaint more urgent.", "Det som höjer.", default=())
    complaints: tuple[Complaint, ...] = said("What people may have.", "Vad folk kan ha.", min_length=1)

    @field_validator("levels")
    @classmethod
    def _whole_ladder(cls, levels: tuple[Level, ...]) -> tuple[Level, ...]:
        ids = [level.id for level in levels]
        once(ids)
        missing = [name for name in NEEDED if name not in ids]
        if missing:
            why, swedish = f"the level {missing[0]} is missing", f"Nivån {missing[0]} saknas. Skriv den."
            raise mistake(why, f"write it; these must be there: {', '.join(NEEDED)}", swedish)
        top = levels[ids.index(CALL_112)]
        if any(level.rank >= top.rank for level in levels if level is not top):
            why = f"some level has a rank as high as that of {CALL_112}, {top.rank}"
            raise mistake(why, "nothing is more urgent: give it the highest", f"{CALL_112} ska ha högst `rank`.")
        return levels

    @field_validator("escalations")
    @classmethod
    def _known_levels(cls, rows: tuple[Escalation, ...], info: ValidationInfo) -> tuple[Escalation, ...]:
        once([row.id for row in rows])
        ranks = _ranks(info)
        for number, row in enumerate(rows):
            for field in ("at_least", "not_above"):
                _known(getattr(row, field), ranks, number, field)
            if ranks and row.not_above and ranks[row.not_above] < ranks[row.at_least or row.not_above]:
                why, swedish = "`not_above` is below `at_least`", "`not_above` är lägre än `at_least`. Rätta den ena."
                raise mistake(why, "correct one of the two levels", swedish, number, "not_above")
        return rows

    @field_validator("complaints")
    @classmethod
    def _whole_complaints(cls, rows: tuple[Complaint, ...], info: ValidationInfo) -> tuple[Complaint, ...]:
        once([row.id for row in rows])
        _told_apart(rows)
        ranks = _ranks(info)
        for number, row in enumerate(rows):
            for at, rule in enumerate(row.rules):
                _known(rule.level, ranks, number, "rules", at, "level")
            for at, flag in enumerate(row.red_flags):
                _known(flag.level, ranks, number, "red_flags", at, "level")
            for kind, at, level in _below_base(row, ranks):
                why = f"`{{name}}` is {{value}}, below the level that always holds, {row.base.level}: it never counts"
                swedish = f"`{{name}}` är {{value}}, lägre än det som alltid gäller, {row.base.level}."
                fix = "choose a higher level, or lower the rule without `when`"
                raise mistake(why, fix, swedish, number, kind, at, level)
        return rows

    def level(self, name: str) -> Level:
        """Return the level with an id."""
        return next(level for level in self.levels if level.id == name)

    def complaint(self, name: str | None) -> Complaint | None:
        """Return the complaint with an id, or None; `other` is one if the table has a row for it."""
        return next((row for row in self.complaints if row.id == name), None)

    def lifted(self, level: Level, steps: int) -> Level:
        """Return the level so many ranks higher: the nearest one there is, the last listed where several share it."""
        higher = sorted({one.rank for one in self.levels if one.rank >= level.rank + steps})
        if not higher:
            return max(self.levels, key=lambda one: one.rank)
        return [one for one in self.levels if one.rank == higher[0]][-1]


def triage() -> Triage:
    """Return the table of `kb/triage.yaml`."""
    return load(settings().kb / "triage.yaml", Triage)


def _ranks(info: ValidationInfo) -> dict[str, int]:
    """Return the rank of each level; nothing while the levels themselves are wrong."""
    return {level.id: level.rank for level in info.data.get("levels") or ()}


def _known(name: str | None, ranks: dict[str, int], *where: str | int) -> None:
    if name is not None and ranks and name not in ranks:
        why, swedish = f"`{{name}}` is {{value}}; expected is one of {', '.join(ranks)}", ", ".join(ranks)
        fix = f"{did_you_mean(name, ranks)}choose one of these"
        raise mistake(why, fix, f"`{{name}}` är {{value}} men ska vara något av: {swedish}.", *where)


def _below_base(row: Complaint, ranks: dict[str, int]) -> Iterator[tuple[str, int, str]]:
    """Find the rules and red flags that the base rule outranks, so that they would never count."""
    for kind, levels in (("rules", row.rules), ("red_flags", row.red_flags)):
        for at, one in enumerate(levels):
            if ranks and ranks[one.level] < ranks[row.base.level]:  # type: ignore[attr-defined]
                yield kind, at, "level"


def _told_apart(rows: Sequence[Complaint]) -> None:
    """Demand that no two complaints are said alike: nobody could tell which is meant."""
    owners: dict[str, str] = {}
    for number, row in enumerate(rows):
        for language in LANGUAGES:
            for at, text in enumerate(row.also_said.get(language)):
                owner = owners.setdefault(plain(text), row.id)
                if owner != row.id:
                    raise _said_twice(owner, number, "also_said", language, at)


def _said_twice(owner: str, *where: str | int) -> PydanticCustomError:
    why, swedish = f"`{{name}}`, {{value}}, is also said for {owner}", f"{{value}} står också under {owner}."
    return mistake(why, "keep it where it fits best", swedish, *where)
