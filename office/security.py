"""What stands before every page: who is asking, from where, and what the browser may do with it."""

from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from office.context import office_of, page, tell
from office.cookie import drop, token_of
from office.held import held_of
from office.pages.login import ended
from vardlots.editors.accounts import Account
from vardlots.editors.sessions import logged_in_as
from vardlots.errors import StoreUnavailable

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
OPEN = ("/static/", "/login", "/logout", "/language")
"""What somebody sees who has not logged in."""
UNASKED = ("/status/line", "/gaps/finished")
"""What pages ask for by themselves, again and again: it does not show that anybody is there."""
SAFE = ("GET", "HEAD")
LARGEST = 12_000_000
"""Bytes of a request: a spreadsheet of every answer is smaller by far."""


class Door(BaseHTTPMiddleware):
    """Let in only who has an account, and only what was sent by the office's own pages."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """Answer the request, or say what keeps it out."""
        response = await self._answer(request, call_next)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.url.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-cache"
        return response

    async def _answer(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        if request.method not in SAFE and not _own(request):
            return PlainTextResponse("This was not sent by a page of the office. Reload the page.", status_code=403)
        if request.method not in SAFE and not _small(request):
            return page(request, "large.html", status=413)
        if request.url.path.startswith(OPEN):
            return await call_next(request)
        try:
            request.state.account = await run_in_threadpool(_account, request)
            if request.state.account is None:
                return await _to_login(request)
        except StoreUnavailable:
            return page(request, "down.html", status=503)
        return await call_next(request)


def _account(request: Request) -> Account | None:
    """Return whose login the browser shows; None where there is none, or it has ended."""
    office, token, asked = office_of(request), token_of(request), request.url.path not in UNASKED
    return logged_in_as(office.url, token, office.now(), office.lasts, asked=asked) if token else None


def _own(request: Request) -> bool:
    """Tell whether a page of ours sent a request: browsers say from where it comes, and no page can forge that."""
    site = request.headers.get("sec-fetch-site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin") or request.headers.get("referer") or ""
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host")


def _small(request: Request) -> bool:
    """Tell whether a request says beforehand how large it is, and is not too large."""
    length = request.headers.get("content-length", "")
    return length.isdigit() and int(length) <= LARGEST


async def _to_login(request: Request) -> Response:
    """Lead to the login and back; what was sent to be saved goes along."""
    if request.headers.get("hx-request"):  # a piece of a page must not become a login form
        return Response(status_code=401, headers={"HX-Redirect": _login(request.headers.get("hx-current-url", "/"))})
    if request.method not in SAFE:
        held = await held_of(request)
        return await run_in_threadpool(ended, request, held, _place(request.headers.get("referer", "/")))
    answer = RedirectResponse(_login(str(request.url)), status_code=303)
    if token_of(request):
        tell(request, "login.ended")
        drop(request, answer)
    return answer


def _login(address: str) -> str:
    return f"/login?to={quote(_place(address), safe='')}"


def _place(address: str) -> str:
    """Return the part of an address that says where in a site it is."""
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
