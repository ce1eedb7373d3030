"""The texts of the files that the office edits, and one entry in them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from vardlots.errors import KnowledgeError
from vardlots.knowledge.drafts import FILE as DRAFTS
from vardlots.knowledge.drafts import START
from vardlots.knowledge.editing import entry_data, entry_ids
from vardlots.knowledge.mentions import FILE as FOLLOW_UPS
from vardlots.knowledge.mentions import follow_ups
from vardlots.phrases import LOADER

FAQ = "faq.yaml"


def text_of(folder: Path, file: str = FAQ) -> str:
    """Return what a file holds; a file of drafts need not be there.

    Raises:
        KnowledgeError: when it is missing, or not written in UTF-8.
    """
    try:
        return (folder / file).read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        if file == DRAFTS:
            return START
        raise KnowledgeError(f"{file} does not exist") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{file} is not written in UTF-8") from error


def find(folder: Path, entry_id: str, file: str = FAQ) -> Mapping[str, Any] | None:
    """Return an entry as it is written, or None where there is none.

    Raises:
        KnowledgeError: when the file cannot be read.
    """
    text = text_of(folder, file)
    return entry_data(text, entry_id) if entry_id in entry_ids(text) else None


def named(folder: Path, entry_id: str) -> int:
    """Count the follow-ups that name an entry; none where their file is missing, or cannot be read."""
    try:
        return len(follow_ups(text_of(folder, FOLLOW_UPS), entry_id))
    except KnowledgeError:
        return 0


def packed(data: Mapping[str, Any]) -> str:
    """Return an entry as text, for a form to carry along: what its editor saw."""
    return str(yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False))


def unpacked(text: str) -> dict[str, Any]:
    """Read what `packed` wrote; of anything else, nothing."""
    try:
        data = yaml.load(text, Loader=LOADER)
    except (yaml.YAMLError, ValueError):
        return {}
    return dict(data) if isinstance(data, dict) else {}
