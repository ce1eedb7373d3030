"""Answers that say different things of the same: found at both entries, and nothing found where two cases are meant."""

from dataclasses import replace
from datetime import date

import pytest
from knowledge_folder import FAQ, changed, line, make

from vardlots.knowledge import check_folder, read_knowledge
from vardlots.knowledge.models import Allowed
from vardlots.knowledge.rules import BY_NAME, RULES, Place, Whole
from vardlots.knowledge.rules.allowed import needless
from vardlots.knowledge.rules.contradictions import MOST, contradicting_answers
from vardlots.knowledge.style import Style
from vardlots.settings import ROOT

TODAY = date(2026, 11, 23)
RULE = "contradicting-answers"
SWEDISH, ENGLISH = "Vi skickar en länk till din mobil.", "We send a link to your phone."
ASKED = "Skriv till {provider.email.support} om du undrar."


def found_in(tmp_path, faq):
    return [one for one in check_folder(make(tmp_path, faq), TODAY) if one.rule == RULE]


def said(tmp_path, one, other, language="sv"):
    """Put a sentence into the answer on fees, and one into that on the app; return what is found."""
    wonder = "Write to {provider.email.support} if you wonder."
    first, second = (ASKED, SWEDISH) if language == "sv" else (wonder, ENGLISH)
    return found_in(tmp_path, changed(second, f'"{other}"', changed(first, one)))


def test_both_entries_are_told_with_sentences_lines_and_what_differs(tmp_path):
    one, other = "Frikortet gäller i tolv månader.", "Frikortet gäller i 6 månader."
    faq = changed(SWEDISH, other, changed(ASKED, one))
    fees, app = found_in(tmp_path, faq)
    assert (fees.entry, app.entry) == ("fees", "download-app")
    assert (fees.file, fees.level, fees.line, app.line) == ("kb/faq.yaml", "warning", line(faq, one), line(faq, other))
    assert f"'{one}' is contradicted by '{other}' of download-app, on line {app.line}" in fees.why
    assert "(tolv månader and 6 månader)" in fees.why
    assert f"'{other}' motsägs av '{one}' under fees på rad {fees.line} (6 månader och tolv månader)" in app.sv
    assert "read both against the source" in fees.fix


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ett läkarbesök kostar 200 kr.", "Ett besök hos läkare kostar 1\N{NO-BREAK SPACE}250 kronor."),
        ("Du kan logga in i appen när du har fyllt 16.", "Den som har fyllt 15 år kan logga in i appen."),
        ("Chatten är öppen kl. 8.00–17.", "Chatten är öppen mellan klockan 8 och 16.30."),
        ("Leveransen av medicin tar 3–5 dagar.", "Medicin levereras: leveransen tar åtta dagar."),
        ("Våra läkare kan skriva remiss till en specialist.", "Våra läkare kan inte skriva remiss till en specialist."),
        ("Det är gratis att avboka en tid sent.", "Det kostar 100 kr att avboka en tid sent."),
        ("Har du blivit lurad? Ring polisen på 114 14.", "Ring polisen på 114 15 om du har blivit lurad."),
        ("Psykologerna tar emot på måndagar.", "Psykologerna tar emot på onsdagar och torsdagar."),
        (
            "Mottagningen tar högst {fees.ceiling.amount} kr.",
            "Mottagningen tar högst 300 kr.",
        ),
    ],
)
def test_swedish_answers_that_contradict_each_other(tmp_path, one, other):
    assert len(said(tmp_path, one, other)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You can see a midwife from the age of 15.", "You can see a midwife once you have turned 13."),
        ("We never record video calls.", "We always record video calls."),
        ("A referral is valid for six months.", "Referrals are valid for 12 months."),
        ("You need a referral to see a dermatologist.", "You don’t need a referral to see a dermatologist."),
    ],
)
def test_english_answers_that_contradict_each_other(tmp_path, one, other):
    assert len(said(tmp_path, one, other, "en")) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Frikortet gäller i tolv månader.", "Frikortet gäller i 12 månader."),
        ("Provet tar två veckor att få svar på.", "Provet tar 14 dagar att få svar på."),
        ("Leveransen av medicin tar 3–5 dagar.", "Leveransen av medicin tar oftast fyra dagar."),
        ("Du som är 16 år eller äldre loggar in själv.", "Barn under 16 år loggar inte in själva."),
        ("Ett besök hos psykologen kostar 100 kr.", "Ett besök hos läkaren kostar 200 kr."),
        ("Barn under 18 år betalar 0 kr för ett besök.", "Vuxna betalar 200 kr för ett besök."),
        ("I Skåne kostar ett besök 200 kr.", "I Dalarna kostar ett besök 250 kr."),
        ("På vardagar har vi öppet kl. 7–22.", "På helger har vi öppet kl. 9–18."),
        ("I juli har mottagningen öppet kl. 9–15.", "Mottagningen har öppet kl. 8–17, utom i juli."),
        ("Du betalar en avgift om du inte avbokar i tid.", "Du betalar ingen avgift om du avbokar i tid."),
        ("Står det ”Du kan inte boka en tid” är kalendern full.", "Du kan boka en tid i kalendern."),
        ("Under 2024 var taket 1 400 kr i regionen.", "Under 2025 var taket 1 450 kr i regionen."),
        (
            "Mottagningen tar högst {fees.ceiling.amount} kr.",
            "Mottagningen tar högst 200 kr.",
        ),
        ("Ring 112 om det är livshotande.", "Ring 1177 om du vill ha råd."),
    ],
)
def test_answers_about_two_cases_or_the_same_do_not(tmp_path, one, other):
    assert said(tmp_path, one, other) == []


