"""What is proposed: from five similar questions on, an entry if it is near all of them, else a new one."""

import pytest

from vardlots.gaps.proposals import FEWEST, Proposal, propose
from vardlots.retrieval.retriever import Candidate, Ranking


def ranking(scope: float = 1.0, **shares: float) -> Ranking:
    best = sorted(shares.items(), key=lambda one: -one[1])
    return Ranking("suggest", scope, tuple(Candidate(name, scope * share, share) for name, share in best))


def test_fewer_than_five_are_chance():
    assert propose([ranking(fees=0.9)], [FEWEST - 1]) is None
    assert propose([], []) is None


def test_the_entry_that_most_are_about_gets_phrasings():
    made = propose([ranking(fees=0.8, journal=0.2)] * 4 + [ranking(fees=0.4, journal=0.6)], [1] * 5)
    assert made == Proposal("phrasing", "fees", 0.8)


def test_how_often_a_question_was_asked_counts():
    rankings = [ranking(fees=0.9, journal=0.1), ranking(fees=0.1, journal=0.9)]
    assert propose(rankings, [9, 1]).entry == "fees"
    assert propose(rankings, [1, 9]).entry == "journal"
    assert propose(rankings, [1, 9]).share == pytest.approx(0.9)


def test_an_entry_that_is_far_from_what_is_asked_leads_to_a_new_one():
    made = propose([ranking(scope=0.1, fees=0.6, journal=0.4)] * 5, [1] * 5)
    assert made == Proposal("new_entry", None, 1.0)


def test_one_question_that_is_near_does_not_make_an_entry_of_the_others():
    made = propose([ranking(fees=0.99), *[ranking(scope=0.01, fees=0.5)] * 4], [1] * 5)
    assert made.kind == "new_entry"


def test_an_answer_that_mostly_did_not_help_is_to_be_mended():
    rankings = [ranking(fees=0.9)] * 5
    assert propose(rankings, [1] * 5, unhelpful=0.6).kind == "answer"
    assert propose(rankings, [1] * 5, unhelpful=0.4).kind == "phrasing"
    assert propose([ranking(scope=0.01, fees=0.9)] * 5, [1] * 5, unhelpful=1.0).kind == "new_entry"


def test_where_nothing_was_ranked_a_new_entry_is_the_answer():
    assert propose([Ranking("hold_back")] * 5, [1] * 5) == Proposal("new_entry", None, 0.0)
