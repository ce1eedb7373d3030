"""Answers that say different things of the same: another age, another fee, yes here and no there."""

from collections.abc import Collection, Iterator, Mapping
from weakref import WeakKeyDictionary

from vardlots.errors import KnowledgeError
from vardlots.knowledge.findings import short
from vardlots.knowledge.models import Entry
from vardlots.knowledge.rules.clarity import sentences, start_of
from vardlots.knowledge.rules.facts.comparing import Conflict
from vardlots.knowledge.rules.facts.index import Index, Sentence
from vardlots.knowledge.rules.facts.statements import statement
from vardlots.knowledge.rules.facts.wordless import words
from vardlots.knowledge.rules.rule import Flaw, Place, Rule, Whole
from vardlots.knowledge.texts import Values, paragraphs
from vardlots.replies import LANGUAGES, Language

NAME = "contradicting-answers"
MOST = 400
"""Answers that are compared with each other at every check, in about a second; of more it takes several."""
QUOTED = 110
"""Letters of a sentence that a finding shows."""

Indexes = Mapping[Language, Index]

# by the values that stand in the answers, which every reading of the files makes anew when one changes
_indexes: WeakKeyDictionary[Values, Indexes] = WeakKeyDictionary()


def contradicting_answers(place: Place) -> Iterator[Flaw]:
    """Nothing in an answer that another answer says otherwise. Both entries are told: either may be wrong."""
    values, entries = place.whole.knowledge.values, place.whole.knowledge.entries
    for language, text in place.answers:
        index = indexes(place)[language]
        for ours in index.of(place.entry) or read(place.entry, values, language):
            for theirs, found in index.conflicts(ours):
                other = theirs.entry
                if entries.get(other.id) is other and not any(one.rule == NAME for one in other.allow):
                    yield _flaw(_place(place.whole, other), language, text, ours, theirs, found)


def indexes(place: Place) -> Indexes:
    """Return the sentences of all answers by language, but perhaps for those of the place's own.

    They are read once for a knowledge base, also while somebody writes one of its answers.
    """
    whole = place.whole
    if whole.said is None:
        entries, values = whole.knowledge.entries.values(), whole.knowledge.values
        known = _indexes.get(values)
        if not known or not all(known["sv"].has(entry) for entry in entries if entry is not place.entry):
            known = _indexes[values] = _read_all(entries, values)
        whole.said = known
    return whole.said


def read(entry: Entry, values: Values, language: Language) -> Iterator[Sentence]:
    """Yield the sentences of an answer; a question in it is a condition of the sentence after it."""
    question = tuple(words((getattr(entry.question, language) or "").lower(), language))
    for paragraph in paragraphs(getattr(entry.answer, language) or ""):
        asked, before = None, question
        for written in sentences(paragraph):
            told = statement(_filled(values, written, language), language).after(asked)
            asked = told if written.rstrip().endswith("?") else None
            if not asked:
                yield Sentence(entry, written, told, before)
            before = (*question, *(word for clause in told.clauses for word in clause.words))


def _read_all(entries: Collection[Entry], values: Values) -> Indexes:
    return {
        language: Index([one for entry in entries for one in read(entry, values, language)], entries, language)
        for language in LANGUAGES
    }


def _filled(values: Values, text: str, language: Language) -> str:
    """Return a text with its values; as it is where it names one that there is not, which another rule tells of."""
    if "{" not in text:
        return text
    try:
        return values.fill(text, language)
    except KnowledgeError:
        return text


def _place(whole: Whole, entry: Entry) -> Place:
    return Place(whole, list(whole.knowledge.entries).index(entry.id), entry)


def _flaw(other: Place, language: Language, text: str, ours: Sentence, theirs: Sentence, found: Conflict) -> Flaw:
    where = ("answer", language)
    line = other.line(where, start_of(str(getattr(other.entry.answer, language)), theirs.written))
    at, rad = (f", on line {line}", f" på rad {line}") if line else ("", "")
    values = f" ({found.one} and {found.other})" if found.one else ""
    tal = f" ({found.one} och {found.other})" if found.one else ""
    why = f"{_quoted(ours)} is contradicted by {_quoted(theirs)} of {other.entry.id}{at}{values}"
    fix = "read both against the source and correct the wrong one; if both are right, say in each what it is about"
    told = (
        f"{_quoted(ours)} motsägs av {_quoted(theirs)} under {other.entry.id}{rad}{tal}. Läs båda mot källan och rätta "
        "den som är fel. Stämmer båda, skriv ut vad var och en gäller."
    )
    return Flaw(why, fix, told, where, start_of(text, ours.written))


def _quoted(sentence: Sentence) -> str:
    return short(sentence.written.replace("'", "’"), QUOTED)


RULES = (
    Rule(
        NAME,
        "warning",
        "No answer says otherwise than another of the same thing: another age, fee, number of days, time or phone "
        "number, or yes where the other says no. Where both are right, each says what it is about: which age, care or "
        f"region. An excuse (`allow`) in one of the two will do. Above {MOST} answers `--deep` alone compares them.",
        "Inget svar säger emot ett annat om samma sak: en annan ålder, avgift eller tid, ett annat antal dagar eller "
        "telefonnummer, eller ja där det andra säger nej. Stämmer båda står det i vart och ett vad det gäller: vilken "
        f"ålder, vård eller region. Det räcker med undantag (`allow`) i det ena. Är svaren fler än {MOST} jämförs de "
        "bara med `--deep`.",
        contradicting_answers,
        among=True,
        most=MOST,
    ),
)
