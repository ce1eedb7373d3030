"""No words of a person in any log, at the level that tells most, whatever goes wrong; nor in what else is written."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest
from person import Person, asks

from bench.stack import Stack, running

WORD = "zyxkvasten"
"""Part of everything that is said here; nobody else writes it."""
PHONE = "070-174 06 91"


@pytest.fixture(scope="module")
def talkative(kb: Path) -> Iterator[Stack]:
    """An assistant of its own, whose Rasa logs all that it can."""
    with running(VARDLOTS_KB=str(kb), LOG_LEVEL="DEBUG") as assistant:
        yield assistant


@pytest.fixture(scope="module")
def said(talkative: Stack) -> Person:
    """A person who has been through everything once: questions, forms, trouble, and an action server that is gone."""
    eva = Person(talkative)
    eva.say(f"Har ni barnmorskor? undrar {WORD}")
    eva.say(f"{WORD} vad kostar ett besök hos läkare i Skåne")
    eva.say(f"{WORD} 34")
    eva.say(f"avbryt {WORD}")
    eva.say(f"{WORD} plufs mojäng")
    eva.say(f"Jag vill boka en tid hos en läkare så snart som möjligt {WORD}")
    if asks(eva.last) in ("booking.ask_time", "booking.ask_time_near"):
        eva.say(eva.last["buttons"][0]["payload"])
        eva.say(f"{PHONE} {WORD}")
        eva.say("ja")
    eva.say(f"Jag vill prata med en människa {WORD}")
    eva.say(f"{WORD}@example.com")
    eva.say(f"min man andas inte {WORD}")
    eva.say(f"mitt personnummer är 19811218-9876 {WORD}")
    eva.say(f"/restart {WORD}")
    eva.say(f'/inform{{"age": "{WORD}"}}')
    eva.say(f"{WORD} " * 300)
    for body in (f'{{"message": "{WORD}"', f'["{WORD}"]', f'{{"message": ["{WORD}"], "sender": "{WORD}"}}'):
        assert _status(talkative, body) == 400
    talkative.actions.stop()
    assert eva.say(f"När har ni öppet {WORD}?")["kind"] in ("error", "faq")
    return eva


def _status(stack: Stack, body: str) -> int:
    """Post something that is no message, in the address too, and return the status."""
    address = stack.assistant.health.replace("/webhooks/rest/", f"/webhooks/rest/webhook?q={WORD}")
    try:
        return int(urllib.request.urlopen(urllib.request.Request(address, body.encode()), timeout=20).status)
    except HTTPError as error:
        return error.code


def test_at_debug_level_much_is_logged_but_none_of_the_words(talkative: Stack, said: Person) -> None:
    logs = talkative.logs()
    assert "processor.message.parse" in logs, "Rasa is not at DEBUG: this test would show nothing"
    assert logs.count("not shown, for it may hold a person's words") > 100
    assert [line[:200] for line in logs.splitlines() if WORD in line.casefold()] == []


def test_numbers_and_addresses_are_in_no_log_either(talkative: Stack, said: Person) -> None:
    logs = talkative.logs()
    for typed in ("9876", "19811218", "174 06 91", "701740691", "example.com"):
        assert typed not in logs, typed


def test_nothing_that_is_written_down_holds_the_words_but_what_was_asked_to_be(talkative: Stack, said: Person) -> None:
    """The request for a person says what it is about, and feedback what was asked: nothing else keeps words."""
    files = [path for path in talkative.var.rglob("*") if path.is_file() and "vardlots.db" not in path.name]
    assert files
    encodings = [WORD.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-32-le")]
    held = [path.name for path in files if any(word in path.read_bytes() for word in encodings)]
    assert held == []
