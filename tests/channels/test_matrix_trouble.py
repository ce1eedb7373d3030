"""When the homeserver, the database or the process itself fails in the middle: nothing is lost, nothing said twice."""

import asyncio
from datetime import timedelta

import pytest
from homeserver import BOT
from matrix_clinic import Clinic, bodies, echoes, visited

from channels.matrix.content import ANSWERS
from vardlots.database import connection, connector
from vardlots.matrix.ledger import Ledger, Noted
from vardlots.matrix.tables import METADATA

ROOM = "!room"
TEXTS = ("ett", "två", "tre")
SAID = ["Du skrev ett.", "Du skrev två.", "Du skrev tre."]


@pytest.fixture
def clinic(monkeypatch, tmp_path) -> Clinic:
    return Clinic(monkeypatch, tmp_path, echoes)


def waiting(clinic: Clinic) -> list[Noted]:
    return Ledger(clinic.url).waiting()


async def settled(clinic: Clinic) -> None:
    """Wait until nothing is left to do."""
    while waiting(clinic):
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "faults", [["429", "429"], ["500"], ["drop"], ["lost"], ["429", "lost", "500"], ["lost", "drop"]]
)
def test_trouble_with_sending_loses_nothing_and_keeps_the_order(clinic, faults):
    async def use(clinic):
        clinic.homeserver.faults["send"] = list(faults)
        await clinic.send(*(clinic.homeserver.write(ROOM, text) for text in TEXTS))
        await clinic.homeserver.said(ROOM, 3)
        await settled(clinic)
        return bodies(clinic.homeserver.ours(ROOM)), clinic.homeserver.faults["send"]

    assert visited(clinic, use) == (SAID, [])


def test_a_homeserver_that_forgot_its_transactions_is_not_told_twice(clinic):
    async def use(clinic):
        home, send = clinic.homeserver, clinic.homeserver._sent

        def forgets(*args):
            sent = send(*args)
            home.forget_transactions()
            return sent

        home._sent = forgets
        home.faults["send"] = ["lost", "lost"]
        await clinic.send(*(home.write(ROOM, text) for text in TEXTS))
        await home.said(ROOM, 3)
        await settled(clinic)
        return bodies(home.ours(ROOM))

    assert visited(clinic, use) == SAID


def test_rooms_do_not_wait_for_each_other(monkeypatch, tmp_path):
    other_came = asyncio.Event()

    async def patient(message):
        if message.sender_id.endswith("!slow"):
            await other_came.wait()
        else:
            other_came.set()
        await echoes(message)

    async def use(clinic):
        await clinic.send(clinic.homeserver.write("!slow", "hej"), clinic.homeserver.write("!quick", "hej"))
        await clinic.homeserver.said("!slow", 1)

    visited(Clinic(monkeypatch, tmp_path, patient), use)


def test_without_the_database_the_homeserver_is_asked_to_send_again(clinic):
    async def use(clinic):
        event = clinic.homeserver.write(ROOM, "ett")
        before = await clinic.send(event)
        said = clinic.homeserver.ours(ROOM)
        clinic.tables()
        return before, said, await clinic.send(event), bodies(await clinic.homeserver.said(ROOM, 1))

    assert visited(clinic, use, tables=False) == (500, [], 200, SAID[:1])


def test_a_database_that_is_gone_when_the_answer_is_said_does_not_stop_the_room(clinic):
    async def use(clinic):
        await clinic.send(clinic.homeserver.write(ROOM, "ett"))
        await clinic.homeserver.said(ROOM, 1)
        await settled(clinic)
        METADATA.drop_all(connector(clinic.url))
        refused = await clinic.send(again := clinic.homeserver.write(ROOM, "två"))
        METADATA.create_all(connector(clinic.url))
        await clinic.send(again)
        return refused, bodies(await clinic.homeserver.said(ROOM, 2))

    assert visited(clinic, use) == (500, SAID[:2])


def test_what_was_noted_when_the_process_died_is_answered_at_the_next_start(clinic):
    async def use(clinic):
        await clinic.close()
        events = [clinic.homeserver.write(ROOM, text) for text in TEXTS]
        gone = Noted("$gone", "!nowhere")
        Ledger(clinic.url).note([*(Noted(event["event_id"], ROOM) for event in events), gone])
        clinic.homeserver.put(ROOM, BOT, {"msgtype": "m.text", "body": SAID[0], ANSWERS: events[0]["event_id"]})
        await clinic.open()
        await clinic.send(*events)
        await clinic.homeserver.said(ROOM, 3)
        await settled(clinic)
        return bodies(clinic.homeserver.ours(ROOM))

    assert visited(clinic, use) == SAID


