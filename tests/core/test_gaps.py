"""Gaps: what is one, what is none any more, what it is called, and what is proposed for it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from kept import DOGS, NOW, PARKING, kept
from retrieval_desk import TESTS, TODAY, TOPICS, knowledge, ranker
from tiny import TinyEncoder

import vardlots.gaps.gaps
from vardlots.gaps.decisions import Decision
from vardlots.gaps.gaps import find_gaps, survey
from vardlots.retrieval.retriever import Retriever

HOURS = tuple((f"{hello}vilka öppettider har ni i helgen", "sv") for hello in ("", "hej ", "hallå ", "tack ", "nu "))


@pytest.fixture(scope="module")
def retriever():
    return Retriever(knowledge(), TinyEncoder(), ranker())


def gaps(questions, retriever, decisions=(), **more):
    return find_gaps(questions, decisions, retriever, TinyEncoder(), **more)


def dismissed(texts, decision="dismissed", entry=None):
    return Decision(1, decision, "about parking", entry, tuple(text for text, _ in texts), "karin@tall.example", NOW)


def test_questions_of_one_meaning_are_one_gap_in_both_languages(retriever):
    (gap,) = gaps(kept([*PARKING, *DOGS]), retriever)
    assert (gap.id, gap.count) == ("1", 6)
    assert {one.text for one in gap.questions} == {text for text, _ in PARKING}
    assert (gap.first, gap.last) == (NOW + timedelta(hours=1), NOW + timedelta(hours=6))
    assert gap.hows == {"held_back": 6}
    assert gap.examples("en") == ("parking parkering mottagningen",)
    assert len(gap.examples("sv", most=9)) == 4, "the same words are one example"


def test_the_most_central_question_comes_first_and_names_the_gap(retriever):
    (gap,) = gaps(kept(PARKING), retriever)
    assert gap.name == gap.questions[0].text
    assert gap.name in ("parkering vid mottagningen", "finns parkering vid mottagningen"), "nothing but what all say"
    (english,) = gaps(kept(PARKING), retriever, language="en")
    assert english.name == "parking parkering mottagningen"


def test_small_gaps_are_shown_when_asked_for_the_biggest_first_and_without_a_proposal(retriever):
    found = gaps(kept([*DOGS, *PARKING]), retriever, at_least=1)
    assert [gap.count for gap in found] == [6, 3]
    assert found[1].proposal is None
    assert survey(kept([*DOGS, *PARKING]), (), retriever, TinyEncoder()).smaller == 1


def test_a_gap_keeps_its_id_while_it_grows(retriever):
    questions = kept(PARKING, first=20)
    (before,) = gaps(questions[:5], retriever)
    (after,) = gaps([*questions, *kept(PARKING, first=30)], retriever)
    assert before.id == after.id == "20"
    assert after.count == 12


def test_what_the_knowledge_base_answers_with_certainty_now_is_no_gap(retriever):
    certain = [text for text in TOPICS["opening-hours"] if retriever.ask(text, "sv").certain]
    assert len(certain) >= 3, "the small desk is sure of its own phrasings"
    found = survey(kept([(text, "sv") for text in certain]), (), retriever, TinyEncoder(), at_least=1)
    assert (found.gaps, found.answered) == ((), len(certain))


def test_an_answer_that_did_not_help_is_a_gap_until_somebody_has_looked_at_it_on_a_later_day(retriever):
    questions = kept(HOURS, "unhelpful", entry="opening-hours")
    (gap,) = gaps(questions, retriever)
    assert gap.proposal.kind == "answer", "the entry is found; it is its answer that does not help"
    assert gap.proposal.entry == "opening-hours"
    entry = knowledge().entries["opening-hours"]
    assert entry.reviewed == TODAY
    later = replace(
        knowledge(),
        entries={
            **knowledge().entries,
            entry.id: entry.model_copy(update={"reviewed": (NOW + timedelta(days=2)).date()}),
        },
    )
    assert gaps(questions, Retriever(later, TinyEncoder(), ranker())) == []


def test_an_answer_that_did_not_help_counts_though_its_entry_is_gone(retriever):
    questions = kept(HOURS, "unhelpful", entry="no-such-entry")
    assert [gap.count for gap in gaps(questions, retriever)] == [5]


def test_a_new_entry_is_proposed_for_what_no_entry_is_near(retriever):
    (gap,) = gaps(kept(PARKING), retriever)
    assert (gap.proposal.kind, gap.proposal.entry) == ("new_entry", None)


def test_phrasings_are_proposed_for_the_entry_that_is_meant(retriever):
    asked = [(f"{text} {TESTS['midwives'][0]}", "sv") for text in ("hej", "hallå", "snälla", "tack", "hej hej")]
    (gap,) = gaps(kept(asked, "unhelpful"), retriever)
    assert gap.proposal.entry == "midwives"
    assert gap.proposal.share == 1


def test_what_was_dismissed_does_not_come_back_in_other_words(retriever):
    found = survey(kept(PARKING[3:], first=40), [dismissed(PARKING[:3])], retriever, TinyEncoder(), at_least=1)
    assert (found.gaps, found.hidden) == ((), 1)
    (other,) = gaps(kept(DOGS), retriever, [dismissed(PARKING[:3])], at_least=1)
    assert other.count == len(DOGS), "what means something else is still a gap"


def test_what_waits_as_a_draft_is_hidden_and_a_draft_thrown_away_is_a_gap_again(retriever):
    drafted = dismissed(PARKING[:3], "accepted", "parking")
    assert gaps(kept(PARKING), retriever, [drafted], waiting=["parking"]) == []
    assert [gap.count for gap in gaps(kept(PARKING), retriever, [drafted])] == [6]


def test_a_decision_without_examples_hides_nothing(retriever):
    assert len(gaps(kept(PARKING), retriever, [dismissed(())])) == 1


def test_of_too_many_questions_the_newest_are_compared_and_the_rest_counted(retriever, monkeypatch):
    monkeypatch.setattr(vardlots.gaps.gaps, "MOST", 3)
    found = survey(kept([*DOGS, *PARKING]), (), retriever, TinyEncoder(), at_least=1)
    assert sum(gap.count for gap in found.gaps) == 3
    assert found.left_out == 6
    assert min(int(gap.id) for gap in found.gaps) > len(DOGS)


def test_nothing_asked_is_nothing_found(retriever):
    found = survey([], [dismissed(PARKING[:3])], retriever, TinyEncoder())
    assert (found.gaps, found.hidden, found.smaller, found.answered, found.left_out) == ((), 0, 0, 0, 0)


def test_a_gap_does_not_depend_on_the_order_of_the_questions(retriever):
    questions = kept([*PARKING, *DOGS])
    assert gaps(questions, retriever, at_least=1) == gaps(questions[::-1], retriever, at_least=1)