ALLOW = "    review_every: 1 year\n    allow:\n      - {rule: contradicting-answers, because: two kinds of cards}\n"


def test_an_excuse_in_one_of_the_two_will_do(tmp_path):
    faq = changed(SWEDISH, "Frikortet gäller i 6 månader.", changed(ASKED, "Frikortet gäller i tolv månader."))
    about = {RULE, "needless-allow"}
    excused = check_folder(make(tmp_path, changed("    review_every: 1 year\n", ALLOW, faq)), TODAY)
    assert about.isdisjoint(one.rule for one in excused)
    needless = check_folder(make(tmp_path, changed("    review_every: 1 year\n", ALLOW)), TODAY)
    assert [one.rule for one in needless] == ["needless-allow"]


def test_of_more_answers_only_a_deep_check_compares_them(tmp_path, monkeypatch):
    monkeypatch.setattr("vardlots.knowledge.flaws.RULES", tuple(replace(one, most=1) for one in RULES))
    faq = changed(SWEDISH, "Frikortet gäller i 6 månader.", changed(ASKED, "Frikortet gäller i tolv månader."))
    folder = make(tmp_path, faq)
    assert RULE not in {one.rule for one in check_folder(folder, TODAY)}
    assert RULE in {one.rule for one in check_folder(folder, TODAY, deep=True)}


def test_an_excuse_is_not_called_needless_where_the_rule_was_not_tried():
    rule = BY_NAME[RULE]
    assert rule.tried(MOST, deep=False)
    assert not rule.tried(MOST + 1, deep=False)
    assert rule.tried(MOST + 1, deep=True)
    entry = read_knowledge(ROOT / "kb").entries["fees"]
    excused = entry.model_copy(update={"allow": (Allowed(rule=RULE, because="two regions"),)})
    knowledge = replace(read_knowledge(ROOT / "kb"), entries={str(number): excused for number in range(MOST + 1)})
    for deep, told in ((False, 0), (True, 1)):
        place = Place(Whole(knowledge, Style(), TODAY, deep), 0, excused)
        assert len(list(needless(place, BY_NAME, ()))) == told


def test_an_answer_that_is_being_written_is_compared_with_the_others_alone(tmp_path):
    knowledge = read_knowledge(make(tmp_path, changed(ASKED, "Frikortet gäller i tolv månader.")))
    others = {name: entry for name, entry in knowledge.entries.items() if name == "fees"}
    old = knowledge.entries["download-app"]
    for text, count in (("Frikortet gäller i 6 månader.", 1), ("Frikortet gäller i tolv månader.", 0)):
        draft = old.model_copy(update={"answer": old.answer.model_copy(update={"sv": text})})
        among = replace(knowledge, entries={**others, draft.id: draft})
        assert len(list(contradicting_answers(Place(Whole(among, Style(), TODAY), 1, draft)))) == count


def test_a_value_that_does_not_exist_is_left_to_the_rule_about_it(tmp_path):
    knowledge = read_knowledge(make(tmp_path))
    entry = knowledge.entries["fees"]
    answer = entry.answer.model_copy(update={"sv": "Högst {fees.celing.amount} kr."})
    draft = entry.model_copy(update={"answer": answer})
    place = Place(Whole(replace(knowledge, entries={"fees": draft}), Style(), TODAY), 0, draft)
    assert list(contradicting_answers(place)) == []


def test_the_clinics_own_answers_do_not_contradict_each_other():
    found = [str(one) for one in check_folder(ROOT / "kb", TODAY) if one.rule == RULE]
    assert found == []


def test_the_small_knowledge_base_does_not_either(tmp_path):
    assert found_in(tmp_path, FAQ) == []
