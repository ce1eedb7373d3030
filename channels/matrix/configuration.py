"""What a deployer sets to open the Matrix door; nothing set, nothing opened."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Optional
from urllib.parse import urlsplit

from vardlots.errors import VardlotsError
from vardlots.matrix.registration import Registration

HOMESERVER = "VARDLOTS_MATRIX_HOMESERVER"
REGISTRATION = "VARDLOTS_MATRIX_REGISTRATION"
STAFF_ROOM = "VARDLOTS_MATRIX_STAFF_ROOM"
VARIABLES = (HOMESERVER, REGISTRATION, STAFF_ROOM)


class HalfConfigured(VardlotsError):
    """Some of the settings are missing or wrong; the text says which, and what to write."""


@dataclass(frozen=True)
class Configuration:
    """Where the homeserver is, what was agreed with it, and the staff's room, if there is one (its id or alias)."""

    homeserver: str
    registration: Registration
    staff_room: Optional[str] = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Optional[Configuration]":
        """Read the settings; None when none is set.

        Raises:
            HalfConfigured: when only some are, or one is not right.
            BadRegistration: when the registration file is not right.
        """
        homeserver, path, staff_room = (
            environment.get(name) or None for name in (HOMESERVER, REGISTRATION, STAFF_ROOM)
        )
        if homeserver is None and path is None and staff_room is None:
            return None
        if homeserver is None or path is None:
            missing = HOMESERVER if homeserver is None else REGISTRATION
            raise HalfConfigured(f"Matrix: {missing} is not set; set {HOMESERVER} and {REGISTRATION}, or none of them")
        if urlsplit(homeserver).scheme not in ("http", "https") or not urlsplit(homeserver).netloc:
            raise HalfConfigured(f"Matrix: {HOMESERVER} must be an address such as http://127.0.0.1:8008")
        if staff_room is not None and not (staff_room[0] in "!#" and len(staff_room) > 1):
            raise HalfConfigured(f"Matrix: {STAFF_ROOM} must be a room's id (!…) or alias (#…:…)")
        return cls(homeserver.rstrip("/"), Registration.read(Path(path)), staff_room)
