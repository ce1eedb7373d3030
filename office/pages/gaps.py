"""What patients ask and get no good answer to: the list of gaps, biggest first, and what was decided about them."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from office.context import Office, language_of, office_of, page, tell
from office.endpoints import Form, posted, shown
from office.gaps.survey import Standing, Surveyor
from office.pieces import piece
from office.when import day, moment, share
from office.words import Say, speaker
from vardlots.booking.schedule import STOCKHOLM
from vardlots.gaps.decisions import decisions, reopen
from vardlots.gaps.gaps import Gap
from vardlots.gaps.proposals import FEWEST
from vardlots.replies import Language
from vardlots.usage.consent import days_kept, keeping

FEW_SHOWN = 50
"""Gaps of too few questions that are listed."""
_MAKING = threading.Lock()


def surveyor(request: Request) -> Surveyor:
    """Return what works the gaps out for the office that a request came to."""
    with _MAKING:
        if not hasattr(request.app.state, "surveyor"):
            office = office_of(request)
            request.app.state.surveyor = Surveyor(office.shelf, office.url)
    found: Surveyor = request.app.state.surveyor
    return found


def gaps(request: Request) -> Response:
    """Show the gaps; while they are worked out, those that were found before."""
    standing = surveyor(request).standing(language_of(request), again=request.query_params.get("again") == "yes")
    values = _values(request, standing)
    return page(request, "gaps.html", here="gaps", stale=bool(values["gaps"]), **values)


def finished(request: Request) -> Response:
    """Answer with the gaps once they are worked out: with nothing until then.

    Whoever reads those that were found before is told that there are newer ones, and keeps what they read.
    """
    standing = surveyor(request).standing(language_of(request))
    if standing.working:
        return Response(status_code=204)
    return piece(request, "gaps_done.html", stale=bool(request.query_params.get("stale")), **_values(request, standing))


def decided(request: Request) -> Response:
    """Show what was decided about gaps, the newest first."""
    office, say = office_of(request), speaker(language_of(request))
    made = decisions(office.url)
    times = {one.id: moment(one.moment, say, office.now()) for one in made}
    names = _questions(office, language_of(request))
    return page(request, "gaps_decided.html", here="gaps", decisions=made, times=times, names=names)


def open_again(request: Request, _form: Form) -> Response:
    """Forget a decision: its questions are open again."""
    found = reopen(office_of(request).url, request.path_params["number"])
    tell(request, "gaps.told.reopened" if found else "gaps.told.gone")
    return RedirectResponse("/gaps/decided", status_code=303)


def about(gap: Gap, say: Say) -> dict[str, Any]:
    """Return what is told of a gap in words: what became of its questions, when they were asked, how sure it is."""
    proposal = gap.proposal
    return {
        "hows": [say(f"gaps.how.{how}", count=count) for how, count in gap.hows.items()],
        "first": day(gap.first.astimezone(STOCKHOLM).date(), say),
        "last": day(gap.last.astimezone(STOCKHOLM).date(), say),
        "share": share(proposal.share, 1, say) if proposal else "",
    }


def named(request: Request) -> Callable[[str], str]:
    """Return what names an answer by its question; by its id where there is none any more."""
    names = _questions(office_of(request), language_of(request))
    return lambda entry: names.get(entry, entry)


def _values(request: Request, standing: Standing) -> dict[str, Any]:
    say, office = speaker(language_of(request)), office_of(request)
    found = standing.found.gaps if standing.found else ()
    few = [gap for gap in found if gap.count < FEWEST]
    return {
        "standing": standing,
        "gaps": [gap for gap in found if gap.count >= FEWEST],
        "few": few[:FEW_SHOWN],
        "few_more": max(0, len(few) - FEW_SHOWN),
        "fewest": FEWEST,
        "about": lambda gap: about(gap, say),
        "named": named(request),
        "keeping": keeping(),
        "days": f"{days_kept():g}",
        "decided": len(decisions(office.url)),
        "broken": office.shelf.reading().broken,
    }


def _questions(office: Office, language: Language) -> dict[str, str]:
    knowledge = office.shelf.reading().knowledge
    return {one: knowledge.question(one, language) for one in knowledge.entries} if knowledge else {}


ROUTES: Sequence[Route] = [
    Route("/gaps", shown(gaps), methods=["GET"]),
    Route("/gaps/finished", shown(finished), methods=["GET"]),
    Route("/gaps/decided", shown(decided), methods=["GET"]),
    Route("/gaps/decided/{number:int}/reopen", posted(open_again), methods=["POST"]),
]
