"""One message in, one reply out: and every reply goes through `finish`, whatever happened before."""

import asyncio

import pytest
from server import Counting

from channels.buttons import ButtonSigner
from channels.desk import Answer, Desk
from channels.guard import LONGEST_MESSAGE, BadRequest
from channels.limits import Limits, Quotas
from vardlots.phrases import phrases
from vardlots.privacy import notice
from vardlots.replies import Button, Reply

SIGNER = ButtonSigner("a secret")


async def greets(message):
    await message.output_channel.send_custom_json(message.sender_id, Reply("smalltalk", "sv", ("Hej.",)).as_dict())


async def breaks(message):
    raise RuntimeError(message.text)


async def says_nothing(message):
    return None


class WatchedDesk(Desk):
    """A desk that notes what comes to `finish`, and may put something else in its place."""

    def __init__(self, rasa, instead: "Reply | None" = None) -> None:
        super().__init__("rest", rasa, SIGNER)
        self.finished, self._instead = [], instead

    def finish(self, incoming, reply):
        self.finished.append((incoming.text, reply.kind if reply else None))
        return super().finish(incoming, self._instead or reply)


def answers(desk: Desk, *messages: str, **more: object) -> "list[Answer]":
    async def ask() -> "list[Answer]":
        return [await desk.answer({"sender": "s-1", "message": text, **more}, "192.0.2.1") for text in messages]

    return asyncio.run(ask())


def test_an_answer_is_finished():
    desk = WatchedDesk(greets)
    (answer,) = answers(desk, " hej ")
    assert answer == Answer("s-1", Reply("smalltalk", "sv", ("Hej.",)))
    assert desk.finished == [("hej", "smalltalk")]


@pytest.mark.parametrize("rasa", [breaks, says_nothing])
def test_no_answer_is_finished_too(rasa):
    desk = WatchedDesk(rasa)
    assert answers(desk, "hur gör jag?")[0].reply.kind == "error"
    assert desk.finished == [("hur gör jag?", None)]


def test_so_is_a_message_that_was_too_long_with_its_words():
    desk = WatchedDesk(greets)
    (answer,) = answers(desk, "och " * 1000 + "19811218-9876 har ni öppet")
    assert answer.reply.paragraphs[:2] == phrases().say("trouble.too_long", "sv")
    ((text, kind),) = desk.finished
    assert (text.replace("och ", ""), kind) == ("[personnummer] har ni öppet", "error")


def test_so_is_one_message_too_many_with_its_words(monkeypatch):
    monkeypatch.setenv("VARDLOTS_LIMIT_SENDER", "1/h")
    desk = WatchedDesk(greets)
    _, limited = answers(desk, "hej", "har ni öppet, 19811218-9876")
    assert limited.wait > 0
    assert limited.reply.paragraphs[:2] == phrases().say("trouble.too_many", "sv")
    assert desk.finished[1] == ("har ni öppet, [personnummer]", "error")


def test_what_finish_decides_is_what_the_person_gets(monkeypatch):
    monkeypatch.setenv("VARDLOTS_LIMIT_SENDER", "3/h")
    alarm = Reply("emergency", "sv", ("Ring 112.",))
    long = "a " * LONGEST_MESSAGE
    for rasa in (greets, breaks, says_nothing):
        replies = [
            answer.reply for answer in answers(WatchedDesk(rasa, alarm), "hej", "19811218-9876", long, "en till")
        ]
        assert replies == [alarm] * 4


def test_a_tap_is_told_from_what_was_typed():
    seen = []

    class Noting(Desk):
        def finish(self, incoming, reply):
            seen.append((incoming.text, incoming.tapped))
            return super().finish(incoming, reply)

    tap = SIGNER.seal(Button("Ja", "/affirm"), "s-1").payload
    answers(Noting("rest", greets, SIGNER), tap, "/affirm")
    assert seen == [("/affirm", True), ("affirm", False)]


