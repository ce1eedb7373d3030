"""Training data from the knowledge base: what people ask or say trains the intent that leads to an answer.

An editor may give an entry a topic that no file of Rasa's names. It becomes an intent, with the rules of the others.
"""

from pathlib import Path
from typing import Dict, Iterator, List, Optional, Tuple, Union

import yaml
from rasa.shared.core.domain import KEY_INTENTS, Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.newcomers import rules_for
from vardlots.language import LOADER
from vardlots.settings import settings

FIND_CARE = "find_care"
"""The intent of everything that people say of a complaint in `kb/triage.yaml`."""
SAID = 4
"""Phrasings of a complaint, in each language, that train it: with all of them it would outweigh every other intent."""


class KnowledgeImporter(TrainingDataImporter):
    """Add phrasings of `kb/faq.yaml` and `kb/triage.yaml`, and topics that are new; everything else is Rasa's own."""

    def __init__(
        self,
        config_file: Optional[str] = None,
        domain_path: Optional[str] = None,
        training_data_paths: Optional[Union[List[str], str]] = None,
        **kwargs: object,
    ) -> None:
        self._folder = settings().kb
        self._files = RasaFileImporter(config_file, domain_path, training_data_paths)

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """Return one example a phrasing, both languages."""
        found = [*phrasings(self._folder / "faq.yaml"), *complaints(self._folder / "triage.yaml")]
        return TrainingData([Message.build(text=text, intent=intent) for text, intent in found])

    def get_domain(self) -> Domain:
        """Return the topics that domain.yml does not name as intents."""
        new = self._new_topics()
        return Domain.from_dict({KEY_INTENTS: new}) if new else Domain.empty()

    def get_stories(self, exclusion_percentage: Optional[int] = None) -> StoryGraph:
        """Return rules for these topics; all others, and the stories, stand in data/."""
        new = self._new_topics()
        return StoryGraph(rules_for(new, self._files.get_stories().story_steps) if new else [])

    def get_config(self) -> Dict:
        """Return nothing of its own: the configuration stands in config.yml."""
        return {}

    def get_config_file_for_auto_config(self) -> Optional[str]:
        """Return no file: nothing is configured automatically."""
        return None

    def _new_topics(self) -> List[str]:
        topics = dict.fromkeys(intent for _, intent in phrasings(self._folder / "faq.yaml"))
        known = self._files.get_domain().intents if topics else ()
        return [topic for topic in topics if topic not in known]


def phrasings(path: Path) -> Iterator[Tuple[str, str]]:
    """Yield (text, intent) for every phrasing of a checked FAQ file."""
    for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)["entries"]:
        for language in ("sv", "en"):
            for text in [entry["question"][language], *entry["also_asked"][language]]:
                yield text, entry["topic"]


def complaints(path: Path) -> Iterator[Tuple[str, str]]:
    """Yield (text, intent) for everything that people say of a complaint; a clinic may do without the table."""
    if not path.exists():
        return
    for row in yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)["complaints"]:
        for language in ("sv", "en"):
            for text in row.get("also_said", {}).get(language, [])[:SAID]:
                yield text, FIND_CARE
