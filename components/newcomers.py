"""Rules for topics that `domain.yml` does not name yet: an editor's new topic behaves as the others do, everywhere.

The rules for questions, on their own and in the middle of each form, stand in `data/rules/` with an `or` of the known
topics. A new one gets a copy of what leads to and follows on `MODEL`.
"""

from typing import Iterator, List, Sequence

from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.training_data.structures import RuleStep, StoryStep
from rasa.shared.nlu.constants import INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY

MODEL = "faq_fees"
"""A topic that every rule about questions has."""


def rules_for(topics: Sequence[str], steps: Sequence[StoryStep]) -> List[StoryStep]:
    """Return rules for topics, made of those among `steps` that speak of `MODEL`; none for no topics."""
    models = [step for step in steps if isinstance(step, RuleStep) and any(map(_asks, step.events))]
    copies = [copy for topic in topics for copy in _copies(topic, models)]
    return [*copies, *_following(models, steps)] if copies else []


def _copies(topic: str, models: Sequence[RuleStep]) -> Iterator[StoryStep]:
    for model in models:
        step = model.create_copy(use_new_id=True)
        step.events = [_said(topic) if _asks(event) else event for event in model.events]
        yield step


def _following(models: Sequence[RuleStep], steps: Sequence[StoryStep]) -> List[StoryStep]:
    """Return the steps that an `or` leads to: Rasa reads what comes after it as a step of its own."""
    ends = {end.name for model in models for end in model.end_checkpoints}
    return [step for step in steps if ends & {start.name for start in step.start_checkpoints}]


def _asks(event: object) -> bool:
    return isinstance(event, UserUttered) and event.intent_name == MODEL


def _said(topic: str) -> Event:
    return UserUttered(intent={INTENT_NAME_KEY: topic, PREDICTED_CONFIDENCE_KEY: 1.0})
