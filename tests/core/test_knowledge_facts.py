"""What a sentence says that another may contradict: quantities, times, days, contacts, costs, denials, words."""

from math import inf

import pytest

from vardlots.knowledge.rules.facts.clocks import clocks
from vardlots.knowledge.rules.facts.contacts import contacts
from vardlots.knowledge.rules.facts.quantities import Quantity, agree
from vardlots.knowledge.rules.facts.statements import statement
from vardlots.knowledge.rules.facts.stems import parts, stem

DAY = 24 * 60


def measured(text, language="sv"):
    clauses = statement(text, language).clauses
    return [(one.kind, one.low, one.high, one.bound) for clause in clauses for one in clause.quantities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Svaret kommer inom 3–5 dagar.", [("time", 3 * DAY, 5 * DAY, "most")]),
        ("Svaret kommer om tre–fem dagar.", [("time", 3 * DAY, 5 * DAY, "")]),
        ("Svaret kommer efter två veckor.", [("time", 14 * DAY, 14 * DAY, "")]),
        ("Kortet gäller i ett år.", [("time", 365 * DAY, 365 * DAY, "")]),
        ("Du behöver intyg från dag 8.", [("time", 8 * DAY, 8 * DAY, "")]),
        ("Du behöver intyg från den åttonde dagen.", [("time", 8 * DAY, 8 * DAY, "")]),
        ("Avboka minst 24 timmar före besöket.", [("time", DAY, DAY, "")]),
        ("Det tar minst 24 timmar.", [("time", DAY, DAY, "least")]),
        ("Du som är 16 år eller äldre kan logga in.", [("age", 16, 16, "up")]),
        ("Du kan logga in när du har fyllt 16.", [("age", 16, 16, "up")]),
        ("Barn under 16 år loggar inte in.", [("age", 16, 16, "down")]),
        ("Det gäller barn som inte har fyllt 12 år.", [("age", 12, 12, "down")]),
        ("Du läser journalen tills barnet fyller 13 år.", [("age", 13, 13, "down")]),
        ("Det gäller barn mellan 13 och 15 år.", [("age", 13, 15, "span")]),
        ("Vi tar emot barn från sex månaders ålder.", [("age", 0.5, 0.5, "up")]),
        ("Chatten är öppen kl. 8.00–17.", [("clock", 8, 17, "")]),
        ("Vi svarar till klockan 21.30.", [("clock", -inf, 21.5, "")]),
        ("Besöket kostar 1\N{THIN SPACE}400 kr.", [("amount", 1400, 1400, "")]),
        ("Besöket kostar 1\N{NARROW NO-BREAK SPACE}400 kronor.", [("amount", 1400, 1400, "")]),
        ("Besöket är gratis.", [("amount", 0, 0, "")]),
        ("Besöket är inte gratis.", [("amount", 0.01, inf, "")]),
        ("Du betalar ingen patientavgift för besöket.", [("amount", 0, 0, "")]),
        ("Du får betala en avgift för besöket.", [("amount", 0.01, inf, "")]),
        ("80 % av dem får hjälp.", [("percent", 80, 80, "")]),
        ("Du får högst sex samtal.", [("count of samtal", 6, 6, "most")]),
        ("Du får byta två gånger per år.", [("times", 2, 2, "")]),
        ("Så har det varit sedan 2019.", [("year", 2019, 2019, "")]),
        ("9 av 10 får hjälp på en gång.", []),
        ("Ring Bris på 116 111 eller polisen på 114 14.", []),
    ],
)
def test_swedish_quantities(text, expected):
    assert measured(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Delivery takes one to three days.", [("time", DAY, 3 * DAY, "")]),
        ("The answer comes within a week.", [("time", 7 * DAY, 7 * DAY, "most")]),
        ("You can change twice a year.", []),
        ("You can log in once you have turned 16.", [("age", 16, 16, "up")]),
        ("It is for patients aged 65 and over.", [("age", 65, 65, "up")]),
        ("Children under 18 pay nothing.", [("age", 18, 18, "down"), ("amount", 0, 0, "")]),
        ("From the age of 13 you can log in.", [("age", 13, 13, "up")]),
        ("We are open from 8 am to 5.30 pm.", [("clock", 8, 17.5, "")]),
        ("The chat closes at 17:00.", [("clock", 17, 17, "")]),
        ("A visit costs SEK 1,400.", [("amount", 1400, 1400, "")]),
        ("There is no charge for the visit.", [("amount", 0, 0, "")]),
        ("Feel free to ask.", []),
    ],
)
def test_english_quantities(text, expected):
    assert measured(text, "en") == expected


