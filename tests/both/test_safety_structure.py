"""The signs of danger: near each other, here and now, in the file that is being edited."""

import re
import shutil
import time
from pathlib import Path

import pytest
import yaml

from vardlots.errors import KnowledgeError
from vardlots.safety.red_flags import CONTEXTS, HELPERS, Pattern, read_red_flags
from vardlots.safety.structure import Structure, structure
from vardlots.settings import ROOT

FILE = ROOT / "kb" / "safety.yaml"
OURS = structure()

DANGERS = [
    ("chest-pain", "ont i bröstet och kallsvettas"),
    ("chest-pain", "my chest hurts since this morning"),
    ("stroke", "mammas ansikte hänger på ena sidan"),
    ("tia", "han sluddrade i tio minuter men det gick över"),
    ("breathing-adult", "far ingen luft hjalp"),
    ("breathing-adult", "cant breathe"),
    ("breathing-child", "läpparna är blåa"),
    ("choking", "min son satte en vindruva i halsen får inget ljud"),
    ("anaphylaxis", "throat closing up after peanuts"),
    ("meningitis", "stel i nacken och hög feber"),
    ("sepsis", "skakfrossa och förvirrad"),
    ("severe-bleeding", "blod sprutar från armen"),
    ("gi-bleeding", "vomiting blood"),
    ("head-injury", "slog i huvudet och kräks"),
    ("unconscious", "pappa går inte att väcka"),
    ("seizure", "he is having a seizure right now"),
    ("thunderclap-headache", "worst headache of my life"),
    ("infant-fever", "Vår dotter är 5 veckor. Hon har 38,3."),
    ("child-very-ill", "bebisen är slapp som en trasa"),
    ("pregnancy-bleeding", "gravid och blöder mycket"),
    ("preeclampsia", "pregnant with a bad headache"),
    ("fetal-movements", "känner inte bebisen röra sig, gravid"),
    ("poisoning", "barnet har druckit diskmedel"),
    ("overdose", "tagit alla mina alvedon"),
    ("suicidal", "jag vill dö"),
    ("suicidal", "i dont want to live anymore"),
    ("despair", "jag orkar inte mer"),
    ("despair", "orkar inte längre"),
    ("despair", "I can't go on"),
    ("self-harm", "kan inte sluta skada mig själv"),
    ("psychosis", "hör röster som säger att jag ska skada någon"),
    ("violence", "min man slår mig"),
    ("testicular-torsion", "jätteont i ena testikeln"),
    ("cauda-equina", "domnad i underlivet och ont i ryggen"),
    ("ketoacidosis", "typ 1 diabetes och kräks"),
    ("blood-clot-leg", "ena benet är svullet och varmt"),
    ("cold-limb", "foten är vit och iskall"),
    ("weak-immune-fever", "får cellgifter och har 38,5"),
    ("harm-baby", "want to hurt my baby"),
    ("ambulance", "skicka ambulans nu"),
]

QUIET = [
    ("Jag har inte ont i bröstet, bara hosta.", "negated"),
    ("Har inga kramper, ingen yrsel eller bröstsmärta i dag", "negated"),
    ("No chest pain, only a cough", "negated"),
    ("Farfar hade ont i bröstet 2011 och fick en stent", "past"),
    ("Min man slog mig för tjugo år sedan", "past"),
    ("Vad gör man om någon får ont i bröstet?", "hypothetical"),
    ("I boken får hon ont i bröstet, en bra roman", "told"),
]

ORDINARY = [
    "hur bokar jag en tid hos läkare",
    "vad kostar ett besök",
    "I need to move my appointment to Friday",
    "Han slår mig alltid i badminton",
    "jag dör av skratt åt er chattbot haha",
    "ont i halsen i två dagar",
    "my calf is sore after running",
    "jag orkar inte mer krångel med den här appen",
    "",
    "   \n ",
    "😱",
]


@pytest.mark.parametrize(("red_flag", "text"), DANGERS)
def test_a_danger_is_found(red_flag, text):
    assert red_flag in {sign.red_flag for sign in OURS.find(text) if sign.context is None}


@pytest.mark.parametrize(("text", "context"), QUIET)
def test_what_is_not_here_and_now_is_found_in_its_context(text, context):
    assert {sign.context for sign in OURS.find(text)} == {context}


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_messages_have_no_sign(text):
    assert OURS.find(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "ingen feber men ont i bröstet",
        "kan inte sova, ont i bröstet",
        "pappa fick stroke 2016 och nu har han ont i bröstet",
        "Hur betalar jag fakturan? Min fru har ont i bröstet.",
        "what does a visit cost, my husband has chest pain",
        "Jag såg en film igår. Nu har jag ont i bröstet.",
    ],
)
def test_a_context_reaches_no_further_than_it_should(text):
    assert "chest-pain" in {sign.red_flag for sign in OURS.find(text) if sign.context is None}


