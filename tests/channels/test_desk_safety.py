"""The safety net has the last word: whatever became of an alarm on its way, it is answered as one."""

import asyncio
import logging
from dataclasses import replace

import pytest

from channels import desk as desks
from channels.buttons import ButtonSigner
from channels.desk import Answer, Desk
from channels.guard import LONGEST_MESSAGE, Incoming
from vardlots.phrases import phrases
from vardlots.privacy import notice
from vardlots.replies import KINDS as REPLY_KINDS
from vardlots.replies import Button, Reply
from vardlots.safety.kinds import KINDS
from vardlots.safety.net import Judgement
from vardlots.safety.replies import alarm_reply
from vardlots.settings import settings

pytestmark = pytest.mark.skipif(
    not (settings().models / "safety-onnx" / "model.onnx").exists(), reason="`make train` exports the model first"
)

SIGNER = ButtonSigner("a secret")
ALARMS = {
    "Min man andas inte": ("emergency", "sv"),
    "jag vill inte leva längre": ("crisis", "sv"),
    "my kid drank bleach": ("poison", "en"),
    "my husband hits me and I'm scared": ("violence", "en"),
}
FALLBACK = Reply("fallback", "sv", ("Det kan jag inte svara på.",))
ANSWER = Reply("faq", "sv", ("Journalen finns i appen.",), topic="journal")
ABOUT = Judgement(None, 0.0, named=("crisis", "emergency"))


class Judge:
    """A net that makes the same of everything; without a judgement it tears."""

    def __init__(self, judgement: "Judgement | None" = None) -> None:
        self._judgement = judgement
        self.asked: list[str] = []

    def judge(self, text: str) -> Judgement:
        self.asked.append(text)
        if self._judgement is None:
            raise RuntimeError(text)
        return self._judgement


def rasa(*replies: Reply, delay: float = 0.0):
    """A Rasa that says the same to everything, after a while."""

    async def answer(message) -> None:
        await asyncio.sleep(delay)
        for reply in replies:
            await message.output_channel.send_custom_json(message.sender_id, reply.as_dict())

    return answer


async def breaks(message) -> None:
    raise RuntimeError(message.text)


def desk_of(behind, net: "Judge | None" = None) -> Desk:
    desk = Desk("rest", behind, SIGNER)
    if net:
        desk._net = net
    return desk


def answers(desk: Desk, *messages: str) -> "list[Answer]":
    async def ask() -> "list[Answer]":
        return [await desk.answer({"sender": "s-1", "message": text}, "192.0.2.1") for text in messages]

    return asyncio.run(ask())


@pytest.mark.parametrize("text", ALARMS)
@pytest.mark.parametrize("behind", [rasa(), breaks], ids=["says nothing", "breaks"])
def test_an_alarm_is_answered_though_nothing_behind_the_desk_works(text, behind):
    assert answers(desk_of(behind), text)[0].reply == alarm_reply(*ALARMS[text])


@pytest.mark.parametrize("kind", [kind for kind in REPLY_KINDS if kind != "emergency"])
def test_an_alarm_takes_the_place_of_whatever_else_was_said(kind):
    said = Reply(kind, "sv", ("Något annat.",), buttons=(Button("Ja", "/affirm"),))
    assert answers(desk_of(rasa(said)), "Min man andas inte")[0].reply == alarm_reply("emergency", "sv")


def test_what_rasa_said_to_an_alarm_stays_with_the_way_back_to_the_form():
    said = alarm_reply("emergency", "sv", in_form=True)
    assert answers(desk_of(rasa(said)), "Min man andas inte")[0].reply == said


def test_finish_needs_no_reply_at_all():
    text = "Min man andas inte"
    incoming = Incoming(text, "s-1", typed=text)
    assert desk_of(breaks).finish(incoming, None) == alarm_reply("emergency", "sv")


