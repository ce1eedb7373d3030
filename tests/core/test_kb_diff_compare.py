"""Two versions' outcomes of the same questions: what is better, what is worse, what nobody would notice."""

from dataclasses import replace

import pytest
from knowledge_folder import FEES, changed, make

from vardlots.knowledge import read_knowledge
from vardlots.retrieval.compare import WHATS, Asked, Entries, Known, Outcome, compare, compare_entries

TEST = Known("vad kostar det", "sv", "must_match", "fees", frozenset({"fees"}))
OUTSIDE = Known("pizza", "sv", "development")
NEVER = Known("boka hotell", "sv", "must_not_match", "fees")

ANSWERED = Outcome("answer", ("fees", "app"), 0.9)
OTHER = Outcome("answer", ("app", "fees"), 0.9)
THIRD = Outcome("answer", ("hours",), 0.7)
OFFERED = Outcome("suggest", ("app", "fees"), 0.3)
ASTRAY = Outcome("suggest", ("app", "hours"), 0.3)
HELD = Outcome("hold_back", ("app", "fees"), 0.1)


def what(known, before, now):
    changes = compare([Asked(known, before)], [Asked(known, now)])
    return changes[0].what if changes else None


@pytest.mark.parametrize(
    ("known", "outcome", "grade"),
    [
        (TEST, ANSWERED, "right"),
        (TEST, OFFERED, "offered"),
        (TEST, OTHER, "wrong"),
        (TEST, ASTRAY, "wrong"),
        (TEST, HELD, "wrong"),
        (OUTSIDE, HELD, "right"),
        (OUTSIDE, OFFERED, "offered"),
        (OUTSIDE, ANSWERED, "wrong"),
        (NEVER, ANSWERED, "wrong"),
        (NEVER, OTHER, "right"),
        (NEVER, OFFERED, "right"),
        (NEVER, HELD, "right"),
    ],
)
def test_an_outcome_is_graded_by_what_is_right(known, outcome, grade):
    assert Asked(known, outcome).grade == grade


@pytest.mark.parametrize(
    ("known", "before", "now", "expected"),
    [
        (TEST, ANSWERED, OTHER, "worse"),
        (TEST, ANSWERED, HELD, "worse"),
        (TEST, OFFERED, ASTRAY, "worse"),
        (TEST, ANSWERED, OFFERED, "weaker"),
        (TEST, OTHER, THIRD, "other"),
        (TEST, HELD, OTHER, "other"),
        (TEST, HELD, ASTRAY, "other"),
        (TEST, OTHER, ANSWERED, "better"),
        (TEST, HELD, OFFERED, "better"),
        (TEST, OFFERED, ANSWERED, "stronger"),
        (TEST, ANSWERED, replace(ANSWERED, sure=0.6, entries=("fees", "hours")), None),
        (TEST, HELD, Outcome("hold_back", ("hours",), 0.2), None),
        (OUTSIDE, HELD, OFFERED, "weaker"),
        (OUTSIDE, HELD, ANSWERED, "worse"),
        (NEVER, OTHER, ANSWERED, "worse"),
        (NEVER, OTHER, THIRD, None),
        (NEVER, HELD, OTHER, None),
    ],
)
def test_a_change_is_named_by_what_it_means_for_a_patient(known, before, now, expected):
    assert what(known, before, now) == expected


def test_only_what_became_wrong_is_a_regression():
    pairs = [(ANSWERED, HELD), (ANSWERED, OFFERED), (OTHER, THIRD), (HELD, ANSWERED)]
    known = [replace(TEST, text=str(number)) for number in range(len(pairs))]
    before = [Asked(one, was) for one, (was, _) in zip(known, pairs, strict=True)]
    now = [Asked(one, has) for one, (_, has) in zip(known, pairs, strict=True)]
    changes = compare(before, now)
    assert [change.regression for change in changes] == [True, False, False, False]
    assert [change.what for change in changes] == ["worse", "weaker", "other", "better"]


def test_questions_of_one_version_only_are_new_or_gone():
    assert [change.what for change in compare([], [Asked(TEST, ANSWERED), Asked(OUTSIDE, ANSWERED)])] == [
        "new_wrong",
        "new",
    ]
    (gone,) = compare([Asked(TEST, ANSWERED)], [])
    assert (gone.what, gone.known, gone.regression) == ("gone", TEST, False)


def test_a_test_that_moves_to_another_entry_is_judged_by_what_was_right_then():
    moved = replace(TEST, entry="app", accepted=frozenset({"app"}))
    assert compare([Asked(TEST, ANSWERED)], [Asked(moved, OTHER)])[0].what == "other"
    (stayed,) = compare([Asked(TEST, ANSWERED)], [Asked(moved, ANSWERED)])
    assert (stayed.what, stayed.known.entry) == ("worse", "app")


def test_several_entries_may_forbid_the_same_question():
    other = replace(NEVER, entry="app")
    changes = compare([Asked(NEVER, HELD), Asked(other, HELD)], [Asked(NEVER, ANSWERED), Asked(other, ANSWERED)])
    assert [(change.what, change.known.entry) for change in changes] == [("worse", "fees")]


def test_the_gravest_comes_first():
    asked = [Asked(replace(TEST, text=str(place)), ANSWERED) for place in range(2)]
    changes = compare([asked[0]], [Asked(asked[0].known, HELD), asked[1]])
    assert [WHATS.index(change.what) for change in changes] == sorted(WHATS.index(change.what) for change in changes)
    assert changes[0].what == "worse"


def test_entries_are_compared_as_patients_read_them(tmp_path):
    places = [tmp_path / name for name in ("before", "fee", "renamed")]
    for place in places:
        place.mkdir()
    before = read_knowledge(make(places[0]))
    fee = read_knowledge(make(places[1], fees=changed("{amount: 200}", "{amount: 210}", FEES)))
    renamed = read_knowledge(make(places[2], changed("id: download-app", "id: get-app"), follow_ups=None))
    assert compare_entries(before, before) == Entries()
    assert compare_entries(before, fee) == Entries(reworded=("fees",))
    assert compare_entries(before, renamed) == Entries(new=("get-app",), gone=("download-app",))
