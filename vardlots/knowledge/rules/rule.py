"""What a rule is, and what it is given: one entry at a time, with what is known of all the others."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from vardlots.knowledge.findings import Edit, Finding, Level
from vardlots.knowledge.knowledge import Knowledge
from vardlots.knowledge.models import Entry, Phrasings
from vardlots.knowledge.rules.asked import Asked, Small, asked, telling_of
from vardlots.knowledge.source import Source, Where
from vardlots.knowledge.style import Finder, Style
from vardlots.knowledge.whole import plain, several
from vardlots.replies import LANGUAGES, Language

if TYPE_CHECKING:
    from vardlots.knowledge.rules.facts.index import Index

NAMES: Mapping[Language, tuple[str, str]] = {"sv": ("Swedish", "svenska"), "en": ("English", "engelska")}
OUTSIDE = "kb/out_of_scope.yaml"


@dataclass(frozen=True)
class Flaw:
    """What a rule finds: why, how to mend it, the same in Swedish, and where in the entry.

    `start` is the place in the value, where the flaw is a part of it.
    """

    why: str
    fix: str
    sv: str
    where: Where
    start: int | None = None
    edit: Edit | None = None


@dataclass(frozen=True)
class Rule:
    """A rule with its name, how much it weighs, and what it is for in both languages.

    `find` is None where the rule is not about single entries: reading the files tells of it, or `--deep` does.
    `fixable` says that `--fix` mends what it can of it, `due` that it is about a day, which no reason moves. `among`
    says that it looks at other entries, too: what any other rule but a `due` one finds is remembered with its entry.
    `most` is of how many entries it is tried at every check, where it compares all with all; of more `--deep` does it.
    """

    name: str
    level: Level
    en: str
    sv: str
    find: "Callable[[Place], Iterator[Flaw]] | None" = None
    fixable: bool = False
    deep: bool = False
    due: bool = False
    among: bool = False
    most: int | None = None

    def tried(self, count: int, deep: bool) -> bool:
        """Tell whether a check of so many entries tries it on each."""
        return self.find is not None and (deep or self.most is None or count <= self.most)

    @property
    def allowable(self) -> bool:
        """Whether an entry may be excused from it, with a reason."""
        return self.level != "error" and not self.due and (self.deep or self.find is not None)


class Whole:
    """What rules need of the knowledge base as a whole. `today` decides what is past its review; `deep` takes its time.

    `own_contacts` are the clinic's own addresses with their paths, and `said` the sentences of all answers, once a
    rule has looked for them.
    """

    def __init__(self, knowledge: Knowledge, style: Style, today: date, deep: bool = False) -> None:
        self.knowledge, self.style, self.today, self.deep = knowledge, style, today, deep
        self.source: Source = knowledge.sources["faq"]
        self.own_contacts: Mapping[str, str] | None = None
        self.said: Mapping[Language, Index] | None = None
        self.small: Small = {language: style.of(language).small for language in LANGUAGES}
        self._finders: dict[int, Finder] = {}

    def tries(self, rule: Rule) -> bool:
        """Tell whether a rule is tried on each of these entries."""
        return rule.tried(len(self.knowledge.entries), self.deep)

    @cached_property
    def claimed(self) -> Set[str]:
        """Every question that some entry claims, or that nobody answers."""
        outside = map(plain, self.knowledge.out_of_scope.all())
        return frozenset[str]().union(outside, *(self.asked(entry).plain for entry in self.knowledge.entries.values()))

    @cached_property
    def claims(self) -> Mapping[str, str]:
        """Whose a question is that several claim: an entry's id, or that nobody answers it."""
        entries = self.knowledge.entries.values()
        outside = [plain(text) for text in self.knowledge.out_of_scope.all()]
        shared = several([*(self.asked(entry).plain for entry in entries), frozenset(outside)])
        claimed = [entry for entry in entries if not shared.isdisjoint(self.asked(entry).plain)]
        found = {plain(text): entry.id for entry in claimed for text in entry.must_match.all()}
        found.update(dict.fromkeys(outside, OUTSIDE))
        for entry in claimed:
            headings = (text for language in LANGUAGES if (text := getattr(entry.question, language)))
            found.update({plain(text): entry.id for text in (*headings, *entry.also_asked.all())})
        return {text: owner for text, owner in found.items() if text in shared}

    @cached_property
    def askers(self) -> Mapping[tuple[str, ...], list[tuple[int, str, str]]]:
        """Who claims questions that several ask in the same telling words: its place and name, and the question.

        What nobody answers has the place -1.
        """
        entries = list(enumerate(self.knowledge.entries.values()))
        outside = [
            (self.telling(text, one), text) for one in LANGUAGES for text in self.knowledge.out_of_scope.get(one)
        ]
        shared = several([*(self.asked(entry).telling for _, entry in entries), frozenset(key for key, _ in outside)])
        found: dict[tuple[str, ...], list[tuple[int, str, str]]] = {words: [] for words in shared}
        for number, entry in entries:
            for question in () if shared.isdisjoint(self.asked(entry).telling) else self.asked(entry).questions:
                if question.telling in found:
                    found[question.telling].append((number, entry.id, question.text))
        for words, text in outside:
            if words in found:
                found[words].append((-1, OUTSIDE, text))
        return found

    @cached_property
    def of_nothing(self) -> "Whole":
        """The same without any entries, on no day: for rules that look at one entry alone, and may see no more."""
        return Whole(replace(self.knowledge, entries={}, out_of_scope=Phrasings()), self.style, date.min)

    def asked(self, entry: Entry) -> Asked:
        """Return the questions that an entry claims."""
        return asked(entry, self.small)

    def telling(self, text: str, language: Language) -> tuple[str, ...]:
        """Return the words of a question that tell it from another, each once, in alphabetical order."""
        return telling_of(text, self.small[language])

    def finder(self, phrases: Iterable[str]) -> Finder:
        """Return what finds a list of words in texts, made once a list."""
        if id(phrases) not in self._finders:
            self._finders[id(phrases)] = Finder(list(phrases))
        return self._finders[id(phrases)]


