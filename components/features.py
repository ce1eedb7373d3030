"""The sentence encoder's vector as a dense sentence feature, for any classifier behind it."""

from typing import Any, Dict, List, Text

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


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectors(DenseFeaturizer, GraphComponent):
    """Add the encoder's unit vector of the whole message."""

    @classmethod
    def required_components(cls) -> List[type]:
        """Return what must come before: Rasa wants tokens before any featurizer."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> List[Text]:
        """Return the packages this component needs."""
        return ["onnxruntime", "tokenizers"]

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceVectors":
        """Make the component."""
        return cls(execution_context.node_name, config)

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return the defaults: none of our own."""
        return DenseFeaturizer.get_default_config()

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Accept any configuration: there is nothing to get wrong."""

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the vector to each message that has text."""
        for attribute in DENSE_FEATURIZABLE_ATTRIBUTES:
            wanted = [message for message in messages if message.get(attribute)]
            vectors = encoder().encode([message.get(attribute) for message in wanted]) if wanted else []
            for message, vector in zip(wanted, vectors):
                self._add(message, attribute, vector)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the vector to each training example."""
        self.process(training_data.training_examples)
        return training_data

    def _add(self, message: Message, attribute: Text, vector: np.ndarray) -> None:
        message.add_features(Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, attribute, self._identifier))
