"""One gap: what was asked, and what to do about it."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from office.answers.told import told
from office.context import editor_of, language_of, office_of, page, tell
from office.endpoints import Form, may_edit, posted, shown
from office.gaps.choosing import Offered, chosen, nearest, offered, options, several, wrong
from office.pages.gaps import about, named, surveyor
from office.pieces import piece
from office.words import speaker
from vardlots.errors import KnowledgeError, RefusedEdit
from vardlots.gaps.accepting import accept, dismiss, id_for
from vardlots.gaps.gaps import Gap
from vardlots.gaps.phrasings import LONGEST, Phrasings
from vardlots.knowledge import Finding, Knowledge
from vardlots.knowledge.drafts import read_drafts
from vardlots.knowledge.repository import commits
from vardlots.replies import LANGUAGES

SHOWN = 30
"""Different questions that are shown, in each language."""


def gap(request: Request) -> Response:
    """Show a gap."""
    found = _find(request)
    return _page(request, found) if found else _gone(request)


def answers(request: Request, form: Form) -> Response:
    """Answer with the choices that hold the words that were searched for; the words are in no address."""
    knowledge, found = office_of(request).shelf.reading().knowledge, _find(request)
    first = nearest(found) if found else ()
    choices = options(knowledge, language_of(request), form.get("search"), first) if knowledge else []
    return piece(request, "gap_answers.html", options=choices, entry="", nearest=first)


def do(request: Request, form: Form) -> Response:
    """Add questions to an answer, or begin a new one with them; nothing that was typed is lost when that fails."""
    found = _find(request)
    if not found:
        return _gone(request)
    phrasings, entry = chosen(form), form.get("entry")
    try:
        if why := wrong(phrasings):
            return _page(request, found, form, why)
        if form.get("do") == "draft":
            return _drafted(request, found, phrasings, form)
        if not entry:
            return _page(request, found, form, "entry")
        return _phrased(request, found, phrasings, entry)
    except RefusedEdit as error:
        return _page(request, found, form, "refused", error.findings)
    except KnowledgeError:
        return _page(request, found, form, "not_saved")


def put_away(request: Request, _form: Form) -> Response:
    """Note that nothing is to be done about a gap."""
    found = _find(request)
    if not found:
        return _gone(request)
    dismiss(office_of(request).url, found, editor_of(request))
    tell(request, "gaps.told.dismissed", name=found.name)
    return RedirectResponse("/gaps", status_code=303)


def _phrased(request: Request, found: Gap, phrasings: Phrasings, entry: str) -> Response:
    office = office_of(request)
    saved = accept(
        office.url,
        office.shelf.folder,
        found,
        phrasings,
        entry=entry,
        editor=editor_of(request),
        commit=commits(office.here),
    )
    many = len(phrasings.sv) + len(phrasings.en)
    key = "added_only_file" if saved.warning else "added" if many else "belongs"
    tell(request, f"gaps.told.{key}", count=str(many), question=named(request)(entry))
    return RedirectResponse("/gaps", status_code=303)


def _drafted(request: Request, found: Gap, phrasings: Phrasings, form: Form) -> Response:
    office = office_of(request)
    if not (phrasings.sv or phrasings.en):
        return _page(request, found, form, "none")
    knowledge = office.shelf.reading().knowledge
    taken = [*(knowledge.entries if knowledge else ()), *(one.id for one in read_drafts(office.shelf.folder).drafts)]
    draft = id_for(found, taken)
    accept(
        office.url,
        office.shelf.folder,
        found,
        phrasings,
        draft=draft,
        editor=editor_of(request),
        commit=commits(office.here),
    )
    tell(request, "gaps.told.drafted")
    return RedirectResponse(f"/entries/new?draft={draft}", status_code=303)


def _page(
    request: Request, found: Gap, form: Form | None = None, trouble: str = "", findings: Sequence[Finding] = ()
) -> Response:
    office, language = office_of(request), language_of(request)
    say, knowledge = speaker(language), office.shelf.reading().knowledge
    first = nearest(found)
    rows, left = _rows(found, knowledge, request) if may_edit(request) else ((), ())
    entry = form.get("entry") if form else (found.proposal.entry or "" if found.proposal else "")
    return page(
        request,
        "gap.html",
        422 if trouble else 200,
        here="gaps",
        gap=found,
        about=about(found, say),
        asked={one: _asked(found, one) for one in LANGUAGES},
        shown=SHOWN,
        rows=_typed(rows, form) if form else rows,
        own={one: form.get(f"own_{one}") if form else "" for one in LANGUAGES},
        left=left,
        options=options(knowledge, language, first=first) if knowledge else [],
        nearest=first,
        entry=entry,
        named=named(request),
        trouble=trouble,
        findings=told(findings, language, say),
        longest=LONGEST,
        broken=knowledge is None,
    )


def _rows(found: Gap, knowledge: Knowledge | None, request: Request) -> tuple[Sequence[Offered], Sequence[object]]:
    return offered(found, knowledge, office_of(request).shelf.encoder) if knowledge else ((), ())


def _typed(rows: Sequence[Offered], form: Form) -> list[Offered]:
    """Return the places to choose from with what was typed into them."""
    use = form.all("use")
    return [Offered(row.name, row.language, form.get(row.name), row.name in use) for row in rows]


def _asked(found: Gap, language: str) -> list[tuple[str, int]]:
    return several([one.text for one in found.questions if one.language == language])


def _find(request: Request) -> Gap | None:
    return surveyor(request).standing(language_of(request)).gap(str(request.path_params["gap_id"]))


def _gone(request: Request) -> Response:
    if surveyor(request).standing(language_of(request)).found:  # else they are being worked out, as the page says
        tell(request, "gaps.told.gone")
    return RedirectResponse("/gaps", status_code=303)


ROUTES = [
    Route("/gaps/{gap_id:int}", shown(gap), methods=["GET"]),
    Route("/gaps/{gap_id:int}", posted(do), methods=["POST"]),
    Route("/gaps/{gap_id:int}/answers", posted(answers, anybody=True), methods=["POST"]),
    Route("/gaps/{gap_id:int}/dismiss", posted(put_away), methods=["POST"]),
]
