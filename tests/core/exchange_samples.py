"""Small entries to send out as spreadsheets, and what comes back."""

from typing import Any

from vardlots.sheets.files import read_sheet, sheet_bytes
from vardlots.sheets.merge import merge
from vardlots.sheets.plan import Plan
from vardlots.sheets.rows import COLUMNS, Row, rows_of
from vardlots.sheets.sheet import Sheet, sheet_of


def entry(**fields: Any) -> dict[str, Any]:
    """Return an entry as a file has it."""
    made = {
        "id": "fees",
        "topic": "faq_fees",
        "question": {"sv": "Vad kostar det?", "en": "What does it cost?"},
        "also_asked": {"sv": ["vad är avgiften", "kostar det nåt"], "en": ["how much is the fee"]},
        "answer": {"sv": "Högst 200 kr.\n\nBarn betalar inte.\n", "en": "At most 200 kr.\n"},
        "links": [{"title": {"sv": "Priser", "en": "Fees"}, "url": "{provider.pages.fees}"}],
        "offer": ["quote_fee"],
        "owner": "finance",
        "review_every": "6 months",
        "source": "the price list",
        "must_match": {"sv": ["hur mycket pengar"], "en": ["how much money"]},
        "must_not_match": ["vad kostar en ambulans"],
        "allow": [{"rule": "long-answer", "because": "the law: it wants all of it"}],
    }
    return {**made, **fields}


def there_and_back(entries: list[dict[str, Any]], suffix: str) -> Plan:
    """Write entries to a file, read it, and return what would change."""
    return merge(read_sheet(f"answers{suffix}", sheet_bytes(suffix, rows_of(entries))), entries)


def sheet(*rows: Row) -> Sheet:
    """Return a sheet of rows, as if it had been read from a file with all the columns."""
    lines = [(1, COLUMNS), *((number, row.cells()) for number, row in enumerate(rows, 2))]
    return sheet_of("answers.csv", lines)
