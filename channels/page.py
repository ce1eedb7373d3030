"""The demo clinic's site over HTTP: its pages and files at `/`, and nothing else, under a strict policy."""

import hashlib
from typing import Any, Dict, Mapping, Optional

from sanic import Blueprint, Sanic
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.site import FOLDER, MISSING, PAGES, Page, Site

HTML = "text/html; charset=utf-8"
FILES = {
    "/site.css": ("site.css", "text/css; charset=utf-8"),
    "/site.js": ("site.js", "text/javascript; charset=utf-8"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
"""What pages load, and what it is; a name that a request makes up never becomes a path."""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",  # the websocket, too, except for Safari before 16, where the chat polls
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types lit-html",
    )
)
"""What a page may do, the chat included; `docs/widget.md` shows it."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-cache",
}


class PageBlueprint(Blueprint):
    """A blueprint that also answers at `/`, where Rasa's own greeting would stand.

    Rasa adds its route before any channel comes, and Sanic refuses a second one: so the pages are
    served from a middleware of the application.
    """

    def register(self, app: Sanic, options: Dict[str, Any]) -> None:
        """Add the routes, and the pages in front of them."""
        super().register(app, options)
        pages = Pages(Site())
        app.register_middleware(pages.serve, "request")
        app.exception(NotFound)(pages.missing)


class Pages:
    """Answer requests for the pages of a site."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def serve(self, request: Request) -> Optional[HTTPResponse]:
        """Return a page or a file that one loads; None lets the request go on to its route."""
        if request.method not in ("GET", "HEAD"):
            return None
        if request.path in PAGES:
            return self._page(PAGES[request.path], request)
        if request.path in FILES:
            name, kind = FILES[request.path]
            return _answer((FOLDER / name).read_bytes(), kind, request)
        return _moved(request.path)

    async def missing(self, request: Request, error: NotFound) -> HTTPResponse:
        """Tell somebody with a browser that there is no such page; programs get what they would get otherwise."""
        if request.method in ("GET", "HEAD") and "text/html" in request.headers.get("Accept", ""):
            return self._page(MISSING["en" if request.path.startswith("/en/") else "sv"], request, 404)
        answer: HTTPResponse = request.app.error_handler.default(request, error)
        return answer

    def _page(self, page: Page, request: Request, status: int = 200) -> HTTPResponse:
        return _answer(self._site.read(page), HTML, request, status, {"Content-Language": page.language})


def _moved(path: str) -> Optional[HTTPResponse]:
    """Return where a page is whose address was written with a slash too few or too many."""
    right = next((page for page in (path + "/", path.rstrip("/")) if page in PAGES), None)
    return HTTPResponse(status=301, headers={**HEADERS, "Location": right}) if right else None


def _answer(
    body: bytes, kind: str, request: Request, status: int = 200, more: Optional[Mapping[str, str]] = None
) -> HTTPResponse:
    """Return what was asked for, or only that it has not changed since the browser got it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {**HEADERS, **(more or {}), "ETag": tag}
    known = [one.strip() for one in request.headers.get("If-None-Match", "").split(",")]
    if status == 200 and tag in [one.removeprefix("W/") for one in known]:
        return HTTPResponse(status=304, headers=headers)
    return HTTPResponse(body, status=status, headers=headers, content_type=kind)
