"""The edges of the running assistant: sessions over socket.io, too many messages, and what is no message at all."""

import json
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest
from person import Person, asks, says

from bench.chat import TIMEOUT
from bench.stack import Stack

SEPARATOR = "\x1e"
PATIENCE = 20
"""Polls until an event must have come."""


class Socket:
    """A chat page over socket.io's long polling, packet by packet, so that no client library tidies anything up."""

    def __init__(self, stack: Stack) -> None:
        self._client = httpx.Client(base_url=stack.url, timeout=TIMEOUT, trust_env=False)
        self._where = "/socket.io/?EIO=4&transport=polling"
        opened = self._client.get(self._where).text
        self._where += f"&sid={json.loads(opened[1:])['sid']}"
        self._waiting: list[list[object]] = []
        self._post("40")

    def emit(self, event: str, *data: object) -> None:
        """Send an event."""
        self._post("42" + json.dumps([event, *data]))

    def heard(self, event: str) -> object:
        """Return the data of the next event, which must be of this name."""
        for _ in range(PATIENCE):
            if self._waiting:
                name, *data = self._waiting.pop(0)
                assert name == event, (name, data)
                return data[0]
            self._poll()
        raise AssertionError(f"no {event} came")

    def session(self, shown: str | None = None) -> str:
        """Ask for a session, showing what is remembered of one."""
        self.emit("session_request", {"session_id": shown})
        return str(self.heard("session_confirm"))

    def say(self, text: str) -> dict:
        """Send a message; return the `custom` of its answer."""
        self.emit("user_uttered", {"message": text})
        first = self.heard("bot_uttered")
        for _ in first["custom"]["paragraphs"]:
            self.heard("bot_uttered")
        return first["custom"]

    def close(self) -> None:
        """Close the page."""
        self._post("41")
        self._client.close()

    def _post(self, packet: str) -> None:
        assert self._client.post(self._where, content=packet).text.upper() == "OK"

    def _poll(self) -> None:
        for packet in self._client.get(self._where).text.split(SEPARATOR):
            if packet.startswith("42"):
                self._waiting.append(json.loads(packet[2:]))
            elif packet == "2":
                self._post("3")  # still here


@pytest.fixture
def page(stack: Stack) -> Iterator[Socket]:
    """A chat page that has just been opened."""
    socket = Socket(stack)
    yield socket
    socket.close()


def test_a_form_goes_on_after_the_page_was_loaded_anew(stack: Stack, page: Socket) -> None:
    token = page.session()
    assert asks(page.say("Kan ni skicka en länk till appen?")) == "app_link.ask_phone"
    again = Socket(stack)
    assert again.session(token) == token
    reply = again.say("070-174 06 81")
    again.close()
    assert (reply["kind"], says(reply, "app_link.sent")) == ("app_link", True)


def test_nobody_else_goes_on_with_it(stack: Stack, page: Socket, bo: Person) -> None:
    token = page.session()
    page.say("Kan ni skicka en länk till appen?")
    thief = Socket(stack)
    assert thief.session(token[:-1]) != token
    assert not says(thief.say("070-174 06 82"), "app_link.sent")
    thief.close()
    assert asks(page.say("vad kostar det att träffa en läkare?")) == "app_link.ask_phone"


def test_one_sender_is_asked_to_wait_and_others_are_not(stack: Stack, bo: Person) -> None:
    sender = f"test-{uuid4()}"
    replies = [stack.reply(sender, "How are you today?") for _ in range(90)]
    assert [reply["kind"] for reply in replies[:60]] == ["smalltalk"] * 60
    limited = [reply for reply in replies if reply["kind"] == "error"]
    assert all(says(reply, "trouble.too_many") and reply["language"] == "en" for reply in limited)
    assert len(limited) > 10
    assert bo.say("Do you have midwives?")["topic"] == "midwives"


@pytest.mark.parametrize(
    "body",
    [b"", b"[1]", b"{", b"\xff\xfe", b'"hej"', b"[" * 100_000, b'{"message": ["hej"]}', b'{"message": null}',
     b'{"message": "hej", "sender": {"id": 1}}', b'{"message": "hej", "sender": "' + b"s" * 5000 + b'"}'],
    ids=lambda body: body[:20].decode(errors="replace"),
)  # fmt: skip
def test_what_is_no_message_is_refused_with_a_reason(stack: Stack, body: bytes) -> None:
    answer = httpx.post(f"{stack.url}/webhooks/rest/webhook", content=body, timeout=TIMEOUT, trust_env=False)
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize("before", ["", " ", "/", "\u200b", "\ufeff/", "\u3000", "\n\t/ "])
def test_no_writing_of_a_command_is_obeyed(anna: Person, before: str) -> None:
    anna.say("Räkna ut min avgift")
    anna.say(before + '/inform{"age": 34}')
    assert asks(anna.say("Får jag låna min sambos BankID?")) == "fees.ask_age"


def test_after_all_that_no_turn_has_failed(stack: Stack, anna: Person) -> None:
    assert anna.say("hej")["kind"] == "smalltalk"
    assert "a turn failed" not in stack.assistant.log.read_text(encoding="utf-8", errors="replace")
