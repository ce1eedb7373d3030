"""Buttons that cannot be forged: what a tap sends is signed, and only good in its own conversation."""

import os
import secrets
from dataclasses import replace
from pathlib import Path
from typing import Optional

from itsdangerous import BadData, BadSignature, URLSafeSerializer
from itsdangerous.encoding import base64_decode, base64_encode

from vardlots.replies import Button
from vardlots.settings import settings

PREFIX = "tap:"


class ButtonSigner:
    """Turn Rasa's `/intent{…}` payloads into opaque tokens and back."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def seal(self, button: Button, sender: str) -> Button:
        """Return the button as this sender may see it."""
        return replace(button, payload=PREFIX + self._serializer(sender).dumps(button.payload))

    def open(self, text: str, sender: str) -> Optional[str]:
        """Return the payload of a tap, or None when it is no tap of a button that this sender was shown."""
        if not text.startswith(PREFIX):
            return None
        try:
            return self._serializer(sender).loads(as_signed(text[len(PREFIX) :]))
        except (BadData, ValueError):  # a lone surrogate is no UTF-8
            return None

    def _serializer(self, sender: str) -> URLSafeSerializer:
        return URLSafeSerializer(self._secret, salt=f"button:{sender}")


def as_signed(token: str) -> str:
    """Return a token whose signature is written as it was made: Base64 forgives signs that belong to nothing.

    Raises:
        BadData: when it is written in another way.
    """
    signature = token.rpartition(".")[2]
    if base64_encode(base64_decode(signature)).decode() != signature:
        raise BadSignature("the signature is written in an odd way")
    return token


def secret() -> str:
    """Return `VARDLOTS_SECRET`, or one made on the first start and kept in `var/secret`.

    Several workers behind one address must share it: set the variable there.
    """
    return os.environ.get("VARDLOTS_SECRET") or _kept_secret(settings().var / "secret")


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(32))
    return path.read_text()
