"""The answers: a list to search, filter and put in order."""

from collections.abc import Callable
from dataclasses import asdict, replace
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from office.answers.health import WEEKS, health_of
from office.answers.listing import SHOWS, Sort, Wanted, chosen, lines_of, wanted_of
from office.context import language_of, office_of, page
from office.endpoints import shown
from office.pages.drafts import drafts_of
from office.pieces import piece, wants_piece
from office.when import day
from vardlots.knowledge.models import Owner

MORE = 50
"""Answers shown at first, and with each "show more"."""
DOWN_FIRST = ("asked", "misses", "findings")
"""The orders of which the largest is wanted first."""


def entries(request: Request) -> Response:
    """Show the list, or only its rows where a script asks for them."""
    office = office_of(request)
    reading, wanted = office.shelf.reading(), wanted_of(request.query_params)
    if reading.knowledge is None:
        return page(request, "entries_broken.html", 503, here="entries", reading=reading)
    health = health_of(office.url, office.now())
    everything = lines_of(reading, health, language_of(request))
    found = chosen(everything, reading.knowledge, wanted)
    only_rows = wants_piece(request) and "hx-history-restore-request" not in request.headers
    make, template = (piece, "entries_rows.html") if only_rows else (page, "entries.html")
    return make(
        request,
        template,
        here="entries",
        wanted=wanted,
        rows=found[: wanted.most],
        found=len(found),
        total=len(everything),
        counted=health is not None,
        weeks=WEEKS,
        owners=[owner.value for owner in Owner],
        shows=[show for show in SHOWS if health is not None or show not in ("least", "never")],
        to=_addresses(wanted),
        more=address(replace(wanted, most=wanted.most + MORE)),
        day=day,
        drafts=len(drafts_of(office.shelf.folder)),
    )


def address(wanted: Wanted) -> str:
    """Return the address of the list as somebody wants it, without what is as at first."""
    names = {"words": "q", "show": "show", "owner": "owner", "sort": "sort", "down": "down", "most": "most"}
    first = asdict(Wanted())
    said = {names[name]: value for name, value in asdict(wanted).items() if value != first[name]}
    query = urlencode({name: "1" if value is True else value for name, value in said.items()})
    return f"/entries?{query}" if query else "/entries"


def _addresses(wanted: Wanted) -> Callable[[Sort], str]:
    """Return what gives the address of the same list in another order, or in the same one turned round."""

    def to(sort: Sort) -> str:
        same = wanted.sort == sort
        return address(replace(wanted, sort=sort, down=not wanted.down if same else sort in DOWN_FIRST))

    return to


ROUTES = [Route("/entries", shown(entries), methods=["GET"])]
