"""Enough ways to ask, each in words of its own, and none that two entries claim."""

from collections.abc import Iterator

from vardlots.knowledge.findings import short
from vardlots.knowledge.models import Phrasings
from vardlots.knowledge.rules.asked import FEWEST_WORDS
from vardlots.knowledge.rules.rule import NAMES, Flaw, Place, Rule
from vardlots.knowledge.rules.words import letters
from vardlots.knowledge.source import Where
from vardlots.knowledge.whole import plain
from vardlots.replies import LANGUAGES

FEWEST_PHRASINGS = 8


def too_few_phrasings(place: Place) -> Iterator[Flaw]:
    """Enough ways to ask, or nobody's wording is near any of them."""
    for language in LANGUAGES:
        count = len(place.entry.also_asked.get(language))
        if 0 < count < FEWEST_PHRASINGS:
            why = f"only {count} phrasings in {NAMES[language][0]}; {FEWEST_PHRASINGS} are the fewest that work"
            fix = "add what people really typed, each in words of its own"
            swedish = f"Bara {count} sätt att fråga på {NAMES[language][1]}. Skriv minst {FEWEST_PHRASINGS}."
            yield Flaw(why, fix, swedish, ("also_asked", language))


def duplicate_phrasing(place: Place) -> Iterator[Flaw]:
    """A phrasing once in a list: the second teaches nothing."""
    for field in ("also_asked", "must_match"):
        for where, text in _repeats(getattr(place.entry, field), field):
            why, fix = f"{short(text)} stands twice in `{field}`", "remove one, or word it in another way"
            swedish = f"{short(text)} står två gånger i `{field}`. Ta bort den ena."
            yield Flaw(why, fix, swedish, where, edit=place.edit(where, 0, text, None))


def near_duplicate_phrasing(place: Place) -> Iterator[Flaw]:
    """A phrasing that differs from another of its list in small words only."""
    for language in LANGUAGES:
        first: dict[tuple[str, ...], str] = {}
        for one in place.asked.of("also_asked", language):
            other = first.setdefault(one.words, one.text)
            # without its dots, or with an apostrophe left out, a phrasing is worth having: people type so
            if other is not one.text and len(one.words) >= FEWEST_WORDS and _differ(one.text, other):
                why = f"{short(one.text)} says no more than {short(other)}"
                fix = "word it in a way of its own, or remove it"
                swedish = f"{short(one.text)} säger samma sak som {short(other)}. Skriv om den, eller ta bort den."
                yield Flaw(why, fix, swedish, one.where)


def shared_phrasing(place: Place) -> Iterator[Flaw]:
    """A question in the same words as one of another entry, but for small words and their order."""
    askers = place.whole.askers
    for one in () if place.asked.telling.isdisjoint(askers) else place.asked.questions:
        for number, owner, other in askers.get(one.telling, ()) if one.long else ():
            if number < place.number and plain(other) != plain(one.text):  # told once, of the second of the two
                why = f"{short(one.text)} is asked of {owner}, too, as {short(other)}"
                fix = "keep it where the answer helps most, or say in it what tells the two apart"
                swedish = f"{short(one.text)} är nästan samma fråga som {short(other)} under {owner}. Behåll den ena."
                yield Flaw(why, fix, swedish, one.where)
                break


def _differ(one: str, other: str) -> bool:
    """Tell whether two questions of the same words are worth telling of: more than signs and dots are different."""
    return plain(other) != plain(one) and letters(other) != letters(one)


def _repeats(phrasings: Phrasings, field: str) -> Iterator[tuple[Where, str]]:
    for language in LANGUAGES:
        seen: set[str] = set()
        for number, text in enumerate(phrasings.get(language)):
            if plain(text) in seen:
                yield (field, language, number), text
            seen.add(plain(text))


RULES = (
    Rule(
        "too-few-phrasings",
        "warning",
        "At least eight ways to ask in each language: with fewer, nobody's own wording is near any of them.",
        "Minst åtta sätt att fråga på varje språk: med färre ligger ingens egna ord nära något av dem.",
        too_few_phrasings,
    ),
    Rule(
        "duplicate-phrasing",
        "error",
        "A phrasing stands once, in one entry: the second time it teaches nothing, and in two entries nobody could "
        "tell which to answer. --fix removes the second in a list.",
        "Ett sätt att fråga står en gång, under en fråga: en andra gång lär det inget, och under två frågor vet ingen "
        "vilken som ska besvaras. --fix tar bort den andra i en lista.",
        duplicate_phrasing,
        fixable=True,
    ),
    Rule(
        "near-duplicate-phrasing",
        "hint",
        "Phrasings of a list differ in more than small words and punctuation. The same words without å, ä and ö are "
        "welcome: people type so.",
        "Sätten att fråga skiljer sig åt i mer än småord och skiljetecken. Samma ord utan å, ä och ö är välkomna: så "
        "skriver folk.",
        near_duplicate_phrasing,
    ),
    Rule(
        "shared-phrasing",
        "warning",
        "Two entries do not claim the same question in other small words or another order: they would steal each "
        "other's patients.",
        "Två frågor gör inte anspråk på samma ord i annan ordning eller med andra småord: de skulle stjäla varandras "
        "patienter.",
        shared_phrasing,
        among=True,
    ),
)
