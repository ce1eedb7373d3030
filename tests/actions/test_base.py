"""The shell around every action: one reply whatever happens, and no words of the person in a log."""

import logging
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from turns import a_tracker

from actions.base import DeskAction, Outcome, say
from actions.turn import Turn

SECRET = "jag är 900101-2385 och har ont"


class Breaks(DeskAction):
    """Raise with the person's words in the message, as a parser might."""

    title = "action_breaks"

    def respond(self, turn: Turn) -> Outcome:
        """Raise."""
        raise ValueError(f"cannot read {turn.text!r}")


class Remembers(DeskAction):
    """Say a phrase and set slots."""

    title = "action_remembers"

    def respond(self, turn: Turn) -> Outcome:
        """Set one slot to a new value, another to the one it has."""
        return Outcome(say("smalltalk", turn, "conversation.thank"), {"age": 34, "region": "skane"})


async def run(action: DeskAction, text: str = SECRET, **message: Any) -> tuple[list[dict], list[dict]]:
    """Run an action as rasa_sdk does; return what it says and its events."""
    dispatcher = CollectingDispatcher()
    slots = message.pop("slots", {})
    events = await action.run(dispatcher, a_tracker(text, slots=slots, **message), {})
    return [said["custom"] for said in dispatcher.messages], events


@pytest.mark.parametrize(("language", "words"), [("sv", "Något gick fel hos oss"), ("en", "Something went wrong")])
async def test_an_action_that_raises_answers_kindly_in_the_person_s_language(language: str, words: str) -> None:
    (reply,), _ = await run(Breaks(), language={"name": language, "sure": True})
    assert (reply["kind"], reply["language"]) == ("error", language)
    assert words in reply["text"]
    assert "1177" in reply["text"]


async def test_the_log_line_says_where_and_nothing_of_what_the_person_wrote(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await run(Breaks())
    (record,) = [record for record in caplog.records if record.name == "actions.base"]
    assert record.levelno == logging.ERROR
    assert "action_breaks" in record.getMessage()
    assert "ValueError" in record.getMessage()
    assert "test_base.py:" in record.getMessage()
    assert record.exc_info is None
    assert "900101" not in caplog.text
    assert "ont" not in caplog.text


async def test_a_tracker_that_cannot_be_read_is_answered_too() -> None:
    dispatcher = CollectingDispatcher()
    tracker = a_tracker(SECRET)
    tracker.latest_message = {"text": SECRET, "entities": [{"no": "entity"}]}
    await Breaks().run(dispatcher, tracker, {})
    assert dispatcher.messages[0]["custom"]["kind"] == "error"


async def test_only_slots_that_change_are_set_and_the_language_is_remembered() -> None:
    (reply,), events = await run(Remembers(), slots={"region": "skane", "age": 7})
    assert reply["text"] == "Varsågod. Säg till om du undrar något mer."
    assert {event["name"]: event["value"] for event in events} == {"language": "sv", "introduced": True, "age": 34}
    assert reply["introduce"]


async def test_what_this_is_is_said_once_a_conversation() -> None:
    (reply,), events = await run(Remembers(), slots={"region": "skane", "introduced": True})
    assert not reply["introduce"]
    assert "introduced" not in {event["name"] for event in events}


async def test_an_action_without_respond_says_which_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    (reply,), _ = await run(DeskAction())
    assert reply["kind"] == "error"
    assert "NotImplementedError" in caplog.text
