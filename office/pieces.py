"""A piece of a page, for htmx to put in the place of another."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from office.context import ENVIRONMENT, account_of, language_of, page
from office.words import speaker


def piece(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Fill a template; what the next page was to tell is left for that page."""
    language = language_of(request)
    common = {"say": speaker(language), "language": language, "account": account_of(request), "path": request.url.path}
    made = ENVIRONMENT.get_template(template).render({**common, "piece": True, **values})
    return HTMLResponse(made, status_code=status)


def either(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Fill a template for whoever asks: `piece` tells it whether it is a piece, or a page of its own."""
    if wants_piece(request):
        return piece(request, template, status, **values)
    return page(request, template, status, piece=False, **values)


def wants_piece(request: Request) -> bool:
    """Tell whether htmx asks, and not somebody whose browser runs no script."""
    return request.headers.get("hx-request") == "true"
