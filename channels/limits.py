"""How much one sender, and one address, may say in a while; counted here, or in a Redis that several workers share."""

import asyncio
import ipaddress
import logging
import math
import os
from dataclasses import dataclass
from typing import Dict, Optional

from sanic.request import Request
from throttled.asyncio import MemoryStore, RedisStore, Throttled, exceptions

log = logging.getLogger(__name__)

SENDER = "60 per minute"
"""More than anybody writes or taps, and little enough to keep one chatty program from taking everybody's time."""
ADDRESS = "300 per minute"
"""A hospital's whole network may share one address."""
OFF = "off"
VARIABLES = {"sender": "VARDLOTS_LIMIT_SENDER", "address": "VARDLOTS_LIMIT_ADDRESS"}
REMEMBERED = 50_000
"""Senders and addresses counted in memory; the ones that were quiet longest are forgotten first."""
PATIENCE = 1.0
"""Seconds that Redis may take; a person does not wait longer to be counted."""


@dataclass(frozen=True)
class Quotas:
    """What is allowed: so many `per second`, `minute`, `hour` or `day`; `off` allows all. `url`: a Redis, or None."""

    sender: str = SENDER
    address: str = ADDRESS
    url: Optional[str] = None

    @classmethod
    def from_environment(cls) -> "Quotas":
        """Read `VARDLOTS_LIMIT_SENDER`, `VARDLOTS_LIMIT_ADDRESS` and `VARDLOTS_LIMITS_URL`."""
        return cls(
            sender=os.environ.get(VARIABLES["sender"], SENDER),
            address=os.environ.get(VARIABLES["address"], ADDRESS),
            url=os.environ.get("VARDLOTS_LIMITS_URL") or None,
        )


class Limits:
    """Count messages in a sliding window, and say how long somebody who sent too many has to wait."""

    def __init__(self, quotas: Quotas) -> None:
        """Prepare the counters.

        Raises:
            ValueError: when a quota cannot be read.
        """
        self._here = _counters(quotas, MemoryStore(options={"MAX_SIZE": REMEMBERED}))
        timeouts = {"SOCKET_TIMEOUT": PATIENCE, "SOCKET_CONNECT_TIMEOUT": PATIENCE}
        self._shared = _counters(quotas, RedisStore(quotas.url, options=timeouts)) if quotas.url else None

    async def wait(self, sender: str, address: str) -> int:
        """Count one message; return 0 when it may go on, else after how many seconds the next one may.

        Where Redis does not answer, this process counts alone: nobody is shut out because a counter is down.
        """
        keys = {"sender": sender, "address": network(address)}
        if self._shared:
            try:
                return await asyncio.wait_for(_longest(self._shared, keys), PATIENCE)
            except Exception as error:  # Redis is down, whatever redis-py calls that
                log.warning("rate limits: VARDLOTS_LIMITS_URL does not answer (%s)", type(error).__name__)
        return await _longest(self._here, keys)


def network(address: str) -> str:
    """Return whom an address stands for: itself, the /64 of an IPv6 one, or nobody for this machine.

    A request from this machine comes from a proxy, or from whoever develops here: the people behind it must not
    share one quota. With `VARDLOTS_PROXIES` the proxy says who they are.
    """
    try:
        parsed = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return ""
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    if parsed.is_loopback:
        return ""
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def _counters(quotas: Quotas, store: object) -> Dict[str, Throttled]:
    named = {"sender": quotas.sender, "address": quotas.address}
    return {name: _counter(name, quota, store) for name, quota in named.items() if quota != OFF}


def _counter(name: str, quota: str, store: object) -> Throttled:
    try:
        return Throttled(using="sliding_window", quota=quota, store=store)
    except exceptions.BaseThrottledError as error:
        raise ValueError(
            f"{VARIABLES[name]} is {quota!r}, which is no quota; write one like {SENDER!r}, or {OFF!r}"
        ) from error


async def _longest(counters: Dict[str, Throttled], keys: Dict[str, str]) -> int:
    waits = [await _count(counter, f"{name}:{keys[name]}") for name, counter in counters.items() if keys[name]]
    return max(waits, default=0)


async def _count(counter: Throttled, key: str) -> int:
    result = await counter.limit(key)
    return max(1, math.ceil(result.state.retry_after)) if result.limited else 0


def address_of(request: Request) -> str:
    """Return where a request comes from; what a header says of it counts only with `VARDLOTS_PROXIES` set."""
    return request.remote_addr or request.ip or ""
