"""Answer a question from the knowledge base: the answer, a "did you mean", or an honest no."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from actions.answers import FEW_WORDS
from actions.base import DeskAction, Outcome, button, say
from actions.fees import requoted
from actions.people import ask_people_in
from actions.turn import Turn
from vardlots.knowledge import Knowledge, LiveKnowledge
from vardlots.phrases import phrases
from vardlots.replies import Button, Reply
from vardlots.retrieval.encoder import encoder
from vardlots.retrieval.ranker import FILE, read_ranker
from vardlots.retrieval.retriever import LiveRetriever, Ranking
from vardlots.settings import settings

PATIENCE = 2
"""After so many turns in a row that were not understood, a person is offered first."""

ACKNOWLEDGEMENTS = frozenset({"affirm", "deny", "unsure"})
"""Intents of words that answer a question; when none was asked, a few of them say nothing."""
VALUES = frozenset({"inform", "choose_time"})
"""Intents of a bare value ("psykolog"): it names a subject at best, so there is only something to suggest."""


class AnswerQuestion(DeskAction):
    """Whatever is asked outside the actions: also what Rasa was not sure of."""

    title = "action_answer"

    def respond(self, turn: Turn) -> Outcome:
        """Quote again after a correction, answer the topic that was tapped, or else rank the entries."""
        if corrected := requoted(turn):
            return corrected
        knowledge = desk().current().knowledge
        tapped = str(turn.value("topic"))
        if tapped in knowledge.entries:
            return answered(turn, knowledge, tapped, question=turn.slot("last_question") or "")
        if turn.intent in ACKNOWLEDGEMENTS and len(turn.text.split()) <= FEW_WORDS:
            return Outcome(say("smalltalk", turn, "answer.go_on"))
        ranking = desk().ask(turn.text, turn.language, turn.intents, turn.topics)
        if ranking.decision == "hold_back" or not ranking.best:
            return held_back(turn)
        if ranking.decision == "suggest" or turn.intent in VALUES:
            return suggested(turn, knowledge, ranking)
        return answered(turn, knowledge, ranking.best.entry_id, turn.text, ranking)


def answered(turn: Turn, knowledge: Knowledge, entry_id: str, question: str, ranking: Ranking | None = None) -> Outcome:
    """Give an entry's answer, with its links, what it offers, and the question whether it helped.

    Where it may be the wrong one, the next best questions are there to tap as well.
    """
    entry = knowledge.entries[entry_id]
    score = ranking.best.score if ranking and ranking.best else None
    topics = tuple(candidate.entry_id for candidate in ranking.suggestions) if ranking else ()
    others = () if ranking and ranking.certain else topics[1:]
    offers = tuple(button(turn, f"offer.{offer}", f"/{offer}") for offer in entry.offer)
    reply = Reply(
        "faq",
        turn.language,
        knowledge.answer(entry_id, turn.language),
        topic=entry_id,
        topics=topics,
        buttons=(*offers, *topic_buttons(turn, knowledge, others), *helpfulness(turn)),
        links=knowledge.links(entry_id, turn.language),
        score=None if score is None else round(score, 3),
        reviewed=entry.reviewed.isoformat(),
        source="; ".join(entry.source),
    )
    return Outcome(reply, {"last_topic": entry_id, "last_question": question, "misses": 0})


def suggested(turn: Turn, knowledge: Knowledge, ranking: Ranking) -> Outcome:
    """Ask which of the best candidates was meant."""
    topics = tuple(candidate.entry_id for candidate in ranking.suggestions)
    reply = replace(
        say("suggest", turn, "answer.did_you_mean"),
        topics=topics,
        buttons=(
            *topic_buttons(turn, knowledge, topics),
            button(turn, "answer.something_else", "/something_else"),
        ),
        score=round(ranking.suggestions[0].score, 3),
    )
    return Outcome(reply, {"last_question": turn.text, "last_topic": None, "misses": misses(turn) + 1})


def held_back(turn: Turn) -> Outcome:
    """Say that this is nothing the desk can answer; after several in a row ask people in, or at least offer them."""
    count = misses(turn) + 1
    if people_come(turn, count):
        missed = phrases().say("people.missed", turn.language)
        reply = ask_people_in(turn, "misses", turn.slot("last_topic"), desk().current().knowledge, missed)
        return Outcome(reply, {"last_question": turn.text, "last_topic": None, "misses": 0})
    key = "answer.cannot_again" if count >= PATIENCE else "answer.cannot"
    buttons = (
        button(turn, "offer.talk_to_person", "/talk_to_person"),
        button(turn, "offer.capabilities", "/capabilities"),
    )
    reply = say("fallback", turn, key, buttons=buttons)
    return Outcome(reply, {"last_question": turn.text, "last_topic": None, "misses": count})


def people_come(turn: Turn, count: int) -> bool:
    """Say whether people are asked in by themselves, so many turns in a row not having been understood."""
    return turn.staff.open and 0 < turn.staff.after_misses <= count and turn.form is None


def topic_buttons(turn: Turn, knowledge: Knowledge, topics: Sequence[str]) -> tuple[Button, ...]:
    """Return a button for each entry, with its question as the title."""
    return tuple(
        Button(knowledge.question(topic, turn.language), f'/choose_topic{{"topic": "{topic}"}}') for topic in topics
    )


def helpfulness(turn: Turn) -> tuple[Button, ...]:
    """Return the two buttons that ask whether an answer helped."""
    return (
        button(turn, "answer.helped", "/feedback_helpful", "feedback"),
        button(turn, "answer.did_not_help", "/feedback_unhelpful", "feedback"),
    )


def misses(turn: Turn) -> int:
    """Return how many turns in a row were not understood."""
    return int(turn.slot("misses") or 0)


@cache
def desk() -> LiveRetriever:
    """Return the process's retriever, which follows the knowledge base as it is edited."""
    here = settings()
    return LiveRetriever(LiveKnowledge(here.kb), encoder(here), read_ranker(here.kb / FILE))
