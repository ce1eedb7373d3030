"""How gaps are measured: a grouping is scored by pairs, by groups of five, and across languages."""

import pytest
from retrieval_desk import knowledge, ranker
from tiny import TinyEncoder

from bench.gaps import grouping, measure
from bench.gaps.scenes import left_out, to_fit_on
from bench.gaps.scores import Kinds, kind_of, kinds_of, mean_of, score
from bench.questions import Question


def asked(*rows: tuple[str | None, str]) -> list[Question]:
    return [
        Question(f"{number}", "en" if language == "en" else "sv", entry)
        for number, (entry, language) in enumerate(rows)
    ]


FIVE_FEES = [("fees", "sv")] * 3 + [("fees", "en")] * 2


def test_the_right_grouping_scores_full():
    found = score([(0, 1, 2, 3, 4), (5,)], asked(*FIVE_FEES, ("journal", "sv")))
    assert (found.precision, found.recall, found.across, found.v, found.f1) == (1, 1, 1, 1, pytest.approx(1))
    assert (found.groups, found.about, found.found) == (1, 1, 1)


def test_all_alone_finds_no_pair():
    found = score([(place,) for place in range(5)], asked(*FIVE_FEES))
    assert (found.recall, found.f1, found.groups, found.found) == (0, 0, 0, 0)


def test_languages_apart_find_nothing_across_them():
    found = score([(0, 1, 2), (3, 4)], asked(*FIVE_FEES))
    assert (found.precision, found.across) == (1, 0)
    assert found.recall == 4 / 10


def test_two_questions_out_of_scope_are_no_pair_and_one_with_another_question_is_a_wrong_one():
    rows = asked(("fees", "sv"), ("fees", "sv"), (None, "sv"), (None, "sv"))
    assert score([(0, 1), (2, 3)], rows).precision == 1
    assert score([(0, 1, 2), (3,)], rows).precision == 1 / 3


def test_a_group_of_two_matters_is_about_neither():
    rows = asked(*FIVE_FEES, *[("journal", "sv")] * 5)
    found = score([tuple(range(10))], rows)
    assert (found.groups, found.about, found.found) == (1, 0, 0)
    assert found.precision == 20 / 45
    assert found.half < found.f1, "a wrong pair counts more than one that was not found"


def test_scores_are_averaged():
    right, none = score([(0, 1)], asked(*FIVE_FEES[:2])), score([(0,), (1,)], asked(*FIVE_FEES[:2]))
    assert mean_of([right, none]).recall == 0.5


@pytest.fixture(scope="module")
def scenes():
    return list(to_fit_on(knowledge(), TinyEncoder(), ranker(), range(2)))


def test_a_scene_hides_some_entries_and_asks_about_all(scenes):
    for scene in scenes:
        assert len(scene.hidden) == 2
        assert not scene.hidden & set(scene.retriever.knowledge.entries)
        assert {one.entry for one in scene.questions} == {*knowledge().entries, None}
        listed = scene.retriever.knowledge.out_of_scope.all()
        assert not [one for one in scene.questions if one.entry is None and one.text in listed]
    assert scenes[0].hidden != scenes[1].hidden


def test_what_is_asked_as_if_not_written_is_never_certain():
    for entry, rankings in left_out(knowledge(), TinyEncoder(), ranker()).items():
        assert entry in knowledge().entries
        assert all(one.candidates[0].score < ranker().plain.limits.certain for one in rankings)


def test_a_group_is_about_what_most_of_it_is():
    hidden = {"fees"}
    assert kind_of(["fees"] * 4 + ["journal"], hidden) == Kinds(hidden=1)
    assert kind_of(["journal"] * 4 + ["fees"], hidden) == Kinds(there=1)
    assert kind_of([None] * 4 + ["fees"], hidden) == Kinds(outside=1)
    assert kind_of(["fees"] * 3 + ["journal"] * 2, hidden) == Kinds(mixed=1)


def test_groups_of_five_are_counted_by_what_they_are_about():
    rows = asked(*FIVE_FEES, *[(None, "sv")] * 5, *[("journal", "sv")] * 4)
    counted = kinds_of([range(5), range(5, 10), range(10, 14)], rows, {"fees"})
    assert counted == Kinds(hidden=1, outside=1)
    assert (counted.all, counted.unclear) == (2, 0.5)
    assert Kinds().unclear == 0


def test_what_may_be_a_gap_is_what_is_not_certain(scenes):
    for scene in scenes:
        certain = {place for place, one in enumerate(scene.rankings) if one.certain and one.decision == "answer"}
        assert certain.isdisjoint(scene.unsure)
        assert len(certain) + len(scene.unsure) == len(scene.questions)


def test_every_table_is_measured(scenes, monkeypatch):
    monkeypatch.setattr(grouping, "OPINIONS", (0.0, 0.4))
    monkeypatch.setattr(grouping, "CERTAINS", (0.3,))
    there = left_out(knowledge(), TinyEncoder(), ranker())
    for table in (grouping.fit(scenes), grouping.groups(scenes), measure.whole(scenes)):
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)}
    table = measure.proposals(there, scenes, scenes)
    assert {len(row) for row in table.rows} == {len(table.columns)}
