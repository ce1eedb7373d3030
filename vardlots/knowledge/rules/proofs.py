"""The knowledge base's own tests: that there are some, that they test something, and that they agree."""

from collections.abc import Iterator

from vardlots.knowledge.findings import short
from vardlots.knowledge.rules.asked import FEWEST_WORDS
from vardlots.knowledge.rules.rule import NAMES, Flaw, Place, Rule
from vardlots.knowledge.whole import plain
from vardlots.replies import LANGUAGES


def missing_must_match(place: Place) -> Iterator[Flaw]:
    """Tests in both languages, or nobody notices when the entry is no longer found."""
    for language in place.entry.must_match.missing():
        why = f"no `must_match` in {NAMES[language][0]}: nothing tests that the entry is found"
        fix = f"write 3 to 5 new questions under `must_match: {language}:`"
        swedish = f"Inga prov på {NAMES[language][1]}. Skriv 3–5 nya frågor under must_match."
        yield Flaw(why, fix, swedish, ("must_match",))


def must_match_repeated(place: Place) -> Iterator[Flaw]:
    """A test that is also an example always passes, and so tests nothing."""
    entry = place.entry
    learnt = {plain(text) for text in entry.also_asked.all()}
    for language in LANGUAGES:
        for number, text in enumerate(entry.must_match.get(language)):
            if plain(text) in learnt:
                why, fix = f"{short(text)} is also in `also_asked`, so it tests nothing", "word the test in a new way"
                swedish = f"{short(text)} står också i also_asked och prövar därför inget. Skriv en ny fråga."
                yield Flaw(why, fix, swedish, ("must_match", language, number))


def must_match_nearly_repeated(place: Place) -> Iterator[Flaw]:
    """A test in the words of an example tests next to nothing."""
    for language in LANGUAGES:
        learnt = {one.telling: one.text for one in place.asked.of("also_asked", language)}
        for one in place.asked.of("must_match", language):
            text = one.text
            other = learnt.get(one.telling, text) if one.long else text
            if plain(other) != plain(text):
                why = f"{short(text)} has the words of {short(other)} in `also_asked`, so it tests little"
                swedish = f"{short(text)} har samma ord som {short(other)} i also_asked och prövar nästan inget."
                yield Flaw(why, "word the test in a new way", swedish, one.where)


def contradicting_tests(place: Place) -> Iterator[Flaw]:
    """A question that the entry both claims and refuses, or that must lead here though another claims it."""
    entry, claims = place.entry, place.whole.claims
    for number, text in enumerate(entry.must_not_match):
        if any(one.where[0] != "question" for one in place.asked.alike(text)):
            why, fix = f"{short(text)} must not match, yet the entry claims it", "remove it from one of the lists"
            swedish = f"{short(text)} står både som fråga hit och som fråga som inte får leda hit."
            yield Flaw(why, fix, swedish, ("must_not_match", number))
    for language in () if place.asked.plain.isdisjoint(claims) else LANGUAGES:
        for number, text in enumerate(entry.must_match.get(language)):
            other = claims.get(plain(text), entry.id)
            if other != entry.id:
                why, fix = f"{short(text)} must lead here, yet it belongs to {other}", "keep it at one of the two"
                swedish = f"{short(text)} ska leda hit men hör till {other}. Behåll den på ett ställe."
                yield Flaw(why, fix, swedish, ("must_match", language, number))


def nearly_contradicting_tests(place: Place) -> Iterator[Flaw]:
    """A question that must not lead here, in the words of one that the entry claims."""
    whole = place.whole
    claimed = {one.telling: one.text for one in place.asked.questions}
    for number, text in enumerate(place.entry.must_not_match):
        for words in dict.fromkeys(whole.telling(text, language) for language in LANGUAGES):
            other = claimed.get(words, text) if len(words) >= FEWEST_WORDS else text
            if plain(other) != plain(text):
                why = f"{short(text)} must not match, yet the entry claims {short(other)}"
                fix = "say in one of them what tells the two apart, or remove it"
                swedish = f"{short(text)} får inte leda hit, men {short(other)} ska det. Gör skillnaden tydlig."
                yield Flaw(why, fix, swedish, ("must_not_match", number))
                break


RULES = (
    Rule(
        "missing-must-match",
        "error",
        "Every entry has questions in both languages that must lead to it, or nobody notices when it is not found.",
        "Varje fråga har prov på båda språken som måste leda dit, annars märker ingen när den inte hittas.",
        missing_must_match,
    ),
    Rule(
        "must-match-repeated",
        "error",
        "A test is not also an example: the assistant has learnt the example, so the test always passes.",
        "Ett prov står inte också i also_asked: assistenten har lärt sig det, så provet går alltid bra.",
        must_match_repeated,
    ),
    Rule(
        "must-match-nearly-repeated",
        "hint",
        "A test has other words than the examples: with the same ones in another order it tests next to nothing.",
        "Ett prov har andra ord än exemplen i also_asked: med samma ord i annan ordning prövar det nästan inget.",
        must_match_nearly_repeated,
    ),
    Rule(
        "contradicting-tests",
        "error",
        "The tests agree: no question must both lead to an entry and not lead there, or lead to two.",
        "Proven är överens: ingen fråga ska både leda hit och inte hit, eller till två svar.",
        contradicting_tests,
        among=True,
    ),
    Rule(
        "nearly-contradicting-tests",
        "warning",
        "A question that must not lead to an entry is told from those that must by more than small words.",
        "En fråga som inte får leda hit skiljer sig från dem som ska det i mer än småord.",
        nearly_contradicting_tests,
    ),
)
