"""What may be right though a rule finds it: the findings that an editor may excuse with a reason, and has."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from office.answers.forms import Excuse
from office.answers.looking import Look, Told
from office.answers.told import first, told_allowed
from office.answers.work import Work
from office.shelf import Shelf
from office.words import Say
from vardlots.knowledge.rules import BY_NAME
from vardlots.replies import Language

_WHY = re.compile(r"[:;] ")

LEFT = "allow"
"""The spot of a form that has the excuses of what is found nowhere in it."""


@dataclass(frozen=True)
class Chance:
    """A rule that may be excused here: `what` it finds, and why that is right, if somebody has said so.

    An excuse holds for the whole answer, so its reason is asked for in one place, which this is where `here` is true.
    """

    rule: str
    what: str
    because: str
    here: bool = True


@dataclass(frozen=True)
class Chances:
    """The rules that may be excused beside a field of the form; `named` where each has to say which it is."""

    spot: str
    found: Sequence[Chance] = ()
    named: bool = False

    @property
    def key(self) -> str:
        """A short name for what is shown but the reasons: a field that somebody types in is not replaced meanwhile."""
        shown = [(one.rule, one.what, one.here) for one in self.found]
        return f"{self.spot}-{sha256(repr((shown, self.named)).encode()).hexdigest()[:8]}"


def allowed_in(work: Work, shelf: Shelf, at_last: bool = False) -> Sequence[Told]:
    """Return what the rules find in an answer that it is excused from."""
    rules = {one.rule for one in work.fields.allow if may_be_excused(one.rule)}
    if not rules:
        return ()
    bare = replace(work, fields=replace(work.fields, allow=()))
    return [one for one in bare.looked(shelf, at_last).told if one.finding.rule in rules]


def standing(work: Work, shelf: Shelf, language: Language, say: Say) -> Sequence[tuple[Sequence[str], str]]:
    """Return what is right all the same in an answer: by rule, what it finds, and the reason."""
    rows = []
    met = allowed_in(work, shelf)
    for excuse in work.fields.allow:
        found = told_allowed((one.finding for one in met if one.finding.rule == excuse.rule), language, say)
        texts = tuple(dict.fromkeys(sentence.text for sentence in found))
        rows.append((texts or (f"{explained(excuse.rule, language)}.",), excuse.because))
    return rows


def may_be_excused(rule: str) -> bool:
    """Tell whether an answer may be excused from what a rule finds."""
    return rule in BY_NAME and BY_NAME[rule].allowable


def chances_of(
    look: Look, allowed: Iterable[Told], excuses: Sequence[Excuse], spots: Sequence[str], language: Language, say: Say
) -> Mapping[str, Chances]:
    """Return what may be excused beside each spot of a form; what is excused and found nowhere stands at `LEFT`."""
    because = {one.rule: one.because for one in excuses}
    found: dict[str, list[Chance]] = {spot: [] for spot in spots}
    met: set[str] = set()
    everything = [*look.told, *allowed]
    for spot in spots:
        for told in (one for one in everything if one.field == spot and may_be_excused(one.finding.rule)):
            rule = told.finding.rule
            if rule not in {one.rule for one in found[spot]}:
                (sentence,) = told_allowed([told.finding], language, say)
                found[spot].append(Chance(rule, first(sentence.text), because.get(rule, ""), rule not in met))
                met.add(rule)
    left = (one for one in excuses if one.rule not in met)
    found[LEFT] += [Chance(one.rule, explained(one.rule, language), one.because) for one in left]
    rules = {spot: {one.finding.rule for one in everything if one.field == spot} for spot in spots}
    return {spot: Chances(spot, several, spot == LEFT or len(rules[spot]) > 1) for spot, several in found.items()}


def explained(rule: str, language: Language) -> str:
    """Return what a rule is for, or its name if there is none of that name."""
    known = BY_NAME.get(rule)
    return first(known.sv if language == "sv" else known.en).split(". --fix")[0] if known else rule


def short(rule: str, language: Language) -> str:
    """Return what a rule says, without why."""
    return _WHY.split(explained(rule, language))[0]
