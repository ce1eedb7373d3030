"""Every stock door, against a stand-in for its service: who may come in, what goes out, what if things fail."""

import asyncio
import json
import logging

import pytest
from server import Counting
from standins import SECRET, SIDES, THEIRS, TOKEN, Side, SlackSide, at

from channels.stock import api
from vardlots.phrases import phrases
from vardlots.replies import Asks, Button, Link, Reply

MENU = Reply(
    "faq", "sv", ("Högst 200 kr.", "Olika i olika regioner."), links=(Link("Våra priser", "https://x.se/priser"),),
    buttons=(Button("Räkna ut", "/quote_fee"), Button("Det hjälpte", "/feedback_helpful")),
)  # fmt: skip
LONG = Reply("faq", "sv", tuple(f"Stycke {number}. " + "Ord och ord. " * 80 for number in range(12)))
FORGED = {
    "slack": ("X-Slack-Signature", "v0=" + "0" * 64),
    "twilio": ("X-Twilio-Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
    "facebook": ("X-Hub-Signature-256", "sha256=" + "0" * 64),
    "telegram": ("X-Telegram-Bot-Api-Secret-Token", SECRET[:-1]),
}
every_door = pytest.mark.parametrize("side", SIDES)
tapping = pytest.mark.parametrize("side", [side for side in SIDES if side.buttons])


class Telling:
    """A Rasa that always says the same, and remembers what it was told."""

    def __init__(self, reply: Reply = MENU) -> None:
        self.reply = reply
        self.heard: list[str] = []
        self.senders: set[str] = set()
        self.languages: set[str | None] = set()

    async def __call__(self, message) -> None:
        """Say it."""
        self.heard.append(message.text)
        self.senders.add(message.sender_id)
        self.languages.add(message.metadata.get("language"))
        await message.output_channel.send_custom_json(message.sender_id, self.reply.as_dict())


async def breaks(message) -> None:
    raise RuntimeError(f"no such table, while reading {message.text!r}")


@every_door
def test_a_message_is_answered_once_in_the_conversation_of_who_wrote(side: type[Side]):
    rasa = Telling()
    (shown,) = at(side, rasa, lambda service: service.say("vad kostar ett besök?"))
    assert rasa.heard == ["vad kostar ett besök?"]
    assert rasa.senders == {side.conversation}
    assert all(said in shown for said in (*MENU.paragraphs, "https://x.se/priser"))


@every_door
def test_a_request_that_is_not_signed_goes_nowhere(side: type[Side]):
    rasa = Telling()
    header, wrong = FORGED[side.door.name()]

    async def use(service):
        body = service.event("hej", 1)
        name = header.replace("-", "_")
        statuses = [await service.deliver(body, **{name: forged}) for forged in (wrong, "", "å", None)]
        assert service.messages == []
        return statuses

    assert at(side, rasa, use) == [400 if side is SlackSide else 403] * 4
    assert rasa.heard == []


@every_door
def test_a_changed_body_goes_nowhere(side: type[Side]):
    if side.door.name() == "telegram":
        pytest.skip("Telegram shows a secret, and signs nothing")

    async def use(service):
        signature = service.packed(service.event("hej", 1))[1]
        changed = {name.replace("-", "_"): value for name, value in signature.items()}
        return await service.deliver(service.event("hej!", 1), **changed)

    assert at(side, Telling(), use) in (400, 403)


@every_door
def test_what_is_delivered_again_is_answered_once(side: type[Side]):
    rasa = Counting()

    async def use(service):
        body = service.event("hej", 900)
        await service.told(body)
        for _ in range(2):
            assert await service.deliver(body, X_Slack_Retry_Num="1", X_Slack_Retry_Reason="http_error") in (200, 204)
        await service.say("hej igen")
        return service.shown

    shown = at(side, rasa, use)
    assert [text[0] for text in shown] == ["1", "2"]


@every_door
@pytest.mark.parametrize("answer", ["2", "2.", "nr 2", "det hjälpte"])
def test_a_number_or_a_title_is_the_button(side: type[Side], answer: str):
    rasa = Telling()

    async def use(service):
        await service.say("vad kostar det?")
        await service.say(answer)

    at(side, rasa, use)
    assert rasa.heard[1:] == ["/feedback_helpful"]


@every_door
def test_before_anything_was_offered_a_number_is_a_number(side: type[Side]):
    rasa = Telling()
    at(side, rasa, lambda service: service.say("2"))
    assert rasa.heard == ["2"]


@every_door
def test_where_an_age_is_asked_for_a_number_is_one(side: type[Side]):
    rasa = Telling(Reply("ask", "sv", ("Hur gammal?",), asks=Asks("age"), buttons=(Button("Vet inte", "/unsure"),)))

    async def use(service):
        await service.say("vad kostar det?")
        await service.say("1")
        await service.say("a")

    at(side, rasa, use)
    assert rasa.heard[1:] == ["1", "/unsure"]


@tapping
def test_a_tap_is_the_button(side: type[Side]):
    rasa = Telling()

    async def use(service):
        await service.say("vad kostar det?")
        assert "Räkna ut" not in service.shown[0]  # on a button instead
        await service.told(service.tap(1))

    at(side, rasa, use)
    assert rasa.heard[1:] == ["/quote_fee"]


@tapping
def test_a_button_works_for_nobody_else(side: type[Side]):
    rasa = Telling()

    async def use(service):
        await service.say("vad kostar det?")
        theirs = json.dumps(service.tap(1)).replace('"U1"', '"U2"').replace('"42"', '"43"').replace(": 42", ": 43")
        await service.told(json.loads(theirs))
        return service.shown

    at(side, rasa, use)
    assert "/quote_fee" not in rasa.heard


@every_door
@pytest.mark.parametrize("text", ["/restart", '/quote_fee{"age": 3}', "tap:forged", "  /session_start"])
def test_a_typed_command_is_none(side: type[Side], text: str):
    rasa = Telling()
    at(side, rasa, lambda service: service.say(text))
    assert len(rasa.heard) == 1
    assert not rasa.heard[0].startswith(("/", "tap:"))


@every_door
def test_a_long_answer_comes_whole_and_in_order(side: type[Side]):
    async def use(service):
        service.count += 1
        assert await service.deliver(service.event("berätta", service.count)) == side.answered
        await service.service.until(lambda _: "Stycke 11" in "".join(service.shown))
        return service.shown

    shown = at(side, Telling(LONG), use)
    assert "".join("".join(shown).split()) == "".join(LONG.text.split())


@every_door
def test_two_long_answers_come_one_after_the_other(side: type[Side]):
    class Numbered(Telling):
        async def __call__(self, message) -> None:
            mine = message.text[-1]
            self.reply = Reply(
                "faq", "sv", tuple(f"Svar {mine}, del {part}. " + "Ord och ord. " * 80 for part in range(12))
            )
            await super().__call__(message)

    async def use(service):
        bodies = [service.event(f"fråga {number}", number) for number in (1, 2)]
        await asyncio.gather(*map(service.deliver, bodies))
        await service.service.until(lambda _: "".join(service.shown).count("Svar") == 24)
        return "".join(service.shown)

    shown = at(side, Numbered(), use)
    first = shown[shown.index("Svar") + 5]
    assert shown.rindex(f"Svar {first}") < shown.index(f"Svar {'21'[int(first) - 1]}")


@every_door
def test_an_emergency_is_answered_even_when_rasa_is_broken(side: type[Side]):
    shown = at(side, breaks, lambda service: service.say("Jag har svår bröstsmärta och kan inte andas"))
    assert shown[0].lstrip("*").startswith("Ring 112")


@every_door
def test_when_rasa_is_broken_the_person_is_told(side: type[Side]):
    shown = at(side, breaks, lambda service: service.say("hej, vad kostar det att träffa en läkare"))
    assert phrases().say("trouble.down", "sv")[0] in shown[0]


@every_door
@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_service_is_tried_again_and_told_once(side: type[Side], status: int):
    async def use(service):
        service.service.busy(status, times=2)
        await service.say("hej")
        return service.service.refused, len(service.messages)

    assert at(side, Telling(), use) == (2, 1)


@every_door
def test_an_answer_that_did_not_get_out_goes_out_when_it_is_delivered_again(side: type[Side]):
    rasa = Counting()

    async def use(service):
        body = service.event("hej", 900)
        service.service.busy(500, times=api.TRIES)
        status = await service.deliver(body)
        await service.service.until(lambda it: it.refused == api.TRIES)
        assert status == (200 if side is SlackSide else 503)
        assert service.messages == []
        await service.told(body)
        return service.shown

    shown = at(side, rasa, use)
    assert [text[0] for text in shown] == ["1"]


@every_door
def test_a_service_that_refuses_for_good_is_left_alone(side: type[Side], caplog):
    async def use(service):
        service.service.answers.append((400, {}, {"ok": False, "description": "Min hemliga fråga"}))
        await service.deliver(service.event("min hemliga fråga", 1))
        await service.service.until(lambda it: it.refused == 1)
        return await service.say("hej")

    with caplog.at_level(logging.DEBUG):
        assert at(side, Telling(), use)
    assert "an answer could not be sent: status 400" in caplog.text


@every_door
def test_a_service_that_is_down_costs_nobody_anything_but_the_answer(side: type[Side], monkeypatch, caplog):
    monkeypatch.setattr(api, "PAUSE", 0.0)

    async def use(service):
        await service.deliver(service.event("hej, jag heter hemlig", 1))
        return await service.deliver(service.event("hej igen, hemlig", 2))

    with caplog.at_level(logging.DEBUG):
        status = at(side, Telling(), use, api_url="http://127.0.0.1:9")
    assert status == (200 if side is SlackSide else 503)
    if side is not SlackSide:  # which answers first, and sends later
        assert "it cannot be reached" in caplog.text
    assert not any(word in caplog.text for word in ("hemlig", TOKEN, SECRET, THEIRS))


@every_door
def test_no_log_holds_a_token_a_word_or_a_number(side: type[Side], caplog):
    async def use(service):
        service.service.busy(500, times=api.TRIES)
        await service.deliver(service.event("min hemliga fråga", 1))
        await service.service.until(lambda it: it.refused == api.TRIES)
        await service.say("hemligt", file=True)

    with caplog.at_level(logging.INFO):
        at(side, breaks, use)
    assert "an answer could not be sent" in caplog.text
    assert not any(word in caplog.text for word in ("hemlig", TOKEN, SECRET, THEIRS))


@every_door
def test_a_picture_alone_is_refused_kindly_and_only_once(side: type[Side]):
    rasa = Telling()

    async def use(service):
        await service.say("", file=True)
        service.count += 1
        await service.deliver(service.event("", service.count, file=True))
        await service.say("vad kostar det?")
        await service.say("", file=True)
        return service.shown

    shown = at(side, rasa, use)
    only_words = phrases().say("doors.only_words", "sv")[0]
    assert [only_words in text for text in shown] == [True, False, True]
    assert rasa.heard == ["vad kostar det?"]


@every_door
def test_words_with_a_picture_are_answered_and_the_picture_is_said_not_to_be_seen(side: type[Side]):
    rasa = Telling()
    (shown,) = at(side, rasa, lambda service: service.say("vad kostar det?", file=True))
    assert rasa.heard == ["vad kostar det?"]
    assert MENU.paragraphs[0] in shown
    assert phrases().title("doors.not_seen", "sv") in shown


@every_door
def test_a_service_that_does_not_wait_for_the_answer_gets_it_all_the_same(side: type[Side]):
    async def use(service):
        rasa.may_answer = asyncio.Event()
        body = service.event("hej", 900)
        first = asyncio.ensure_future(service.deliver(body))
        await asyncio.wait_for(rasa.asked.wait(), 5)
        first.cancel()  # the connection closes
        again = asyncio.ensure_future(service.told(body))
        rasa.may_answer.set()
        await again
        await service.say("hej igen")
        return service.shown

    class Slow(Telling):
        async def __call__(self, message) -> None:
            self.asked.set()
            await self.may_answer.wait()
            await super().__call__(message)

    rasa = Slow()
    rasa.asked = asyncio.Event()
    assert len(at(side, rasa, use)) == len(rasa.heard) == 2


@every_door
def test_personal_numbers_never_reach_rasa(side: type[Side]):
    rasa = Telling()
    (shown,) = at(side, rasa, lambda service: service.say("mitt personnummer är 19900101-2385, vad kostar det"))
    assert "2385" not in rasa.heard[0]
    assert "personnummer" in shown


@every_door
def test_a_service_shows_that_it_is_well(side: type[Side]):
    async def use(service):
        async with service._http.get(service.address + service.path.removesuffix("webhook")) as response:
            return response.status, await response.json()

    assert at(side, Telling(), use) == (200, {"status": "ok"})
