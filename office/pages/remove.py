"""Take an answer away: what that does first, then to keep it as a draft or remove it altogether."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from office.answers.addressed import addressed
from office.answers.effects import EFFECTS
from office.answers.files import DRAFTS, FAQ, find, named, text_of
from office.answers.forms import written
from office.answers.health import WEEKS, health_of
from office.answers.removal import removal_of
from office.answers.told import told
from office.context import language_of, office_of, page, tell
from office.endpoints import Form, editing, posted
from office.pieces import either
from office.words import speaker
from office.writing import write_all
from vardlots.errors import EditConflict, KnowledgeError, RefusedEdit
from vardlots.knowledge import Finding
from vardlots.knowledge.editing import carried, digest, entry_ids, removed
from vardlots.knowledge.mentions import FILE as FOLLOW_UPS
from vardlots.knowledge.mentions import NEEDED, without_follow_ups
from vardlots.knowledge.repository import commits
from vardlots.knowledge.saving import Edit, Saved


def remove(request: Request) -> Response:
    """Show what taking an answer away does, and ask."""
    entry_id, data = addressed(request)
    return _page(request, entry_id, data)


def effect(request: Request) -> Response:
    """Show what becomes of the answer's questions; a piece of the page that takes seconds."""
    office, entry_id = office_of(request), request.path_params["entry_id"]
    found, failed = None, False
    try:
        found = removal_of(entry_id, office.shelf, EFFECTS, office.url)
    except KnowledgeError:
        failed = True
    return either(request, "remove_effect.html", here="entries", removal=found, failed=failed, id=entry_id)


def take_away(request: Request, form: Form) -> Response:
    """Take an answer away, as somebody saw it; it becomes a draft unless they chose otherwise."""
    entry_id, choice, why = request.path_params["entry_id"], form.get("choice"), form.get("why")
    folder, say = office_of(request).shelf.folder, speaker(language_of(request))
    to_drafts = choice != "gone"
    data = find(folder, entry_id)
    if data is None:
        tell(request, "remove.was_gone")
        return RedirectResponse("/entries", status_code=303)
    if entry_id in NEEDED:
        return _page(request, entry_id, data, 409)
    again: dict[str, Any] = {"choice": choice, "why": why}
    if to_drafts and entry_id in _drafts(folder):
        return _page(request, entry_id, data, 409, stopped="remove.draft_taken", **again)
    message = why or say(f"remove.commit.{'draft' if to_drafts else 'gone'}", id=entry_id)
    edits = _to_drafts(entry_id, text_of(folder)) if to_drafts else _out(folder, entry_id)
    try:
        base = {FAQ: {entry_id: form.get("digest")}, **({DRAFTS: {entry_id: ""}} if to_drafts else {})}
        done = write_all(request, edits, message, base)
    except EditConflict:
        return _page(request, entry_id, data, 409, stopped="remove.conflict", **again)
    except RefusedEdit as error:
        return _page(request, entry_id, data, 422, stopped="remove.refused", refused=error.findings, **again)
    except KnowledgeError as error:
        return _page(request, entry_id, data, 422, stopped="remove.not_done", trouble=str(error), **again)
    _tell(request, done, "draft" if to_drafts else "gone")
    return RedirectResponse("/drafts" if to_drafts else "/entries", status_code=303)


def _page(
    request: Request,
    entry_id: str,
    data: Mapping[str, Any],
    status: int = 200,
    *,
    stopped: str = "",
    refused: Sequence[Finding] = (),
    trouble: str = "",
    choice: str = "draft",
    why: str = "",
) -> Response:
    """Show the page. `stopped` names the sentence that says why nothing was done; `trouble` is what the files say."""
    office, language = office_of(request), language_of(request)
    fields, say = written(data), speaker(language)
    health = health_of(office.url, office.now())
    knowledge = office.shelf.reading().knowledge
    return page(
        request,
        "remove.html",
        status,
        here="entries",
        id=entry_id,
        question=getattr(fields, f"question_{language}") or fields.question_sv or fields.question_en or entry_id,
        digest=digest(data),
        needed=NEEDED.get(entry_id, ()),
        follow_ups=named(office.shelf.folder, entry_id),
        alone=bool(knowledge and len(knowledge.intents.get(fields.topic, ())) == 1),
        topic=fields.topic,
        asked=health[entry_id].per_week(say) if health and entry_id in health else "",
        weeks=WEEKS,
        history=commits(office.here),
        stopped=stopped,
        refused=told(refused, language, say),
        trouble=trouble,
        choice=choice,
        why=why,
    )


def _to_drafts(entry_id: str, faq: str) -> Mapping[str, Edit]:
    """Return the edits that make an answer a draft: it is there before the answer goes, so it is never lost."""
    return {DRAFTS: lambda text: carried(text, entry_id, faq), FAQ: lambda text: removed(text, entry_id)}


def _out(folder: Path, entry_id: str) -> Mapping[str, Edit]:
    """Return the edits that take an answer out, with what names it."""
    edits: dict[str, Edit] = {FAQ: lambda text: removed(text, entry_id)}
    if named(folder, entry_id):
        edits = {FOLLOW_UPS: lambda text: without_follow_ups(text, entry_id), **edits}
    return edits


def _drafts(folder: Path) -> Sequence[str]:
    try:
        return entry_ids(text_of(folder, DRAFTS))
    except KnowledgeError:  # told when it is to be written
        return ()


def _tell(request: Request, done: Saved, what: str) -> None:
    """Say what came of it: when the assistant stops to answer so, and how the answer comes back."""
    office = office_of(request)
    if office.shelf.reading().broken:
        tell(request, f"remove.{what}_broken")
    elif done.commit and office.here.edits.startswith("branch:"):
        tell(request, f"remove.{what}_branch", commit=done.commit[:7])
    elif done.commit:
        tell(request, f"remove.{what}_done", commit=done.commit[:7])
    elif done.warning:
        tell(request, f"remove.{what}_uncommitted", warning=done.warning)
    else:
        tell(request, f"remove.{what}_plain")


ROUTES = [
    Route("/entries/{entry_id}/remove", editing(remove), methods=["GET"]),
    Route("/entries/{entry_id}/remove", posted(take_away), methods=["POST"]),
    Route("/entries/{entry_id}/remove/effect", editing(effect), methods=["GET"]),
]
