"""The link to the app: asked for, sent once, and never shown with the whole number."""

from pathlib import Path

import pytest
from turns import a_turn

from actions.app_link import AppLinkForm, SendAppLink
from vardlots.phrases import phrases
from vardlots.replies import Language
from vardlots.sms.errors import Refused, TryLater
from vardlots.sms.outbox import Outbox

FORM = AppLinkForm()


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'app_link.db'}"
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    return url


def test_a_number_in_the_first_message_is_not_asked_for_again() -> None:
    turn = a_turn("skicka appen till 070-174 06 45", "send_app_link", entities={"phone": "0701740645"})
    assert FORM.fill(turn).slots == {"phone": "+46701740645"}


@pytest.mark.parametrize("typed", ["070-174 06 45", "+46 70 174 06 45", "det är 0701740645 tror jag", "701740645"])
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert FORM.fill(a_turn(typed, requested="phone")).slots == {"phone": "+46701740645"}


@pytest.mark.parametrize(
    ("language", "advice"),
    [("sv", "Kontrollera numret och försök igen"), ("en", "Please check the phone number and try again")],
)
@pytest.mark.parametrize("typed", ["12345", "070-174", "070-174 06 4", "nummer"])
def test_a_bad_number_is_told_and_asked_for_again(language: Language, advice: str, typed: str) -> None:
    filled = FORM.fill(a_turn(typed, language=language, requested="phone"))
    assert filled.problem is not None
    assert advice in filled.problem.text
    assert filled.problem.kind == "ask"
    assert filled.slots == {"phone": None}


def test_a_bad_number_is_told_whatever_rasa_took_it_for() -> None:
    assert FORM.fill(a_turn("0701 74", "nlu_fallback", requested="phone")).problem


def test_a_landline_is_told_apart() -> None:
    filled = FORM.fill(a_turn("08-465 004 00", requested="phone"))
    assert filled.problem is not None
    assert "fast telefon" in filled.problem.text


@pytest.mark.parametrize(
    ("text", "intent"),
    [("vad kostar ett besök", "faq_fees"), ("är 16 år gräns?", "faq_children"), ("stopp", "stop"),
     ("jag ringde 112 två gånger 2025", "faq_complaints"), ("tack", "thank")],
)  # fmt: skip
def test_another_question_is_left_to_the_rules(text: str, intent: str) -> None:
    filled = FORM.fill(a_turn(text, intent, requested="phone"))
    assert not filled.slots
    assert filled.problem is None


def test_who_gives_no_number_is_shown_where_the_app_is() -> None:
    filled = FORM.fill(a_turn("nej", "deny", requested="phone"))
    assert filled.problem is not None
    assert filled.problem.links[0].url == "https://lingonkliniken.example/app"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_question_can_be_got_out_of(language: Language) -> None:
    question = FORM.ask("phone", a_turn(language=language))
    assert (question.kind, question.topic, question.language) == ("ask", "download-app", language)
    assert [button.payload for button in question.buttons] == ["/stop"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_link_is_sent_and_only_the_last_digits_shown(url: str, language: Language) -> None:
    outcome = SendAppLink().respond(a_turn(language=language, slots={"phone": "+46701740645"}))
    assert outcome.reply is not None
    assert (outcome.reply.kind, outcome.reply.topic) == ("app_link", "download-app")
    assert "0645" in outcome.reply.text
    assert "17406" not in outcome.reply.text.replace(" ", "").replace("-", "")
    assert outcome.slots == {"phone": None}
    (message,) = Outbox(url).latest()
    assert message.recipient == "+46701740645"
    assert "https://lingonkliniken.example/app" in message.text


def test_asking_twice_sends_once_and_says_so(url: str) -> None:
    turn = a_turn(slots={"phone": "+46701740645"})
    SendAppLink().respond(turn)
    again = SendAppLink().respond(turn).reply
    assert again is not None
    assert again.kind == "app_link"
    assert "redan skickat" in again.text
    assert len(Outbox(url).latest()) == 1


def out_of_order(_to: str, _text: str, _key: str) -> None:
    """Be a gateway that is down."""
    raise TryLater("503")


def refuse(_to: str, _text: str, _key: str) -> None:
    """Be a gateway that will never take it."""
    raise Refused("21614")


delivered: list[tuple[str, str]] = []


def deliver(to: str, text: str, _key: str) -> None:
    """Be a gateway that works."""
    delivered.append((to, text))


def test_a_gateway_gets_it_at_once(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARDLOTS_SMS", f"{__name__}:deliver")
    delivered.clear()
    reply = SendAppLink().respond(a_turn(slots={"phone": "+46701740645"})).reply
    assert reply is not None
    assert reply.kind == "app_link"
    assert [to for to, _ in delivered] == ["+46701740645"]
    assert Outbox(url).latest()[0].state == "sent"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_gateway_that_is_down_gets_it_later_and_nobody_is_told_otherwise(
    url: str, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    monkeypatch.setenv("VARDLOTS_SMS", f"{__name__}:out_of_order")
    outcome = SendAppLink().respond(a_turn(language=language, slots={"phone": "+46701740645"}))
    assert outcome.reply is not None
    assert outcome.reply.paragraphs == phrases().say("app_link.queued", language, last="0645")
    assert outcome.reply.links[0].url == "https://lingonkliniken.example/app"
    assert outcome.slots == {"phone": None}
    (message,) = Outbox(url).latest()
    assert (message.state, message.attempts) == ("queued", 1)


def test_what_the_gateway_refuses_is_told_and_the_app_still_to_be_found(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VARDLOTS_SMS", f"{__name__}:refuse")
    outcome = SendAppLink().respond(a_turn(slots={"phone": "+46701740645"}))
    assert outcome.reply is not None
    assert outcome.reply.kind == "error"
    assert outcome.reply.links[0].url == "https://lingonkliniken.example/app"
    assert Outbox(url).latest()[0].state == "failed"


def test_when_the_database_is_down_the_app_is_still_to_be_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder.db").mkdir()
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", f"sqlite:///{tmp_path / 'folder.db'}")
    reply = SendAppLink().respond(a_turn(slots={"phone": "+46701740645"})).reply
    assert reply is not None
    assert (reply.kind, len(reply.links)) == ("error", 1)


def test_without_a_number_it_asks_to_try_again() -> None:
    reply = SendAppLink().respond(a_turn()).reply
    assert reply is not None
    assert "försök igen" in reply.text
