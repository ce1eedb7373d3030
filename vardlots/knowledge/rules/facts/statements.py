"""A sentence of an answer as it is compared: its clauses, what each denies and measures, and where it sends people."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from vardlots.knowledge.rules.facts.clocks import clocks
from vardlots.knowledge.rules.facts.contacts import Contact, contacts
from vardlots.knowledge.rules.facts.days import days, without_days
from vardlots.knowledge.rules.facts.denials import denies
from vardlots.knowledge.rules.facts.measures import measures
from vardlots.knowledge.rules.facts.money import money
from vardlots.knowledge.rules.facts.quantities import Quantity
from vardlots.knowledge.rules.facts.wordless import words
from vardlots.replies import Language

# what a message on a screen says, the clinic does not
_QUOTED = re.compile(r"[”“\"][^”“\"]{2,}[”“\"]")
_SPACES = re.compile(r"[\s\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}]+")
_OPENING: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(r"^(?:ja|nej|jo|tyvärr|nja)\b[,.]? *(?:tyvärr,? *)?"),
    "en": re.compile(r"^(?:yes|no|sorry)(?=[,.])[,.] *(?:unfortunately,? *)?|^unfortunately,? *"),
}
_EXCEPT = re.compile(r"\b(?:utom|förutom|undantag\w*|except|apart from|exceptions?)\b")
_CONDITION: Mapping[Language, str] = {
    "sv": "om|ifall|när|så länge|även om|tills|förutsatt att|medan|såvida",
    "en": "if|when|whenever|as long as|unless|until|while|even if|provided that|once",
}
_CLAUSE: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        rf"[;()]+|:(?!\d)|, (?!\d|eller |och )|, ?(?:men|utan|så) | (?=(?:{_CONDITION['sv']}|eftersom|men) )"
    ),
    "en": re.compile(rf"[;()]+|:(?!\d)|, (?!\d|or |and )|, ?(?:but|so) | (?=(?:{_CONDITION['en']}|because|but) )"),
}
_BEGINS: Mapping[Language, re.Pattern[str]] = {
    language: re.compile(rf"\s*(?:{names})\b") for language, names in _CONDITION.items()
}


@dataclass(frozen=True)
class Clause:
    """A part of a sentence: its words, how much of what it says, whether it denies, and whether it is a condition."""

    words: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    denies: bool
    condition: bool


@dataclass(frozen=True)
class Statement:
    """What a sentence says. `days` are those of the week, as numbers from 0; `excepts` says that it has exceptions."""

    clauses: tuple[Clause, ...]
    contacts: tuple[Contact, ...]
    days: frozenset[int]
    excepts: bool = False

    def after(self, question: "Statement | None") -> "Statement":
        """Return the sentence with the question before it, which is its condition: are you under 18? Call us."""
        if not question:
            return self
        return Statement((*question.clauses, *self.clauses), self.contacts, self.days | question.days, self.excepts)


@lru_cache(maxsize=50_000)
def statement(text: str, language: Language) -> Statement:
    """Read a sentence, its values filled in."""
    plain = _SPACES.sub(" ", text.lower()).replace("–", "-").replace("’", "'").strip()
    plain = _OPENING[language].sub("", _QUOTED.sub(" ", plain))
    sent, rest = contacts(plain)
    question = plain.endswith("?")
    clauses = (_clause(part, language, question, bool(sent)) for part in _CLAUSE[language].split(rest) if part)
    telling = tuple(clause for clause in clauses if clause.words or clause.quantities)
    return Statement(telling, sent, frozenset(days(plain, language)), bool(_EXCEPT.search(plain)))


def _clause(text: str, language: Language, question: bool, calling: bool) -> Clause:
    said = tuple(words(without_days(text, language), language, calling))
    condition = question or bool(_BEGINS[language].match(text))
    return Clause(said, tuple(_measured(text, language)), denies(text, language), condition)


def _measured(text: str, language: Language) -> Iterator[Quantity]:
    times, rest = clocks(text, language)
    found = [*times, *measures(rest, language)]
    yield from found
    costs = money(rest, language)
    if costs and not any(one.kind == "amount" for one in found):
        yield costs
