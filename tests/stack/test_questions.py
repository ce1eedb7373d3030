"""The clinic's own questions, in the words that people use, get their entry."""

import re
import time

import pytest
from person import Person, says

ASKED = [
    ("fees", "Vad kostar det att använda er?", "How much is the fee?"),
    ("vab-certificate", "Kan jag få ett intyg för vab?", "Can you write a certificate for vab, my child is ill?"),
    ("exemption-card", "Gäller mitt frikort hos er?", "Is my exemption card valid with you?"),
    ("child-use", "Kan mitt barn använda appen?", "Can my child use the app?"),
    (
        "reschedule-cancel-psychologist",
        "Hur gör man för att boka om hos psykologen?",
        "How does one reschedule with the psychologist?",
    ),
    ("prescription-delivery", "Kan jag få medicinen hemskickad?", "Can I get my prescription sent to my home?"),
    ("midwives", "Har ni barnmorskor?", "Do you have midwives?"),
    ("why-bankid", "Varför måste jag ha BankID?", "Why do I need to identify myself with BankID?"),
    ("bankid-login-web", "Hur loggar jag in på webben med BankID?", "How do I log in on your website with BankID?"),
    (
        "referral-health-centre",
        "När skickar ni mig vidare till en vårdcentral?",
        "When do you refer me to a health centre?",
    ),
    ("contact-health-centre", "Hur kontaktar jag min vårdcentral?", "How do I contact my health centre?"),
    ("cancel-account", "Hur avslutar jag mitt konto?", "How do I delete my account?"),
    ("waiting-time", "Hur lång är väntetiden till en läkare?", "How long do I have to wait to talk to a doctor?"),
    (
        "auto-signup-health-centre",
        "Blir jag automatiskt listad hos er vårdcentral?",
        "Am I signed up with your health centre automatically when I use the app?",
    ),
    ("borrow-bankid", "Får jag låna min sambos BankID?", "Can I use my partner's BankID?"),
    ("journal-access", "Vem kan läsa min journal?", "Who can see my medical record?"),
    (
        "provider-contact",
        "Jag är vårdgivare och behöver komma i kontakt med er",
        "I'm a healthcare provider and need to get in contact with you",
    ),
    ("complaint", "Jag vill klaga, vart vänder jag mig?", "I have a complaint, how do I reach you?"),
    ("opening-hours", "När har ni öppet?", "When are you open?"),
    ("download-app", "Var laddar jag ner appen?", "Where do I download the app?"),
]
BOTH = [(entry, language, text) for entry, *texts in ASKED for language, text in zip(("sv", "en"), texts, strict=True)]


@pytest.mark.parametrize(
    ("entry", "language", "text"), BOTH, ids=[f"{entry}-{language}" for entry, language, _ in BOTH]
)
def test_a_question_gets_its_answer_in_its_language(anna: Person, entry: str, language: str, text: str) -> None:
    reply = anna.say(text)
    assert (reply["kind"], reply.get("topic"), reply["language"]) == ("faq", entry, language)
    assert reply["reviewed"]
    assert reply["source"]
    assert 0 < reply["score"] <= 1


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("kan jag lana min mans bankid", "borrow-bankid"),
        ("nar har ni oppet", "opening-hours"),
        ("HAR NI BARNMORSKOR", "midwives"),
    ],
)
def test_diacritics_and_capitals_do_not_matter(anna: Person, text: str, entry: str) -> None:
    assert anna.say(text).get("topic") == entry


def test_a_stock_client_gets_the_same_answer_as_plain_text(stack, anna: Person) -> None:
    first, *texts = stack.say(anna.sender, "Har ni barnmorskor?")
    assert [message["text"] for message in texts] == first["custom"]["paragraphs"]
    assert texts[-1]["buttons"] == first["custom"]["buttons"]


def test_what_is_none_of_our_business_is_said_to_be_so(anna: Person) -> None:
    assert anna.say("Vem vann hockeymatchen igår?")["kind"] in ("fallback", "suggest")


def test_two_misses_in_a_row_lead_to_a_person(anna: Person) -> None:
    anna.say("xyzzy plugh")
    reply = anna.say("frotz qulbix")
    assert any("person" in button["title"].lower() for button in reply["buttons"])


def test_a_tapped_suggestion_is_answered(anna: Person) -> None:
    for vague in ("BankID", "journal", "barn", "vårdcentralen", "recept", "psykolog"):
        reply = anna.say(vague)
        if reply["kind"] == "suggest":
            break
    assert reply["kind"] == "suggest", "none of the vague words led to a suggestion"
    assert 1 <= len(reply["topics"]) <= 3
    answer = anna.say(reply["buttons"][0]["payload"])
    assert (answer["kind"], answer["topic"]) == ("faq", reply["topics"][0])


def test_feedback_on_an_answer_is_thanked_for_and_a_bad_one_offers_a_person(anna: Person) -> None:
    anna.say("Har ni barnmorskor?")
    assert says(anna.tap("Det hjälpte inte"), "conversation.feedback_unhelpful")
    assert anna.button("Prata med en person")
    anna.say("When are you open?")
    assert says(anna.tap("That helped"), "conversation.feedback_helpful")


def test_an_edited_answer_is_live_within_five_seconds(stack, kb, anna: Person) -> None:
    file, started = kb / "faq.yaml", time.monotonic()
    before = file.read_text(encoding="utf-8")
    new = "Från och med nu är alla barnmorskor lediga på fredagar."
    start = before.index("- id: midwives")
    edited = before[:start] + re.sub(
        r"(\n    answer:\n      sv: \|\n)", rf"\1        {new}\n\n", before[start:], count=1
    )
    assert edited != before
    file.write_text(edited, encoding="utf-8")
    try:
        while new not in anna.say("Har ni barnmorskor?")["text"]:
            assert time.monotonic() - started < 5, "the edit was not live after five seconds"
            time.sleep(0.5)  # asking without a pause would slow down what is being waited for
    finally:
        file.write_text(before, encoding="utf-8")


def test_the_first_reply_says_what_this_is_and_the_next_ones_do_not(anna: Person) -> None:
    assert says(anna.say("Har ni barnmorskor?"), "notice.automatic")
    assert not says(anna.say("När har ni öppet?"), "notice.automatic")
