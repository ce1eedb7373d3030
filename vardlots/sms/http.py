"""One request to a gateway, and what its answer means for the message."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from vardlots.sms.errors import Refused, TryLater

for chatty in ("httpx", "httpcore"):  # they write addresses, and a number may stand in one
    logging.getLogger(chatty).setLevel(logging.WARNING)

log = logging.getLogger(__name__)

PATIENCE = httpx.Timeout(10.0, connect=5.0)
"""Seconds; a message that takes longer is asked for before it is tried again."""
LONGEST_WAIT = 3600.0
"""Seconds that `Retry-After` may ask for."""


@dataclass(frozen=True)
class Account:
    """Who sends, through which address, as whom. Its text does not show the password."""

    url: str
    user: str
    password: str
    sender: str

    def __repr__(self) -> str:
        return f"Account({self.url!r})"


class Line:
    """The way to one gateway: requests with the account's credentials; any thread may use it.

    Each request has a connection of its own: one that was kept may be closed at the other end just as a message goes
    out on it, and then nobody knows whether it arrived.
    """

    def __init__(self, account: Account) -> None:
        self._account, self._trust = account, httpx.create_ssl_context()

    def post(self, path: str, form: Mapping[str, str]) -> httpx.Response:
        """Post a form; return whatever the gateway answered, unless it is to be tried later.

        Raises:
            TryLater: when it did not answer, is out of order, or does not let us in.
        """
        return self._asked("POST", path, data=dict(form))

    def get(self, path: str, query: Mapping[str, str]) -> Any:
        """Get JSON.

        Raises:
            TryLater: when there was no good answer.
        """
        answer = self._asked("GET", path, params=dict(query))
        if answer.is_error:
            raise TryLater(str(answer.status_code))
        try:
            return answer.json()
        except ValueError as error:
            raise TryLater("no JSON") from error

    def _asked(self, method: str, path: str, **more: Any) -> httpx.Response:
        here = self._account
        try:
            with httpx.Client(auth=(here.user, here.password), timeout=PATIENCE, verify=self._trust) as client:
                answer = client.request(method, f"{here.url}{path}", **more)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise TryLater("no connection") from error
        except httpx.TimeoutException as error:
            raise TryLater("no answer", unsure=True) from error
        except httpx.TransportError as error:
            raise TryLater("connection lost", unsure=True) from error
        if later := _later(answer):
            raise later
        return answer


def _later(answer: httpx.Response) -> TryLater | None:
    """Return why to try later, where the status says so whatever the message is."""
    status = answer.status_code
    if status in (401, 402, 403, 404) or 300 <= status < 400:
        # the account's fault, not the message's: it waits until somebody has mended that
        log.error("the gateway for text messages answers %s: look at the VARDLOTS_SMS variables", status)
        return TryLater(str(status))
    if status == 429:
        return TryLater("429", after=_seconds(answer))
    return TryLater(str(status), unsure=status != 503, after=_seconds(answer)) if status >= 500 else None


def refused(answer: httpx.Response, code: str = "") -> Refused:
    """Return the error for an answer that is final."""
    return Refused(code or str(answer.status_code))


def body_of(answer: httpx.Response) -> Mapping[str, Any]:
    """Return an answer's JSON object; an empty one for whatever else it holds."""
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _seconds(answer: httpx.Response) -> float:
    """Read `Retry-After`, in seconds or as a date; 0 without one."""
    written = answer.headers.get("retry-after", "")
    if written.isdigit():
        return min(float(written), LONGEST_WAIT)
    try:
        until, here = parsedate_to_datetime(written), parsedate_to_datetime(answer.headers.get("date", ""))
        return min(max((until - here).total_seconds(), 0.0), LONGEST_WAIT)
    except (TypeError, ValueError):
        return 0.0
