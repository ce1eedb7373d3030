"""The message's language as part of what was understood: `language: {name, confidence, sure}`."""

import json
from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.fingerprints import core, of_files, of_texts
from vardlots.entities import places
from vardlots.language import LanguageModel, model_of
from vardlots.settings import settings

FILE = "language.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class LanguageDetector(GraphComponent):
    """Hear whether a message is Swedish or English.

    What this message alone says, no more: that a conversation sticks to its language, and that
    the page's language comes before a guess, is decided where the conversation is known.
    """

    def __init__(self, storage: ModelStorage, resource: Resource, model: Optional[LanguageModel] = None) -> None:
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LanguageDetector":
        """Make an untrained component."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LanguageDetector":
        """Read a trained component back."""
        with model_storage.read_from(resource) as folder:
            trained = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, LanguageModel(**trained))

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Return a hash of the labelled texts, so that an edited one trains the model again."""
        return of_texts() + of_files(core("language.py"))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the knowledge base's labelled texts, and store the weights."""
        self._model = model_of(settings().kb)
        with self._storage.write_to(self._resource) as folder:
            (folder / FILE).write_text(json.dumps(self._model.as_dict(), ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the language to each message."""
        for message in messages:
            if self._model and message.get(TEXT):
                heard = self._model.hear(without_places(message.get(TEXT)))
                message.set("language", heard.as_dict(), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as they are: nothing trains on the language."""
        return training_data


def without_places(text: str) -> str:
    """Leave out the names of places: "Malmö", answered to an English question, is no wish to go on in Swedish."""
    for found in reversed(places.find(text)):
        text = f"{text[: found.start]} {text[found.end :]}"
    return text
