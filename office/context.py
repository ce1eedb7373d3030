"""What every page is made with: who reads it, in which language, of which office."""

from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from office.shelf import Shelf
from office.words import speaker
from vardlots.editors.accounts import Account
from vardlots.editors.lasting import Lasting
from vardlots.knowledge.saving import Editor
from vardlots.replies import LANGUAGES, Language
from vardlots.settings import Settings

TEMPLATES = Path(__file__).parent / "templates"
ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
"""Everything that a page shows is escaped: what patients wrote, and what stands in an imported page, is not trusted."""


@dataclass(frozen=True)
class Office:
    """What pages need: where things are, and the knowledge base that is being edited.

    `secure` says that browsers reach it by https alone, and `lasts` how long a login does.
    """

    here: Settings
    shelf: Shelf
    secure: bool = False
    lasts: Lasting = field(default_factory=Lasting)

    @property
    def url(self) -> str:
        """The database's address."""
        return self.here.database_url

    def now(self) -> datetime:
        """Return this moment."""
        return datetime.now(timezone.utc)


def office_of(request: Request) -> Office:
    """Return the office that a request came to."""
    found: Office = request.app.state.office
    return found


def account_of(request: Request) -> Account | None:
    """Return who is logged in; every page but the login has somebody."""
    found: Account | None = getattr(request.state, "account", None)
    return found


def editor_of(request: Request) -> Editor:
    """Return who changes something, for the history."""
    account = account_of(request)
    assert account, "only who is logged in changes anything"
    return Editor(account.name, account.email)


def language_of(request: Request) -> Language:
    """Return the language chosen, or else the one that the browser asks for; Swedish where it names neither."""
    chosen = request.session.get("language")
    if chosen in LANGUAGES:
        return "en" if chosen == "en" else "sv"
    wanted = request.headers.get("accept-language", "").lower()
    places = {language: wanted.find(language) for language in LANGUAGES if language in wanted}
    return min(places, key=lambda language: places[language]) if places else "sv"


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Fill a template: it has `say`, `language`, `account`, `path`, `here` (the place in the menu), what is given."""
    language = language_of(request)
    told = request.session.pop("told", None)
    common = {
        "say": speaker(language),
        "language": language,
        "account": account_of(request),
        "told": told,
        "path": request.url.path,
        "here": "",
    }
    made = ENVIRONMENT.get_template(template).render({**common, **values})
    return HTMLResponse(made, status_code=status)


def tell(request: Request, key: str, **values: str) -> None:
    """Say something at the top of the next page."""
    request.session["told"] = {"key": key, "values": values}
