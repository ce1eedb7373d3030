"""Keep a question that was not answered well, or ask first whether that is all right: as the clinic has chosen."""

from dataclasses import replace
from hashlib import sha256

from actions.base import DeskAction, Outcome, button, say
from actions.turn import Turn
from vardlots.phrases import phrases
from vardlots.replies import Reply
from vardlots.safety.kinds import KINDS
from vardlots.usage.consent import days_kept, keeping
from vardlots.usage.questions import HOWS, How
from vardlots.usage.recorder import Question


def typed(turn: Turn) -> str | None:
    """Return what was typed as a question: no tapped button, nothing said inside a form, no alarm."""
    return turn.text if turn.text and turn.form is None and turn.intent not in KINDS else None


def kept(
    turn: Turn, text: str | None, how: How, entry: str | None = None, score: float | None = None
) -> Question | None:
    """Return a question to keep, where the clinic keeps them without asking."""
    if not text or keeping() != "yes":
        return None
    return Question(text, turn.language, how, turn.now, entry, score)


def asking(reply: Reply, turn: Turn, text: str | None, how: How, entry: str | None = None) -> Reply:
    """Add the question whether it may be kept, and a button for yes, where the clinic asks for that."""
    if not text or turn.form is not None or keeping() != "ask":
        return reply
    said = phrases().say("answer.may_keep", turn.language, days=f"{days_kept():g}")
    about = f'{{"kept": "{how}/{_mark(text)}/{entry or ""}"}}'
    yes = button(turn, "answer.keep_question", f"/keep_question{about}")
    return replace(reply, paragraphs=(*reply.paragraphs, *said), buttons=(*reply.buttons, yes))


class KeepQuestion(DeskAction):
    """Keep the question that somebody lets us keep: the one that was asked about, or none."""

    title = "action_keep_question"

    def respond(self, turn: Turn) -> Outcome:
        """Keep it and say thanks; of an older question than the last, the words are not there any more."""
        question = str(turn.slot("last_question") or "")
        how, mark, entry = (*str(turn.value("kept") or "").split("/", 2), "", "", "")[:3]
        allowed = next((one for one in HOWS if one == how), None)
        if not question or not allowed or mark != _mark(question) or keeping() == "no":
            return Outcome(say("smalltalk", turn, "answer.nothing_to_keep"))
        thanks = say("smalltalk", turn, "answer.question_kept", days=f"{days_kept():g}")
        keep = Question(question, turn.language, allowed, turn.now, entry or None)
        return Outcome(thanks, {"last_question": None}, keep=keep)


def _mark(text: str) -> str:
    """Return what tells one question from another on a button, without its words."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
