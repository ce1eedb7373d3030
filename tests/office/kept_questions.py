"""Questions that patients asked in vain, for tests of gaps; and waiting until the gaps are worked out."""

import time
from datetime import datetime, timedelta, timezone

from clinic import Clinic
from searching import HTMX
from starlette.testclient import TestClient

from vardlots.usage.questions import How, keep_question

PATIENCE = 60.0
SMOKING = {
    "sv": (
        "kan man få hjälp med att sluta röka",
        "har ni rökavvänjning",
        "hjälp att sluta röka",
        "hur slutar jag röka",
    ),
    "en": ("can you help me quit smoking", "help to stop smoking"),
}
"""What no answer is about, in both languages."""
DOGS = {"sv": ("kan min hund följa med till läkaren",), "en": ("do you treat dogs",)}


def keep(office: Clinic, texts: dict[str, tuple[str, ...]], how: How = "held_back", entry: str | None = None) -> None:
    """Keep questions, each a day before the other."""
    now = datetime.now(timezone.utc)
    rows = [(text, language) for language in ("sv", "en") for text in texts.get(language, ())]
    for days, (text, language) in enumerate(rows):
        spoken = "en" if language == "en" else "sv"
        keep_question(office.here.database_url, text, spoken, how, now - timedelta(days=days), entry=entry)


def gaps_of(client: TestClient, path: str = "/gaps") -> str:
    """Return the list of gaps once it is worked out."""
    client.get(path)
    until = time.monotonic() + PATIENCE
    while client.get("/gaps/finished", headers=HTMX).status_code == 204:
        assert time.monotonic() < until, "the gaps were not worked out"
        time.sleep(0.05)
    return client.get(path).text
