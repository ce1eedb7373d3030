"""The webhook over HTTP: exactly one reply a turn, whatever happens behind it."""

import asyncio
import json
import logging

from sanic import Sanic
from server import Client, served

from channels.guard import LONGEST_REQUEST
from vardlots.phrases import phrases
from vardlots.replies import Button, Reply

HELLO = Reply("smalltalk", "sv", ("Hej.",))


async def greets(message):
    await message.output_channel.send_custom_json(message.sender_id, HELLO.as_dict())


async def says_nothing(message):
    return None


async def breaks(message):
    raise RuntimeError(f"no such table, while reading {message.text!r}")


def test_one_message_gives_one_reply():
    assert served(greets, lambda client: client.say("hej")) == HELLO.as_dict()


def test_rasa_gets_text_sender_language_and_whether_people_are_there_and_no_more():
    seen = []

    async def notes(message):
        seen.append((message.text, message.sender_id, message.input_channel, message.metadata))
        await greets(message)

    told = {"language": "en", "role": "admin", "people": {"state": "open", "after_misses": 1}}
    served(notes, lambda client: client.say(" hej ", "anna", metadata=told))
    assert seen == [("hej", "anna", "rest", {"language": "en", "people": {"state": "none", "after_misses": 2}})]


def test_two_replies_of_a_turn_arrive_as_one():
    async def answers_and_asks(message):
        for reply in (Reply("faq", "sv", ("Högst 200 kr.",), topic="fees"), Reply("ask", "sv", ("Hur gammal?",))):
            await message.output_channel.send_custom_json(message.sender_id, reply.as_dict())

    status, messages = served(answers_and_asks, lambda client: client.post({"sender": "s-1", "message": "kostar?"}))
    assert status == 200
    assert [message for message in messages if "custom" in message] == messages[:1]
    assert messages[0]["custom"]["paragraphs"] == ["Högst 200 kr.", "Hur gammal?"]
    assert (messages[0]["custom"]["kind"], messages[0]["custom"]["topic"]) == ("faq", "fees")


def test_when_nothing_is_said_the_person_still_gets_an_answer():
    reply = served(says_nothing, lambda client: client.say("hej, vad kostar det att träffa en läkare"))
    assert (reply["kind"], reply["language"]) == ("error", "sv")
    assert "112" in reply["text"]


def test_when_something_breaks_the_answer_is_in_the_language_that_was_written():
    reply = served(breaks, lambda client: client.say("How much does it cost to see a doctor?"))
    assert (reply["kind"], reply["language"]) == ("error", "en")
    assert reply["paragraphs"] == list(phrases().say("trouble.down", "en"))


def test_the_pages_language_counts_when_the_message_says_none():
    assert served(breaks, lambda client: client.say("0701740605", metadata={"language": "en"}))["language"] == "en"
    assert served(breaks, lambda client: client.say("0701740605"))["language"] == "sv"


def test_the_log_of_a_broken_turn_holds_no_words_of_the_person(caplog):
    with caplog.at_level(logging.DEBUG):
        served(breaks, lambda client: client.say("min hemliga fråga"))
    assert "RuntimeError" in caplog.text
    assert "hemliga" not in caplog.text


def test_what_is_no_message_gets_400_and_a_reason():
    async def use(client: Client):
        bodies = [b"", b"hej", b"{", b"[1]", b"\xff\xfe", b"NaN", b"[" * 200_000, b'{"message": "hej", "sender": {}}']
        return [await client.post(body) for body in bodies]

    answers = served(greets, use)
    assert [status for status, _ in answers] == [400] * len(answers)
    assert all(body["error"] for _, body in answers)


def test_a_megabyte_gets_a_kind_answer_and_never_reaches_rasa():
    seen = []

    async def notes(message):
        seen.append(message)

    reply = served(notes, lambda client: client.say("what does a visit cost " * 45_000))
    assert reply["paragraphs"] == list(phrases().say("trouble.too_long", "en"))
    assert (reply["kind"], seen) == ("error", [])


def test_what_is_longer_still_is_not_even_read():
    status, refused = served(greets, lambda client: client.post(b'{"message": "' + b"a" * LONGEST_REQUEST + b'"}'))
    assert (status, refused["status"]) == (413, 413)


def test_json_is_read_whatever_it_calls_itself_and_in_any_unicode():
    async def use(client: Client):
        bodies = [json.dumps({"message": "hej"}).encode(code) for code in ("utf-8", "utf-8-sig", "utf-16", "utf-32")]
        kinds = ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"]
        answers = [await client.post(bodies[0], headers={"Content-Type": kind}) for kind in kinds]
        return answers + [await client.post(body) for body in bodies]

    assert [status for status, _ in served(greets, use)] == [200] * 9


def test_strangers_without_a_sender_get_one_each():
    async def use(client: Client):
        return [(await client.post({"message": "hej"}))[1][0]["recipient_id"] for _ in range(2)]

    first, second = served(greets, use)
    assert first != second


def test_a_button_of_a_reply_can_be_tapped_by_its_owner_only():
    seen = []

    async def offers(message):
        seen.append((message.sender_id, message.text))
        reply = Reply("ask", "sv", ("Ska jag boka?",), buttons=(Button("Ja", "/affirm"),))
        await message.output_channel.send_custom_json(message.sender_id, reply.as_dict())

    async def use(client: Client):
        payload = (await client.say("boka", "anna"))["buttons"][0]["payload"]
        await client.say(payload, "anna")
        await client.say(payload, "eve")
        await client.say("/affirm", "eve")

    served(offers, use)
    assert seen == [("anna", "boka"), ("anna", "/affirm"), ("eve", "?"), ("eve", "affirm")]


def test_quick_messages_of_one_sender_are_answered_one_after_the_other_in_their_order():
    arrived, done, answered = [], [], []
    app = Sanic("queue", configure_logging=False)
    news = asyncio.Condition()

    @app.middleware("request")
    async def count(request):
        async with news:
            arrived.append(request.json["message"])
            news.notify_all()

    async def slow(message):
        async with news:
            await news.wait_for(lambda: len(arrived) == 3)
        answered.append(message.text)
        await asyncio.sleep(0)
        done.append(message.text)
        assert answered == done
        await greets(message)

    async def use(client: Client):
        turns = []
        for number in ("1", "2", "3"):
            turns.append(asyncio.ensure_future(client.say(number)))
            async with news:
                await news.wait_for(lambda: len(arrived) == len(turns))
        return await asyncio.gather(*turns)

    assert [reply["kind"] for reply in served(slow, use, app)] == ["smalltalk"] * 3
    assert answered == ["1", "2", "3"]


def test_one_sender_does_not_wait_for_another():
    other_came = asyncio.Event()

    async def patient(message):
        if message.sender_id == "anna":
            await other_came.wait()
        else:
            other_came.set()
        await greets(message)

    async def use(client: Client):
        return await asyncio.gather(client.say("hej", "anna"), client.say("hej", "bo"))

    assert len(served(patient, use)) == 2


def test_the_health_check_answers():
    status, text, _ = served(greets, lambda client: client.get("/webhooks/rest/"))
    assert status == 200
    assert "ok" in text
