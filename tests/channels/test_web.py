"""The chat over socket.io: sessions that only their owner can go on with, and exactly one reply a message."""

import asyncio
import logging

import aiohttp
import pytest
import socketio
from server import Client, Counting, Tab, served

from channels.guard import WEB
from channels.sessions import Sessions
from channels.web import LONGEST_PACKET
from vardlots.phrases import phrases
from vardlots.replies import Button, Reply

PACKETS = (
    "4", "42", "42[", "42[]", '42[{"a":1}]', '42[["x"]]', "4" + "9" * 50, "49", "x", "42" + "[" * 5000,
    '42["unknown",1]', '42["connect"]', '42["disconnect"]', '451-["user_uttered",{"_placeholder":true,"num":0}]',
)  # fmt: skip


async def repeats(message):
    reply = Reply("faq", "sv", (message.text, message.sender_id), topic="fees", buttons=(Button("Ja", "/affirm"),))
    await message.output_channel.send_custom_json(message.sender_id, reply.as_dict())


async def breaks(message):
    raise RuntimeError(f"no such table, while reading {message.text!r}")


def chat(use, rasa=repeats):
    """Give `use` the client and a way to open tabs; close them afterwards."""

    async def with_tabs(client: Client):
        tabs = []

        async def open_tab(**more) -> Tab:
            tabs.append(await Tab().open(client.address, **more))
            return tabs[-1]

        try:
            return await use(client, open_tab)
        finally:
            await asyncio.gather(*(tab.close() for tab in tabs))

    return served(rasa, with_tabs)


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_a_session_is_confirmed_and_a_message_gets_one_reply_over_either_transport(transport):
    async def use(_, open_tab):
        tab = await open_tab(transports=[transport])
        session = await tab.session()
        return session, await tab.say(" hej ", session_id=session)

    session, reply = chat(use)
    assert reply["kind"] == "faq"
    assert reply["text"].startswith("hej\n\n" + WEB)
    assert session not in reply["text"]


def test_a_message_is_answered_by_the_same_messages_as_over_rest_and_stock_clients_find_their_buttons():
    async def use(client: Client, open_tab):
        tab = await open_tab()
        await tab.session()
        await tab.send("user_uttered", {"message": "hej"})
        over_socket = [await tab.heard("bot_uttered") for _ in range(3)]
        return over_socket, (await client.post({"sender": "s-1", "message": "hej"}))[1]

    over_socket, over_rest = chat(use)
    assert [set(message) - {"quick_replies"} for message in over_socket] == [set(message) for message in over_rest]
    assert over_socket[0]["custom"].keys() == over_rest[0]["custom"].keys()
    (quick,) = over_socket[-1]["quick_replies"]
    assert quick == {"content_type": "text", **over_socket[-1]["buttons"][0]}


def test_sessions_are_unguessable_and_each_its_own():
    async def use(_, open_tab):
        tabs = [await open_tab() for _ in range(3)]
        return [(await tab.session(), (await tab.say("hej"))["paragraphs"][1]) for tab in tabs]

    tokens, conversations = zip(*chat(use), strict=True)
    assert len(set(tokens)) == len(set(conversations)) == 3
    assert min(map(len, conversations)) > 20


def test_the_owner_goes_on_after_the_page_was_loaded_anew():
    async def use(_, open_tab):
        first = await open_tab()
        token = await first.session()
        before = await first.say("hej")
        await first.close()
        second = await open_tab()
        assert await second.session(token) == token
        return before, await second.say("hej igen")

    before, after = chat(use)
    assert before["paragraphs"][1] == after["paragraphs"][1]


def test_an_answer_that_is_on_its_way_reaches_the_page_that_was_loaded_anew():
    asked, loaded = asyncio.Event(), asyncio.Event()

    async def slow(message):
        asked.set()
        await loaded.wait()
        await repeats(message)

    async def use(_, open_tab):
        first = await open_tab()
        token = await first.session()
        await first.send("user_uttered", {"message": "vad kostar det?"})
        await asked.wait()
        await first.close()
        second = await open_tab()
        await second.session(token)
        loaded.set()
        return await second.reply()

    assert chat(use, slow)["paragraphs"][0] == "vad kostar det?"


def test_another_client_that_knows_only_the_conversations_name_hears_and_says_nothing_in_it():
    async def use(client: Client, open_tab):
        anna, eve = await open_tab(), await open_tab()
        token = await anna.session()
        name = (await anna.say("hej"))["paragraphs"][1]
        got = await eve.session(name)
        assert got not in (name, token)
        await anna.say("min hemliga fråga")
        assert await eve.quiet()
        theirs = (await eve.say("hej", session_id=name))["paragraphs"][1]
        assert await anna.quiet()
        return name, theirs, await client.post({"sender": name, "message": "hej"})

    name, theirs, (status, refused) = chat(use)
    assert theirs != name
    assert (status, list(refused)) == (400, ["error"])


