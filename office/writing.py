"""Save what somebody changed on a page, in their name, as the settings say."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request

from office.answers.files import FAQ
from office.context import editor_of, office_of
from vardlots.knowledge.repository import commits
from vardlots.knowledge.saving import Edit, Saved, publish, save_files


def write(
    request: Request, edit: Callable[[str], str], message: str, base: Mapping[str, str], file: str = FAQ
) -> Saved:
    """Edit a file of the knowledge base; raises what `save` raises."""
    return write_all(request, {file: edit}, message, {file: base})


def write_all(
    request: Request, edits: Mapping[str, Edit], message: str, base: Mapping[str, Mapping[str, str]]
) -> Saved:
    """Edit files of the knowledge base in one commit, in this order; raises what `save_files` raises."""
    office = office_of(request)
    return save_files(
        office.shelf.folder,
        edits,
        editor=editor_of(request),
        message=message,
        base=base,
        commit=commits(office.here),
    )


def move_draft(request: Request, draft_id: str, entry: Mapping[str, Any], message: str, base: str) -> Saved:
    """Make a draft an answer; raises what `publish` raises. `base` is the digest of the draft as it was seen."""
    office = office_of(request)
    return publish(
        office.shelf.folder,
        draft_id,
        editor=editor_of(request),
        message=message,
        entry=entry,
        base=base,
        commit=commits(office.here),
    )
