"""The safety net's training, small: typed examples, folds, some steps, the folder and the export, the weighing."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from tests.training.tiny import PAIRS, write_teacher
from training.safety.examples import DESK, Example, Typist, everyday, folds, written
from training.safety.fit import FALSE_ALARMS, HINTS, Evidence, fit, threshold, write
from training.safety.learn import Learner, Recipe, logits, ranking_loss
from training.safety.model import fresh, save
from vardlots.export import export_safety
from vardlots.retrieval.encoder import name_of
from vardlots.safety.kinds import KINDS
from vardlots.safety.meaning import MeaningModel, meaning
from vardlots.safety.net import Weights
from vardlots.safety.network import CLASSES, load

ALARMS = [Example(f"{en} help", KINDS[at % len(KINDS)], f"a-{at}") for at, (_, en) in enumerate(PAIRS[:12])]
QUIET = [Example(en, "none", f"q-{at}") for at, (_, en) in enumerate(PAIRS[12:24])]
EVERYDAY = [Example(en, "none", f"d-{at}", DESK) for at, (_, en) in enumerate(PAIRS[24:32])]
EXAMPLES = [*ALARMS, *QUIET, *EVERYDAY]
SOME = Recipe(epochs=160, cells=512, rate=1e-3, head_rate=1e-2, ranking=0.5, average=0.98, seed=3)


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random BERT of two layers that knows a few English words."""
    return write_teacher(tmp_path_factory.mktemp("encoder"))


def tokenizer(encoder: Path) -> Tokenizer:
    ours = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    ours.no_padding()
    return ours


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_typed_stays_what_it_is(seed: int) -> None:
    typist = Typist(EXAMPLES, seed)
    typed = [(example, typist.types(example)) for example in EXAMPLES for _ in range(20)]
    assert all(replace(now, text=before.text) == before for before, now in typed)
    assert all(now.text.strip() for _, now in typed)
    assert len({now.text for _, now in typed}) > len(EXAMPLES) * 5


def test_what_stands_beside_an_example_is_never_another_alarm() -> None:
    quiet = [replace(one, text="lugnt") for one in (*QUIET, *EVERYDAY)]
    alarms = [replace(one, text=f"larm{at}") for at, one in enumerate(ALARMS)]
    typist = Typist([*quiet, *alarms], 1)
    for _ in range(100):
        assert "larm" not in typist.types(quiet[0]).text.casefold()


def test_without_noise_only_signs_and_capitals_change() -> None:
    typist = Typist(EXAMPLES, 1, noise=1e-9)
    for example in EXAMPLES * 5:
        assert typist.types(example).text.casefold().rstrip(".?!") == example.text.casefold().rstrip(".?!")


def test_the_same_seed_types_the_same() -> None:
    first, second = (Typist(EXAMPLES, 7) for _ in range(2))
    assert [first.types(one) for one in EXAMPLES] == [second.types(one) for one in EXAMPLES]


def test_no_fold_splits_a_group_and_each_holds_out_its_share() -> None:
    examples = written()
    of = folds(examples, 5, 1)
    groups = {(example.group, fold) for example, fold in zip(examples, of, strict=True)}
    assert len(groups) == len({example.group for example in examples})
    assert all(0.15 < of.count(fold) / len(of) < 0.25 for fold in range(5))
    assert folds(examples, 5, 1) == of != folds(examples, 5, 2)


def test_the_two_sides_of_a_pair_and_its_translation_are_held_out_together() -> None:
    pairs = [example for example in written() if example.group.startswith("pair-")]
    groups = {example.group for example in pairs}
    both = [group for group in groups if {one.kind == "none" for one in pairs if one.group == group} == {True, False}]
    assert len(both) > 0.95 * len(groups)  # a text that stands elsewhere, too, is one example


def test_everyday_talk_is_harmless_and_drawn_less_often() -> None:
    assert {(example.kind, example.weight) for example in everyday()} == {("none", DESK)}


def test_some_steps_lower_the_loss_and_leave_the_word_vectors_alone(encoder: Path) -> None:
    torch.manual_seed(1)
    network, heard = fresh(encoder), list[tuple[float, float]]()
    words = network.words.detach().clone()
    trained = Learner(network, tokenizer(encoder), EXAMPLES, SOME).run(lambda done, loss: heard.append((done, loss)))
    assert heard[-1][0] == 1.0
    assert heard[-1][1] < heard[0][1]
    assert torch.equal(trained.words, words)
    texts = [one.text for one in EXAMPLES]
    alarming = logits(trained, tokenizer(encoder), texts)[:, 0] < 0.0
    truth = np.array([one.kind != "none" for one in EXAMPLES])
    assert (alarming == truth).mean() > 0.8


