"""Which complaint a text is about: taken when sure, suggested when near, otherwise not guessed."""

import numpy as np
import pytest
from small_triage import COMPLAINTS, OUTSIDE, complaint, rule, save, table
from tiny import TinyEncoder

from vardlots.triage.case import OTHER
from vardlots.triage.complaints import SURE, Recogniser, fit, recogniser

SMALL = Recogniser(table(), OUTSIDE, TinyEncoder())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jag har så ont i halsen", "sore-throat"),
        ("Ont i halsen", "sore-throat"),
        ("MY CHEST HURTS!", "chest-pain"),
        ("känner mig väldigt nedstämd", "low-mood"),
        ("vem är statsminister", None),
        ("", None),
        ("???", None),
    ],
)
def test_a_complaint_is_recognised_or_not(text, found):
    assert SMALL.find(text).complaint == found


def test_a_phrasing_as_it_stands_is_its_complaint_however_near_others_are():
    for row in table().complaints:
        assert {SMALL.find(text).complaint for text in row.also_said.all()} == {row.id}


def test_what_is_between_two_is_suggested_the_nearest_first_and_at_most_three():
    found = SMALL.find("jag har ont")
    assert found.complaint is None
    assert found.candidates[:2] == ("sore-throat", "chest-pain")
    assert len(found.candidates) <= 3


def test_the_row_for_what_is_not_recognised_is_never_recognised():
    rows = [*COMPLAINTS, complaint(OTHER, ("Annat besvär", "Other trouble"), ([], []), rules=[rule("nurse", "ask")])]
    with_other = Recogniser(table(complaints=rows), OUTSIDE, TinyEncoder())
    assert with_other.find("Annat besvär").complaint is None


def test_the_fit_lets_through_what_is_right_and_holds_the_outside_back():
    rng = np.random.default_rng(7)
    owners = np.arange(200) % 4
    inside = rng.normal(0.3, 0.1, (200, 4)).astype(np.float32)
    inside[np.arange(200), owners] += 0.3
    outside = rng.normal(0.3, 0.1, (100, 4)).astype(np.float32)
    limits = fit(inside, owners, outside)
    ranked = np.sort(inside, axis=1)
    taken = (ranked[:, -1] >= limits.take) & (ranked[:, -1] - ranked[:, -2] >= limits.lead)
    assert taken.mean() > 0.3
    assert (inside.argmax(axis=1) == owners)[taken].mean() >= SURE - 0.01
    assert (outside.max(axis=1) >= limits.suggest).mean() <= 0.06
    assert limits.take >= limits.suggest


def test_a_fit_in_which_nothing_is_ever_right_takes_nothing():
    limits = fit(np.eye(4, dtype=np.float32)[[1, 2, 3, 0]], np.arange(4), np.zeros((1, 4), dtype=np.float32))
    assert limits.take == float("inf")


def test_an_edit_is_recognised_by_without_a_restart(tmp_path, monkeypatch):
    monkeypatch.setenv("VARDLOTS_KB", str(save(tmp_path / "kb")))
    monkeypatch.setattr("vardlots.triage.complaints.encoder", lambda _settings: TinyEncoder())
    first = recogniser()
    assert recogniser() is first
    assert first.find("skruvig armbåge").complaint is None
    elbow = complaint("elbow", ("Armbåge", "Elbow"), (["skruvig armbåge"], ["odd elbow"]), rules=[rule("doctor", "x")])
    save(tmp_path / "kb", complaints=[*COMPLAINTS, elbow])
    assert recogniser().find("skruvig armbåge").complaint == "elbow"


def test_the_shipped_table_is_found_in_words_that_do_not_stand_in_it():
    ours = recogniser()
    sure, near = 0, 0
    said = {
        "har så himla ont i halsen": "sore-throat", "ryggen värker efter flytten": "back-pain",
        "är så förkyld och täppt": "cold", "jag sover så dåligt": "sleep",
        "det kliar och svider i ögat": "red-eye",
        "my throat is killing me": "sore-throat", "can't stop coughing": "cough", "i keep waking up at night": "sleep",
        "my lower back aches": "back-pain", "found a tick on my leg": "tick-bite",
    }  # fmt: skip
    for text, right in said.items():
        found = ours.find(text)
        assert found.complaint in (right, None), text
        sure += found.complaint == right
        near += right in (found.complaint, *found.candidates)
    assert sure >= 5
    assert near >= 8
