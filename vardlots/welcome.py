"""What a page shows before anybody has said a word: a greeting, topics to tap, whom to call, the clinic itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vardlots.errors import KnowledgeError
from vardlots.follow import Followed
from vardlots.phrases import phrases
from vardlots.replies import LANGUAGES, Language, Link, tel
from vardlots.safety.helplines import helplines
from vardlots.settings import ROOT, settings

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ACCESSIBILITY: Mapping[Language, str] = {"sv": "/tillganglighet", "en": "/en/accessibility"}
"""The demonstration's own pages, for a clinic that names none."""


@dataclass(frozen=True)
class Contact:
    """How to reach the clinic without the assistant, and when somebody is there.

    An address of a page may be relative to the assistant's own.
    """

    name: str
    email: str
    phone: str | None
    accessibility: Mapping[Language, str]
    hours: Mapping[Language, str]
    url: str | None = None


def contact() -> Contact:
    """Return how to reach the clinic, as `kb/provider.yaml` is now.

    Raises:
        KnowledgeError: when the file has not been right yet; the message says what to mend.
    """
    return _followed(settings().kb / "provider.yaml").current()


def welcome() -> dict[str, Any]:
    """Return what a page shows, JSON-ready, as the files of the knowledge base are now.

    Raises:
        KnowledgeError: when a file has not been right yet; the message says what to mend.
    """
    here = contact()
    phone = {"phone": vars(Link(here.phone, tel(here.phone)))} if here.phone else {}
    return {
        "clinic": {"name": here.name, **phone, "email": vars(Link(here.email, f"mailto:{here.email}"))},
        "pages": {"accessibility": dict(here.accessibility)},
        "texts": {language: _texts(here, language) for language in LANGUAGES},
    }


def read_contact(path: Path) -> Contact:
    """Read `kb/provider.yaml`.

    Raises:
        KnowledgeError: when it is not readable, or lacks the clinic's name or address.
    """
    try:
        read = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=LOADER)
        pages = read["pages"].get("accessibility") or ACCESSIBILITY
        hours = (read.get("handoff") or {}).get("hours") or {}
        other = next(iter(pages.values()))
        return Contact(
            str(read["name"]),
            str(read["email"]["support"]),
            str(read["phone"]) if read.get("phone") else None,
            {language: str(pages.get(language) or other) for language in LANGUAGES},
            {language: str(hours.get(language) or "") for language in LANGUAGES},
            str(read["url"]) if read.get("url") else None,
        )
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError, StopIteration) as error:
        raise KnowledgeError(f"{path.name} cannot be read: {error}; run `vardlots kb check`") from error


def _texts(here: Contact, language: Language) -> dict[str, Any]:
    say = phrases().say
    return {
        "greeting": list(say("chat.greeting", language, clinic=here.name)),
        "topics": list(say("chat.topics", language)),
        "down": list(say("chat.down", language)),
        "forgotten": list(say("chat.forgotten", language)),
        "helplines": [vars(line.link(language)) for line in helplines("emergency")],
    }


@cache
def _followed(path: Path) -> Followed[Contact]:
    """Follow a knowledge base's own file; one that has none is answered with the project's."""
    own = path if path.is_file() else ROOT / "kb" / path.name
    return Followed(lambda: [own], lambda _before: read_contact(own))
