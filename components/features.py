"""The sentence encoder's vector as a dense sentence feature, for any classifier behind it."""

from typing import Any, Dict, List, Optional

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import DENSE_FEATURIZABLE_ATTRIBUTES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.encoder import encoder
from components.fingerprints import core, of_files, of_texts
from vardlots.settings import settings
from vardlots.spelling import spelling


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectors(DenseFeaturizer, GraphComponent):
    """Add the encoder's unit vector of the whole message, its å, ä and ö restored."""

    @classmethod
    def required_components(cls) -> List[type]:
        """Return what must come before: Rasa wants tokens before any featurizer."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> List[str]:
        """Return the packages this component needs."""
        return ["onnxruntime", "tokenizers"]

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceVectors":
        """Make the component."""
        return cls(execution_context.node_name, config)

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the defaults: none of our own."""
        return DenseFeaturizer.get_default_config()

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Return a hash of the encoder and of what the spelling is learnt from."""
        folder = settings().models / "encoder-onnx"
        own = of_files(folder / "model.onnx", folder / "tokenizer.json", core("spelling.py"), core("entities/fold.py"))
        return own + of_texts()

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Accept any configuration: there is nothing to get wrong."""

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the vector to each message that has text."""
        for attribute in DENSE_FEATURIZABLE_ATTRIBUTES:
            wanted = [message for message in messages if message.get(attribute)]
            restore = spelling(settings().kb).restore
            vectors = encoder().encode([restore(message.get(attribute)) for message in wanted]) if wanted else []
            for message, vector in zip(wanted, vectors, strict=True):
                self._add(message, attribute, vector)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the vector to each training example."""
        self.process(training_data.training_examples)
        return training_data

    def _add(self, message: Message, attribute: str, vector: np.ndarray) -> None:
        message.add_features(Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, attribute, self._identifier))
