"""Values in what people write: a table of texts, in both languages, and the rules around it."""

import ast
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vardlots import entities
from vardlots.booking.references import ALPHABET
from vardlots.entities import Found, extract, fold, sources
from vardlots.entities.contact import SIGNS
from vardlots.entities.found import longest
from vardlots.entities.numbers import number_words

AGES: list[tuple[str, list[float]]] = [
    # Swedish, with a unit
    ("34 år", [34]),
    ("34år", [34]),
    ("jag är 34 år", [34]),
    ("jag är trettiofyra år", [34]),
    ("är tjugo år gammal", [20]),
    ("hundra år", [100]),
    ("sjuåring", [7]),
    ("min sjuåring har feber", [7]),
    ("vad kostar det för en 7-åring", [7]),
    ("min 85-årings recept", [85]),
    ("tvaaring med hosta", [2]),
    ("en ettåring", [1]),
    ("min 3årige son", [3]),
    ("fyra månader", [0.33]),
    ("hon är 4 mån", [0.33]),
    ("min bebis, fyra månader, har feber", [0.33]),
    ("min bebis på två månader har 38.5", [0.17]),
    ("bebis 6 veckor feber", [0.12]),
    ("en tvåmånaders bebis", [0.17]),
    ("vår sexveckors baby", [0.12]),
    ("han är 10 dagar gammal", [0.03]),
    ("1,5 år", [1.5]),
    ("ett och ett halvt år gammal", [1.5]),
    ("ett halvår gammal bebis", [0.5]),
    ("nyfödd", [0]),
    ("min nyfodda bebis", [0]),
    ("min mormor är över 85 år", [85]),
    ("farfar 91 år i luleå", [91]),
    ("min son på 7 år", [7]),
    ("vid 15 års ålder", [15]),
    ("34 bast", [34]),
    ("mina barn är 3 och 5 år", [3, 5]),
    # Swedish, without a unit
    ("hon är 7", [7]),
    ("hon är bara 7", [7]),
    ("jag e 19", [19]),
    ("min dotter är 14, kan hon logga in", [14]),
    ("min son på 13 vill se journalen", [13]),
    ("min dotter, 12, vill se sin journal", [12]),
    ("min son (7) har hosta", [7]),
    ("mamma är 84", [84]),
    ("han har fyllt 16", [16]),
    ("ålder: 34", [34]),
    ("min dotter fyller snart 16", [15]),
    ("hon fyller 85 i april", [84]),
    ("hon har inte fyllt 16 år", [15]),
    ("jag är snart 20", [19]),
    ("18 år fyllda", [18]),
    ("vår lilla på 8 veckor", [0.15]),
    ("en 6 v gammal bebis", [0.12]),
    ("för någon som är 67", [67]),
    ("är det gratis om man är 19", [19]),
    ("hon e 92 å bor i borås", [92]),
    ("feber 39 i 2 dagar, hon är 4", [4]),
    # English, with a unit
    ("34 years old", [34]),
    ("I'm 34 years old", [34]),
    ("a 7 year old", [7]),
    ("my two-year-old", [2]),
    ("my 3 yo", [3]),
    ("my 3yo has a cough", [3]),
    ("my 7yr old", [7]),
    ("6-week-old", [0.12]),
    ("my baby is 6 weeks old", [0.12]),
    ("a 4 month old baby", [0.33]),
    ("newborn", [0]),
    ("she is 2 and a half years old", [2.5]),
    ("my mother is ninety-one years old", [91]),
    # English, without a unit
    ("I'm 34 and live in Gothenburg", [34]),
    ("im 15 can i log in", [15]),
    ("shes 7", [7]),
    ("she's only 7", [7]),
    ("my daughter is 14, can she log in herself", [14]),
    ("my son (12)", [12]),
    ("aged 85", [85]),
    ("my dad turned 85", [85]),
    ("when my son turns 16", [15]),
    ("I am thirty-four", [34]),
    ("I'm almost 20", [19]),
    ("she is going to be 85 next month", [84]),
    ("when you're 84", [84]),
    ("for someone who's 67", [67]),
    # no ages
    ("barn under 12 år", []),
    ("patient since 15 years", []),
    ("60-årsåldern", []),
    ("my 2 kids", []),
    ("I am 2nd in the queue", []),
    ("hon är född 2010", []),
    ("pensionär", []),
    ("tonåring", []),
    ("a toddler", []),
    ("39 graders feber", []),
    ("min son är 39 i feber", []),
    ("hon är 39,5 i temp", []),
    ("my son is 39 degrees", []),
    ("3 dagar", []),
    ("haft ont i 3 dagar", []),
    ("haft ont i 2 år", []),
    ("för 2 år sedan", []),
    ("jag har haft diabetes 10 år", []),
    ("for 2 years", []),
    ("i've had it for 2 years", []),
    ("sjukskriven 3 månader", []),
    ("jag är 34 veckor gravid", []),
    ("jag är gravid i vecka 34", []),
    ("I'm 20 weeks pregnant", []),
    ("14:30", []),
    ("kl. 14.30 på fredag", []),
    ("klockan är 7", []),
    ("200 kr", []),
    ("det är 200 kr", []),
    ("ring 070-174 06 05", []),
    ("2026-11-22", []),
    ("19900101-1234", []),
    ("jag är nr 7 i kön", []),
    ("under 18 år", []),
    ("barn 13–15 år", []),
    ("mellan 13 och 15 år", []),
    ("gratis från 85 år", []),
    ("she is one of them", []),
    ("hon är en bra läkare", []),
    ("fem tabletter", []),
    ("130 år", []),
    ("112", []),
    ("1177", []),
]

