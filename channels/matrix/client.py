"""The homeserver's side of the conversation: the dozen calls that the door makes.

A client of our own rather than a library: `mautrix` installs beside Rasa, but its calls try again by themselves, with
transaction ids that it counts, and tell neither whether the first try may have got through. A homeserver forgets
transaction ids when it restarts, so whoever sends must look into the room before a second try. That leaves little to
use of a library; and aiohttp is here anyway.
"""

import asyncio
import json
from contextlib import suppress
from typing import Any, Awaitable, Callable, Dict, List, Mapping, Optional, TypeVar
from urllib.parse import quote

import aiohttp
from yarl import URL

PATIENCE = 35.0
"""Seconds that one call may take."""
FIRST_WAIT, LONGEST_WAIT = 0.25, 10.0
"""Seconds between tries, doubled from one to the next."""
AWAY = (502, 503, 504)
"""What a proxy answers for a homeserver that is not there."""

Result = TypeVar("Result")
Body = Mapping[str, Any]


class Trouble(Exception):
    """It may go better in a while: too many calls, or no homeserver. The text names the kind of error only.

    `wait` is after how many seconds to try again, where the homeserver says so. `sure`: nothing has happened.
    """

    def __init__(self, kind: str, wait: Optional[float] = None, sure: bool = False) -> None:
        super().__init__(kind)
        self.wait, self.sure = wait, sure


class Refused(Exception):
    """It will not go better by trying again; the text is the status and Matrix's code of the error."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code


class Client:
    """Call a homeserver as one user of an application service.

    Every call raises `Trouble` or `Refused`; `patiently` waits while there is trouble.
    """

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"}
        self._opened: Optional[aiohttp.ClientSession] = None
        self.troubles = 0
        """How often the homeserver could not be reached."""

    async def close(self) -> None:
        """Close the connections."""
        if self._opened:
            await self._opened.close()

    async def call(self, method: str, *path: str, body: Optional[Body] = None, **query: str) -> Dict[str, Any]:
        """Call `/_matrix/client/<path>` once; a path's parts may hold anything."""
        where = URL(f"{self._url}/_matrix/client/{'/'.join(quote(part, safe='') for part in path)}", encoded=True)
        data = None if body is None else json.dumps(body).encode()
        try:
            async with self._session().request(method, where.update_query(query), data=data) as answer:
                raw = await answer.read()
                self.troubles += answer.status in AWAY
                return _read(answer.status, raw, answer.headers.get("Retry-After"))
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            self.troubles += 1
            raise Trouble(type(error).__name__, sure=isinstance(error, aiohttp.ClientConnectorError)) from None

    async def register(self, localpart: str) -> None:
        """Make the service's own user, unless there is one."""
        body = {"type": "m.login.application_service", "username": localpart, "inhibit_login": True}
        try:
            await self.call("POST", "v3", "register", body=body)
        except Refused as error:
            if error.code != "M_USER_IN_USE":
                raise

    async def whoami(self) -> str:
        """Return the service's user id."""
        return str((await self.call("GET", "v3", "account", "whoami"))["user_id"])

    async def send(self, room: str, content: Body, transaction: str, kind: str = "m.room.message") -> str:
        """Send an event; return its id."""
        sent = await self.call("PUT", "v3", "rooms", room, "send", kind, transaction, body=content)
        return str(sent["event_id"])

    async def event(self, room: str, event_id: str) -> Dict[str, Any]:
        """Return one event."""
        return await self.call("GET", "v3", "rooms", room, "event", event_id)

    async def latest(self, room: str, sender: str, most: int, start: Optional[str] = None) -> Dict[str, Any]:
        """Return somebody's latest messages in a room, newest first: `chunk`, and `end` when there may be more."""
        wanted = json.dumps({"senders": [sender], "types": ["m.room.message"], "lazy_load_members": True})
        query = {"dir": "b", "limit": str(most), "filter": wanted, **({"from": start} if start else {})}
        return await self.call("GET", "v3", "rooms", room, "messages", **query)

    async def newest(self, room: str, most: int) -> List[Dict[str, Any]]:
        """Return the newest events of a room, newest first."""
        page = await self.call("GET", "v3", "rooms", room, "messages", dir="b", limit=str(most))
        return [event for event in page.get("chunk", ()) if isinstance(event, dict)]

    async def members(self, room: str) -> List[str]:
        """Return who is in a room."""
        return list((await self.call("GET", "v3", "rooms", room, "joined_members")).get("joined", {}))

    async def patiently(self, attempt: Callable[[], Awaitable[Result]]) -> Result:
        """Try until there is no trouble.

        Raises:
            Refused: when the homeserver will not do it.
        """
        waits = Waits()
        while True:
            try:
                return await attempt()
            except Trouble as trouble:
                await waits.after(trouble)

    async def call_oneself(self, me: str, name: str) -> None:
        """Take a name that clients show."""
        await self.call("PUT", "v3", "profile", me, "displayname", body={"displayname": name})

    async def quietly(self, attempt: Awaitable[Any]) -> None:
        """Try once what is only for looks, whatever comes of it."""
        with suppress(Trouble, Refused):
            await attempt

    def _session(self) -> aiohttp.ClientSession:
        if self._opened is None:  # made in the loop that uses it
            timeout = aiohttp.ClientTimeout(PATIENCE)
            self._opened = aiohttp.ClientSession(headers=self._headers, timeout=timeout, trust_env=False)
        return self._opened


class Waits:
    """The pauses between tries, each longer than the one before."""

    def __init__(self) -> None:
        self._next = FIRST_WAIT

    async def after(self, trouble: Trouble) -> None:
        """Wait as long as the homeserver wants, or as the number of tries suggests."""
        await asyncio.sleep(self._next if trouble.wait is None else trouble.wait)
        self._next = min(self._next * 2, LONGEST_WAIT)


def _read(status: int, raw: bytes, retry_after: Optional[str]) -> Dict[str, Any]:
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        body = {}
    body = body if isinstance(body, dict) else {}
    if 200 <= status < 300:
        return body
    code = str(body.get("errcode") or "")[:60]
    if status == 429:
        raise Trouble("429", _seconds(body.get("retry_after_ms"), retry_after), sure=True)
    if status >= 500:
        raise Trouble(str(status))
    raise Refused(status, code)


def _seconds(milliseconds: Any, retry_after: Optional[str]) -> Optional[float]:
    """Return how long to wait, of the two ways to say so; never longer than a minute."""
    try:
        wait = float(milliseconds) / 1000 if milliseconds is not None else float(retry_after or "")
    except (TypeError, ValueError):
        return None
    return min(max(wait, 0.0), 60.0)
