"""What somebody sent when their login had ended: it comes back with the login form, and is sent again afterwards.

Nothing of it is kept on the server. It stands in the page, as what it was: fields of a form of the office.
"""

import json
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from office.endpoints import FIELDS, LARGEST_PART


@dataclass(frozen=True)
class Held:
    """A form that was sent: where to, and its fields in their order."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """What stands in a hidden field."""
        return json.dumps([self.path, self.fields], ensure_ascii=False)


async def held_of(request: Request) -> Held | None:
    """Return the form of a request; None where it had a file, which no page can give back, or is no form."""
    try:
        async with request.form(max_fields=FIELDS, max_files=1, max_part_size=LARGEST_PART) as form:
            fields = form.multi_items()
    except (HTTPException, ClientDisconnect):
        return None
    texts = tuple((name, value) for name, value in fields if isinstance(value, str))
    return Held(request.url.path, texts) if len(texts) == len(fields) else None


def read(text: str) -> Held | None:
    """Return what stood in a hidden field; None where it was none of ours."""
    try:
        path, fields = json.loads(text)
        held = Held(path, tuple((name, value) for name, value in fields))
    except (TypeError, ValueError):
        return None
    words = (path, *(part for pair in held.fields for part in pair))
    return held if all(isinstance(one, str) for one in words) else None
