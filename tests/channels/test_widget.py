"""The chat over plain HTTP: the same sessions and answers as over socket.io."""

import asyncio
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from server import Client, Counting, Tab, served

from channels.guard import LONGEST_ID, LONGEST_REQUEST, WEB
from channels.sessions import Sessions
from vardlots.phrases import phrases


def widget(use, rasa=None, app=None):
    return served(rasa or Counting(), use, app)


def test_a_session_is_started_and_confirmed_when_it_is_shown_again():
    async def use(client: Client):
        (_, first), (_, empty) = [await client.post(body, "/widget/session") for body in ({}, b"")]
        _, again = await client.post({"session_id": first["session_id"]}, "/widget/session")
        return first, empty, again

    first, empty, again = widget(use)
    assert first.keys() == {"session_id"}
    assert first == again
    assert first != empty


def test_a_message_is_answered_in_its_session_by_what_rest_returns():
    async def use(client: Client):
        _, started = await client.post({}, "/widget/session")
        status, body = await client.post({"message": "hej", **started}, "/widget/message")
        return started, status, body, (await client.post({"sender": "s-1", "message": "hej"}))[1]

    started, status, body, over_rest = widget(use)
    assert status == 200
    assert body.keys() == {"session_id", "messages"}
    assert body["session_id"] == started["session_id"]
    assert [message.keys() for message in body["messages"]] == [message.keys() for message in over_rest]
    assert body["messages"][0]["recipient_id"].startswith(WEB)


@pytest.mark.parametrize("token", [None, "", "x" * 600, "forged.token.here", 7, ["x"], {"a": 1}, "\ud800", "web:anna"])
def test_a_message_with_a_token_that_is_none_begins_a_new_session(token):
    async def use(client: Client):
        first, _ = await client.chat("hej", token)
        again, _ = await client.chat("hej", first)
        return first, again

    first, again = widget(use)
    assert first == again
    assert first != token


def test_a_token_that_has_expired_begins_a_new_session(monkeypatch):
    async def use(client: Client):
        return [(await client.post({"session_id": old}, path))[1]["session_id"] for path in paths]

    paths = ("/widget/session", "/widget/session")
    monkeypatch.setenv("VARDLOTS_SECRET", "a secret")
    old = Sessions("a secret").start().token
    assert widget(use) == [old, old]
    monkeypatch.setenv("VARDLOTS_SESSION_HOURS", "-1")
    assert old not in widget(use)


def test_a_button_works_in_its_own_session_only():
    seen = []

    async def notes(message):
        seen.append(message.text)
        await Counting()(message)

    async def use(client: Client):
        anna, answer = await client.chat("boka")
        payload = answer["buttons"][0]["payload"]
        await client.chat(payload, anna)
        await client.chat(payload)
        await client.chat("/affirm", anna)

    widget(use, notes)
    assert seen == ["boka", "/affirm", "?", "affirm"]


BAD = [
    b"", b"hej", b"{", b"[1]", b"7", b"null", b"\xff\xfe", b"[" * 100_000, b'{"message": 7}', b'{"message": ""}',
    b'{"message": ["hej"]}', b'{"session_id": "x"}', b'{"message": "hej", "id": 7}', b'{"message": "hej", "id": ""}',
    b'{"message": "hej", "id": "a\\nb"}', b'{"message": "hej", "id": "\\u0000"}', b'{"message": "hej", "id": ["x"]}',
    b'{"message": "hej", "id": "\\ud800"}', b'{"message": "hej", "id": "' + b"x" * (LONGEST_ID + 1) + b'"}',
]  # fmt: skip


def test_what_is_no_message_gets_400_and_a_reason_and_never_reaches_rasa():
    rasa = Counting()

    async def use(client: Client):
        return [await client.post(body, "/widget/message") for body in BAD]

    answers = widget(use, rasa)
    assert [status for status, _ in answers] == [400] * len(BAD)
    assert all(list(body) == ["error"] and body["error"] for _, body in answers)
    assert rasa.count == 0


@pytest.mark.parametrize("path", ["/widget/session", "/widget/forget"])
@pytest.mark.parametrize("body", [b"hej", b"{", b"[1]", b"null", b"\xff", b"[" * 100_000])
def test_nor_is_it_a_session(path, body):
    status, refused = widget(lambda client: client.post(body, path))
    assert (status, list(refused)) == (400, ["error"])


