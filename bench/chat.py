"""A person at the REST channel: says something, reads the reply, taps a button."""

from collections.abc import Mapping
from typing import Any

import httpx

TIMEOUT = 60.0


class Chat:
    """Conversations with a bot at an address; safe to use from several threads."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = httpx.Client(base_url=url, timeout=TIMEOUT, trust_env=False)

    def say(self, sender: str, text: str, language: str | None = None) -> list[dict[str, Any]]:
        """Say something and return the messages that come back; `language` is the page's.

        Raises:
            httpx.HTTPStatusError: when the channel refuses the message.
        """
        body: dict[str, Any] = {"sender": sender, "message": text}
        if language:
            body["metadata"] = {"language": language}
        answer = self._client.post("/webhooks/rest/webhook", json=body)
        answer.raise_for_status()
        messages: list[dict[str, Any]] = answer.json()
        return messages

    def reply(self, sender: str, text: str, language: str | None = None) -> dict[str, Any]:
        """Say something and return the turn's reply.

        Raises:
            ValueError: when the turn has no reply, or several.
        """
        return only(self.say(sender, text, language))

    def tap(self, sender: str, button: Mapping[str, str]) -> dict[str, Any]:
        """Tap a button of an earlier reply and return what that leads to."""
        return self.reply(sender, button["payload"])

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def only(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the one structured reply among a turn's messages.

    Raises:
        ValueError: when there is none, or more than one.
    """
    replies: list[dict[str, Any]] = [message["custom"] for message in messages if message.get("custom")]
    if len(replies) != 1:
        raise ValueError(f"a turn has exactly one reply, this one had {len(replies)}: {messages!r}")
    return replies[0]
