"""Rooms as people use them: invitations, threads, edits, messages taken back, files, and what is not answered."""

import time

import httpx
import pytest
from assistant import Assistant, reply_in
from patient import ANSWERS, BOT, PATIENCE, Event, Patient, Room, answers
from person import Person, says

from vardlots.phrases import phrases

QUESTION = "Har ni barnmorskor?"


@pytest.fixture
def room(patient: Patient) -> Room:
    """A room where the assistant has said hello."""
    made = patient.room()
    made.greeted()
    return made


def replaced(event_id: str, text: str) -> Event:
    """Return the content of an edit."""
    content = {"msgtype": "m.text", "body": text}
    return {**content, "body": f"* {text}", "m.new_content": content, "m.relates_to": _relation("m.replace", event_id)}


def _relation(kind: str, event_id: str) -> Event:
    return {"rel_type": kind, "event_id": event_id}


def test_an_invitation_is_accepted_and_greeted_once(patient: Patient) -> None:
    room = patient.room()
    greeting = room.greeted()
    assert BOT in room.members()
    assert "automatisk assistent" in greeting["content"]["body"]
    assert phrases().title("matrix.in_english", "en") in greeting["content"]["body"]
    assert says(reply_in(room.ask(QUESTION)), "notice.automatic") is False
    assert len(answers(room.history())) == 2


def test_a_message_is_read_and_thought_about_before_it_is_answered(patient: Patient) -> None:
    room = patient.room(watching=True)
    room.greeted()
    asked = room.write(QUESTION)
    room.answer(asked)
    room.wait(lambda event: event["type"] == "m.typing" and BOT in event["content"]["user_ids"])
    room.wait(lambda event: event["type"] == "m.typing" and not event["content"]["user_ids"])
    room.wait(lambda event: event["type"] == "m.receipt" and BOT in event["content"].get(asked, {}).get("m.read", {}))


def test_the_same_words_over_rest_and_in_a_room(stack: Assistant) -> None:
    rest, anna = Person(stack.stack), Person(stack)
    for text in ("hello there", "Räkna ut min avgift", "34 år", "läkare", "Skåne", "nej", "Har ni barnmorskor?"):
        there, here = rest.say(text), anna.say(text)
        for body in (there, here):
            body["buttons"] = [button["title"] for button in body.get("buttons", [])]
        automatic = phrases().say("notice.automatic", there["language"])  # the greeting has said it in the room
        there["paragraphs"] = [one for one in there["paragraphs"] if one not in automatic]
        there.pop("text"), here.pop("text")
        assert here == there


def test_a_title_picks_a_choice_as_well_as_its_number(room: Room) -> None:
    suggested = reply_in(room.ask("Jag vill boka en tid"))
    title = suggested["buttons"][0]["title"]
    by_title = reply_in(room.ask(title.upper()))
    room.ask("avbryt")
    room.ask("Jag vill boka en tid")
    assert reply_in(room.ask("1."))["paragraphs"] == by_title["paragraphs"]


def test_an_emergency_is_answered_as_one(room: Room) -> None:
    room.ask("Räkna ut min avgift")
    alarm = room.ask("min pappa andas inte")
    assert reply_in(alarm)["kind"] == "emergency"
    assert alarm["content"]["body"].startswith("Ring 112")
    assert 'href="tel:112"' in alarm["content"]["formatted_body"]


def test_a_question_in_a_thread_is_answered_there(room: Room) -> None:
    root = room.write("Hej")
    room.answer(root)
    asked = room.ask(QUESTION, **{"m.relates_to": {**_relation("m.thread", root), "is_falling_back": True}})
    relation = asked["content"]["m.relates_to"]
    assert (relation["rel_type"], relation["event_id"]) == ("m.thread", root)
    assert reply_in(asked)["topic"] == "midwives"


def test_what_older_clients_quote_is_not_said_again(room: Room) -> None:
    alarm = room.ask("min pappa andas inte")
    quoted = f"> <{BOT}> min pappa andas inte\n\n{QUESTION}"
    reply = room.ask(quoted, **{"m.relates_to": {"m.in_reply_to": {"event_id": alarm["event_id"]}}})
    assert (reply_in(reply)["kind"], reply_in(reply)["topic"]) == ("faq", "midwives")


def test_an_edit_after_the_answer_is_answered_with_a_reference_to_it(room: Room) -> None:
    first = room.write("När har ni öppet?")
    assert reply_in(room.answer(first))["topic"] == "opening-hours"
    edit = room.send(replaced(first, QUESTION))
    answer = room.answer(edit)
    assert reply_in(answer)["topic"] == "midwives"
    assert answer["content"]["m.relates_to"] == {"m.in_reply_to": {"event_id": first}}


