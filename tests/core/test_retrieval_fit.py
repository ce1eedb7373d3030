"""The fit repeats itself, holds to its thresholds, and never judges a question by itself."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from retrieval_desk import OUTSIDE, TESTS, TODAY, entries, knowledge, opinions, ranker, write
from tiny import TinyEncoder

from vardlots.errors import KnowledgeError
from vardlots.knowledge import read_knowledge
from vardlots.retrieval.fit import UNFITTED, cross_validate, fit_ranker
from vardlots.retrieval.quality import HELD_BACK, LIKELIER, balanced, thresholds
from vardlots.retrieval.ranker import Linear, Ranker, Thresholds, Weights, read_ranker
from vardlots.retrieval.retriever import Retriever
from vardlots.retrieval.samples import Sample, Scored, elsewhere, measure, samples_of
from vardlots.retrieval.signals import RECENCY, SCOPE, WHICH


def scored(kinds, scope, right=0, shares=(0.9, 0.1)):
    samples = [Sample(str(at), "sv", kind, -1 if kind == "outside" else right) for at, kind in enumerate(kinds)]
    return Scored(samples, np.zeros((len(kinds), 2, 1)), np.array(scope), np.array([shares] * len(kinds)))


def test_the_same_knowledge_gives_the_same_weights():
    assert fit_ranker(knowledge(), TinyEncoder(), today=TODAY) == ranker()


def test_it_finds_what_it_was_tested_on_without_having_seen_it():
    figures = ranker().plain.fit
    assert figures["must_match"]["questions"] == 2 * len(TESTS)
    assert figures["must_match"]["recall_at_3"] >= 0.9
    assert figures["out_of_scope"]["questions"] == sum(map(len, OUTSIDE.values()))


def test_it_says_what_it_was_fitted_on():
    told = ranker().fitted_on
    assert told["date"] == "2026-11-22"
    assert told["knowledge"] == knowledge().version
    assert told["encoder"] == "tiny"
    assert told["questions"] == {
        "must": 12, "asked": 30, "outside": 10, "elsewhere": 0, "never": 6, "follow": 11
    }  # fmt: skip


def test_without_opinions_there_are_no_weights_for_them():
    assert ranker().with_intents is None
    assert ranker().weights(opinions=True) is ranker().plain


def test_with_opinions_there_are_both_sets():
    fitted = fit_ranker(knowledge(), TinyEncoder(), opinions(), TODAY)
    assert fitted.plain == ranker().plain
    assert fitted.weights(opinions=True) is fitted.with_intents
    assert "intent" not in fitted.plain.which.signals
    assert dict(zip(fitted.with_intents.which.signals, fitted.with_intents.which.weight, strict=True))["intent"] > 0
    assert fitted.fitted_on["questions_with_opinions"] == 22


def test_closeness_never_speaks_against_an_entry():
    assert min(ranker().plain.which.weight) >= 0


def test_it_holds_back_the_share_it_promises():
    places = np.linspace(0, 1, 101)
    suggest = thresholds(scored(["outside"] * 101 + ["must"] * 2, [*places, 0.99, 0.999])).suggest
    assert np.mean(places < suggest) >= HELD_BACK
    assert np.mean(places < suggest - 0.02) < HELD_BACK


def test_it_answers_from_where_nine_of_ten_answers_are_right():
    right = scored(["must"] * 90, np.linspace(0.9, 1, 90))
    wrong = scored(["must"] * 30, np.linspace(0.6, 0.85, 30), right=1)
    outside = scored(["outside"], [0.05])
    parts = (right, wrong, outside)
    together = Scored(
        [sample for part in parts for sample in part.samples],
        np.concatenate([part.signals for part in parts]),
        np.concatenate([part.scope for part in parts]),
        np.concatenate([part.shares for part in parts]),
    )
    limits = thresholds(together)
    given = [part.best >= limits.answer for part in (right, wrong)]
    assert given[0].all()
    assert given[1].sum() == 10
    alone = [part.best >= limits.certain for part in (right, wrong)]
    assert alone[0].all()
    assert alone[1].sum() == 2


def test_it_never_answers_what_is_more_likely_wrong():
    limits = thresholds(scored(["must"] * 20 + ["outside"], [*np.linspace(0.2, 0.9, 20), 0.05]))
    assert (limits.answer, limits.certain) == (LIKELIER, LIKELIER)


def test_it_never_answers_when_no_answer_is_right():
    limits = thresholds(scored(["must"] * 5 + ["outside"], [0.9] * 5 + [0.1], right=1))
    assert (limits.answer, limits.certain) == (1.0, 1.0)


def test_every_kind_counts_the_same():
    counts = balanced(["must", "asked", "asked", "asked"])
    assert counts.tolist() == pytest.approx([2, 2 / 3, 2 / 3, 2 / 3])


def test_decisions_follow_the_thresholds():
    weights = replace(ranker().plain, limits=Thresholds(suggest=0.5, answer=0.4))
    assert [weights.decide(*pair) for pair in ((0.49, 0.49), (0.5, 0.39), (0.5, 0.4), (1.0, 0.9))] == [
        "hold_back", "suggest", "answer", "answer",
    ]  # fmt: skip


def test_a_phrasing_is_compared_with_the_others_only():
    retriever = Retriever(knowledge(), TinyEncoder(), UNFITTED)
    for sample in samples_of(retriever):
        if sample.kind in ("follow", "alone"):
            continue
        own = [at for at, phrasing in enumerate(retriever.phrasings) if phrasing.text == sample.text]
        assert set(own) <= set(sample.seen) or sample.kind in ("must", "never", "turned")


def test_a_twin_out_of_scope_is_left_out_too(tmp_path):
    folder = write(tmp_path / "kb", entries())
    path = folder / "out_of_scope.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("- my car", "- recept på kanelbulle"), encoding="utf-8")
    retriever = Retriever(read_knowledge(folder), TinyEncoder(), UNFITTED)
    asked = [sample for sample in samples_of(retriever) if sample.kind == "outside"]
    (bun,) = [sample for sample in asked if sample.text == "recept på kanelbulle"]
    left_out = {retriever.phrasings[at].text for at in bun.seen}
    assert left_out == {"recept på kanelbulle", "recept på kanelbullar"}


def test_what_is_written_is_read_back(tmp_path):
    fitted = fit_ranker(knowledge(), TinyEncoder(), opinions(), TODAY)
    fitted.write(tmp_path / "retrieval.json")
    assert read_ranker(tmp_path / "retrieval.json") == fitted
    assert list(tmp_path.iterdir()) == [tmp_path / "retrieval.json"]


def test_no_weights_yet_says_what_to_run(tmp_path):
    with pytest.raises(KnowledgeError, match=r"no weights.*vardlots kb fit"):
        read_ranker(tmp_path / "retrieval.json")


def test_weights_for_other_signals_say_what_to_run(tmp_path):
    path = tmp_path / "retrieval.json"
    ranker().write(path)
    path.write_text(path.read_text(encoding="utf-8").replace('"dense_best"', '"moon_phase"'), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"dense_best, moon_phase.*vardlots kb fit"):
        read_ranker(path)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"plain": {}}', json.dumps({"plain": 1, "with_intents": None})])
def test_a_broken_file_of_weights_says_what_to_run(tmp_path, text):
    path = tmp_path / "retrieval.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="vardlots kb fit"):
        read_ranker(path)


def test_a_knowledge_base_without_tests_cannot_be_fitted(tmp_path):
    bare = [{**row, "must_match": {}} for row in entries()]
    with pytest.raises(KnowledgeError, match="must_match"):
        fit_ranker(read_knowledge(write(tmp_path / "kb", bare)), TinyEncoder())


def test_what_was_talked_about_counts_only_when_something_was():
    weights = ranker().plain
    places = [weights.which.signals.index(name) for name in RECENCY]
    assert any(weights.which.weight[at] for at in places)
    assert {(weights.which.mean[at], weights.which.scale[at]) for at in places} == {(0.0, 1.0)}
    assert not set(RECENCY) & set(weights.scope.signals)


def test_without_follow_ups_what_was_talked_about_counts_nothing(tmp_path):
    folder = write(tmp_path / "kb", entries())
    (folder / "follow_ups.yaml").unlink()
    weights = fit_ranker(read_knowledge(folder), TinyEncoder(), today=TODAY).plain
    assert [weights.which.weight[weights.which.signals.index(name)] for name in RECENCY] == [0, 0]
    rest = [at for at, name in enumerate(weights.which.signals) if name not in RECENCY]
    assert [weights.which.weight[at] for at in rest] == [ranker().plain.which.weight[at] for at in rest]
    assert "follow_up" not in weights.fit


def test_a_translation_of_a_follow_up_is_judged_with_it():
    samples = list(samples_of(Retriever(knowledge(), TinyEncoder(), UNFITTED)))
    swedish, english = (
        next(one for one in samples if one.text == text) for text in ("vad är avgiften då", "what is the fee then")
    )
    assert swedish.group == english.group
    assert swedish.recent == english.recent == (list(TESTS).index("download-app"),)
    assert swedish.right == list(TESTS).index("fees")


def test_a_question_on_something_else_comes_after_other_entries():
    samples = [one for one in samples_of(Retriever(knowledge(), TinyEncoder(), UNFITTED)) if one.kind == "turned"]
    assert len(samples) == 12
    assert all(one.recent and one.right not in one.recent for one in samples)


def test_questions_out_of_scope_by_other_hands_are_asked_without_those_listed_alike():
    retriever = Retriever(knowledge(), TinyEncoder(), UNFITTED)
    texts = ["recept på kanelbulle", "who won the game", "pizza", "Pizza ", "who won the game"]
    bun, game = elsewhere(texts, retriever, TinyEncoder())
    assert {retriever.phrasings[at].text for at in bun.seen} == {"recept på kanelbullar"}
    assert (bun.kind, bun.right, game.language) == ("elsewhere", -1, "en")


def test_they_make_a_fit_hold_back_more_of_their_like():
    texts = ["byta däck på bilen", "hur gör man en pizza", "billigt hotell", "what is the weather like", "fix my bike"]
    fitted = fit_ranker(knowledge(), TinyEncoder(), today=TODAY, outside=texts)
    assert fitted.fitted_on["questions"]["elsewhere"] == 5
    assert fitted.plain.fit["out_of_scope_unlisted"]["questions"] == 5
    assert fitted.plain.scope != ranker().plain.scope
    assert fitted.plain.which == ranker().plain.which


def test_a_fit_can_do_without_some_signals():
    retriever = Retriever(knowledge(), TinyEncoder(), UNFITTED)
    scored = measure(list(samples_of(retriever)), retriever, TinyEncoder())
    bare, full = cross_validate(scored, False, WHICH[1:]), cross_validate(scored, False)
    assert bare.shares.shape == full.shares.shape
    own = [(one.shares[np.arange(12), one.right]).mean() for one in (bare.of("must"), full.of("must"))]
    assert own[0] < own[1]


def test_the_projects_own_weights_can_be_read():
    own = read_ranker(Path(__file__).resolve().parents[2] / "kb" / "retrieval.json")
    assert isinstance(own, Ranker)
    assert own.plain.which.signals == tuple(name for name in WHICH if name != "intent")
    assert own.plain.scope.signals == tuple(name for name in SCOPE if not name.startswith("intent"))
    assert own.plain.limits.answer <= own.plain.limits.certain


def test_shares_add_up_and_survive_large_numbers():
    weights = Weights(Linear(("dense_best",), (1e4,), (0.0,), (1.0,)), Linear((), (), (), ()))
    shares = weights.shares(np.array([[1.0], [0.5], [1.0]]))
    assert shares.tolist() == pytest.approx([0.5, 0, 0.5])
