"""Answers that are being written: `kb/drafts.yaml`, which the assistant never reads."""

from pathlib import Path

from vardlots.knowledge.content import read
from vardlots.knowledge.findings import BadFile, Finding
from vardlots.knowledge.models import Draft, Drafts, Entry
from vardlots.knowledge.source import read_source
from vardlots.knowledge.whole import ids_of, repeated_ids

FILE = "drafts.yaml"
START = """\
# yaml-language-server: $schema=schema/drafts.json
#
# Answers that are being written. The assistant does not read this file: an answer that is ready moves to faq.yaml.
drafts:
"""
"""What the file holds before its first draft."""

NEEDED = tuple(name for name, about in Entry.model_fields.items() if about.is_required())
"""The fields that an answer cannot do without."""


def read_drafts(folder: Path) -> Drafts:
    """Read the drafts of a folder (`kb/`); none where it has no such file.

    Raises:
        BadFile: a `KnowledgeError` with every mistake of the file.
    """
    if not (folder / FILE).exists():
        return Drafts()
    source, drafts, found = read(folder / FILE, Drafts)
    found += repeated_ids(source)
    if found or drafts is None:
        raise BadFile(found)
    return drafts


def check_drafts(folder: Path) -> list[Finding]:
    """Find what keeps the drafts of a folder from being read, and ids that an answer has already."""
    try:
        drafts = read_drafts(folder)
    except BadFile as error:
        return list(error.findings)
    return list(_published(folder, drafts))


def lacking(draft: Draft) -> tuple[str, ...]:
    """Return the fields that must be written before a draft can be an answer."""
    return tuple(name for name in NEEDED if not getattr(draft, name))


def _published(folder: Path, drafts: Drafts) -> list[Finding]:
    if not drafts.drafts:
        return []
    try:
        ids = ids_of(read_source(folder / "faq.yaml"))
    except BadFile:  # told of that file
        return []
    source = read_source(folder / FILE)
    return [
        Finding(
            source.name,
            source.line("drafts", number, "id"),
            "draft-published",
            f"the id '{draft.id}' is taken by an answer",
            "remove the draft if it was published, or choose another id",
            f"Namnet '{draft.id}' används redan av ett svar. Ta bort utkastet om det är publicerat, "
            "eller välj ett annat namn.",
            draft.id,
            "warning",
        )
        for number, draft in enumerate(drafts.drafts)
        if draft.id in ids
    ]
