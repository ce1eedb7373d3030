"""What tells phrasings of one meaning apart is wording, and counts less."""

import numpy as np
import pytest
from retrieval_desk import TOPICS, knowledge, ranker
from tiny import TinyEncoder

import vardlots.gaps.wording
from vardlots.gaps.wording import Wording, learnt, wording_of
from vardlots.retrieval.retriever import Retriever


def said(what: float, how: float) -> list[float]:
    """Return a vector whose first number is what was meant, the second how it was said, the third what all say."""
    vector = np.array([what, how, 1.0])
    return (vector / np.linalg.norm(vector)).tolist()


FEES, JOURNAL = 1.0, -1.0
PHRASINGS = np.array([said(what, how) for what in (FEES, JOURNAL) for how in (-1, 0, 1)], dtype=np.float32)
OWNERS = [0, 0, 0, 1, 1, 1]


def alike(wording: Wording, one: list[float], other: list[float]) -> float:
    first, second = wording.without(np.array([one, other], dtype=np.float32))
    return float(first @ second)


def test_what_is_meant_counts_more_than_how_it_is_said():
    wording = learnt(PHRASINGS, OWNERS)
    same, differently = said(FEES, -1), said(FEES, 1)
    other = said(JOURNAL, -1)
    assert np.dot(same, differently) == pytest.approx(np.dot(same, other)), "as worded, both are as alike"
    assert alike(wording, same, differently) > alike(wording, same, other) + 0.3


def test_what_all_have_in_common_says_nothing():
    as_worded = float(np.dot(said(FEES, 0), said(JOURNAL, 0)))
    assert as_worded == pytest.approx(0, abs=1e-6)
    assert alike(learnt(PHRASINGS, OWNERS), said(FEES, 0), said(JOURNAL, 0)) < -0.9, "nearly opposite"


def test_what_is_nobodys_tells_only_what_is_common():
    without = learnt(PHRASINGS, OWNERS)
    outside = np.array([said(0, 9), said(0, -9)], dtype=np.float32)
    beside = learnt(np.concatenate([PHRASINGS, outside]), [*OWNERS, None, None])
    assert beside.shortened == pytest.approx(without.shortened)
    assert beside.common != pytest.approx(without.common)


def test_vectors_of_meaning_have_length_one_or_none():
    wording = learnt(PHRASINGS, OWNERS)
    nothing = wording.common.astype(np.float32)[None]
    assert np.linalg.norm(wording.without(PHRASINGS), axis=1) == pytest.approx(1)
    assert np.abs(wording.without(nothing)).max() <= 1
    assert Wording(np.ones(3), np.eye(3)).without(np.ones((1, 3), dtype=np.float32)).tolist() == [[0, 0, 0]]
    assert wording.without(np.zeros((0, 3), dtype=np.float32)).shape == (0, 3)


@pytest.mark.parametrize("owners", [[0, 1], [None, None]])
def test_where_no_entry_is_asked_in_two_ways_vectors_only_lose_what_is_common(owners):
    wording = learnt(PHRASINGS[[0, 3]], owners)
    assert wording.shortened.tolist() == np.eye(3).tolist()
    assert wording.common == pytest.approx(PHRASINGS[[0, 3]].mean(axis=0))


def test_without_any_phrasing_vectors_stay_as_they_are():
    vectors = PHRASINGS[:2]
    assert learnt(np.zeros((0, 3), dtype=np.float32), []).without(vectors) == pytest.approx(vectors)


def test_a_knowledge_base_tells_its_wording_and_of_a_large_one_a_part_is_enough(monkeypatch):
    retriever = Retriever(knowledge(), TinyEncoder(), ranker())
    whole = wording_of(retriever)
    texts = TOPICS["fees"]
    assert whole.shortened.shape == (TinyEncoder.dim, TinyEncoder.dim)
    assert whole.shortened == pytest.approx(whole.shortened.T), "symmetric: the next version turns nothing round"
    monkeypatch.setattr(vardlots.gaps.wording, "MOST", 10)
    part = wording_of(retriever)
    vectors = TinyEncoder().encode(texts)
    assert part.common != pytest.approx(whole.common)
    assert np.linalg.norm(part.without(vectors), axis=1) == pytest.approx(1)
