"""What taking an answer away does: what becomes of the questions that lead to it, and of other questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from office.answers.effects import Edit, Effect, Effects, development
from office.answers.files import text_of
from office.shelf import Shelf
from vardlots.gaps.gathered import gathered
from vardlots.knowledge import Entry
from vardlots.knowledge.editing import removed
from vardlots.knowledge.whole import plain
from vardlots.replies import LANGUAGES
from vardlots.retrieval.compare import Asked, Change, Known, Outcome

RISKS = ("answer", "suggest", "hold_back")
"""What may become of a question, what may mislead somebody first."""


@dataclass(frozen=True)
class Group:
    """Questions that lead to an answer today, and that would all get the same instead."""

    outcome: Outcome
    asked: Sequence[Asked]

    @property
    def answer(self) -> str | None:
        """The answer that is given; None where there would be none, or only suggestions."""
        return self.outcome.answer


@dataclass(frozen=True)
class Removal:
    """What taking an answer away does: `groups` are of its own questions, `others` are other answers' questions."""

    effect: Effect
    groups: Sequence[Group]
    others: Sequence[Change]

    @property
    def asked(self) -> int:
        """How many questions lead to the answer."""
        return sum(len(group.asked) for group in self.groups)

    @property
    def misled(self) -> int:
        """How many of them would get another answer."""
        return sum(len(group.asked) for group in self.groups if group.outcome.decision == "answer")


def removal_of(entry_id: str, shelf: Shelf, effects: Effects, url: str) -> Removal:
    """Return what would become of the questions that an answer has; patients' own are in the database at `url`.

    Raises:
        KnowledgeError: when the files cannot be read, with the answer or without it, or there is none of the id.
    """
    before = text_of(shelf.folder)
    edit = Edit(before, removed(before, entry_id))
    effect = effects.of(edit, shelf)
    known = list(_questions(effect.knowledge[0].entries[entry_id]))
    met = {plain(one.text) for one in known}
    theirs = [one for one in gathered(url) if one.entry == entry_id and plain(one.text) not in met]
    asked = effects.asked_after(edit, shelf, known, theirs)
    others = [change for change in effect.changes if change.known.entry != entry_id]
    return Removal(effect, _grouped(asked), others)


def _questions(entry: Entry) -> Iterator[Known]:
    """Yield the questions that lead to an entry, each once: its own, and those that the search is measured with."""
    met: set[str] = set()
    right = frozenset({entry.id})
    for language in LANGUAGES:
        texts = [entry.question.in_language(language), *entry.also_asked.get(language), *entry.must_match.get(language)]
        for text in texts:
            if plain(text) not in met:
                yield Known(text, language, "must_match", entry.id, right)
            met.add(plain(text))
    yield from (one for one in development() if one.entry == entry.id and plain(one.text) not in met)


def _grouped(asked: Sequence[Asked]) -> list[Group]:
    """Put together what would get the same answer; what may mislead somebody comes first, and what is most."""
    groups: dict[tuple[str, str | None], list[Asked]] = {}
    for one in asked:
        groups.setdefault((one.outcome.decision, one.outcome.answer), []).append(one)
    found = [Group(several[0].outcome, several) for several in groups.values()]
    return sorted(found, key=lambda group: (RISKS.index(group.outcome.decision), -len(group.asked)))
