"""A Rasa assistant as small as one can be, trained in a second, to see what a real agent does when its stores fail."""

from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import TrackerStore
from rasa.model_training import train
from rasa.utils.endpoints import EndpointConfig

FILES = {
    "config.yml": """
recipe: default.v1
assistant_id: tiny
language: sv
pipeline: [{name: KeywordIntentClassifier}]
policies: [{name: RulePolicy}]
""",
    "domain.yml": """
version: "3.1"
intents: [greet, work, send_app_link]
slots:
  phone: {type: any, influence_conversation: false, mappings: [{type: custom}]}
forms:
  app_link_form: {required_slots: [phone]}
responses:
  utter_greet: [{custom: {kind: smalltalk, language: sv, paragraphs: [Hej.]}}]
  utter_ask_phone: [{custom: {kind: ask, language: sv, paragraphs: ["Vilket nummer?"]}}]
actions: [action_work]
""",
    "data.yml": """
version: "3.1"
nlu:
  - {intent: greet, examples: "- hej\\n- hello"}
  - {intent: work, examples: "- arbeta\\n- work"}
  - {intent: send_app_link, examples: "- app\\n- programmet"}
rules:
  - {rule: greet, steps: [{intent: greet}, {action: utter_greet}]}
  - {rule: work, steps: [{intent: work}, {action: action_work}]}
  - {rule: link, steps: [{intent: send_app_link}, {action: app_link_form}, {active_loop: app_link_form}]}
""",
}


def trained(folder: Path) -> str:
    """Train it into a folder; return the model's path."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    names = (str(folder / name) for name in FILES)
    config, domain, data = names
    return str(train(domain, config, [data], output=str(folder), fixed_model_name="tiny").model)


def agent_of(
    model: str, tracker_store: "TrackerStore | None" = None, lock_store: "LockStore | None" = None, actions: str = ""
) -> Agent:
    """Load it with stores of one's own, its action server at an address where perhaps nobody listens."""
    endpoint = EndpointConfig(url=actions) if actions else None
    return Agent.load(model, tracker_store=tracker_store, lock_store=lock_store, action_endpoint=endpoint)
