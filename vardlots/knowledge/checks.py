"""What a knowledge base that can be read may still be better at: every rule, tried on every entry."""

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from vardlots.knowledge.findings import BadFile, Finding
from vardlots.knowledge.flaws import flaws_of
from vardlots.knowledge.knowledge import Knowledge, read_knowledge
from vardlots.knowledge.mentions import waiting
from vardlots.knowledge.models import Entry
from vardlots.knowledge.rules import BY_NAME, NEEDLESS, Place, Whole
from vardlots.knowledge.rules.allowed import needless
from vardlots.knowledge.rules.changes import changed_since_review
from vardlots.knowledge.style import Style, read_style
from vardlots.knowledge.whole import unknown_entries


def check(
    knowledge: Knowledge,
    today: date | None = None,
    style: Style | None = None,
    of: Collection[str] | None = None,
    deep: bool = False,
) -> list[Finding]:
    """Apply every rule to every entry, in the file's order. `today` decides what is past its review.

    Where `of` names some entries, of the others only errors are told. `deep` compares all with all, however many.
    """
    whole = Whole(knowledge, style or Style(), today or date.today(), deep)
    places = [Place(whole, number, entry) for number, entry in enumerate(knowledge.entries.values())]
    found = [one for place in places for one in found_in(place, of is not None and place.entry.id not in of)]
    known = {*knowledge.entries, *waiting(knowledge.values.folder)}
    return sorted([*found, *unknown_entries(knowledge.sources["follow_ups"], known)])


def check_folder(
    folder: Path, today: date | None = None, knowledge: Knowledge | None = None, deep: bool = False
) -> list[Finding]:
    """Check the files of a folder (`kb/`): what keeps them from being read, else what the rules find.

    `knowledge` is what was read of it, where somebody has already.
    """
    try:
        knowledge = knowledge or read_knowledge(folder)
        return sorted(
            [*check(knowledge, today, read_style(folder), deep=deep), *changed_since_review(knowledge, folder)]
        )
    except BadFile as error:
        return list(error.findings)


def allowed(entry: Entry, rule: str) -> bool:
    """Tell whether an entry is excused from a rule, and may be."""
    return BY_NAME[rule].allowable and rule in {one.rule for one in entry.allow}


def found_in(place: Place, errors: bool = False) -> Iterator[Finding]:
    """Find what is wrong with an entry, but for what it allows; tell what it allows for nothing. Or find `errors` only.

    No entry is excused from an error.
    """
    met: set[str] = set()
    for rule, flaws in flaws_of(place, errors):
        for flaw in flaws:
            met.add(rule.name)
            if not allowed(place.entry, rule.name):
                yield place.finding(rule, flaw)
    if not errors:
        yield from (place.finding(NEEDLESS, flaw) for flaw in needless(place, BY_NAME, met))
