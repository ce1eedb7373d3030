"""What may come in: shapes, sizes, and no command that a person could forge."""

import pytest

from channels.buttons import ButtonSigner
from channels.guard import (
    LONGEST_ID,
    LONGEST_MESSAGE,
    LONGEST_READ,
    LONGEST_SENDER,
    WEB,
    BadRequest,
    Incoming,
    TooLong,
    admit,
    harmless,
)
from vardlots.replies import Button

SIGNER = ButtonSigner("a secret")


def said(message: object, sender: object = "s-1", **more: object) -> Incoming:
    return admit({"sender": sender, "message": message, **more}, SIGNER)


def test_a_plain_message_comes_through_as_it_was_written():
    assert said("Vad kostar det? Å, ä & ö 🤒") == Incoming("Vad kostar det? Å, ä & ö 🤒", "s-1")


@pytest.mark.parametrize("body", [None, [], [1], "hej", 7, True, [{"sender": "s", "message": "hej"}]])
def test_a_body_that_is_no_object_is_refused(body):
    with pytest.raises(BadRequest, match="JSON object"):
        admit(body, SIGNER)


@pytest.mark.parametrize("message", [None, "", "   ", "\n\t", 7, True, ["hej"], {"text": "hej"}])
def test_a_message_must_be_a_text_that_is_not_empty(message):
    with pytest.raises(BadRequest, match="message"):
        said(message)


def test_a_missing_message_is_refused():
    with pytest.raises(BadRequest, match="message"):
        admit({"sender": "s-1"}, SIGNER)


@pytest.mark.parametrize(
    "sender", ["", 7, True, ["s"], {"id": "s"}, "s" * (LONGEST_SENDER + 1), "a\nb", "a\x00b", "\ud800"]
)
def test_a_sender_must_be_a_printable_text_of_sensible_length(sender):
    with pytest.raises(BadRequest, match="sender"):
        said("hej", sender)


def test_the_longest_sender_is_let_in():
    assert said("hej", "s" * LONGEST_SENDER).sender == "s" * LONGEST_SENDER


def known(message_id: object) -> Incoming:
    return admit({"message": "hej", "id": message_id}, SIGNER, WEB + "anna")


@pytest.mark.parametrize("message_id", [None, "m", "å 🤒", "m" * LONGEST_ID])
def test_a_message_may_have_an_id(message_id):
    assert known(message_id).id == message_id


@pytest.mark.parametrize(
    "message_id",
    [
        "",
        7,
        0,
        False,
        True,
        1.5,
        ["m"],
        {"id": "m"},
        "m" * (LONGEST_ID + 1),
        "a\nb",
        "a\x00",
        "\u200b",
        "\u202e",
        "\ud800",
    ],
)
def test_an_id_must_be_a_printable_text_of_sensible_length(message_id):
    with pytest.raises(BadRequest, match="id"):
        known(message_id)


def test_an_id_counts_only_in_a_conversation_that_nobody_can_guess():
    assert said("hej", id="m-1").id is None
    assert said("hej", id=["anything"]).id is None


def test_a_message_too_long_keeps_its_id():
    with pytest.raises(TooLong) as refused:
        admit({"message": "a" * (LONGEST_MESSAGE + 1), "id": "m-1"}, SIGNER, WEB + "anna")
    assert refused.value.incoming.id == "m-1"


def test_strangers_without_a_sender_never_share_a_conversation():
    senders = {admit({"message": "hej"}, SIGNER).sender for _ in range(50)}
    assert len(senders) == 50
    assert min(map(len, senders)) >= 20


def test_a_message_too_long_is_refused_by_name_so_that_its_sender_gets_a_reply():
    assert said("a" * LONGEST_MESSAGE).text == "a" * LONGEST_MESSAGE
    with pytest.raises(TooLong, match=str(LONGEST_MESSAGE)) as refused:
        said("a" * (LONGEST_MESSAGE + 1), metadata={"language": "en"})
    assert refused.value.incoming.sender == "s-1"
    assert refused.value.incoming.metadata == {"language": "en"}


def test_of_a_message_too_long_as_much_is_kept_as_is_worth_reading_for_an_emergency():
    with pytest.raises(TooLong) as refused:
        said("a " * 2500 + "19811218-9876 han andas inte " + "b " * 500_000)
    text = refused.value.incoming.text
    assert "[personnummer] han andas inte" in text
    assert len(text) <= LONGEST_READ + len("[personnummer]")


def test_a_text_whose_masks_make_it_longer_keeps_its_last_words():
    text = said("0701740605 " * 180 + "han andas inte").text
    assert len(text) > LONGEST_MESSAGE
    assert text.endswith("[telefonnummer] han andas inte")