def test_a_book_gets_a_kind_answer_and_a_library_is_not_even_read():
    async def use(client: Client):
        _, kind = await client.chat("what does a visit cost " * 45_000)
        huge = b'{"message": "' + b"a" * LONGEST_REQUEST + b'"}'
        return kind, [(await client.post(huge, f"/widget/{name}"))[0] for name in ("message", "session", "forget")]

    kind, statuses = widget(use)
    assert kind["paragraphs"] == list(phrases().say("trouble.too_long", "en"))
    assert statuses == [413] * 3


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)
NAMES = ("message", "session_id", "id", "metadata", "token", "sender")
BODIES = st.lists(JSON | st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, JSON)), min_size=8, max_size=8)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BODIES)
def test_whatever_is_posted_is_answered_or_refused_with_a_reason(monkeypatch, bodies):
    monkeypatch.setenv("VARDLOTS_LIMIT_SENDER", "off")

    async def use(client: Client):
        paths = [f"/widget/{name}" for name in ("message", "session", "forget")]
        return [await client.post(json.dumps(body).encode(), path) for body in bodies for path in paths]

    for status, body in widget(use):
        assert status in (200, 400)
        assert (status == 400) == ("error" in body)


def test_a_message_again_is_answered_with_the_same_and_run_once():
    rasa = Counting()

    async def use(client: Client):
        token, first = await client.chat("hej", id="m-1")
        _, again = await client.chat("hej", token, id="m-1")
        _, other = await client.chat("hej", token, id="m-2")
        return first, again, other

    first, again, other = widget(use, rasa)
    assert first == again
    assert other != first
    assert rasa.count == 2


def test_the_answer_of_a_page_that_was_closed_is_kept_for_the_next_one():
    running, go_on = asyncio.Event(), asyncio.Event()
    rasa = Counting()

    async def slow(message):
        running.set()
        await go_on.wait()
        await rasa(message)

    async def use(client: Client):
        _, started = await client.post({}, "/widget/session")
        body = {"message": "hej", "id": "m-1", **started}
        closed = asyncio.ensure_future(client.post(body, "/widget/message"))
        await running.wait()
        closed.cancel()
        await asyncio.sleep(0.05)
        again = asyncio.ensure_future(client.chat("hej", started["session_id"], id="m-1"))
        await asyncio.sleep(0.05)
        go_on.set()
        return (await again)[1]

    assert widget(use, slow)["paragraphs"] == ["1"]
    assert rasa.count == 1


def test_over_a_socket_and_over_http_it_is_the_same_message():
    rasa = Counting()

    async def use(client: Client):
        tab = await Tab().open(client.address)
        try:
            token = await tab.session()
            over_socket = await tab.say("hej", id="m-1")
            _, over_http = await client.chat("hej", token, id="m-1")
            quiet = await tab.quiet()
            first_over_http = (await client.chat("hej", token, id="m-2"))[1]
            return over_socket, over_http, quiet, first_over_http, await tab.say("hej", id="m-2")
        finally:
            await tab.close()

    over_socket, over_http, quiet, first_over_http, then_over_socket = widget(use, rasa)
    assert over_socket == over_http
    assert first_over_http == then_over_socket
    assert quiet
    assert rasa.count == 2


def test_who_writes_too_much_is_told_to_wait_and_keeps_the_answers_that_there_were(monkeypatch):
    monkeypatch.setenv("VARDLOTS_LIMIT_SENDER", "2/h")

    async def use(client: Client):
        token, first = await client.chat("hej", id="m-1")
        again = [(await client.chat("hej", token, id="m-1"))[1] for _ in range(4)]
        body = json.dumps({"message": "hej", "session_id": token, "id": "m-2"}).encode()
        return (
            first,
            again,
            await client.ask("POST", "/widget/message", data=body, headers={"Origin": "http://localhost:8000"}),
        )

    first, again, (status, headers, body) = widget(use)
    assert again == [first] * 4
    assert (status, headers["Access-Control-Expose-Headers"]) == (200, "Retry-After")
    assert int(headers["Retry-After"]) > 0
    custom = json.loads(body)["messages"][0]["custom"]
    assert custom["paragraphs"][:2] == list(phrases().say("trouble.too_many", "sv"))
