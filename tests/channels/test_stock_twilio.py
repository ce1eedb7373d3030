"""What is Twilio's own: the address that is signed, numbers that answer nobody, and the alphabet of text messages."""

import base64
import hashlib
import hmac

import pytest
from rasa.shared.exceptions import InvalidConfigException
from server import Counting
from standins import OURS, SECRET, THEIRS, SmsSide, WhatsAppSide, at
from test_stock_doors import Telling

from channels.stock.twilio import TwilioDoor
from vardlots.rendering.sms import in_gsm
from vardlots.replies import Reply

TYPOGRAPHIC = Reply("faq", "sv", ("Skriv ”hej” – så svarar jag…", "Å, ä och ö går bra."))


def signed_for(url: str, body: dict) -> str:
    text = url + "".join(name + body[name] for name in sorted(body))
    return base64.b64encode(hmac.new(SECRET.encode(), text.encode(), hashlib.sha1).digest()).decode()


def test_without_a_public_address_the_one_that_was_asked_is_signed():
    async def use(service):
        body = service.event("hej", 1)
        right, wrong = (signed_for(service.address + path, body) for path in (service.path, "/elsewhere"))
        return [await service.deliver(body, X_Twilio_Signature=one) for one in (wrong, right)]

    assert at(SmsSide, Counting(), use, webhook_url=None) == [403, 204]


def test_with_a_public_address_no_other_is_good():
    async def use(service):
        body = service.event("hej", 1)
        return await service.deliver(body, X_Twilio_Signature=signed_for(service.address + service.path, body))

    assert at(SmsSide, Counting(), use) == 403


@pytest.mark.parametrize("sender", ["72456", "Telia", "", "whatsapp:Telia", "+4670"])
def test_what_no_person_sends_is_not_answered(sender: str):
    rasa = Counting()

    async def use(service):
        return await service.deliver(service.event("STOPP", 1, From=sender))

    assert at(SmsSide, rasa, use) == 204
    assert rasa.count == 0


def test_a_text_message_is_answered_from_the_number_it_was_sent_to_in_the_gsm_alphabet():
    async def use(service):
        await service.say("hej")
        return service.service.sent[0]

    path, headers, body = at(SmsSide, Telling(TYPOGRAPHIC), use)
    assert path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert headers["Authorization"] == "Basic " + base64.b64encode(f"AC1:{SECRET}".encode()).decode()
    assert (body["From"], body["To"]) == (OURS, THEIRS)
    assert in_gsm(body["Body"])
    assert 'Skriv "hej" - så svarar jag...' in body["Body"]


def test_whatsapp_keeps_every_sign():
    async def use(service):
        await service.say("hej")
        return service.messages[0]

    body = at(WhatsAppSide, Telling(TYPOGRAPHIC), use)
    assert (body["From"], body["To"]) == (f"whatsapp:{OURS}", f"whatsapp:{THEIRS}")
    assert TYPOGRAPHIC.paragraphs[0] in body["Body"]


def test_a_place_is_no_words():
    rasa = Counting()
    (shown,) = at(WhatsAppSide, rasa, lambda service: service.say("", Latitude="59.3", Longitude="18.1"))
    assert "text" in shown
    assert rasa.count == 0


def test_text_messages_and_whatsapp_are_two_conversations():
    rasa = Telling()
    for side in (SmsSide, WhatsAppSide):
        at(side, rasa, lambda service: service.say("hej"))
    assert rasa.senders == {f"sms:{THEIRS}", f"whatsapp:{THEIRS}"}


@pytest.mark.parametrize("credentials", [None, {"account_sid": "AC1"}, {"account_sid": "AC1", "auth_token": ""}])
def test_settings_that_are_missing_stop_the_start(credentials):
    with pytest.raises(InvalidConfigException, match=r"TwilioDoor lacks .*auth_token"):
        TwilioDoor.from_credentials(credentials)
