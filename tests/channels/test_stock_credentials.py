"""An operator turns a door on in `credentials.yml`, secrets in the environment; nobody else speaks in its name."""

import pytest
from rasa.core.run import create_http_input_channels
from rasa.shared.exceptions import InvalidConfigException, RasaException
from server import Counting, served
from standins import SIDES, Side, at

from channels import guard
from channels.stock.messenger import MessengerDoor
from channels.stock.slack import SlackDoor
from channels.stock.telegram import TelegramDoor
from channels.stock.twilio import TwilioDoor
from vardlots.settings import ROOT

ALL = """
channels.stock.slack.SlackDoor:
  slack_token: ${A_TOKEN}
  slack_signing_secret: ${A_SECRET}
channels.stock.twilio.TwilioDoor:
  account_sid: AC1
  auth_token: ${A_TOKEN}
  webhook_url: https://x.se/webhooks/twilio/webhook
channels.stock.messenger.MessengerDoor:
  verify: a-word
  secret: ${A_SECRET}
  page-access-token: ${A_TOKEN}
channels.stock.telegram.TelegramDoor:
  access_token: ${A_TOKEN}
  secret: ${A_SECRET}
"""


def opened(tmp_path, text: str) -> list:
    """Return the channels that Rasa makes of a `credentials.yml`."""
    path = tmp_path / "credentials.yml"
    path.write_text(text, encoding="utf-8")
    return create_http_input_channels(None, str(path))


def test_rasa_opens_every_door_that_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("A_TOKEN", "t" * 20)
    monkeypatch.setenv("A_SECRET", "s" * 20)
    assert [type(door) for door in opened(tmp_path, ALL)] == [SlackDoor, TwilioDoor, MessengerDoor, TelegramDoor]


def test_a_secret_that_is_not_in_the_environment_stops_the_start(tmp_path, monkeypatch):
    monkeypatch.delenv("A_SECRET", raising=False)
    monkeypatch.setenv("A_TOKEN", "t" * 20)
    with pytest.raises(RasaException):
        opened(tmp_path, ALL)


def test_a_variable_in_quotes_is_not_taken_for_a_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("A_TOKEN", "t" * 20)
    monkeypatch.setenv("A_SECRET", "s" * 20)
    with pytest.raises(InvalidConfigException, match="slack_token names a variable that was not read"):
        opened(tmp_path, ALL.replace("slack_token: ${A_TOKEN}", 'slack_token: "${A_TOKEN}"'))


def test_a_door_without_settings_stops_the_start(tmp_path):
    with pytest.raises(InvalidConfigException, match="SlackDoor lacks slack_token"):
        opened(tmp_path, "channels.stock.slack.SlackDoor:\n")


def test_none_is_open_by_itself():
    assert "channels.stock" not in "".join(
        line for line in (ROOT / "credentials.yml").read_text().splitlines() if not line.startswith("#")
    )


@pytest.mark.parametrize("side", SIDES)
def test_nobody_speaks_in_a_doors_conversation_from_outside(side: type[Side]):
    async def use(client):
        return await client.post({"sender": side.conversation, "message": "hej"})

    rasa = Counting()
    status, body = served(rasa, use)
    assert (status, rasa.count) == (400, 0)
    assert "must not begin with" in body["error"]


@pytest.mark.parametrize("side", SIDES)
def test_the_name_of_a_conversation_begins_with_its_door(side: type[Side]):
    seen = []

    async def rasa(message):
        seen.append(message.sender_id)

    at(side, rasa, lambda service: service.say("hej"))
    assert seen == [side.conversation]
    assert seen[0].startswith(guard.DOORS)
