"""Change an answer, or write a new one: a form, what the checks say of it as it is typed, and saving it."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from office.answers.addressed import addressed
from office.answers.editor import form_page, live, offers
from office.answers.effects import EFFECTS, Edit
from office.answers.excusing import short
from office.answers.files import DRAFTS, FAQ, find, named, packed, text_of
from office.answers.forms import TEXTS, Fields, changed_fields, interval, written
from office.answers.merging import differences, merged
from office.answers.work import RESERVED, Work, work_of
from office.context import language_of, office_of, page, tell
from office.endpoints import Form, editing, posted
from office.pieces import either, piece
from office.words import speaker
from office.writing import move_draft, write
from vardlots.errors import EditConflict, KnowledgeError, RefusedEdit
from vardlots.knowledge.editing import added, changed, digest, entry_ids
from vardlots.knowledge.models import Owner
from vardlots.knowledge.saving import Saved

EVERY = "6 months"
"""How often a new answer is read through, unless somebody says otherwise."""


def edit(request: Request) -> Response:
    """Show the form of an answer."""
    entry_id, data = addressed(request)
    return form_page(request, Work("entry", written(data), data, entry_id))


def new(request: Request) -> Response:
    """Show an empty form, or a draft's."""
    draft = request.query_params.get("draft", "")
    if not draft:
        return form_page(request, Work("new", Fields(every=EVERY), {}))
    try:
        data = find(office_of(request).shelf.folder, draft, DRAFTS)
    except KnowledgeError:
        return RedirectResponse("/drafts", status_code=303)
    if data is None:
        tell(request, "drafts.gone")
        return RedirectResponse("/drafts", status_code=303)
    fields = written(data)
    return form_page(request, Work("draft", replace(fields, every=fields.every or EVERY), data, draft))


def look_at(request: Request, form: Form) -> Response:
    """Show how an answer would look, and what is to mend in it, as it stands in the form."""
    return piece(request, "edit_look.html", **live(request, work_of(form)), shown=form.all("shown"))


def try_out(request: Request, form: Form) -> Response:
    """Show what an edit would do to the known questions, before it is saved."""
    shelf, work = office_of(request).shelf, work_of(form)
    effect, failed = None, False
    try:
        before = text_of(shelf.folder)
        effect = EFFECTS.of(Edit(before, work.named(entry_ids(before)).put(before)), shelf)
    except KnowledgeError:
        failed = True
    return either(request, "effect.html", here="entries", effect=effect, failed=failed, id=work.known_as)


def save_answer(request: Request, form: Form) -> Response:
    """Save a form, or show it again with what keeps it from being saved: nothing that was typed is lost."""
    work, why, to_drafts = (
        work_of(form, request.path_params.get("entry_id")),
        form.get("why"),
        form.get("do") == "draft",
    )
    if form.get("do") == "write":  # after a conflict: go on with both put together
        return form_page(request, work, why=why)
    try:
        folder = office_of(request).shelf.folder
        ids = entry_ids(text_of(folder, DRAFTS if to_drafts else FAQ))
        work = work.named(ids)
        if work.kind != "entry" and work.id in {*ids, *RESERVED} - ({work.known_as} if to_drafts else set()):
            return form_page(request, work, 409, stopped="edit.taken", why=why)
        if work.kind == "draft" and work.id != work.known_as and named(folder, work.known_as):
            return form_page(request, work, 409, stopped="edit.keeps_id", why=why)
        return _draft_saved(request, work, why) if to_drafts else _saved(request, work, why)
    except EditConflict:
        return _conflict(request, work, form)
    except RefusedEdit as error:
        return form_page(request, work, 422, stopped="edit.not_saved", refused=error.findings, why=why)
    except KnowledgeError as error:
        return form_page(request, work, 422, stopped="edit.not_saved", trouble=str(error), why=why)


