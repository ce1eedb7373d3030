"""Answers that somebody has looked at, and lately."""

from collections.abc import Iterator

from vardlots.knowledge.rules.rule import Flaw, Place, Rule


def past_review_date(place: Place) -> Iterator[Flaw]:
    """An answer that nobody has looked at in time may be wrong by now."""
    due = place.entry.review_due
    if due < place.whole.today:
        why = f"the answer was to be looked at again by {due}, by {place.entry.owner}"
        fix = "read it against its sources, correct it, and set `reviewed` to today"
        swedish = f"Svaret skulle ha setts över senast {due}. Läs det mot källorna och ändra `reviewed`."
        yield Flaw(why, fix, swedish, ("reviewed",))


def reviewed_in_future(place: Place) -> Iterator[Flaw]:
    """A day to come is when somebody means to review an answer: nobody has yet."""
    day = place.entry.reviewed
    if day > place.whole.today:
        why, fix = f"`reviewed` is {day}, which is yet to come", "write the day on which somebody read the answer"
        swedish = f"`reviewed` är {day}, som inte har varit än. Skriv den dag då någon läste svaret."
        yield Flaw(why, fix, swedish, ("reviewed",))


RULES = (
    Rule(
        "past-review-date",
        "warning",
        "An answer is read against its sources as often as review_every says; patients are shown the day.",
        "Ett svar läses mot källorna så ofta som review_every säger; patienterna ser datumet.",
        past_review_date,
        due=True,
    ),
    Rule(
        "reviewed-in-future",
        "warning",
        "The day of the review has been: an answer with a day to come is one that nobody has reviewed.",
        "Granskningsdagen har varit: ett svar med ett datum som inte har varit än har ingen granskat.",
        reviewed_in_future,
        due=True,
    ),
)
