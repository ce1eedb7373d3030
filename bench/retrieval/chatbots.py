"""What people ask real chatbots: intents that others defined, and much that is out of scope."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.metrics import matthews_corrcoef

from bench.retrieval import data
from bench.retrieval.bot import Both, Classifier, Gate, Kernel, Linear, Opinion, opinion
from bench.retrieval.data import OUTSIDE, Asked
from bench.statistics import share
from bench.tables import Table, shown
from vardlots.knowledge import Knowledge
from vardlots.retrieval.encoder import Encoder

LIKELIER = 0.5
IN_SCOPE = 0.95

COLUMNS = (
    *("system", "in scope right, no threshold", "in scope right, at the threshold", "out of scope seen", "MCC"),
    "source",
)
HINT3_PUBLISHED = (
    ("Rasa, DIET + ConveRT, threshold 0.9", ".841", ".641", ".739", ".511", "Arora et al. 2020"),
    ("the best of the paper's systems", "", "", "", ".60", "Arora et al. 2020"),
)
CLINC150_PUBLISHED = (
    ("Rasa, out of scope as an intent", "", ".915", ".453", "", "Larson et al. 2019"),
    ("Rasa, threshold", "", ".909", ".312", "", "Larson et al. 2019"),
    ("BERT, out of scope as an intent", "", ".969", ".403", "", "Larson et al. 2019"),
)
BOTS = (
    "The project's classifiers with their own constants, and a gate over how sure they are (`bench/retrieval/bot.py`). "
    "“In scope right” counts a question in scope that is held back as wrong."
)
HINT3_NOTE = (
    "HINT3, curekart: what people asked a live health shop's chatbot. Trained on its {train} training examples of "
    "{intents} intents; tested on {inside} questions in scope and {outside} out of scope, MCC over all of them. The "
    "gate never saw a test question: it was fitted on the training examples, each judged as if it had not been there, "
    "and on the {own} English questions of `kb/out_of_scope.yaml`, both counting the same; it answers what is more "
    "likely right than wrong. " + BOTS
)
CLINC150_NOTE = (
    "CLINC150, full: {intents} intents, trained on its training split with its {outside_train} questions out of scope "
    "as one more intent; tested on {inside} questions in scope and {outside} out of scope. The gate was fitted on the "
    "validation split with its 100 out of scope, and its threshold is the highest at which {rule:.0%} of the "
    "validation questions in scope are answered right. " + BOTS
)


@dataclass(frozen=True)
class Figures:
    """What a bot made of a test set: what it would have said, and what it said at its threshold."""

    likeliest: npt.NDArray[np.str_]
    said: npt.NDArray[np.str_]

    def row(self, name: str, truth: Sequence[str]) -> list[str]:
        """Return a row of the table."""
        right = np.array(truth)
        inside = right != OUTSIDE
        shares = (
            share((self.likeliest == right)[inside]),
            share((self.said == right)[inside]),
            share((self.said == OUTSIDE)[~inside]),
        )
        return [name, *map(shown, shares), f"{matthews_corrcoef(right, self.said):.3f}", ""]


def hint3(encoder: Encoder, knowledge: Knowledge, folder: Path) -> Table:
    """Train on HINT3's training examples, and test.

    Raises:
        Missing: when the data are not there.
    """
    parts = data.hint3(folder)
    train, test, own = parts["train"], parts["test"], list(knowledge.out_of_scope.get("en"))
    vectors = encoder.encode(train.texts)
    kernel, linear = Kernel(train, vectors, leaving_out=True), Linear(train, vectors)
    names = sorted(set(train.intents))

    def figures(classifier: Classifier) -> Figures:
        outside = classifier.scores(own, encoder.encode(own))
        seen = opinion(np.concatenate([classifier.unseen(), outside]), names)
        gate = Gate(seen, [*train.intents, *[OUTSIDE] * len(own)])
        heard = opinion(classifier.scores(test.texts, encoder.encode(test.texts)), names)
        return Figures(heard.intents, gated(heard, gate.sure(heard), LIKELIER))

    rows = _rows(_bots(kernel, linear), figures, test)
    note = HINT3_NOTE.format(train=len(train.texts), intents=len(names), own=len(own), **_counts(test))
    return Table("Real chatbot questions: HINT3", COLUMNS, [*rows, *HINT3_PUBLISHED], note)


def clinc150(encoder: Encoder, folder: Path) -> Table:
    """Train on CLINC150's training split, set the threshold on its validation split, and test.

    Raises:
        Missing: when the data are not there.
    """
    parts = data.clinc150(folder)
    train, check, test = parts["train"], parts["val"], parts["test"]
    vectors = {name: encoder.encode(part.texts) for name, part in parts.items()}
    kernel, linear = Kernel(train, vectors["train"]), Linear(train, vectors["train"])
    names = sorted(set(train.intents))

    def figures(classifier: Classifier) -> Figures:
        seen = opinion(classifier.scores(check.texts, vectors["val"]), names)
        gate = Gate(seen, check.intents)
        limit = threshold(seen, gate.sure(seen), check.intents)
        heard = opinion(classifier.scores(test.texts, vectors["test"]), names)
        return Figures(heard.intents, gated(heard, gate.sure(heard), limit))

    rows = _rows(_bots(kernel, linear), figures, test)
    outside = sum(intent == OUTSIDE for intent in train.intents)
    note = CLINC150_NOTE.format(intents=len(names) - 1, outside_train=outside, rule=IN_SCOPE, **_counts(test))
    return Table("Many intents: CLINC150", COLUMNS, [*rows, *CLINC150_PUBLISHED], note)


def gated(heard: Opinion, sure: npt.NDArray[np.floating], limit: float) -> npt.NDArray[np.str_]:
    """Return what is said: the likeliest intent where that is sure enough, else `OUTSIDE`."""
    return np.where(sure >= limit, heard.intents, OUTSIDE)


def threshold(heard: Opinion, sure: npt.NDArray[np.floating], truth: Sequence[str]) -> float:
    """Return the highest threshold at which `IN_SCOPE` of the questions in scope are answered right, 0 if none is."""
    right = np.array(truth)
    inside = right != OUTSIDE
    answered = np.sort(sure[inside & (heard.intents == right)])[::-1]
    needed = int(np.ceil(IN_SCOPE * inside.sum()))
    return float(answered[needed - 1]) if needed <= len(answered) else 0.0


def _bots(kernel: Classifier, linear: Classifier) -> Mapping[str, Classifier]:
    return {
        "**the retrieval's classifier**": kernel,
        "the linear model of Rasa's process": linear,
        "both, added": Both(kernel, linear),
    }


def _rows(
    bots: Mapping[str, Classifier], figures: Callable[[Classifier], Figures], test: Asked
) -> Sequence[Sequence[str]]:
    return [figures(bot).row(name, test.intents) for name, bot in bots.items()]


def _counts(test: Asked) -> dict[str, int]:
    outside = sum(intent == OUTSIDE for intent in test.intents)
    return {"inside": len(test.intents) - outside, "outside": outside}
