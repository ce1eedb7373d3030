"""The Matrix door: who may come in, what is refused, and how one message becomes one answer."""

import json
import logging

import pytest
from homeserver import BOT
from matrix_clinic import Clinic, bodies, echoes, offers, visited
from sanic import Sanic

from channels.matrix import MatrixInput
from channels.matrix.configuration import Configuration, HalfConfigured
from channels.matrix.content import ANSWERS, REPLY
from vardlots.matrix.registration import BadRegistration
from vardlots.phrases import phrases
from vardlots.replies import Reply

ROOM = "!room"


@pytest.fixture
def clinic(monkeypatch, tmp_path) -> Clinic:
    return Clinic(monkeypatch, tmp_path, echoes)


def invitation(room: str = ROOM) -> dict:
    content = {"membership": "invite"}
    member = {"type": "m.room.member", "state_key": BOT, "sender": "@anna:test", "content": content}
    return {**member, "event_id": f"$invite-{room}", "room_id": room}


def test_without_settings_there_is_no_door(monkeypatch):
    for name in ("VARDLOTS_MATRIX_HOMESERVER", "VARDLOTS_MATRIX_REGISTRATION", "VARDLOTS_MATRIX_STAFF_ROOM"):
        monkeypatch.delenv(name, raising=False)
    app = Sanic("no-matrix", configure_logging=False)
    app.blueprint(MatrixInput().blueprint(echoes), url_prefix=MatrixInput().url_prefix())
    assert [route.path for route in app.router.routes] == []


@pytest.mark.parametrize(
    ("settings", "error", "named"),
    [
        ({"VARDLOTS_MATRIX_HOMESERVER": "http://x"}, HalfConfigured, "VARDLOTS_MATRIX_REGISTRATION"),
        ({"VARDLOTS_MATRIX_REGISTRATION": "x"}, HalfConfigured, "VARDLOTS_MATRIX_HOMESERVER"),
        ({"VARDLOTS_MATRIX_STAFF_ROOM": "#a:b"}, HalfConfigured, "VARDLOTS_MATRIX_HOMESERVER"),
        ({"VARDLOTS_MATRIX_HOMESERVER": "x", "VARDLOTS_MATRIX_REGISTRATION": "x"}, HalfConfigured, "address"),
        ({"VARDLOTS_MATRIX_HOMESERVER": "http://x", "VARDLOTS_MATRIX_REGISTRATION": "/none"}, BadRegistration, "/none"),
    ],
)
def test_half_a_configuration_is_an_error_that_says_what_is_missing(settings, error, named):
    with pytest.raises(error, match=named):
        Configuration.from_environment(settings)


def test_only_the_homeserver_comes_in(clinic):
    async def use(clinic):
        asked = [
            await clinic.put({"events": []}, token=None),
            await clinic.put({"events": []}, token="wrong"),
            await clinic.put({"events": []}, token="å"),
            await clinic.put({"events": []}, token=None, query="?access_token=wrong"),
            await clinic.put({"events": []}, token=None, query="?access_token=hs-token"),
            await clinic.put({"events": []}),
            await clinic.ask("POST", "/ping", {"transaction_id": "x"}),
            await clinic.ask("POST", "/ping", {}, token=None),
            await clinic.ask("GET", "/users/@x:test"),
            await clinic.ask("GET", "/rooms/%23x:test"),
        ]
        return [(status, body.get("errcode", "")) for status, body in asked]

    assert visited(clinic, use) == [
        (401, "M_UNAUTHORIZED"),
        (403, "M_FORBIDDEN"),
        (403, "M_FORBIDDEN"),
        (403, "M_FORBIDDEN"),
        (200, ""),
        (200, ""),
        (200, ""),
        (401, "M_UNAUTHORIZED"),
        (404, "M_NOT_FOUND"),
        (404, "M_NOT_FOUND"),
    ]


