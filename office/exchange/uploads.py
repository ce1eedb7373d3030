"""Files that somebody sent and has not decided on yet, kept until they are written or an hour has passed.

A hidden field could come back changed, and a file sent twice need not be the one that was looked at. So a file is kept
here, and what is written is made of the same bytes that were shown; a page of it can be loaded again.
"""

import json
import os
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

KEPT = timedelta(hours=1)
MOST = 20
"""So many are kept at once, those of everybody together; the oldest goes."""
_TOKEN = re.compile(r"[\w-]{32}", re.ASCII)


@dataclass(frozen=True)
class Upload:
    """A file that was sent: the token that it is asked for by, its name, and what is in it."""

    token: str
    name: str
    data: bytes


class Uploads:
    """Keep files in a folder, each under a name that nobody guesses, for its owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, owner: str, name: str, data: bytes, now: datetime) -> str:
        """Keep a file, and return its token; raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.sweep(now, MOST - 1)
        token = secrets.token_urlsafe(24)
        part = self._folder / f"{token}.part"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(json.dumps({"owner": owner, "name": name}).encode() + b"\n" + data)
        os.utime(part, (now.timestamp(), now.timestamp()))
        part.rename(self._folder / token)
        return token

    def find(self, token: str, owner: str, now: datetime) -> Upload | None:
        """Return a file of this owner; None when it is gone, or another's."""
        self.sweep(now)
        if not _TOKEN.fullmatch(token):
            return None
        try:
            head, _, data = (self._folder / token).read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None
        about = json.loads(head)
        return Upload(token, about["name"], data) if secrets.compare_digest(about["owner"], owner) else None

    def drop(self, upload: Upload) -> None:
        """Forget a file."""
        (self._folder / upload.token).unlink(missing_ok=True)

    def sweep(self, now: datetime, most: int = MOST) -> None:
        """Remove what is too old, and the oldest of what is too many."""
        ages = sorted(((_saved(path), path) for path in self._folder.glob("*")), reverse=True)
        for place, (saved, path) in enumerate(ages):
            if place >= most or saved < (now - KEPT).timestamp():
                path.unlink(missing_ok=True)


def _saved(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another request has removed it
        return 0.0