def test_a_token_that_is_forged_or_too_old_gets_a_fresh_session(monkeypatch):
    forged = Sessions("another secret").start().token

    async def use(_, open_tab):
        tab = await open_tab()
        own = await tab.session()
        await tab.close()
        answers = []
        for shown in (forged, own[:-2] + "xx", own + "x", "", 7, ["x"], {"a": 1}, "\ud800", "x" * 100_000):
            tab = await open_tab()
            answers.append(await tab.session(shown))
        return own, answers

    own, answers = chat(use)
    assert len({own, forged, *answers}) == len(answers) + 2


def test_an_expired_token_gets_a_fresh_session(monkeypatch):
    monkeypatch.setenv("VARDLOTS_SESSION_HOURS", "-1")

    async def use(_, open_tab):
        tab, again = await open_tab(), await open_tab()
        token = await tab.session()
        return token, await again.session(token)

    token, fresh = chat(use)
    assert token != fresh


def test_somebody_who_never_asks_for_a_session_gets_one_with_the_first_message():
    async def use(_, open_tab):
        tab = await open_tab()
        await tab.send("user_uttered", {"message": "hej"})
        token = await tab.heard("session_confirm")
        first = await tab.reply()
        return first, await tab.say("igen"), await tab.say("och igen", token=token)

    conversations = {reply["paragraphs"][1] for reply in chat(use)}
    assert len(conversations) == 1


def test_a_tab_that_enters_another_session_hears_the_first_no_more():
    async def use(_, open_tab):
        tab, other = await open_tab(), await open_tab()
        first = await tab.session()
        await tab.session()
        await other.session(first)
        await other.say("hej")
        return await tab.quiet()

    assert chat(use)


def test_a_button_works_in_its_own_session_only():
    seen = []

    async def notes(message):
        seen.append(message.text)
        await repeats(message)

    async def use(_, open_tab):
        anna, eve = await open_tab(), await open_tab()
        await anna.session()
        payload = (await anna.say("boka"))["buttons"][0]["payload"]
        await anna.say(payload)
        await eve.session()
        await eve.say(payload)
        await eve.say("/affirm")

    chat(use, notes)
    assert seen == ["boka", "/affirm", "?", "affirm"]


@pytest.mark.parametrize(
    "data",
    [(), (None,), (7,), ("hej",), ([1],), ({},), ({"message": None},), ({"message": ["hej"]},), ({"message": ""},),
     ({"message": {"text": "hej"}, "session_id": ["x"]},), ({"message": 1}, "more", 3)],
)  # fmt: skip
def test_what_is_no_message_gets_a_reason_and_the_next_message_an_answer(data):
    async def use(_, open_tab):
        tab = await open_tab()
        await tab.session()
        await tab.send("user_uttered", *data)
        refused = await tab.heard("bad_request")
        return refused, await tab.say("hej")

    refused, reply = chat(use)
    assert refused["error"]
    assert reply["paragraphs"][0] == "hej"


def test_a_session_request_with_nothing_sensible_in_it_gets_a_session():
    async def use(_, open_tab):
        tab = await open_tab()
        tokens = []
        for data in ((), (None,), ("x",), ([],), ({"session_id": None},), ({}, 2, 3)):
            await tab.send("session_request", *data)
            tokens.append(await tab.heard("session_confirm"))
        return tokens

    assert all(isinstance(token, str) and token for token in chat(use))


def test_when_something_breaks_the_person_is_told_and_the_log_holds_no_words_of_theirs(caplog):
    async def use(_, open_tab):
        tab = await open_tab()
        await tab.session()
        return await tab.say("How much does my secret operation cost?")

    with caplog.at_level(logging.DEBUG, logger="channels"):
        reply = chat(use, breaks)
    assert (reply["kind"], reply["language"]) == ("error", "en")
    assert "RuntimeError" in caplog.text
    assert "secret operation" not in caplog.text


def test_a_book_gets_a_kind_answer_and_never_reaches_rasa():
    async def use(_, open_tab):
        tab = await open_tab()
        await tab.session()
        return await tab.say("what does a visit cost " * 20_000)

    reply = chat(use, breaks)
    assert reply["paragraphs"] == list(phrases().say("trouble.too_long", "en"))


def test_a_packet_that_is_far_too_big_ends_its_connection_and_no_other():
    async def use(_, open_tab):
        big, other = await open_tab(transports=["websocket"]), await open_tab()
        await big.session()
        await big.send("user_uttered", {"message": "a" * (LONGEST_PACKET + 100_000)})
        await asyncio.wait_for(big.socket.wait(), 10)
        await other.session()
        return await other.say("hej")

    assert chat(use)["kind"] == "faq"