def quantity(kind, low, high=None, bound=""):
    return Quantity(kind, low, low if high is None else high, "", bound)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (quantity("time", 3 * DAY, 5 * DAY), quantity("time", 4 * DAY), True),
        (quantity("time", 3 * DAY, 5 * DAY), quantity("time", 6 * DAY), False),
        (quantity("time", 28 * DAY), quantity("time", 365 * DAY / 12), True),
        (quantity("time", 7 * DAY), quantity("time", 8 * DAY), False),
        (quantity("time", 5 * DAY, bound="least"), quantity("time", 7 * DAY), True),
        (quantity("time", 5 * DAY, bound="least"), quantity("time", 7 * DAY, bound="least"), False),
        (quantity("amount", 0), quantity("amount", 0.01, inf), False),
        (quantity("amount", 200), quantity("amount", 0.01, inf), True),
        (quantity("clock", 8, 17), quantity("clock", 8, 16), False),
        (quantity("clock", 8, 17), quantity("clock", 12), True),
        (quantity("clock", -inf, 17), quantity("clock", 8, 17), True),
        (quantity("clock", -inf, 17), quantity("clock", 8, inf), True),
        (quantity("age", 16, bound="up"), quantity("age", 15, bound="up"), False),
    ],
)
def test_quantities_agree_when_both_may_be_true(one, other, same):
    assert agree(one, other) is agree(other, one) is same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ring 1177, dygnet runt", ["1177"]),
        ("ring polisen på 114 14", ["11414"]),
        ("du når bris på 116 111", ["116111"]),
        ("ring +46 771 11 77 00 från utlandet", ["0771117700"]),
        ("mejla hej@klinik.example", ["hej@klinik.example"]),
        ("du hittar den på 1177.se", ["1177.se"]),
        ("se https://klinik.example/app/", ["klinik.example/app"]),
        ("perioden på 12 månader", []),
        ("öppet 365 dagar om året", []),
        ("på 100 kr", []),
    ],
)
def test_contacts(text, expected):
    found, rest = contacts(text)
    assert [one.value for one in found] == expected
    assert not any(one.written in rest for one in found)


def test_times_of_day_leave_the_rest_of_the_text():
    found, rest = clocks("på vardagar kl. 8-17 och 3 dagar till", "sv")
    assert [(one.low, one.high) for one in found] == [(8, 17)]
    assert "3 dagar" in rest
    assert "17" not in rest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Laboratoriet är öppet måndag till torsdag.", {0, 1, 2, 3}),
        ("Vi har öppet på vardagar.", {0, 1, 2, 3, 4}),
        ("Även på helger och på onsdagar.", {2, 5, 6}),
        ("Det tar tre dagar.", set()),
    ],
)
def test_days_of_the_week(text, expected):
    assert statement(text, "sv").days == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Nej, du kan boka om.", "sv", [False]),
        ("Du kan inte boka om.", "sv", [True]),
        ("Det är inte bara för barn.", "sv", [False]),
        ("Du betalar ingen avgift.", "sv", [False]),
        ("Ingen får använda ditt BankID.", "sv", [True]),
        ("You can’t book.", "en", [True]),
        ("You cannot book the same day.", "en", [True]),
        ("The no-show fee applies.", "en", [False]),
        ("Står det ”Du kan inte logga in” väntar du en stund.", "sv", [False]),
    ],
)
def test_what_denies(text, language, expected):
    assert [clause.denies for clause in statement(text, language).clauses] == expected


def test_a_condition_is_a_clause_of_its_own_and_so_is_a_question_before():
    told = statement("Du betalar en avgift om du inte avbokar.", "sv")
    assert [(clause.condition, clause.denies) for clause in told.clauses] == [(False, False), (True, True)]
    asked = statement("Är du under 18 år?", "sv")
    told = statement("Ring Bris på 116 111.", "sv").after(asked)
    assert [(clause.condition, [one.kind for one in clause.quantities]) for clause in told.clauses] == [
        (True, ["age"]),
        (False, []),
    ]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("avgift avgiften avgifter avgifterna", "sv"),
        ("remiss remissen remisser", "sv"),
        ("läkare läkaren läkarna", "sv"),
        ("gäller giltig", "sv"),
        ("medicin medicinen läkemedel", "sv"),
        ("cancel cancels cancelled cancelling", "en"),
        ("results result", "en"),
        ("illness illnesses", "en"),
    ],
)
def test_forms_of_a_word_have_one_stem(words, language):
    assert len({stem(word, language) for word in words.split()}) == 1


def test_a_compound_is_its_parts_where_both_are_words_of_their_own():
    known = {stem(word, "sv") for word in ("läkare", "besök", "prov", "svar", "patient")}
    assert parts("läkarbesök", known, "sv") == (stem("läkare", "sv"), stem("besöket", "sv"))
    assert parts("provsvaren", known, "sv") == ("prov", "svar")
    assert parts("psykologbesök", known, "sv") == ("psykologbesök",)
    assert parts("doctor", {"doc", "tor"}, "en") == ("doctor",)
