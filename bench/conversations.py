"""Whole conversations: every turn judged by what it must lead to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bench.chat import Chat
from bench.judge import Reply, unmet
from bench.mistakes import Mistake, described
from bench.questions import Conversation, Said
from bench.statistics import share


@dataclass(frozen=True)
class Turn:
    """What was said, what came back, and what was wrong with that."""

    said: Said
    reply: Reply
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class Talk:
    """A conversation that was held."""

    conversation: Conversation
    turns: tuple[Turn, ...]

    @property
    def right(self) -> bool:
        """Return whether every turn was right."""
        return not any(turn.wrong for turn in self.turns)

    @property
    def mistakes(self) -> list[Mistake]:
        """Return the turns that were not right."""
        name, language = self.conversation.name, self.conversation.language
        return [
            Mistake(f"{name}, turn {number}", language, turn.said.text, "; ".join(turn.wrong), described(turn.reply))
            for number, turn in enumerate(self.turns, 1)
            if turn.wrong
        ]


def hold(chat: Chat, conversations: Iterable[Conversation]) -> list[Talk]:
    """Hold each conversation as a person of its own; a wrong turn does not end it."""
    return [Talk(one, tuple(_turn(chat, f"talk-{one.name}", said) for said in one.turns)) for one in conversations]


def figures(talks: Sequence[Talk]) -> dict[str, Any]:
    """Return the share of turns and of whole conversations that were right, by language of the first turn."""
    return {
        language: {
            "turns": share(not turn.wrong for talk in _of(talks, language) for turn in talk.turns).as_dict(),
            "whole": share(talk.right for talk in _of(talks, language)).as_dict(),
        }
        for language in ("sv", "en", "all")
    }


def _turn(chat: Chat, sender: str, said: Said) -> Turn:
    reply = chat.reply(sender, said.text)
    return Turn(said, reply, tuple(unmet(said.expect, reply)))


def _of(talks: Iterable[Talk], language: str) -> list[Talk]:
    return [talk for talk in talks if language in ("all", talk.conversation.language)]
