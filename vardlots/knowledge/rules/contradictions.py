"""Answers that say different things of the same: another age, another fee, yes here and no there."""

from collections.abc import Iterator, Mapping

from vardlots.errors import KnowledgeError
from vardlots.knowledge.findings import short
from vardlots.knowledge.rules.clarity import sentences, start_of
from vardlots.knowledge.rules.facts.comparing import Conflict
from vardlots.knowledge.rules.facts.index import Index, Sentence
from vardlots.knowledge.rules.facts.statements import Statement, statement
from vardlots.knowledge.rules.facts.wordless import words
from vardlots.knowledge.rules.rule import Flaw, Place, Rule, Whole
from vardlots.knowledge.texts import paragraphs
from vardlots.replies import LANGUAGES, Language

NAME = "contradicting-answers"
QUOTED = 110
"""Letters of a sentence that a finding shows."""


def contradicting_answers(place: Place) -> Iterator[Flaw]:
    """Nothing in an answer that another answer says otherwise. Both entries are told: either may be wrong."""
    for language, text in place.answers:
        index = indexes(place.whole)[language]
        for at in index.places.get(place.number, ()):
            for other, found in index.conflicts(at):
                entry = _entry(place.whole, index.sentences[other].entry)
                if not any(one.rule == NAME for one in entry.entry.allow):
                    yield _flaw(
                        entry, language, text, index.sentences[at].written, index.sentences[other].written, found
                    )


def indexes(whole: Whole) -> Mapping[Language, Index]:
    """Return the sentences of all answers by language, read once for a knowledge base."""
    if whole.said is None:
        whole.said = {language: Index(list(_sentences(whole, language)), language) for language in LANGUAGES}
    return whole.said


def _sentences(whole: Whole, language: Language) -> Iterator[Sentence]:
    for number, entry in enumerate(whole.knowledge.entries.values()):
        question = tuple(words((getattr(entry.question, language) or "").lower(), language))
        for paragraph in paragraphs(getattr(entry.answer, language) or ""):
            asked: Statement | None = None
            for written in sentences(paragraph):
                read = statement(_filled(whole, written, language), language).after(asked)
                asked = read if written.rstrip().endswith("?") else None
                if not asked:
                    yield Sentence(number, written, read, question)


def _filled(whole: Whole, text: str, language: Language) -> str:
    """Return a text with its values; as it is where it names one that there is not, which another rule tells of."""
    if "{" not in text:
        return text
    try:
        return whole.knowledge.values.fill(text, language)
    except KnowledgeError:
        return text


def _entry(whole: Whole, number: int) -> Place:
    return Place(whole, number, list(whole.knowledge.entries.values())[number])


def _flaw(other: Place, language: Language, text: str, ours: str, theirs: str, found: Conflict) -> Flaw:
    where = ("answer", language)
    line = other.line(where, start_of(str(getattr(other.entry.answer, language)), theirs))
    at, rad = (f", on line {line}", f" på rad {line}") if line else ("", "")
    values = f" ({found.one} and {found.other})" if found.one else ""
    tal = f" ({found.one} och {found.other})" if found.one else ""
    why = f"{_quoted(ours)} is contradicted by {_quoted(theirs)} of {other.entry.id}{at}{values}"
    fix = "read both against the source and correct the wrong one; if both are right, say in each what it is about"
    told = (
        f"{_quoted(ours)} motsägs av {_quoted(theirs)} under {other.entry.id}{rad}{tal}. Läs båda mot källan och rätta "
        "den som är fel. Stämmer båda, skriv ut vad var och en gäller."
    )
    return Flaw(why, fix, told, where, start_of(text, ours))


def _quoted(sentence: str) -> str:
    return short(sentence.replace("'", "’"), QUOTED)


RULES = (
    Rule(
        NAME,
        "warning",
        "No answer says otherwise than another of the same thing: another age, fee, number of days, time or phone "
        "number, or yes where the other says no. Where both are right, each says what it is about: which age, care or "
        "region. An excuse (`allow`) in one of the two will do.",
        "Inget svar säger emot ett annat om samma sak: en annan ålder, avgift eller tid, ett annat antal dagar eller "
        "telefonnummer, eller ja där det andra säger nej. Stämmer båda står det i vart och ett vad det gäller: vilken "
        "ålder, vård eller region. Det räcker med undantag (`allow`) i det ena.",
        contradicting_answers,
        among=True,
    ),
)
