"""The office as a Starlette application."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from office.context import Office, page
from office.pages import (
    drafts,
    edit,
    entries,
    entry,
    exchange,
    figures,
    gap,
    gaps,
    login,
    overview,
    remove,
    status,
    trying,
)
from office.security import Door
from office.shelf import Shelf
from vardlots.editors.lasting import lasting
from vardlots.knowledge.repository import edited_folder
from vardlots.secret import secret
from vardlots.settings import Settings

STATIC = Path(__file__).parent / "static"
HOURS = 10
"""How long a browser remembers the language, and what is to be told on the next page."""
PAGES = (login, overview, entries, edit, remove, entry, drafts, status, trying, gaps, gap, figures, exchange)


def create_app(here: Settings, *, secure: bool = False) -> Starlette:
    """Make the office of some settings; `secure` where browsers reach it by https alone.

    Raises:
        ValueError: when a variable says something else than how long a login lasts.
    """
    remembered = Middleware(
        SessionMiddleware,
        secret_key=f"office {secret()}",
        session_cookie="vardlots_office",
        max_age=HOURS * 3600,
        same_site="lax",
        https_only=secure,
    )
    app = Starlette(
        routes=[*(route for one in PAGES for route in one.ROUTES), Mount("/static", StaticFiles(directory=STATIC))],
        middleware=[remembered, Middleware(Door)],
        exception_handlers={HTTPException: _missing, 500: _broken},
    )
    app.state.office = Office(here, Shelf(here, edited_folder(here)), secure, lasting())
    return app


async def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return page(request, "missing.html", status=error.status_code, here=request.url.path.split("/")[1])


async def _broken(request: Request, _error: Exception) -> Response:
    return page(request, "broken.html", status=500)
