"""A person at the other end: says things, answers what is asked, taps buttons by their titles."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import uuid4

from bench.stack import Stack
from vardlots.phrases import phrases
from vardlots.replies import LANGUAGES, Language

Reply = dict[str, Any]
MOST = 8
"""Questions that a form asks at most, in these tests."""


class Person:
    """One conversation; `last` is the latest reply."""

    def __init__(self, stack: Stack, language: str | None = None) -> None:
        self._stack, self._language = stack, language
        self.sender = f"test-{uuid4()}"
        self.last: Reply = {}

    def say(self, text: str) -> Reply:
        """Say something; every turn has exactly one reply, in a language and with a text."""
        self.last = self._stack.reply(self.sender, text, self._language)
        assert self.last["language"] in LANGUAGES
        assert self.last["text"].strip()
        return self.last

    def tap(self, title: str) -> Reply:
        """Tap the button of the last reply whose title begins so."""
        return self.say(self.button(title)["payload"])

    def button(self, title: str) -> Mapping[str, str]:
        """Return the button of the last reply whose title begins so."""
        buttons = self.last.get("buttons", [])
        found = [button for button in buttons if button["title"].startswith(title)]
        assert found, f"no button {title!r} among {[button['title'] for button in buttons]} of {self.last['text']!r}"
        return found[0]

    def answer(self, answers: Mapping[str, str]) -> Reply:
        """Answer a form's questions, by their phrase keys, as long as it asks any of them."""
        for _ in range(MOST):
            asked = asks(self.last)
            if asked not in answers:
                break
            self.say(answers[asked])
        return self.last


def asks(reply: Reply) -> str | None:
    """Return the phrase key of the question that a reply ends with."""
    for paragraph in reversed(reply["paragraphs"]):
        for key, pattern in _questions(reply["language"]).items():
            if pattern.fullmatch(paragraph):
                return key
    return None


def says(reply: Reply, key: str) -> bool:
    """Tell whether a reply holds a phrase, whatever its values."""
    return any(_pattern(key, reply["language"]).fullmatch(paragraph) for paragraph in reply["paragraphs"])


@cache
def _questions(language: Language) -> dict[str, re.Pattern[str]]:
    return {key: _pattern(key, language) for key in phrases().keys() if ".ask_" in key}  # noqa: SIM118


@cache
def _pattern(key: str, language: Language) -> re.Pattern[str]:
    """Match the first paragraph of a phrase, anything where its values go."""
    first = phrases().template(key, language).split("\n\n")[0].strip().replace("\n", " ")
    return re.compile(".+".join(re.escape(part) for part in re.split(r"\{[^}]*\}", first)))
