"""The knowledge base as the office reads it: the files being edited, what to mend in them, and a search over them."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from vardlots.files import check_files
from vardlots.follow import stamp
from vardlots.knowledge import BadFile, Finding, Knowledge, LiveKnowledge, read_knowledge
from vardlots.retrieval.encoder import Encoder, encoder
from vardlots.retrieval.ranker import FILE, Ranker, read_ranker
from vardlots.retrieval.retriever import LiveRetriever, Retriever
from vardlots.settings import Settings


@dataclass(frozen=True)
class Reading:
    """One look at the files: what they hold, or None where they cannot be read, and what to mend."""

    knowledge: Knowledge | None
    findings: tuple[Finding, ...]

    @property
    def broken(self) -> bool:
        """Whether the files cannot be used as they are."""
        return self.knowledge is None

    def of(self, entry_id: str) -> tuple[Finding, ...]:
        """Return what is to mend in an entry, the gravest first."""
        return self.by_entry.get(entry_id, ())

    @cached_property
    def by_entry(self) -> Mapping[str, tuple[Finding, ...]]:
        """Return the findings of the answers by the entry they are about."""
        found: dict[str, list[Finding]] = {}
        for finding in sorted(self.findings, key=lambda one: ("error", "warning", "hint").index(one.level)):
            if finding.entry and finding.file.endswith("faq.yaml"):
                found.setdefault(finding.entry, []).append(finding)
        return {entry: tuple(found) for entry, found in found.items()}


class Shelf:
    """Read the folder of the knowledge base again when a file changed. Any number of threads may ask."""

    def __init__(self, here: Settings, folder: Path) -> None:
        self._here, self.folder = here, folder
        self._reading = threading.Lock()
        self._loading = threading.Lock()
        self._seen: object = None
        self._read = Reading(None, ())
        self._retriever: LiveRetriever | None = None

    def reading(self) -> Reading:
        """Return the files as they are now."""
        with self._reading:
            # a day that has passed may be the one of a review
            seen = date.today(), stamp([*self.folder.glob("*.yaml"), *self.folder.glob("replies/*.yaml")])
            if seen != self._seen:
                self._read, self._seen = self._look(), seen
            return self._read

    def _look(self) -> Reading:
        try:
            knowledge: Knowledge | None = read_knowledge(self.folder)
        except BadFile:
            knowledge = None
        return Reading(knowledge, tuple(check_files(self.folder, knowledge=knowledge)))

    def retriever(self) -> Retriever:
        """Return the search over the last version that could be read; the encoder is loaded when first asked for.

        Raises:
            KnowledgeError: when no version could be read yet.
        """
        with self._loading:
            if self._retriever is None:
                self._retriever = LiveRetriever(LiveKnowledge(self.folder, every=0), self.encoder, self.ranker)
        return self._retriever.settle()

    @cached_property
    def encoder(self) -> Encoder:
        """Return the encoder that the settings name."""
        return encoder(self._here)

    @property
    def ranker(self) -> Ranker:
        """Return the weights and thresholds that answers are chosen by."""
        return read_ranker(self.folder / FILE)