def test_a_sign_is_within_one_sentence_and_four_words():
    def found(text: str) -> bool:
        return any(sign.red_flag == "chest-pain" for sign in OURS.find(text))

    assert found("ont ett två tre fyra bröstet")
    assert found("bröstet ett två tre fyra ont")
    assert not found("ont ett två tre fyra fem bröstet")
    assert not found("ont. bröstet")
    assert not found("ont\nbröstet")


def test_what_is_found_says_where_and_of_which_kind():
    (sign,) = [one for one in OURS.find("hon har ont i bröstet") if one.red_flag == "chest-pain"]
    assert (sign.kind, sign.words, sign.context) == ("emergency", ("ont", "bröstet"), None)


def test_here_and_now_and_over_long_since_are_both_told_and_each_once():
    found = OURS.find("Ont i bröstet. Ont i bröstet. Farfar hade ont i bröstet 2011.")
    assert [sign.context for sign in found if sign.red_flag == "chest-pain"] == [None, "past"]


def test_every_group_is_used_and_every_flag_has_a_source():
    flags = read_red_flags(FILE)
    used = {group for flag in flags.flags for sign in flag.signs for group in sign.groups}
    assert set(flags.words) - used - {*CONTEXTS, *HELPERS} == set()
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["red_flags"]
    assert len(rows) >= 42
    assert all(row["source"] and row["means"]["sv"] and row["means"]["en"] for row in rows)


@pytest.mark.parametrize(
    "sign", ["chest", "chest + pain", "a & b + c", "<young> & <fever>", "die + want ! joke ! game"]
)
def test_a_sign_reads_as_it_is_written(sign):
    assert " & ".join(" + ".join(part) for part in Pattern.parse(sign).near) == re.sub(" !.*", "", sign)


@pytest.mark.parametrize("sign", ["", "chest +", "Chest", "chest pain", "chest - pain", "! joke"])
def test_what_is_no_sign_is_refused(sign):
    with pytest.raises(ValueError, match="is no sign"):
        Pattern.parse(sign)


SMALL = """\
words:
  chest: {sv: [bröstet]}
  pain: {sv: [ont]}
context:
  negated: {sv: [inte]}
  past: {sv: [i fjol]}
  was: {sv: [hade]}
  hypothetical: {sv: [tänk om]}
  told: {sv: [roman]}
  now: {sv: [nu]}
  but: {sv: [men]}
  or: {sv: [eller]}
  no-longer: {sv: [inte längre]}
ordinary: {sv: [host]}
red_flags:
- {id: chest-pain, kind: emergency, signs: [chest + pain]}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("words:", "words: [", "cannot be read"),
        ("kind: emergency", "kind: danger", "kind must be one of emergency"),
        ("chest + pain]", "chest + pane]", "chest-pain: no group is called pane"),
        ("[chest + pain]", "[]", "some sign must be there"),
        ("chest: {sv: [bröstet]}", "chest: {sv: []}", "a group has no words"),
        ("  now: {sv: [nu]}\n", "", "cannot be read: 'now'"),
        ("signs:", "even_if: [gone], signs:", "even_if names contexts"),
    ],
)
def test_a_file_that_could_miss_something_is_refused(tmp_path, old, new, said):
    path = tmp_path / "safety.yaml"
    assert old in SMALL
    path.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=re.escape(said)):
        read_red_flags(path)


def test_an_edit_counts_without_training_and_a_broken_one_changes_nothing(tmp_path, monkeypatch, caplog):
    kb = Path(shutil.copytree(ROOT / "kb", tmp_path / "kb"))
    monkeypatch.setenv("VARDLOTS_KB", str(kb))
    path = kb / "safety.yaml"

    def found_after(text: str) -> int:
        path.write_text(text, encoding="utf-8")
        time.sleep(1.1)  # files are looked at once a second
        return len(structure().find("det kniper i bröstet"))

    assert found_after(SMALL) == 0
    assert found_after(SMALL.replace("[ont]", "[ont, kniper]")) == 1
    assert found_after("red_flags: [") == 1
    assert "run `vardlots kb check`" in caplog.text
    assert found_after(SMALL) == 0


def test_a_stand_alone_structure_knows_only_its_own_file(tmp_path):
    path = tmp_path / "safety.yaml"
    path.write_text(SMALL, encoding="utf-8")
    ours = Structure(read_red_flags(path))
    assert [sign.red_flag for sign in ours.find("ont i bröstet, vill dö")] == ["chest-pain"]
