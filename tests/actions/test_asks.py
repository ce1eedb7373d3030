"""What each form's question tells a page to show, and that the form understands what the page then sends."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from turns import NOW, a_tracker, a_turn

from actions.ages import AgeForm
from actions.app_link import AppLinkForm
from actions.appointment_changes import CancelForm, ListForm, MoveForm
from actions.appointment_times import Shown
from actions.appointments import BookingForm
from actions.fees import FEE_FORM_ACTIONS, FeeForm
from actions.forms import Form
from actions.handoff import HandoffForm
from actions.triage import TriageForm
from vardlots.booking.schedule import schedule
from vardlots.entities import extract
from vardlots.privacy import screen
from vardlots.regions import regions
from vardlots.replies import LANGUAGES, Asks, Language

LAST_DAY = NOW.date() + timedelta(days=schedule().rules.horizon_days)
DAYS = Asks("date", NOW.date().isoformat(), LAST_DAY.isoformat())
KEYS = {"reference": Asks("reference"), "phone": Asks("phone")}
FIELDS: list[tuple[Form, dict[str, Asks]]] = [
    (FeeForm(), {"age": Asks("age"), "region": Asks("region", options=regions().names("sv"))}),
    (AgeForm(), {"age": Asks("age")}),
    (BookingForm(), {"wish": DAYS, "phone": Asks("phone")}),
    (MoveForm(), {**KEYS, "wish": DAYS}),
    (CancelForm(), KEYS),
    (ListForm(), KEYS),
    (AppLinkForm(), {"phone": Asks("phone")}),
    (HandoffForm(), {"contact": Asks("contact")}),
    (TriageForm(), {"age": Asks("age"), **dict.fromkeys(("complaint", "symptom_days", "worry"), Asks("text"))}),
]


@pytest.fixture(autouse=True)
def database(tmp_path, monkeypatch):
    """Give every test a database of its own."""
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.db'}")


def answered(form: Form, slot: str, text: str, language: Language = "sv", **slots: Any) -> dict[str, Any]:
    """Return what a form makes of the answer to a question, with the entities that Rasa would find in it."""
    found = {one.kind: one.value for one in extract(text)}
    turn = a_turn(text, language=language, entities=found, requested=slot, slots={"requested_slot": slot, **slots})
    filled = form.fill(turn)
    assert not filled.problem
    return dict(filled.slots)


@pytest.mark.parametrize(("form", "fields"), FIELDS, ids=lambda one: getattr(one, "name", ""))
def test_each_question_has_the_field_that_fits_it_and_buttons_need_none(form: Form, fields: dict[str, Asks]) -> None:
    wanted = {slot: form.wants(slot, a_turn()) for slot in form.slots}
    assert {slot: asks for slot, asks in wanted.items() if asks} == fields


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_that_is_asked_carries_its_field(language: Language) -> None:
    (action,) = [one for one in FEE_FORM_ACTIONS if one().name() == "action_ask_fee_form_region"]
    dispatcher = CollectingDispatcher()
    asyncio.run(action().run(dispatcher, a_tracker("?", slots={"language": language}), {}))
    asks = dispatcher.messages[0]["custom"]["asks"]
    assert asks == {"input": "region", "options": list(regions().names(language))}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", [NOW.date(), NOW.date() + timedelta(days=10), LAST_DAY])
def test_a_day_from_the_calendar_field_is_a_wish(day, language: Language) -> None:
    assert screen(day.isoformat()).text == day.isoformat()
    for form in (BookingForm(), MoveForm()):
        wish = Shown.from_json(answered(form, "wish", day.isoformat(), language, care="doctor")["wish"]).wish
        assert (wish.first, wish.last) == (day, day)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_region_of_the_list_is_understood(language: Language) -> None:
    ids = [answered(FeeForm(), "region", name, language)["region"] for name in regions().names(language)]
    assert sorted(ids) == sorted(one.id for one in regions().regions)


@pytest.mark.parametrize("form", [FeeForm(), AgeForm(), TriageForm()], ids=lambda form: form.name)
@pytest.mark.parametrize("age", ["0", "34", "107"])
def test_a_bare_number_is_an_age(form: Form, age: str) -> None:
    assert answered(form, "age", age, subject="self")["age"] == int(age)


@pytest.mark.parametrize("typed", ["0701740605", "070-174 06 05", "+46701740605", "+46 70 174 06 05"])
@pytest.mark.parametrize(
    ("form", "slot"),
    [(AppLinkForm(), "phone"), (HandoffForm(), "contact"), (BookingForm(), "phone"), (ListForm(), "phone")],
    ids=lambda one: getattr(one, "name", ""),
)
def test_what_a_phones_keyboard_writes_is_a_number(form: Form, slot: str, typed: str) -> None:
    assert answered(form, slot, typed, care="doctor")[slot] == "+46701740605"


@pytest.mark.parametrize("typed", ["K7M-4QX", "k7m-4qx", "K7M4QX", " k7m 4qx "])
@pytest.mark.parametrize("form", [MoveForm(), CancelForm(), ListForm()], ids=lambda form: form.name)
def test_a_reference_is_one_in_any_case(form: Form, typed: str) -> None:
    assert answered(form, "reference", typed)["reference"] == "K7M-4QX"
