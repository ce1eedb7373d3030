"""The chat on a clinic's site, over plain HTTP: what it asks for, and a conversation that its owner can delete."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from person import asks, says

from bench.stack import Stack
from vardlots.replies import Language

SITE = "http://localhost:8000"
PATIENCE = 40


class Widget:
    """A page with the chat: it keeps the session, and gives each message an id."""

    def __init__(self, url: str, language: Language = "sv") -> None:
        self.url, self.language, self.session = url, language, None
        self.last: dict[str, Any] = {}
        self._count = 0

    def post(self, name: str, origin: str = SITE, **body: Any) -> tuple[int, dict[str, Any]]:
        """Ask as a page of a site does; return status and body."""
        headers = {"Origin": origin}
        reply = httpx.post(f"{self.url}/widget/{name}", json=body, headers=headers, timeout=PATIENCE, trust_env=False)
        return reply.status_code, reply.json()

    def settings(self, origin: str = SITE) -> httpx.Response:
        """Ask what a page of a site asks first."""
        return httpx.get(f"{self.url}/widget/settings", headers={"Origin": origin}, timeout=PATIENCE, trust_env=False)

    def say(self, text: str, message: str | None = None) -> dict[str, Any]:
        """Say something; return the reply."""
        self._count += 1
        about = {"id": message or f"m-{self._count}", "metadata": {"language": self.language}}
        status, body = self.post("message", message=text, session_id=self.session, **about)
        assert status == 200, body
        self.session, self.last = body["session_id"], body["messages"][0]["custom"]
        return self.last

    def tap(self, title: str) -> dict[str, Any]:
        """Tap the button of the last reply whose title begins so."""
        return self.say(next(one["payload"] for one in self.last["buttons"] if one["title"].startswith(title)))


@pytest.fixture
def widget(stack: Stack) -> Widget:
    """A page that was just opened."""
    return Widget(stack.url)


def test_questions_say_which_field_they_want_and_understand_what_it_sends(widget: Widget) -> None:
    widget.say("Jag vill boka en tid")
    wish = widget.tap("Läkare")["asks"]
    assert (wish["input"], date.fromisoformat(wish["min"]) < date.fromisoformat(wish["max"])) == ("date", True)
    day = (date.fromisoformat(wish["min"]) + timedelta(days=4)).isoformat()
    times = widget.say(day)
    assert "asks" not in times
    assert all(day[-2:].lstrip("0") in one["title"] for one in times["buttons"][:1])
    assert widget.tap(times["buttons"][0]["title"])["asks"] == {"input": "phone"}
    assert asks(widget.say("0701740605")) == "booking.ask_confirmed"


def test_a_page_that_is_switched_is_answered_in_its_language_from_then_on(widget: Widget) -> None:
    widget.say("Jag vill boka en tid")
    widget.language = "en"
    assert widget.tap("Läkare")["language"] == "en"
    assert widget.say("2030")["language"] == "en"
    assert widget.say("jag vill komma i morgon eftermiddag")["language"] == "sv"


def test_a_message_that_is_sent_again_is_run_once(widget: Widget) -> None:
    first = widget.say("Vad blir avgiften för mig?", "m-1")
    assert widget.say("Vad blir avgiften för mig?", "m-1") == first
    assert asks(widget.say("34", "m-2")) != asks(first)


def test_an_answer_asks_whether_it_helped_apart_from_its_other_buttons(widget: Widget) -> None:
    buttons = widget.say("Vad kostar ett besök?")["buttons"]
    assert [one["title"] for one in buttons if one.get("role") == "feedback"] == ["Det hjälpte", "Det hjälpte inte"]
    assert any("role" not in one for one in buttons)


def test_a_deleted_conversation_is_gone_and_its_form_with_it(widget: Widget) -> None:
    assert widget.say("Vad blir avgiften för mig?")["kind"] == "ask"
    session = widget.session
    assert widget.post("forget", session_id=session) == (200, {"forgotten": True})
    reply = widget.say("34")
    assert widget.session == session
    assert reply["kind"] != "ask"
    assert says(reply, "notice.automatic"), "it begins as any conversation does"


def test_an_emergency_is_one_over_http_too_and_asks_nothing(widget: Widget) -> None:
    widget.say("Vad blir avgiften för mig?")
    reply = widget.say("min pappa andas inte")
    assert (reply["kind"], "asks" in reply) == ("emergency", False)
    assert reply["links"][0]["url"] == "tel:112"


def test_another_sites_page_gets_the_settings_and_nothing_else(widget: Widget) -> None:
    settings = widget.settings("https://evil.example")
    assert (settings.json()["allowed"], settings.headers["Access-Control-Allow-Origin"]) == (False, "*")
    assert "Access-Control-Allow-Credentials" not in settings.headers
    assert widget.post("message", "https://evil.example", message="hej")[0] == 403


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_topic_of_the_greeting_leads_somewhere(widget: Widget, language: Language) -> None:
    topics = widget.settings().json()["texts"][language]["topics"]
    replies = [Widget(widget.url, language).say(topic) for topic in topics]
    assert {one["kind"] for one in replies} <= {"faq", "ask"}
    assert {one["language"] for one in replies} == {language}
