"""The assistant's status comes through JSON as it was."""

import json
from datetime import datetime, timezone

import pytest

from vardlots.errors import UnreadableStatus
from vardlots.serving import Serving, Trouble, read_serving

NOW = datetime(2026, 11, 28, 12, 30, tzinfo=timezone.utc)
PLAIN = Serving(version="0f", entries=2, phrasings=32, since=NOW, started=NOW, looked=NOW)
FULL = Serving(
    version="0f",
    entries=2,
    phrasings=32,
    since=NOW,
    started=NOW,
    looked=NOW,
    preparing=True,
    troubles=(Trouble("kb/faq.yaml", 7, "it is wrong", "mend it", "Rätta den.", "fees"),),
    revision="5e09208",
    committed=True,
    trained=NOW,
    intents=("faq_fees",),
    untrained=("receipt",),
)


@pytest.mark.parametrize("serving", [PLAIN, FULL])
def test_what_is_written_is_read(serving):
    assert read_serving(json.loads(json.dumps(serving.as_dict()))) == serving


def test_a_field_of_a_later_version_is_passed_over():
    assert read_serving({**PLAIN.as_dict(), "mood": "good"}) == PLAIN


@pytest.mark.parametrize(
    "body",
    [{}, {"version": "0f"}, {**PLAIN.as_dict(), "since": "yesterday"}, {**PLAIN.as_dict(), "troubles": ["?"]}, []],
)
def test_what_is_no_status_is_told(body):
    with pytest.raises(UnreadableStatus, match="status cannot be read"):
        read_serving(body)
