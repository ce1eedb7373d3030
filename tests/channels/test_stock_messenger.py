"""What is Messenger's own: its question at set-up, several messages in one request, and short choices."""

import pytest
from rasa.shared.exceptions import InvalidConfigException
from server import Counting
from standins import TOKEN, MessengerSide, at
from test_stock_doors import MENU, Telling

from channels.stock.messenger import MessengerDoor


@pytest.mark.parametrize(("token", "told"), [("verify-me", (200, "77")), ("another", (403, None)), ("", (403, None))])
def test_meta_is_answered_when_it_knows_the_word(token: str, told):
    async def use(service):
        asked = {"hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": "77"}
        async with service._http.get(service.address + service.path, params=asked) as response:
            return response.status, await response.text()

    status, text = at(MessengerSide, Counting(), use)
    assert status == told[0]
    assert told[1] in (None, text)
    assert ("77" in text) == (status == 200)


def test_every_message_of_a_request_is_answered():
    async def use(service):
        first, second = service.event("ett", 1), service.event("två", 2)
        first["entry"][0]["messaging"] += second["entry"][0]["messaging"]
        first["entry"] += service.event("tre", 3)["entry"]
        return await service.told(first, pieces=3)

    rasa = Telling()
    at(MessengerSide, rasa, use)
    assert rasa.heard == ["ett", "två", "tre"]


@pytest.mark.parametrize(
    "event",
    [
        {"message": {"mid": "m", "text": "vårt eget", "is_echo": True}},
        {"delivery": {"mids": ["m"]}},
        {"read": {"watermark": 1}},
        {"reaction": {"emoji": "x"}},
        {"message": {"mid": "m", "text": "från ingen"}, "sender": {}},
        "inget",
    ],
)
def test_what_nobody_said_is_not_answered(event):
    rasa = Counting()

    async def use(service):
        body = service.event("hej", 1)
        there = {"sender": {"id": "42"}}
        body["entry"][0]["messaging"] = [{**there, **event} if isinstance(event, dict) else event]
        return await service.deliver(body)

    assert at(MessengerSide, rasa, use) == 200
    assert rasa.count == 0


@pytest.mark.parametrize("body", [[], {}, {"entry": 1}, {"entry": [1, {"messaging": None}, {}]}])
def test_a_request_of_another_shape_says_nothing(body):
    assert at(MessengerSide, Counting(), lambda service: service.deliver(body)) == 200


def test_a_postback_is_a_tap_of_ours_or_nothing():
    rasa = Telling()

    async def use(service):
        await service.say("hej")
        payload = service.messages[0]["message"]["quick_replies"][0]["payload"]
        for sent in (payload, "/restart"):
            body = service.event("", 50)
            body["entry"][0]["messaging"][0] |= {"message": None, "postback": {"payload": sent, "mid": sent[-8:]}}
            await service.told(body)

    at(MessengerSide, rasa, use)
    assert rasa.heard == ["hej", "/quote_fee", "restart"]


def test_answers_go_to_the_person_with_the_pages_token_in_a_header():
    async def use(service):
        await service.say("hej")
        return service.service.sent[0]

    path, headers, body = at(MessengerSide, Telling(MENU), use)
    assert (path, headers["Authorization"]) == ("/me/messages", f"Bearer {TOKEN}")
    assert (body["recipient"], body["messaging_type"]) == ({"id": "42"}, "RESPONSE")
    assert [one["title"] for one in body["message"]["quick_replies"]] == ["Räkna ut", "Det hjälpte"]


def test_settings_that_are_missing_stop_the_start():
    with pytest.raises(InvalidConfigException, match="MessengerDoor lacks secret, page-access-token"):
        MessengerDoor.from_credentials({"verify": "x"})
