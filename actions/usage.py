"""What the action server notes of its own work: counts, and questions that may be kept. No turn waits for it.

Nothing is noted before `start`, so that actions can be used without a database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from vardlots.replies import Language, Reply
from vardlots.usage.recorder import Question, Recorder
from vardlots.usage.tallies import CHOSEN, QUESTIONS, Count

ABOUT_QUESTIONS = frozenset({"faq", "suggest", "fallback"})
"""Kinds of replies that are not counted by their names where an action said what became of the question."""
UNCOUNTED = frozenset({"ask"})
"""A form's question is no result."""


@dataclass(frozen=True)
class Noted:
    """Something that a reply's kind does not tell, to be counted; `topic` is the entry that it is about."""

    what: str
    topic: str | None = None


class Usage:
    """The process's recorder, from `start` to `stop`."""

    def __init__(self) -> None:
        self._recorder: Recorder | None = None

    def start(self, url: str) -> Recorder:
        """Begin to note things in a database, which need not answer yet."""
        self.stop()
        self._recorder = Recorder(url)
        return self._recorder

    def stop(self) -> None:
        """Write what there is, and note nothing more."""
        recorder, self._recorder = self._recorder, None
        if recorder:
            recorder.close()

    def note(
        self, reply: Reply | None, noted: Iterable[Noted], keep: Question | None, language: Language, now: datetime
    ) -> None:
        """Count what a turn led to, and keep its question where the action says so."""
        if self._recorder is None:
            return
        for one in (*noted, *_of_reply(reply, noted)):
            self._recorder.count(Count.at(now, one.what, language, one.topic))
        if keep:
            self._recorder.keep(keep)


def _of_reply(reply: Reply | None, noted: Iterable[Noted]) -> tuple[Noted, ...]:
    """Return what the kind of a reply says, unless the action said it better."""
    told = any(one.what in (*QUESTIONS, CHOSEN) for one in noted)
    if reply is None or reply.kind in UNCOUNTED or (told and reply.kind in ABOUT_QUESTIONS):
        return ()
    return (Noted("answered" if reply.kind == "faq" else reply.kind, reply.topic),)


usage = Usage()
"""What the actions of this process note."""
