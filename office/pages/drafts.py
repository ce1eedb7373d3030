"""The drafts: answers that are being written, and that the assistant does not read yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from office.answers.files import DRAFTS, named, text_of
from office.context import language_of, office_of, page, tell
from office.endpoints import Form, posted, shown
from office.words import speaker
from office.writing import write_all
from vardlots.errors import EditConflict, KnowledgeError
from vardlots.knowledge.drafts import lacking, read_drafts
from vardlots.knowledge.editing import digest, entry_data, removed
from vardlots.knowledge.findings import BadFile
from vardlots.knowledge.mentions import FILE as FOLLOW_UPS
from vardlots.knowledge.mentions import without_follow_ups
from vardlots.knowledge.models import Draft
from vardlots.knowledge.saving import Edit


@dataclass(frozen=True)
class Row:
    """A draft in the list: its question, the fields it still lacks, and what it says now, as a digest."""

    id: str
    question: str
    lacking: tuple[str, ...]
    digest: str


def drafts(request: Request) -> Response:
    """Show what is being written, and what each still lacks."""
    folder = office_of(request).shelf.folder
    try:
        found = read_drafts(folder).drafts
    except BadFile as error:
        return page(request, "drafts.html", here="entries", drafts=(), findings=error.findings)
    text, language = text_of(folder, DRAFTS), language_of(request)
    rows = [
        Row(draft.id, draft.question.in_language(language), lacking(draft), digest(entry_data(text, draft.id)))
        for draft in found
    ]
    return page(request, "drafts.html", here="entries", drafts=rows, findings=())


def drafts_of(folder: Path) -> Sequence[Draft]:
    """Return the drafts; none where their file cannot be read."""
    try:
        return read_drafts(folder).drafts
    except KnowledgeError:
        return ()


def discard(request: Request, form: Form) -> Response:
    """Throw a draft away, unless somebody changed it since it was seen."""
    draft_id, seen = request.path_params["draft_id"], form.get("digest")
    message = speaker(language_of(request))("drafts.commit.discarded")
    try:
        edits: dict[str, Edit] = {DRAFTS: lambda text: removed(text, draft_id)}
        if named(office_of(request).shelf.folder, draft_id):  # an answer that was taken away, with what waits for it
            edits = {FOLLOW_UPS: lambda text: without_follow_ups(text, draft_id), **edits}
        write_all(request, edits, f"{message}: {draft_id}", {DRAFTS: {draft_id: seen}} if seen else {})
    except EditConflict:
        tell(request, "drafts.conflict")
        return RedirectResponse(f"/entries/new?draft={draft_id}", status_code=303)
    except KnowledgeError:
        tell(request, "drafts.gone")
        return RedirectResponse("/drafts", status_code=303)
    tell(request, "drafts.discarded", id=draft_id)
    return RedirectResponse("/drafts", status_code=303)


ROUTES = [
    Route("/drafts", shown(drafts), methods=["GET"]),
    Route("/drafts/{draft_id}/discard", posted(discard), methods=["POST"]),
]
