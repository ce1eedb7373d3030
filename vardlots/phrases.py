"""The sentences the assistant says itself, from `kb/replies/`, in both languages."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

from vardlots.errors import KnowledgeError
from vardlots.replies import LANGUAGES, Language

KB = Path(__file__).resolve().parent.parent / "kb"


class Phrases:
    """Look up a sentence by its dotted key, fill in its values, return its paragraphs."""

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._texts = texts

    def say(self, key: str, language: Language, **values: object) -> tuple[str, ...]:
        """Return the paragraphs of `key` in `language`, with `{name}` values filled in.

        Raises:
            KnowledgeError: when the key, or a value that its text needs, is missing.
        """
        try:
            text = self._texts[key][language].format(**values)
        except KeyError as missing:
            raise KnowledgeError(f"kb/replies: {key} ({language}) lacks {missing}") from missing
        return tuple(part.strip().replace("\n", " ") for part in text.split("\n\n"))

    def title(self, key: str, language: Language, **values: object) -> str:
        """Return a one-paragraph phrase, such as a button's title."""
        return " ".join(self.say(key, language, **values))

    def template(self, key: str, language: Language) -> str:
        """Return the text as its file has it, with `{name}` where values go."""
        return self._texts[key][language]

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def keys(self) -> list[str]:
        """Return every key, in the file's order."""
        return list(self._texts)


def read_phrases(folder: Path) -> Phrases:
    """Read every phrase file of a folder: nested topics, at the leaves one text a language.

    Raises:
        KnowledgeError: when a text lacks a language.
    """
    texts: dict[str, Mapping[str, str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        for key, text in _leaves(yaml.safe_load(path.read_text(encoding="utf-8")) or {}):
            if not isinstance(text, Mapping) or set(text) != set(LANGUAGES):
                raise KnowledgeError(f"{path.name}: {key} needs a text in both sv: and en:, not {text!r}")
            texts[key] = text
    return Phrases(texts)


def _leaves(node: Mapping, prefix: str = "") -> Iterator[tuple[str, object]]:
    """Walk down to the texts: mappings that name a language, and anything that is no mapping."""
    for name, value in node.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping) and not set(value) & set(LANGUAGES):
            yield from _leaves(value, f"{key}.")
        else:
            yield key, value


@cache
def phrases() -> Phrases:
    """Return the project's own phrases, read once."""
    return read_phrases(KB / "replies")
