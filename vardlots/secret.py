"""The secret that buttons, conversations and sessions are signed with."""

import os
import secrets
from pathlib import Path

from vardlots.settings import settings


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
