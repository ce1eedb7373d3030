"""What a knowledge base that can be read may still be better at: rules with names, each with why and how.

An `error` would mislead a patient or leave the answer untested; a `warning` is work to plan.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from vardlots.knowledge.findings import BadFile, Finding, Level, short
from vardlots.knowledge.knowledge import Knowledge, read_knowledge
from vardlots.knowledge.models import Entry, Localized, Phrasings
from vardlots.knowledge.source import Source, Where
from vardlots.knowledge.texts import paragraphs
from vardlots.knowledge.whole import plain, unknown_entries
from vardlots.replies import LANGUAGES, Language

FEWEST_PHRASINGS = 8
LONGEST_SENTENCE = 25

NAMES: dict[Language, tuple[str, str]] = {"sv": ("Swedish", "svenska"), "en": ("English", "engelska")}

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
# a trunk prefix or +46, then at least six digits; 112, 1177 and 90101 are everybody's and change with nobody
PHONE = re.compile(r"(?<![\d.,])(\+46|0)[\s-]?\d(?:[\s-]?\d){5,}(?!\d)")
# 1177 from abroad, and the poison information line
PUBLIC = {"+46771117700", "0104566700"}
SENTENCE_END = re.compile(r"(?<=[.?!])[ \n]+(?=[A-ZÅÄÖ0-9{])")
# an end of sentence in looks only
ABBREVIATION = re.compile(r"\b(kl|ca|t\.ex|bl\.a|e\.g|i\.e|osv|m\.m)\.\s+")

# words that one language has and the other has not
COMMON: dict[Language, set[str]] = {
    "sv": {"och", "att", "det", "är", "du", "som", "på", "av", "för", "med", "inte", "vi", "kan", "till", "om", "din"},
    "en": {"and", "the", "is", "you", "that", "of", "with", "not", "we", "can", "to", "if", "your", "or", "from", "it"},
}

Rule = Callable[["_Place"], Iterator[Finding]]


class _Place:
    """One entry under check: makes findings that know their file, line and entry."""

    def __init__(self, source: Source, claims: Mapping[str, str], number: int, entry: Entry, today: date) -> None:
        self.source, self.claims, self.number, self.entry, self.today = source, claims, number, entry, today

    def wrong(
        self, rule: str, why: str, fix: str, sv: str, *where: str | int, at: str = "", level: Level = "error"
    ) -> Finding:
        """Make a finding on the line of a field of the entry, or where the text `at` stands in it."""
        place = ("entries", self.number, *where)
        line = self.source.line_of(at, *place) if at else self.source.line(*place)
        return Finding(self.source.name, line, rule, why, fix, sv, self.entry.id, level)


def check(knowledge: Knowledge, today: date | None = None) -> list[Finding]:
    """Apply every rule to every entry, in the file's order. `today` decides what is past its review."""
    day = today or date.today()
    source, claims = knowledge.sources["faq"], _claims(knowledge)
    places = [_Place(source, claims, number, entry, day) for number, entry in enumerate(knowledge.entries.values())]
    found = [one for place in places for rule in RULES for one in rule(place)]
    return sorted([*found, *unknown_entries(knowledge.sources["follow_ups"], knowledge.entries)])


def check_folder(folder: Path, today: date | None = None) -> list[Finding]:
    """Check the files of a folder (`kb/`): what keeps them from being read, else what the rules find."""
    try:
        return check(read_knowledge(folder), today)
    except BadFile as error:
        return list(error.findings)


def missing_language(place: _Place) -> Iterator[Finding]:
    """Every text in both languages."""
    entry = place.entry
    texts: dict[Where, Localized | Phrasings] = {
        ("question",): entry.question,
        ("answer",): entry.answer,
        ("also_asked",): entry.also_asked,
    }
    texts.update({("links", number, "title"): link.title for number, link in enumerate(entry.links)})
    for where, text in texts.items():
        for language in text.missing():
            english, swedish = NAMES[language]
            why, fix = f"`{where[0]}` has no {english}", f"write `{language}:` under it"
            yield place.wrong("missing-language", why, fix, f"`{where[0]}` saknar {swedish}.", *where)


