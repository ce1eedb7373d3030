"""A question tried out: what the assistant would do with it, and why. Rasa's opinion on the intent is not asked."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from office.answers.seen import HELPED, sentences
from office.shelf import Shelf
from vardlots.errors import KnowledgeError
from vardlots.knowledge import Knowledge
from vardlots.knowledge.whole import plain
from vardlots.language import LanguageModel, model_of
from vardlots.phrases import Phrases
from vardlots.privacy.masking import screen
from vardlots.replies import LANGUAGES, Button, Language, Reply
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.phrasings import tidy
from vardlots.retrieval.questions import closest
from vardlots.retrieval.ranker import Decision, Thresholds
from vardlots.retrieval.retriever import Candidate, Ranking, Retriever, Signal
from vardlots.safety.kinds import Kind
from vardlots.safety.net import Judgement, safety_net
from vardlots.safety.replies import alarm_reply, with_hint

log = logging.getLogger(__name__)

Strength = Literal["strongly_for", "for", "against", "strongly_against"]

LONGEST = 2_000
"""Letters of a message that the assistant reads."""
FEWEST, MOST = 3, 5
"""Entries that are shown."""
WORTH = 0.005
"""The probability from which an entry is shown beyond the fewest."""
REASONS = 4
SOME, STRONG = 0.3, 2.0
"""What a signal adds to the log of the odds, from which it is worth a word, and a strong one."""


@dataclass(frozen=True)
class Reason:
    """A signal, by its name in `vardlots.retrieval.signals`, and how it speaks."""

    signal: str
    strength: Strength


@dataclass(frozen=True)
class Row:
    """An entry that could answer: how likely it is right, its text that is closest, and what speaks for it.

    `known` tells whether the question is one of its ways to ask already.
    """

    entry: str
    question: str
    score: float
    closest: str
    reasons: tuple[Reason, ...]
    known: bool


@dataclass(frozen=True)
class Tried:
    """What comes of a question. `text` is how the assistant reads it: without numbers and addresses of persons.

    `alarm` is the kind of danger that the safety net sees, which no answer stands beside; `netted` tells whether it
    could be asked. `scope` is how likely it is that any answer is right, `about` what speaks for that.
    """

    text: str
    masked: bool
    language: Language
    decision: Decision
    certain: bool
    scope: float
    about: tuple[Reason, ...]
    rows: tuple[Row, ...]
    limits: Thresholds
    reply: Reply
    alarm: Kind | None
    netted: bool


def try_out(shelf: Shelf, typed: str, chosen: Language | None = None) -> Tried | None:
    """Ask as a patient would, in a language that was chosen or else heard; None when nothing was said.

    Raises:
        KnowledgeError: when no version of the files could be read yet.
    """
    masked = screen(typed[:LONGEST])
    text = " ".join(masked.text.split())
    if not any(letter.isalnum() for letter in text):
        return None
    retriever = shelf.retriever()
    language = chosen or hearing(shelf.folder).hear(text).name
    ranking = retriever.ask(text, language, why=True)
    judged = judgement(typed[:LONGEST])
    kind = judged.kind if judged else None
    said = sentences(shelf.folder)
    reply = (
        alarm_reply(kind, language) if kind else _safe(reply_to(ranking, retriever.knowledge, said, language), judged)
    )
    return Tried(
        text,
        bool(masked.kinds),
        language,
        ranking.decision,
        ranking.certain,
        ranking.scope,
        reasons(ranking.scope_signals),
        tuple(_row(one, text, retriever, shelf.encoder, language) for one in worth_showing(ranking)),
        shelf.ranker.plain.limits,
        reply,
        kind,
        judged is not None,
    )


def get_ready(shelf: Shelf) -> None:
    """Load what the first question would have to wait for."""
    try:
        shelf.retriever()
        hearing(shelf.folder)
    except KnowledgeError:  # told when somebody asks
        return
    judgement("")


@cache
def hearing(folder: Path) -> LanguageModel:
    """Return the model that tells the languages apart: like the assistant's, it stays until a restart."""
    return model_of(folder)


