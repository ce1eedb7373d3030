"""What a rule is, and what it is given: one entry at a time, with what is known of all the others."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from vardlots.knowledge.findings import Edit, Finding, Level
from vardlots.knowledge.knowledge import Knowledge
from vardlots.knowledge.models import Entry
from vardlots.knowledge.rules.words import telling
from vardlots.knowledge.source import Source, Where
from vardlots.knowledge.style import Finder, Style
from vardlots.knowledge.whole import plain
from vardlots.replies import LANGUAGES, Language

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
    `fixable` says that `--fix` mends what it can of it, `due` that it is about a day, which no reason moves.
    """

    name: str
    level: Level
    en: str
    sv: str
    find: "Callable[[Place], Iterator[Flaw]] | None" = None
    fixable: bool = False
    deep: bool = False
    due: bool = False

    @property
    def allowable(self) -> bool:
        """Whether an entry may be excused from it, with a reason."""
        return self.level != "error" and not self.due and (self.deep or self.find is not None)


class Whole:
    """What rules need of the knowledge base as a whole. `today` decides what is past its review.

    `own_contacts` are the clinic's own addresses with their paths, once a rule has looked for them.
    """

    def __init__(self, knowledge: Knowledge, style: Style, today: date) -> None:
        self.knowledge, self.style, self.today = knowledge, style, today
        self.source: Source = knowledge.sources["faq"]
        self.rows = self.source.text.splitlines()
        self.own_contacts: Mapping[str, str] | None = None
        self._finders: dict[int, Finder] = {}
        self._small = {language: style.of(language).small for language in LANGUAGES}
        self._telling: dict[tuple[str, Language], tuple[str, ...]] = {}

    @cached_property
    def claims(self) -> Mapping[str, str]:
        """Whose every question is: an entry's id, or that nobody answers it."""
        entries = self.knowledge.entries.values()
        found = {plain(text): entry.id for entry in entries for text in entry.must_match.all()}
        found.update({plain(text): OUTSIDE for text in self.knowledge.out_of_scope.all()})
        for entry in entries:
            headings = (text for language in LANGUAGES if (text := getattr(entry.question, language)))
            found.update({plain(text): entry.id for text in (*headings, *entry.also_asked.all())})
        return found

    @cached_property
    def askers(self) -> Mapping[tuple[str, ...], list[tuple[int, str, str]]]:
        """Who claims questions in which telling words, whatever their order: its place and name, and the question.

        What nobody answers has the place -1.
        """
        found: dict[tuple[str, ...], list[tuple[int, str, str]]] = defaultdict(list)
        for number, entry in enumerate(self.knowledge.entries.values()):
            for _where, language, text in Place(self, number, entry).asked:
                found[self.telling(text, language)].append((number, entry.id, text))
        for language in LANGUAGES:
            for text in self.knowledge.out_of_scope.get(language):
                found[self.telling(text, language)].append((-1, OUTSIDE, text))
        return found

    def telling(self, text: str, language: Language) -> tuple[str, ...]:
        """Return the words of a question that tell it from another, each once, in alphabetical order."""
        key = text, language
        found = self._telling.get(key)
        if found is None:
            found = self._telling[key] = tuple(sorted(set(telling(text, self._small[language]))))
        return found

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
    def asked(self) -> list[tuple[Where, Language, str]]:
        """Every question that the entry claims: where it stands, in which language, and the question."""
        entry = self.entry
        found: list[tuple[Where, Language, str]] = []
        for language in LANGUAGES:
            if heading := getattr(entry.question, language):
                found.append((("question", language), language, heading))
            for name, phrasings in (("also_asked", entry.also_asked), ("must_match", entry.must_match)):
                found += [((name, language, at), language, text) for at, text in enumerate(phrasings.get(language))]
        return found

    def edit(self, where: Where, start: int, old: str, new: str | None) -> Edit:
        """Return a mechanical change of a text of the entry."""
        return Edit(("entries", self.number, *where), start, old, new)

    def finding(self, rule: Rule, flaw: Flaw) -> Finding:
        """Return a flaw as it is told."""
        told = flaw.why, flaw.fix, flaw.sv, self.entry.id, rule.level, flaw.edit
        return Finding(self.whole.source.name, self._line(flaw), rule.name, *told)

    def _line(self, flaw: Flaw) -> int:
        source, where = self.whole.source, ("entries", self.number, *flaw.where)
        line = source.line(*where)
        if flaw.start is None:
            return line
        text = str(source.at(*where))
        if self.whole.rows[line - 1].rstrip().endswith(("|", "|-", "|+")):
            # such a text begins below the name of its field, and has its lines as the file has
            return line + 1 + text[: flaw.start].count("\n")
        return source.line_of(text[flaw.start :], *where)
