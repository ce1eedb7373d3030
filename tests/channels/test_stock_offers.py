"""What was offered last is what a number means; memory has an end."""

from channels.stock.offers import Offers, mark
from vardlots.replies import Button, Reply

FIRST = Reply("faq", "sv", ("x",), buttons=(Button("Ja", "tap:1"), Button("Nej", "tap:2")))
SECOND = Reply("faq", "sv", ("x",), buttons=(Button("Kanske", "tap:3"),))


def test_a_number_is_of_the_last_reply_alone():
    offers = Offers()
    offers.note("a", FIRST)
    offers.note("a", SECOND)
    assert offers.named("a", "1") is SECOND.buttons[0]
    assert offers.named("a", "2") is None
    assert offers.named("b", "1") is None


def test_an_answer_without_choices_takes_them_back_and_an_error_leaves_them():
    offers = Offers()
    offers.note("a", FIRST)
    offers.note("a", Reply("error", "sv", ("x",)))
    assert offers.named("a", "2") is FIRST.buttons[1]
    offers.note("a", Reply("faq", "sv", ("x",)))
    assert offers.named("a", "2") is None


def test_a_mark_is_of_the_last_few_replies():
    offers = Offers()
    offers.note("a", FIRST)
    offers.note("a", SECOND)
    assert offers.marked("a", mark(FIRST.buttons[0])) is FIRST.buttons[0]
    assert offers.marked("b", mark(FIRST.buttons[0])) is None
    assert len(mark(FIRST.buttons[0]).encode()) <= 64


def test_who_has_been_silent_longest_is_forgotten():
    offers = Offers(most=2)
    for conversation in ("a", "b"):
        offers.note(conversation, FIRST)
    offers.named("a", "1")
    offers.note("c", FIRST)
    assert [offers.named(name, "1") is not None for name in ("a", "c", "b")] == [True, True, False]
