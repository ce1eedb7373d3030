"""Answers out as a spreadsheet, and a spreadsheet or a web page in: looked at first, and then written."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from office.answers.effects import EFFECTS
from office.answers.files import text_of
from office.answers.told import told
from office.context import account_of, editor_of, language_of, office_of, page, tell
from office.endpoints import Form, editing, posted, shown
from office.exchange.takein import (
    MOST_BYTES,
    MOST_TEXTS,
    cards,
    fingerprint,
    name_of,
    place_name,
    plan_of,
    unfit,
    without,
    wrong_cells,
)
from office.exchange.takeout import FORMATS, choices, file_name, rows_for
from office.exchange.uploads import Upload, Uploads
from office.words import speaker
from vardlots.booking.schedule import STOCKHOLM
from vardlots.drafting.page import is_page
from vardlots.errors import EditConflict, KnowledgeError, RefusedEdit
from vardlots.knowledge import Finding
from vardlots.knowledge.drafts import read_drafts
from vardlots.knowledge.findings import BadFile
from vardlots.knowledge.repository import commits
from vardlots.knowledge.saving import Saved
from vardlots.sheets.files import sheet_bytes
from vardlots.sheets.plan import Plan
from vardlots.sheets.writing import carry_out

MOST_WRONG = 40
"""So many mistakes of a file are shown at once."""


@dataclass(frozen=True)
class Trouble:
    """What keeps a file from being taken in, by its name in `exchange.trouble`, and what is to mend."""

    name: str
    findings: Sequence[Finding] = ()
    left: Collection[str] = ()


def exchange(request: Request) -> Response:
    """Show what can be taken out, and where a file is brought back."""
    return _page(request)


def take_out(request: Request) -> Response:
    """Send answers as a spreadsheet."""
    office, say, asked = office_of(request), speaker(language_of(request)), request.query_params
    knowledge, ending = office.shelf.reading().knowledge, f".{asked.get('format', 'xlsx')}"
    if knowledge is None:
        return _page(request)
    choice = next((one for one in choices(knowledge) if one.value == asked.get("which", "all")), None)
    if choice is None or ending not in FORMATS:
        raise HTTPException(404)
    if not choice.count:
        tell(request, f"exchange.nothing.in_{choice.of}")
        return RedirectResponse("/exchange", status_code=303)
    try:
        body = sheet_bytes(ending, rows_for(knowledge, choice))
    except KnowledgeError:  # Excel has no room for one of the texts
        return _page(request, Trouble("too_long"), 422)
    name = file_name(choice, ending, office.now().astimezone(STOCKHOLM).date(), say)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, media_type=FORMATS[ending], headers=headers)


def take_in(request: Request, form: Form) -> Response:
    """Keep a file that was sent, and go to the page that shows what it would do."""
    office, sent = office_of(request), form.file("file")
    name, data = (name_of(sent.filename or ""), sent.file.read(MOST_BYTES + 1)) if sent else ("", b"")
    if why := unfit(name, data):
        return _page(request, Trouble(why), 422)
    knowledge = office.shelf.reading().knowledge
    if knowledge is None:
        return _page(request, status=409)
    try:
        read_drafts(office.shelf.folder)
    except BadFile:
        return _page(request, Trouble("drafts"), 409)
    try:
        plan = plan_of(Upload("", name, data), office.shelf.folder, knowledge)
    except BadFile as error:
        return _page(request, Trouble("wrong", error.findings), 422)
    if len(plan.changes) > MOST_TEXTS:
        return _page(request, Trouble("many"), 422)
    token = _uploads(request).keep(_owner(request), name, data, office.now())
    return RedirectResponse(f"/exchange/plans/{token}", status_code=303)


def look_at(request: Request) -> Response:
    """Show what a file would do."""
    found = _found(request)
    return _plan(request, *found) if isinstance(found, tuple) else found


def write_plan(request: Request, form: Form) -> Response:
    """Write what was shown, but for what is to be left alone; where it has become something else, show that."""
    found = _found(request)
    if not isinstance(found, tuple):
        return found
    upload, plan = found
    left = form.all("leave")
    if form.get("shown") != fingerprint(plan):
        return _plan(request, upload, plan, Trouble("moved", left=left), 409)
    chosen = without(plan, left)
    if not chosen.changes:
        return _plan(request, upload, plan, Trouble("nothing_chosen", left=left), 422)
    try:
        return _written(request, upload, chosen)
    except EditConflict:
        again = _found(request)
        return _plan(request, *again, Trouble("moved", left=left), 409) if isinstance(again, tuple) else again
    except RefusedEdit as error:
        return _plan(request, upload, plan, Trouble("refused", error.findings, left), 422)
    except KnowledgeError:
        return _plan(request, upload, plan, Trouble("not_saved", left=left), 422)


def drop(request: Request, _form: Form) -> Response:
    """Forget a file; nothing is written."""
    if upload := _uploads(request).find(request.path_params["token"], _owner(request), office_of(request).now()):
        _uploads(request).drop(upload)
    tell(request, "exchange.dropped")
    return RedirectResponse("/exchange", status_code=303)


def _written(request: Request, upload: Upload, plan: Plan) -> Response:
    """Write a plan, and tell what was done."""
    office, say = office_of(request), speaker(language_of(request))
    written = carry_out(
        office.shelf.folder,
        plan,
        editor=editor_of(request),
        message=say("exchange.commit", name=upload.name),
        commit=commits(office.here),
    )
    _uploads(request).drop(upload)
    _tell(request, plan, written.saved)
    if written.before is None:
        return RedirectResponse("/drafts", status_code=303)
    token = EFFECTS.note(written.before, text_of(office.shelf.folder))
    return RedirectResponse(f"/exchange?entry={plan.changed[0].id}&edit={token}", status_code=303)


def _tell(request: Request, plan: Plan, saved: Saved) -> None:
    which = "both" if plan.changed and plan.drafts else "answers" if plan.changed else "drafts"
    only = "_only_file" if saved.warning else ""
    tell(request, f"exchange.written{only}.{which}", answers=str(len(plan.changed)), drafts=str(len(plan.drafts)))


def _page(request: Request, trouble: Trouble | None = None, status: int = 200) -> Response:
    office, language, asked = office_of(request), language_of(request), request.query_params
    say, knowledge, findings = speaker(language), office.shelf.reading().knowledge, trouble.findings if trouble else ()
    edited = asked.get("entry", "") if EFFECTS.edit(asked.get("edit", "")) else ""
    return page(
        request,
        "exchange.html",
        status,
        here="exchange",
        broken=knowledge is None,
        choices=[(one.value, one.name(say)) for one in choices(knowledge)] if knowledge else [],
        trouble=trouble.name if trouble else "",
        wrong=wrong_cells(findings[:MOST_WRONG], language, say),
        more=max(0, len(findings) - MOST_WRONG),
        megabytes=MOST_BYTES // 1_000_000,
        largest=MOST_BYTES,
        edited=edited if knowledge and edited in knowledge.entries else "",
        edit=asked.get("edit", ""),
    )


def _plan(request: Request, upload: Upload, plan: Plan, trouble: Trouble | None = None, status: int = 200) -> Response:
    office, language = office_of(request), language_of(request)
    say, knowledge = speaker(language), office.shelf.reading().knowledge
    assert knowledge, "a plan is made where the files can be read"
    findings = trouble.findings if trouble else ()
    values: dict[str, Any] = {
        "name": upload.name,
        "web": is_page(upload.name, upload.data),
        "plan": plan,
        "texts": sum(len(one.changes) for one in plan.changed),
        "cards": cards(plan, knowledge, language, say),
        "notes": [(note.entry, place_name(note.place, say), note.text) for note in plan.notes],
        "question": lambda one: knowledge.question(one, language) if one in knowledge.entries else one,
        "shown": fingerprint(plan),
        "trouble": trouble.name if trouble else "",
        "left": trouble.left if trouble else (),
        "refused": [(one.entry, told([one], language, say)) for one in findings],
    }
    return page(request, "exchange_plan.html", status, here="exchange", **values)


def _found(request: Request) -> tuple[Upload, Plan] | Response:
    """Return the file that a page is about, with what it would do now; else where to go instead."""
    office = office_of(request)
    upload = _uploads(request).find(request.path_params["token"], _owner(request), office.now())
    if upload is None:
        tell(request, "exchange.gone")
        return RedirectResponse("/exchange", status_code=303)
    knowledge = office.shelf.reading().knowledge
    if knowledge is None:
        return _page(request, status=409)
    try:
        return upload, plan_of(upload, office.shelf.folder, knowledge)
    except BadFile as error:
        return _page(request, Trouble("wrong", error.findings), 422)


def _uploads(request: Request) -> Uploads:
    return Uploads(office_of(request).here.var / "office" / "uploads")


def _owner(request: Request) -> str:
    """Return who a file belongs to: an account in one session, so that no link to a file leads another one to it."""
    account = account_of(request)
    assert account, "only who is logged in sends a file"
    return f"{account.email} {request.session.setdefault('uploads', secrets.token_urlsafe(16))}"


ROUTES = [
    Route("/exchange", shown(exchange), methods=["GET"]),
    Route("/exchange", posted(take_in), methods=["POST"]),
    Route("/exchange/file", shown(take_out), methods=["GET"]),
    Route("/exchange/plans/{token}", editing(look_at), methods=["GET"]),
    Route("/exchange/plans/{token}", posted(write_plan), methods=["POST"]),
    Route("/exchange/plans/{token}/drop", posted(drop), methods=["POST"]),
]
