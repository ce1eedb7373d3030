"""Both languages, each in its place, and saying the same."""

import re
from collections.abc import Iterator

from vardlots.knowledge.findings import short
from vardlots.knowledge.models import Localized, Phrasings
from vardlots.knowledge.rules.numbers import figures, in_words
from vardlots.knowledge.rules.rule import NAMES, Flaw, Place, Rule
from vardlots.knowledge.source import Where
from vardlots.knowledge.texts import paths
from vardlots.replies import LANGUAGES, Language

WORD = re.compile(r"[a-zåäö]+")

# words that one language has and the other has not
COMMON: dict[Language, set[str]] = {
    "sv": {"och", "att", "det", "är", "du", "som", "på", "av", "för", "med", "inte", "vi", "kan", "till", "om", "din"},
    "en": {"and", "the", "is", "you", "that", "of", "with", "not", "we", "can", "to", "if", "your", "or", "from", "it"},
}
FOREIGN = 2
"""So many common words of the other language, and none of its own, make a phrasing one of the other language."""


def missing_language(place: Place) -> Iterator[Flaw]:
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
            yield Flaw(why, fix, f"`{where[0]}` saknar {swedish}.", where)


def answer_not_in_language(place: Place) -> Iterator[Flaw]:
    """Swedish under `sv:`, English under `en:`."""
    for language, text in place.answers:
        if _common(text, _other(language)) > _common(text, language):
            english, swedish = NAMES[language], NAMES[_other(language)]
            why = f"the {english[0]} answer reads as {swedish[0]}"
            fix = f"write it in {english[0]}; perhaps the two have changed places"
            told = f"Svaret på {english[1]} verkar vara skrivet på {swedish[1]}."
            yield Flaw(why, fix, told, ("answer", language))


def phrasing_not_in_language(place: Place) -> Iterator[Flaw]:
    """A question under the language that it is asked in; mixed ones are welcome in either."""
    for one in place.asked.questions:
        language, other, text = one.language, _other(one.language), one.text
        words = WORD.findall(text.lower())
        if COMMON[language].isdisjoint(words) and sum(map(COMMON[other].__contains__, words)) >= FOREIGN:
            why, fix = f"{short(text)} is {NAMES[other][0]}, under `{language}:`", f"move it under `{other}:`"
            told = f"{short(text)} är på {NAMES[other][1]}. Flytta den till `{other}:`."
            yield Flaw(why, fix, told, one.where)


def numbers_differ(place: Place) -> Iterator[Flaw]:
    """The same figures in both answers: one that differs is wrong in one of them."""
    found = {language: figures(text) for language, text in place.answers}
    if len(found) < len(LANGUAGES):
        return
    for language, text in place.answers:
        other = _other(language)
        for figure, written in found[language].items():
            if figure not in found[other] and figure not in in_words(dict(place.answers)[other], other):
                why = f"{short(written)} stands in the {NAMES[language][0]} answer, not in the {NAMES[other][0]} one"
                fix = "read both against the source, and correct the one that is wrong"
                told = f"{short(written)} står i svaret på {NAMES[language][1]} men inte på {NAMES[other][1]}."
                yield Flaw(why, fix, told, ("answer", language), text.index(written))


def values_differ(place: Place) -> Iterator[Flaw]:
    """The same `{values}` in both answers."""
    texts = dict(place.answers)
    if len(texts) < len(LANGUAGES):
        return
    for language, text in place.answers:
        other = _other(language)
        for path in sorted(set(paths(text)) - set(paths(texts[other]))):
            why = f"{{{path}}} stands in the {NAMES[language][0]} answer only"
            told = f"{{{path}}} står bara i svaret på {NAMES[language][1]}."
            yield Flaw(why, "use it in both, or in neither", told, ("answer", language), text.index(f"{{{path}}}"))


def _other(language: Language) -> Language:
    return "en" if language == "sv" else "sv"


def _common(text: str, language: Language) -> int:
    return sum(map(COMMON[language].__contains__, WORD.findall(text.lower())))


RULES = (
    Rule(
        "missing-language",
        "error",
        "Every question, answer and link title is there in Swedish and English, or half of the patients get the other "
        "language.",
        "Varje fråga, svar och länktext finns på svenska och engelska, annars får halva publiken fel språk.",
        missing_language,
    ),
    Rule(
        "answer-not-in-language",
        "error",
        "The text under sv is Swedish and the one under en English; now and then they are pasted the wrong way round.",
        "Texten under sv är på svenska och den under en på engelska; ibland hamnar de på varandras plats.",
        answer_not_in_language,
    ),
    Rule(
        "phrasing-not-in-language",
        "hint",
        "A phrasing stands under its own language, for it also teaches the assistant to tell the languages apart. "
        "Mixed phrasings are welcome.",
        "Ett sätt att fråga står under sitt eget språk, för assistenten lär sig skilja språken åt av det. Blandade är "
        "välkomna.",
        phrasing_not_in_language,
    ),
    Rule(
        "numbers-differ",
        "warning",
        "The Swedish and the English answer give the same ages, amounts, times and numbers of days. Clock times and "
        "numbers in words are told apart from differences.",
        "Svaren på svenska och engelska anger samma åldrar, belopp, tider och antal dagar. Klockslag och tal i ord "
        "räknas som samma tal.",
        numbers_differ,
    ),
    Rule(
        "values-differ",
        "warning",
        "Both answers use the same values in braces: a fee or an address that one of them lacks was forgotten there.",
        "Båda svaren använder samma värden i klamrar: saknas en avgift eller adress i det ena är den bortglömd där.",
        values_differ,
    ),
)
