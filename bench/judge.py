"""Whether a reply is right. What the words mean in every table of figures:

- answered right: an answer, or an action's turn, about an accepted entry.
- ranked first: answered right, or asked "did you mean" with an accepted entry first.
- among three: answered right, or an accepted entry among the reply's `topics`: the suggestions, or the alternatives to
  an answer (buttons where the answer is less than certain), three at most.
- held back: said that it cannot help with that. Asked back: gave suggestions.
- answered wrong: anything else, so any reply that a person may take for an answer and that is none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.questions import Question

Reply = Mapping[str, Any]

ABOUT_A_TOPIC = frozenset({"faq", "fee", "age", "ask", "booking", "app_link"})
"""Kinds of reply that answer, or begin to answer, what their topic says."""


@dataclass(frozen=True)
class Task:
    """What a reply that starts a task looks like; `topics` None stands for "whatever it is"."""

    kinds: frozenset[str]
    topics: frozenset[str | None] | None = None


_CHANGE = Task(
    frozenset({"ask", "booking"}), frozenset({"reschedule-cancel-appointment", "reschedule-cancel-psychologist"})
)
_SMALLTALK = Task(frozenset({"smalltalk"}))

TASKS: Mapping[str, Task] = {
    "quote_fee": Task(frozenset({"ask", "fee"}), frozenset({"fees"})),
    "check_age": Task(frozenset({"ask", "age"}), frozenset({"child-use"})),
    "book_appointment": Task(frozenset({"ask", "booking"}), frozenset({None, "reschedule-cancel-psychologist"})),
    "move_appointment": _CHANGE,
    "cancel_appointment": _CHANGE,
    "list_appointments": _CHANGE,
    "send_app_link": Task(frozenset({"ask", "app_link"}), frozenset({"download-app"})),
    "talk_to_person": Task(frozenset({"ask", "handoff"}), frozenset({None})),
    "change_language": _SMALLTALK,
    "greet": _SMALLTALK,
    "thank": _SMALLTALK,
    "goodbye": _SMALLTALK,
    "bot_challenge": _SMALLTALK,
    "capabilities": _SMALLTALK,
}
"""What each task's first reply must be. Replies do not name the intent, so two tasks that ask alike (moving and
cancelling) count as one here; `python -m bench pipelines` tells them apart."""


@dataclass(frozen=True)
class Verdict:
    """What a reply was worth."""

    answered_right: bool = False
    ranked_first: bool = False
    among_three: bool = False
    held_back: bool = False
    asked_back: bool = False
    answered_wrong: bool = False
    task_right: bool = False
    language_right: bool | None = None


def judge(question: Question, reply: Reply) -> Verdict:
    """Compare a reply with what its question needs."""
    kind, topics = reply["kind"], reply.get("topics", [])[:3]
    right = kind in ABOUT_A_TOPIC and reply.get("topic") in question.accepted
    started = bool(question.intent) and starts(question.intent or "", reply)
    held, asked = kind in ("fallback", "error"), kind == "suggest"
    return Verdict(
        answered_right=right,
        ranked_first=right or (asked and topics[:1] != [] and topics[0] in question.accepted),
        among_three=right or not question.accepted.isdisjoint(topics),
        held_back=kind == "fallback",
        asked_back=asked,
        answered_wrong=not (right or started or held or asked),
        task_right=started,
        language_right=None if question.intent == "change_language" else reply["language"] == question.language,
    )


def starts(intent: str, reply: Reply) -> bool:
    """Return whether a reply is one that starts a task, or is its answer."""
    task = TASKS[intent]
    return reply["kind"] in task.kinds and (task.topics is None or reply.get("topic") in task.topics)


def unmet(expect: Mapping[str, Any], reply: Reply) -> Sequence[str]:
    """Return what a conversation's turn expected and the reply is not, in words; empty when all is right."""
    differ = [
        f"{name} {reply.get(name)!r}, expected {expect[name]!r}"
        for name in ("kind", "topic", "language")
        if name in expect and reply.get(name) != expect[name]
    ]
    return [*differ, *(f"{text!r} is missing" for text in expect.get("contains", []) if text not in reply["text"])]
