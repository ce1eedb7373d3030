"""The pairs of answers that `contradicting-answers` is judged by, and the tables that say how well it does."""

import pytest
from knowledge_folder import make

from bench.contradicting import measure
from bench.contradicting.__main__ import HALVES
from bench.contradicting.pairs import among, kinds, read_pairs
from vardlots.knowledge import read_knowledge


@pytest.fixture
def kb(tmp_path):
    return make(tmp_path)


@pytest.mark.parametrize("half", HALVES)
def test_the_pairs_are_of_both_kinds_in_both_languages(half):
    pairs = read_pairs(half)
    assert len({pair.name for pair in pairs}) == len(pairs) >= 40
    assert {(pair.language, pair.contradicts) for pair in pairs} == {
        (language, contradicts) for language in ("sv", "en") for contradicts in (True, False)
    }


def test_no_answer_is_in_two_halves():
    texts = [one.answer for half in HALVES for pair in read_pairs(half) for one in (pair.one, pair.other)]
    assert len(set(texts)) >= len(texts) - 5, "an answer may say the same in two pairs, but rarely"


def test_a_pair_stands_among_the_others_as_two_entries(kb):
    knowledge, (pair, *_) = read_knowledge(kb), read_pairs("dev")
    whole, one, other = among(knowledge, pair, kb)
    assert [*whole.entries] == ["fees", "download-app", "sv01-one", "sv01-other"]
    assert (one.answer.sv, other.answer.sv) == (pair.one.answer, pair.other.answer)
    assert whole.values is not knowledge.values


def test_the_tables_count_what_was_found(kb):
    pairs = read_pairs("dev")
    halves, said = {"dev": pairs}, {f"dev {pair.name}": pair.contradicts or pair.name == "sv16" for pair in pairs}
    swedish, _english, both = measure.pairs_found(halves, said).rows
    assert swedish[:2] == ["dev", "Swedish"]
    assert swedish[-1] == both[-1] == "1"
    assert both[5].startswith("1.000")
    found = {kind: (contradicts, hits) for kind, contradicts, _, hits in measure.by_kind(halves, said).rows}
    assert found["other-care"] == ("no", "1")
    assert kinds(pairs)[-1].startswith("same")


def test_nearly_all_pairs_that_it_was_tuned_on_are_told_apart(kb):
    knowledge, pairs = read_knowledge(kb), read_pairs("dev")
    said = measure.judged({"dev": pairs}, knowledge, kb)
    wrong = [pair.name for pair in pairs if said[f"dev {pair.name}"] != pair.contradicts]
    assert len(wrong) <= 6, wrong
