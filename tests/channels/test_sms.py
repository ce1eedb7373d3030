"""What people text back: a word cancels, an alarm is answered, nobody reads the rest, and nothing else reaches Rasa."""

import asyncio
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.exceptions import InvalidConfigException
from sanic import Sanic
from server import Client, served
from twilio.request_validator import RequestValidator

from channels.sms import ONCE_AN_HOUR, Counter, SmsInput
from vardlots.phrases import phrases
from vardlots.rendering.sms import in_gsm
from vardlots.replies import Reply
from vardlots.settings import settings
from vardlots.welcome import contact

SECRET = "a-secret-of-the-path"
TOKEN, ADDRESS = "a-token", "https://clinic.example/webhooks/sms/twilio"
ELKS = {"gateway": "46elks", "secret": SECRET}
TWILIO = {"gateway": "twilio", "auth_token": TOKEN, "webhook_url": ADDRESS}
PHONE = "+46701740645"

with_net = pytest.mark.skipif(
    not (settings().models / "safety-onnx" / "model.onnx").exists(), reason="`make train` exports the model first"
)


class Cancelling:
    """A Rasa that cancels whatever it is told to, and notes what that was."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str, Any]] = []

    async def __call__(self, message: UserMessage) -> None:
        """Say that it is done."""
        self.heard.append((message.text, message.sender_id, message.metadata.get("language")))
        reply = Reply("booking", "sv", ("Din tid tis 1 dec kl. 16.20 är avbokad.",))
        await message.output_channel.send_custom_json(message.sender_id, {**reply.as_dict(), "introduce": True})


def elks(text: str, known: str = "s1", sender: str = PHONE) -> bytes:
    return urlencode({"direction": "incoming", "id": known, "from": sender, "to": "+46766", "message": text}).encode()


def served_sms(rasa: Any, use: Any, given: Any = ELKS) -> Any:
    app = Sanic("sms", configure_logging=False)
    app.blueprint(SmsInput.from_credentials(given).blueprint(rasa), url_prefix="/webhooks/sms")
    return served(rasa, use, app)


def told(rasa: Any, *bodies: bytes, secret: str = SECRET) -> "list[tuple[int, str]]":
    """Post forms as 46elks does, one after another; return what each was answered with."""

    async def use(client: Client) -> "list[tuple[int, str]]":
        answers = []
        for body in bodies:
            status, _, raw = await client.ask("POST", f"/webhooks/sms/46elks/{secret}", data=body)
            answers.append((status, raw.decode()))
        return answers

    return served_sms(rasa, use)


@pytest.mark.parametrize(
    ("text", "language", "command"),
    [
        ("AVBOKA", "sv", "/cancel_by_text"),
        ("  avboka. ", "sv", "/cancel_by_text"),
        ("Avboka tiden", "sv", "/cancel_by_text"),
        ("Cancel", "en", "/cancel_by_text"),
        ("avboka K7M-4QX", "sv", '/cancel_by_text{"reference": "k7m-4qx"}'),
        ("AVBOKA k7m 4qx", "sv", '/cancel_by_text{"reference": "k7m 4qx"}'),
    ],
)
def test_a_cancel_word_cancels(text: str, language: str, command: str) -> None:
    rasa = Cancelling()
    assert told(rasa, elks(text)) == [(200, "Din tid tis 1 dec kl. 16.20 är avbokad.")]
    assert rasa.heard == [(command, f"sms:{PHONE}", language)]


@pytest.mark.parametrize(
    "text",
    ["avboka inte", "vill avboka", "/cancel_by_text", 'avboka {"reference": "K7M-4QX"}', "hej", "", "avboka nu genast",
     "/restart", "avboka abc def"],
)  # fmt: skip
def test_nothing_else_reaches_rasa_and_is_told_so(text: str) -> None:
    rasa = Cancelling()
    ((status, said),) = told(rasa, elks(text))
    assert status == 200
    assert said.startswith(("Ingen läser svar på det här numret.", "Nobody reads replies to this number."))
    assert contact().phone in said
    assert contact().url in said
    assert in_gsm(said)
    assert rasa.heard == []


def test_english_is_answered_in_english() -> None:
    ((_, said),) = told(Cancelling(), elks("When do you open tomorrow, and what does it cost?"))
    assert said.startswith("Nobody reads replies")


def test_nobody_reads_is_said_once_an_hour_to_each_number() -> None:
    said = told(
        Cancelling(), elks("hej", "s1"), elks("hallå?", "s2"), elks("hej", "s3", "+46701740646"), elks("avboka", "s4")
    )
    assert [bool(text) for _, text in said] == [True, False, True, True]
    assert said[1][0] == 204


def test_after_an_hour_it_is_said_again() -> None:
    now = [0.0]

    async def use() -> "list[bool]":
        counter = Counter(Cancelling(), lambda: now[0])
        answers = []
        for number, moment in enumerate((0.0, ONCE_AN_HOUR - 1, ONCE_AN_HOUR)):
            now[0] = moment
            answers.append(bool(await counter.answer(PHONE, "hej", f"s{number}")))
        return answers

    assert asyncio.run(use()) == [True, False, True]


def test_a_webhook_that_is_delivered_again_runs_once_and_says_the_same() -> None:
    rasa = Cancelling()
    first, again = told(rasa, elks("avboka"), elks("avboka"))
    assert first == again
    assert len(rasa.heard) == 1
    once, more = told(rasa, elks("hej"), elks("hej"))
    assert once == more


def test_two_deliveries_at_once_cancel_once() -> None:
    rasa = Cancelling()

    async def use(client: Client) -> "list[bytes]":
        path = f"/webhooks/sms/46elks/{SECRET}"
        both = await asyncio.gather(*(client.ask("POST", path, data=elks("avboka")) for _ in range(2)))
        return [raw for _, _, raw in both]

    first, second = served_sms(rasa, use)
    assert first == second
    assert len(rasa.heard) == 1


@with_net
@pytest.mark.parametrize("text", ["Min man andas inte", "jag vill inte leva längre"])
def test_an_alarm_is_answered_each_time_with_the_numbers_to_call(text: str) -> None:
    rasa = Cancelling()
    said = told(rasa, elks(text, "s1"), elks(text, "s2"), elks(text, "s3"))
    assert all("112" in answer for _, answer in said)
    assert rasa.heard == []


@with_net
def test_an_alarm_offers_nothing_that_cannot_be_chosen_here() -> None:
    ((_, said),) = told(Cancelling(), elks("my husband is not breathing"))
    assert "112" in said
    assert phrases().title("safety.person", "en") not in said


def test_what_could_not_be_answered_is_to_be_delivered_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: Reply) -> None:
        raise RuntimeError(PHONE)

    monkeypatch.setattr("channels.sms.text_messages", broken)
    assert [status for status, _ in told(Cancelling(), elks("avboka"), elks("avboka"))] == [503, 503]
    assert "RuntimeError" in caplog.text
    assert PHONE not in caplog.text


@with_net
def test_without_words_that_cancel_an_alarm_is_still_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kb = Path(shutil.copytree(settings().kb, tmp_path / "kb"))
    (kb / "sms.yaml").write_text("cancel_words: none", encoding="utf-8")
    monkeypatch.setenv("VARDLOTS_KB", str(kb))
    rasa = Cancelling()
    alarm, word = told(rasa, elks("Min man andas inte", "s1"), elks("avboka", "s2"))
    assert "112" in alarm[1]
    assert word[1].startswith("Ingen läser svar")
    assert rasa.heard == []


def test_with_rasa_down_the_person_is_told() -> None:
    async def broken(_: UserMessage) -> None:
        raise RuntimeError("down")

    ((status, said),) = told(broken, elks("avboka"))
    assert status == 200
    assert "112" in said


@pytest.mark.parametrize("secret", ["another-secret-of-it", SECRET[:-1], "x"])
def test_without_the_secret_nobody_is_heard(secret: str) -> None:
    rasa = Cancelling()
    assert told(rasa, elks("avboka"), secret=secret)[0][0] == 404
    assert rasa.heard == []


@pytest.mark.parametrize("sender", ["Telia", "71456", "", "+46", "sms:+46701740645", "+46701740645 "])
def test_a_sender_that_is_no_telephone_gets_no_answer(sender: str) -> None:
    rasa = Cancelling()
    assert told(rasa, elks("avboka", sender=sender)) == [(204, "")]
    assert rasa.heard == []


@pytest.mark.parametrize("body", [b"", b"from=%ff&message=%ff", b"[]", b"from=%2B46701740645", b"x" * 5000])
def test_a_request_that_is_no_message_breaks_nothing(body: bytes) -> None:
    ((status, _),) = told(Cancelling(), body)
    assert status in (200, 204)


def twilio(fields: Any, token: str = TOKEN, address: str = ADDRESS, signature: str | None = None) -> Any:
    """Post a form as Twilio does; return status and texts."""
    signed = RequestValidator(token).compute_signature(address, fields) if signature is None else signature
    rasa = Cancelling()

    async def use(client: Client) -> "tuple[int, list[str]]":
        status, headers, raw = await client.ask(
            "POST",
            "/webhooks/sms/twilio",
            data=urlencode(fields).encode(),
            headers={"X-Twilio-Signature": signed, "Content-Type": "application/x-www-form-urlencoded"},
        )
        if status != 200:
            return status, []
        assert headers["Content-Type"].startswith("text/xml")
        return status, [message.text or "" for message in ElementTree.fromstring(raw)]

    return (*served_sms(rasa, use, TWILIO), rasa.heard)


FIELDS = {"From": PHONE, "To": "+46766", "Body": "avboka", "MessageSid": "SM" + "0" * 32, "FromCity": ""}


def test_twilios_webhook_is_answered_in_its_language() -> None:
    status, texts, heard = twilio(FIELDS)
    assert (status, texts) == (200, ["Din tid tis 1 dec kl. 16.20 är avbokad."])
    assert [text for text, _, _ in heard] == ["/cancel_by_text"]


@pytest.mark.parametrize(
    "how",
    [{"token": "another"}, {"address": "https://elsewhere.example/"}, {"signature": ""}, {"signature": "å"}],
)
def test_what_twilio_has_not_signed_is_not_heard(how: Any) -> None:
    status, _, heard = twilio(FIELDS, **how)
    assert status == 403
    assert heard == []


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (None, "gateway"),
        ({"gateway": "telia"}, "gateway"),
        ({"gateway": "46elks"}, "secret"),
        ({"gateway": "46elks", "secret": "short"}, "16 characters"),
        ({"gateway": "twilio", "auth_token": TOKEN}, "webhook_url"),
        ({**ELKS, "auth_token": TOKEN}, "auth_token"),
    ],
)
def test_wrong_credentials_are_told_without_their_values(given: Any, named: str) -> None:
    with pytest.raises(InvalidConfigException, match=named) as error:
        SmsInput.from_credentials(given)
    assert TOKEN not in str(error.value)
    assert SECRET not in str(error.value)
