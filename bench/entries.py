"""A knowledge base of any size, made from the clinic's own: copies of its entries, each in other words.

In every copy half of the longer words are replaced by others of the same language, always by the same one, so that a
copy is about something of its own, while lengths, letters and punctuation stay as people write. Words that deny,
count or hold a sentence together stay: a copy says of its own thing what the entry says, and contradicts no other.
"""

import random
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from vardlots.knowledge.rules.facts.wordless import words
from vardlots.knowledge.whole import plain
from vardlots.phrases import LOADER
from vardlots.replies import LANGUAGES, Language

WORD = re.compile(r"\{[^}]*\}|[^\W\d_]{5,}")
"""A word long enough to be replaced, or a value in braces, which is left as it is."""
REPLACED = 0.5
PLACES = ("question", "also_asked", "answer", "must_match")

Entry = dict[str, Any]


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Write texts of several lines as people do, and a value twice rather than refer to it."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


class Copy:
    """One copy of the entries: which word stands for which in it."""

    def __init__(self, number: int, stock: Mapping[Language, Sequence[str]]) -> None:
        self._number, self._stock, self._draw = number, stock, random.Random(number)
        self._replaced: dict[tuple[Language, str], str] = {}

    def entry(self, entry: Entry, claimed: set[str]) -> Entry:
        """Return an entry in this copy's words; what would be asked twice gets the copy's number."""
        made = {**entry, "id": f"{entry['id']}-{self._number}"}
        for field in (place for place in PLACES if place in entry):
            made[field] = {language: self._said(entry[field][language], language) for language in entry[field]}
        for language in LANGUAGES:
            made["question"][language] = self._once(made["question"][language], claimed)
            for field in ("also_asked", "must_match"):
                made[field][language] = [self._once(text, claimed) for text in made[field][language]]
        made["must_not_match"] = [self._text(text, "sv") for text in entry.get("must_not_match", ())]
        return made

    def _said(self, said: str | list[str], language: Language) -> str | list[str]:
        return self._text(said, language) if isinstance(said, str) else [self._text(text, language) for text in said]

    def _text(self, text: str, language: Language) -> str:
        return WORD.sub(lambda found: self._word(found[0], language), text)

    def _word(self, word: str, language: Language) -> str:
        if word.startswith("{"):
            return word
        key = language, word.casefold()
        if key not in self._replaced:
            replaced = self._draw.random() < REPLACED and any(words(word.casefold(), language))
            self._replaced[key] = self._draw.choice(self._stock[language]) if replaced else word.casefold()
        other = self._replaced[key]
        return other.capitalize() if word[0].isupper() else other

    def _once(self, text: str, claimed: set[str]) -> str:
        while plain(text) in claimed:
            text = f"{text.rstrip(' ?!.')} {self._number}"
        claimed.add(plain(text))
        return text


def many(kb: Path, count: int, into: Path) -> Path:
    """Write a knowledge base of `count` entries into a folder that is not there yet: the own ones, then copies."""
    shutil.copytree(kb, into)
    own: list[Entry] = yaml.load((kb / "faq.yaml").read_text(encoding="utf-8"), Loader=LOADER)["entries"]
    (into / "faq.yaml").write_text(
        yaml.dump({"entries": _enough(own, count)}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110),
        encoding="utf-8",
    )
    return into


def _enough(own: Sequence[Entry], count: int) -> list[Entry]:
    stock: dict[Language, list[str]] = {language: sorted(_vocabulary(own, language)) for language in LANGUAGES}
    claimed = {plain(text) for entry in own for language in LANGUAGES for text in _claimed(entry, language)}
    found = list(own[:count])
    for number in range(1, -(-count // len(own))):
        copy = Copy(number, stock)
        found += [copy.entry(entry, claimed) for entry in own[: count - len(found)]]
    return found


def _asked(entry: Entry, language: Language) -> list[str]:
    return [entry["question"][language], *entry["also_asked"][language]]


def _claimed(entry: Entry, language: Language) -> list[str]:
    return [*_asked(entry, language), *entry["must_match"][language]]


def _vocabulary(entries: Iterable[Entry], language: Language) -> set[str]:
    texts = (text for entry in entries for text in _asked(entry, language))
    found = {word.casefold() for text in texts for word in WORD.findall(text) if not word.startswith("{")}
    return {word for word in found if any(words(word, language))}