def test_junk_is_refused_and_a_large_transaction_is_not(clinic):
    async def use(clinic):
        junk = [b"", b"x" * 1_000_000, b"[1]", b'{"events": 1}', b"[" * 100_000, b'"a"', b"\xff"]
        refused = [(await clinic.put(body))[0] for body in junk]
        odd = [None, 1, "a", [], {}, {"event_id": 1}, {"event_id": "$a", "room_id": "!a", "type": [], "sender": {}}]
        large = [
            {"event_id": f"${n}", "room_id": "!a", "type": "x", "sender": "y", "a": "z" * 60_000} for n in range(60)
        ]
        return refused, (await clinic.put({"events": odd}))[0], (await clinic.put({"events": large}))[0]

    refused, odd, large = visited(clinic, use)
    assert refused == [400] * 7
    assert (odd, large) == (200, 200)


def test_a_message_becomes_one_answer_with_its_reply(clinic):
    async def use(clinic):
        event = clinic.homeserver.write(ROOM, "hej")
        assert await clinic.send(event) == 200
        (said,) = await clinic.homeserver.said(ROOM, 1)
        await clinic.homeserver.called("typing", 2)
        assert (clinic.homeserver.calls["read_markers"], said[ANSWERS]) == (1, event["event_id"])
        return said

    said = visited(clinic, use)
    assert (said["msgtype"], said["body"]) == ("m.text", "Du skrev hej.")
    assert said["formatted_body"] == "<p>Du skrev hej.</p>"
    assert json.loads(said[REPLY])["paragraphs"] == ["Du skrev hej."]


def test_what_comes_again_is_answered_once(clinic):
    async def use(clinic):
        first, second = (clinic.homeserver.write(ROOM, text) for text in ("ett", "två"))
        for events in ((first,), (first,), (first, first, second), (second,)):
            assert await clinic.send(*events, transaction="t") == 200
        await clinic.homeserver.said(ROOM, 2)
        await clinic.send(clinic.homeserver.write(ROOM, "tre"))
        return bodies(await clinic.homeserver.said(ROOM, 3))

    assert visited(clinic, use) == ["Du skrev ett.", "Du skrev två.", "Du skrev tre."]


def test_a_number_picks_the_choice_that_was_shown_and_after_a_restart_as_well(monkeypatch, tmp_path):
    seen = []

    async def notes(message):
        seen.append(message.text)
        await offers(message)

    async def use(clinic):
        for count, text in enumerate(("boka", "2", "nej tack", "(1)"), 1):
            await clinic.send(clinic.homeserver.write(ROOM, text))
            await clinic.homeserver.said(ROOM, count)
        await clinic.close()
        await clinic.open()
        await clinic.send(clinic.homeserver.write(ROOM, "2."))
        return await clinic.homeserver.said(ROOM, 5)

    said = visited(Clinic(monkeypatch, tmp_path, notes), use)
    assert seen == ["boka", "/deny", "nej tack", "/affirm", "/deny"]
    assert "1. Ja\n2. Nej" in said[0]["body"]
    assert '"payload": "/' not in said[0][REPLY]


def test_a_typed_payload_or_command_is_only_words(clinic):
    async def use(clinic):
        for count, text in enumerate(('/affirm{"a": 1}', "/restart"), 1):
            await clinic.send(clinic.homeserver.write(ROOM, text))
            await clinic.homeserver.said(ROOM, count)
        return bodies(clinic.homeserver.ours(ROOM))

    assert visited(clinic, use) == ['Du skrev affirm{"a": 1}.', "Du skrev restart."]


def test_a_personal_number_is_masked_and_in_no_log(clinic, caplog):
    async def use(clinic):
        await clinic.send(clinic.homeserver.write(ROOM, "jag är 19811218-9876"))
        return await clinic.homeserver.said(ROOM, 1)

    with caplog.at_level(logging.DEBUG):
        said = visited(clinic, use)
    assert "9876" not in str(said)
    assert "19811218" not in caplog.text