def _saved(request: Request, work: Work, why: str) -> Response:
    """Write an answer, and go to its page."""
    folder, say, before = office_of(request).shelf.folder, speaker(language_of(request)), list[str]()

    def put(text: str) -> str:
        before.append(text)
        return work.put(text)

    message = why or say(f"edit.commit.{work.kind}", id=work.id, what=", ".join(_what(work, request)))
    if work.kind == "draft":
        before.append(text_of(folder))
        done = move_draft(request, work.known_as, work.entry, message, digest(work.seen))
    else:
        base = {work.known_as: digest(work.seen)} if work.kind == "entry" else {work.id: ""}
        done = write(request, put, message, base)
    _tell(request, work, done)
    token = EFFECTS.note(before[-1], text_of(folder)) if before and not work.unchanged else ""
    return RedirectResponse(f"/entries/{work.id}" + (f"?edit={token}" if token else ""), status_code=303)


def _draft_saved(request: Request, work: Work, why: str) -> Response:
    """Write a draft, and go on with it."""
    message = why or speaker(language_of(request))("edit.commit.written", id=work.id)

    def put(text: str) -> str:
        return changed(text, work.known_as, work.entry) if work.kind == "draft" else added(text, work.entry)

    base = {work.known_as: digest(work.seen)} if work.kind == "draft" else {work.id: ""}
    write(request, put, message, base, DRAFTS)
    tell(request, "edit.draft_saved")
    return RedirectResponse(f"/entries/new?draft={work.id}", status_code=303)


def _conflict(request: Request, work: Work, form: Form) -> Response:
    """Show what both did, and let the person choose; without a version of theirs, it was removed."""
    theirs = find(office_of(request).shelf.folder, work.known_as or work.id, work.file)
    if work.kind == "new" or theirs is None:
        stopped = "edit.taken" if work.kind == "new" else "edit.removed"
        return form_page(request, Work("new", work.fields, {}), 409, stopped=stopped, why=form.get("why"))
    seen, their = written(work.seen), written(theirs)
    both, say = merged(seen, work.fields, their), speaker(language_of(request))
    names = {owner.value: say(f"edit.owner.{owner}") for owner in Owner} | dict(offers(request))
    names |= {one.rule: short(one.rule, language_of(request)) for one in (*seen.allow, *both.allow, *their.allow)}
    return page(
        request,
        "edit_conflict.html",
        409,
        here="entries",
        work=Work(work.kind, both, theirs, work.known_as),
        texts=TEXTS,
        packed=packed(theirs),
        interval=interval(both.every),
        differences=differences(seen, work.fields, their, names),
        do=form.get("do") or "save",
        why=form.get("why"),
    )


def _what(work: Work, request: Request) -> list[str]:
    """Name the fields that were changed."""
    say = speaker(language_of(request))
    names = [*changed_fields(written(work.seen), work.fields), *(["reviewed"] if work.fields.read_today else [])]
    return [say(f"edit.field.{name}").lower() for name in names] or [say("edit.field.nothing")]


def _tell(request: Request, work: Work, done: Saved) -> None:
    """Say what came of saving: when the assistant answers so, and what the change is called."""
    office = office_of(request)
    if not work.unchanged and office.shelf.reading().broken:
        tell(request, "edit.saved_broken")
    elif done.commit and office.here.edits.startswith("branch:"):
        tell(request, "edit.saved_branch", commit=done.commit[:7])
    elif done.commit:
        tell(request, "edit.saved", commit=done.commit[:7])
    elif done.warning:
        tell(request, "edit.saved_uncommitted", warning=done.warning)
    else:
        tell(request, "edit.same" if work.unchanged else "edit.saved_plain")


ROUTES = [
    Route("/entries/new", editing(new), methods=["GET"]),
    Route("/entries/new", posted(save_answer), methods=["POST"]),
    Route("/entries/look", posted(look_at), methods=["POST"]),
    Route("/entries/effect", posted(try_out), methods=["POST"]),
    Route("/entries/{entry_id}/edit", editing(edit), methods=["GET"]),
    Route("/entries/{entry_id}/edit", posted(save_answer), methods=["POST"]),
]
