"""How well the running assistant answers questions that it was not trained on."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bench import conversations, machine, overlap
from bench.chat import Chat
from bench.judge import Reply, Verdict, judge
from bench.mistakes import Mistake, described
from bench.questions import Question, read_conversations, read_questions, trained_texts
from bench.stack import Stack
from bench.statistics import share
from vardlots.settings import ROOT

GROUPS: dict[str, tuple[str, ...]] = {
    "faq": ("answered_right", "ranked_first", "among_three", "asked_back", "held_back", "answered_wrong"),
    "outside": ("held_back", "asked_back", "answered_wrong"),
    "task": ("task_right", "asked_back", "held_back"),
}
"""What is counted in each group of questions."""

LANGUAGES = ("sv", "en", "all")


@dataclass(frozen=True)
class Asked:
    """A question with the reply that it got."""

    question: Question
    reply: Reply
    verdict: Verdict

    @property
    def mistake(self) -> Mistake | None:
        """Return what went wrong, or None."""
        question, verdict = self.question, self.verdict
        good = {"faq": verdict.answered_right, "outside": verdict.held_back, "task": verdict.task_right}
        if good[question.group] and verdict.language_right is not False:
            return None
        expected = question.intent or ", ".join((question.entry or "nothing", *question.also))
        return Mistake(
            question.group, question.language, question.text, f"{expected} ({question.language})", described(self.reply)
        )


def measure(stack: Stack, quick: bool = False) -> tuple[dict[str, Any], list[Mistake]]:
    """Ask everything in `bench/dev/`, and return the figures and the mistakes."""
    where = machine.about()
    trained = list(trained_texts(ROOT))
    held_out, seen = overlap.split(read_questions(), trained)
    asked = ask(stack, held_out[:: 4 if quick else 1])
    talks = conversations.hold(stack, read_conversations()[:: 4 if quick else 1])
    figures = {
        "about": where,
        "left_out": [question.text for question in seen],
        "trained_texts": len(trained),
        **_figures(asked),
        "conversations": conversations.figures(talks),
    }
    wrong = [one.mistake for one in asked if one.mistake]
    return figures, [*wrong, *(mistake for talk in talks for mistake in talk.mistakes)]


def ask(chat: Chat, questions: Iterable[Question]) -> list[Asked]:
    """Ask each question as a person who has not said anything before."""
    asked = []
    for number, question in enumerate(questions):
        reply = chat.reply(f"quality-{number}", question.text)
        asked.append(Asked(question, reply, judge(question, reply)))
    return asked


def _figures(asked: Sequence[Asked]) -> dict[str, Any]:
    figures: dict[str, Any] = {
        group: {language: _counted(_of(asked, language, group), names) for language in LANGUAGES}
        for group, names in GROUPS.items()
    }
    figures["language"] = {language: _counted(_of(asked, language), ("language_right",)) for language in LANGUAGES}
    figures["tasks"] = _by(asked, lambda one: one.question.intent, "task_right")
    figures["entries"] = _by(asked, lambda one: one.question.entry, "answered_right", group="faq")
    figures["kinds"] = {group: Counter(one.reply["kind"] for one in _of(asked, "all", group)) for group in GROUPS}
    return figures


def _of(asked: Iterable[Asked], language: str, group: str | None = None) -> list[Asked]:
    return [one for one in asked if language in ("all", one.question.language) and group in (None, one.question.group)]


def _counted(asked: Sequence[Asked], names: Iterable[str]) -> dict[str, Any]:
    judged = {name: [getattr(one.verdict, name) for one in asked] for name in names}
    return {name: share(value for value in values if value is not None).as_dict() for name, values in judged.items()}


def _by(
    asked: Sequence[Asked], key: Callable[[Asked], str | None], name: str, group: str | None = None
) -> dict[str, Any]:
    """Return one share for each value of `key`, the worst first."""
    chosen = _of(asked, "all", group)
    groups = {key(one) for one in chosen} - {None}
    counted = {str(value): _counted([one for one in chosen if key(one) == value], (name,))[name] for value in groups}
    return dict(sorted(counted.items(), key=lambda item: (item[1]["share"], item[0])))
