"""What belongs together: by meaning, by what the retrieval makes of it, and never by what is written down."""

import numpy as np
import pytest
from retrieval_desk import knowledge, ranker
from tiny import TinyEncoder

from vardlots.gaps.clusters import CERTAIN, OPINION, clusters, grouped, likeness, opinions_of, vectors_of
from vardlots.retrieval.encoder import RememberingEncoder
from vardlots.retrieval.retriever import Candidate, Ranking, Retriever


def ranking(**shares: float) -> Ranking:
    return Ranking("suggest", 1.0, tuple(Candidate(name, share, share) for name, share in shares.items()))


def test_pairs_that_are_alike_come_together_and_a_stranger_stays_alone():
    alike = np.array([[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]])
    assert clusters(alike, together=0.5) == [(0, 1), (2,)]
    assert clusters(alike, together=0.95) == [(0,), (1,), (2,)]


def test_a_chain_is_no_group():
    alike = np.array([[1, 0.8, 0.0], [0.8, 1, 0.7], [0.0, 0.7, 1]])
    assert clusters(alike, together=0.6) == [(0, 1), (2,)], "on average, the third is not like the first two"


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_and_one_need_no_grouping(count):
    assert clusters(np.ones((count, count))) == [(place,) for place in range(count)]


def test_groups_keep_the_order_in_which_they_begin():
    assert grouped([7, 3, 7, 1, 3]) == [(0, 2), (1, 4), (3,)]


def test_questions_near_the_same_entries_are_alike_though_their_words_differ():
    near = opinions_of([ranking(fees=0.9, journal=0.1), ranking(fees=0.8, journal=0.2), ranking(fees=0.1, journal=0.9)])
    strangers = np.eye(3, dtype=np.float32)
    alike = likeness(strangers, near)
    assert alike[0, 1] > alike[0, 2]
    assert alike.diagonal() == pytest.approx(1)
    assert alike[0, 1] <= OPINION


def test_a_question_of_which_nothing_was_said_is_like_no_other():
    near = opinions_of([ranking(fees=1.0), Ranking("hold_back")])
    assert near[1].tolist() == [0]
    assert opinions_of([Ranking("hold_back")]).shape == (1, 1)


def sure(**shares: float) -> Ranking:
    made = ranking(**shares)
    return Ranking("answer", 1.0, made.candidates, certain=True)


def test_questions_that_one_entry_answers_with_certainty_are_more_alike_than_those_that_it_may_answer():
    near = opinions_of([sure(fees=0.9, journal=0.1), sure(fees=0.9, journal=0.1), ranking(fees=0.9, journal=0.1)])
    alike = near @ near.T
    assert alike[0, 1] > alike[0, 2] > alike[2, 2] == pytest.approx(1)
    assert opinions_of([sure(fees=1.0)]).tolist() == [[1 + CERTAIN]]
    assert opinions_of([sure(fees=1.0)], certain=0.0).tolist() == [[1]]


def test_likenesses_beyond_one_are_one_group():
    assert clusters(np.full((3, 3), 1.3)) == [(0, 1, 2)]


def test_an_entry_that_only_some_rankings_name_counts_as_far_from_the_others():
    near = opinions_of([ranking(fees=1.0), ranking(midwives=1.0)])
    assert near @ near.T == pytest.approx(np.eye(2))


def test_no_vector_of_a_patients_words_is_written_down(tmp_path):
    inner = TinyEncoder()
    vectors = vectors_of(["min fråga", "en annan"], RememberingEncoder(inner, tmp_path))
    assert inner.encoded == ["min fråga", "en annan"]
    assert not list(tmp_path.iterdir())
    assert vectors.shape == (2, inner.dim)
    assert vectors_of([], inner).shape == (0, inner.dim)


def test_the_retrieval_keeps_nothing_of_many_questions_either(tmp_path):
    encoder = RememberingEncoder(TinyEncoder(), tmp_path)
    retriever = Retriever(knowledge(), encoder, ranker())
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    texts = ["en hemlig sak", "en hemlig sak till"]
    retriever.ask_all(texts, vectors_of(texts, encoder))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
