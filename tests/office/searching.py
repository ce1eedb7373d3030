"""An office whose search answers as in earnest: with the project's own encoder, loaded once, and what it remembers."""

import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from clinic import Clinic, clinic
from starlette.testclient import TestClient

from vardlots.retrieval.encoder import encoder
from vardlots.settings import settings

HTMX = {"HX-Request": "true"}


def searching(office: Clinic) -> Clinic:
    """Give an office the encoder that the other tests have loaded."""
    office.app.state.office.shelf.__dict__["encoder"] = encoder(settings())
    return office


@contextmanager
def lasting_office(folder: Path) -> Iterator[Clinic]:
    """Make an office for all the tests of a file that only look."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VARDLOTS_SECRET", "for tests alone")
        yield searching(clinic(folder))


def ask(client: TestClient, question: str, **fields: str) -> str:
    """Try a question as a browser with scripts does, and return the piece of the page."""
    answer = client.post("/try", data={"question": question, **fields}, headers=HTMX)
    assert answer.status_code == 200, answer.text
    return answer.text


def reply_in(page: str) -> dict[str, Any]:
    """Return the reply that the preview of a page shows."""
    found = re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found, page
    (reply,) = json.loads(found[1])
    return dict(reply)


def text_of(page: str) -> str:
    """Return what a page says, without its tags and with single blanks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
