"""The words that cancel by reply, from `kb/sms.yaml`, read without the models that check it: for Rasa's process."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from vardlots.errors import KnowledgeError
from vardlots.follow import Followed
from vardlots.replies import LANGUAGES, Language
from vardlots.settings import ROOT, settings

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TAKEN: Mapping[str, frozenset[str]] = {
    "twilio": frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
}
"""Replies that a gateway takes for a wish never to hear from us again, before we see them.

Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
"""

_PHONE = re.compile(r"\+[1-9]\d{6,14}")
_REFERENCE = re.compile(r"[a-z0-9]{3}[ -]?[a-z0-9]{3}")


@dataclass(frozen=True)
class Cancelling:
    """A reply that wants to cancel: in which language, and the booking reference that stood after the word, if one."""

    language: Language
    reference: str | None = None


def is_phone(number: str) -> bool:
    """Say whether a sender is somebody's telephone, and no service's name or short number."""
    return bool(_PHONE.fullmatch(number))


def folded(text: str) -> str:
    """Return a text as words are compared: small letters, no accents, single blanks, no full stop or quotes around."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return " ".join(plain.split()).strip(" .!\"'”“’»«")


def cancelling(text: str, words: Mapping[str, Language]) -> Cancelling | None:
    """Read a reply that is a cancel word, alone or with a reference after it; None for anything else."""
    said = folded(text)
    if said in words:
        return Cancelling(words[said])
    for word, language in words.items():
        rest = said.removeprefix(f"{word} ")
        if rest != said and _REFERENCE.fullmatch(rest) and any(sign.isdigit() for sign in rest):
            return Cancelling(language, rest)
    return None


def read_words(path: Path) -> dict[str, Language]:
    """Read the words of a file, each with its language.

    Raises:
        KnowledgeError: when it is not readable; `vardlots kb check` says line by line what to mend.
    """
    try:
        read = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=LOADER)["cancel_words"]
        return {folded(str(word)): language for language in LANGUAGES for word in read[language]}
    except (OSError, yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"{path.name} cannot be read: {error}; run `vardlots kb check`") from error


def cancel_words() -> dict[str, Language]:
    """Return the words as the file has them now; while it has a mistake, the last good version serves."""
    return _followed(settings().kb / "sms.yaml").current()


@cache
def _followed(path: Path) -> Followed[dict[str, Language]]:
    """Follow a knowledge base's own file; one that has none is answered with the project's."""
    own = path if path.is_file() else ROOT / "kb" / path.name
    return Followed(lambda: [own], lambda _before: read_words(own))
