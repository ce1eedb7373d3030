"""Buttons that cannot be forged: what a tap sends is signed, and only good in its own conversation."""

from dataclasses import replace
from typing import Optional

from itsdangerous import BadData, BadSignature, URLSafeSerializer
from itsdangerous.encoding import base64_decode, base64_encode

from vardlots.replies import Button

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
