"""One answer: as patients see it, what to mend in it, how it fares, and who changed it."""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from office.answers.addressed import addressed
from office.answers.effects import EFFECTS
from office.answers.excusing import standing
from office.answers.files import find
from office.answers.forms import interval, lines, written
from office.answers.health import WEEKS, health_of
from office.answers.history import steps
from office.answers.seen import day_of, replies_of, sentences
from office.answers.told import told
from office.answers.work import Work
from office.context import language_of, office_of, page, tell
from office.endpoints import Form, posted, shown
from office.pieces import either
from office.when import day, moment
from office.words import speaker
from office.writing import write
from vardlots.errors import EditConflict, KnowledgeError, RefusedEdit
from vardlots.knowledge.editing import changed, digest
from vardlots.knowledge.models import Owner
from vardlots.knowledge.texts import Values


def entry(request: Request) -> Response:
    """Show an answer with everything about it."""
    office, (entry_id, data) = office_of(request), addressed(request)
    reading = office.shelf.reading()
    now, say = written(data), speaker(language_of(request))
    known = reading.knowledge.entries.get(entry_id) if reading.knowledge else None
    health = health_of(office.url, office.now())
    said, folder, language = sentences(office.shelf.folder), office.shelf.folder, language_of(request)
    replies = replies_of(now, Values(folder), said, day_of(data))
    edit = request.query_params.get("edit", "")
    return page(
        request,
        "entry.html",
        here="entries",
        id=entry_id,
        fields=now,
        replies=replies,
        findings=told(reading.of(entry_id), language, say),
        excused=standing(Work("entry", now, data, entry_id), office.shelf, language, say) if now.allow else (),
        broken=reading.broken,
        lines=lines,
        interval=interval(now.every),
        reviewed=_day(data.get("reviewed"), say),
        valid_from=_day(data.get("valid_from"), say),
        due=_day(known.review_due, say) if known else "",
        overdue=bool(known and known.review_due < date.today()),
        digest=digest(data),
        counted=health is not None,
        health=health.get(entry_id) if health else None,
        weeks=WEEKS,
        edit=edit if EFFECTS.edit(edit) else "",
        owners=[owner.value for owner in Owner],
        titles={offer: said.title(f"offer.{offer}", language) for offer in now.offer if f"offer.{offer}" in said},
        links=replies[language][0].get("links", ()),
    )


def history(request: Request) -> Response:
    """Show the latest changes of an answer; a piece of its page."""
    office, say = office_of(request), speaker(language_of(request))
    found = steps(office.shelf.folder, request.path_params["entry_id"])
    rows = [(step, moment(step.at, say, office.now())) for step in found]
    return either(request, "entry_history.html", here="entries", steps=rows, id=request.path_params["entry_id"])


def effect(request: Request) -> Response:
    """Show what an edit did to the known questions; a piece of the answer's page that takes seconds."""
    edit = EFFECTS.edit(request.path_params["token"])
    found, failed = None, False
    try:
        found = EFFECTS.of(edit, office_of(request).shelf) if edit else None
    except KnowledgeError:
        failed = True
    entry_id = request.path_params["entry_id"]
    return either(request, "effect.html", here="entries", effect=found, failed=failed, id=entry_id)


def reviewed(request: Request, form: Form) -> Response:
    """Note that somebody has read an answer today and that it is true: the answer that they saw."""
    office, entry_id = office_of(request), request.path_params["entry_id"]
    message = speaker(language_of(request))("entry.commit.reviewed", id=entry_id)
    back = RedirectResponse(f"/entries/{entry_id}", status_code=303)
    try:
        data = find(office.shelf.folder, entry_id) or {}
        new = {**data, "reviewed": date.today()}
        write(request, lambda text: changed(text, entry_id, new), message, {entry_id: form.get("digest")})
    except EditConflict:
        tell(request, "entry.review_conflict")
    except RefusedEdit:
        tell(request, "entry.review_refused")
    except KnowledgeError:
        tell(request, "entry.review_broken")
    else:
        tell(request, "entry.review_done")
    return back


def _day(value: object, say: Any) -> str:
    return day(value, say) if isinstance(value, date) else str(value or "")


ROUTES = [
    Route("/entries/{entry_id}", shown(entry), methods=["GET"]),
    Route("/entries/{entry_id}/history", shown(history), methods=["GET"]),
    Route("/entries/{entry_id}/effect/{token}", shown(effect), methods=["GET"]),
    Route("/entries/{entry_id}/reviewed", posted(reviewed), methods=["POST"]),
]
