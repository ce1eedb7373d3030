"""Masking, tried by machine: numbers in every writing inside other words, and everything that only looks like one."""

import importlib
import re
import sys
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vardlots.privacy import CONTACT, contacts, groups, identity, mask, screen

BEFORE = st.sampled_from(
    [
        "",
        "hej ",
        "Jag heter Åsa, ",
        "mitt nr: ",
        "nr=",
        "(",
        "pnr",
        "I am ",
        "född 3 barn, ",
        "nån sa att ",
        "„",
        "42 år ",
    ]
)
AFTER = st.sampled_from(
    ["", ".", ", vad kostar det?", ")", " och jag har feber", "!", " 🤒", "\nHälsningar Åsa", " tack"]
)
PLAIN_AFTER = st.sampled_from(["", ".", ", vad kostar det?", ")", " och jag har feber", "!", " 🤒", "\nHälsningar"])
GAPS = ["", " ", "-", "\u00a0", "\u2011", "\u2013", " - ", "\u2009", "\u202f", "\t"]
ODD_GAPS = ["", " ", "-", ".", "\u00a0", "\u2013", " ", "\u2003"]
INVISIBLE = ["\u200b", "\u200d", "\ufeff", "\u2060", "\u00ad", "\u200e", "\ufe0f\u20e3", "\x00"]
DIGITS = [str.maketrans("0123456789", "".join(chr(zero + one) for one in range(10)))
          for zero in (0xFF10, 0x0660, 0x06F0, 0x0966, 0x1D7CE, 0x1D7F6)]  # fmt: skip
TODAY = date.today()
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")


def mask_identity(text: str) -> str:
    """Mask what nobody needs here, and leave contacts, as when a form asks for them."""
    return screen(text, CONTACT).text


def check_digit(digits: str) -> str:
    """Return the digit that makes the Luhn sum right."""
    return next(str(one) for one in range(10) if identity._luhn(digits + str(one)))


@st.composite
def personal(draw: st.DrawFn) -> tuple[str, str]:
    """Draw the date with its century, and the last four digits, of a personal or coordination number."""
    born = draw(st.dates(date(1900, 1, 1), TODAY - timedelta(days=1)))
    day = born.day + (60 if draw(st.booleans()) else 0)
    serial = draw(st.integers(0, 999))
    nine = f"{born:%y%m}{day:02}{serial:03}"
    return f"{born:%Y%m}{day:02}", f"{serial:03}{check_digit(nine)}"


@given(personal(), st.booleans(), st.sampled_from(["-", "+", " - ", "\u2011", "\u2212", " \u2013"]), BEFORE, AFTER)
def test_every_number_with_a_dash_is_found_whatever_its_check_digit(number, long, dash, before, after):
    day, last = number
    wrong = last[:3] + str((int(last[3]) + 1) % 10)
    for four in (last, wrong):
        written = (day if long else day[2:]) + dash + four
        assert mask_identity(before + written + after) == f"{before}[personnummer]{after}"


@given(personal(), st.lists(st.sampled_from(ODD_GAPS), min_size=11, max_size=11), BEFORE, PLAIN_AFTER)
def test_every_long_number_is_found_in_any_groups(number, gaps, before, after):
    if before.endswith("år "):
        before = "en man "  # a bare number just before may make it another number: tried below
    digits = "".join(number)
    dated = number[0] >= str(TODAY.year) or all((gaps[3], gaps[5], gaps[7]))
    assume(not dated or gaps[9] != ".")  # 2000-01-07 14.30 is a time
    written = "".join(digit + gap for digit, gap in zip(digits, [*gaps, ""], strict=True))
    kept = screen(before + written + after, CONTACT)
    assert "personal" in kept.kinds
    assert number[1] not in re.sub(r"\D", "", kept.text)


@given(personal(), st.sampled_from(GAPS), st.sampled_from(INVISIBLE), st.integers(1, 11), st.sampled_from(DIGITS))
def test_nothing_invisible_and_no_other_digits_hide_a_number(number, gap, invisible, place, digits):
    written = number[0] + gap + number[1]
    hidden = written[:place] + invisible + written[place:]
    for text in (hidden, written.translate(digits), hidden.translate(digits)):
        assert mask_identity(f"jag är {text}, hej") == "jag är [personnummer], hej"


@given(personal(), st.integers(0, 4))
def test_the_letters_o_and_l_typed_for_digits_hide_no_number(number, most):
    written = "-".join(number)
    assume(number[1] != "0000" or most)
    letters = re.sub("0", "O", written, count=most)
    assert mask_identity(f"jag är {letters}") == "jag är [personnummer]"
    assert mask_identity(f"jag är {number[0].replace('1', 'l', 2)}-{number[1]}") == "jag är [personnummer]"


