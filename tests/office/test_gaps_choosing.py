"""What can be chosen of a gap, and what is understood of the form that comes back."""

from collections.abc import Sequence
from datetime import datetime, timezone
from functools import cache

import pytest

from office.gaps.choosing import chosen, nearest, options, several, wrong
from vardlots.gaps.gaps import Gap
from vardlots.gaps.phrasings import LONGEST, Phrasings
from vardlots.gaps.proposals import Proposal
from vardlots.knowledge import Knowledge, read_knowledge
from vardlots.settings import ROOT
from vardlots.usage.questions import Kept

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=timezone.utc)


class Fields:
    """A form that came in, by its fields."""

    def __init__(self, *pairs: tuple[str, str]) -> None:
        self._pairs = pairs

    def get(self, name: str) -> str:
        """Return the first value of a field."""
        return next((value for one, value in self._pairs if one == name), "")

    def all(self, name: str) -> Sequence[str]:
        """Return every value of a field."""
        return [value for one, value in self._pairs if one == name]


@cache
def knowledge() -> Knowledge:
    return read_knowledge(ROOT / "kb")


def gap(entries: Sequence[str | None], proposal: Proposal | None = None) -> Gap:
    questions = tuple(Kept(at, f"fråga {at}", "sv", "doubt", one, 0.4, NOW) for at, one in enumerate(entries))
    return Gap("1", "fråga", (), len(entries), questions, {"doubt": len(entries)}, NOW, NOW, proposal)


def test_what_is_ticked_counts_as_it_was_written_and_ones_own_words_do_without_a_tick() -> None:
    form = Fields(
        ("use", "sv_1"),
        ("use", "en_0"),
        ("use", "sv_2"),
        ("use", "kb_0"),
        ("use", "do"),
        ("sv_0", "inte denna"),
        ("sv_1", " denna   här "),
        ("sv_2", ""),
        ("en_0", "this one"),
        ("own_sv", "min egen"),
        ("own_en", "this one"),
        ("do", "phrasing"),
    )
    assert chosen(form) == Phrasings(("denna här", "min egen"), ("this one",))
    assert chosen(Fields()) == Phrasings()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("hur mycket kostar det", None),
        ("ring mig på 070-123 45 67", "person"),
        ("ring mig på [telefonnummer]", "person"),
        ("x" * (LONGEST + 1), "long"),
    ],
)
def test_what_points_a_person_out_or_is_a_story_is_told(text: str, why: str | None) -> None:
    assert wrong(Phrasings(sv=(text,))) == why
    assert wrong(Phrasings(en=(text,))) == why


def test_the_answers_are_found_by_words_of_either_language_the_nearest_first() -> None:
    everything = options(knowledge(), "sv")
    assert len(everything) == len(knowledge().entries)
    assert [one.entry for one in options(knowledge(), "sv", first=["midwives", "fees"])][:2] == ["midwives", "fees"]
    for words in ("barnmorsk", "MIDWI", "barnmorskor har"):
        assert "midwives" in [one.entry for one in options(knowledge(), "sv", words)], words
    assert options(knowledge(), "sv", "xyzzy") == []
    english = {one.question for one in options(knowledge(), "en", "midwives")}
    assert knowledge().question("midwives", "en") in english


def test_the_nearest_answers_are_the_proposed_one_and_those_that_came_up_most() -> None:
    entries = ["fees", "complaint", "complaint", None]
    assert nearest(gap(entries)) == ["complaint", "fees"]
    assert nearest(gap(entries, Proposal("phrasing", "fees", 0.8))) == ["fees", "complaint"]
    assert nearest(gap(entries, Proposal("new_entry", None, 0.2)), most=1) == ["complaint"]


def test_the_same_text_is_told_once_with_how_often() -> None:
    assert several(["Vad kostar det?", "något annat", "vad kostar det"]) == [("Vad kostar det?", 2), ("något annat", 1)]
