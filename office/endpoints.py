"""How a page becomes an endpoint: what blocks runs in a thread, a form is read first, a right is asked for."""

import logging
from collections.abc import Callable, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from office.context import account_of, office_of, page
from vardlots.errors import KnowledgeError, StoreUnavailable

log = logging.getLogger(__name__)

FIELDS = 4_000
"""Fields of a form: an entry with very many phrasings."""
LARGEST_PART = 2_000_000
"""Bytes of a field."""

Show = Callable[[Request], Response]
Do = Callable[[Request, "Form"], Response]


class Form:
    """What was sent, as text."""

    def __init__(self, data: FormData) -> None:
        self.data = data

    def get(self, name: str) -> str:
        """Return a field without blanks around it; an empty text where there is none. Lines end in a newline."""
        value = self.data.get(name, "")
        return _lines(value).strip() if isinstance(value, str) else ""

    def all(self, name: str) -> Sequence[str]:
        """Return every value of a field of that name, in order."""
        return [_lines(value).strip() for value in self.data.getlist(name) if isinstance(value, str)]

    def file(self, name: str) -> UploadFile | None:
        """Return a file that was sent."""
        value = self.data.get(name)
        return value if isinstance(value, UploadFile) else None


def shown(show: Show) -> Callable[[Request], Response]:
    """Make the endpoint of a page to look at; Starlette runs it in a thread."""

    def endpoint(request: Request) -> Response:
        try:
            return show(request)
        except HTTPException:
            raise
        except KnowledgeError:
            return page(request, "entries_broken.html", 503, here="entries", reading=office_of(request).shelf.reading())
        except StoreUnavailable:
            return page(request, "down.html", status=503)
        except Exception as error:  # its text may hold a patient's words: only its type and place are logged
            log.error("%s failed: %s at %s", request.url.path, type(error).__name__, _where(error))
            return page(request, "broken.html", status=500)

    return endpoint


def editing(show: Show) -> Callable[[Request], Response]:
    """Make the endpoint of a page that only who may edit sees."""
    return shown(lambda request: show(request) if may_edit(request) else page(request, "only_read.html", status=403))


def posted(do: Do, *, anybody: bool = False) -> Callable[..., object]:
    """Make the endpoint of a form. Only who may edit sends one, unless `anybody` may."""

    async def endpoint(request: Request) -> Response:
        if not (anybody or may_edit(request)):
            return page(request, "only_read.html", status=403)
        async with request.form(max_fields=FIELDS, max_files=1, max_part_size=LARGEST_PART) as data:
            return await run_in_threadpool(shown(lambda _request: do(request, Form(data))), request)

    return endpoint


def may_edit(request: Request) -> bool:
    """Tell whether who is logged in may change anything."""
    account = account_of(request)
    return account is not None and account.may_edit


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