@given(personal())
def test_the_last_four_told_apart_are_found(number):
    for between in (", sista fyra ", " och sista fyra siffrorna är ", " with the last four "):
        assert number[1] not in mask_identity(f"född {number[0]}{between}{number[1]}")
    short = f"{number[0][2:4]} {number[0][4:6]} {number[0][6:]}"
    assert mask_identity(f"mitt personnummer är {short} {number[1]}") == "mitt personnummer är [personnummer]"


@st.composite
def cards(draw: st.DrawFn) -> str:
    """Draw a card number in one of the groups that people copy it in."""
    length = draw(st.sampled_from([13, 14, 15, 16, 16, 16, 19]))
    digits = draw(st.sampled_from("345")) + draw(st.text("0123456789", min_size=length - 2, max_size=length - 2))
    digits += check_digit(digits)
    size = draw(st.sampled_from([1, 2, 4, 19]))
    gap = draw(st.sampled_from([" ", "-", "\u00a0", "  ", "."]))
    return gap.join(digits[at : at + size] for at in range(0, length, size))


@given(cards(), BEFORE, PLAIN_AFTER)
def test_every_card_number_is_found(number, before, after):
    if before.endswith("år "):
        before = ""
    assert re.sub(r"\D", "", mask_identity(before + number + after)) == re.sub(r"\D", "", before)


MOBILES = st.builds("7{}{}".format, st.sampled_from("02369"), st.text("0123456789", min_size=7, max_size=7))
GROUPS = [(3, 3, 2, 2), (3, 7), (10,), (3, 2, 2, 3), (2, 2, 2, 2, 2), (4, 6), (4, 2, 2, 2), (3, 3, 4)]


@given(MOBILES, st.sampled_from(GROUPS), st.sampled_from([" ", "-", "\u00a0", "\u2013", "."]), BEFORE, AFTER)
def test_every_mobile_number_is_found(number, sizes, gap, before, after):
    digits, parts = f"0{number}", []
    for size in sizes:
        parts, digits = [*parts, digits[:size]], digits[size:]
    masked = mask(before + gap.join(parts) + after)
    assert re.sub(r"\D", "", masked) == re.sub(r"\D", "", before)


@given(MOBILES, st.sampled_from(["+46 {}", "+46{}", "0046{}", "+46 (0){}", "+46(0) {}", "tel:+46{}", "nr:0{}:", "{}"]))
def test_a_mobile_number_is_found_with_its_country_and_beside_a_colon(number, shape):
    assert not re.search(r"\d{5}", mask(f"ring {shape.format(number)} tack"))


@given(
    st.from_regex(r"[a-zåäö0-9][a-z0-9._+'-]{0,20}", fullmatch=True),
    st.sampled_from(["@", " @ ", "(at)", " (at) ", "[at]", " snabel-a ", "\uff20", "@\u200b"]),
    st.sampled_from(["example.com", "mail.example.se", "exämple.se", "ex-ample.co.uk"]),
    st.sampled_from(["", "Maila ", "<", "e-post:", "jag nås på "]),
)
def test_every_address_is_found(name, at, domain, before):
    assert mask(f"{before}{name}{at}{domain}") == f"{before}[e-post]"


FALSE_FRIENDS = [
    "112",
    "1177",
    "90101",
    "116 111",
    "114 14",
    "113 13",
    "ring 1177 eller 112",
    "010-456 67 00",
    "010-4566700",
    "+46 10 456 67 00",
    "020-50 50 50",
    "020505050",
    "0771-11 77 00",
    "08-465 004 00",
    "38,5 39,1 37,9 38,2",
    "38.1 38.5 39.0 39.4",
    "39,5 i 3 dagar och 40,1 igår",
    "120/80",
    "120/80 118/75 130/85",
    "kl 10.10 10.20 11.30",
    "10:10 10:20 11:30",
    "2026-11-22 14:30",
    "den 22/11 kl 14.30",
    "05 12 2099 14 30",
    "om 20991122 1430",
    "2099-11-22 14 30",
    "34 år",
    "5 månader, 7,5 kg",
    "123 45 Stockholm",
    "114 35 Stockholm, 2 tr",
    "1 400 000 000 kr",
    "2 011 200 000 kr",
    "200-400 kr, 14 500 kr",
    "K7M-4QX",
    "LNG 58K",
    "F-K7M-4QX",
    "F-8213-4471",
    "10l vatten och 2l saft",
    "150 mg 3 ggr om dagen i 10 dagar",
    "1,2,3,4,5,6,7,8,9,10,11,12",
    "1 2 3 4 5 6 7 8 9 10 11 12",
    "version 3.6.21",
    "vi ses @hemma kl 5",
    "covid-19 2020-2023",
    "mått 190 001 012",
]


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_what_only_looks_like_one_is_left_alone(text):
    for said in (text, f"Jag undrar om {text} gäller?", f"{text}."):
        assert screen(said).kinds == frozenset()
        assert mask(said) == said


