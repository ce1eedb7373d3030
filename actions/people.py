"""Ask people at the clinic into the conversation."""

from actions.turn import Turn
from vardlots.knowledge import Knowledge
from vardlots.people.cases import Why
from vardlots.replies import Language, Reply

STAFFS: Language = "sv"
"""The language that staff read in their room."""
LONGEST = 200
"""Letters of what a case is about."""


def ask_people_in(
    turn: Turn, why: Why, topic: str | None, knowledge: Knowledge, paragraphs: tuple[str, ...] = ()
) -> Reply:
    """Return a reply that has the channel ask people in; it adds which place in the queue the patient has."""
    known = topic if topic in knowledge.entries else None
    about = {"topic": known, "about": knowledge.question(known, STAFFS)[:LONGEST]} if known else {}
    wanted = {"state": "wanted", "why": why, **about}
    return Reply("handoff", turn.language, paragraphs, topic=known, people=wanted)
