"""The registration of an application service: the file that a homeserver and the assistant both read."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from vardlots.errors import VardlotsError

LOCALPART = re.compile(r"[a-z0-9._=/+-]+")
TOKEN_BYTES = 32


class BadRegistration(VardlotsError):
    """The registration file is missing, or lacks something; the text names the file and what it lacks."""


@dataclass(frozen=True)
class Registration:
    """What homeserver and assistant agree on.

    `url` is where the homeserver reaches the assistant; `as_token` is what the assistant shows to the homeserver,
    `hs_token` what the homeserver shows to it; `localpart` is the assistant's own user there.
    """

    id: str
    url: str
    localpart: str
    as_token: str = field(repr=False)
    hs_token: str = field(repr=False)

    @classmethod
    def new(cls, url: str, localpart: str = "vardlots", service: str = "vardlots") -> "Registration":
        """Make one with new random tokens.

        Raises:
            BadRegistration: when the address is no http one, or a user's name cannot be written so.
        """
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            raise BadRegistration(f"{url!r} is no address: write one such as http://127.0.0.1:5005")
        if not LOCALPART.fullmatch(localpart):
            raise BadRegistration(f"{localpart!r} is no user name: only a-z, 0-9 and ._=/+- may stand in it")
        tokens = (secrets.token_hex(TOKEN_BYTES) for _ in range(2))
        return cls(service, url.rstrip("/"), localpart, *tokens)

    @classmethod
    def read(cls, path: Path) -> "Registration":
        """Read the file.

        Raises:
            BadRegistration: when it cannot be read, or lacks a field.
        """
        try:
            body = yaml.safe_load(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise BadRegistration(
                f"{path} cannot be read: {error.strerror}; `vardlots matrix register` makes it"
            ) from None
        except (yaml.YAMLError, UnicodeDecodeError):
            raise BadRegistration(f"{path} is no YAML; `vardlots matrix register` makes a new one") from None
        if not isinstance(body, Mapping):
            raise BadRegistration(f"{path} is no registration; `vardlots matrix register` makes one")
        values = {name: _text(path, body, key) for name, key in FIELDS.items()}
        return cls(**values)

    def as_dict(self) -> dict[str, Any]:
        """Return what the file holds, as the specification names it. The user is the assistant's alone."""
        return {
            **{key: getattr(self, name) for name, key in FIELDS.items()},
            "namespaces": {
                "users": [{"exclusive": True, "regex": f"@{re.escape(self.localpart)}:.*"}],
                "aliases": [],
                "rooms": [],
            },
            "rate_limited": False,
        }

    def write(self, path: Path) -> None:
        """Write a new file that only its owner may read.

        Raises:
            BadRegistration: when there is one already, or it cannot be written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise BadRegistration(
                f"{path} is there already, and the homeserver may use it: move it away first"
            ) from None
        except OSError as error:
            raise BadRegistration(f"{path} cannot be written: {error.strerror}") from None
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            yaml.safe_dump(self.as_dict(), file, sort_keys=False)


FIELDS = {
    "id": "id",
    "url": "url",
    "localpart": "sender_localpart",
    "as_token": "as_token",
    "hs_token": "hs_token",
}
"""Our fields, and what the specification calls them."""


def _text(path: Path, body: Mapping[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise BadRegistration(f"{path} lacks {key}; `vardlots matrix register` makes a whole one")
    return value