def too_few_phrasings(place: _Place) -> Iterator[Finding]:
    """Enough ways to ask, or nobody's wording is near any of them."""
    for language in LANGUAGES:
        count = len(place.entry.also_asked.get(language))
        if 0 < count < FEWEST_PHRASINGS:
            why = f"only {count} phrasings in {NAMES[language][0]}; {FEWEST_PHRASINGS} are the fewest that work"
            fix = "add what people really typed, each in words of its own"
            swedish = f"Bara {count} sätt att fråga på {NAMES[language][1]}. Skriv minst {FEWEST_PHRASINGS}."
            yield place.wrong("too-few-phrasings", why, fix, swedish, "also_asked", language, level="warning")


def duplicate_phrasing(place: _Place) -> Iterator[Finding]:
    """A phrasing once in a list: the second teaches nothing."""
    for field in ("also_asked", "must_match"):
        for where, text in _repeats(getattr(place.entry, field), field):
            why, fix = f"{short(text)} stands twice in `{field}`", "remove one, or word it in another way"
            swedish = f"{short(text)} står två gånger i `{field}`. Ta bort den ena."
            yield place.wrong("duplicate-phrasing", why, fix, swedish, *where)


def missing_must_match(place: _Place) -> Iterator[Finding]:
    """Tests in both languages, or nobody notices when the entry is no longer found."""
    for language in place.entry.must_match.missing():
        why = f"no `must_match` in {NAMES[language][0]}: nothing tests that the entry is found"
        fix = f"write 3 to 5 new questions under `must_match: {language}:`"
        swedish = f"Inga prov på {NAMES[language][1]}. Skriv 3–5 nya frågor under must_match."
        yield place.wrong("missing-must-match", why, fix, swedish, "must_match")


def must_match_repeated(place: _Place) -> Iterator[Finding]:
    """A test that is also an example always passes, and so tests nothing."""
    entry = place.entry
    learnt = {plain(text) for text in entry.also_asked.all()}
    for language in LANGUAGES:
        for number, text in enumerate(entry.must_match.get(language)):
            if plain(text) in learnt:
                why, fix = f"{short(text)} is also in `also_asked`, so it tests nothing", "word the test in a new way"
                swedish = f"{short(text)} står också i also_asked och prövar därför inget. Skriv en ny fråga."
                yield place.wrong("must-match-repeated", why, fix, swedish, "must_match", language, number)


def contradicting_tests(place: _Place) -> Iterator[Finding]:
    """A question that the entry both claims and refuses, or that must lead here though another claims it."""
    entry = place.entry
    claimed = {plain(text) for text in entry.also_asked.all() + entry.must_match.all()}
    for number, text in enumerate(entry.must_not_match):
        if plain(text) in claimed:
            why, fix = f"{short(text)} must not match, yet the entry claims it", "remove it from one of the lists"
            swedish = f"{short(text)} står både som fråga hit och som fråga som inte får leda hit."
            yield place.wrong("contradicting-tests", why, fix, swedish, "must_not_match", number)
    for language in LANGUAGES:
        for number, text in enumerate(entry.must_match.get(language)):
            other = place.claims.get(plain(text), entry.id)
            if other != entry.id:
                why, fix = f"{short(text)} must lead here, yet it belongs to {other}", "keep it at one of the two"
                swedish = f"{short(text)} ska leda hit men hör till {other}. Behåll den på ett ställe."
                yield place.wrong("contradicting-tests", why, fix, swedish, "must_match", language, number)


def past_review_date(place: _Place) -> Iterator[Finding]:
    """An answer that nobody has looked at in time may be wrong by now."""
    due = place.entry.review_due
    if due < place.today:
        why = f"the answer was to be looked at again by {due}, by {place.entry.owner}"
        fix = "read it against its sources, correct it, and set `reviewed` to today"
        swedish = f"Svaret skulle ha setts över senast {due}. Läs det mot källorna och ändra `reviewed`."
        yield place.wrong("past-review-date", why, fix, swedish, "reviewed", level="warning")


