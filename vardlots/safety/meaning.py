"""What a message means: a copy of the sentence encoder, fine-tuned to tell alarms from everything else.

`python -m training.safety` makes it, models/safety/README.md tells how and how well, `vardlots.export` exports it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vardlots.onnx import OnnxModel
from vardlots.safety.kinds import KINDS, Kind


@dataclass(frozen=True)
class Meaning:
    """What a message seems to be: the log-odds that it is an alarm, and how likely each kind is, given that it is."""

    odds: float
    kinds: Mapping[Kind, float]


class MeaningModel:
    """The exported model of a folder.

    Raises:
        FileNotFoundError: when the folder holds none.
    """

    def __init__(self, folder: Path) -> None:
        self._model = OnnxModel(folder)

    def read(self, text: str) -> Meaning:
        """Return what the most alarming window of a text means; most messages are one window."""
        return max((meaning(row) for row in self._model.rows(text)), key=lambda found: found.odds)


def meaning(logits: npt.NDArray[np.float32]) -> Meaning:
    """Read the model's row: the logit of "no alarm", then one a kind, in the order of `KINDS`."""
    none, alarms = float(logits[0]), logits[1:].astype(np.float64)
    top = float(alarms.max())
    powers = np.exp(alarms - top)
    share = powers / powers.sum()
    return Meaning(top + float(np.log(powers.sum())) - none, dict(zip(KINDS, share.tolist(), strict=True)))
