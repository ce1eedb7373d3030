"""The contract of a reply over REST: one `custom`, and its text for clients that know no `custom`."""

import json

from channels.buttons import ButtonSigner
from channels.render import collect, render
from vardlots.phrases import phrases
from vardlots.replies import Button, Link, Reply

SIGNER = ButtonSigner("a secret")
FULL = Reply(
    "faq",
    "sv",
    ("Högst 200 kr.", "Du ser avgiften före besöket."),
    topic="fees",
    buttons=(Button("Räkna ut", "/quote_fee"), Button("Det hjälpte", "/feedback_helpful")),
    links=(Link("Appen", "https://tall.example/app"),),
    score=0.91,
    reviewed="2026-11-22",
    source="the clinic",
)


def test_the_first_message_is_the_whole_reply():
    first, *_ = render(FULL, "s-1", SIGNER)
    assert set(first) == {"recipient_id", "custom"}
    assert first["recipient_id"] == "s-1"
    body = first["custom"]
    assert set(body) == {
        "kind", "topic", "language", "text", "paragraphs", "buttons", "links", "score", "reviewed", "source",
    }  # fmt: skip
    assert (body["kind"], body["topic"], body["language"]) == ("faq", "fees", "sv")
    assert body["paragraphs"] == ["Högst 200 kr.", "Du ser avgiften före besöket."]
    assert body["text"] == "Högst 200 kr.\n\nDu ser avgiften före besöket."
    assert body["links"] == [{"title": "Appen", "url": "https://tall.example/app"}]


def test_each_paragraph_follows_as_plain_text_the_last_one_with_the_buttons():
    _, *texts = render(FULL, "s-1", SIGNER)
    assert [message["text"] for message in texts] == list(FULL.paragraphs)
    assert "buttons" not in texts[0]
    assert [button["title"] for button in texts[-1]["buttons"]] == ["Räkna ut", "Det hjälpte"]


def test_no_payload_is_a_command_and_both_places_hold_the_same_buttons():
    first, *_, last = render(FULL, "s-1", SIGNER)
    assert first["custom"]["buttons"] == last["buttons"]
    assert all(not button["payload"].startswith("/") for button in last["buttons"])
    assert [SIGNER.open(button["payload"], "s-1") for button in last["buttons"]] == ["/quote_fee", "/feedback_helpful"]


def test_a_reply_without_buttons_has_no_such_field():
    first, last = render(Reply("smalltalk", "en", ("Hello.",)), "s-1", SIGNER)
    assert first["custom"] == {"kind": "smalltalk", "language": "en", "text": "Hello.", "paragraphs": ["Hello."]}
    assert last == {"recipient_id": "s-1", "text": "Hello."}


def test_everything_is_json():
    assert json.loads(json.dumps(render(FULL, "s-1", SIGNER)))[0]["custom"]["topic"] == "fees"


def sent(*replies: Reply) -> "list[dict]":
    return [{"recipient_id": "s-1", "custom": reply.as_dict()} for reply in replies]


def test_an_answer_and_the_forms_question_become_one_reply():
    question = Reply("ask", "sv", ("Vilken region?",), topic="fees", buttons=(Button("Vet inte", "/unsure"),))
    reply = collect(sent(FULL, question))
    assert (reply.kind, reply.topic) == ("faq", "fees")
    assert reply.paragraphs == (*FULL.paragraphs, "Vilken region?")
    assert reply.buttons == question.buttons
    assert reply.links == FULL.links


def test_nothing_said_is_no_reply():
    assert collect([]) is None
    assert collect([{"recipient_id": "s-1", "text": "a stock response"}]) is None


def test_the_first_reply_of_a_conversation_says_that_this_is_an_assistant():
    (message,) = sent(Reply("faq", "en", ("At most SEK 200.",), topic="fees"))
    message["custom"]["introduce"] = True
    reply = collect([message])
    assert reply.paragraphs == ("At most SEK 200.", *phrases().say("notice.automatic", "en"))


def test_a_page_that_has_said_so_itself_is_not_told_again():
    (message,) = sent(Reply("faq", "en", ("At most SEK 200.",), topic="fees"))
    message["custom"]["introduce"] = True
    assert collect([message], greeted=True).paragraphs == ("At most SEK 200.",)
