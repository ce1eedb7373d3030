"""What a form does with words it has no use for: they are answered, and then the form asks again."""

from dataclasses import replace

from actions.answer import AnswerQuestion
from actions.base import DeskAction, Outcome, button, say
from actions.conversation import ACTIONS, ALARMS, ChangeLanguage, Feedback, Greet
from actions.keeping import KeepQuestion
from actions.turn import Turn

IN_PLACE: dict[str, DeskAction] = {
    "greet": Greet(),
    "change_language": ChangeLanguage(),
    "feedback_helpful": Feedback(),
    "feedback_unhelpful": Feedback(),
    "keep_question": KeepQuestion(),
    **{action.title.removeprefix("action_"): action() for action in (*ACTIONS, *ALARMS)},
}
"""Intents whose own action answers, in the middle of a form as anywhere else."""

FOR_A_FORM = frozenset({"inform", "affirm", "deny", "unsure", "choose_time", "something_else"})
"""Intents that mean something to a form only; one that the form could not use was not understood."""


KEEP_BUTTONS = frozenset({"suggest", "emergency"})
"""Kinds whose buttons are the point; those of other answers would lead away from the form."""


class Interject(DeskAction):
    """Answer in the middle of a form, without the buttons that would lead away from it."""

    title = "action_interject"

    def respond(self, turn: Turn) -> Outcome:
        """Answer small talk and safety with their own actions, and everything else from the knowledge base."""
        if turn.intent == "go_on":
            return Outcome(say("smalltalk", turn, "form.go_on"))
        if turn.intent in FOR_A_FORM:
            return Outcome(say("ask", turn, "form.not_understood"))
        outcome = IN_PLACE.get(turn.intent, _answer).respond(turn)
        if outcome.reply is None or outcome.reply.kind in KEEP_BUTTONS:
            return outcome
        return replace(outcome, reply=replace(outcome.reply, buttons=()))


class SomethingElse(DeskAction):
    """None of the suggestions was right, or there was nothing to stop."""

    title = "action_something_else"

    def respond(self, turn: Turn) -> Outcome:
        """Ask for other words, and offer a person."""
        offers = (
            button(turn, "offer.talk_to_person", "/talk_to_person"),
            button(turn, "offer.capabilities", "/capabilities"),
        )
        return Outcome(say("smalltalk", turn, "answer.other_words", buttons=offers))


_answer = AnswerQuestion()
