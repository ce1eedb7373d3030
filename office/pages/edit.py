"""Change an answer, or write a new one: a form, what the checks say of it as it is typed, and saving it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from office.answers import OFFERS, known_values, replies_of, sentences
from office.context import language_of, office_of, page, tell
from office.effects import Edit
from office.endpoints import Form, editing, posted
from office.files import DRAFTS, FAQ, find, packed, text_of, unpacked
from office.forms import TEXTS, UNITS, Fields, Row, changed_fields, entry_of, interval, lines, name_for, sent, written
from office.looking import Look, look
from office.merging import differences, merged
from office.pages.entry import EFFECTS
from office.told import told
from office.words import speaker
from office.writing import move_draft, write
from vardlots.errors import EditConflict, KnowledgeError, RefusedEdit
from vardlots.knowledge import Finding
from vardlots.knowledge.editing import added, changed, digest, entry_ids
from vardlots.knowledge.models import Owner
from vardlots.knowledge.saving import Saved
from vardlots.knowledge.texts import Values

RESERVED = ("new", "look", "effect")
"""Names that an answer cannot have, for pages have them."""
SPARE = 2
"""Empty rows for links."""

Kind = Literal["entry", "new", "draft"]


@dataclass(frozen=True)
class Work:
    """What somebody works on: an answer that there is, a new one, or a draft; `seen` is what they began with."""

    kind: Kind
    fields: Fields
    seen: Mapping[str, Any]
    known_as: str = ""

    @property
    def entry(self) -> dict[str, Any]:
        """The entry that is meant."""
        return entry_of(self.fields, self.seen, date.today())

    @property
    def file(self) -> str:
        """The file that it was read from."""
        return DRAFTS if self.kind == "draft" else FAQ

    @property
    def address(self) -> str:
        """Where its form is sent."""
        return f"/entries/{self.known_as}/edit" if self.kind == "entry" else "/entries/new"


def edit(request: Request) -> Response:
    """Show the form of an answer."""
    office, entry_id = office_of(request), request.path_params["entry_id"]
    try:
        data = find(office.shelf.folder, entry_id)
    except KnowledgeError:
        return page(request, "entries_broken.html", 503, here="entries", reading=office.shelf.reading())
    if data is None:
        return page(request, "missing.html", 404, here="entries")
    return _form(request, Work("entry", written(data), data, entry_id))


def new(request: Request) -> Response:
    """Show an empty form, or a draft's."""
    draft = request.query_params.get("draft", "")
    if not draft:
        return _form(request, Work("new", Fields(every="6 months"), {}))
    try:
        data = find(office_of(request).shelf.folder, draft, DRAFTS)
    except KnowledgeError:
        return RedirectResponse("/drafts", status_code=303)
    if data is None:
        tell(request, "drafts.gone")
        return RedirectResponse("/drafts", status_code=303)
    fields = written(data)
    return _form(request, Work("draft", replace(fields, every=fields.every or "6 months"), data, draft))


def look_at(request: Request, form: Form) -> Response:
    """Show how an answer would look, and what is to mend in it, as it stands in the form."""
    work = _work(request, form)
    return page(request, "edit_look.html", **_seen(request, work, _looked(request, work)))


def try_out(request: Request, form: Form) -> Response:
    """Show what an edit would do to the known questions, before it is saved."""
    office, work = office_of(request), _work(request, form)
    effect, failed = None, False
    try:
        before = text_of(office.shelf.folder)
        work = _named(work, before)
        after = changed(before, work.known_as, work.entry) if work.kind == "entry" else added(before, work.entry)
        effect = EFFECTS.of(Edit(before, after), office.shelf)
    except KnowledgeError:
        failed = True
    piece = "hx-request" in request.headers
    return page(request, "effect.html", here="entries", effect=effect, failed=failed, piece=piece, id=work.known_as)


def save_answer(request: Request, form: Form) -> Response:
    """Save a form, or show it again with what keeps it from being saved: nothing that was typed is lost."""
    work = _work(request, form)
    if form.get("do") == "write":  # after a conflict: go on with both put together
        return _form(request, work)
    try:
        work = _named(work, text_of(office_of(request).shelf.folder, FAQ if form.get("do") != "draft" else DRAFTS))
        if form.get("do") == "draft":
            return _draft_saved(request, work, form.get("why"))
        return _saved(request, work, form.get("why"))
    except EditConflict as error:
        return _conflict(request, work, error, form)
    except RefusedEdit as error:
        return _form(request, work, 422, refused=error.findings, why=form.get("why"))
    except KnowledgeError as error:
        return _form(request, work, 422, trouble=str(error), why=form.get("why"))


