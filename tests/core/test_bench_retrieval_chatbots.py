"""The benchmarks on other people's questions: answers are picked, intents recognised, and gates are fair."""

import numpy as np
import pytest
from tiny import TinyEncoder

from bench.retrieval import swefaq
from bench.retrieval.bot import Both, Gate, Kernel, Linear, Opinion, opinion
from bench.retrieval.chatbots import Figures, gated, threshold
from bench.retrieval.data import OUTSIDE, Asked, Choice

SAID = {
    "book": ("boka en tid", "jag vill boka tid", "kan jag boka", "tidsbokning tack", "boka besök"),
    "price": ("vad kostar det", "hur dyrt är det", "priset på besök", "kostnad", "vad är priset"),
    OUTSIDE: ("vem vann matchen", "väder imorgon", "recept på bullar", "billig flygresa", "spela musik"),
}
TRAIN = Asked([text for texts in SAID.values() for text in texts], [name for name in SAID for _ in range(5)])
NAMES = sorted(SAID)
VECTORS = TinyEncoder().encode(TRAIN.texts)


# SweFAQ


def test_scores_are_comparable_once_they_have_no_unit():
    assert swefaq.standard(np.array([1.0, 2.0, 3.0])) == pytest.approx(swefaq.standard(np.array([10.0, 20.0, 30.0])))
    assert swefaq.standard(np.array([4.0, 4.0])).tolist() == [0, 0]


def test_the_highest_score_picks_the_answer():
    choices = [Choice("a", ("x", "y"), 1), Choice("b", ("x", "y"), 0)]
    assert swefaq.right(choices, [np.array([0.1, 0.2]), np.array([0.1, 0.2])]) == [True, False]


def test_a_question_is_compared_with_its_own_candidates():
    choices = [
        Choice("boka tid", ("Så bokar du en tid hos oss.", "Priset är 200 kronor."), 0),
        Choice("pris", ("x",), 0),
    ]
    scores = swefaq.by_cosine(choices, TinyEncoder())
    assert [len(row) for row in scores] == [2, 1]
    assert scores[0][0] > scores[0][1]


def test_the_table_says_what_could_not_be_asked(tmp_path):
    def nobody():
        raise swefaq.Missing("all-MiniLM-L6-v2: not here")

    row = {
        "question": "Hur bokar jag tid?",
        "candidate_answers": ["Priset är lågt.", "Du bokar tid i appen."],
        "label": 1,
    }
    (tmp_path / "swefaq_dev.jsonl").write_text(f"{row}\n".replace("'", '"'), encoding="utf-8")
    table = swefaq.measure(TinyEncoder(), TinyEncoder(), nobody, tmp_path)
    assert [row[1] for row in table.rows[:2]] == ["1.000 (0.21–1.00)"] * 2
    assert table.rows[2][1] == "skipped: all-MiniLM-L6-v2: not here"
    assert {len(row) for row in table.rows} == {len(table.columns)}


# bots


@pytest.fixture(scope="module")
def bots():
    kernel, linear = Kernel(TRAIN, VECTORS, leaving_out=True), Linear(TRAIN, VECTORS)
    return kernel, linear, Both(kernel, linear)


def test_every_bot_knows_what_it_was_taught(bots):
    for bot in bots:
        heard = bot.scores(TRAIN.texts, VECTORS).argmax(axis=1)
        assert [NAMES[at] for at in heard] == TRAIN.intents


def test_what_a_text_would_score_had_it_not_been_there_is_exact(bots):
    kernel = bots[0]
    rest = Asked(TRAIN.texts[1:], TRAIN.intents[1:])
    without = Kernel(rest, VECTORS[1:])
    scores = without.scores(TRAIN.texts[:1], VECTORS[:1])
    # the rarity of n-grams is that of all texts in the one and of the rest in the other
    assert kernel.unseen()[0] == pytest.approx(scores[0], abs=0.05)
    assert np.abs(kernel.unseen()[0] - kernel.scores(TRAIN.texts[:1], VECTORS[:1])[0]).max() > 0.1


def test_both_are_the_sum(bots):
    kernel, linear, both = bots
    assert both.scores(["boka"], VECTORS[:1]) == pytest.approx(
        kernel.scores(["boka"], VECTORS[:1]) + linear.scores(["boka"], VECTORS[:1])
    )
    assert both.unseen() == pytest.approx(kernel.unseen() + linear.unseen())


def test_out_of_scope_is_never_the_likeliest_intent_but_a_signal():
    heard = opinion(np.array([[0.2, 0.9, 0.1], [0.6, 0.1, 0.3]]), ["book", OUTSIDE, "price"])
    assert heard.intents.tolist() == ["book", "book"]
    assert heard.signals == pytest.approx(np.array([[0.2, 0.1, 0.9], [0.6, 0.3, 0.1]]))
    assert opinion(np.array([[0.2, 0.9]]), ["book", "price"]).signals.shape == (1, 2)


def test_a_gate_trusts_what_scores_high():
    truth = ["a"] * 20 + [OUTSIDE] * 5
    seen = Opinion(np.array(["a"] * 25), np.array([[0.9, 0.8]] * 20 + [[0.2, 0.1]] * 5))
    gate = Gate(seen, truth)
    low, high = gate.sure(Opinion(np.array(["a", "a"]), np.array([[0.2, 0.1], [0.9, 0.8]])))
    assert low < 0.5 < high


def test_a_gate_counts_in_and_out_of_scope_the_same():
    nothing = Opinion(np.array(["a"] * 100), np.zeros((100, 2)))
    gate = Gate(nothing, ["a"] * 90 + [OUTSIDE] * 10)
    assert gate.sure(nothing)[0] == pytest.approx(0.5, abs=1e-3)


# thresholds and figures


def test_the_threshold_keeps_nineteen_of_twenty_right_answers():
    truth = ["a"] * 20 + [OUTSIDE]
    heard = Opinion(np.array(["a"] * 21), np.zeros((21, 2)))
    sure = np.array([*np.linspace(0.05, 1.0, 20), 0.99])
    limit = threshold(heard, sure, truth)
    assert limit == pytest.approx(0.1)
    assert (gated(heard, sure, limit)[:20] == "a").sum() == 19


def test_nothing_is_held_back_when_too_little_is_right_anyway():
    heard = Opinion(np.array(["a", "b"]), np.zeros((2, 2)))
    assert threshold(heard, np.array([0.4, 0.6]), ["a", "a"]) == 0.0


def test_a_question_in_scope_that_is_held_back_is_not_right():
    truth = ["a", "a", "b", OUTSIDE, OUTSIDE]
    figures = Figures(np.array(["a", "a", "a", "b", "b"]), np.array(["a", OUTSIDE, "a", OUTSIDE, "b"]))
    name, free, limited, seen, mcc, source = figures.row("bot", truth)
    assert (name, free[:5], limited[:5], seen[:5], source) == ("bot", "0.667", "0.333", "0.500", "")
    assert -1 <= float(mcc) <= 1