BARE: list[tuple[str, list[float]]] = [
    ("34", [34]),
    ("34.", [34]),
    ("trettiofyra", [34]),
    ("thirty four", [34]),
    ("typ 12", [12]),
    ("hon är 7", [7]),
    ("ett", [1]),
    ("0", [0]),
    ("8 månader", [0.67]),
    ("sex veckor", [0.12]),
    ("34 tack", [34]),
    ("vet inte", []),
    ("nej", []),
    ("det är 39 grader", []),
    ("200 kr", []),
    ("0701740605", []),
    ("vad kostar 2 besök hos er", []),
]

OTHERS: list[tuple[str, str, list[object]]] = [
    ("region", "jag bor i Skåne", ["skane"]),
    ("region", "skane", ["skane"]),
    ("region", "SKÅNES regler", ["skane"]),
    ("region", "vad kostar det i malmo", ["skane"]),
    ("region", "Helsingborg", ["skane"]),
    ("region", "sthlm", ["stockholm"]),
    ("region", "Region Stockholm", ["stockholm"]),
    ("region", "sodertalje", ["stockholm"]),
    ("region", "gbg", ["vastra_gotaland"]),
    ("region", "I live in Gothenburg", ["vastra_gotaland"]),
    ("region", "VGR", ["vastra_gotaland"]),
    ("region", "Västra Götalands län", ["vastra_gotaland"]),
    ("region", "västra götaland, inte östergötland", ["vastra_gotaland", "ostergotland"]),
    ("region", "jag bor i Åre", ["jamtland_harjedalen"]),
    ("region", "how are you", []),
    ("region", "Ange ort", []),
    ("region", "lundberg är min läkare", []),
    ("region", "jag bor i Norge", []),
    ("care", "vad kostar ett läkarbesök", ["doctor"]),
    ("care", "jag vill träffa doktorn", ["doctor"]),
    ("care", "GP appointment", ["doctor"]),
    ("care", "distriktslakare", ["doctor"]),
    ("care", "sjuksköterska", ["nurse"]),
    ("care", "distriktssköterskan", ["nurse"]),
    ("care", "see a nurse", ["nurse"]),
    ("care", "barnmorskemottagning", ["midwife"]),
    ("care", "midwives", ["midwife"]),
    ("care", "psykologsamtal", ["psychologist"]),
    ("care", "a shrink", ["psychologist"]),
    ("care", "kbt", ["psychologist"]),
    ("care", "sjukgymnast", ["physiotherapist"]),
    ("care", "physio", ["physiotherapist"]),
    ("care", "inte läkare utan sköterska", ["doctor", "nurse"]),
    ("care", "läkarintyg", []),
    ("care", "a doctor's note", []),
    ("care", "läkemedel", []),
    ("care", "tandläkare", []),
    ("exemption_card", "jag har frikort", [True]),
    ("exemption_card", "frikort", [True]),
    ("exemption_card", "ja, frikort", [True]),
    ("exemption_card", "gäller mitt frikort hos er", [True]),
    ("exemption_card", "vad kostar det med frikort", [True]),
    ("exemption_card", "är det gratis om jag har frikort", [True]),
    ("exemption_card", "behöver jag betala om jag har frikort", [True]),
    ("exemption_card", "do I pay if I have an exemption card", [True]),
    ("exemption_card", "I've got an excemption card", [True]),
    ("exemption_card", "jag har inget frikort", [False]),
    ("exemption_card", "frikort? nej", [False]),
    ("exemption_card", "not got an exemption card", [False]),
    ("exemption_card", "apoteket säger att mitt frikort inte gäller", [True]),
    ("exemption_card", "har ni frikort", []),
    ("exemption_card", "frikort läkemedel", []),
    ("exemption_card", "var ser jag vad jag har kvar till frikortet", []),
    ("exemption_card", "har inte frikort", [False]),
    ("exemption_card", "frikort har jag inte", [False]),
    ("exemption_card", "utan frikort", [False]),
    ("exemption_card", "mitt frikort har gått ut", [False]),
    ("exemption_card", "no exemption card", [False]),
    ("exemption_card", "I don't have an exemption card", [False]),
    ("exemption_card", "without an exemption card", [False]),
    ("exemption_card", "vad är ett frikort", []),
    ("exemption_card", "hur får man frikort", []),
    ("exemption_card", "what is an exemption card", []),
    ("exemption_card", "jag vet inte om jag har frikort", []),
    ("exemption_card", "jag har frikort för läkemedel", []),
    ("subject", "min dotter vill logga in", ["child"]),
    ("subject", "kan jag boka åt min son", ["child"]),
    ("subject", "my three-year-old", ["child"]),
    ("subject", "min 85-åring", []),
    ("subject", "my mum", ["parent"]),
    ("subject", "min sambo", ["partner"]),
    ("subject", "kan jag logga in", ["self"]),
    ("subject", "im 15", ["self"]),
    ("purpose", "kan min dotter logga in själv", ["log_in"]),
    ("purpose", "kan hon logga in och läsa journalen", ["see_journal"]),
    ("purpose", "hämta ut medicin", ["prescriptions"]),
    ("purpose", "träffa barnmorska", ["see_midwife"]),
    ("purpose", "see a psychologist", ["see_psychologist"]),
    ("purpose", "hjälper ni en bebis", ["be_treated"]),
    ("purpose", "can a teenager sign up", ["log_in"]),
    ("purpose", "can she get her medical records", ["see_journal"]),
    ("purpose", "hej", []),
    ("phone", "mitt nummer är 070-174 06 05", ["070-174 06 05"]),
    ("phone", "0701740605", ["0701740605"]),
    ("phone", "+46 70 174 06 05", ["+46 70 174 06 05"]),
    ("phone", "08-465 004 00", ["08-465 004 00"]),
    ("phone", "+44 20 7946 0958", ["+44 20 7946 0958"]),
    ("phone", "070-174 06 05 kl 14:30", ["070-174 06 05"]),
    ("phone", "19900101-1234", []),
    ("phone", "900101-1234", []),
    ("phone", "2026-11-22 14:30", []),
    ("phone", "200 kr", []),
    ("phone", "112", []),
    ("reference", "avboka K7M-4QX", ["K7M-4QX"]),
    ("reference", "k7m4qx", ["k7m4qx"]),
    ("reference", "070-174 06 05", []),
    ("reference", "hej där", []),
]


