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


def on_a_page(
    *pages: str | None, slot: str | None = None, heard: dict[str, Any] | None = None, intent: str = "inform"
) -> str:
    """Return the language of a turn whose messages came from a page in these languages, the last one now."""
    said = [{"event": "user", "text": "x", "metadata": {"language": page} if page else {}} for page in pages]
    now = {"language": heard or {}, "metadata": said[-1]["metadata"], "intent": {"name": intent}}
    tracker = a_tracker("/affirm", slots={"language": slot}, **now)
    between: list[dict[str, Any]] = [{"event": "slot", "name": "language", "value": slot}, reply("fees")]
    tracker.events = [event for message in said for event in (*between, message)]
    return Turn.from_tracker(tracker).language


UNSURE = {"name": "sv", "sure": False}


def test_who_switches_on_the_page_is_answered_in_its_language() -> None:
    assert on_a_page("sv", "en", slot="sv") == "en"
    assert on_a_page("en", "sv", slot="en") == "sv"
    assert on_a_page("sv", "en", slot="sv", heard=UNSURE) == "en"


def test_a_switch_counts_once_and_then_the_conversation_does() -> None:
    assert on_a_page("sv", "en", "en", slot="en") == "en"
    assert on_a_page("sv", "en", "en", slot="sv") == "sv", "they have gone on in Swedish since"


def test_a_message_that_is_clearly_in_one_language_is_answered_in_it_whatever_the_page_is() -> None:
    assert on_a_page("sv", "en", slot="sv", heard={"name": "sv", "sure": True}) == "sv"
    assert on_a_page("en", "sv", slot="en", heard={"name": "en", "sure": True}) == "en"


def test_a_page_that_stays_as_it_is_does_not_change_the_conversation() -> None:
    assert on_a_page("sv", "sv", slot="en") == "en"
    assert on_a_page("sv", slot="en") == "en"
    assert on_a_page("en", None, slot="sv") == "sv"


def test_the_page_before_is_the_latest_that_was_told() -> None:
    assert on_a_page("sv", None, None, "en", slot="sv") == "en"
    assert on_a_page("en", None, "en", slot="sv") == "sv"
    assert on_a_page(None, "en", slot="sv") == "sv"


def test_of_a_page_in_another_language_nothing_is_known() -> None:
    assert on_a_page("sv", "de", slot="sv") == "sv"
    assert on_a_page("de", "en", slot="sv") == "sv"


def test_who_asks_for_another_language_is_not_overruled_by_the_page() -> None:
    assert on_a_page("sv", "en", slot="sv", intent="change_language") == "sv"
    assert on_a_page("sv", "en", slot="sv", heard={"name": "en", "sure": True}, intent="change_language") == "sv"