def test_edits_and_withdrawals_before_the_answer_count(stack: Assistant, room: Room) -> None:
    with stack.assistant.paused():
        edited = room.write("När har ni öppet?")
        edit = room.send(replaced(edited, QUESTION))
        gone = room.write("Vem kan läsa min journal?")
        room.redact(gone)
        last = room.write("Var laddar jag ner appen?")
    room.answer(last)
    said = answers(room.history())
    topics = {event["content"].get(ANSWERS): event for event in room.history() if event["sender"] == BOT}
    assert gone not in said
    if edit in said:  # it came in a transaction of its own, after the first was begun: then it is a message more
        assert reply_in(topics[edit])["topic"] == "midwives"
    else:
        assert reply_in(topics[edited])["topic"] == "midwives"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ({"msgtype": "m.image", "body": "IMG_1.jpg", "url": "mxc://localhost/a"}, "matrix.picture"),
        ({"msgtype": "m.file", "body": "remiss.pdf", "url": "mxc://localhost/b"}, "matrix.file"),
        ({"msgtype": "m.audio", "body": "ljud.ogg", "url": "mxc://localhost/c"}, "matrix.sound"),
        ({"msgtype": "m.location", "body": "här", "geo_uri": "geo:59.3,18.0"}, "matrix.place"),
    ],
)
def test_what_is_no_words_is_refused_kindly_in_the_conversations_language(room: Room, content: Event, key: str) -> None:
    assert says(reply_in(room.answer(room.send(content))), key)
    assert reply_in(room.ask("When are you open?"))["language"] == "en"
    refused = reply_in(room.answer(room.send(content)))
    assert (refused["language"], says(refused, key)) == ("en", True)


def test_a_sticker_is_refused_like_a_picture(room: Room) -> None:
    sticker = room.send({"body": "tumme upp", "url": "mxc://localhost/d", "info": {}}, kind="m.sticker")
    assert says(reply_in(room.answer(sticker)), "matrix.picture")


def test_a_caption_is_read(room: Room) -> None:
    picture = {"msgtype": "m.image", "filename": "IMG_2.jpg", "url": "mxc://localhost/e"}
    alarm = room.send({**picture, "body": "min pappa andas inte, titta"})
    assert reply_in(room.answer(alarm))["kind"] == "emergency"
    question = reply_in(room.answer(room.send({**picture, "body": QUESTION})))
    assert (question["topic"], says(question, "matrix.picture")) == ("midwives", True)


def test_encrypted_messages_get_told_so_in_clear(patient: Patient, room: Room) -> None:
    sealed = {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AAAA", "session_id": "x", "device_id": "y"}
    answer = room.answer(room.send(sealed, kind="m.room.encrypted"))
    assert says(reply_in(answer), "matrix.encrypted")
    assert "112" in answer["content"]["body"]
    setting = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
    greeted = patient.room(initial_state=[setting]).greeted()
    assert phrases().say("matrix.encrypted", "en")[0] in greeted["content"]["body"]


def test_notices_and_reactions_are_not_answered(room: Room) -> None:
    notice = room.send({"msgtype": "m.notice", "body": QUESTION})
    first = room.write("När har ni öppet?")
    room.answer(first)
    reaction = room.send({"m.relates_to": {**_relation("m.annotation", first), "key": "👍"}}, kind="m.reaction")
    last = room.write(QUESTION)
    room.answer(last)
    said = answers(room.history())
    assert said[1:] == [first, last]
    assert not {notice, reaction} & set(said)


def test_who_leaves_is_left(stack: Assistant, patient: Patient) -> None:
    other = stack.somebody("witness")
    room = patient.room(other.user_id)
    room.greeted()
    other.enter(room.id)
    room.leave()
    seen = other.enter(room.id)
    assert seen.members() == {other.user_id, BOT}, "somebody is still there"
    seen.leave()
    admin = stack.synapse.register("admin", admin=True)
    about = f"{stack.synapse.url}/_synapse/admin/v1/rooms/{room.id}/members"
    end = time.monotonic() + PATIENCE
    while httpx.get(about, headers={"Authorization": f"Bearer {admin.token}"}, trust_env=False).json()["members"]:
        assert time.monotonic() < end, "the assistant stays where nobody is"
        time.sleep(0.1)
