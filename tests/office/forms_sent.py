"""What tests of the office's answers share: a form filled in as a browser would, and files to look into."""

import html
import re
from typing import Any

from clinic import Clinic
from starlette.testclient import TestClient

from office.answers.files import FAQ, find, packed
from office.answers.forms import TEXTS, interval, written
from vardlots.usage.tallies import Count, add

RECEIPT = {
    "question_sv": "Får jag ett kvitto på mitt besök?",
    "question_en": "Can I have a receipt for my visit?",
    "answer_sv": "Ja. Kvittot finns i appen efter besöket.",
    "answer_en": "Yes. The receipt is in the app after your visit.",
    "also_asked_sv": "\n".join(
        f"kvitto {word}" for word in ["besök", "läkare", "appen", "jobbet", "bokföring", "moms", "utlägg", "kort"]
    ),
    "also_asked_en": "\n".join(
        f"receipt {word}" for word in ["visit", "doctor", "app", "work", "bookkeeping", "taxes", "expenses", "card"]
    ),
    "must_match_sv": "skickar ni ut kvitton",
    "must_match_en": "do you send receipts",
    "owner": "patient-support",
    "topic": "faq_fees",
    "every_count": "6",
    "every_unit": "month",
    "source": "the clinic's own routine",
    "read_today": "1",
}
"""The form of a new answer that is right."""


def filled(office: Clinic, entry_id: str, file: str = FAQ, **changes: Any) -> dict[str, Any]:
    """Return the form of an answer, or of a draft, as its page shows it now, with some fields changed."""
    data = find(office.kb, entry_id, file)
    assert data
    fields, count = written(data), interval(written(data).every)
    form: dict[str, Any] = {name: getattr(fields, name) for name in TEXTS}
    form |= {"topic": fields.topic, "every_count": count[0], "every_unit": count[1], "offer": list(fields.offer)}
    form |= {f"allow_{part}": [getattr(one, part) for one in fields.allow] for part in ("rule", "because")}
    form |= {f"link_{part}": [getattr(row, part) for row in fields.links] for part in ("sv", "en", "url")}
    kind = "entry" if file == FAQ else "draft"
    return {"kind": kind, "known_as": entry_id, "seen": packed(data), "do": "save", **form, **changes}


def saved(client: TestClient, entry_id: str, form: dict[str, Any]) -> str:
    """Send the form of an answer, which is saved, and return the page that comes then."""
    answer = client.post(f"/entries/{entry_id}/edit", data=form, follow_redirects=False)
    assert answer.status_code == 303, plain(answer.text)
    return plain(client.get(answer.headers["location"]).text)


def plain(page: str) -> str:
    """Return the words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def count(office: Clinic, what: str, entry_id: str, times: int, now: Any) -> None:
    """Count that something happened."""
    add(office.here.database_url, {Count.at(now, what, "sv", entry_id): times})
