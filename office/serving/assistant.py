"""The running assistant, asked what it serves; and how that stands to the files that are edited here."""

import json
import os
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from http.client import HTTPException
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit, urlunsplit
from urllib.request import ProxyHandler, build_opener

from vardlots.errors import UnreadableStatus
from vardlots.serving import Serving, read_serving

State = Literal["current", "preparing", "older", "unmerged", "elsewhere", "silent"]
"""The files' version serves; a newer one is read; an error keeps it out; edits wait on a branch; the assistant reads
other files than these; it does not answer."""

PATIENCE = 2.0
"""Seconds that the assistant may take."""
GRACE = timedelta(seconds=5)
"""How long after a look the assistant may take to say what it saw."""
LARGEST = 2_000_000
"""Bytes of a status."""
_OPENER = build_opener(ProxyHandler({}))  # the action server is beside us: no proxy knows it


def address() -> str:
    """Return where the action server tells its status: beside the address that Rasa calls its actions at."""
    port = os.environ.get("VARDLOTS_ACTIONS_PORT", "5055")
    actions = os.environ.get("VARDLOTS_ACTIONS_URL") or f"http://127.0.0.1:{port}/webhook"
    parts = urlsplit(actions)
    return urlunsplit((parts.scheme, parts.netloc, parts.path.removesuffix("/webhook") + "/status", "", ""))


def ask(url: str, patience: float = PATIENCE) -> Serving | None:
    """Return what the assistant serves, or None when it does not say."""
    if urlsplit(url).scheme not in ("http", "https"):
        return None
    try:
        with _OPENER.open(url, timeout=patience) as answer:
            return read_serving(json.loads(answer.read(LARGEST)))
    except (OSError, HTTPException, ValueError, UnreadableStatus):
        return None


def state(serving: Serving | None, version: str | None, saved: datetime | None, *, on_branch: bool) -> State:
    """Judge what serves by the version of the files (None: they cannot be read) and the moment of the last save.

    `on_branch` where edits go to a branch of their own, which the assistant does not read.
    """
    if serving is None:
        return "silent"
    if serving.troubles:
        return "older"
    if serving.version == version:
        return "preparing" if serving.preparing else "current"
    if on_branch:
        return "unmerged"
    fresh = saved is not None and saved + GRACE > serving.looked
    return "preparing" if serving.preparing or fresh else "elsewhere"


def last_saved(files: Iterable[Path]) -> datetime | None:
    """Return when the newest of some files was saved, in UTC; None where there is none."""
    times = []
    for path in files:
        try:
            times.append(path.stat().st_mtime)
        except FileNotFoundError:  # an editor that saves by renaming has a moment without the file
            continue
    return datetime.fromtimestamp(max(times), timezone.utc) if times else None
