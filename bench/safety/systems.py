"""What is compared: the net as it serves, its halves, and a plain text classifier that learnt the same examples."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline, make_union

from training.safety.examples import everyday, written
from vardlots.entities.fold import fold
from vardlots.safety.meaning import MeaningModel
from vardlots.safety.net import Weights, safety_net
from vardlots.safety.structure import structure
from vardlots.settings import settings

Alarms = Callable[[Sequence[str]], Sequence[bool]]


@dataclass(frozen=True)
class System:
    """A way to raise alarms, and what it is called in a table."""

    title: str
    alarms: Alarms


def net(texts: Sequence[str]) -> list[bool]:
    """Judge as the assistant does."""
    return [safety_net().judge(text).kind is not None for text in texts]


def meaning(texts: Sequence[str]) -> list[bool]:
    """Judge by meaning alone, at the net's own threshold."""
    weights, model = Weights.read(settings().models / "safety" / "net.json"), _model()
    return [weights.score(model.read(text).odds, ()) >= weights.alarm for text in texts]


def signs(texts: Sequence[str]) -> list[bool]:
    """Judge by the red flags' signs alone."""
    found = structure()
    return [any(sign.context is None for sign in found.find(text)) for text in texts]


def words(texts: Sequence[str]) -> list[bool]:
    """Judge by the baseline."""
    return [bool(one) for one in _baseline().predict([*texts])]


SYSTEMS: Mapping[str, System] = {
    "net": System("**the safety net**", net),
    "meaning": System("its meaning alone", meaning),
    "signs": System("its signs alone", signs),
    "words": System("n-grams of letters and words, logistic regression, the same examples", words),
}


@cache
def _model() -> MeaningModel:
    return MeaningModel(settings().models / "safety-onnx")


@cache
def _baseline() -> Pipeline:
    """Train what any tutorial would: tf-idf of character and word n-grams, a linear model."""
    grams = make_union(
        TfidfVectorizer(preprocessor=fold, analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2),
        TfidfVectorizer(preprocessor=fold, token_pattern=r"\w+", ngram_range=(1, 2), sublinear_tf=True, min_df=2),
    )
    examples = [*written(), *everyday()]
    machine = make_pipeline(grams, LogisticRegression(C=10.0, solver="liblinear"))
    return machine.fit([one.text for one in examples], [one.kind != "none" for one in examples])