def test_a_person_is_told_once_a_message_what_was_taken_out_of_it():
    first, second = answers(WatchedDesk(greets), "19811218-9876 och 19811218-9876", "hej")
    assert first.reply.paragraphs == ("Hej.", *notice(("personal",), "sv"))
    assert second.reply.paragraphs == ("Hej.",)


def test_also_when_nothing_answers_and_in_the_language_of_the_reply():
    (answer,) = answers(WatchedDesk(breaks), "my number is 19811218-9876, what does it cost?")
    assert answer.reply.language == "en"
    assert answer.reply.paragraphs == (*phrases().say("trouble.down", "en"), *notice(("personal",), "en"))


def test_beside_a_number_to_call_nothing_else_is_said():
    alarm = Reply("emergency", "sv", ("Ring 112.",))
    assert answers(WatchedDesk(greets, alarm), "19811218-9876")[0].reply == alarm


def test_a_trouble_is_told_in_the_conversations_language_where_the_message_has_none():
    async def greets_once(message):
        if message.text == "Good morning, how are you?":
            reply = Reply("smalltalk", "en", ("Hello.",))
            await message.output_channel.send_custom_json(message.sender_id, reply.as_dict())

    tap = SIGNER.seal(Button("Yes", "/affirm"), "s-1").payload
    replies = [answer.reply for answer in answers(Desk("rest", greets_once, SIGNER), "Good morning, how are you?", tap)]
    assert [(reply.kind, reply.language) for reply in replies] == [("smalltalk", "en"), ("error", "en")]


def test_before_any_reply_the_pages_language_counts():
    assert answers(Desk("rest", breaks, SIGNER), "070", metadata={"language": "en"})[0].reply.language == "en"
    assert answers(Desk("rest", breaks, SIGNER), "070")[0].reply.language == "sv"


def spoken(*messages: "tuple[str, str]") -> "list[str]":
    """Return in what language each of these (text, page) is answered, where nothing behind the desk works."""
    desk = Desk("rest", breaks, SIGNER)

    async def ask() -> "list[Answer]":
        bodies = ({"message": text, "sender": "s-1", "metadata": {"language": page}} for text, page in messages)
        return [await desk.answer(body, "192.0.2.1") for body in bodies]

    return [answer.reply.language for answer in asyncio.run(ask())]


def test_a_page_that_was_switched_counts_for_more_than_the_conversation():
    assert spoken(("hej, vad kostar det?", "sv"), ("34", "en"), ("35", "en")) == ["sv", "en", "en"]
    assert spoken(("hej, vad kostar det?", "sv"), ("34", "en"), ("36", "sv")) == ["sv", "en", "sv"]
    assert spoken(("what does it cost?", "sv"), ("34", "sv")) == ["en", "en"]
    assert spoken(("34", "sv"), ("vad kostar det att träffa en läkare?", "en"), ("35", "en")) == ["sv", "sv", "sv"]
    assert spoken(("34", "sv"), ("35", ""), ("36", "en")) == ["sv", "sv", "en"]


def test_what_is_no_message_is_refused_and_nothing_else_is():
    with pytest.raises(BadRequest):
        asyncio.run(Desk("rest", greets, SIGNER).answer([1], ""))


def repeated(desk: Desk, *bodies: dict, conversation: str = "web:anna") -> "list[Answer]":
    async def ask() -> "list[Answer]":
        return [await desk.answer({"message": "hej", "id": "m-1", **body}, "", conversation) for body in bodies]

    return asyncio.run(ask())


def test_the_same_message_again_is_answered_with_the_same_and_not_run():
    rasa = Counting()
    desk = Desk("socketio", rasa, SIGNER)
    first, again = repeated(desk, {}, {})
    assert (first.again, again.again, rasa.count) == (False, True, 1)
    assert desk.render(first) == desk.render(again)


