"""Answer a question from the knowledge base: the answer, a "did you mean", or an honest no."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from actions.answers import FEW_WORDS
from actions.base import DeskAction, Outcome, button, say
from actions.fees import requoted
from actions.keeping import asking, kept, typed
from actions.people import ask_people_in
from actions.turn import Turn
from actions.usage import Noted
from vardlots.knowledge import Knowledge, LiveKnowledge
from vardlots.phrases import phrases
from vardlots.replies import Button, Reply
from vardlots.retrieval.encoder import encoder
from vardlots.retrieval.ranker import FILE, read_ranker
from vardlots.retrieval.retriever import LiveRetriever, Ranking
from vardlots.settings import settings
from vardlots.usage.tallies import CHOSEN

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
            return answered(turn, knowledge, tapped, turn.slot("last_question"))
        if turn.intent in ACKNOWLEDGEMENTS and len(turn.text.split()) <= FEW_WORDS:
            return Outcome(say("smalltalk", turn, "answer.go_on"))
        ranking = desk().ask(turn.text, turn.language, turn.intents, turn.topics)
        if ranking.decision == "hold_back" or not ranking.best:
            return held_back(turn, ranking)
        if ranking.decision == "suggest" or turn.intent in VALUES:
            return suggested(turn, knowledge, ranking)
        return answered(turn, knowledge, ranking.best.entry_id, typed(turn), ranking)


def answered(
    turn: Turn, knowledge: Knowledge, entry_id: str, question: str | None, ranking: Ranking | None = None
) -> Outcome:
    """Give an entry's answer, with its links, what it offers, and the question whether it helped.

    Where it may be the wrong one, the next best questions are there to tap as well. Without a ranking it was tapped.
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
    slots = {"last_topic": entry_id, "last_question": question, "misses": 0}
    if ranking is None:
        return Outcome(reply, slots, noted=(Noted(CHOSEN, entry_id),))
    if ranking.certain:
        return Outcome(reply, slots, noted=(Noted("answered", entry_id),))
    keep = kept(turn, typed(turn), "doubt", entry_id, reply.score)
    return Outcome(reply, slots, noted=(Noted("doubt", entry_id),), keep=keep)


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
    question = typed(turn)
    slots = {"last_question": question, "last_topic": None, "misses": misses(turn) + 1}
    keep = kept(turn, question, "suggested", topics[0], reply.score)
    reply = asking(reply, turn, question, "suggested", topics[0])
    return Outcome(reply, slots, noted=(Noted("suggested", topics[0]),), keep=keep)


def held_back(turn: Turn, ranking: Ranking) -> Outcome:
    """Say that this is nothing the desk can answer; after several in a row ask people in, or at least offer them."""
    reply, missed = _no_answer(turn)
    question, best = typed(turn), ranking.best
    likeliest, score = (best.entry_id, round(best.score, 3)) if best else (None, None)
    slots = {"last_question": question, "last_topic": None, "misses": missed}
    keep = kept(turn, question, "held_back", likeliest, score)
    if reply.kind == "fallback":
        reply = asking(reply, turn, question, "held_back", likeliest)
    return Outcome(reply, slots, noted=(Noted("held_back"),), keep=keep)


def _no_answer(turn: Turn) -> tuple[Reply, int]:
    """Return what to say instead of an answer, and how many misses in a row are counted from there."""
    count = misses(turn) + 1
    if people_come(turn, count):
        missed = phrases().say("people.missed", turn.language)
        return ask_people_in(turn, "misses", turn.slot("last_topic"), desk().current().knowledge, missed), 0
    key = "answer.cannot_again" if count >= PATIENCE else "answer.cannot"
    buttons = (
        button(turn, "offer.talk_to_person", "/talk_to_person"),
        button(turn, "offer.capabilities", "/capabilities"),
    )
    return say("fallback", turn, key, buttons=buttons), count


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
    return LiveRetriever(LiveKnowledge(here.kb), encoder(here), read_ranker(here.kb / FILE), here.var / "index")
