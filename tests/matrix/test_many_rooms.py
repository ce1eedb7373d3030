"""Many people at once: every message is answered once, and in its room's order."""

from concurrent.futures import ThreadPoolExecutor

from assistant import Assistant, reply_in
from patient import Room, answers

ROOMS = 50
CONVERSATION = ("Räkna ut min avgift", "34 år", "Har ni barnmorskor?", "avbryt")
WRITERS = 8


def test_fifty_conversations_side_by_side(stack: Assistant) -> None:
    crowd = [stack.somebody("crowd") for _ in range(ROOMS)]

    def talk(number: int) -> tuple[Room, list[str]]:
        room = crowd[number].room()
        room.greeted()
        return room, [room.write(text) for text in CONVERSATION]  # without waiting for an answer

    with ThreadPoolExecutor(WRITERS) as writers:
        talked = list(writers.map(talk, range(ROOMS)))
        kinds = set(writers.map(lambda one: tuple(reply_in(one[0].answer(event))["kind"] for event in one[1]), talked))
        told = list(writers.map(lambda one: answers(one[0].history())[1:], talked))
    assert told == [sent for _, sent in talked]
    assert kinds == {("ask", "ask", "faq", "smalltalk")}