def test_another_id_or_conversation_is_another_message():
    rasa = Counting()
    desk = Desk("socketio", rasa, SIGNER)
    assert not any(answer.again for answer in repeated(desk, {}, {"id": "m-2"}, {"id": None}, {"id": None}))
    assert not any(answer.again for answer in repeated(desk, {}, conversation="web:bo"))
    assert rasa.count == 5


@pytest.mark.parametrize("rasa", [breaks, says_nothing])
def test_when_nothing_answered_the_same_message_again_is_a_real_try(rasa):
    counting = Counting()
    down = [True]

    async def recovers(message):
        await (rasa if down.pop(0) else counting)(message)

    down += [False]
    failed, tried, again = repeated(Desk("socketio", recovers, SIGNER), {}, {}, {})
    assert failed.reply.kind == "error"
    assert (tried.reply.paragraphs, tried.again) == (("1",), False)
    assert (again.reply.paragraphs, again.again) == (("1",), True)


def test_a_message_again_counts_but_keeps_its_answer_however_many_came(monkeypatch):
    monkeypatch.setenv("VARDLOTS_LIMIT_SENDER", "2/h")
    rasa = Counting()
    desk = Desk("socketio", rasa, SIGNER)
    answers = repeated(desk, {}, {}, {}, {"id": "m-2"})
    assert [answer.reply.paragraphs[0] for answer in answers[:3]] == ["1"] * 3
    assert answers[3].wait > 0
    assert answers[3].reply.paragraphs[:2] == phrases().say("trouble.too_many", "sv")
    assert rasa.count == 1


def test_an_answer_to_one_message_too_many_is_not_remembered(monkeypatch):
    monkeypatch.setenv("VARDLOTS_LIMIT_SENDER", "1/h")
    desk = Desk("socketio", Counting(), SIGNER)
    assert repeated(desk, {}, {"id": "m-2"})[1].wait > 0
    desk._limits = Limits(Quotas("off", "off"))  # an hour later
    assert repeated(desk, {"id": "m-2"})[0].reply.paragraphs == ("2",)


def remembers(desk: Desk, conversation: str = "web:anna") -> "tuple[bool, bool]":
    """Tell whether a desk knows an answer, and the language, of a conversation."""
    return any(key[0] == conversation for key in desk._once._answers), conversation in desk._languages


def test_a_forgotten_conversation_is_one_that_nobody_has_begun():
    rasa = Counting()
    desk = Desk("socketio", rasa, SIGNER)
    repeated(desk, {})
    repeated(desk, {}, conversation="web:bo")
    asyncio.run(desk.forget("web:anna"))
    assert (remembers(desk), remembers(desk, "web:bo")) == ((False, False), (True, True))
    assert not repeated(desk, {})[0].again
    assert repeated(desk, {}, conversation="web:bo")[0].again


def test_what_is_being_said_is_said_before_it_is_forgotten():
    running, go_on = asyncio.Event(), asyncio.Event()
    order = []

    async def slow(message):
        running.set()
        await go_on.wait()
        await greets(message)
        order.append("said")

    async def use():
        desk = Desk("socketio", slow, SIGNER)
        body = {"message": "hej", "id": "m-1"}
        asked = asyncio.ensure_future(desk.answer(body, "", "web:anna"))
        await running.wait()
        forgetting = asyncio.ensure_future(desk.forget("web:anna"))
        forgetting.add_done_callback(lambda _: order.append("forgotten"))
        await asyncio.sleep(0)
        go_on.set()
        answer, _ = await asyncio.gather(asked, forgetting)
        assert answer.reply.paragraphs == ("Hej.",)
        return desk

    desk = asyncio.run(use())
    assert order == ["said", "forgotten"]
    assert remembers(desk) == (False, False)


def test_a_conversation_that_the_channel_knows_is_whose_message_it_is():
    answer = asyncio.run(Desk("rest", greets, SIGNER).answer({"sender": "anna", "message": "hej"}, "", "web:x"))
    assert answer.sender == "web:x"