def values(kind: str, text: str, expecting: str | None = None) -> list[object]:
    """Return the values of a kind in a text."""
    return [found.value for found in extract(text, expecting) if found.kind == kind]


@pytest.mark.parametrize(("text", "ages"), AGES)
def test_ages(text: str, ages: list[float]) -> None:
    assert values("age", text) == ages


@pytest.mark.parametrize(("text", "ages"), BARE)
def test_a_bare_number_answers_a_question_about_age(text: str, ages: list[float]) -> None:
    assert values("age", text, "age") == ages


@pytest.mark.parametrize("text", ["34", "trettiofyra", "typ 12", "ett"])
def test_a_bare_number_is_no_age_otherwise(text: str) -> None:
    assert values("age", text) == []


@pytest.mark.parametrize(("kind", "text", "wanted"), OTHERS)
def test_other_values(kind: str, text: str, wanted: list[object]) -> None:
    found = values(kind, text)
    assert sorted(set(map(str, found))) == sorted(set(map(str, wanted)))


def test_there_are_enough_texts() -> None:
    assert len({text for text, _ages in AGES + BARE} | {text for _kind, text, _values in OTHERS}) >= 120


@pytest.mark.parametrize(("answer", "region"), [("stockhollm", "stockholm"), ("i vesterbotten", "vasterbotten")])
def test_an_answer_about_region_may_be_misspelt(answer: str, region: str) -> None:
    assert values("region", answer, "region") == [region]
    assert values("region", answer) == []


