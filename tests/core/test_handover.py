"""Requests for a person: what is kept, what is masked, and when one is the same as another."""

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from vardlots.cli import main
from vardlots.contact.address import parse_address
from vardlots.contact.clinic import clinic
from vardlots.contact.handover import Request, hand_over, requests, summarise
from vardlots.errors import StoreUnavailable, VardlotsError
from vardlots.replies import tel
from vardlots.sms.outbox import Outbox
from vardlots.sms.texts import Message
from vardlots.store import Base, engine

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=timezone.utc)
REQUEST = Request(
    "+46701740645", "sv", "complaint", ("fakturan blev fel, jag är 900101-2385", "vem kan jag prata med?")
)
KB = Path(__file__).parents[2] / "kb"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'contact.db'}"


def test_a_request_is_kept_with_what_somebody_needs_to_answer(url: str) -> None:
    reference = hand_over(url, REQUEST, NOW)
    (kept,) = requests(url)
    assert (kept.reference, kept.contact, kept.language, kept.topic) == (reference, "+46701740645", "sv", "complaint")
    assert kept.created == NOW
    assert kept.summary == "fakturan blev fel, jag är [personnummer]\nvem kan jag prata med?"


def test_a_reference_can_be_read_aloud(url: str) -> None:
    reference = hand_over(url, REQUEST, NOW)
    assert reference.startswith("F-")
    assert not set(reference[2:]) & set("01OI")
    assert len(reference) <= 12


def test_the_same_request_sent_twice_is_one(url: str) -> None:
    first = hand_over(url, REQUEST, NOW)
    assert hand_over(url, REQUEST, NOW + timedelta(minutes=9)) == first
    assert hand_over(url, replace(REQUEST, topic=None), NOW) != first
    assert hand_over(url, replace(REQUEST, contact="anna@example.com"), NOW) != first
    assert hand_over(url, REQUEST, NOW + timedelta(minutes=10)) != first
    assert len(requests(url)) == 4


def test_a_request_without_a_topic_sent_twice_is_one(url: str) -> None:
    bare = replace(REQUEST, topic=None)
    assert hand_over(url, bare, NOW) == hand_over(url, bare, NOW)


def test_requests_come_newest_first_and_no_more_than_asked_for(url: str) -> None:
    made = [hand_over(url, replace(REQUEST, topic=str(number)), NOW) for number in range(3)]
    assert [request.reference for request in requests(url, 2)] == made[:0:-1]


def test_a_summary_is_the_last_messages_masked_and_short() -> None:
    said = ("hej", *(f"fråga {number}" for number in range(5)), "ring 070-174 06 45 eller anna@example.com")
    assert summarise(said).splitlines() == [
        "fråga 1", "fråga 2", "fråga 3", "fråga 4", "ring [telefonnummer] eller [e-post]",
    ]  # fmt: skip
    assert len(summarise(("å" * 1000,))) == 200


def test_a_summary_leaves_out_the_bare_contact_and_keeps_each_message_on_a_line() -> None:
    assert summarise(("jag vill\nklaga", "070-174 06 45", " ", "👍")) == "jag vill klaga"
    assert summarise(()) == ""


def test_what_is_masked_is_masked_before_it_is_cut() -> None:
    assert "900101" not in summarise(("x" * 190 + " 900101-2385",))


def test_a_database_that_is_away_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    with pytest.raises(StoreUnavailable):
        hand_over(f"sqlite:///{tmp_path / 'folder.db'}", REQUEST, NOW)


def test_the_migrations_make_the_tables_that_the_models_describe(url: str) -> None:
    with engine(url).connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    ours = ("outbox_messages", "hand_overs", "feedback")
    assert [difference for difference in differences if any(name in repr(difference) for name in ours)] == []


@pytest.mark.parametrize(
    ("text", "kind", "value", "hint"),
    [
        ("070-174 06 45", "phone", "+46701740645", "0645"),
        ("ring mig på 0701740645 tack", "phone", "+46701740645", "0645"),
        ("08-465 004 00", "phone", "+46846500400", "0400"),
        ("anna.berg@example.com", "email", "anna.berg@example.com", "a…@example.com"),
        ("maila åsa@exempel.se.", "email", "åsa@exempel.se", "å…@exempel.se"),
        ("070-174 06 45 eller anna@example.com", "email", "anna@example.com", "a…@example.com"),
    ],
)
def test_an_address_is_found_in_a_sentence(text: str, kind: str, value: str, hint: str) -> None:
    address = parse_address(text)
    assert address is not None
    assert (address.kind, address.value, address.hint) == (kind, value, hint)


@pytest.mark.parametrize("text", ["", "anna@example", "12345", "900101-2385", "i morgon", "a" * 260 + "@example.com"])
def test_what_is_no_address_is_none(text: str) -> None:
    assert parse_address(text) is None


def test_a_tel_link_holds_digits_only() -> None:
    assert tel("020-50 50 50") == "tel:020505050"
    assert tel("+46 8 465 004 00") == "tel:+46846500400"


def test_the_clinic_is_read_in_both_languages() -> None:
    assert clinic("sv").hours == "vardagar 8–17"
    assert clinic("en").answer_within == "the next working day"


def test_a_mistake_in_the_clinic_s_file_leaves_the_last_good_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VARDLOTS_KB", str(tmp_path))
    file = tmp_path / "provider.yaml"
    file.write_text("name: [")
    with pytest.raises(VardlotsError, match=r"provider\.yaml"):
        clinic("sv")
    good = (KB / "provider.yaml").read_text(encoding="utf-8")
    file.write_text(good.replace("Lingonkliniken", "Björkkliniken"), encoding="utf-8")
    assert clinic("sv").name == "Björkkliniken"
    file.write_text("name: [")
    assert clinic("sv").name == "Björkkliniken"


def test_the_commands_show_what_waits(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    assert "Nobody has asked" in shown(capsys, "requests")
    assert json.loads(shown(capsys, "outbox", "--json")) == []
    reference = hand_over(url, replace(REQUEST, said=("[bold]hej[/bold]",)), NOW)
    Outbox(url).put(Message("app_link", "app-link:1", "+46701740645", "Här är länken", "sv"), NOW)
    (request,) = json.loads(shown(capsys, "requests", "--json"))
    assert request["reference"] == reference
    assert request["created"] == "2026-11-22T14:30:00+00:00"
    table = shown(capsys, "requests")
    assert "+46701740645" in table
    assert "[bold]" in table, "what people write is text, not a style"
    assert json.loads(shown(capsys, "outbox", "--json"))[0]["text"] == "Här är länken"
    table = shown(capsys, "outbox")
    assert "+46701740645" in table
    assert "no gateway" in table


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run a command and return what it prints."""
    with pytest.raises(SystemExit) as left:
        main(words)
    assert not left.value.code
    return capsys.readouterr().out
