"""The intent classifier: `vardlots.intents` inside Rasa, with a fallback whose threshold is fitted."""

import logging
from typing import Any, Dict, List, Optional

import numpy as np
import skops.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.cli import print_info

from components.fingerprints import core, of_files
from components.safety import alarm_of
from vardlots.intents import IntentModel
from vardlots.safety.kinds import KINDS

# skops imports all of scikit-learn, numpy.distutils with it, and that makes the root logger one that prints unfiltered
logging.root.__class__ = logging.RootLogger

FILE = "intents.skops"
_TRUSTED = {"vardlots.intents.IntentModel", "vardlots.entities.fold.fold", "scipy.sparse._csr.csr_matrix"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntents(IntentClassifier, GraphComponent):
    """Say what a message wants, or `nlu_fallback` when the model would too often be wrong.

    Settings: see `IntentModel`. What the safety net has taken for an alarm stays one; alarms are never learnt here.
    """

    def __init__(
        self, config: Dict[str, Any], storage: ModelStorage, resource: Resource, model: Optional[IntentModel] = None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def required_components(cls) -> List[type]:
        """Return what must come before: the encoder's vectors."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> List[str]:
        """Return the packages this component needs."""
        return ["sklearn", "skops"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the defaults."""
        return {"meaning": 3.0, "regularisation": 0.15, "precision": 0.8}

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Return a hash of the model's own source."""
        return of_files(core("intents.py"), core("entities/fold.py"))

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LinearIntents":
        """Make an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LinearIntents":
        """Read a trained classifier back; only our own class and scikit-learn's are trusted."""
        with model_storage.read_from(resource) as folder:
            strange = set(skops.io.get_untrusted_types(file=folder / FILE)) - _TRUSTED
            if strange:
                raise ValueError(f"{FILE} holds types that a classifier has no use for: {sorted(strange)}")
            model = skops.io.load(folder / FILE, trusted=sorted(_TRUSTED))
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples that have text and an intent."""
        examples = learnt(training_data)
        model = IntentModel(**{name: self._config[name] for name in self.get_default_config()})
        fit = model.train(
            [example.get(TEXT) for example in examples],
            np.stack([vector(example) for example in examples]),
            [example.get(INTENT) for example in examples],
        )
        print_info(f"intents, cross-validated: {fit}")
        with self._storage.write_to(self._resource) as folder:
            skops.io.dump(model, folder / FILE)
        self._model = model
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Add `intent` and `intent_ranking` to each message."""
        for message in messages:
            if self._model and message.get(TEXT) and not alarm_of(message) and (meaning := vector(message)) is not None:
                row = self._model.probabilities([message.get(TEXT)], meaning[np.newaxis, :])[0]
                self._decide(
                    message, {name: float(value) for name, value in zip(self._model.intents, row, strict=True)}
                )
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as they are: nothing trains on the classifier's opinion."""
        return training_data

    def _decide(self, message: Message, probabilities: Dict[str, float]) -> None:
        ranking = sorted(probabilities, key=lambda name: -probabilities[name])
        chosen = ranking[0]
        if probabilities[chosen] < self._model.threshold:
            chosen = DEFAULT_NLU_FALLBACK_INTENT_NAME
        confidence = probabilities.get(chosen, 1 - probabilities[ranking[0]])
        rows = [
            {"name": name, "confidence": round(probabilities[name], 4)}
            for name in ranking
            if probabilities[name] > 0.001
        ]
        message.set(INTENT, {"name": chosen, "confidence": confidence}, add_to_output=True)
        message.set("intent_ranking", rows, add_to_output=True)


def learnt(training_data: TrainingData) -> List[Message]:
    """Return the examples of what people want; those of alarms are the safety net's."""
    return [
        example for example in training_data.intent_examples if example.get(TEXT) and example.get(INTENT) not in KINDS
    ]


def vector(message: Message) -> Optional[np.ndarray]:
    """Return the message's dense sentence vector [dim], or None."""
    _, sentence = message.get_dense_features(TEXT)
    return sentence.features[0] if sentence else None