def test_a_long_or_strange_answer_about_region_is_not_guessed_at() -> None:
    assert values("region", "jag vet faktiskt inte riktigt var jag bor", "region") == []
    assert values("region", "Norge", "region") == []


def test_an_answer_about_a_phone_may_be_short() -> None:
    assert values("phone", "123 456", "phone") == ["123 456"]
    assert values("phone", "123 456") == []
    assert values("phone", "900101-1234", "phone") == []


def test_one_text_may_hold_everything() -> None:
    text = "vad kostar psykolog i Skåne för en 34-åring utan frikort, ring 070-174 06 05"
    found = {one.kind: one.value for one in extract(text)}
    assert found == {
        "care": "psychologist", "purpose": "see_psychologist", "region": "skane", "age": 34, "exemption_card": False,
        "phone": "070-174 06 05",
    }  # fmt: skip


def test_places_in_the_text_are_right_in_spite_of_folding() -> None:
    text = "Hej – min FEMÅRING i Malmö…"
    assert {one.kind: text[one.start : one.end] for one in extract(text)} == {
        "age": "FEMÅRING", "subject": "FEMÅRING", "region": "Malmö",
    }  # fmt: skip


@given(st.text(max_size=60))
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(
    st.text(alphabet="0123456789 -+:.,åäöaeirsndtmyokl'", max_size=40),
    st.sampled_from([None, "age", "phone", "region"]),
)
def test_any_text_is_read_within_its_bounds(text: str, expecting: str | None) -> None:
    for found in extract(text, expecting):
        assert 0 <= found.start < found.end <= len(text)
        assert found.kind != "age" or 0 <= float(found.value) <= 120


def test_fold_strips_case_and_diacritics() -> None:
    assert fold("ÅÄÖ Éèü – ’") == "aao eeu - '"


def test_every_number_to_a_hundred_has_a_word_in_both_languages() -> None:
    words = number_words()
    assert set(words.values()) == set(range(101))
    assert (words["nittionio"], words["ninetynine"], words["tjugoett"], words["fortytwo"]) == (99, 99, 21, 42)


def test_the_longest_of_overlapping_matches_counts() -> None:
    short, long, apart = Found("x", "a", 0, 3), Found("x", "b", 0, 5), Found("x", "c", 6, 7)
    assert longest([short, apart, long]) == [long, apart]


def test_references_are_those_of_the_booking() -> None:
    assert SIGNS == ALPHABET


def test_the_files_read_are_told() -> None:
    assert [path.name for path in sources()] == ["vocabulary.yaml", "regions.yaml"]


def test_only_the_standard_library_and_yaml_are_imported() -> None:
    allowed = {*sys.stdlib_module_names, "yaml"}
    ours = ("vardlots.entities", "vardlots.settings")
    for path in Path(entities.__file__).parent.glob("*.py"):
        for name in imported(path):
            assert name.startswith(ours) or name.split(".")[0] in allowed, f"{path.name} imports {name}"


def imported(path: Path) -> list[str]:
    """Return the modules that a file imports."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    return plain + [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