class Place:
    """One entry under check."""

    def __init__(self, whole: Whole, number: int, entry: Entry) -> None:
        self.whole, self.number, self.entry = whole, number, entry

    @cached_property
    def answers(self) -> list[tuple[Language, str]]:
        """The answers that there are, as they are written."""
        texts = ((language, getattr(self.entry.answer, language)) for language in LANGUAGES)
        return [(language, text) for language, text in texts if text]

    @cached_property
    def asked(self) -> Asked:
        """Every question that the entry claims."""
        return self.whole.asked(self.entry)

    def edit(self, where: Where, start: int, old: str, new: str | None) -> Edit:
        """Return a mechanical change of a text of the entry."""
        return Edit(("entries", self.number, *where), start, old, new)

    def finding(self, rule: Rule, flaw: Flaw) -> Finding:
        """Return a flaw as it is told."""
        told = flaw.why, flaw.fix, flaw.sv, self.entry.id, rule.level, flaw.edit
        line = self.line(flaw.where, flaw.start) or self.whole.source.line("entries", self.number, *flaw.where)
        return Finding(self.whole.source.name, line, rule.name, *told)

    def line(self, where: Where, start: int | None = None) -> int | None:
        """Return the line of a value of the entry, or of a place in it; None where the file does not hold the entry."""
        source, where = self.whole.source, ("entries", self.number, *where)
        if where[:2] not in source.lines:
            return None
        line = source.line(*where)
        if start is None:
            return line
        text = str(source.at(*where))
        if source.rows[line - 1].rstrip().endswith(("|", "|-", "|+")):
            # such a text begins below the name of its field, and has its lines as the file has
            return line + 1 + text[:start].count("\n")
        return source.line_of(text[start:], *where)
