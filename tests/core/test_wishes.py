"""What people write about when they want to come, and the window it means."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vardlots.booking.schedule import STOCKHOLM
from vardlots.booking.wishes import Wish, parse

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=STOCKHOLM)  # a Wednesday


def nov(day: int) -> date:
    return date(2026, 11, day)


def dec(day: int) -> date:
    return date(2026, 12, day)


TODAY, WORKDAYS = nov(18), (0, 1, 2, 3, 4)
WISHES = [
    # days, Swedish
    ("idag", Wish(TODAY, TODAY)),
    ("imorgon", Wish(nov(19), nov(19))),
    ("i morgon passar bra", Wish(nov(19), nov(19))),
    ("imorrn", Wish(nov(19), nov(19))),
    ("övermorgon", Wish(nov(20), nov(20))),
    ("i overmorgon", Wish(nov(20), nov(20))),
    ("på fredag", Wish(nov(20), nov(20))),
    ("pa lordag", Wish(nov(21), nov(21))),
    ("fredga", Wish(nov(20), nov(20))),
    ("på onsdag", Wish(nov(25), nov(25))),
    ("nästa tisdag efter fyra", Wish(nov(24), nov(24), after=time(16))),
    ("tisdag nästa vecka", Wish(nov(24), nov(24))),
    ("fredag om en vecka", Wish(nov(27), nov(27))),
    ("nasta vecka", Wish(nov(23), nov(29))),
    ("någon gång nästa vecka", Wish(nov(23), nov(29))),
    ("i slutet av nästa vecka", Wish(nov(26), nov(29))),
    ("den här veckan", Wish(TODAY, nov(22))),
    ("vecka 49", Wish(nov(30), dec(6))),
    ("om två dagar", Wish(nov(20), nov(20))),
    ("om en vecka", Wish(nov(25), nov(25))),
    ("om två veckor", Wish(nov(30), dec(6))),
    ("helgen", Wish(nov(21), nov(22))),
    ("i helgen", Wish(nov(21), nov(22))),
    ("nästa helg", Wish(nov(28), nov(29))),
    ("efter helgen", Wish(nov(23))),
    ("tisdag eller torsdag", Wish(nov(19), nov(24), (1, 3))),
    ("tisdag-torsdag", Wish(nov(24), nov(26))),
    ("senast fredag", Wish(TODAY, nov(20))),
    ("tisdagar", Wish(TODAY, None, (1,))),
    ("den 5 december", Wish(dec(5), dec(5))),
    ("5/12", Wish(dec(5), dec(5))),
    ("5/12 kl 14.30", Wish(dec(5), dec(5), at=time(14, 30))),
    ("den 5:e", Wish(dec(5), dec(5))),
    ("efter den 5 december", Wish(dec(6))),
    ("i december", Wish(dec(1), dec(31))),
    ("julafton", Wish(dec(24), dec(24))),
    ("2026-12-05", Wish(dec(5), dec(5))),
    ("5 januari", Wish(date(2027, 1, 5), date(2027, 1, 5))),
    ("1/11", Wish(date(2027, 11, 1), date(2027, 11, 1))),
    # times of day, Swedish
    ("imorgon bitti", Wish(nov(19), nov(19), before=time(10))),
    ("i eftermiddag", Wish(TODAY, TODAY, after=time(12), before=time(17))),
    ("ikväll", Wish(TODAY, TODAY, after=time(17))),
    ("ikvall vid sju", Wish(TODAY, TODAY, at=time(19))),
    ("kl 14:30", Wish(TODAY, at=time(14, 30))),
    ("kl. 14.30", Wish(TODAY, at=time(14, 30))),
    ("klockan tre", Wish(TODAY, at=time(15))),
    ("halv tre", Wish(TODAY, at=time(14, 30))),
    ("kvart över två", Wish(TODAY, at=time(14, 15))),
    ("kvart i fem", Wish(TODAY, at=time(16, 45))),
    ("mellan 14 och 16", Wish(TODAY, after=time(14), before=time(16))),
    ("imorgon förmiddag", Wish(nov(19), nov(19), before=time(12))),
    ("fredag efter jobbet", Wish(nov(20), nov(20), after=time(17))),
    ("vardagar efter 17", Wish(TODAY, None, WORKDAYS, after=time(17))),
    ("innan lunch på fredag", Wish(nov(20), nov(20), before=time(12))),
    ("om en timme", Wish(TODAY, TODAY, after=time(11))),
    ("idag kl 9", Wish(nov(19), nov(19), at=time(9))),
    # no preference, haste, and what will not do
    ("så snart som möjligt", Wish(TODAY, soonest=True)),
    ("snarast", Wish(TODAY, soonest=True)),
    ("första lediga tiden", Wish(TODAY, soonest=True)),
    ("spelar ingen roll", Wish(TODAY)),
    ("när som helst", Wish(TODAY)),
    ("inte måndag", Wish(TODAY, without_weekdays=(0,))),
    ("måndag funkar inte", Wish(TODAY, without_weekdays=(0,))),
    ("inte imorgon", Wish(TODAY, without=(nov(19),))),
    ("nästa vecka men inte måndag", Wish(nov(23), nov(29), without_weekdays=(0,))),
    # English
    ("ASAP", Wish(TODAY, soonest=True)),
    ("the first available", Wish(TODAY, soonest=True)),
    ("as soon as possible please", Wish(TODAY, soonest=True)),
    ("tommorow", Wish(nov(19), nov(19))),
    ("tomorrow afternoon", Wish(nov(19), nov(19), after=time(12), before=time(17))),
    ("the day after tomorrow", Wish(nov(20), nov(20))),
    ("tonight", Wish(TODAY, TODAY, after=time(17))),
    ("next week", Wish(nov(23), nov(29))),
    ("in two days", Wish(nov(20), nov(20))),
    ("in a week", Wish(nov(25), nov(25))),
    ("weekend", Wish(nov(21), nov(22))),
    ("next weekend", Wish(nov(28), nov(29))),
    ("December 5th", Wish(dec(5), dec(5))),
    ("the 5th of December at 2 pm", Wish(dec(5), dec(5), at=time(14))),
    ("after 4", Wish(TODAY, after=time(16))),
    ("before noon", Wish(TODAY, before=time(12))),
    ("half past two", Wish(TODAY, at=time(14, 30))),
    ("quarter to five", Wish(TODAY, at=time(16, 45))),
    ("3:30 pm", Wish(TODAY, at=time(15, 30))),
    ("between 2 and 4 pm", Wish(TODAY, after=time(14), before=time(16))),
    ("Friday after work", Wish(nov(20), nov(20), after=time(17))),
    ("not Monday", Wish(TODAY, without_weekdays=(0,))),
    ("I can't do Monday", Wish(TODAY, without_weekdays=(0,))),
    ("any day but Friday", Wish(TODAY, without_weekdays=(4,))),
    ("by Friday", Wish(TODAY, nov(20))),
    ("anytime", Wish(TODAY)),
    # both at once
    ("kan jag få en tid next week efter fyra", Wish(nov(23), nov(29), after=time(16))),
    ("tomorrow em", Wish(nov(19), nov(19), after=time(12), before=time(17))),
]


@pytest.mark.parametrize(("text", "wish"), WISHES, ids=[text for text, _ in WISHES])
def test_a_text_means_this_window(text, wish):
    assert parse(text, NOW) == wish


@pytest.mark.parametrize(
    "text",
    [
        "vad kostar det", "34 år", "hej", "", "tack", "ja", "nej inte den", "den första", "0701740605", "070-174 06 05",
        "K7M-4QX", "jag har haft feber i två dagar", "i have had a fever for two days", "since monday",
        "ont sedan i tisdags",
        "39.5 graders feber", "jag är gravid i vecka 12", "min son är 3 år", "I need help with my knee", "may I book",
        "kan man boka en tid hos läkare", "i go to the doctor", "det kostade 250 kr", "jag var där igår", "last week",
        "hur lång är väntetiden just nu", "anna.ek@example.com", "för en vecka sedan",
    ],
)  # fmt: skip
def test_a_text_without_a_wish_is_none(text):
    assert parse(text, NOW) is None


def test_half_five_depends_on_the_language():
    assert parse("at half five", NOW, "en").at == time(17, 30)
    assert parse("kl halv fem", NOW, "sv").at == time(16, 30)


def test_next_tuesday_on_a_monday_is_not_tomorrow():
    monday = datetime(2026, 11, 23, 9, 0, tzinfo=STOCKHOLM)
    assert parse("på tisdag", monday).first == nov(24)
    assert parse("nästa tisdag", monday).first == dec(1)


@pytest.mark.parametrize(
    ("now", "text", "first", "after"),
    [
        (datetime(2026, 3, 29, 1, 30, tzinfo=STOCKHOLM), "om en timme", date(2026, 3, 29), time(3, 30)),
        (datetime(2026, 10, 25, 2, 30, tzinfo=STOCKHOLM), "in one hour", date(2026, 10, 25), time(2, 30)),
        (datetime(2026, 3, 28, 9, 0, tzinfo=STOCKHOLM), "imorgon efter fyra", date(2026, 3, 29), time(16)),
        (datetime(2026, 10, 24, 23, 30, tzinfo=STOCKHOLM), "tomorrow after 4", date(2026, 10, 25), time(16)),
        (datetime(2026, 10, 24, 23, 30, tzinfo=STOCKHOLM), "om tre timmar", date(2026, 10, 25), time(2, 30)),
    ],
)
def test_days_when_the_clocks_change(now, text, first, after):
    wish = parse(text, now)
    assert (wish.first, wish.after) == (first, after)


def test_a_window_lets_the_right_times_through():
    wish = parse("nästa vecka efter fyra men inte måndag", NOW)
    at = lambda day, hour: datetime(2026, 11, day, hour, 0, tzinfo=STOCKHOLM)  # noqa: E731
    assert wish.allows(at(24, 16))
    assert not wish.allows(at(24, 15))
    assert not wish.allows(at(23, 16))
    assert not wish.allows(at(30, 16))


def test_about_three_is_a_little_before_and_after():
    wish = parse("klockan tre på fredag", NOW)
    allowed = [
        minute for minute in range(0, 60, 20) if wish.allows(datetime(2026, 11, 20, 15, minute, tzinfo=STOCKHOLM))
    ]
    assert allowed == [0, 20, 40]
    assert not wish.allows(datetime(2026, 11, 20, 16, 0, tzinfo=STOCKHOLM))


@pytest.mark.parametrize("wish", [wish for _, wish in WISHES])
def test_a_wish_survives_being_remembered(wish):
    assert Wish.from_json(wish.to_json()) == wish


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text):
    wish = parse(text, NOW)
    assert wish is None or wish.first >= TODAY
