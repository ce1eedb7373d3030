"""What a gap is about, without its words: later questions of the same meaning are known by it."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from kept import DOGS, NOW, PARKING, kept
from retrieval_desk import knowledge, ranker
from tiny import TinyEncoder

from vardlots.gaps.accepting import dismiss
from vardlots.gaps.asked import ask
from vardlots.gaps.clusters import TOGETHER, likeness, opinions_of
from vardlots.gaps.decisions import Decision, decisions
from vardlots.gaps.gaps import find_gaps, survey
from vardlots.gaps.meaning import DIGITS, Meaning, Meanings, from_json, meaning_of, to_json
from vardlots.knowledge.repository import Editor
from vardlots.retrieval.retriever import Retriever
from vardlots.usage.questions import forget_old, keep_question, open_questions

KARIN = Editor("Karin Tall", "karin@tall.example")
LATER = NOW + timedelta(days=91)
FEWER = PARKING[:4]


@pytest.fixture(scope="module")
def retriever():
    return Retriever(knowledge(), TinyEncoder(), ranker())


def asked(texts, retriever):
    return ask([text for text, _ in texts], [()] * len(texts), retriever, TinyEncoder())


def forgotten(meaning):
    """Return a dismissal whose questions are gone."""
    return Decision(1, "dismissed", "", None, (), KARIN.email, NOW, 6, False, meaning)


def test_means_are_as_alike_as_all_pairs_are_on_average(retriever):
    parking, dogs = asked(PARKING, retriever), asked(DOGS, retriever)
    both = [*parking, *dogs]
    pairs = likeness(np.array([one.vector for one in both]), opinions_of([one.ranking for one in both]))
    known = Meanings([meaning_of(dogs, "tiny")])
    tolerance = 10 ** (1 - DIGITS) * 2
    assert known.likest(meaning_of(parking, "tiny")) == pytest.approx(pairs[:6, 6:].mean(), abs=tolerance)
    assert known.likest(meaning_of(dogs, "tiny")) == pytest.approx(pairs[6:, 6:].mean(), abs=tolerance)


def test_the_likest_of_several_counts_and_none_is_like_nothing(retriever):
    parking, dogs = (meaning_of(asked(texts, retriever), "tiny") for texts in (PARKING, DOGS))
    assert Meanings([dogs, parking]).likest(parking) == pytest.approx(Meanings([parking]).likest(parking))
    assert Meanings([dogs, parking]).likest(parking) > TOGETHER
    assert Meanings([dogs]).likest(parking) < TOGETHER
    assert Meanings([]).likest(parking) == 0


def test_it_is_kept_as_text_without_a_word_of_anybody(retriever):
    meaning = meaning_of(asked(PARKING, retriever), "tiny")
    text = to_json(meaning)
    assert from_json(text) == meaning
    assert "park" not in text
    assert "mottagning" not in text


def test_a_dismissed_gap_stays_away_when_its_words_are_forgotten(retriever):
    (gap,) = find_gaps(kept(PARKING), (), retriever, TinyEncoder())
    later = kept((("finns det parkering vid mottagningen", "sv"), *PARKING[1:]), first=50)
    found = survey(later, [forgotten(gap.meaning)], retriever, TinyEncoder(), at_least=1)
    assert (found.gaps, found.hidden) == ((), 1)
    others = find_gaps(kept(DOGS), [forgotten(gap.meaning)], retriever, TinyEncoder(), at_least=1)
    assert [one.count for one in others] == [3], "it hides nothing else"


def test_the_numbers_of_another_encoder_say_nothing(retriever):
    (gap,) = find_gaps(kept(PARKING), (), retriever, TinyEncoder())
    stranger = replace(gap.meaning, encoder="another", vector=(1.0, 0.0))
    assert find_gaps(kept(PARKING), [forgotten(stranger)], retriever, TinyEncoder())


def test_what_a_few_asked_is_not_remembered(retriever):
    (gap,) = find_gaps(kept(FEWER), (), retriever, TinyEncoder(), at_least=1)
    assert gap.meaning is None
    assert find_gaps(kept(FEWER), [forgotten(None)], retriever, TinyEncoder(), at_least=1)


def test_words_that_are_left_do_where_there_are_no_numbers(retriever):
    left = Decision(1, "dismissed", "", None, (PARKING[1][0],), KARIN.email, NOW, 4, False)
    assert survey(kept(FEWER), [left], retriever, TinyEncoder(), at_least=1).hidden == 1
    worthless = replace(left, meaning=Meaning("another", (1.0,), {}))
    assert survey(kept(FEWER), [worthless], retriever, TinyEncoder(), at_least=1).hidden == 1


def test_from_the_first_question_to_long_after_it_is_forgotten(retriever, tmp_path):
    url = f"sqlite:///{tmp_path / 'gaps.db'}"
    for text, language in PARKING:
        keep_question(url, text, language, "held_back", NOW)
    (gap,) = find_gaps(open_questions(url), decisions(url), retriever, TinyEncoder())
    dismiss(url, gap, KARIN, NOW)
    forget_old(url, LATER)
    for text, language in PARKING[1:]:
        keep_question(url, text, language, "held_back", LATER)
    (decision,) = decisions(url)
    assert (decision.name, decision.examples) == ("", ())
    found = survey(open_questions(url), [decision], retriever, TinyEncoder())
    assert (found.gaps, found.hidden) == ((), 1)
