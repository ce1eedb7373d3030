"""What a change of the knowledge base does to the questions whose right answer is known."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from vardlots.knowledge import Knowledge
from vardlots.replies import LANGUAGES, Language
from vardlots.retrieval.ranker import Decision

Kind = Literal["must_match", "must_not_match", "development", "gathered"]
"""Where a question is from: an entry's tests, those of `bench/dev/`, or patients once an editor named its answer."""
Grade = Literal["wrong", "offered", "right"]
GRADES: tuple[Grade, ...] = get_args(Grade)
What = Literal["worse", "weaker", "new_wrong", "other", "better", "stronger", "new", "gone"]
WHATS: tuple[What, ...] = get_args(What)
"""What became of a question, the gravest first. `worse`: it is wrong, and was not. `weaker`: it was right, and is only
among the suggestions now; `stronger` is the contrary. `other`: another answer, no better and no worse."""


@dataclass(frozen=True)
class Known:
    """A question and what is right: the `accepted` entries, or that nothing answers it when there are none.

    `entry` is the one that it is listed under. A `must_not_match` is right unless that entry answers it.
    """

    text: str
    language: Language
    kind: Kind
    entry: str | None = None
    accepted: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from others, in any version: a test that moves to another entry stays the same question."""
        return (self.kind, self.text, self.entry or "") if self.kind == "must_not_match" else (self.kind, self.text)


@dataclass(frozen=True)
class Outcome:
    """What the desk does with a question: the likeliest `entries`, at most three, and the probability `sure`.

    That is the probability that the first entry is right; of a question that is held back, of being in scope.
    """

    decision: Decision
    entries: tuple[str, ...]
    sure: float

    @property
    def answer(self) -> str | None:
        """The entry that is given as the answer."""
        return self.entries[0] if self.decision == "answer" and self.entries else None


@dataclass(frozen=True)
class Asked:
    """A question with its outcome in one version."""

    known: Known
    outcome: Outcome

    @property
    def grade(self) -> Grade:
        """How good the outcome is; `offered` is a suggestion: of a right entry, or where nothing is right."""
        known, outcome = self.known, self.outcome
        if known.kind == "must_not_match":
            return "wrong" if outcome.answer == known.entry else "right"
        if outcome.decision == "suggest":
            return "offered" if not known.accepted or known.accepted & set(outcome.entries) else "wrong"
        right = outcome.answer in known.accepted if known.accepted else outcome.decision == "hold_back"
        return "right" if right else "wrong"

    def same(self, other: "Asked") -> bool:
        """Tell whether a patient would see much the same; nobody cares who else it is that must not answer."""
        if self.known.kind == "must_not_match":
            return self.grade == other.grade
        decided = self.outcome.decision, other.outcome.decision
        return decided[0] == decided[1] and (
            decided[0] == "hold_back" or self.outcome.entries[:1] == other.outcome.entries[:1]
        )


@dataclass(frozen=True)
class Change:
    """A question that has another outcome, or is known in one of the versions only."""

    what: What
    before: Asked | None
    now: Asked | None

    @property
    def known(self) -> Known:
        """The question, as the newest version that has it knows it."""
        asked = self.now or self.before
        assert asked, "a change has a before or a now"
        return asked.known

    @property
    def regression(self) -> bool:
        """Whether what was right, or offered, is wrong now."""
        return self.what == "worse"


@dataclass(frozen=True)
class Entries:
    """The ids of the entries that are new, gone, or say something else: in their question or in their answer."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()


def compare(before: Iterable[Asked], now: Iterable[Asked]) -> tuple[Change, ...]:
    """Return what changed, the gravest first, else in the order of the questions."""
    was, has = _by_key(before), _by_key(now)
    changes = [_change(was.get(key), has.get(key)) for key in (*has, *(key for key in was if key not in has))]
    return tuple(sorted(filter(None, changes), key=lambda change: WHATS.index(change.what)))


def compare_entries(before: Knowledge, now: Knowledge) -> Entries:
    """Return how the entries differ, every value in their texts filled in: a new fee is another answer."""
    both = [name for name in now.entries if name in before.entries]
    return Entries(
        tuple(name for name in now.entries if name not in before.entries),
        tuple(name for name in before.entries if name not in now.entries),
        tuple(name for name in both if list(_said(before, name)) != list(_said(now, name))),
    )


def _by_key(asked: Iterable[Asked]) -> Mapping[tuple[str, ...], Asked]:
    return {one.known.key: one for one in asked}


def _change(before: Asked | None, now: Asked | None) -> Change | None:
    what = _what(before, now)
    return Change(what, before, now) if what else None


def _what(before: Asked | None, now: Asked | None) -> What | None:
    if not before or not now:
        return "gone" if not now else "new" if now.grade != "wrong" else "new_wrong"
    if before.grade == now.grade:
        return None if before.same(now) else "other"
    if now.grade == "wrong":
        return "worse"
    if before.grade == "wrong":
        return "better"
    return "stronger" if now.grade == "right" else "weaker"


def _said(knowledge: Knowledge, entry: str) -> Iterator[object]:
    for language in LANGUAGES:
        yield knowledge.question(entry, language)
        yield knowledge.answer(entry, language)