def test_the_process_stops_in_the_middle_of_an_answer(monkeypatch, tmp_path):
    turns = []

    async def hangs_once(message):
        turns.append(message.text)
        if len(turns) == 1:
            await asyncio.Event().wait()
        await echoes(message)

    async def use(clinic):
        await clinic.send(*(clinic.homeserver.write(ROOM, text) for text in TEXTS))
        while not turns:
            await asyncio.sleep(0.01)
        await clinic.close()
        assert clinic.homeserver.ours(ROOM) == []
        await clinic.open()
        await clinic.homeserver.said(ROOM, 3)
        await settled(clinic)
        return bodies(clinic.homeserver.ours(ROOM))

    assert visited(Clinic(monkeypatch, tmp_path, hangs_once), use) == SAID


def test_a_room_that_we_were_thrown_out_of_keeps_nobody_waiting(clinic):
    async def use(clinic):
        clinic.homeserver.faults["send"] = ["403"]
        await clinic.send(*(clinic.homeserver.write(ROOM, text) for text in TEXTS))
        await clinic.homeserver.said(ROOM, 2)
        await settled(clinic)
        return bodies(clinic.homeserver.ours(ROOM))

    assert visited(clinic, use) == SAID[1:]


def test_a_message_that_cannot_be_sent_as_it_is_is_replaced_by_a_plain_one(clinic):
    async def use(clinic):
        clinic.homeserver.faults["send"] = ["400"]
        await clinic.send(clinic.homeserver.write(ROOM, "ett"))
        return await clinic.homeserver.said(ROOM, 1)

    (said,) = visited(clinic, use)
    assert "112" in said["body"]


def test_a_homeserver_that_is_back_is_woken_up(clinic):
    async def use(clinic):
        home = clinic.homeserver
        await home.called("ping")
        while not home.rooms.get("!own"):
            await asyncio.sleep(0.01)
        home.faults["versions"] = ["drop"]
        await home.called("ping", 2)
        while len(home.rooms["!own"]) < 2:
            await asyncio.sleep(0.01)
        return home.calls["createRoom"]

    assert visited(clinic, use) == 1


async def ready(clinic: Clinic) -> None:
    """Wait until the assistant has caught up, and has something to go by in the room."""
    while not clinic.homeserver.rooms.get("!own"):
        await asyncio.sleep(0.01)
    await clinic.send(clinic.homeserver.write(ROOM, "noll"), transaction="1")
    await clinic.homeserver.said(ROOM, 1)


def test_what_the_homeserver_never_sent_is_found_when_it_is_back(clinic):
    async def use(clinic):
        await ready(clinic)
        lost = clinic.homeserver.write(ROOM, "ett")
        clinic.homeserver.faults["versions"] = ["drop"]
        await clinic.homeserver.said(ROOM, 2)
        await clinic.send(lost, clinic.homeserver.write(ROOM, "två"))
        return bodies(await clinic.homeserver.said(ROOM, 3))[1:]

    assert visited(clinic, use) == SAID[:2]


def test_what_was_never_sent_is_found_when_the_next_transaction_comes(clinic):
    async def use(clinic):
        await ready(clinic)
        first, _lost, last = (clinic.homeserver.write(ROOM, text) for text in TEXTS)
        await clinic.send(first, transaction="2")
        await clinic.send(last, transaction="4")
        return bodies(await clinic.homeserver.said(ROOM, 4))[1:]

    assert visited(clinic, use) == SAID


def test_what_was_never_sent_is_found_at_the_next_start(clinic):
    async def use(clinic):
        await ready(clinic)
        await clinic.close()
        clinic.homeserver.write(ROOM, "ett")
        clinic.homeserver.write(ROOM, "gammalt")
        clinic.homeserver.rooms[ROOM][-1]["origin_server_ts"] = 1
        await clinic.open()
        return bodies(await clinic.homeserver.said(ROOM, 2))[1:]

    assert visited(clinic, use) == SAID[:1]


def test_a_homeserver_that_was_put_off_is_asked_to_go_on(clinic):
    async def use(clinic):
        await ready(clinic)
        pings = clinic.homeserver.calls["ping"]
        METADATA.drop_all(connector(clinic.url))
        assert await clinic.send(clinic.homeserver.write(ROOM, "ett")) == 500
        await clinic.homeserver.called("ping", pings + 1)
        METADATA.create_all(connector(clinic.url))

    visited(clinic, use)


def test_the_ledger_knows_each_event_once_and_forgets_in_time(tmp_path):
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    METADATA.create_all(connector(url))
    ledger, events = Ledger(url), [Noted("$1", "!a"), Noted("$2", "!b"), Noted("$1", "!a")]
    assert ledger.note(events) == events[:2]
    assert ledger.note([*events, Noted("$3", "!a")]) == [Noted("$3", "!a")]
    assert ledger.waiting() == [*events[:2], Noted("$3", "!a")]
    ledger.done(["$1"])
    assert ledger.waiting() == [events[1], Noted("$3", "!a")]
    assert ledger.expire() == 0
    assert ledger.expire(kept=timedelta(seconds=-1)) == 1
    assert ledger.forget("!a") == 1
    with connection(url) as opened:
        assert opened.execute(METADATA.tables["matrix_events"].select()).all()[0][0] == "$2"