@given(st.integers(0, 23), st.integers(0, 59), st.dates(date(1990, 1, 1), date(2035, 12, 31)), st.integers(0, 9999))
def test_dates_times_and_amounts_are_left_alone(hour, minute, day, amount):
    text = f"den {day:%d/%m %Y} kl {hour:02}:{minute:02}, {day} {hour}.{minute:02}, {amount} kr, {hour} år"
    assert mask(text) == text


# fmt: off
PIECES = ["900101-2385", "19 90 01 01 23 85", "0701740641", "070 174 06 41", "a@b.se", "4111 1111 1111 1111", "112",
          "personnummer", "38,5", "2026-11-22", "14:30", "O", "-", "+46", "[", "]", "år", "\u200b", "①", "½"]
# fmt: on


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).map(" ".join),
    st.sets(st.sampled_from(sorted(CONTACT))),
)
def test_masking_twice_is_masking_once_and_takes_nothing_else(text, keep):
    once = screen(text, keep)
    assert screen(once.text, keep).text == once.text
    rest = re.split(r"\[(?:personnummer|kortnummer|e-post|telefonnummer)\]", once.text)
    at = 0
    for part in rest:
        at = text.index(part, at) + len(part)


@given(personal(), MOBILES)
def test_a_text_without_diacritics_is_masked_alike(number, mobile):
    text = f"Jag är född, mitt samordningsnummer är {number[0]}{number[1]} på ön, når du mig på 0{mobile}?"
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    masked = unicodedata.normalize("NFD", mask(text))
    assert mask(bare) == "".join(sign for sign in masked if not unicodedata.combining(sign))


def test_what_is_kept_stays_and_identity_never_does():
    text = "900101-2385, 070-174 06 41, anna@example.com"
    assert screen(text, {"phone"}).text == "[personnummer], 070-174 06 41, [e-post]"
    assert screen(text, {"phone"}).kinds == {"personal", "email"}
    assert screen(text).kinds == {"personal", "email", "phone"}
    with pytest.raises(ValueError, match="personal"):
        screen(text, {"personal"})


def test_a_phone_number_after_a_personal_number_is_still_a_phone_number():
    text = "mitt personnummer är 900101-2385 och jag nås på 0701740641"
    assert mask_identity(text) == "mitt personnummer är [personnummer] och jag nås på 0701740641"


def test_a_number_glued_to_a_number_before_it_is_found():
    assert mask_identity("12 19900101-2385") == "12 [personnummer]"
    assert mask_identity("Kl 12 900101-2385") == "Kl 12 [personnummer]"


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["1", "12 ", "1 2 ", "9001 01 23 ", "0701740641 ", "4111 1111 1111 1111 ", "a@", "900101-"]
)
def test_the_work_grows_with_the_text_and_not_with_its_square(unit):
    def windows_of(length: int) -> int:
        text = (unit * (length // len(unit) + 1))[:length]
        return sum(1 for _ in groups.windows(text, range(10, 20)))

    small, large = windows_of(20_000), windows_of(200_000)
    assert large <= 11 * small + 100
    assert large <= 10 * 200_000


MODULES = (contacts, groups, identity)
PATTERNS = [one for module in MODULES for one in vars(module).values() if isinstance(one, re.Pattern)]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.pattern[:20])
def test_no_pattern_can_run_away(pattern):
    """Every repetition is bounded, or one class at the pattern's end: so a try costs a fixed number of steps."""
    parser = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
    widest = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE).getwidth()[1]
    single = re.fullmatch(r"\\[dD]\+|\[\^?[^\]]+\]\+|.*\\d\+", pattern.pattern)
    assert widest < 1000 or single


@pytest.mark.slow
def test_a_megabyte_of_digits_comes_back():
    text = "4111 1111 1111 1111 900101-2385 0701740641 anna@example.com 38,5 " * 4_000
    assert set(re.findall(r"\d+", mask(text))) == {"38", "5"}