@pytest.mark.parametrize(
    ("typed", "admitted"),
    [
        ('/affirm{"region": "skane"}', 'affirm{"region": "skane"}'),
        ("/restart", "restart"),
        ("  /session_start", "session_start"),
        ("///stop", "stop"),
        ("/ /stop", "stop"),
        ("\u200b/stop", "stop"),
        ("\x00/stop", "stop"),
        ("/\x00/\u00a0/stop", "stop"),
        ("/", "?"),
        (" // / ", "?"),
    ],
)
def test_a_typed_command_is_no_command(typed, admitted):
    text = said(typed).text
    assert not text.startswith("/")
    assert text == admitted


def test_a_slash_inside_a_text_stays():
    assert said("24/7?").text == "24/7?"


def test_control_characters_become_blanks():
    assert harmless("vad\x00kostar\x1b[31m\r\ndet?") == "vad kostar [31m  det?"
    assert harmless("\x00\x01") == "?"


def test_what_cannot_be_seen_is_taken_out_and_splits_no_word():
    assert harmless("an\u200bdas\u00ad inte\u202e\ufeff") == "andas inte"
    assert said("1981\u200b1218\u2060-9876").text == "[personnummer]"


def test_a_letter_and_its_accent_become_one_sign():
    assert harmless("ha\u030all fo\u0308r") == "håll för"


def test_a_name_of_the_web_channels_conversations_is_no_sender():
    with pytest.raises(BadRequest, match="web channel"):
        said("hej", f"{WEB}abc")


def test_a_channel_that_knows_whose_message_it_is_is_believed_and_the_body_is_not():
    assert admit({"sender": {}, "message": "hej"}, SIGNER, f"{WEB}abc").sender == f"{WEB}abc"


def test_a_tap_gives_back_the_payload_of_its_button():
    tap = SIGNER.seal(Button("Ja", "/affirm"), "s-1").payload
    assert said(tap).text == "/affirm"


def test_a_tap_of_somebody_elses_button_is_nothing():
    tap = SIGNER.seal(Button("Ja", "/affirm"), "s-2").payload
    assert said(tap).text == "?"


@pytest.mark.parametrize("tap", ["tap:", "tap:x", 'tap:"/affirm".abc', "tap:/affirm", "tap:/stop.é", "tap:\ud800"])
def test_an_invented_tap_is_nothing(tap):
    assert said(tap).text == "?"


def test_a_payload_keeps_values_that_would_be_masked_in_a_text():
    payload = '/inform{"reference": "19811218-9876"}'
    assert said(SIGNER.seal(Button("x", payload), "s-1").payload).text == payload


def test_a_personal_identity_number_is_masked_before_anything_sees_it():
    text = said("Jag heter Eva, 19811218-9876, och vill boka").text
    assert "9876" not in text
    assert text == "Jag heter Eva, [personnummer], och vill boka"


def test_of_contact_details_only_what_is_asked_for_arrives():
    incoming = said("070-174 06 05")
    assert (incoming.text, incoming.masked) == ("[telefonnummer]", ("phone",))
    assert incoming.for_form(None).text == "[telefonnummer]"
    assert incoming.for_form("fee_form").text == "[telefonnummer]"
    kept = incoming.for_form("app_link_form")
    assert (kept.text, kept.masked) == ("070-174 06 05", ())


def test_a_contact_that_the_message_itself_asks_us_to_use_arrives():
    assert said("skicka applänken till 070-174 06 05").for_form(None).text == "skicka applänken till 070-174 06 05"


def test_a_form_that_asks_for_a_phone_number_gets_no_personal_number():
    kept = said("070-174 06 05, 19811218-9876").for_form("booking_form")
    assert (kept.text, kept.masked) == ("070-174 06 05, [personnummer]", ("personal",))


def test_the_words_as_they_were_typed_stand_in_no_log_that_prints_a_message():
    assert "9876" not in repr(said("19811218-9876"))


@pytest.mark.parametrize(
    ("metadata", "kept"),
    [
        ({"language": "en"}, {"language": "en"}),
        ({"language": "sv", "role": "admin"}, {"language": "sv"}),
        ({"language": "sv", "greeted": True}, {"language": "sv", "greeted": True}),
        ({"greeted": "yes"}, {}),
        ({"language": "de"}, {}),
        ({"language": ["sv"]}, {}),
        ({"language": None}, {}),
        (["sv"], {}),
        ("sv", {}),
        (None, {}),
    ],
)
def test_of_the_metadata_only_what_is_known_of_a_page_is_kept(metadata, kept):
    assert said("hej", metadata=metadata).metadata == kept