def test_an_alarm_in_a_message_that_is_too_long_is_one():
    long = "Jag har en fråga om er app. " * (LONGEST_MESSAGE // 28) + "Min man andas inte. " + "Tack på förhand. " * 20
    assert len(long) > LONGEST_MESSAGE
    assert answers(desk_of(rasa(FALLBACK)), long)[0].reply == alarm_reply("emergency", "sv")


def test_one_message_too_many_is_answered_when_it_is_an_alarm(monkeypatch):
    monkeypatch.setenv("VARDLOTS_LIMIT_SENDER", "1/h")
    _, calm, limited = answers(desk_of(rasa(FALLBACK)), "hej", "har ni öppet?", "jag vill inte leva längre")
    assert calm.reply.kind == "error"
    assert limited.wait > 0
    assert limited.reply == alarm_reply("crisis", "sv")


def test_beside_an_alarm_nothing_is_said_of_what_was_masked():
    reply = answers(desk_of(breaks), "19811218-9876 min man andas inte")[0].reply
    assert reply == alarm_reply("emergency", "sv")


def test_the_words_are_judged_as_they_were_typed():
    net = Judge(Judgement(None, 0.0))
    answers(desk_of(rasa(ANSWER), net), "19811218-9876 andas inte")
    assert set(net.asked) == {"19811218-9876 andas inte"}


def test_a_button_is_never_an_alarm():
    net = Judge(Judgement("emergency", 9.0))
    tap = SIGNER.seal(Button("Ja", "/affirm"), "s-1").payload
    assert answers(desk_of(rasa(ANSWER), net), tap)[0].reply == ANSWER
    assert net.asked == []


def test_an_answer_about_a_danger_gets_one_line_that_says_whom_to_call_if_it_is_now():
    reply = answers(desk_of(rasa(ANSWER), Judge(ABOUT)), "hade stroke, kan jag se journalen?")[0].reply
    assert reply == replace(ANSWER, paragraphs=(*ANSWER.paragraphs, *phrases().say("safety.if_now.crisis", "sv")))


def test_the_line_comes_before_what_is_said_of_a_mask():
    reply = answers(desk_of(rasa(ANSWER), Judge(ABOUT)), "19811218-9876 hade stroke")[0].reply
    hint, told = phrases().say("safety.if_now.crisis", "sv"), notice(("personal",), "sv")
    assert reply.paragraphs == (*ANSWER.paragraphs, *hint, *told)


@pytest.mark.parametrize("behind", [rasa(), breaks], ids=["says nothing", "breaks"])
def test_an_error_names_112_already(behind):
    reply = answers(desk_of(behind, Judge(ABOUT)), "hade stroke, kan jag se journalen?")[0].reply
    assert reply.paragraphs == phrases().say("trouble.down", "sv")
    assert "112" in reply.text


def test_nor_is_a_line_added_to_an_alarm_that_rasa_alone_saw():
    said = alarm_reply("poison", "sv")
    assert answers(desk_of(rasa(said), Judge(ABOUT)), "hej")[0].reply == said


@pytest.mark.parametrize("said", [ANSWER, alarm_reply("violence", "sv")], ids=["an answer", "an alarm"])
def test_a_net_that_tears_keeps_the_reply_and_logs_no_words(said, caplog):
    with caplog.at_level(logging.DEBUG):
        assert answers(desk_of(rasa(said), Judge()), "den hemliga kanariefågeln")[0].reply == said
    assert "the safety net failed: RuntimeError" in caplog.text
    assert "kanarie" not in caplog.text


def test_a_rasa_that_hangs_is_cut_short_for_an_alarm_and_only_for_one(monkeypatch):
    monkeypatch.setattr(desks, "HURRY", 0.05)
    late = rasa(ANSWER, delay=0.5)
    alarm, calm = answers(desk_of(late), "Min man andas inte", "Var ser jag min journal?")
    assert (alarm.reply, calm.reply) == (alarm_reply("emergency", "sv"), ANSWER)


def test_an_alarm_does_not_wait_behind_an_earlier_message(monkeypatch):
    monkeypatch.setattr(desks, "HURRY", 0.05)
    desk = desk_of(rasa(ANSWER, delay=0.5))

    async def both() -> "list[Answer]":
        bodies = [{"sender": "s-1", "message": text} for text in ("Var ser jag min journal?", "Min man andas inte")]
        calm = asyncio.ensure_future(desk.answer(bodies[0], ""))
        await asyncio.sleep(0.01)
        alarm = await desk.answer(bodies[1], "")
        assert not calm.done()
        return [alarm, await calm]

    assert [answer.reply for answer in asyncio.run(both())] == [alarm_reply("emergency", "sv"), ANSWER]


def test_every_kind_of_alarm_is_told_apart():
    assert {kind for kind, _ in ALARMS.values()} == set(KINDS)
