"""An answer as the patient sees it, made of what stands in a form or in the files."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from office.answers.forms import Fields
from vardlots.follow import Followed
from vardlots.knowledge.findings import BadFile
from vardlots.knowledge.models import Offer
from vardlots.knowledge.source import read_source
from vardlots.knowledge.texts import PATH, NoSuchValue, Values, paragraphs, paths
from vardlots.phrases import KB, Phrases, read_phrases
from vardlots.replies import LANGUAGES, Button, Language, Link, Reply

HELPED = ("answer.helped", "answer.did_not_help")
OFFERS = tuple(offer.value for offer in Offer)


def replies_of(
    now: Fields, values: Values, said: Phrases, reviewed: str = ""
) -> Mapping[Language, list[dict[str, Any]]]:
    """Return what the assistant would answer, in the shape in which a chat gets it, by language.

    A language without an answer of its own is shown the other one's, as patients are.
    """
    return {language: [_reply(now, values, said, language, reviewed).as_dict()] for language in LANGUAGES}


def filled(text: str, values: Values, language: Language) -> str:
    """Return a text with its values filled in; one that leads nowhere stays as it is written."""

    def value(path: str, whole: str) -> str:
        try:
            return values.value(path, language)
        except (NoSuchValue, BadFile):
            return whole

    return PATH.sub(lambda found: value(found[1], found[0]), text)


def day_of(data: Mapping[str, Any]) -> str:
    """Return the day on which an entry was reviewed, as the reply tells it; nothing where that is no day."""
    reviewed = data.get("reviewed")
    return reviewed.isoformat() if isinstance(reviewed, date) else ""


def sentences(folder: Path) -> Phrases:
    """Return what the assistant says itself, by the folder of its knowledge base."""
    return _followed(folder / "replies").current()


def known_values(folder: Path, texts: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return the values that a text may use: its path in braces, and what it says now in Swedish and in English.

    They are the clinic's own, and what some answer uses already.
    """
    values = Values(folder)
    used = [path for text in texts for path in paths(text)]
    found = {path: (path, *said) for path in [*_clinic(folder), *used] if (said := _said(path, values))}
    return [("{" + path + "}", swedish, english) for path, swedish, english in found.values()]


def _reply(now: Fields, values: Values, said: Phrases, language: Language, reviewed: str) -> Reply:
    other: Language = "en" if language == "sv" else "sv"
    answer = getattr(now, f"answer_{language}") or getattr(now, f"answer_{other}")
    offers = [offer for offer in now.offer if f"offer.{offer}" in said]
    return Reply(
        "faq",
        language,
        paragraphs(filled(answer, values, language)),
        topic=now.id or None,
        buttons=(
            *(Button(said.title(f"offer.{offer}", language), f"/{offer}") for offer in offers),
            *(Button(said.title(key, language), "/feedback", "feedback") for key in HELPED),
        ),
        links=tuple(
            Link(filled(title, values, language), filled(row.url, values, language))
            for row in now.links
            if (title := getattr(row, language) or getattr(row, other)) and row.url
        ),
        reviewed=reviewed or None,
        source="; ".join(now.source.split("\n")) or None,
    )


def _clinic(folder: Path) -> Iterable[str]:
    """Yield the paths of the clinic's own data, but for who wrote it down and when."""
    try:
        data = read_source(folder / "provider.yaml").data
    except BadFile:
        return
    if isinstance(data, Mapping):
        for name, value in data.items():
            if name not in ("source", "reviewed", "valid_from"):
                yield from _leaves(value, f"provider.{name}")


def _leaves(value: Any, path: str) -> Iterable[str]:
    if isinstance(value, Mapping) and not (value and set(value) <= set(LANGUAGES)):
        for name, inside in value.items():
            yield from _leaves(inside, f"{path}.{name}")
    else:
        yield path


def _said(path: str, values: Values) -> tuple[str, str] | None:
    try:
        return values.value(path, "sv"), values.value(path, "en")
    except (NoSuchValue, BadFile):
        return None


@cache
def _followed(folder: Path) -> Followed[Phrases]:
    own = folder if any(folder.glob("*.yaml")) else KB / "replies"
    return Followed(lambda: sorted(own.glob("*.yaml")), lambda before: read_phrases(own, before), every=0)
