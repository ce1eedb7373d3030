"""The cookie that a login is known by: a token, for this site alone, that no script reads."""

from starlette.requests import Request
from starlette.responses import Response

from office.context import office_of

NAME = "vardlots_office_login"


def token_of(request: Request) -> str:
    """Return the token that a browser shows; empty where it has none."""
    return request.cookies.get(_name(request), "")


def keep(request: Request, response: Response, token: str) -> None:
    """Let the browser have a token, for as long as its login may last."""
    office = office_of(request)
    seconds = int(office.lasts.whole.total_seconds())
    response.set_cookie(_name(request), token, seconds, httponly=True, samesite="lax", secure=office.secure)


def drop(request: Request, response: Response) -> None:
    """Let the browser forget it."""
    response.delete_cookie(_name(request), httponly=True, samesite="lax", secure=office_of(request).secure)


def _name(request: Request) -> str:
    """Return its name: over https one that neither another host nor a page without TLS can set."""
    return f"__Host-{NAME}" if office_of(request).secure else NAME
