"""The language of each conversation, for replies that come without Rasa: its own language may be what is down."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from typing import Optional

from channels.guard import Incoming
from vardlots.language import LanguageModel, model_of
from vardlots.replies import Language
from vardlots.settings import settings

REMEMBERED = 10_000
"""Conversations whose language is remembered; the ones that were quiet longest are forgotten first."""


@dataclass(frozen=True)
class Spoken:
    """The language of a conversation's latest reply, and the one that its page was in, where it said so."""

    reply: Language
    page: Optional[Language]


class Languages:
    """What each conversation is held in."""

    def __init__(self) -> None:
        self._spoken: OrderedDict[str, Spoken] = OrderedDict()

    def of(self, incoming: Incoming) -> Language:
        """Decide as the actions do: the message's when it is clear, else the conversation's, else the page's.

        A page that has been switched to another language counts for more than the conversation.
        """
        heard = ears().hear(incoming.typed)  # masks are Swedish words
        if heard.sure:
            return heard.name
        before, page = self._spoken.get(incoming.sender), incoming.metadata.get("language")
        if before is None or (page and before.page and page != before.page):
            return page or "sv"
        return before.reply

    def remember(self, incoming: Incoming, language: Language) -> None:
        """Keep what a message was answered in."""
        sender, before = incoming.sender, self._spoken.get(incoming.sender)
        page = incoming.metadata.get("language") or (before.page if before else None)
        self._spoken[sender] = Spoken(language, page)
        self._spoken.move_to_end(sender)
        if len(self._spoken) > REMEMBERED:
            self._spoken.popitem(last=False)

    def forget(self, conversation: str) -> None:
        """Forget a conversation, if it is known."""
        self._spoken.pop(conversation, None)

    def __contains__(self, conversation: str) -> bool:
        return conversation in self._spoken


@cache
def ears() -> LanguageModel:
    """Return the language model of the channels."""
    return model_of(settings().kb)