def test_our_own_words_and_other_programs_are_not_answered(clinic):
    async def use(clinic):
        ours = clinic.homeserver.put("!other", BOT, {"msgtype": "m.text", "body": "hej"})
        notice = clinic.homeserver.put("!other", "@bot:test", {"msgtype": "m.notice", "body": "hej"})
        empty = clinic.homeserver.write("!other", "  ")
        unknown = clinic.homeserver.put("!other", "@anna:test", {"body": "hej"}, kind="m.room.topic")
        await clinic.send(ours, notice, empty, unknown, clinic.homeserver.write(ROOM, "klart"))
        await clinic.homeserver.said(ROOM, 1)
        return len(clinic.homeserver.rooms["!other"])

    assert visited(clinic, use) == 4


def test_an_invitation_is_greeted_once_however_often_it_comes(clinic):
    async def use(clinic):
        for _ in range(3):
            assert await clinic.send(invitation()) == 200
        await clinic.send(clinic.homeserver.write(ROOM, "hej"))
        return bodies(await clinic.homeserver.said(ROOM, 2)), clinic.homeserver.members[ROOM]

    (greeting, answer), members = visited(clinic, use)
    assert (answer, BOT in members) == ("Du skrev hej.", True)
    assert "automatisk assistent" in greeting


def test_an_invitation_to_an_encrypted_room_is_told_what_to_do(clinic):
    async def use(clinic):
        clinic.homeserver.state[(ROOM, "m.room.encryption")] = {"algorithm": "m.megolm.v1.aes-sha2"}
        await clinic.send(invitation())
        return await clinic.homeserver.said(ROOM, 1)

    (said,) = visited(clinic, use)
    for language in ("sv", "en"):
        assert phrases().say("matrix.encrypted", language)[0] in said["body"]


def test_who_is_alone_leaves(clinic):
    async def use(clinic):
        clinic.homeserver.members[ROOM] = {BOT}
        left = {"type": "m.room.member", "state_key": "@anna:test", "sender": "@anna:test"}
        await clinic.send({**left, "content": {"membership": "leave"}, "event_id": "$left", "room_id": ROOM})
        await clinic.homeserver.called("leave")
        return clinic.homeserver.members[ROOM]

    assert visited(clinic, use) == set()


def test_a_conversation_with_a_person_has_no_numbers_to_type(monkeypatch, tmp_path):
    seen = []

    async def with_maria(message):
        seen.append(message.text)
        people = {"state": "with_person", "case": "P-1", "name": "Maria"}
        reply = Reply("handoff", "sv", ("Hur många?",), people=people)
        await message.output_channel.send_custom_json(message.sender_id, reply.as_dict())

    async def use(clinic):
        for count, text in enumerate(("hej", "1"), 1):
            await clinic.send(clinic.homeserver.write(ROOM, text))
            await clinic.homeserver.said(ROOM, count)

    visited(Clinic(monkeypatch, tmp_path, with_maria), use)
    assert seen == ["hej", "1"]


def test_whatever_breaks_the_person_gets_an_answer_and_the_log_no_words(monkeypatch, tmp_path, caplog):
    async def breaks(message):
        raise RuntimeError(message.text)

    async def use(clinic):
        await clinic.send(clinic.homeserver.write(ROOM, "min hemliga fråga"))
        return await clinic.homeserver.said(ROOM, 1)

    with caplog.at_level(logging.DEBUG):
        (said,) = visited(Clinic(monkeypatch, tmp_path, breaks), use)
    assert json.loads(said[REPLY])["kind"] == "error"
    assert "hemliga" not in caplog.text


def test_a_wrong_token_is_said_at_the_start_and_the_rest_goes_on(clinic, caplog):
    async def use(clinic):
        await clinic.homeserver.called("register")
        clinic.homeserver.token = "another"
        await clinic.close()
        await clinic.open()
        await clinic.homeserver.called("register", 2)
        return await clinic.send(clinic.homeserver.write(ROOM, "hej"))

    with caplog.at_level(logging.INFO, "channels"):
        assert visited(clinic, use) == 500
    assert "the homeserver refuses us (401 M_UNKNOWN_TOKEN)" in caplog.text
    assert "as-token" not in caplog.text