def hard_coded_contact(place: _Place) -> Iterator[Finding]:
    """Addresses and numbers stand in one file, or one of their copies will be old."""
    for language, text in _answers(place.entry):
        numbers = [found for found in PHONE.finditer(text) if re.sub(r"[\s-]", "", found[0]) not in PUBLIC]
        for found in [*EMAIL.finditer(text), *numbers]:
            what = "an e-mail address" if "@" in found[0] else "a phone number"
            why = f"{short(found[0])} is {what} written into the answer"
            fix = "put it into kb/provider.yaml and write its path, such as {provider.email.support}"
            swedish = f"{short(found[0])} ska stå i kb/provider.yaml. Skriv sökvägen i svaret."
            yield place.wrong("hard-coded-contact", why, fix, swedish, "answer", language, at=found[0])


def long_sentence(place: _Place) -> Iterator[Finding]:
    """Short sentences: people read them on a phone, and worried."""
    for language, text in _answers(place.entry):
        for sentence in (part for paragraph in paragraphs(text) for part in sentences(paragraph)):
            count = len(sentence.split())
            if count > LONGEST_SENTENCE:
                why, fix = f"a sentence of {count} words: {short(sentence)}", "make two of it"
                swedish = f"En mening på {count} ord. Dela den (högst {LONGEST_SENTENCE} ord)."
                opening = " ".join(sentence.split()[:3])
                where = ("answer", language)
                yield place.wrong("long-sentence", why, fix, swedish, *where, at=opening, level="warning")


def answer_not_in_language(place: _Place) -> Iterator[Finding]:
    """Swedish under `sv:`, English under `en:`."""
    for language, text in _answers(place.entry):
        other: Language = "en" if language == "sv" else "sv"
        if _common(text, other) > _common(text, language):
            why = f"the {NAMES[language][0]} answer reads as {NAMES[other][0]}"
            fix = f"write it in {NAMES[language][0]}; perhaps the two have changed places"
            swedish = f"Svaret på {NAMES[language][1]} verkar vara skrivet på {NAMES[other][1]}."
            yield place.wrong("answer-not-in-language", why, fix, swedish, "answer", language)


RULES: tuple[Rule, ...] = (
    missing_language,
    too_few_phrasings,
    duplicate_phrasing,
    missing_must_match,
    must_match_repeated,
    contradicting_tests,
    past_review_date,
    hard_coded_contact,
    long_sentence,
    answer_not_in_language,
)


def sentences(paragraph: str) -> list[str]:
    """Split a paragraph into its sentences; `kl. 8` and `t.ex. Skåne` do not end one."""
    joined = ABBREVIATION.sub(lambda found: found[0].rstrip() + "\N{NO-BREAK SPACE}", paragraph)
    return SENTENCE_END.split(joined)


def _claims(knowledge: Knowledge) -> dict[str, str]:
    """Return whose every question is: an entry's id, or that nobody answers it."""
    claims = {plain(text): "kb/out_of_scope.yaml" for text in knowledge.out_of_scope.all()}
    for entry in knowledge.entries.values():
        claims.update({plain(text): entry.id for text in entry.also_asked.all()})
    return claims


def _answers(entry: Entry) -> list[tuple[Language, str]]:
    texts = ((language, getattr(entry.answer, language)) for language in LANGUAGES)
    return [(language, text) for language, text in texts if text]


def _common(text: str, language: Language) -> int:
    return sum(word in COMMON[language] for word in re.findall(r"[a-zåäö]+", text.lower()))


def _repeats(phrasings: Phrasings, field: str) -> Iterator[tuple[Where, str]]:
    for language in LANGUAGES:
        seen: set[str] = set()
        for number, text in enumerate(phrasings.get(language)):
            if plain(text) in seen:
                yield (field, language, number), text
            seen.add(plain(text))
