"""What stands before every page: who is asking, from where, and what the browser may do with it."""

from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from office.context import office_of, page
from vardlots.editors.accounts import Account, known
from vardlots.errors import StoreUnavailable

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
OPEN = ("/static/", "/login", "/language")
"""What somebody sees who has not logged in."""
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
        except StoreUnavailable:
            return page(request, "down.html", status=503)
        return await call_next(request) if request.state.account else _to_login(request)


def _account(request: Request) -> Account | None:
    """Return the account of a session, as it is now: who was removed, or has another password, is out."""
    email, stamp = request.session.get("email"), request.session.get("stamp")
    account = known(office_of(request).url, email) if email else None
    return account if account and account.stamp == stamp else None


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


def _to_login(request: Request) -> Response:
    wanted = quote(request.url.path + (f"?{request.url.query}" if request.url.query else ""), safe="")
    if request.headers.get("hx-request"):  # a piece of a page must not become a login form
        return Response(status_code=401, headers={"HX-Redirect": "/login"})
    return RedirectResponse(f"/login?to={wanted}" if request.method in SAFE else "/login", status_code=303)
