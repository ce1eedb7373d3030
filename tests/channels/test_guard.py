"""What may come in: shapes, sizes, and no command that a person could forge."""

import pytest

from channels.buttons import PREFIX, ButtonSigner
from channels.guard import LONGEST_MESSAGE, LONGEST_SENDER, BadRequest, Incoming, TooLong, admit, harmless
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


@pytest.mark.parametrize(
    ("typed", "admitted"),
    [
        ('/affirm{"phone": "0701740605"}', 'affirm{"phone": "0701740605"}'),
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
    assert harmless("vad\x00kostar\x1b[31m\r\ndet\u202e?") == "vad kostar [31m  det ?"
    assert harmless("\x00\x01") == "?"


def test_a_tap_gives_back_the_payload_of_its_button():
    tap = SIGNER.seal(Button("Ja", "/affirm"), "s-1").payload
    assert said(tap).text == "/affirm"


def test_a_tap_of_somebody_elses_button_is_nothing():
    tap = SIGNER.seal(Button("Ja", "/affirm"), "s-2").payload
    assert said(tap).text == "?"


@pytest.mark.parametrize("tap", [PREFIX, PREFIX + "x", PREFIX + '"/affirm".abc', PREFIX + "/affirm", "tap:/stop.é"])
def test_an_invented_tap_is_nothing(tap):
    assert said(tap).text == "?"


def test_a_payload_keeps_values_that_would_be_masked_in_a_text():
    payload = '/inform{"reference": "19811218-9876"}'
    assert said(SIGNER.seal(Button("x", payload), "s-1").payload).text == payload


def test_a_personal_identity_number_is_masked_before_anything_sees_it():
    text = said("Jag heter Eva, 19811218-9876, och vill boka").text
    assert "9876" not in text
    assert text == "Jag heter Eva, [personnummer], och vill boka"


def test_a_phone_number_arrives_for_the_forms_need_it():
    assert said("070-174 06 05").text == "070-174 06 05"


@pytest.mark.parametrize(
    ("metadata", "kept"),
    [
        ({"language": "en"}, {"language": "en"}),
        ({"language": "sv", "role": "admin"}, {"language": "sv"}),
        ({"language": "de"}, {}),
        ({"language": ["sv"]}, {}),
        ({"language": None}, {}),
        (["sv"], {}),
        ("sv", {}),
        (None, {}),
    ],
)
def test_of_the_metadata_only_a_known_language_is_kept(metadata, kept):
    assert said("hej", metadata=metadata).metadata == kept
