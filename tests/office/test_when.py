"""Days, times and numbers, in both languages."""

from datetime import date, datetime, timezone

from office.when import day, moment, number, share, weekday
from office.words import speaker

SV, EN = speaker("sv"), speaker("en")


def test_a_day_and_its_name() -> None:
    assert (day(date(2026, 11, 28), SV), day(date(2026, 1, 2), EN)) == ("28 november 2026", "2 January 2026")
    assert (weekday(0, SV), weekday(6, EN)) == ("måndag", "Sunday")


def test_a_moment_is_stockholms_in_summer_and_in_winter() -> None:
    now = datetime(2026, 12, 24, 12, tzinfo=timezone.utc)
    summer, winter = datetime(2026, 7, 1, 22, 30, tzinfo=timezone.utc), datetime(2026, 12, 1, 8, 5, tzinfo=timezone.utc)
    assert moment(summer, SV, now) == "2 juli 2026 kl. 00.30"
    assert moment(winter, EN, now) == "1 December 2026 at 09:05"


def test_today_is_stockholms_too() -> None:
    now = datetime(2026, 11, 27, 23, 30, tzinfo=timezone.utc)
    assert moment(datetime(2026, 11, 28, 6, tzinfo=timezone.utc), SV, now) == "i dag kl. 07.00"
    assert moment(datetime(2026, 11, 27, 22, tzinfo=timezone.utc), EN, now) == "27 November 2026 at 23:00"


def test_numbers_and_shares() -> None:
    assert (number(1234567, SV), number(1234567, EN)) == ("1\u00a0234\u00a0567", "1,234,567")
    assert (number(1.25, SV, 1), number(0.5, EN, 1)) == ("1,2", "0.5")
    assert (share(1, 3, SV), share(2, 3, EN), share(0, 0, EN)) == ("33\u00a0%", "67%", "0%")
