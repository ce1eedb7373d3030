"""The first page: what needs somebody now."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from office.context import office_of, page
from office.endpoints import shown


def overview(request: Request) -> Response:
    """Show what to do: errors first, then answers whose review is due."""
    reading = office_of(request).shelf.reading()
    return page(request, "overview.html", here="overview", reading=reading)


ROUTES = [Route("/", shown(overview), methods=["GET"])]
