"""Sending to the service behind a door: over HTTP, patiently, and without a word of it in any error.

Not with the clients that Rasa's channels use: those of Twilio and Messenger stop the whole server while they wait,
have no time limit, and put tokens into addresses, which end up in error texts.
"""

import asyncio
import re
from dataclasses import dataclass
from typing import Any, Mapping, Optional

import aiohttp

TRIES = 3
PAUSE = 1.0
"""Seconds before another try, where the service says nothing of it."""
LONGEST_PAUSE = 20.0
"""Where it asks for more, the answer is given up: nobody waits that long for it."""
PATIENCE = 10.0
"""Seconds for one try."""

_CODE = re.compile(r"[a-z_]{1,60}")


class NotSent(Exception):
    """An answer did not get out; the text says at which door and why, and holds nothing of the answer."""


@dataclass(frozen=True)
class Trouble:
    """What went wrong in one try, and after how many seconds another makes sense; None when none does."""

    why: str
    pause: Optional[float] = None


class Api:
    """A service's HTTP interface; `url` is where it begins."""

    def __init__(
        self, door: str, url: str, headers: Optional[Mapping[str, str]] = None, auth: Optional[aiohttp.BasicAuth] = None
    ) -> None:
        self._door, self._url = door, url.rstrip("/")
        self._with = {"headers": dict(headers or {}), "auth": auth}

    async def post(self, path: str, **body: Any) -> None:
        """Post `json=` or `data=`; try again where the service is busy, or was never reached.

        Raises:
            NotSent: when it was not taken.
        """
        for left in reversed(range(TRIES)):
            trouble = await self._try(path, body)
            if trouble is None:
                return
            if trouble.pause is None or trouble.pause > LONGEST_PAUSE or not left:
                raise NotSent(f"{self._door}: an answer could not be sent: {trouble.why}")
            await asyncio.sleep(trouble.pause)

    async def _try(self, path: str, body: Mapping[str, Any]) -> Optional[Trouble]:
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE), **self._with) as session,
                session.post(f"{self._url}/{path}", allow_redirects=False, **body) as response,
            ):
                return _judged(response, await _read(response))
        except aiohttp.ClientConnectorError:
            return Trouble("it cannot be reached", PAUSE)
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:  # it may have arrived: not twice from here
            return Trouble(type(error).__name__)


async def _read(response: aiohttp.ClientResponse) -> Mapping[str, Any]:
    try:
        body = await response.json(content_type=None)
    except ValueError:
        return {}
    return body if isinstance(body, Mapping) else {}


def _judged(response: aiohttp.ClientResponse, body: Mapping[str, Any]) -> Optional[Trouble]:
    if response.status == 429 or response.status >= 500:
        return Trouble(f"status {response.status}", _pause(response, body))
    if response.status >= 300:
        return Trouble(f"status {response.status}")
    if body.get("ok") is False or body.get("error"):
        code = str(body.get("error"))
        return Trouble(code if _CODE.fullmatch(code) else "it was refused")
    return None


def _pause(response: aiohttp.ClientResponse, body: Mapping[str, Any]) -> float:
    """Return how long the service wants to be left alone: by its header, or by what Telegram says in the body."""
    told = body.get("parameters") if isinstance(body.get("parameters"), Mapping) else {}
    try:
        return max(0.0, float(response.headers.get("Retry-After") or (told or {}).get("retry_after")))
    except (TypeError, ValueError):
        return PAUSE
