"""What the component tests share: messages, examples with vectors, a model storage on disk."""

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.features import SentenceVectors
from vardlots.settings import settings

CONTEXT = ExecutionContext(GraphSchema({}), node_name="under-test")
RESOURCE = Resource("under-test")

needs_encoder = pytest.mark.skipif(
    not (settings().models / "encoder-onnx" / "model.onnx").exists(), reason="`make train` exports the encoder first"
)


def storage(folder: Path) -> LocalModelStorage:
    """Make an empty model storage in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return LocalModelStorage(folder)


def a_message(text: str) -> Message:
    """Make a message as a channel hands it over."""
    return Message(data={"text": text})


def understood(component: Any, text: str) -> dict[str, Any]:
    """Return what Rasa would put out after one component."""
    (message,) = component.process([a_message(text)])
    return message.as_dict(only_output_properties=True)


def with_vectors(messages: list[Message]) -> list[Message]:
    """Add the encoder's vectors."""
    return sentence_vectors().process(messages)


def sentence_vectors() -> SentenceVectors:
    """Make the featurizer with its default configuration."""
    return SentenceVectors("under-test", SentenceVectors.get_default_config())


def examples(pairs: list[tuple[str, str]]) -> TrainingData:
    """Make training data of (text, intent) pairs, with vectors."""
    return TrainingData(with_vectors([Message.build(text=text, intent=intent) for text, intent in pairs]))


def reload(kind: Any, config: dict[str, Any], folder: Path) -> GraphComponent:
    """Read a trained component back from its storage."""
    return kind.load(config, storage(folder), RESOURCE, CONTEXT)
