"""46elks and Twilio: what a message looks like on the wire, what their answers mean, and what nobody may read."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest
from gateway_server import PASSWORD, SENDER, USER, Desk, a_gateway
from messages import OTHER, PHONE

from vardlots.errors import MessageNotSent
from vardlots.sms.elks import Elks
from vardlots.sms.errors import Refused, TryLater, WrongGateway
from vardlots.sms.gateways import Gateway, gateway
from vardlots.sms.http import Account
from vardlots.sms.twilio import Twilio

TEXT = "Din tid är bokad: åäö & 100 % + =?"
BOTH = {"46elks": Elks, "twilio": Twilio}


@pytest.fixture
def desk() -> Iterator[Desk]:
    with a_gateway() as served:
        yield served


@pytest.fixture(params=sorted(BOTH))
def through(request: pytest.FixtureRequest, desk: Desk) -> Gateway:
    made: Gateway = BOTH[request.param](Account(desk.url, USER, PASSWORD, SENDER))
    return made


def now() -> datetime:
    return datetime.now(timezone.utc)


def test_a_message_arrives_as_it_was_written(through: Gateway, desk: Desk) -> None:
    named = through.send(PHONE, TEXT, "key")
    (sent,) = desk.sent
    assert (sent.to, sent.text, sent.sender, sent.id) == (PHONE, TEXT, SENDER, named)


def test_a_messaging_service_sends_instead_of_a_number(desk: Desk) -> None:
    service = "MG" + "0" * 32
    Twilio(Account(desk.url, USER, PASSWORD, service)).send(PHONE, TEXT, "key")
    assert desk.sent[0].sender == service


def test_what_was_sent_is_found_by_number_text_and_time(through: Gateway, desk: Desk) -> None:
    first, second = through.send(PHONE, TEXT, "a"), through.send(PHONE, TEXT, "b")
    through.send(OTHER, TEXT, "c")
    through.send(PHONE, "något annat", "d")
    since = now() - timedelta(minutes=1)
    assert through.find(PHONE, TEXT, since) == (second, first)
    assert through.find(PHONE, TEXT, now() + timedelta(minutes=1)) == ()


def test_what_came_in_is_not_what_was_sent(through: Gateway, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    through.send(PHONE, TEXT, "a")
    row = type(through).__module__
    module = __import__(row, fromlist=["_is_it"])
    answer = {"direction": "inbound", "to": PHONE, "message": TEXT, "body": TEXT, "created": now().isoformat()}
    assert not module._is_it(answer, PHONE, TEXT, now() - timedelta(hours=1))


@pytest.mark.parametrize("status", [429, 500, 502, 503, 401, 403, 404])
def test_what_may_pass_is_tried_later(through: Gateway, desk: Desk, status: int) -> None:
    desk.next = [status]
    with pytest.raises(TryLater) as error:
        through.send(PHONE, TEXT, "key")
    assert error.value.unsure == (status in (500, 502))
    assert str(error.value) == str(status)


def test_how_long_to_wait_is_heard(through: Gateway, desk: Desk) -> None:
    for header, seconds in (("7", 7.0), ("99999999", 3600.0), ("soon", 0.0), ("-3", 0.0)):
        desk.next, desk.headers = [429], {"Retry-After": header}
        with pytest.raises(TryLater) as error:
            through.send(PHONE, TEXT, "key")
        assert error.value.after == seconds
    later = "Mon, 23 Nov 2026 10:00:30 GMT"
    desk.next, desk.headers = [503], {"Retry-After": later}
    with pytest.raises(TryLater) as error:
        through.send(PHONE, TEXT, "key")
    assert 0.0 <= error.value.after <= 3600.0


def test_a_connection_that_breaks_leaves_it_open_whether_it_was_taken(through: Gateway, desk: Desk) -> None:
    desk.next = ["drop"]
    with pytest.raises(TryLater) as error:
        through.send(PHONE, TEXT, "key")
    assert error.value.unsure
    assert through.find(PHONE, TEXT, now() - timedelta(minutes=1)) == (desk.sent[0].id,)


def test_a_gateway_that_is_not_there_has_taken_nothing(through: Gateway) -> None:
    away = type(through)(Account("http://127.0.0.1:9", USER, PASSWORD, SENDER))  # type: ignore[call-arg]
    with pytest.raises(TryLater, match="no connection") as error:
        away.send(PHONE, TEXT, "key")
    assert not error.value.unsure


def test_a_bad_number_is_refused_for_good(desk: Desk) -> None:
    desk.next = [400]
    with pytest.raises(Refused, match="400"):
        Elks(Account(desk.url, USER, PASSWORD, SENDER)).send(PHONE, TEXT, "key")
    desk.next, desk.code = [400], 21614
    with pytest.raises(Refused, match="21614"):
        Twilio(Account(desk.url, USER, PASSWORD, SENDER)).send(PHONE, TEXT, "key")


def test_a_queue_that_is_full_is_no_refusal(desk: Desk) -> None:
    desk.next, desk.code = [400], 21611
    with pytest.raises(TryLater, match="21611"):
        Twilio(Account(desk.url, USER, PASSWORD, SENDER)).send(PHONE, TEXT, "key")


def test_no_log_and_no_error_names_the_number_or_the_credentials(
    through: Gateway, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    errors = []
    desk.next = [200, 400, 500, 401, "drop"]
    for _ in range(5):
        try:
            through.send(PHONE, TEXT, "key")
        except MessageNotSent as error:
            errors.append(f"{error!r} {error.__cause__!r}")
    through.find(PHONE, TEXT, now())
    said = caplog.text + " ".join(errors) + repr(Account(desk.url, USER, PASSWORD, SENDER))
    assert "401" in said
    for secret in (PHONE, PHONE.removeprefix("+"), PASSWORD, TEXT):
        assert secret not in said


CREDENTIALS = {"VARDLOTS_SMS_USER": USER, "VARDLOTS_SMS_PASSWORD": PASSWORD, "VARDLOTS_SMS_FROM": "Lingon"}


@pytest.mark.parametrize("name", sorted(BOTH))
def test_the_environment_names_the_gateway(name: str, desk: Desk) -> None:
    made = gateway(name, {**CREDENTIALS, "VARDLOTS_SMS_URL": f"{desk.url}/"})
    assert made
    made.send(PHONE, TEXT, "key")
    assert desk.sent[0].sender == "Lingon"


def test_without_a_gateway_there_is_none() -> None:
    assert gateway("outbox", {}) is None


@pytest.mark.parametrize("name", sorted(BOTH))
@pytest.mark.parametrize("missing", sorted(CREDENTIALS))
def test_what_is_missing_is_named_and_nothing_else_shown(name: str, missing: str) -> None:
    given = {variable: value for variable, value in CREDENTIALS.items() if variable != missing}
    with pytest.raises(WrongGateway, match=missing) as error:
        gateway(name, given)
    assert PASSWORD not in str(error.value)


@pytest.mark.parametrize("sender", ["Lingonkliniken AB", "0701740645", "-", "Klinik!"])
def test_a_sender_that_no_gateway_takes_is_named(sender: str) -> None:
    with pytest.raises(WrongGateway, match="VARDLOTS_SMS_FROM"):
        gateway("46elks", {**CREDENTIALS, "VARDLOTS_SMS_FROM": sender})


def test_credentials_go_nowhere_in_the_clear() -> None:
    with pytest.raises(WrongGateway, match="https"):
        gateway("46elks", {**CREDENTIALS, "VARDLOTS_SMS_URL": "http://gateway.example"})


handed_over: list[tuple[str, str, str]] = []


def hand_over(to: str, text: str, key: str) -> None:
    """Be a deployer's gateway."""
    handed_over.append((to, text, key))


def test_a_deployers_function_is_a_gateway_that_cannot_be_asked() -> None:
    made = gateway(f"{__name__}:hand_over", {})
    assert made
    assert made.send(PHONE, TEXT, "key:1") is None
    assert handed_over == [(PHONE, TEXT, "key:1")]
    assert made.find(PHONE, TEXT, now()) is None


@pytest.mark.parametrize("name", ["", "outbx", "no.such.module:send", "vardlots.sms.outbox:no_such_function"])
def test_a_wrong_name_says_what_to_write(name: str) -> None:
    with pytest.raises(WrongGateway, match="Write 'outbox'"):
        gateway(name, {})
