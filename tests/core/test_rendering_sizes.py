"""Long texts in pieces, and text messages in the alphabet that costs least."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vardlots.knowledge import read_knowledge
from vardlots.phrases import phrases
from vardlots.rendering.plain import plain
from vardlots.rendering.sms import BASIC, EXTENDED, in_gsm, segments, sms
from vardlots.rendering.splitting import split, utf16
from vardlots.replies import LANGUAGES, Language
from vardlots.safety.kinds import KINDS, Kind
from vardlots.safety.replies import alarm_reply
from vardlots.settings import settings


@given(st.text(st.sampled_from("ab å.!?\n\u00a0\t😀")), st.integers(1, 12))
def test_pieces_lose_nothing_and_keep_to_the_limit(text: str, limit: int):
    pieces = split(text, limit)
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(st.text(), st.integers(2, 40))
def test_they_keep_to_a_limit_counted_in_utf_16(text: str, limit: int):
    assert all(utf16(piece) <= limit for piece in split(text, limit, utf16))


def test_a_text_that_fits_is_one_piece_as_it_is():
    assert split("a\n\nb c. d", 20) == ["a\n\nb c. d"]
    assert split("   ", 20) == []


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("ett två.\n\ntre fyra.", 12, ["ett två.", "tre fyra."]),
        ("a.\n\nb.\n\nc.", 6, ["a.\n\nb.", "c."]),
        ("1. Ja\n2. Nej\n3. Vet inte", 14, ["1. Ja\n2. Nej", "3. Vet inte"]),
        ("Hej du. Hur mår du? Bra.", 12, ["Hej du.", "Hur mår du?", "Bra."]),
        ("ett två tre", 8, ["ett två", "tre"]),
        ("abcdefg", 3, ["abc", "def", "g"]),
    ],
)
def test_it_is_cut_where_a_reader_would_pause(text: str, limit: int, pieces: list[str]):
    assert split(text, limit) == pieces


def test_a_limit_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at most 0"):
        split("x", 0)


@pytest.mark.parametrize(
    ("text", "gsm"),
    [
        ("”Hej” – det är ’bra’…", "\"Hej\" - det är 'bra'..."),
        ("å ä ö Å Ä Ö é ñ ü ß", "å ä ö Å Ä Ö é ñ ü ß"),
        ("Zoë Čapek, François", "Zoe Capek, Francois"),
        ("kl.\u00a016.20", "kl. 16.20"),
        ("a\u0308", "ä"),
        ("[x] 5 €", "[x] 5 €"),
    ],
)
def test_typographic_signs_get_plain_ones(text: str, gsm: str):
    assert sms(text) == gsm
    assert in_gsm(gsm)


@pytest.mark.parametrize("text", ["😀", "Привет", "שלום", "漢字"])
def test_what_the_alphabet_lacks_stays(text: str):
    assert sms(text) == text
    assert not in_gsm(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0), ("a", 1), ("å" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3),
        ("€" * 80, 1), ("€" * 81, 2), ("a" * 152 + "€" + "a" * 152, 3), ("a" * 153 + "€" + "a" * 151, 2),
        ("ш" * 70, 1), ("ш" * 71, 2), ("ш" * 134, 2), ("ш" * 135, 3), ("😀" * 35, 1), ("😀" * 36, 2), ("😀" * 67, 3),
    ],
)  # fmt: skip
def test_messages_are_counted_as_they_are_paid(text: str, count: int):
    assert segments(text) == count


def test_the_alphabet_is_the_one_of_the_standard():
    assert len(BASIC) == 127  # 128 places, one of them the escape
    assert len(EXTENDED) == 10
    assert not BASIC & EXTENDED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_can_be_said_in_a_text_message(language: Language):
    keys = [key for key in phrases().keys() if not key.startswith(("staff.", "matrix."))]  # noqa: SIM118  # staff are on Matrix
    said = {key: sms(phrases().template(key, language)) for key in keys}
    assert said
    assert not {key: text for key, text in said.items() if not in_gsm(text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_can_be_said_in_a_few_text_messages(language: Language):
    knowledge = read_knowledge(settings().kb)
    said = {key: sms("\n\n".join(knowledge.answer(key, language))) for key in knowledge.entries}
    assert not {key: text for key, text in said.items() if not in_gsm(text)}
    assert not {key: segments(text) for key, text in said.items() if segments(text) > 6}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_an_alarm_takes_few_text_messages_and_the_first_says_whom_to_call(kind: Kind, language: Language):
    text = sms(plain(alarm_reply(kind, language), brief=True))
    assert in_gsm(text)
    assert segments(text) <= 6
    assert text.startswith(("Ring 112\n", "Call 112\n"))
