"""Values in a message: regions, ages, kinds of care, cards … found by rules, placed on spaCy's tokens."""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokens import Doc

from components.tokens import pipeline
from vardlots.entities import Found, extract


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class RuleEntities(GraphComponent, EntityExtractorMixin):
    """Add an entity for each value that `vardlots.entities` finds."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "RuleEntities":
        """Make the component."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Add entities to each message."""
        for message in messages:
            if message.get(TEXT):
                doc = pipeline()(message.get(TEXT))
                ours = [entity(found, doc) for found in extract(message.get(TEXT))]
                entities = message.get(ENTITIES, []) + self.add_extractor_name(ours)
                message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as they are: rules need no examples."""
        return training_data


def entity(found: Found, doc: Doc) -> Dict[str, Any]:
    """Return Rasa's form of a value, its ends moved out to whole tokens."""
    span = doc.char_span(found.start, found.end, alignment_mode="expand")
    start, end = (span.start_char, span.end_char) if span is not None else (found.start, found.end)
    return {"entity": found.kind, "value": found.value, "start": start, "end": end, "confidence": 1.0}
