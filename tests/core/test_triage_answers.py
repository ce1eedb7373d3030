"""What people answer, in both languages, with typos and without å, ä and ö; what is no answer is None."""

from datetime import date

import pytest
from small_triage import table

from vardlots.triage.answers import doubts, for_whom, has_condition, how_bad, severe, yes_or_no
from vardlots.triage.checklist import checked
from vardlots.triage.durations import lasted

TODAY = date(2026, 11, 28)
"""A Saturday."""
UNKNOWN = "unknown"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("två dagar", 2), ("3", 3), ("tre", 3), ("sedan i tisdags", 4), ("sen i tisdags kväll", 4), ("i lördags", 7),
        ("igår", 1), ("i går kväll", 1), ("i förrgår", 2), ("i morse", 0.5), ("idag", 0.5), ("ett dygn", 1),
        ("några dagar", 5), ("ett par dagar", 3), ("ett par veckor", 21), ("2-3 veckor", 21), ("fyra-fem dagar", 5),
        ("en och en halv vecka", 10.5), ("ett halvår", 182.5), ("hela veckan", 7), ("i två timmar", 2 / 24),
        ("från och till i två år", 730), ("länge", 365), ("sedan den 3 mars", 270), ("sedan 20 november", 8),
        ("förra veckan", 12), ("i helgen", 7), ("tva dagar", 2), ("4dagar", 4), ("mer än tre dagar", 4),
        ("sedan barndomen", 3650), ("ungefär tio dagar", 10),
        ("since yesterday", 1), ("since Tuesday", 4), ("3 days", 3), ("a couple of days", 3), ("a few weeks", 35),
        ("about a week", 7), ("two days ago", 2), ("it started on monday", 5), ("since last week", 12),
        ("half a year", 182.5), ("this morning", 0.5), ("less than a week", 7), ("for ages", 365), ("six months", 180),
        ("since november 1", 27), ("day before yesterday", 2), ("last night", 1),
        ("vet inte", None), ("banan", None), ("jag mår illa", None), ("lindrigt", None), ("", None),
    ],
)  # fmt: skip
def test_how_long_it_has_lasted(text, days):
    found = lasted(text, TODAY, asked=True)
    assert found == (None if days is None else pytest.approx(days))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("min dotter har haft feber i två dagar", 2), ("ont i halsen sen igår", 1), ("had a cough for three weeks", 21),
        ("my back hurts, two weeks now", 14), ("har hostat sedan i måndags", 5), ("sick since last night", 1),
        ("ta 2 tabletter 3 gånger om dagen", None), ("gravid vecka 30 och yr", None), ("kan jag få hjälp idag", None),
        ("hur länge ska man vänta", None), ("kan jag boka om två dagar", None), ("jag är 34 år", None),
        ("38,5 graders feber", None), ("I need help today", None),
    ],
)  # fmt: skip
def test_a_duration_that_nobody_asked_for_has_to_say_that_it_is_one(text, days):
    found = lasted(text, TODAY)
    assert found == (None if days is None else pytest.approx(days))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ja", True), ("Japp!", True), ("jo", True), ("ja tack", True), ("yes", True), ("yeah", True),
        ("stämmer", True),
        ("nej", False), ("nä", False), ("nej tack", False), ("nope", False), ("no", False), ("inget av det", False),
        ("none of them", False), ("inte alls", False),
        ("vet inte", UNKNOWN), ("vet ej", UNKNOWN), ("ingen aning", UNKNOWN), ("kanske", UNKNOWN),
        ("ja kanske", UNKNOWN),
        ("not sure", UNKNOWN), ("i don't know", UNKNOWN), ("dont know", UNKNOWN), ("no idea", UNKNOWN),
        ("vill inte säga", UNKNOWN), ("?", UNKNOWN),
        ("tror inte det", None), ("nej, inte vad jag vet", None), ("i don't think so", None), ("hej", None), ("", None),
        ("nejlika", None), ("jakt", None), ("november", None),
    ],
)  # fmt: skip
def test_yes_no_and_neither(text, answer):
    assert yes_or_no(text) is answer if answer is not UNKNOWN else yes_or_no(text) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("lindrigt", "mild"), ("lite ont", "mild"), ("inte så farligt", "mild"), ("mycket lindrigt", "mild"),
        ("latt", "mild"), ("mild", "mild"), ("not too bad", "mild"), ("a bit", "mild"), ("very mild", "mild"),
        ("måttligt", "moderate"), ("mattligt", "moderate"), ("ganska ont", "moderate"), ("sådär", "moderate"),
        ("inte jätteont", "moderate"), ("moderate", "moderate"), ("so-so", "moderate"), ("not severe", "moderate"),
        ("svårt", "severe"), ("svart", "severe"), ("jätteont", "severe"), ("outhärdligt", "severe"),
        ("mycket", "severe"),
        ("kan inte sova", "severe"), ("lindrigt på dagen men svårt på natten", "severe"), ("severe", "severe"),
        ("really bad", "severe"), ("unbearable", "severe"), ("worse than ever", "severe"),
        ("vet inte", UNKNOWN), ("hard to say", UNKNOWN), ("banan", None), ("34 år", None), ("", None),
    ],
)  # fmt: skip
def test_how_bad_it_is(text, severity):
    assert how_bad(text) == severity


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("jag själv", "self"), ("mig", "self"), ("me", "self"), ("it's for me", "self"), ("mitt barn", "child"),
        ("min dotter", "child"), ("my son", "child"), ("vår bebis", "child"), ("min systers bebis", "child"),
        ("min mamma", "other"), ("min man", "other"), ("my wife", "other"), ("en kompis", "other"),
        ("grannen", "other"),
        ("någon annan", "other"), ("somebody else", "other"), ("jag frågar åt min bror", "other"),
        ("vet inte", UNKNOWN),
        ("banan", None), ("två dagar", None),
    ],
)  # fmt: skip
def test_for_whom(text, who):
    assert for_whom(text, asked=True) == who


