"""Where an answer is named besides in itself: by what the assistant does, and in `kb/follow_ups.yaml`.

Numbers, patients' questions and open conversations know an answer by its id, too; they do without it.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Literal

from vardlots.knowledge.drafts import FILE as DRAFTS
from vardlots.knowledge.entries import EntryFile, read_entries
from vardlots.knowledge.findings import BadFile
from vardlots.knowledge.source import read_source

FILE = "follow_ups.yaml"
Task = Literal["fees", "ages", "app_link", "appointments", "care", "buttons"]

NEEDED: Mapping[str, tuple[Task, ...]] = {
    "bankid-login-web": ("buttons",),
    "child-use": ("ages",),
    "download-app": ("app_link",),
    "fees": ("fees", "buttons"),
    "prescription-renewal": ("buttons",),
    "reschedule-cancel-appointment": ("appointments", "buttons"),
    "reschedule-cancel-psychologist": ("appointments",),
    "where-to-turn": ("care",),
}
"""The answers that `actions/` names, and for what: without them, a button leads nowhere, or a task is about nothing."""


def follow_ups(text: str, entry_id: str) -> tuple[Mapping[str, Any], ...]:
    """Return what `kb/follow_ups.yaml` has about an entry: what is asked after it, and what leads to it.

    Raises:
        KnowledgeError: when the text is no such file.
    """
    file = read_entries(text)
    return tuple(file.entries[number] for number in _naming(file, entry_id))


def without_follow_ups(text: str, entry_id: str) -> str:
    """Return the text of `kb/follow_ups.yaml` without what it has about an entry.

    Raises:
        KnowledgeError: when the text is no such file, or only a person can take them out.
    """
    file = read_entries(text)
    numbers = _naming(file, entry_id)
    if not numbers:
        return text
    left = file.without(numbers)
    return read_entries(left).emptied() if len(numbers) == len(file.entries) else left


def waiting(folder: Path) -> Collection[str]:
    """Return the ids of the drafts of a folder: what names one of them waits until it is published."""
    try:
        written = read_source(folder / DRAFTS).written if (folder / DRAFTS).exists() else {}
    except BadFile:  # told of that file
        return ()
    return {text for where, text in written.items() if where[:1] == ("drafts",) and where[2:] == ("id",)}


def _naming(file: EntryFile, entry_id: str) -> list[int]:
    rows = enumerate(file.entries)
    return [at for at, row in rows if isinstance(row, dict) and entry_id in (row.get("after"), row.get("leads_to"))]
