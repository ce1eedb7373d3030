"""What the action server notes of its work: every reply counted, questions kept as the clinic has chosen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select
from turns import a_tracker, a_turn

from actions.ages import AgeForm
from actions.answer import answered, held_back, suggested
from actions.app_link import AppLinkForm
from actions.appointment_changes import CancelForm, ListForm, MoveForm
from actions.appointments import BookingForm
from actions.base import DeskAction, Outcome, say
from actions.conversation import Feedback
from actions.fees import FeeForm
from actions.forms import Filled, Form
from actions.handoff import HandoffForm
from actions.interject import Interject
from actions.keeping import KeepQuestion
from actions.triage import TriageForm
from actions.turn import Turn
from actions.usage import Noted, Usage, usage
from vardlots.knowledge import Knowledge, read_knowledge
from vardlots.replies import Reply
from vardlots.retrieval.retriever import Candidate, Ranking
from vardlots.settings import ROOT
from vardlots.store import engine, transaction
from vardlots.usage.questions import open_questions
from vardlots.usage.recorder import Question
from vardlots.usage.tables import Tally

QUESTION = "vad kostar det för 900101-2385"
BEST = (Candidate("fees", 0.412345, 0.7), Candidate("exemption-card", 0.1, 0.2), Candidate("why-bankid", 0.05, 0.1))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge(ROOT / "kb")


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Have everything noted in a database of this test's own."""
    url = f"sqlite:///{tmp_path / 'usage.db'}"
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    monkeypatch.delenv("VARDLOTS_KEEP_QUESTIONS", raising=False)
    usage.start(url)
    yield url
    usage.stop()
    engine(url).dispose()


@pytest.fixture
def asks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARDLOTS_KEEP_QUESTIONS", "ask")
    monkeypatch.setenv("VARDLOTS_QUESTION_DAYS", "30")


def tallied(url: str) -> dict[tuple[str, str], int]:
    """Return the counts by what and topic, once everything is written; nothing is noted after that."""
    usage.stop()
    with transaction(url) as session:
        return {(row.what, row.topic): row.count for row in session.scalars(select(Tally))}


class Says(DeskAction):
    """Lead to an outcome that a test has made."""

    title = "action_says"

    def __init__(self, outcome: Outcome | None) -> None:
        self.outcome = outcome

    def respond(self, turn: Turn) -> Outcome:
        """Return it, or raise when there is none."""
        if self.outcome is None:
            raise ValueError(turn.text)
        return self.outcome


async def run(action: DeskAction, text: str = "hej", **message: Any) -> list[dict]:
    """Run an action as rasa_sdk does; return its events."""
    slots = message.pop("slots", {})
    return await action.run(CollectingDispatcher(), a_tracker(text, slots=slots, **message), {})


def replied(outcome: Outcome) -> Reply:
    """Return the reply that an outcome must have."""
    assert outcome.reply is not None
    return outcome.reply


def yes_of(reply: Reply) -> str:
    """Return the payload of the button that lets the question be kept."""
    (payload,) = [one.payload for one in reply.buttons if one.payload.startswith("/keep_question")]
    return payload


def tapping(reply: Reply, slots: dict[str, Any], form: str | None = None) -> Turn:
    """Tap that button with what is remembered then."""
    kept = yes_of(reply).removeprefix('/keep_question{"kept": "').removesuffix('"}')
    return a_turn("", "keep_question", slots=slots, entities={"kept": kept}, form=form)


async def test_every_reply_is_counted_by_kind_topic_and_language(url: str) -> None:
    fee = Reply("fee", "sv", ("200 kr",), topic="fees")
    for _ in range(3):
        await run(Says(Outcome(fee)))
    await run(Says(Outcome(Reply("smalltalk", "en", ("Hello",)))), language={"name": "en", "sure": True})
    await run(Says(None))
    await run(Says(Outcome(Reply("ask", "sv", ("Hur gammal?",)))))
    await run(Says(Outcome()))
    assert tallied(url) == {("fee", "fees"): 3, ("smalltalk", ""): 1, ("error", ""): 1}
    with transaction(url) as session:
        assert session.scalar(select(Tally.language).where(Tally.what == "smalltalk")) == "en"


@pytest.mark.parametrize(
    ("noted", "counted"),
    [
        ((), {("answered", "fees"): 1}),
        ((Noted("doubt", "fees"),), {("doubt", "fees"): 1}),
        ((Noted("chosen", "fees"),), {("chosen", "fees"): 1}),
        ((Noted("helpful"),), {("answered", "fees"): 1, ("helpful", ""): 1}),
    ],
)
async def test_an_action_says_better_than_the_kind_what_became_of_a_question(
    url: str, noted: tuple[Noted, ...], counted: dict[tuple[str, str], int]
) -> None:
    await run(Says(Outcome(Reply("faq", "sv", ("200 kr",), topic="fees"), noted=noted)))
    assert tallied(url) == counted


async def test_a_question_with_which_people_were_asked_in_counts_as_both(url: str) -> None:
    await run(Says(Outcome(Reply("handoff", "sv", ("Vänta",)), noted=(Noted("held_back"),))))
    assert tallied(url) == {("held_back", ""): 1, ("handoff", ""): 1}


