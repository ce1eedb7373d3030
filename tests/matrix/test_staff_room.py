"""People at the clinic, in a room of their own: each case is a thread, and what they write there reaches patients."""

from assistant import Assistant, reply_in
from clinic import ask_in, heard, in_thread
from patient import BOT, Room

from vardlots.phrases import phrases


def test_a_case_from_its_card_to_its_end(stack: Assistant, staff: Room) -> None:
    room, thread, card = ask_in(stack, staff)
    assert "Har ni barnmorskor?" in card["content"]["body"]
    assert "formatted_body" in card["content"]

    more = room.write("Det gäller min dotter, 19811218-9876")
    room.answer(more)
    shown = heard(staff, "Det gäller min dotter")
    assert shown["content"]["m.relates_to"]["event_id"] == thread
    assert "9876" not in shown["content"]["body"]

    staff.write("Jag tar den här", **{"m.relates_to": {}})  # among themselves
    staff.write("Hej, hur gammal är hon?", **in_thread(thread))
    taken = heard(room, "Maria")
    assert reply_in(taken)["people"]["state"] == "with_person"
    assert reply_in(heard(room, "hur gammal är hon"))["people"]["name"] == "Maria"
    room.write("1")
    heard(staff, "Patienten: 1")
    assert "Jag tar den här" not in str(room.history())

    staff.write("Ett svar till", **{"m.relates_to": {"m.in_reply_to": {"event_id": shown["event_id"]}}})
    heard(room, "Ett svar till")

    alarm = room.ask("hon andas inte")
    assert reply_in(alarm)["kind"] == "emergency"
    heard(staff, "hon andas inte")
    heard(staff, phrases().say("staff.alarm", "sv")[0])

    staff.write("!klar", **in_thread(thread))
    assert reply_in(heard(room, "Maria är avslutat"))["people"] == {"state": "ended", "by": "staff"}
    heard(staff, phrases().say("staff.ended", "sv")[0])
    assert reply_in(room.ask("När har ni öppet?"))["topic"] == "opening-hours"

    staff.write("Glömde en sak", **in_thread(thread))
    heard(staff, phrases().title("matrix.staff.closed", "sv"))
    assert "Glömde en sak" not in str(room.history())


def test_commands_and_what_cannot_be_sent(stack: Assistant, staff: Room) -> None:
    room, thread, _ = ask_in(stack, staff, "Do you have midwives?", "human")
    staff.write("!help", **in_thread(thread))
    heard(staff, phrases().say("matrix.staff.help", "sv")[0])
    staff.write("!take", **in_thread(thread))
    heard(room, "Maria from the clinic")
    staff.send({"msgtype": "m.image", "body": "x.jpg", "url": "mxc://localhost/f", **in_thread(thread)})
    heard(staff, phrases().title("matrix.staff.media", "sv"))
    first = staff.write("How can I help?", **in_thread(thread))
    heard(room, "How can I help?")
    new = {"msgtype": "m.text", "body": "How may I help?"}
    staff.send({**new, "m.new_content": new, "m.relates_to": {"rel_type": "m.replace", "event_id": first}})
    heard(staff, phrases().title("matrix.staff.edited", "sv"))
    assert "How may I help?" not in str(room.history())
    staff.send({"m.relates_to": {"rel_type": "m.annotation", "event_id": thread, "key": "✅"}}, kind="m.reaction")
    heard(room, "automated assistant, who answers again")


def test_what_a_patient_takes_back_goes_from_the_staff_room(stack: Assistant, staff: Room) -> None:
    room, thread, _ = ask_in(stack, staff)
    written = room.write("det här borde jag inte ha skrivit")
    room.answer(written)
    shown = heard(staff, "borde jag inte ha skrivit")
    room.redact(written)
    staff.wait(lambda event: event["type"] == "m.room.redaction" and event["sender"] == BOT)
    assert "body" not in staff.event(shown["event_id"])["content"]
    staff.write("!done", **in_thread(thread))


def test_what_was_taken_back_before_is_not_on_the_card(stack: Assistant, staff: Room) -> None:
    def take_back(room: Room) -> None:
        written = room.write("den hemliga kanariefågeln undrar när ni har öppet")
        room.answer(written)
        room.redact(written)

    _, thread, card = ask_in(stack, staff, take_back)
    assert phrases().title("matrix.staff.card.before", "sv") in card["content"]["body"]
    assert "kanarie" not in str(card)
    assert "kanarie" not in stack.logs()
    staff.write("!done", **in_thread(thread))


def test_a_patient_who_leaves_ends_the_case(stack: Assistant, staff: Room) -> None:
    room, _, _ = ask_in(stack, staff)
    room.leave()
    heard(staff, phrases().say("staff.left", "sv")[0])
