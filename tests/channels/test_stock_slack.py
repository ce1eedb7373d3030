"""What is Slack's own: its question at set-up, whose messages count, where answers go, how it writes links."""

import pytest
from rasa.shared.exceptions import InvalidConfigException
from server import Counting
from standins import SECRET, TOKEN, SlackSide, at

from channels.stock.slack import SlackDoor, plain_words


def test_slack_is_answered_when_it_asks_whether_this_is_us():
    async def use(service):
        body, headers = service.packed({"type": "url_verification", "challenge": "abc"})
        async with service._http.post(service.address + service.path, data=body, headers=headers) as response:
            return response.status, await response.json()

    assert at(SlackSide, Counting(), use) == (200, "abc")


@pytest.mark.parametrize(
    "change",
    [
        {"channel_type": "channel"}, {"type": "app_mention", "channel_type": "channel"}, {"bot_id": "B1"},
        {"subtype": "message_changed"}, {"subtype": "channel_join"}, {"user": None}, {"text": ""}, {"type": "reaction"},
    ],
)  # fmt: skip
def test_what_nobody_said_to_us_alone_is_not_answered(change):
    rasa = Counting()

    async def use(service):
        assert await service.deliver(service.event(**{"text": "hej", "number": 900, **change})) == 200
        await service.say("hej")  # answered after the one before, if that were answered

    at(SlackSide, rasa, use)
    assert rasa.count == 1


def test_a_retry_after_a_timeout_is_not_even_read():
    async def use(service):
        body = service.event("hej", 900)
        return await service.deliver(body, X_Slack_Retry_Num="1", X_Slack_Retry_Reason="http_timeout")

    rasa = Counting()
    assert at(SlackSide, rasa, use) == 201
    assert rasa.count == 0


def test_one_named_channel_may_be_answered_in():
    async def use(service):
        await service.told(service.event("hej", 1, channel_type="channel", channel="C7"))
        return service.messages[0]["channel"]

    assert at(SlackSide, Counting(), use, slack_channel="C7") == "C7"


def test_answers_go_where_the_message_was_written_with_the_apps_token():
    async def use(service):
        await service.say("hej")
        (sent,) = service.service.sent
        return sent

    path, headers, body = at(SlackSide, Counting(), use)
    assert (path, headers["Authorization"]) == ("/chat.postMessage", f"Bearer {TOKEN}")
    assert (body["channel"], body["text"]) == ("D1", "1")
    assert "thread_ts" not in body


def test_answers_go_into_the_thread_where_that_is_wanted():
    async def use(service):
        await service.say("hej")
        return service.messages[0]["thread_ts"]

    assert at(SlackSide, Counting(), use, use_threads=True) == "1.0"


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("se <https://x.se/a|x.se/a> nu", "se x.se/a nu"),
        ("<https://x.se>", "https://x.se"),
        ("<mailto:a@b.se|a@b.se>", "a@b.se"),
        ("<tel:0701740605|070-174 06 05>", "070-174 06 05"),
        ("<@U1> hej", "<@U1> hej"),
    ],
)
def test_words_are_read_as_they_were_typed(written: str, typed: str):
    assert plain_words(written) == typed


GOOD = {"slack_token": TOKEN, "slack_signing_secret": SECRET}


@pytest.mark.parametrize(
    ("credentials", "told"),
    [
        (None, "lacks slack_token, slack_signing_secret"),
        ({}, "lacks slack_token, slack_signing_secret"),
        ({"slack_token": TOKEN}, "lacks slack_signing_secret"),
        ({**GOOD, "slack_token": "  "}, "lacks slack_token"),
        ({**GOOD, "slack_token": 7}, "lacks slack_token"),
        ({**GOOD, "slack_tokn": "x"}, "no setting slack_tokn; did you mean slack_token?"),
        ({**GOOD, "wide": "x"}, "no setting wide; it knows slack_token"),
    ],
)
def test_settings_that_are_not_right_stop_the_start_and_are_not_told(credentials, told: str):
    with pytest.raises(InvalidConfigException, match="SlackDoor") as error:
        SlackDoor.from_credentials(credentials)
    assert told in str(error.value)
    assert TOKEN not in str(error.value)
    assert SECRET not in str(error.value)
