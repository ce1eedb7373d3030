"""The guards against anything at all: whatever comes is a harmless message or a clear refusal, never an exception."""

import json
import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from channels.buttons import PREFIX, ButtonSigner
from channels.guard import (
    LONGEST_ID,
    LONGEST_MESSAGE,
    LONGEST_READ,
    WEB,
    BadRequest,
    Incoming,
    TooLong,
    admit,
    harmless,
)
from channels.sessions import Sessions
from vardlots.replies import Button

settings.register_profile("channels", deadline=None)  # other tests share the machine
settings.load_profile("channels")
SIGNER = ButtonSigner("a secret")
SESSIONS = Sessions("a secret")
HANDLER = RegexMessageHandler()

ANY_TEXT = st.text(st.characters(), max_size=60)  # lone surrogates and all
SLASHES = "/\uff0f\u2044\u2215\u29f8\u0338\u2571"
BLANKS = " \t\n\r\x0b\x0c\x00\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2003\u2028\u2029\u202f\u205f\u3000"
UNSEEN = "\u200b\u200c\u200d\u200e\u202e\u2060\ufeff\u00ad\u180e\U000e0001"
COMMANDS = st.sampled_from(["restart", "affirm", 'inform{"age": 34}', "stop@1.0", "session_start", "", 'back{"'])
FORGED = st.builds(str.__add__, st.text(st.sampled_from(SLASHES + BLANKS + UNSEEN), max_size=12), COMMANDS)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)
BODIES = st.fixed_dictionaries(
    {},
    optional={"sender": JSON | st.just("s-1"), "message": FORGED | ANY_TEXT | JSON, "metadata": JSON, "id": JSON},
)  # fmt: skip
LANGUAGES = ({}, {"language": "sv"}, {"language": "en"})


def obeyed(incoming: Incoming) -> bool:
    """Tell whether Rasa takes a message for a command, on the way that Rasa itself gives it."""
    message = Message({TEXT: UserMessage(incoming.text).text})
    (parsed,) = HANDLER.process([message])
    return parsed.get(INTENT) is not None or parsed is not message


def assert_clear(refusal: str) -> None:
    assert refusal


def assert_short(text: str) -> None:
    assert len(text) <= 3 * LONGEST_READ


def assert_harmless(text: str) -> None:
    assert text
    assert not text.strip().startswith(INTENT_MESSAGE_PREFIX)
    assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in text)


def test_a_real_command_would_be_obeyed_so_that_the_tests_below_can_fail():
    assert obeyed(Incoming('/inform{"age": 34}', "s"))
    assert obeyed(Incoming("\u3000\n/restart", "s"))
    assert not obeyed(Incoming("restart", "s"))


@given(JSON | BODIES)
def test_any_body_is_admitted_harmless_or_refused_with_a_reason(body):
    try:
        incoming = admit(body, SIGNER)
    except BadRequest as error:
        assert_clear(str(error))
        return
    assert_harmless(incoming.text)
    assert not obeyed(incoming)
    assert len(incoming.typed) <= LONGEST_MESSAGE
    assert 0 < len(incoming.sender) <= 128
    assert incoming.sender.isprintable()
    assert not incoming.sender.startswith(WEB)
    assert incoming.metadata in LANGUAGES
    assert not incoming.tapped


@given(BODIES)
def test_any_body_in_a_conversation_has_a_printable_id_or_none(body):
    try:
        incoming = admit(body, SIGNER, WEB + "anna")
    except BadRequest as error:
        assert_clear(str(error))
        return
    assert incoming.sender == WEB + "anna"
    assert incoming.id == body.get("id")
    assert incoming.id is None or (incoming.id.isprintable() and 0 < len(incoming.id) <= LONGEST_ID)


@given(BODIES)
def test_a_body_that_comes_as_json_is_read_the_same(body):
    again = json.loads(json.dumps(body))
    try:
        text = admit(body, SIGNER).text
    except BadRequest:
        return
    assert admit(again, SIGNER).text == text


@given(FORGED)
@example("\u200b/\ufeff/restart")
@example("\u3000/restart")
@example("\u0338/restart")
@example("/\u0338restart")
def test_no_writing_of_a_command_is_one(text):
    try:
        incoming = admit({"sender": "s-1", "message": text}, SIGNER)
    except BadRequest:
        assert not text.strip()
        return
    assert_harmless(incoming.text)
    assert not obeyed(incoming)


@given(st.text(st.characters()))
@settings(max_examples=300)
def test_a_text_made_harmless_is_so_and_stays_the_same_the_second_time(text):
    once = harmless(text)
    assert_harmless(once)
    assert harmless(once) == once or once.startswith(PREFIX)


@given(ANY_TEXT.filter(bool), st.integers(2, 400))
@settings(max_examples=40)
def test_a_text_of_any_length_is_read_within_bounds(text, times):
    try:
        incoming = admit({"sender": "s-1", "message": text * times * 10}, SIGNER)
        assert len(incoming.typed) <= LONGEST_MESSAGE
    except TooLong as error:
        assert_harmless(error.incoming.text)
        assert_short(error.incoming.text)
    except BadRequest:
        assert not text.strip()


@given(ANY_TEXT)
def test_an_invented_tap_is_nothing(text):
    assert admit({"sender": "s-1", "message": PREFIX + text}, SIGNER).text == "?"


SENDERS = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=20)


@given(SENDERS, SENDERS, st.text(st.characters(blacklist_categories=("Cs",)), max_size=40))
def test_a_sealed_button_opens_for_its_sender_only(sender, other, words):
    payload = "/inform" + json.dumps({"topic": words})
    sealed = SIGNER.seal(Button("x", payload), sender).payload
    assert SIGNER.open(sealed, sender) == payload
    assert sender == other or SIGNER.open(sealed, other) is None


SEALED = SIGNER.seal(Button("x", '/inform{"topic": "fees"}'), "s-1").payload
TOKEN = SESSIONS.start().token


@given(st.floats(0, 1, exclude_max=True), st.characters() | st.sampled_from("AZaz09_-.= \u0080"))
def test_an_altered_token_opens_nothing(where, sign):
    for token in (SEALED, TOKEN):
        place = int(where * len(token))
        for altered in (token[:place] + sign + token[place + 1 :], token[:place] + sign + token[place:], token[:place]):
            assert altered == token or SIGNER.open(altered, "s-1") is None
            assert altered == token or SESSIONS.resume(altered) is None


@given(JSON | st.binary(max_size=40))
def test_nothing_invented_is_a_session(shown):
    assert SESSIONS.resume(shown) is None
