"""The safety net: what a message means and the signs that its words make, weighed together.

The weights are fitted, for recall first, on what models that had not seen a message made of it
(`training/safety/fit.py`); `models/safety/net.json` holds them.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from vardlots.safety.kinds import KINDS, Kind
from vardlots.safety.meaning import Meaning, MeaningModel
from vardlots.safety.structure import Sign, Structure, structure
from vardlots.settings import settings

CERTAIN = 8.0
"""Log-odds beyond which meaning counts no more: no model is surer than that."""
SIGN = 0.5
"""What a sign adds to its kind, beside the share that the meaning gives it."""
RECENT = 64
"""Messages whose judgement stays in memory: one message is judged by the channel and by Rasa's pipeline."""


@dataclass(frozen=True)
class Weights:
    """How evidence adds up: a message is an alarm from `alarm` on; from `hint` on it may be about one.

    `meaning` weighs the model's log-odds; `here` is what a red flag's sign adds, `elsewhere` one in a context that
    says that it is not here and now.
    """

    meaning: float
    here: float
    elsewhere: float
    alarm: float
    hint: float

    @classmethod
    def read(cls, path: Path) -> "Weights":
        """Read `net.json`."""
        return cls(**json.loads(path.read_text(encoding="utf-8"))["weights"])

    def score(self, odds: float, signs: Sequence[Sign]) -> float:
        """Return how alarming a message is."""
        here = any(sign.context is None for sign in signs)
        elsewhere = any(sign.context is not None for sign in signs)
        return self.meaning * max(-CERTAIN, min(CERTAIN, odds)) + self.here * here + self.elsewhere * elsewhere


@dataclass(frozen=True)
class Judgement:
    """What the net makes of a message.

    `kind` is the alarm, or None. `named` are kinds of danger that it speaks of without one being here and now: an
    answer to it may say whom to call if it were. `red_flags` are the ids of the signs found.
    """

    kind: Kind | None
    score: float
    named: tuple[Kind, ...] = ()
    red_flags: tuple[str, ...] = ()


class SafetyNet:
    """Judge messages; `signs` gives the structure of the moment, for its file may be edited."""

    def __init__(self, model: MeaningModel, signs: Callable[[], Structure], weights: Weights) -> None:
        self._model, self._signs, self._weights = model, signs, weights
        self._judged = lru_cache(RECENT)(self._judge)

    def judge(self, text: str) -> Judgement:
        """Return what a message is; a text is never kept longer than the next few."""
        return self._judged(text, self._signs())

    def _judge(self, text: str, signs: Structure) -> Judgement:
        meaning, found = self._model.read(text), signs.find(text)
        score = self._weights.score(meaning.odds, found)
        flags = tuple(dict.fromkeys(sign.red_flag for sign in found))
        if score >= self._weights.alarm:
            return Judgement(kind_of(meaning, found), score, red_flags=flags)
        named = [sign.kind for sign in found]
        if score >= self._weights.hint:
            named.append(kind_of(meaning, found))
        return Judgement(None, score, tuple(dict.fromkeys(named)), flags)


def kind_of(meaning: Meaning, signs: Sequence[Sign]) -> Kind:
    """Return the kind that an alarm most likely is."""
    shown = {sign.kind for sign in signs if sign.context is None}
    return max(KINDS, key=lambda kind: meaning.kinds[kind] + SIGN * (kind in shown))


def safety_net() -> SafetyNet:
    """Return the process's safety net, loaded on the first call.

    Raises:
        FileNotFoundError: when its model has not been exported.
        KnowledgeError: when `kb/safety.yaml` is wrong and no version has been right yet.
    """
    return _net(settings().models)


@cache
def _net(models: Path) -> SafetyNet:
    structure()  # a mistake in its file is told at the start, not at the first message
    return SafetyNet(MeaningModel(models / "safety-onnx"), structure, Weights.read(models / "safety" / "net.json"))
