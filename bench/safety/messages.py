"""The messages that judge the safety net: whose authors saw neither what it learns from nor any of its code."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from vardlots.replies import LANGUAGES, Language

HERE = Path(__file__).parent
NONE = "none"
SETS = {"dev": "development set", "test": "test set"}
"""The first one's misses could be seen while the net was built; the second one is for a last look."""


@dataclass(frozen=True)
class Message:
    """What somebody wrote, and what it is: a kind of alarm, or `none`."""

    text: str
    kind: str
    about: str
    language: Language

    @property
    def alarm(self) -> bool:
        """Whether it must be answered as an alarm."""
        return self.kind != NONE


def read(name: str) -> list[Message]:
    """Return the messages of a set, Swedish first."""
    return [
        Message(row["text"], row["kind"], row["about"], language)
        for language in LANGUAGES
        for row in yaml.safe_load((HERE / f"{name}_{language}.yaml").read_text(encoding="utf-8"))
    ]
