"""How meaning and signs are weighed against each other, and from which sum on a message is an alarm.

The weights are fitted on what was written for the net, with opinions of models that had not seen it. The thresholds
spend a budget of false alarms on strangers' harmless messages, the development set of `bench/safety/`: as many alarms
as possible are seen for it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from training.safety.examples import Example
from vardlots.safety.meaning import Meaning, meaning
from vardlots.safety.net import CERTAIN, Weights
from vardlots.safety.structure import Structure

Logits = npt.NDArray[np.float32]

FALSE_ALARMS = 0.03
"""Of the development set's harmless messages, so many may raise an alarm."""
HINTS = 0.06
"""And so many may be alarming enough for a line that says whom to call, without a sign."""


@dataclass(frozen=True)
class Fit:
    """The weights, and what they do.

    `recall` and `false_alarms` are those of the development set; `unseen_recall` and `unseen_false_alarms` those of
    what was written for the net, judged by models that had not seen it; `everyday` are false alarms in everyday talk.
    """

    weights: Weights
    recall: float
    false_alarms: float
    unseen_recall: float
    unseen_false_alarms: float
    everyday: float

    def as_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {**vars(self), "weights": vars(self.weights)}


@dataclass(frozen=True)
class Evidence:
    """What is known of some messages, [messages, 3]: the meaning's log-odds, a sign here, a sign elsewhere."""

    rows: npt.NDArray[np.float64]
    alarm: npt.NDArray[np.bool_]

    @classmethod
    def of(
        cls, texts: Sequence[str], alarms: Sequence[bool], meanings: Sequence[Meaning], signs: Structure
    ) -> "Evidence":
        """Gather it."""
        odds = np.clip([one.odds for one in meanings], -CERTAIN, CERTAIN)
        found = [signs.find(text) for text in texts]
        here = [any(sign.context is None for sign in some) for some in found]
        elsewhere = [any(sign.context is not None for sign in some) for some in found]
        return cls(np.stack([odds, here, elsewhere], axis=1).astype(float), np.array(alarms, dtype=bool))

    @classmethod
    def unseen(cls, examples: Sequence[Example], logits: Mapping[str, Logits], signs: Structure) -> "Evidence":
        """Gather it of examples, by trainings that had not seen them; one that none has judged is left out."""
        known = [one for one in examples if one.text in logits]
        meanings = [meaning(logits[one.text]) for one in known]
        return cls.of([one.text for one in known], [one.kind != "none" for one in known], meanings, signs)


def fit(written: Evidence, everyday: Evidence, development: Evidence) -> Fit:
    """Fit weights on what was written for the net, thresholds on the development set."""
    machine = LogisticRegression(C=100.0).fit(written.rows, written.alarm)
    by_meaning, here, elsewhere = (float(value) for value in machine.coef_[0])
    slopes = np.array([by_meaning, max(here, 0.0), min(elsewhere, 0.0)])
    scores = development.rows @ slopes
    harmless = scores[~development.alarm]
    alarm = threshold(harmless, FALSE_ALARMS)
    hint = min(threshold(harmless, FALSE_ALARMS + HINTS), alarm)
    return Fit(
        Weights(float(slopes[0]), float(slopes[1]), float(slopes[2]), alarm, hint),
        float((scores[development.alarm] >= alarm).mean()),
        float((harmless >= alarm).mean()),
        float((written.rows[written.alarm] @ slopes >= alarm).mean()),
        float((written.rows[~written.alarm] @ slopes >= alarm).mean()),
        float((everyday.rows @ slopes >= alarm).mean()),
    )


def threshold(harmless: npt.NDArray[np.float64], budget: float) -> float:
    """Return the lowest score that no more than a share `budget` of harmless messages reaches."""
    allowed = int(budget * len(harmless))
    ordered = np.sort(harmless)[::-1]
    return float((ordered[allowed] + ordered[allowed - 1]) / 2)


def write(found: Fit, path: Path) -> None:
    """Write what was fitted where the net reads it."""
    path.write_text(json.dumps(found.as_dict(), indent=2) + "\n", encoding="utf-8")
