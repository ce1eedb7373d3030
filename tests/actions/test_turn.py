"""What an action is told of the conversation so far."""

from typing import Any

from turns import a_tracker

from actions.turn import Turn


def talked(*events: dict[str, Any]) -> tuple[str, ...]:
    tracker = a_tracker("och för barn?")
    tracker.events = [*events, {"event": "user", "text": "och för barn?"}]
    return Turn.from_tracker(tracker).topics


def reply(topic: str | None = None) -> dict[str, Any]:
    custom = {"kind": "faq", "topic": topic} if topic else {"kind": "fallback"}
    return {"event": "bot", "text": None, "data": {"custom": custom}}


def test_topics_are_those_of_the_replies_the_newest_first_and_each_once() -> None:
    assert talked(reply("fees"), reply("midwives"), reply("fees")) == ("fees", "midwives")


def test_replies_without_a_topic_and_plain_texts_are_passed_over() -> None:
    plain = {"event": "bot", "text": "Hej", "data": {"custom": None}}
    assert talked(reply("fees"), reply(), plain, {"event": "bot", "text": "Hej"}) == ("fees",)
    assert talked() == ()


def test_only_the_latest_few_topics_are_remembered() -> None:
    assert talked(*map(reply, ("a", "b", "c", "d", "e"))) == ("e", "d", "c")


def test_a_new_beginning_forgets_the_topics() -> None:
    for event in ("reset_slots", "restart", "session_started"):
        assert talked(reply("fees"), {"event": event}, reply("midwives")) == ("midwives",)