def _saved(request: Request, work: Work, why: str) -> Response:
    """Write an answer, and go to its page."""
    say, entry = speaker(language_of(request)), work.entry
    entry_id, before = str(entry["id"]), list[str]()

    def put(text: str) -> str:
        before.append(text)
        return changed(text, work.known_as, entry) if work.kind == "entry" else added(text, entry)

    if work.kind == "entry":
        message = why or say("edit.commit.changed", id=entry_id, what=", ".join(_what(work, say)))
        done = write(request, put, message, {work.known_as: digest(work.seen)})
    elif work.kind == "draft":
        before.append(text_of(office_of(request).shelf.folder))
        message = why or say("edit.commit.published", id=entry_id)
        done = move_draft(request, work.known_as, entry, message, digest(work.seen))
    else:
        done = write(request, put, why or say("edit.commit.added", id=entry_id), {entry_id: ""})
    _tell(request, work, done)
    token = EFFECTS.note(before[-1], text_of(office_of(request).shelf.folder)) if before else ""
    return RedirectResponse(f"/entries/{entry_id}?edit={token}", status_code=303)


def _draft_saved(request: Request, work: Work, why: str) -> Response:
    """Write a draft, and go on with it."""
    say, entry = speaker(language_of(request)), {**work.entry}
    draft_id = str(entry["id"])
    if work.kind == "draft":
        base = {work.known_as: digest(work.seen)}
        put = lambda text: changed(text, work.known_as, entry)  # noqa: E731
    else:
        base = {draft_id: ""}
        put = lambda text: added(text, entry)  # noqa: E731
    write(request, put, why or say("edit.commit.draft", id=draft_id), base, DRAFTS)
    tell(request, "edit.draft_saved")
    return RedirectResponse(f"/entries/new?draft={draft_id}", status_code=303)


def _conflict(request: Request, work: Work, error: EditConflict, form: Form) -> Response:
    """Show what both did, and let the person choose; without a version of theirs, it was removed."""
    office = office_of(request)
    theirs = find(office.shelf.folder, error.entries[0], work.file)
    if work.kind == "new":
        return _form(request, work, 409, taken=True)
    if theirs is None:
        return _form(request, Work("new", work.fields, {}), 409, removed=True)
    both = merged(written(work.seen), work.fields, written(theirs))
    return page(
        request,
        "edit_conflict.html",
        409,
        here="entries",
        work=Work(work.kind, both, theirs, work.known_as),
        texts=TEXTS,
        packed=packed(theirs),
        interval=interval(both.every),
        differences=differences(written(work.seen), work.fields, written(theirs)),
        do=form.get("do") or "save",
        why=form.get("why"),
    )


def _form(
    request: Request,
    work: Work,
    status: int = 200,
    *,
    refused: Sequence[Finding] = (),
    trouble: str = "",
    why: str = "",
    taken: bool = False,
    removed: bool = False,
) -> Response:
    """Show the form of an answer with what the checks say of it."""
    office = office_of(request)
    looked = _looked(request, work)
    beside = {(one.finding.rule, one.finding.why) for one in looked.told}
    others = [finding for finding in refused if (finding.rule, finding.why) not in beside]
    knowledge = office.shelf.reading().knowledge
    texts = [f"{entry.answer.sv}\n{entry.answer.en}" for entry in knowledge.entries.values()] if knowledge else []
    spare = max(SPARE, 3 - len(work.fields.links))
    values = {
        "packed": packed(work.seen),
        "interval": interval(work.fields.every),
        "units": UNITS,
        "rows": [*work.fields.links, *([Row()] * spare)],
        "owners": [owner.value for owner in Owner],
        "topics": _topics(request),
        "offers": _offers(request),
        "values": known_values(office.shelf.folder, texts),
        "refused": told(others, language_of(request), speaker(language_of(request))),
        "why": why,
        "stopped": status >= 400,
        "trouble": trouble,
        "taken": taken,
        "removed": removed,
        "findings": office.shelf.reading().findings if trouble else (),
    }
    return page(request, "edit.html", status, here="entries", **_seen(request, work, looked), **values)