def judgement(text: str) -> Judgement | None:
    """Ask the safety net; None where it is not installed, or fails."""
    try:
        return safety_net().judge(text)
    except Exception as error:  # a net that tears must not take the page along; the error's text may hold the words
        log.warning("the safety net could not be asked: %s", type(error).__name__)
        return None


def reply_to(ranking: Ranking, knowledge: Knowledge, said: Phrases, language: Language) -> Reply:
    """Return what a patient would see, with nothing behind its buttons; `said` are the assistant's own sentences."""
    if ranking.decision == "hold_back" or not ranking.best:
        buttons = [_button(f"offer.{one}", said, language) for one in ("talk_to_person", "capabilities")]
        return Reply("fallback", language, said.say("answer.cannot", language), buttons=tuple(buttons))
    others = [one.entry_id for one in ranking.suggestions]
    if ranking.decision == "suggest":
        buttons = [*_titles(others, knowledge, language), _button("answer.something_else", said, language)]
        asked = said.say("answer.did_you_mean", language)
        return Reply("suggest", language, asked, topics=tuple(others), buttons=tuple(buttons))
    return _answer(ranking.best.entry_id, () if ranking.certain else others[1:], knowledge, said, language)


def worth_showing(ranking: Ranking) -> tuple[Candidate, ...]:
    """Return the likeliest entries: a few, and those beside them that are not quite impossible."""
    likely = sum(one.score >= WORTH for one in ranking.candidates[:MOST])
    return ranking.candidates[: max(FEWEST, likely)]


def reasons(signals: Sequence[Signal], most: int = REASONS) -> tuple[Reason, ...]:
    """Return the signals that say most, those that speak for it first."""
    telling = sorted(signals, key=lambda one: -abs(one.adds))[:most]
    return tuple(Reason(one.name, strength(one.adds)) for one in sorted(telling, key=_adds) if abs(one.adds) >= SOME)


def strength(adds: float) -> Strength:
    """Put in a word what a signal adds to the log of the odds."""
    if adds >= 0:
        return "strongly_for" if adds >= STRONG else "for"
    return "strongly_against" if adds <= -STRONG else "against"


def _adds(signal: Signal) -> float:
    return -signal.adds


def _safe(reply: Reply, judged: Judgement | None) -> Reply:
    return with_hint(reply, judged.named) if judged else reply


def _row(one: Candidate, text: str, retriever: Retriever, encoder: Encoder, language: Language) -> Row:
    entry = retriever.knowledge.entries[one.entry_id]
    own = [entry.question.sv, entry.question.en, *entry.also_asked.all()]
    return Row(
        one.entry_id,
        retriever.knowledge.question(one.entry_id, language),
        one.score,
        closest(text, one.entry_id, retriever, encoder),
        reasons(one.signals),
        plain(tidy(text)) in {plain(said) for said in own if said},
    )


def _answer(entry_id: str, others: Sequence[str], knowledge: Knowledge, said: Phrases, language: Language) -> Reply:
    entry = knowledge.entries[entry_id]
    return Reply(
        "faq",
        language,
        knowledge.answer(entry_id, language),
        topic=entry_id,
        buttons=(
            *(_button(f"offer.{offer}", said, language) for offer in entry.offer),
            *_titles(others, knowledge, language),
            *(Button(said.title(key, language), "/feedback", "feedback") for key in HELPED),
        ),
        links=knowledge.links(entry_id, language),
        reviewed=entry.reviewed.isoformat(),
        source="; ".join(entry.source),
    )


def _titles(entries: Sequence[str], knowledge: Knowledge, language: Language) -> list[Button]:
    return [Button(knowledge.question(one, language), "/choose_topic") for one in entries]


def _button(key: str, said: Phrases, language: Language) -> Button:
    return Button(said.title(key, language), f"/{key}")


def named(language: str) -> Language | None:
    """Return a language by its name; None for what is no language, such as "let the assistant hear it"."""
    return next((one for one in LANGUAGES if one == language), None)