async def test_what_an_action_keeps_is_in_the_table_masked(url: str) -> None:
    turn = a_turn(QUESTION)
    keep = Question(QUESTION, "sv", "doubt", turn.now, "fees", 0.4)
    await run(Says(Outcome(say("smalltalk", turn, "conversation.thank"), keep=keep)), QUESTION)
    usage.stop()
    assert [(one.text, one.how, one.entry, one.created) for one in open_questions(url)] == [
        ("vad kostar det för [personnummer]", "doubt", "fees", turn.now)
    ]


async def test_a_database_that_is_down_is_nobodys_business(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    usage.start(f"sqlite:///{tmp_path}")
    keep = Question(QUESTION, "sv", "doubt", a_turn().now)
    dispatcher = CollectingDispatcher()
    outcome = Outcome(Reply("fee", "sv", ("200 kr",)), keep=keep)
    await Says(outcome).run(dispatcher, a_tracker(QUESTION), {})
    usage.stop()
    assert [said["custom"]["kind"] for said in dispatcher.messages] == ["fee"]
    assert "900101" not in caplog.text


async def test_nothing_is_noted_before_the_server_starts(url: str) -> None:
    usage.stop()
    await run(Says(Outcome(Reply("fee", "sv", ("200 kr",)))))
    Usage().note(Reply("fee", "sv", ("200 kr",)), (), None, "sv", a_turn().now)
    assert tallied(url) == {}


def test_a_sure_answer_is_counted_and_its_question_not_kept(knowledge: Knowledge) -> None:
    outcome = answered(a_turn(QUESTION), knowledge, "fees", QUESTION, Ranking("answer", 0.9, BEST, certain=True))
    assert (outcome.noted, outcome.keep) == ((Noted("answered", "fees"),), None)


def test_an_answer_that_may_be_wrong_is_a_doubt_and_kept(knowledge: Knowledge) -> None:
    outcome = answered(a_turn(QUESTION), knowledge, "fees", QUESTION, Ranking("answer", 0.6, BEST))
    assert outcome.noted == (Noted("doubt", "fees"),)
    assert outcome.keep == Question(QUESTION, "sv", "doubt", a_turn().now, "fees", 0.412)


def test_a_question_that_is_tapped_is_counted_and_never_kept(knowledge: Knowledge) -> None:
    outcome = answered(a_turn("", "choose_topic"), knowledge, "fees", QUESTION)
    assert (outcome.noted, outcome.keep) == ((Noted("chosen", "fees"),), None)
    assert outcome.slots["last_question"] == QUESTION, "what was asked before the tap may not have been answered"


def test_suggestions_and_no_answer_are_kept_with_the_likeliest_entry(knowledge: Knowledge) -> None:
    outcome = suggested(a_turn(QUESTION), knowledge, Ranking("suggest", 0.5, BEST))
    assert (outcome.noted, outcome.keep) == (
        (Noted("suggested", "fees"),),
        Question(QUESTION, "sv", "suggested", a_turn().now, "fees", 0.412),
    )
    outcome = held_back(a_turn(QUESTION), Ranking("hold_back", 0.1, BEST))
    assert (outcome.noted, outcome.keep) == (
        (Noted("held_back"),),
        Question(QUESTION, "sv", "held_back", a_turn().now, "fees", 0.412),
    )


def test_of_a_question_that_is_like_none_the_words_are_kept() -> None:
    keep = held_back(a_turn("xyzzy"), Ranking("hold_back")).keep
    assert keep is not None
    assert (keep.text, keep.entry, keep.score) == ("xyzzy", None, None)


NO_QUESTION = [
    a_turn("", "nlu_fallback"),
    a_turn(QUESTION, form="booking_form", requested="phone"),
    *(a_turn(QUESTION, kind) for kind in ("emergency", "crisis", "poison", "violence")),
]


@pytest.mark.parametrize("turn", NO_QUESTION, ids=lambda turn: f"{turn.intent} {turn.form}")
@pytest.mark.parametrize("mode", ["yes", "ask"])
def test_taps_words_inside_a_form_and_alarms_are_never_kept_nor_remembered(
    knowledge: Knowledge, turn: Turn, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VARDLOTS_KEEP_QUESTIONS", mode)
    for outcome in (suggested(turn, knowledge, Ranking("suggest", 0.5, BEST)), held_back(turn, Ranking("hold_back"))):
        assert outcome.keep is None
        assert outcome.slots["last_question"] is None
        assert not [one for one in replied(outcome).buttons if "keep" in one.payload]


@pytest.mark.parametrize("mode", ["ask", "no"])
def test_where_the_clinic_says_so_nothing_is_kept_unasked(
    knowledge: Knowledge, mode: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VARDLOTS_KEEP_QUESTIONS", mode)
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    rated = a_turn("", "feedback_unhelpful", slots={"last_topic": "fees", "last_question": QUESTION})
    for outcome in (
        answered(a_turn(QUESTION), knowledge, "fees", QUESTION, Ranking("answer", 0.6, BEST)),
        suggested(a_turn(QUESTION), knowledge, Ranking("suggest", 0.5, BEST)),
        held_back(a_turn(QUESTION), Ranking("hold_back", 0.1, BEST)),
        Feedback().respond(rated),
    ):
        assert outcome.keep is None
        assert outcome.noted, "it is counted all the same: a count has no words"


def test_unless_the_clinic_asks_patients_see_nothing_of_it(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = set()
    for mode in ("yes", "no"):
        monkeypatch.setenv("VARDLOTS_KEEP_QUESTIONS", mode)
        outcomes = (
            suggested(a_turn(QUESTION), knowledge, Ranking("suggest", 0.5, BEST)),
            held_back(a_turn(QUESTION), Ranking("hold_back")),
        )
        said.add(tuple((replied(one).text, replied(one).buttons) for one in outcomes))
    assert len(said) == 1
    assert "keep_question" not in str(said)


def test_where_the_clinic_asks_the_answer_says_what_is_kept_and_for_how_long(
    knowledge: Knowledge, asks_first: None
) -> None:
    for outcome in (
        suggested(a_turn(QUESTION), knowledge, Ranking("suggest", 0.5, BEST)),
        held_back(a_turn(QUESTION), Ranking("hold_back", 0.1, BEST)),
    ):
        reply = replied(outcome)
        assert "raderar den efter 30 dagar" in reply.paragraphs[-1]
        assert reply.buttons[-1].title == "Spara frågan"
        assert "900101" not in str(reply.buttons)


@pytest.mark.parametrize("form", [None, "fee_form"])
def test_who_taps_yes_has_the_question_kept_once(knowledge: Knowledge, asks_first: None, form: str | None) -> None:
    before = suggested(a_turn(QUESTION), knowledge, Ranking("suggest", 0.5, BEST))
    turn = tapping(replied(before), dict(before.slots), form)
    outcome = (Interject() if form else KeepQuestion()).respond(turn)
    assert outcome.keep == Question(QUESTION, "sv", "suggested", a_turn().now, "fees")
    assert "30 dagar" in replied(outcome).text
    assert outcome.noted == (), "the question was counted when it was asked"
    again = KeepQuestion().respond(tapping(replied(before), {**before.slots, **outcome.slots}))
    assert (again.keep, again.slots) == (None, {})


def test_a_yes_is_for_the_question_that_it_stood_under(asks_first: None) -> None:
    before = held_back(a_turn(QUESTION), Ranking("hold_back", 0.1, BEST))
    later = tapping(replied(before), {"last_question": "något helt annat"})
    assert KeepQuestion().respond(later).keep is None
    kept = KeepQuestion().respond(tapping(replied(before), dict(before.slots))).keep
    assert kept is not None
    assert (kept.text, kept.how, kept.entry) == (QUESTION, "held_back", "fees")


@pytest.mark.parametrize("kept", ["", "suggested", "nonsense/1/2", "suggested//fees", 7])
def test_a_button_that_nobody_made_keeps_nothing(kept: object, asks_first: None) -> None:
    turn = a_turn("", "keep_question", slots={"last_question": QUESTION}, entities={"kept": kept})
    assert KeepQuestion().respond(turn).keep is None


def test_an_answer_that_did_not_help_asks_too_and_inside_a_form_nothing_does(url: str, asks_first: None) -> None:
    slots = {"last_topic": "fees", "last_question": QUESTION}
    outcome = Feedback().respond(a_turn("", "feedback_unhelpful", slots=slots))
    kept = KeepQuestion().respond(tapping(replied(outcome), slots)).keep
    assert kept is not None
    assert (kept.how, kept.entry) == ("unhelpful", "fees")
    inside = Feedback().respond(a_turn("", "feedback_unhelpful", slots=slots, form="fee_form"))
    assert "30 dagar" not in replied(inside).text
    good = Feedback().respond(a_turn("", "feedback_helpful", slots=slots))
    assert (good.keep, good.noted) == (None, (Noted("helpful", "fees"),))


def test_yes_in_a_clinic_that_has_changed_to_no_keeps_nothing(
    knowledge: Knowledge, asks_first: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = suggested(a_turn(QUESTION), knowledge, Ranking("suggest", 0.5, BEST))
    monkeypatch.setenv("VARDLOTS_KEEP_QUESTIONS", "no")
    assert KeepQuestion().respond(tapping(replied(before), dict(before.slots))).keep is None


FORMS = [
    AgeForm(),
    AppLinkForm(),
    BookingForm(),
    CancelForm(),
    FeeForm(),
    HandoffForm(),
    ListForm(),
    MoveForm(),
    TriageForm(),
]


@pytest.mark.parametrize(("form", "slot"), [(form, slot) for form in FORMS for slot in form.slots])
def test_no_form_takes_that_button_for_an_answer(form: Form, slot: str, url: str) -> None:
    turn = a_turn("", "keep_question", entities={"kept": "doubt/0/fees"}, requested=slot, form=form.name)
    assert form.fill(turn) == Filled()
