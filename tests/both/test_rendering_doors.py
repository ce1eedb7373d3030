"""What Slack, Messenger, Telegram and phones take: their limits, their buttons, and nothing lost."""

from dataclasses import replace
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vardlots.rendering.messenger import messenger
from vardlots.rendering.phone import text_messages, whatsapp
from vardlots.rendering.slack import slack
from vardlots.rendering.splitting import utf16
from vardlots.rendering.telegram import telegram
from vardlots.replies import Button, Reply

LONG = " ".join(f"Mening nummer {number} är med & <här>." for number in range(400))
SHORT = (Button("Ja", "tap:1"), Button("Nej", "tap:2"))
REPLY = Reply("faq", "sv", ("Svar.", LONG), buttons=SHORT)

words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=90)
buttons = st.lists(st.builds(Button, words, st.text("ab", min_size=1, max_size=80)), max_size=30).map(tuple)
said = st.text(st.sampled_from("ab å.&<\n😀"), min_size=1, max_size=6000).filter(str.strip)
replies = st.builds(
    Reply, st.sampled_from(["faq", "emergency"]), st.just("sv"),
    st.lists(said, min_size=1, max_size=2).map(tuple), buttons=buttons,
)  # fmt: skip


def bare(text: str) -> str:
    return "".join(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split())


def sections(message: dict[str, Any]) -> list[str]:
    return [block["text"]["text"] for block in message["blocks"] if block["type"] == "section"]


def elements(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for block in message["blocks"] if block["type"] == "actions" for one in block["elements"]]


@given(replies)
def test_slack_gets_no_more_than_it_takes_and_all_of_it(reply: Reply):
    messages = slack(reply)
    taps = list(chain.from_iterable(map(elements, messages)))
    assert all(len(message["blocks"]) <= 50 and len(message["text"]) <= 3000 for message in messages)
    assert all(0 < len(text) <= 3000 for message in messages for text in sections(message))
    assert all(len(tap["text"]["text"]) <= 75 and len(tap["value"]) <= 2000 for tap in taps)
    assert len({tap["action_id"] for tap in taps}) == len(taps) <= 25
    said = bare("".join(text for message in messages for text in sections(message)))
    assert all(bare(text) in said for text in reply.paragraphs)
    assert [tap["value"] for tap in taps] in ([], [button.payload for button in reply.buttons])
    assert taps or all(bare(button.title) in said for button in reply.buttons)


@given(replies)
def test_messenger_gets_no_more_than_it_takes_and_all_of_it(reply: Reply):
    messages = messenger(reply)
    assert all(0 < utf16(message["text"]) <= 2000 for message in messages)
    assert not any("quick_replies" in message for message in messages[:-1])
    taps = messages[-1].get("quick_replies", []) if messages else []
    assert len(taps) <= 13
    assert all(utf16(tap["title"]) <= 20 for tap in taps)
    said = bare("".join(message["text"] for message in messages))
    assert all(bare(text) in said for text in reply.paragraphs)
    assert taps or all(bare(button.title) in said for button in reply.buttons)


@given(replies)
def test_telegram_gets_no_more_than_it_takes_and_all_of_it(reply: Reply):
    messages = telegram(reply)
    assert all(0 < utf16(message["text"]) <= 4096 for message in messages)
    assert not any("reply_markup" in message for message in messages[:-1])
    rows = messages[-1].get("reply_markup", {}).get("inline_keyboard", []) if messages else []
    assert all(0 < len(tap["callback_data"].encode()) <= 64 for row in rows for tap in row)
    said = bare("".join(message["text"] for message in messages))
    assert all(bare(text) in said for text in reply.paragraphs)
    assert rows or all(bare(button.title) in said for button in reply.buttons)


@given(replies)
def test_a_phone_gets_messages_of_at_most_1600(reply: Reply):
    for messages in (text_messages(reply), whatsapp(reply)):
        assert all(0 < utf16(message) <= 1600 for message in messages)
    said = bare("".join(whatsapp(reply)))
    assert all(bare(text) in said for text in (*reply.paragraphs, *(button.title for button in reply.buttons)))


def test_a_long_answer_takes_several_messages_and_its_buttons_come_last():
    assert len(messenger(REPLY)) > 5
    assert [tap["payload"] for tap in messenger(REPLY)[-1]["quick_replies"]] == ["tap:1", "tap:2"]
    assert len(telegram(REPLY)) > 2
    assert telegram(REPLY)[-1]["reply_markup"]["inline_keyboard"][1] == [{"text": "Nej", "callback_data": "tap:2"}]
    (message,) = slack(REPLY)
    assert len(sections(message)) > 5
    assert message["blocks"][-1]["elements"][0]["value"] == "tap:1"


@pytest.mark.parametrize(
    ("many", "door"),
    [
        (tuple(Button(f"Val {number}", "x") for number in range(26)), slack),
        ((Button("x" * 76, "x"),), slack),
        ((Button("x", "x" * 2001),), slack),
        (tuple(Button(f"Val {number}", "x") for number in range(14)), messenger),
        ((Button("x" * 21, "x"),), messenger),
        ((Button("x", "x" * 1001),), messenger),
        ((Button("x", "å" * 33),), telegram),
    ],
)
def test_choices_that_do_not_fit_on_buttons_get_numbers(many: tuple[Button, ...], door: Any):
    said = str(door(replace(REPLY, buttons=many)))
    assert f"1. {many[0].title}" in said
    assert not any(name in said for name in ("actions", "quick_replies", "inline_keyboard"))


def test_no_word_of_ours_is_a_command_to_slack():
    text = sections(slack(Reply("faq", "sv", ("<!channel> & <https://x.se|x>",)))[0])[0]
    assert text == "&lt;!channel&gt; &amp; &lt;https://x.se|x&gt;"


def test_slack_shows_the_numbers_of_an_emergency_in_bold_a_line_each():
    reply = Reply("emergency", "sv", ("Ring.",))
    assert sections(slack(reply)[0])[0] == "*Ring 112*"


def test_nothing_is_sent_for_a_receipt():
    receipt = Reply("handoff", "sv", (), people={"state": "with_person", "case": "P-K7M4QX"})
    assert not any((slack(receipt), messenger(receipt), telegram(receipt), text_messages(receipt), whatsapp(receipt)))