def test_packets_that_cannot_be_read_hurt_nobody_and_fill_no_log(caplog):
    async def use(client: Client, open_tab):
        address = client.address.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
        for packet in PACKETS:
            async with aiohttp.ClientSession() as session, session.ws_connect(address) as wire:
                await wire.receive()
                await wire.send_str("40")
                await wire.receive()
                await wire.send_str(packet)
                await asyncio.sleep(0.02)
        tab = await open_tab()
        await tab.session()
        return await tab.say("hej")

    assert chat(use)["kind"] == "faq"
    assert "placeholder" not in caplog.text


def test_an_answer_says_which_message_it_answers():
    async def use(_, open_tab):
        tab = await open_tab()
        await tab.session()
        told = []
        for message in ({"message": "ett", "id": "m-1"}, {"message": "två"}, {"message": "tre", "id": "å 🤒"}):
            await tab.send("user_uttered", message)
            told.append(await tab.told())
        return [(to, reply["paragraphs"][0]) for to, reply in told]

    assert chat(use) == [("m-1", "ett"), (None, "två"), ("å 🤒", "tre")]


def test_a_refusal_says_so_too_where_the_id_is_a_good_one():
    async def use(_, open_tab):
        tab = await open_tab()
        await tab.session()
        refused = []
        for body in ({"message": "", "id": "m-1"}, {"message": "hej", "id": "a\nb"}, {"message": "hej", "id": 7}):
            await tab.send("user_uttered", body)
            refused.append(await tab.heard("bad_request"))
        return refused

    first, *others = chat(use)
    assert first.keys() == {"error", "reply_to"}
    assert first["reply_to"] == "m-1"
    assert [list(refusal) for refusal in others] == [["error"], ["error"]]


def test_a_message_again_is_answered_to_whoever_asks_and_not_to_the_others():
    rasa = Counting()

    async def use(_, open_tab):
        first, second = await open_tab(), await open_tab()
        token = await first.session()
        await second.session(token)
        await first.send("user_uttered", {"message": "hej", "id": "m-1"})
        both = [await first.told(), await second.told()]
        await second.send("user_uttered", {"message": "hej", "id": "m-1"})
        return both, await second.told(), await first.quiet()

    both, again, quiet = chat(use, rasa)
    assert both == [again, again]
    assert again[0] == "m-1"
    assert quiet
    assert rasa.count == 1


def test_a_message_that_a_page_sends_again_while_it_is_answered_is_told_once():
    asked, sent_again = asyncio.Event(), asyncio.Event()
    rasa = Counting()

    async def slow(message):
        asked.set()
        await sent_again.wait()
        await rasa(message)

    async def use(_, open_tab):
        first = await open_tab()
        token = await first.session()
        await first.send("user_uttered", {"message": "hej", "id": "m-1"})
        await asked.wait()
        await first.close()
        second = await open_tab()
        await second.session(token)
        await second.send("user_uttered", {"message": "hej", "id": "m-1", "session_id": token})
        await second.session(token)  # the server reads a connection's events in order: the message was read
        sent_again.set()
        return await second.told(), await second.quiet()

    (to, reply), quiet = chat(use, slow)
    assert (to, reply["paragraphs"]) == ("m-1", ["1"])
    assert quiet
    assert rasa.count == 1


def test_a_message_that_nothing_answered_is_a_real_try_when_it_is_sent_again():
    rasa, down = Counting(), [True, False]

    async def recovers(message):
        await (breaks if down.pop(0) else rasa)(message)

    async def use(_, open_tab):
        tab = await open_tab()
        await tab.session()
        return [await tab.say("hej", id="m-1") for _ in range(3)]

    failed, tried, again = chat(use, recovers)
    assert failed["kind"] == "error"
    assert tried["paragraphs"] == again["paragraphs"] == ["1"]


def test_only_the_servers_own_pages_may_connect_unless_others_are_named(monkeypatch):
    async def use(_, open_tab):
        tab = await open_tab(headers={"Origin": "https://clinic.example"})
        await tab.session()
        return await tab.say("hej")

    with pytest.raises(socketio.exceptions.ConnectionError):
        chat(use)
    monkeypatch.setenv("VARDLOTS_ORIGINS", "https://other.example, https://clinic.example/")
    assert chat(use)["kind"] == "faq"


def test_the_health_check_answers():
    status, text, _ = served(repeats, lambda client: client.get("/webhooks/socketio/"))
    assert (status, "ok" in text) == (200, True)
