"""The held-out questions and conversations of `bench/dev/`, and the text that the assistant was trained on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from vardlots.language import LOADER
from vardlots.replies import Language

DEV = Path(__file__).with_name("dev")


@dataclass(frozen=True)
class Question:
    """A question and what is right: an entry, other entries that are right too, or a task's intent."""

    text: str
    language: Language
    entry: str | None = None
    also: tuple[str, ...] = ()
    intent: str | None = None

    @property
    def group(self) -> str:
        """Return `faq`, `task` or `outside` (nothing that the assistant answers)."""
        if self.intent:
            return "task"
        return "faq" if self.entry else "outside"

    @property
    def accepted(self) -> frozenset[str]:
        """Return the entries that are right."""
        return frozenset({self.entry, *self.also} - {None})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Said:
    """A turn of a conversation: the person's words, and what must be true of the reply."""

    text: str
    expect: Mapping[str, Any]


@dataclass(frozen=True)
class Conversation:
    """Turns that belong together; the name starts with the language it begins in."""

    name: str
    turns: tuple[Said, ...]

    @property
    def language(self) -> str:
        """Return the language of the first turn."""
        return self.name.split("-", 1)[0]


def read_questions(path: Path = DEV / "questions.yaml") -> tuple[Question, ...]:
    """Read the questions, in the file's order."""
    rows = _read(path)["questions"]
    return tuple(Question(**{**row, "also": tuple(row.get("also", ()))}) for row in rows)


def read_conversations(path: Path = DEV / "conversations.yaml") -> tuple[Conversation, ...]:
    """Read the conversations, in the file's order."""
    return tuple(
        Conversation(row["name"], tuple(Said(turn["say"], turn["expect"]) for turn in row["turns"]))
        for row in _read(path)["conversations"]
    )


def trained_texts(root: Path) -> Iterator[str]:
    """Yield every text that anything in the project learns from or is fitted on.

    The knowledge base's phrasings and its own tests, the lists of what is out of scope and of what follows on an
    answer, and Rasa's examples.
    """
    for entry in _read(root / "kb" / "faq.yaml")["entries"]:
        for key in ("question", "also_asked", "must_match", "must_not_match"):
            yield from _leaves(entry.get(key))
    yield from _leaves(_read(root / "kb" / "out_of_scope.yaml")["questions"])
    for row in _read(root / "kb" / "follow_ups.yaml")["follow_ups"]:
        yield from (text for language in ("sv", "en") for text in row.get(language, []))
    for path in sorted((root / "data" / "nlu").glob("*.yml")):
        for block in _read(path)["nlu"]:
            yield from (line.removeprefix("- ") for line in block.get("examples", "").splitlines())


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from _leaves(child)


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
