"""Log in, log out, choose a language; and go on with what was written when a login ended in the middle of it."""

from math import ceil

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from office import held as holding
from office.attempts import Attempts
from office.context import office_of, page
from office.cookie import drop, keep, token_of
from office.endpoints import Form, posted, shown
from office.held import Held
from vardlots.editors.accounts import Account, logged_in, there_are_any
from vardlots.editors.sessions import begin, end
from vardlots.replies import LANGUAGES

ATTEMPTS = Attempts()


def login(request: Request) -> Response:
    """Show the login; where nobody has an account yet, say how to make one."""
    return _form(request, to=request.query_params.get("to", "/"))


def ended(request: Request, held: Held | None, to: str) -> Response:
    """Show the login to somebody who sent something when their login had ended; what they sent waits in it."""
    return _form(request, to, 401, held=held, ended=True)


def log_in(request: Request, form: Form) -> Response:
    """Let a person in, or say that address and password do not belong together."""
    email, address = form.get("email").lower(), request.client.host if request.client else ""
    names, held = (f"account {email}", f"address {address}"), _held(form)
    if wait := ATTEMPTS.wait(*names):
        return _form(request, form.get("to"), 429, email=email, minutes=ceil(wait / 60), held=held)
    office, account = office_of(request), logged_in(office_of(request).url, email, str(form.data.get("password", "")))
    token = begin(office.url, account, office.now(), office.lasts) if account else None
    if account is None or token is None:
        ATTEMPTS.failed(*names)
        return _form(request, form.get("to"), 401, email=email, wrong=True, held=held)
    ATTEMPTS.succeeded(names[0])
    _anew(request, "language", "uploads")  # a file that was sent waits for the same account, and for no other
    answer = _resumed(request, account, held) if held else RedirectResponse(_inside(form.get("to")), status_code=303)
    keep(request, answer, token)
    return answer


def log_out(request: Request, _form: Form) -> Response:
    """End the login, on the server: a copy of its cookie is worth nothing any more."""
    _anew(request, "language")
    answer = RedirectResponse("/login", status_code=303)
    drop(request, answer)
    return answer


def choose_language(request: Request, form: Form) -> Response:
    """Go on in another language, on the same page."""
    if form.get("language") in LANGUAGES:
        request.session["language"] = form.get("language")
    return RedirectResponse(_inside(form.get("to")), status_code=303)


def _held(form: Form) -> Held | None:
    held = holding.read(form.get("held"))
    return held if held and _inside(held.path) == held.path else None


def _anew(request: Request, *kept: str) -> None:
    """End the login that the browser had, if any, and forget what was remembered of it but for what is `kept`."""
    end(office_of(request).url, token_of(request))
    remembered = {name: request.session[name] for name in kept if request.session.get(name)}
    request.session.clear()
    request.session.update(remembered)


def _resumed(request: Request, account: Account, held: Held) -> Response:
    """Show that what was sent is still there, to be sent again: by a person, who may have logged in as another one."""
    request.state.account = account
    return page(request, "resumed.html", held=held)


def _form(
    request: Request,
    to: str,
    status: int = 200,
    *,
    email: str = "",
    wrong: bool = False,
    minutes: int = 0,
    held: Held | None = None,
    ended: bool = False,
) -> Response:
    nobody = not there_are_any(office_of(request).url)
    values = {"to": _inside(to), "email": email, "wrong": wrong, "minutes": minutes, "nobody": nobody}
    return page(request, "login.html", status, held=held, ended=ended, path="/login", **values)


def _inside(path: str) -> str:
    """Return a path of the office: a link must not lead somebody who logs in to another site."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


ROUTES = [
    Route("/login", shown(login), methods=["GET"]),
    Route("/login", posted(log_in, anybody=True), methods=["POST"]),
    Route("/logout", posted(log_out, anybody=True), methods=["POST"]),
    Route("/language", posted(choose_language, anybody=True), methods=["POST"]),
]