def _seen(request: Request, work: Work, looked: Look) -> dict[str, Any]:
    """Return what both the form and its live pieces show."""
    folder, say = office_of(request).shelf.folder, speaker(language_of(request))
    reviewed = work.entry.get("reviewed")
    shown = reviewed.isoformat() if isinstance(reviewed, date) else ""
    known = office_of(request).shelf.reading().knowledge
    return {
        "work": work,
        "fields": work.fields,
        "look": looked,
        "spots": {name: told(looked.of(name), language_of(request), say) for name in SPOTS},
        "replies": replies_of(work.fields, Values(folder), sentences(folder), shown),
        "counts": {name: len(lines(getattr(work.fields, name))) for name in COUNTED},
        "new_topic": bool(known and work.fields.topic and work.fields.topic not in known.intents),
    }


COUNTED = ("also_asked_sv", "also_asked_en", "must_match_sv", "must_match_en")
SPOTS = (
    "", "id", "question", "question_sv", "question_en", "answer", "answer_sv", "answer_en", "also_asked",
    "also_asked_sv", "also_asked_en", "must_match", "must_match_sv", "must_match_en", "must_not_match", "links",
    "offer", "owner", "topic", "review_every", "source", "valid_from", "reviewed", "allow",
)  # fmt: skip
"""Where findings are told: beside the fields that they are about."""


def _looked(request: Request, work: Work) -> Look:
    office = office_of(request)
    known_as = work.known_as if work.kind == "entry" else None
    try:
        return look(office.shelf.folder, office.shelf.reading().knowledge, work.entry, known_as)
    except KnowledgeError:  # an id or a text that cannot stand in the file at all: saving tells
        return Look()


def _work(request: Request, form: Form) -> Work:
    """Read what somebody works on from the form that they sent."""
    fields, seen = sent(form), unpacked(form.get("seen"))
    kind: Kind = next((one for one in ("entry", "draft") if one == form.get("kind")), "new")
    known_as = str(request.path_params.get("entry_id") or form.get("known_as")) if kind != "new" else ""
    return Work(kind, replace(fields, id=known_as) if kind == "entry" else fields, seen, known_as)


def _named(work: Work, text: str) -> Work:
    """Give a new answer a name where nobody chose one."""
    if work.kind == "entry" or work.fields.id:
        return work
    taken = [*entry_ids(text), *RESERVED]
    return replace(work, fields=replace(work.fields, id=name_for(work.fields, taken)))


def _what(work: Work, say: Any) -> list[str]:
    """Name the fields that were changed."""
    names = [say(f"edit.field.{name}") for name in changed_fields(written(work.seen), work.fields)]
    return [*names, *([say("edit.field.reviewed")] if work.fields.read_today else [])] or [say("edit.field.nothing")]


def _tell(request: Request, work: Work, done: Saved) -> None:
    if done.commit:
        tell(request, "edit.saved", commit=done.commit[:7])
    elif done.warning:
        tell(request, "edit.saved_uncommitted", warning=done.warning)
    else:
        same = work.kind == "entry" and entry_of(work.fields, work.seen, date.today()) == dict(work.seen)
        tell(request, "edit.same" if same else "edit.saved_plain")


def _topics(request: Request) -> list[tuple[str, list[str]]]:
    """Return the topics that there are, each with the questions of its answers."""
    knowledge = office_of(request).shelf.reading().knowledge
    if knowledge is None:
        return []
    language = language_of(request)
    return [
        (topic, [knowledge.question(entry.id, language) for entry in entries])
        for topic, entries in sorted(knowledge.intents.items())
    ]


def _offers(request: Request) -> list[tuple[str, str]]:
    """Return the buttons that an answer may have, as patients see them."""
    said, language = sentences(office_of(request).shelf.folder), language_of(request)
    return [(offer, said.title(f"offer.{offer}", language)) for offer in OFFERS if f"offer.{offer}" in said]


ROUTES = [
    Route("/entries/new", editing(new), methods=["GET"]),
    Route("/entries/new", posted(save_answer), methods=["POST"]),
    Route("/entries/look", posted(look_at), methods=["POST"]),
    Route("/entries/effect", posted(try_out), methods=["POST"]),
    Route("/entries/{entry_id}/edit", editing(edit), methods=["GET"]),
    Route("/entries/{entry_id}/edit", posted(save_answer), methods=["POST"]),
]
