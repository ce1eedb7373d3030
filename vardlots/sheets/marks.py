"""What is written beside a row that lacks something, in words, for who does not see the colour."""

from collections.abc import Mapping
from dataclasses import replace

from vardlots.replies import LANGUAGES, Language
from vardlots.sheets.rows import END, Row

MISSING: Mapping[Language, str] = {
    "sv": "Svenska saknas · Swedish is missing",
    "en": "Engelska saknas · English is missing",
}
LAST = "Skriv nya rader under den här · Write new rows below this one"
OURS = frozenset({*MISSING.values(), " · ".join(MISSING[language] for language in LANGUAGES), LAST})
"""The notes that nobody but we wrote."""


def noted(row: Row) -> Row:
    """Return a row that says in words what it lacks."""
    note = LAST if row.id == END else " · ".join(MISSING[language] for language in row.missing())
    return replace(row, note=note or row.note)
