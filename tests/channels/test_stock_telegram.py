"""What is Telegram's own: private chats alone, its start button, buttons with marks, and the secret."""

import pytest
from rasa.shared.exceptions import InvalidConfigException
from server import Counting
from standins import SECRET, TOKEN, TelegramSide, at
from test_stock_doors import Telling

from channels.stock.telegram import TelegramDoor, said_in
from vardlots.phrases import phrases


@pytest.mark.parametrize("chat", ["group", "supergroup", "channel"])
def test_a_group_is_not_answered(chat: str):
    rasa = Counting()

    async def use(service):
        return await service.deliver(service.event("hej", 1, chat=chat))

    assert at(TelegramSide, rasa, use) == 200
    assert rasa.count == 0


@pytest.mark.parametrize(
    "update",
    [
        [], {}, {"update_id": 1}, {"message": 1}, {"message": {}}, {"message": {"chat": {"id": 1}}},
        {"edited_message": {"chat": {"id": 1, "type": "private"}, "text": "x"}},
        {"callback_query": {"id": "q", "data": "x"}}, {"callback_query": 1},
    ],
)  # fmt: skip
def test_other_updates_say_nothing(update):
    assert said_in(update) is None
    assert at(TelegramSide, Counting(), lambda service: service.deliver(update)) == 200


@pytest.mark.parametrize(("language", "said"), [("sv", "hej"), ("en", "hello"), ("de", "hello"), (None, "hej")])
def test_the_start_button_says_hello_in_the_apps_language(language, said: str):
    rasa = Telling()
    at(TelegramSide, rasa, lambda service: service.say("/start", **{"from": {"id": 42, "language_code": language}}))
    assert rasa.heard == [said]
    assert rasa.languages == {"sv" if said == "hej" else "en"}


def test_a_tap_is_confirmed():
    async def use(service):
        await service.say("hej")
        await service.told(service.tap(2))
        await service.service.until(lambda it: any("answerCallbackQuery" in path for path, _, _ in it.sent))
        return service.service.sent[-1]

    path, _, body = at(TelegramSide, Telling(), use)
    assert path == f"/bot{TOKEN}/answerCallbackQuery"
    assert body == {"callback_query_id": "q1"}


def test_buttons_of_the_last_few_answers_work_and_older_ones_say_so():
    rasa = Telling()

    async def use(service):
        await service.say("hej")
        old = service.tap(1)
        await service.say("hej igen")
        await service.told({**old, "update_id": 77})
        rasa.reply = rasa.reply.__class__("faq", "sv", ("Utan knappar.",))
        for _ in range(3):
            await service.say("mer")
        return await service.told({**old, "update_id": 78})

    (shown,) = at(TelegramSide, rasa, use)
    assert rasa.heard == ["hej", "hej igen", "/quote_fee", "mer", "mer", "mer"]
    assert shown == phrases().title("doors.old_choice", "sv")


def test_a_tap_on_a_message_from_before_the_start_is_answered():
    async def use(service):
        body = {"id": "q", "data": "0" * 32, "from": {}, "message": {"chat": {"id": 42, "type": "private"}}}
        return await service.told({"update_id": 1, "callback_query": body})

    (shown,) = at(TelegramSide, Counting(), use)
    assert shown == phrases().title("doors.old_choice", "sv")


@pytest.mark.parametrize("secret", ["short", "x" * 257, "a blank in it, and long", "ååååååååååååååååå"])
def test_a_secret_that_telegram_would_not_take_stops_the_start(secret: str):
    with pytest.raises(InvalidConfigException, match="secret must be 16 to 256") as error:
        TelegramDoor.from_credentials({"access_token": TOKEN, "secret": secret})
    assert secret not in str(error.value)


def test_settings_that_are_missing_stop_the_start():
    with pytest.raises(InvalidConfigException, match="TelegramDoor lacks access_token"):
        TelegramDoor.from_credentials({"secret": SECRET})
