"""The schedule file, and the times it makes."""

import os
from copy import deepcopy
from datetime import date, datetime, time, timedelta, timezone

import pytest
import yaml

from vardlots.booking.schedule import STOCKHOLM, Schedule, schedule
from vardlots.knowledge import BadFile
from vardlots.tables import load

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=STOCKHOLM)
PLAN = {
    "source": "test", "valid_from": date(2026, 1, 1), "reviewed": date(2026, 1, 1),
    "rules": {"horizon_days": 14, "notice_minutes": 60, "hold_minutes": 10, "cancel_until_hours": 24},
    "minutes": {"doctor": 30},
    "clinicians": [{
        "id": "a-b", "name": "A B", "kind": "doctor",
        "hours": {"wednesday": ["08:00-12:00"], "sunday": ["00:00-06:00"], "friday": ["08:00-09:00"]},
        "breaks": ["09:00-10:00"], "days_off": [date(2026, 11, 25)],
    }],
}  # fmt: skip


def plan(**changes: object) -> Schedule:
    return Schedule.model_validate({**PLAN, **changes})


def starts(made: Schedule, day: date) -> list[str]:
    return [f"{slot.local:%H:%M}" for slot in made.day(made.clinicians[0], day)]


def test_a_day_is_cut_into_slots_around_its_breaks():
    assert starts(plan(), date(2026, 11, 18)) == ["08:00", "08:30", "10:00", "10:30", "11:00", "11:30"]
    assert starts(plan(), date(2026, 11, 19)) == []
    assert starts(plan(), date(2026, 11, 25)) == []


def test_notice_and_horizon_bound_what_is_offered():
    slots = plan().slots("doctor", NOW)
    assert f"{slots[0].local:%d %H:%M}" == "18 11:00"
    assert slots[-1].local.date() == date(2026, 12, 2)


def test_the_days_that_may_be_booked_begin_when_notice_allows_and_end_at_the_horizon():
    made = plan()
    assert made.days(NOW) == (NOW.date(), NOW.date() + timedelta(days=made.rules.horizon_days))
    late = NOW.replace(hour=23, minute=30)
    assert made.days(late)[0] == NOW.date() + timedelta(days=1)
    assert made.days(late.astimezone(timezone.utc)) == made.days(late)


def test_the_spring_night_is_an_hour_shorter_and_the_autumn_night_longer():
    spring, autumn = starts(plan(), date(2026, 3, 29)), starts(plan(), date(2026, 10, 25))
    assert len(spring) == 10
    assert not any(clock.startswith("02") for clock in spring)
    assert len(autumn) == 14
    assert autumn.count("02:00") == autumn.count("02:30") == 2


def test_opening_time_stays_the_same_on_the_wall_when_the_clocks_change():
    days = [date(2026, 10, 21), date(2026, 10, 28)]
    first = [next(plan().day(plan().clinicians[0], day)).start for day in days]
    assert [moment.hour for moment in first] == [6, 7]
    assert all(moment.tzinfo is timezone.utc for moment in first)


def test_a_slots_id_leads_back_to_it():
    slot = plan().slots("doctor", NOW)[0]
    assert plan().slot(slot.id, NOW) == slot
    assert plan().slot("a-b~20261118T0313Z", NOW) is None
    assert plan().slot("nobody~20261118T1000Z", NOW) is None
    assert plan().slot("", NOW) is None
    assert plan().slot(slot.id, NOW + timedelta(hours=2)) is None


def test_a_time_offered_with_just_enough_notice_can_still_be_confirmed():
    soonest = plan().slots("doctor", NOW)[0]
    later = NOW + timedelta(minutes=15)
    assert soonest not in plan().slots("doctor", later)
    assert plan().slot(soonest.id, later) == soonest
    assert plan().slot(soonest.id, NOW + timedelta(minutes=30)) is None


def test_the_demo_clinic_is_open_every_day_with_evenings_and_weekends():
    made = schedule()
    assert 6 <= len(made.clinicians) <= 8
    assert len(made.kinds()) == 5
    slots = [slot.local for kind in made.kinds() for slot in made.slots(kind, NOW)]
    days = {slot.date() for slot in slots}
    assert {NOW.date() + timedelta(days=ahead) for ahead in range(made.rules.horizon_days + 1)} <= days
    assert any(slot.time() >= time(20) for slot in slots)


def write(path, **changes: object):
    body = yaml.safe_dump({**PLAN, **changes}, sort_keys=False)
    path.write_text(body, encoding="utf-8")
    return path


PERSON = PLAN["clinicians"][0]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"minutes": {"doctor": 17}}, "`minutes.doctor` is 17, but must be whole 5 minutes"),
        ({"minutes": {"nurse": 15}}, "`minutes` lacks doctor"),
        ({"minutes": {"doctor": 30, "dentist": 30}}, "`minutes.dentist` is not a field here; expected is 'doctor'"),
        ({"clinicians": [PERSON, deepcopy(PERSON)]}, "two clinicians have the id a-b"),
        ({"clinicians": [{**PERSON, "kind": "doctr"}]}, "a-b: `kind` is 'doctr'; expected is 'doctor'"),
        ({"clinicians": [{**PERSON, "breaks": ["12-13"]}]}, "'12-13' is not a stretch of time"),
        ({"clinicians": [{**PERSON, "breaks": ["13:00-12:00"]}]}, "13:00-12:00 ends before it starts"),
        ({"clinicians": [{**PERSON, "breaks": ["25:00-26:00"]}]}, "hours and minutes are expected"),
        ({"clinicians": [{**PERSON, "days_off": ["jul"]}]}, "'jul' is no date"),
        ({"clinicians": [{**PERSON, "hours": {"wensday": []}}]}, "did you mean 'wednesday'?"),
        ({"rules": {**PLAN["rules"], "horizon_days": 0}}, "`rules.horizon_days` is 0, but must be 1 or more"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path, changes, expected):
    with pytest.raises(BadFile, match=r"schedule\.yaml:\d+:") as told:
        load(write(tmp_path / "schedule.yaml", **changes), Schedule)
    assert expected in str(told.value)


def test_the_line_is_the_one_to_mend(tmp_path):
    path = write(tmp_path / "schedule.yaml", rules={**PLAN["rules"], "hold_minutes": 0})
    wrong = path.read_text().splitlines().index("  hold_minutes: 0") + 1
    with pytest.raises(BadFile, match=rf"schedule\.yaml:{wrong}: `rules\.hold_minutes`"):
        load(path, Schedule)


def test_a_missing_file_and_broken_yaml_are_told(tmp_path):
    with pytest.raises(BadFile, match="does not exist"):
        load(tmp_path / "none.yaml", Schedule)
    (tmp_path / "bad.yaml").write_text("a: [")
    with pytest.raises(BadFile, match="not YAML"):
        load(tmp_path / "bad.yaml", Schedule)


def test_a_changed_file_counts_at_once(tmp_path, monkeypatch):
    monkeypatch.setenv("VARDLOTS_KB", str(tmp_path))
    path = write(tmp_path / "schedule.yaml")
    assert schedule().minutes["doctor"] == 30
    write(path, minutes={"doctor": 20})
    os.utime(path, ns=(1, 1))
    assert schedule().minutes["doctor"] == 20
