"""Every door shows the assistant's replies as `golden/` has them; `golden_replies.py` says how to write that anew."""

import pytest
from golden_replies import DOORS, FOLDER, replies, shown

from vardlots.rendering.sms import in_gsm, sms
from vardlots.replies import KINDS, LANGUAGES, Reply

REPLIES = replies()


@pytest.mark.parametrize("name", REPLIES)
def test_every_door_shows_it_as_it_was_reviewed(name: str):
    assert shown(REPLIES[name]) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def test_there_is_a_file_for_every_reply_and_no_other():
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(REPLIES)


def test_the_replies_are_of_many_kinds_in_both_languages():
    told = {(reply.kind, reply.language) for reply in REPLIES.values()}
    wanted = {"faq", "suggest", "fee", "ask", "booking", "emergency", "handoff", "error"}
    assert wanted <= set(KINDS)
    assert {(kind, language) for kind in wanted for language in LANGUAGES} <= told


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", [name for name, reply in REPLIES.items() if reply.kind == "emergency"])
def test_at_every_door_an_emergency_begins_with_112(name: str, door: str):
    first = DOORS[door](REPLIES[name]).removeprefix("<p>").split("\n\n", 2)
    assert "112" in (first[1] if door == "SMS" else first[0])


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", REPLIES)
def test_no_door_leaves_out_a_paragraph_or_a_choice(name: str, door: str):
    reply: Reply = REPLIES[name]
    seen = DOORS[door](reply).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&#x27;", "'")
    for said in (*reply.paragraphs, *(button.title for button in reply.buttons), *(link.title for link in reply.links)):
        assert (sms(said) if door == "SMS" else said) in seen.replace("&quot;", '"')


@pytest.mark.parametrize("name", REPLIES)
def test_a_text_message_stays_in_the_alphabet_that_costs_least(name: str):
    assert in_gsm(DOORS["SMS"](REPLIES[name]))
