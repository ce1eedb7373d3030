"""The answers as a list: what is told of each, found by words, filtered, and put in order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from office.answers.health import Health
from office.shelf import Reading
from vardlots.knowledge import Entry, Knowledge
from vardlots.replies import LANGUAGES, Language
from vardlots.retrieval.lexical import fold

Sort = Literal["file", "question", "owner", "due", "asked", "helpful", "misses", "findings"]
SORTS: tuple[Sort, ...] = ("file", "question", "owner", "due", "asked", "helpful", "misses", "findings")
Show = Literal["all", "due", "errors", "warnings", "least", "never"]
SHOWS: tuple[Show, ...] = ("all", "due", "errors", "warnings", "least", "never")

FEWEST_SAID = 5
"""Before so many patients have said whether an answer helped, nobody calls it bad."""
HELPS_LITTLE = 0.6
"""An answer that helps fewer than this share of those who said is among those that help least."""


@dataclass(frozen=True)
class Line:
    """An answer in the list. `health` is None where nothing is counted."""

    entry: Entry
    question: str
    today: date
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    health: Health | None = None

    @property
    def id(self) -> str:
        """The answer's id."""
        return self.entry.id

    @property
    def overdue(self) -> bool:
        """Whether it should have been reviewed before today."""
        return self.entry.review_due < self.today

    @property
    def helps_little(self) -> bool:
        """Whether enough patients said that it did not help."""
        if not self.health or self.health.share is None:
            return False
        return self.health.said >= FEWEST_SAID and self.health.share < HELPS_LITTLE


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to see of the answers."""

    words: str = ""
    show: Show = "all"
    owner: str = ""
    sort: Sort = "file"
    down: bool = False
    most: int = 50


def wanted_of(asked: Mapping[str, str]) -> Wanted:
    """Read what a page's address asks for; what is no choice counts as none."""
    show: Show = next((one for one in SHOWS if one == asked.get("show")), "all")
    sort: Sort = next((one for one in SORTS if one == asked.get("sort")), "file")
    most = asked.get("most", "")
    return Wanted(
        asked.get("q", "")[:200],
        show,
        asked.get("owner", ""),
        sort,
        asked.get("down") == "1",
        min(int(most), 100_000) if most.isdecimal() and len(most) < 7 else Wanted.most,
    )


def lines_of(
    reading: Reading, health: Mapping[str, Health] | None, language: Language, today: date | None = None
) -> list[Line]:
    """Return every answer, in the file's order."""
    assert reading.knowledge, "the files can be read"
    knowledge, day = reading.knowledge, today or date.today()
    nobody = Health()
    found = []
    for entry in knowledge.entries.values():
        levels = [finding.level for finding in reading.of(entry.id)]
        errors, warnings, hints = (levels.count(level) for level in ("error", "warning", "hint"))
        one = health.get(entry.id, nobody) if health else None
        found.append(Line(entry, knowledge.question(entry.id, language), day, errors, warnings, hints, one))
    return found


def chosen(lines: Sequence[Line], knowledge: Knowledge, wanted: Wanted) -> list[Line]:
    """Return the lines that somebody wants to see, in the order they want."""
    words = _folded(wanted.words).split()
    texts = _texts(knowledge) if words else {}
    kept = [
        line
        for line in lines
        if _SHOWN[wanted.show](line)
        and (not wanted.owner or str(line.entry.owner) == wanted.owner)
        and all(word in texts[line.id] for word in words)
    ]
    if wanted.sort != "file":
        kept.sort(key=_KEYS[wanted.sort], reverse=wanted.down)
    elif wanted.down:
        kept.reverse()
    return kept


def _folded(text: str) -> str:
    return fold(text.casefold())


def _texts(knowledge: Knowledge) -> Mapping[str, str]:
    """Return everything that an answer can be found by, without case and dots; kept for the version at hand."""
    found = _KEPT.get(knowledge.version)
    if found is None:
        found = {entry.id: _folded("\n".join(_said(entry, knowledge))) for entry in knowledge.entries.values()}
        _KEPT.clear()
        _KEPT[knowledge.version] = found
    return found


_KEPT: dict[str, Mapping[str, str]] = {}


def _said(entry: Entry, knowledge: Knowledge) -> list[str]:
    both = [*entry.also_asked.all(), *entry.must_match.all(), entry.id, entry.topic]
    for language in LANGUAGES:
        both += [knowledge.question(entry.id, language), *knowledge.answer(entry.id, language)]
    return both


_SHOWN: Mapping[Show, Callable[[Line], bool]] = {
    "all": lambda _line: True,
    "due": lambda line: line.overdue,
    "errors": lambda line: line.errors > 0,
    "warnings": lambda line: line.errors + line.warnings > 0,
    "least": lambda line: line.helps_little,
    "never": lambda line: line.health is not None and not line.health.a_week,
}

_KEYS: Mapping[Sort, Callable[[Line], Any]] = {
    "question": lambda line: _folded(line.question),
    "owner": lambda line: str(line.entry.owner),
    "due": lambda line: line.entry.review_due,
    "asked": lambda line: line.health.a_week if line.health else 0.0,
    # who nobody has judged comes last, whether the best or the worst is wanted first
    "helpful": lambda line: line.health.share if line.health and line.health.share is not None else 2.0,
    "misses": lambda line: line.health.doubts if line.health else 0,
    "findings": lambda line: (line.errors, line.warnings, line.hints),
}
