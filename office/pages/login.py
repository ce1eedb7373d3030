"""Log in, log out, choose a language."""

from math import ceil

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from office.attempts import Attempts
from office.context import office_of, page
from office.endpoints import Form, posted, shown
from vardlots.editors.accounts import logged_in, there_are_any
from vardlots.replies import LANGUAGES

ATTEMPTS = Attempts()


def login(request: Request) -> Response:
    """Show the login; where nobody has an account yet, say how to make one."""
    return _form(request, to=request.query_params.get("to", "/"))


def log_in(request: Request, form: Form) -> Response:
    """Let a person in, or say that address and password do not belong together."""
    email, address = form.get("email").lower(), request.client.host if request.client else ""
    names = f"account {email}", f"address {address}"
    if wait := ATTEMPTS.wait(*names):
        return _form(request, form.get("to"), 429, email=email, minutes=ceil(wait / 60))
    account = logged_in(office_of(request).url, email, str(form.data.get("password", "")))
    if account is None:
        ATTEMPTS.failed(*names)
        return _form(request, form.get("to"), 401, email=email, wrong=True)
    ATTEMPTS.succeeded(names[0])
    language = request.session.get("language")
    request.session.clear()
    request.session.update(email=account.email, stamp=account.stamp, language=language)
    return RedirectResponse(_inside(form.get("to")), status_code=303)


def log_out(request: Request, _form: Form) -> Response:
    """End the session."""
    language = request.session.get("language")
    request.session.clear()
    request.session["language"] = language
    return RedirectResponse("/login", status_code=303)


def choose_language(request: Request, form: Form) -> Response:
    """Go on in another language, on the same page."""
    if form.get("language") in LANGUAGES:
        request.session["language"] = form.get("language")
    return RedirectResponse(_inside(form.get("to")), status_code=303)


def _form(
    request: Request, to: str, status: int = 200, *, email: str = "", wrong: bool = False, minutes: int = 0
) -> Response:
    nobody = not there_are_any(office_of(request).url)
    values = {"to": _inside(to), "email": email, "wrong": wrong, "minutes": minutes, "nobody": nobody}
    return page(request, "login.html", status, **values)


def _inside(path: str) -> str:
    """Return a path of the office: a link must not lead somebody who logs in to another site."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


ROUTES = [
    Route("/login", shown(login), methods=["GET"]),
    Route("/login", posted(log_in, anybody=True), methods=["POST"]),
    Route("/logout", posted(log_out, anybody=True), methods=["POST"]),
    Route("/language", posted(choose_language, anybody=True), methods=["POST"]),
]