def test_nobody_is_guessed_where_nobody_was_asked_for():
    assert for_whom("ont i halsen") is None
    assert for_whom("vet inte") is None


@pytest.mark.parametrize(
    ("condition", "text", "answer"),
    [
        ("pregnant", "jag är gravid", True), ("pregnant", "är inte gravid", False),
        ("pregnant", "kan vara gravid", UNKNOWN),
        ("pregnant", "I'm 20 weeks pregnant", True), ("pregnant", "not pregnant", False), ("pregnant", "nej", None),
        ("immune", "får cellgifter", True), ("immune", "nedsatt immunförsvar", True), ("immune", "on chemo", True),
        ("immune", "no, not immunosuppressed", False), ("immune", "ont i halsen", None),
    ],
)  # fmt: skip
def test_pregnant_and_immune(condition, text, answer):
    found = has_condition(condition, text)
    assert (found, type(found)) == (answer, type(answer))


@pytest.mark.parametrize("text", ["det är outhärdligt", "fruktansvärd smärta", "it is unbearable"])
def test_what_is_bad_beyond_doubt_needs_no_question(text):
    assert severe(text)


def test_everyday_words_are_no_severity_unless_asked():
    assert not severe("jag har väldigt ont i halsen")
    assert not doubts("jag har ont i halsen")


THROAT = table().complaint("sore-throat")


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("nej", ()), ("nej, inget av det", ()), ("none of them", ()), ("Nä!", ()), ("nej, andas bra", None),
        ("nej, han har inte svårt att andas", ()), ("nej tack", ()), ("no, just a cold", ()),
        ("ja", ("some",)), ("yes", ("some",)), ("alla", ("some",)), ("ja, något", ("some",)),
        ("ja, svårt att andas", ("breathing",)), ("svårt att andas", ("breathing",)),
        ("trouble breathing", ("breathing",)),
        ("hon kan inte svälja saliven", ("drooling",)), ("she can't swallow her saliva", ("drooling",)),
        ("ja, han är svullen på halsen", ("neck",)), ("2", ("breathing",)), ("1 och 3", ("drooling", "neck")),
        ("nej, men hon har svårt att andas", ("breathing",)), ("no, but his neck is swelling", ("neck",)),
        ("nej men lite trött", None), ("nej, hon andas konstigt", None),
        ("vet inte", UNKNOWN), ("kanske", UNKNOWN), ("not sure", UNKNOWN), ("nej, vet inte riktigt", UNKNOWN),
        ("tror inte det", None), ("inte svårt att andas", None), ("hon har bara ont i halsen", None), ("9", None),
        ("hej", None), ("två dagar", None), ("", None),
    ],
)  # fmt: skip
def test_the_list_of_red_flags(text, flags):
    assert checked(text, THROAT) == flags


def test_a_flag_that_is_itself_a_not_is_named_with_it():
    sick = table().complaint("pregnancy-sickness")
    assert checked("kissar nästan inte", sick) == ("dry",)
    assert checked("jag kissar som vanligt", sick) in (("dry",), None)  # in doubt it holds, or is asked again
