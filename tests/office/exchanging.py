"""What the tests of out and in share: files as people send them back, and what became of them."""

import csv
import html
import io
import re
from pathlib import Path
from typing import Any

from clinic import Clinic
from starlette.testclient import TestClient

from office.answers.files import find
from vardlots.sheets.rows import COLUMNS

Lines = list[dict[str, str]]

PAGE = """<!doctype html><html lang="sv"><title>Vanliga frågor</title>
<h2>Får jag ett kvitto på mitt besök?</h2><p>Ja. Kvittot finns i appen efter besöket.</p>
<h2>Kan jag få ett intyg till skolan?</h2><p>Nej, vi skriver inga intyg till skolan.</p></html>"""


def taken_out(client: TestClient, which: str = "all") -> Lines:
    """Return the rows of the answers as a translator gets them."""
    data = client.get("/exchange/file", params={"which": which, "format": "csv"}).content
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def made(rows: Lines) -> bytes:
    """Return a file of rows, as a spreadsheet program in Swedish saves it."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def corrected(client: TestClient, *changes: tuple[str, str, str]) -> bytes:
    """Return the answers with some texts in Swedish changed: an id, a field, and the new text."""
    rows = taken_out(client)
    for name, field, text in changes:
        next(row for row in rows if (row["id"], row["field"]) == (name, field))["sv"] = text
    return made(rows)


def brought_in(client: TestClient, data: bytes, name: str = "svar.csv") -> Any:
    """Send a file, and return the page that comes then."""
    return client.post("/exchange", files={"file": (name, data)})


def agreed(client: TestClient, shown: Any, **form: Any) -> Any:
    """Say yes to what a page shows."""
    token = re.search(r'name="shown" value="(\w+)"', shown.text)
    assert token, plain(shown)
    return client.post(shown.url.path, data={"shown": token[1], **form})


def plain(page: Any) -> str:
    """Return the words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def kept(office: Clinic) -> list[Path]:
    """Return the files that wait."""
    return list((office.here.var / "office" / "uploads").glob("*"))


def answer(office: Clinic, name: str, language: str = "sv") -> str:
    """Return the text of an answer as it is in its file now."""
    data = find(office.kb, name)
    assert data
    return str(data["answer"][language]).strip()
