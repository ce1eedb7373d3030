"""Whose pages may talk to the assistant: one place decides, for socket.io and for plain HTTP.

It keeps strangers' sites from putting the chat on their pages as if it were theirs, and from spending the clinic's
limits. It guards no secret: there are no cookies, and a conversation opens to its token alone.
"""

import os
import re
from typing import Iterable, List, Optional

VARIABLE = "VARDLOTS_ORIGINS"
ANY = "*"

_SITE = re.compile(r"https?://(?:[a-z0-9_.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?")
_THIS_MACHINE = re.compile(r"http://(?:localhost|127\.0\.0\.1)(?::\d{1,5})?")


class Origins:
    """The sites that may talk: those named, the server's own, and pages on the person's own machine."""

    def __init__(self, named: Iterable[str] = ()) -> None:
        """Read the names.

        Raises:
            ValueError: when one of them is no site.
        """
        self._named: List[str] = [_site(name.strip()) for name in named if name.strip()]

    @classmethod
    def from_environment(cls) -> "Origins":
        """Read `VARDLOTS_ORIGINS`: sites with commas between, or `*` for any."""
        return cls(os.environ.get(VARIABLE, "").split(","))

    def allow(self, origin: Optional[str], host: str) -> bool:
        """Say whether a page of `origin` may talk to us at `host`; who names none is no page of another site."""
        if origin is None or ANY in self._named or origin in self._named:
            return True
        own = host != "" and origin in (f"http://{host}", f"https://{host}")
        return own or _THIS_MACHINE.fullmatch(origin) is not None


def _site(name: str) -> str:
    site = name.lower().rstrip("/")
    if site != ANY and not _SITE.fullmatch(site):
        raise ValueError(f"{VARIABLE} has {name!r}, which is no site; write https://clinic.example, or {ANY}")
    return site
