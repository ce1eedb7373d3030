"""Every dialogue of `bench/triage/` through the form, in the words of the person."""

from typing import Any

import pytest
from dialogues import Dialogue, dialogues
from turns import a_turn

from actions.triage import FindCare, TriageForm
from actions.triage_texts import SLOT_OF
from vardlots.replies import Language, Reply
from vardlots.triage.case import OTHER

FORM = TriageForm()
QUESTION_OF = {slot: question for question, slot in SLOT_OF.items()}
MOST = 12
"""Turns that a dialogue takes at most."""


def requested(slots: dict[str, Any]) -> str | None:
    return next((slot for slot in FORM.required(slots) if slots.get(slot) is None), None)


def played(first: str, answers: dict[str, str], language: Language) -> tuple[Reply, list[str]]:
    """Play a dialogue; return the result, and the questions that were asked."""
    slots = dict(FORM.fill(a_turn(first, "find_care", language)).slots)
    asked: list[str] = []
    while (slot := requested(slots)) and len(asked) < MOST:
        assert FORM.ask(slot, a_turn(language=language, slots=slots)).kind == "ask"
        asked.append(QUESTION_OF[slot])
        filled = FORM.fill(a_turn(answers[asked[-1]], "inform", language, slots=slots, requested=slot))
        slots |= filled.slots
    assert requested(slots) is None
    reply = FindCare().respond(a_turn(language=language, slots=slots)).reply
    assert reply is not None
    return reply, asked


@pytest.mark.parametrize("dialogue", dialogues(), ids=lambda one: f"{one.language}-{one.id}")
def test_a_dialogue_ends_where_it_must(dialogue: Dialogue) -> None:
    reply, asked = played(dialogue.first, dialogue.answers, dialogue.language)
    assert (reply.kind, reply.language) == ("triage", dialogue.language)
    assert reply.care is not None
    assert reply.care["level"] == dialogue.level
    assert reply.care.get("complaint", OTHER) == dialogue.complaint
    assert len(asked) == len(set(asked)) or dialogue.complaint == OTHER
    assert reply.source
    assert reply.care["why"] in reply.paragraphs
    assert reply.care["watch_for"] in reply.paragraphs
