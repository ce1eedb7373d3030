"""What the questionnaire says: its questions with their buttons, and where to turn in the end."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.base import button, say
from actions.turn import Turn
from vardlots.knowledge.texts import Values, paragraphs
from vardlots.phrases import phrases
from vardlots.replies import Button, Link, Reply, tel
from vardlots.settings import settings
from vardlots.triage.case import Question
from vardlots.triage.navigator import Decision
from vardlots.triage.table import Triage

TOPIC = "where-to-turn"

SLOT_OF: Mapping[Question, str] = {
    "who": "subject",
    "age": "age",
    "complaint": "complaint",
    "pregnant": "pregnant",
    "immune": "immune",
    "red_flags": "red_flag",
    "days": "symptom_days",
    "severity": "severity",
    "worry": "worry",
}
"""The slot that remembers the answer to each question."""

_PERSONAL = ("age", "pregnant", "immune")
"""Questions that are put in another way to whom they are about."""
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "subject": {"self": '/inform{"subject": "self"}', "child": '/inform{"subject": "child"}',
                "other": '/inform{"subject": "other"}'},
    "age": {"unsure": "/unsure"},
    "pregnant": {"yes": "/affirm", "no": "/deny", "unsure": "/unsure"},
    "immune": {"yes": "/affirm", "no": "/deny", "unsure": "/unsure"},
    "red_flag": {"yes": "/affirm", "none": "/deny", "unsure": "/unsure"},
    "symptom_days": {"unsure": "/unsure"},
    "severity": {name: f'/inform{{"severity": "{name}"}}' for name in ("mild", "moderate", "severe")}
    | {"unsure": "/unsure"},
    "worry": {"no": "/deny"},
}  # fmt: skip
"""Buttons by the end of their title's key, `triage.button_<end>`, and what they do."""


def asked_for(slot: str, turn: Turn, table: Triage, options: Sequence[str]) -> Reply:
    """Make the question for a slot; `options` are complaints that may be meant."""
    if slot == "complaint":
        return _which(turn, table, options)
    whose = ("_self" if turn.slot("subject") == "self" else "_other") if slot in _PERSONAL else ""
    buttons = tuple(button(turn, f"triage.button_{end}", payload) for end, payload in _CHOICES[slot].items())
    if slot == "red_flag":
        return Reply("ask", turn.language, _checklist(turn, table), topic=TOPIC, buttons=buttons)
    return say("ask", turn, f"triage.ask_{slot}{whose}", topic=TOPIC, buttons=buttons)


def _which(turn: Turn, table: Triage, options: Sequence[str]) -> Reply:
    rows = [row for row in map(table.complaint, options) if row]
    choices = tuple(Button(row.name.in_language(turn.language), f'/inform{{"complaint": "{row.id}"}}') for row in rows)
    other = button(turn, "triage.button_something_else", '/inform{"complaint": "other"}')
    if rows:
        return say("ask", turn, "triage.ask_options", topic=TOPIC, buttons=(*choices, other))
    # "something else" is for whom no words helped; an empty list says that some were tried
    tried = (other,) if turn.slot("care_options") is not None else ()
    return say("ask", turn, "triage.ask_complaint", topic=TOPIC, buttons=tried)


def _checklist(turn: Turn, table: Triage) -> tuple[str, ...]:
    """Return the red flags of the complaint as one question, which says what was understood."""
    complaint = table.complaint(turn.slot("complaint"))
    flags = [flag.ask.in_language(turn.language) for flag in (complaint.red_flags if complaint else ())]
    name = complaint.name.in_language(turn.language) if complaint else ""
    asked = phrases().title("triage.ask_red_flag", turn.language, complaint=name)
    how = phrases().title("triage.ask_red_flag_how", turn.language)
    return "\n".join([asked, *(f"• {flag}" for flag in flags)]), how


def result(decision: Decision, turn: Turn, table: Triage) -> Reply:
    """Say where to turn, why, what to watch for; offer to book where the level says so."""
    level, language = decision.level, turn.language
    why, watch = _why(decision, turn), _watch_for(decision, turn)
    unsure = phrases().say("triage.unsure", language) if decision.unsure else ()
    book = (button(turn, "triage.button_book", f'/book_appointment{{"care": "{level.book}"}}'),) if level.book else ()
    go = paragraphs(Values(settings().kb).fill(level.go.in_language(language), language))
    complaint = decision.complaint
    return Reply(
        "triage",
        language,
        (*go, why, *unsure, watch, *phrases().say("triage.disclaimer", language)),
        topic=TOPIC,
        buttons=book,
        links=_calls(turn, level.calls),
        reviewed=(complaint.reviewed if complaint else table.reviewed).isoformat(),
        source="; ".join(decision.sources),
        care=_figures(decision, why, watch, turn),
    )


def off(turn: Turn) -> Reply:
    """Say whom to call instead, where nobody is guided."""
    return say("fallback", turn, "triage.switched_off", topic=TOPIC, links=_calls(turn, ("1177", "112")))


def _figures(decision: Decision, why: str, watch: str, turn: Turn) -> dict[str, Any]:
    """Return the result as a program reads it; what the person wrote is not in it."""
    level = decision.level
    told = {
        "level": level.id,
        "rank": level.rank,
        "name": level.name.in_language(turn.language),
        "why": why,
        "watch_for": watch,
        "complaint": decision.complaint.id if decision.complaint else None,
        "raised_by": list(decision.raised_by),
        "unsure": list(decision.unsure),
    }
    return {name: value for name, value in told.items() if value not in (None, [])}


def _why(decision: Decision, turn: Turn) -> str:
    """Return the reasons as sentences, red flags together in one."""
    flags = [one.text.in_language(turn.language) for one in decision.why if one.cause == "red_flag" and one.text]
    others = [one.text.in_language(turn.language) for one in decision.why if one.cause != "red_flag" and one.text]
    if decision.complaint is None:
        others.insert(0, phrases().title("triage.unrecognised_why", turn.language))
    flagged = phrases().title("triage.flagged", turn.language, flags="; ".join(flags)) if flags else ""
    return " ".join(dict.fromkeys(" ".join(text.split()) for text in (flagged, *others) if text))


def _watch_for(decision: Decision, turn: Turn) -> str:
    if decision.watch_for:
        return " ".join(decision.watch_for.in_language(turn.language).split())
    return phrases().title("triage.unrecognised_watch", turn.language)


def _calls(turn: Turn, numbers: Sequence[str]) -> tuple[Link, ...]:
    return tuple(Link(phrases().title("triage.call", turn.language, number=number), tel(number)) for number in numbers)
