"""A person gets in touch: where to answer, what it was about, and an honest word on when."""

from pathlib import Path

import pytest
from turns import a_turn

from actions.handoff import HandoffForm, HandOver
from actions.turn import Staff
from vardlots.contact.handover import requests
from vardlots.replies import Language

FORM = HandoffForm()
OPEN = Staff("open", 2)


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'handoff.db'}"
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    return url


def test_at_the_start_the_topic_of_the_conversation_is_remembered() -> None:
    turn = a_turn("jag vill prata med någon", "talk_to_person", slots={"last_topic": "complaint"})
    assert FORM.fill(turn).slots == {"hand_over_topic": "complaint"}
    assert FORM.fill(a_turn("ring mig på 070-174 06 45", "talk_to_person")).slots == {
        "hand_over_topic": None,
        "contact": "+46701740645",
    }


@pytest.mark.parametrize(
    ("typed", "contact"),
    [("070-174 06 45", "+46701740645"), ("08-465 004 00", "+46846500400"), ("anna@example.com", "anna@example.com"),
     ("maila anna@example.com", "anna@example.com")],
)  # fmt: skip
def test_a_phone_number_or_an_address_is_read(typed: str, contact: str) -> None:
    assert FORM.fill(a_turn(typed, requested="contact")).slots == {"contact": contact}


@pytest.mark.parametrize("typed", ["12345", "anna@example", "anna", "070 12"])
@pytest.mark.parametrize(("language", "advice"), [("sv", "försök igen"), ("en", "try again")])
def test_a_bad_contact_is_told_and_asked_for_again(typed: str, language: Language, advice: str) -> None:
    filled = FORM.fill(a_turn(typed, language=language, requested="contact"))
    assert filled.problem is not None
    assert advice in filled.problem.text
    assert filled.slots == {"contact": None}


def test_another_question_is_left_to_the_rules() -> None:
    filled = FORM.fill(a_turn("hur länge får jag vänta?", "faq_waiting_time", requested="contact"))
    assert not filled.slots
    assert filled.problem is None


def test_who_gives_no_contact_learns_how_to_reach_the_clinic() -> None:
    filled = FORM.fill(a_turn("nej", "deny", requested="contact"))
    assert filled.problem is not None
    assert "08-465 004 00" in filled.problem.text
    assert "support@lingonkliniken.example" in filled.problem.text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_question_never_asks_for_a_personal_number_and_can_be_got_out_of(language: Language) -> None:
    question = FORM.ask("contact", a_turn(language=language))
    assert question.kind == "ask"
    assert [button.payload for button in question.buttons] == ["/stop"]
    assert ("Skriv inget personnummer" if language == "sv" else "don't write your personal identity") in question.text


@pytest.mark.parametrize(
    ("language", "words"),
    [("sv", ("vardagar 8–17", "senast nästa vardag", "1177", "112")),
     ("en", ("weekdays 8 am to 5 pm", "by the next working day", "1177", "112"))],
)  # fmt: skip
def test_the_reply_has_a_number_and_an_honest_word_on_when(
    url: str, language: Language, words: tuple[str, ...]
) -> None:
    said = ("fakturan blev fel", "jag är 900101-2385", "070-174 06 45")
    slots = {"contact": "+46701740645", "hand_over_topic": "complaint"}
    outcome = HandOver().respond(a_turn("070-174 06 45", language=language, slots=slots, said=said))
    (kept,) = requests(url)
    assert outcome.reply is not None
    assert outcome.reply.kind == "handoff"
    assert kept.reference in outcome.reply.text
    assert [word for word in words if word not in outcome.reply.text] == []
    assert [link.url for link in outcome.reply.links] == ["tel:1177", "tel:112"]
    assert (kept.topic, kept.language) == ("complaint", language)
    assert kept.summary == "fakturan blev fel\njag är [personnummer]"
    assert outcome.slots == {"contact": None, "hand_over_topic": None}


def test_the_reply_shows_no_more_of_the_contact_than_needed() -> None:
    by_phone = HandOver().respond(a_turn(slots={"contact": "+46701740645"})).reply
    by_email = HandOver().respond(a_turn(slots={"contact": "anna@example.com"})).reply
    assert by_phone is not None
    assert by_email is not None
    assert "slutar på 0645" in by_phone.text
    assert "174" not in by_phone.text
    assert "a…@example.com" in by_email.text
    assert "anna" not in by_email.text


def test_tapping_twice_is_one_request(url: str) -> None:
    turn = a_turn(slots={"contact": "+46701740645"})
    assert HandOver().respond(turn).reply == HandOver().respond(turn).reply
    assert len(requests(url)) == 1


def test_when_nothing_can_be_stored_it_says_how_to_reach_the_clinic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder.db").mkdir()
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", f"sqlite:///{tmp_path / 'folder.db'}")
    reply = HandOver().respond(a_turn(slots={"contact": "+46701740645"})).reply
    assert reply is not None
    assert reply.kind == "error"
    assert [link.url for link in reply.links] == [
        "tel:0846500400", "mailto:support@lingonkliniken.example", "tel:1177", "tel:112",
    ]  # fmt: skip
    assert "08-465 004 00" in reply.text


def test_where_people_are_at_hand_nobody_is_asked_for_a_contact() -> None:
    turn = a_turn("jag vill prata med någon", "talk_to_person", staff=OPEN, slots={"last_topic": "complaint"})
    slots = FORM.fill(turn).slots
    assert slots == {"hand_over_topic": "complaint", "contact": "here"}
    outcome = HandOver().respond(a_turn("", "talk_to_person", staff=OPEN, slots=dict(slots)))
    assert outcome.reply is not None
    assert (outcome.reply.kind, outcome.reply.paragraphs) == ("handoff", ())
    about = {"topic": "complaint", "about": "Jag har ett klagomål. Vem kontaktar jag?"}
    assert outcome.reply.people == {"state": "wanted", "why": "asked", **about}
    assert outcome.slots == {"contact": None, "hand_over_topic": None}


def test_a_form_that_is_under_way_goes_on_though_people_come() -> None:
    assert FORM.fill(a_turn("anna@example.com", requested="contact", staff=OPEN)).slots == {
        "contact": "anna@example.com"
    }


@pytest.mark.parametrize("state", ["closed", "full", "away"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_who_hoped_for_an_answer_here_learns_why_there_is_none(state: str, language: Language) -> None:
    turn = a_turn("en person", "talk_to_person", language, staff=Staff(state))
    assert FORM.fill(turn).slots == {"hand_over_topic": None}
    asked = FORM.ask("contact", turn)
    assert len(asked.paragraphs) == len(FORM.ask("contact", a_turn(language=language)).paragraphs) + 1
    assert ("vardagar 8–17" in asked.text or "8 am to 5 pm" in asked.text) is (state == "closed")
