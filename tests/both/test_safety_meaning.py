"""What a message means: log-odds and kinds from the model's row, and the most alarming window of a long text."""

from pathlib import Path

import numpy as np
import pytest

from vardlots.onnx import LONGEST
from vardlots.safety.kinds import KINDS
from vardlots.safety.meaning import MeaningModel, meaning
from vardlots.settings import settings

FOLDER = settings().models / "safety-onnx"
needs_model = pytest.mark.skipif(not (FOLDER / "model.onnx").exists(), reason="`make train` exports the model first")

ALARM = "Han har slutat andas och är blå i ansiktet."
CALM = "Jag undrar vilka tider ni har på torsdag och om det går att betala med kort i appen. "


def row(none: float, *alarms: float) -> np.ndarray:
    return np.array([none, *alarms], dtype=np.float32)


def test_equal_logits_are_four_kinds_to_one() -> None:
    found = meaning(row(0, 0, 0, 0, 0))
    assert found.odds == pytest.approx(np.log(4))
    assert found.kinds == pytest.approx(dict.fromkeys(KINDS, 0.25))


def test_the_odds_are_those_of_any_alarm_against_none() -> None:
    none, *alarms = np.exp([1.5, -2.0, 0.5, 3.0, 0.0])
    found = meaning(row(1.5, -2.0, 0.5, 3.0, 0.0))
    assert found.odds == pytest.approx(float(np.log(sum(alarms) / none)), rel=1e-6)
    assert list(found.kinds.values()) == pytest.approx([alarm / sum(alarms) for alarm in alarms], rel=1e-6)


@pytest.mark.parametrize("place", range(len(KINDS)))
def test_the_kinds_stand_in_their_order(place: int) -> None:
    alarms = [0.0] * len(KINDS)
    alarms[place] = 5.0
    found = meaning(row(0, *alarms))
    assert max(found.kinds, key=lambda kind: found.kinds[kind]) == KINDS[place]


@pytest.mark.parametrize("huge", [1e4, -1e4])
def test_huge_logits_overflow_nothing(huge: float) -> None:
    found = meaning(row(0, huge, 0, 0, 0))
    assert np.isfinite(found.odds)
    assert sum(found.kinds.values()) == pytest.approx(1)


def test_a_folder_without_a_model_says_what_makes_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make train"):
        MeaningModel(tmp_path)


@pytest.fixture(scope="module")
def model() -> MeaningModel:
    return MeaningModel(FOLDER)


@needs_model
def test_an_alarm_is_more_of_one_than_a_question(model: MeaningModel) -> None:
    assert model.read(ALARM).odds > 0 > model.read(CALM).odds


@needs_model
@pytest.mark.parametrize("before", [0, 6, 15, 30])
def test_the_most_alarming_window_of_a_long_text_counts(model: MeaningModel, before: int) -> None:
    text = CALM * before + ALARM + " " + CALM * (30 - before)
    assert len(text.split()) > 2 * LONGEST
    assert model.read(text).odds > 0 > model.read(CALM * 30).odds


@needs_model
@pytest.mark.parametrize("text", ["", " ", "?", "\n", "😀"])
def test_a_text_of_no_words_has_a_meaning_too(model: MeaningModel, text: str) -> None:
    assert np.isfinite(model.read(text).odds)
