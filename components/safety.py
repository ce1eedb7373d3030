"""The safety net in Rasa's pipeline: an alarm is an intent that nothing after it may change."""

from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from vardlots.safety.kinds import Kind
from vardlots.safety.net import SafetyNet, safety_net

SAFETY = "safety"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class Safety(GraphComponent):
    """Judge every message before its intent is asked for; `safety` tells what was found."""

    def __init__(self, net: SafetyNet) -> None:
        self._net = net

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Safety":
        """Make the component with the process's safety net."""
        return cls(safety_net())

    @staticmethod
    def required_packages() -> List[str]:
        """Return the packages this component needs."""
        return ["onnxruntime", "spacy", "tokenizers"]

    def process(self, messages: List[Message]) -> List[Message]:
        """Add `safety` to each message that has words, and to an alarm its intent."""
        for message in messages:
            if message.get(TEXT) and not message.get(TEXT).startswith("/"):
                judged = self._net.judge(message.get(TEXT))
                found = {"alarm": judged.kind, "named": list(judged.named), "red_flags": list(judged.red_flags)}
                message.set(SAFETY, found, add_to_output=True)
                if judged.kind:
                    raise_alarm(message, judged.kind)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as they are: the safety net is trained by itself."""
        return training_data


def raise_alarm(message: Message, kind: Kind) -> None:
    """Make an alarm of a message."""
    message.set(SAFETY, {**(message.get(SAFETY) or {}), "alarm": kind}, add_to_output=True)
    message.set(INTENT, {"name": kind, "confidence": 1.0}, add_to_output=True)
    message.set("intent_ranking", [{"name": kind, "confidence": 1.0}], add_to_output=True)


def alarm_of(message: Message) -> Optional[Kind]:
    """Return the kind of alarm that a message is, or None."""
    return (message.get(SAFETY) or {}).get("alarm")