def test_a_harmless_message_above_an_alarm_costs_more_than_one_below() -> None:
    truth = torch.tensor([1, 0])
    alarm, calm = torch.tensor([[-2.0, 2, 0, 0, 0]]), torch.tensor([[2.0, -2, -2, -2, -2]])
    right, wrong = (ranking_loss(torch.cat(rows), truth) for rows in ([alarm, calm], [calm, alarm]))
    assert 0 <= right < 0.1 < 1 < wrong
    assert ranking_loss(alarm, truth[:1]) == 0


def test_what_is_saved_is_loaded_again_without_its_word_vectors(encoder: Path, tmp_path: Path) -> None:
    network, texts = fresh(encoder).eval(), [one.text for one in EXAMPLES]
    save(network.state_dict(), tmp_path, {"encoder": name_of(str(encoder)), "runs": []})
    again = load(tmp_path, encoder)
    assert torch.equal(again.words, network.words)
    found, before = (logits(model, tokenizer(encoder), texts) for model in (again, network))
    assert np.allclose(found, before, atol=0.02)
    assert (tmp_path / "model.safetensors").stat().st_size < (encoder / "model.safetensors").stat().st_size / 2


@pytest.mark.filterwarnings("ignore")  # PyTorch's own, of its older exporter
@pytest.mark.filterwarnings("ignore")  # PyTorch's own, of its older exporter
def test_the_exported_model_means_what_the_trained_one_does(encoder: Path, tmp_path: Path) -> None:
    network = fresh(encoder).eval()
    save(network.state_dict(), tmp_path, {"encoder": name_of(str(encoder)), "runs": []})
    export_safety(tmp_path, encoder, tmp_path / "onnx")
    exported = MeaningModel(tmp_path / "onnx")
    texts = ["The doctor", "My son need help."]
    for text, row in zip(texts, logits(load(tmp_path, encoder), tokenizer(encoder), texts), strict=True):
        assert exported.read(text).odds == pytest.approx(meaning(row).odds, abs=1e-4)


def test_a_model_of_another_encoder_is_not_exported(encoder: Path, tmp_path: Path) -> None:
    save(fresh(encoder).state_dict(), tmp_path, {"encoder": "another-1234", "runs": []})
    with pytest.raises(ValueError, match="was trained on another-1234"):
        export_safety(tmp_path, encoder, tmp_path / "onnx")
    assert not (tmp_path / "onnx").exists()


def test_the_classes_are_no_alarm_and_then_the_kinds() -> None:
    assert ("none", *KINDS) == CLASSES


def evidence(seed: int, here: tuple[float, float] = (0.1, 0.7), count: int = 400) -> Evidence:
    """Made-up evidence of harmless messages and alarms, half each; `here` is how often each shows a sign."""
    draw = np.random.default_rng(seed)
    alarm = np.arange(count) % 2 == 1
    odds = draw.normal(np.where(alarm, 2.0, -2.0), 2.0)
    shown = draw.random(count) < np.where(alarm, here[1], here[0])
    elsewhere = draw.random(count) < np.where(alarm, 0.1, 0.4)
    return Evidence(np.stack([odds, shown, elsewhere], axis=1).astype(float), alarm)


def test_evidence_counts_in_the_direction_it_points() -> None:
    found = fit(evidence(1), evidence(2), evidence(3)).weights
    assert found.meaning > 0
    assert found.here > 0 > found.elsewhere


def test_evidence_that_points_the_wrong_way_counts_nothing() -> None:
    found = fit(evidence(1, here=(0.7, 0.1)), evidence(2), evidence(3)).weights
    assert found.here == 0
    assert found.elsewhere < 0


def test_the_thresholds_spend_their_budgets_on_the_development_set() -> None:
    development = evidence(3, count=2000)
    found = fit(evidence(1), evidence(2), development)
    slopes = np.array([found.weights.meaning, found.weights.here, found.weights.elsewhere])
    harmless = (development.rows @ slopes)[~development.alarm]
    assert found.false_alarms == (harmless >= found.weights.alarm).mean() == pytest.approx(FALSE_ALARMS, abs=0.002)
    assert (harmless >= found.weights.hint).mean() == pytest.approx(FALSE_ALARMS + HINTS, abs=0.002)
    assert found.weights.hint < found.weights.alarm
    assert 0.5 < found.recall < 1


@pytest.mark.parametrize("budget", [0.1, 0.25, 0.5])
def test_a_threshold_lets_its_share_through_and_leaves_room_on_both_sides(budget: float) -> None:
    harmless = np.arange(20.0)
    limit = threshold(harmless, budget)
    assert (harmless >= limit).mean() == budget
    assert limit % 1 == 0.5


def test_what_was_fitted_is_what_the_net_reads(tmp_path: Path) -> None:
    found = fit(evidence(1), evidence(2), evidence(3))
    write(found, tmp_path / "net.json")
    assert Weights.read(tmp_path / "net.json") == found.weights
