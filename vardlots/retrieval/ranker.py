"""From signals to how likely each entry is right, and from that to what to do.

Two questions are asked in turn, for they have different answers. Which entry, if any of them is right? A conditional
logit over the entries' signals says so (McFadden 1974). Is any of them right at all? A logistic regression over the
highest value of each signal says so. An entry's score is the product: the probability that it is the right answer.

The weights stand in `kb/retrieval.json`, which `vardlots kb fit` writes: one set for when Rasa has an opinion on the
intent, one for when there is none.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

import numpy as np

from vardlots.errors import KnowledgeError
from vardlots.retrieval.signals import MEANING, SCOPE, WHICH, Matrix

Decision = Literal["answer", "suggest", "hold_back"]

FILE = "retrieval.json"
FIT = "run `vardlots kb fit`"
MOST_SUGGESTED = 3

OPINIONS = ("intent", "intent_outside")
PLACE = {name: place for place, name in enumerate(MEANING)}


@dataclass(frozen=True)
class Linear:
    """A weighted sum of some of the signals, each of them centred and scaled first."""

    signals: tuple[str, ...]
    weight: tuple[float, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    bias: float = 0.0

    @staticmethod
    def picked(names: Sequence[str], signals: Matrix) -> Matrix:
        """Return the values of some signals; the last axis is that of the signals."""
        return signals[..., [PLACE[name] for name in names]]

    def of(self, signals: Matrix) -> Matrix:
        """Return the values of its own signals."""
        return self.picked(self.signals, signals)

    def scaled(self, signals: Matrix) -> Matrix:
        """Return the values of its own signals, centred and scaled."""
        return (self.of(signals) - np.array(self.mean)) / np.array(self.scale)

    def parts(self, signals: Matrix) -> Matrix:
        """Return what each of its signals adds to the sum."""
        return self.scaled(signals) * np.array(self.weight)

    def total(self, signals: Matrix) -> Matrix:
        """Return the sum."""
        return self.parts(signals).sum(axis=-1) + self.bias


@dataclass(frozen=True)
class Thresholds:
    """What to do from which probability on.

    `suggest` is the probability of being in scope below which to hold back, `answer` the score of an entry from which
    to give its answer, `certain` that from which the answer needs no other beside it.
    """

    suggest: float = 1.0
    answer: float = 1.0
    certain: float = 1.0


@dataclass(frozen=True)
class Weights:
    """One fitted set. `fit` tells how good it was on questions that it was not fitted on."""

    which: Linear
    scope: Linear
    limits: Thresholds = Thresholds()
    fit: Mapping[str, Any] = field(default_factory=dict)

    def shares(self, signals: Matrix) -> Matrix:
        """Return how likely each entry is, given that one of them is right; [..., entries, signals] in."""
        total = self.which.total(signals)
        odds = np.exp(total - total.max(axis=-1, keepdims=True))
        return odds / odds.sum(axis=-1, keepdims=True)

    def in_scope(self, signals: Matrix) -> Matrix:
        """Return how likely it is that any of the entries is right; [..., entries, signals] in."""
        return 1 / (1 + np.exp(-self.scope.total(signals.max(axis=-2))))

    def decide(self, scope: float, best: float) -> Decision:
        """Return what to do with a question, by how likely it is in scope, and its best entry right."""
        if scope < self.limits.suggest:
            return "hold_back"
        return "answer" if best >= self.limits.answer else "suggest"


@dataclass(frozen=True)
class Ranker:
    """Both sets of weights, and what they were fitted on."""

    plain: Weights
    with_intents: Weights | None = None
    fitted_on: Mapping[str, Any] = field(default_factory=dict)

    def weights(self, opinions: bool) -> Weights:
        """Return the set for a question with, or without, Rasa's opinion; the plain one when that is all there is."""
        return self.with_intents if opinions and self.with_intents else self.plain

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        sets = {"plain": _written(self.plain), "with_intents": _written(self.with_intents)}
        return {"fitted_on": dict(self.fitted_on), **sets}

    def write(self, path: Path) -> None:
        """Write the weights, one a line, so that a change shows in a diff."""
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps(self.as_dict(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        partial.replace(path)


def read_ranker(path: Path) -> Ranker:
    """Read what `Ranker.write` wrote.

    Raises:
        KnowledgeError: when there is no such file, or it was fitted for other signals than these.
    """
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        return Ranker(_read(body["plain"], False), _read(body["with_intents"], True), body["fitted_on"])
    except FileNotFoundError as error:
        raise KnowledgeError(f"{path}: there are no weights for retrieval yet; {FIT}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{path}: cannot be used ({type(error).__name__}: {error}); {FIT}") from error


def _written(weights: Weights | None) -> dict[str, Any] | None:
    if weights is None:
        return None
    return {
        **asdict(weights.limits),
        "which": _columns(weights.which),
        "scope": {"bias": weights.scope.bias, **_columns(weights.scope)},
        "fit": dict(weights.fit),
    }


def _columns(linear: Linear) -> dict[str, Any]:
    rows = zip(linear.signals, linear.weight, linear.mean, linear.scale, strict=True)
    return {name: {"weight": weight, "mean": mean, "scale": scale} for name, weight, mean, scale in rows}


def _read(body: Any, opinions: bool) -> Any:
    if body is None:
        return None
    which, scope = _linear(body["which"], chosen(WHICH, opinions)), _linear(body["scope"], chosen(SCOPE, opinions))
    limits = Thresholds(*(float(body[field.name]) for field in fields(Thresholds)))
    return Weights(which, scope, limits, body["fit"])


def chosen(names: Sequence[str], opinions: bool) -> tuple[str, ...]:
    """Return the signals to use, those of Rasa's opinion only where there is one."""
    return tuple(name for name in names if opinions or name not in OPINIONS)


def _linear(body: Mapping[str, Any], expected: Sequence[str]) -> Linear:
    signals = {name: row for name, row in body.items() if name != "bias"}
    if tuple(signals) != tuple(expected):
        other = ", ".join(sorted(set(signals) ^ set(expected))) or "their order"
        raise ValueError(f"fitted for other signals: {other}")
    columns = {part: tuple(float(row[part]) for row in signals.values()) for part in ("weight", "mean", "scale")}
    return Linear(tuple(expected), **columns, bias=float(body.get("bias", 0.0)))
