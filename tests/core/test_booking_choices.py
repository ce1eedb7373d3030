"""Which of the offered times a text means, and which times are offered."""

from datetime import datetime, timezone

import pytest

from vardlots.booking.choices import chosen, wants_more, wants_other_day
from vardlots.booking.offers import PAGE, choose
from vardlots.booking.schedule import STOCKHOLM, Slot, schedule
from vardlots.booking.wishes import parse

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=STOCKHOLM)
NAMES = {"ek": "Anna Ek", "haddad": "Omar Haddad"}


def slot(day: int, hour: int, minute: int = 0, who: str = "ek") -> Slot:
    start = datetime(2026, 11, day, hour, minute, tzinfo=STOCKHOLM)
    return Slot(start.astimezone(timezone.utc), who, "doctor", 20)


OFFERED = (slot(24, 8, 40), slot(24, 16, 20), slot(25, 16, 30, "haddad"), slot(26, 17))


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("den första", 0), ("första", 0), ("the first one please", 0), ("den andra tiden", 1), ("the second one", 1),
        ("ja tack den tredje", 2), ("3", 2), ("nr 4", 3), ("den sista", 3), ("den senare", 3), ("the earlier one", 0),
        ("kl 16:20", 1), ("16.20", 1), ("halv fem", 2), ("half past four", 2), ("klockan fem", 3), ("17", 3),
        ("onsdag", 2), ("på torsdag", 3), ("thursday please", 3), ("tisdag 8.40", 0), ("den 25 november", 2),
        ("hos Omar", 2), ("Haddad", 2),
    ],
)  # fmt: skip
def test_a_text_names_one_of_the_times(text, index):
    assert chosen(text, OFFERED, NAMES, NOW, "en" if text.isascii() else "sv") == OFFERED[index]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hej",
        "tisdag",
        "Anna",
        "på fredag",
        "kl 11",
        "visa fler tider",
        "en annan dag",
        "den femte",
        "asap",
        "nej hellre torsdag",
    ],
)
def test_a_text_that_names_none_or_several_chooses_nothing(text):
    assert chosen(text, OFFERED, NAMES, NOW) is None


@pytest.mark.parametrize("text", ["visa fler tider", "fler", "har ni fler tider?", "andra tider", "more times"])
def test_more_times_are_asked_for(text):
    assert wants_more(text)


@pytest.mark.parametrize("text", ["en annan dag", "another day", "ingen av dem", "none of those"])
def test_none_of_them_will_do(text):
    assert wants_other_day(text)
    assert not wants_more(text)


def test_a_wide_wish_gets_different_days_and_one_day_its_parts():
    free = schedule().slots("doctor", NOW)
    week = choose(free, parse("nästa vecka", NOW))
    assert len({found.local.date() for found in week.slots}) == PAGE
    day = choose(free, parse("imorgon", NOW))
    assert len({found.local.hour // 3 for found in day.slots}) == PAGE
    assert day.exact
    assert day.more


def test_a_hurry_gets_the_first_ones_and_a_clock_time_the_closest():
    free = schedule().slots("doctor", NOW)
    assert choose(free, parse("asap", NOW)).slots[0] == free[0]
    assert any(f"{found.local:%H:%M}" == "15:00" for found in choose(free, parse("tisdag kl 15", NOW)).slots)


def test_pages_do_not_overlap_and_begin_again_after_the_last():
    free, wish = schedule().slots("midwife", NOW)[:10], parse("asap", NOW)
    pages = [choose(free, wish, page).slots for page in range(4)]
    assert [found for page in pages[:3] for found in page] == free
    assert pages[3] == pages[0]


def test_nothing_free_means_the_nearest_and_never_a_day_ruled_out():
    free = schedule().slots("midwife", NOW)
    near = choose(free, parse("lördag", NOW))
    assert not near.exact
    assert {found.local.day for found in near.slots} <= {19, 22, 23}
    assert choose([], parse("lördag", NOW)).slots == ()
    without = choose(free, parse("nästa vecka men inte måndag", NOW))
    assert all(found.local.weekday() != 0 for found in without.slots)
