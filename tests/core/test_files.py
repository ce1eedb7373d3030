"""Every file that people edit is checked: each mistake with its file and its own line, in words a nurse can read."""

from datetime import date

import pytest
from knowledge_folder import whole

from vardlots.files import ANSWERS, MODELS, OPTIONAL, WORDS, check_files
from vardlots.knowledge import Finding
from vardlots.settings import ROOT

KB = ROOT / "kb"


def broken(tmp_path, file: str, old: str, new: str) -> tuple[list[Finding], str]:
    """Replace the first `old` of a good folder's file; return what the check finds, and the file as it is now."""
    path = whole(tmp_path) / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return check_files(path.parents[file.count("/")]), text.replace(old, new, 1)


def test_the_projects_own_files_are_right():
    assert check_files(KB, date(2026, 11, 29)) == []


def test_every_file_that_people_edit_is_in_the_table():
    assert {path.stem for path in KB.glob("*.yaml")} | {*OPTIONAL} == {*MODELS, *WORDS}
    assert set(ANSWERS) <= set(MODELS)


# the file, what is replaced, by what, a part of the line that must be named, and what must be said of it
BROKEN = [
    ("fees.yaml", "{amount: 200}", "{amount: -5}", "-5", "`ceiling.amount` is -5, but must be 0 or more"),
    ("fees.yaml", "amount: 100", "amount: 100 kr", "100 kr", "is '100 kr', but must be a whole number"),
    ("fees.yaml", "amount: 100", "amount: 1.5", "1.5", "`kinds.nurse.amount` is 1.5, but must be a whole number"),
    ("fees.yaml", "amount: 150", "amount: 250", "250", "`kinds.physiotherapist.amount` is 250, but the ceiling is 200"),
    ("fees.yaml", "amount: tariff", "amount: tarif", "tarif\n", "is 'tarif', but must be whole kronor, 0 or more"),
    ("fees.yaml", "exemption_card: true}", "exemption_card: jo}", "jo}", "is 'jo', but must be true or false"),
    ("fees.yaml", "age_from: 85", "age_from: 185", "185", "age-85: `when.age_from` is 185, but must be 120 or less"),
    ("fees.yaml", "  nurse:", "  nurs:", "  nurs:", "a row is called nurs; expected rows are doctor, nurse"),
    ("fees.yaml", "until: 2026-12-31", "until: 2026-10-31", "until: 2026-10", "lies before valid_from, 2026-11-01"),
    ("ages.yaml", "{age: 16", "{age: sexton", "sexton", "`log_in.age` is 'sexton', but must be a whole number"),
    ("ages.yaml", "before: 16", "before: 17", "id: log-in-teen", "log-in-child and log-in-teen answer the same"),
    ("ages.yaml", "{ages.log_in.age} år för", "{ages.login.age} år för", "{ages.login", "did you mean 'log_in'?"),
    ("regions.yaml", "- id: stockholm", "- id: Stockholm", "- id: Stockholm", "write it like 'vastra_gotaland'"),
    ("regions.yaml", "id: uppsala", "id: stockholm", "id: stockholm\n    name: {sv: Upp", "the name stockholm"),
    ("regions.yaml", "      - Sthlm", "      - Lund", "      - Lund\n      - Helsingborg", "skane: the name lund"),
    ("schedule.yaml", '"08:00-17:00"', '"18:00-17:00"', '"18:00', "18:00-17:00 ends before it starts"),
    ("schedule.yaml", '"08:00-17:00"', '"8-17"', '"8-17"', "'8-17' is not a stretch of time"),
    ("schedule.yaml", "      monday:", "      måndag:", "måndag", "expected is 'monday', 'tuesday'"),
    ("schedule.yaml", "kind: nurse", "kind: nurce", "nurce", "did you mean 'nurse'?"),
    ("schedule.yaml", "doctor: 20", "doctor: 22", "doctor: 22", "`minutes.doctor` is 22, but must be whole 5 minutes"),
    ("schedule.yaml", "id: omar-haddad", "id: anna-ek", "id: anna-ek\n    name: Omar", "two clinicians have the id"),
    ("follow_ups.yaml", "leads_to: fees", "leads_to: feess", "feess", "no entry has the id 'feess'"),
    ("follow_ups.yaml", "after: download-app", "after: app", "after: app", "no entry has the id 'app'"),
    ("follow_ups.yaml", "    en: [and a pizza]", "    eng: [and a pizza]", "eng:", "did you mean 'en'?"),
    ("vocabulary.yaml", "  tens:", "  tens", "20: [tjugo", "this is not YAML"),
    ("language.yaml", "\nen:\n", "\nsv:\n", "\nsv:\n  - time", "'sv' stands twice here"),
    ("replies/fees.yaml", "    en: How old", "    eng: How old", "  ask_age:", "it needs a text in both sv: and en:"),
    ("replies/fees.yaml", "    sv: Hur gammal", "    sv: ''\n    #", "sv: ''", "`sv` has no text"),
    ("replies/fees.yaml", "    sv: Hur gammal", "    sv: 7\n    #", "sv: 7", "`sv` has no text"),
    ("replies/app_link.yaml", "slutar på {last}.", "slutar på {last.", "    sv: |\n      Nu skickar", "brace in `sv`"),
    ("replies/app_link.yaml", "ending in {last}.", "ending in {}.", "    en: |\n      We're", "brace in `en` is"),
    ("replies/app_link.yaml", "ending in {last}.", "ending in {url}.", "  sent:", "the languages has {last}, {url}"),
    ("helplines.yaml", "kinds: [poison]", "kinds: [poisson]", "poisson", "did you mean 'poison'?"),
    ("helplines.yaml", 'number: "112"', "number: 112", "number: 112", "sos: `number` is 112; a text is expected"),
    ("helplines.yaml", 'number: "112"', 'number: "113"', "{sv: Ring 112", "not name the number that it dials, 113"),
    ("helplines.yaml", "Ring 1177, en: Call 1177", "Ring 1177", "{sv: Ring 1177}", "`title` has no text in `en`"),
    ("helplines.yaml", "id: bris", "id: sos", "id: sos\n  number: 116", "two rows are called sos"),
    ("replies/safety.yaml", "  crisis:", "  crisis", "    sv: |\n      Det är bra", "this is not YAML"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "part", "said"), BROKEN)
def test_a_mistake_is_told_on_its_own_line(tmp_path, file, old, new, part, said):
    found, text = broken(tmp_path, file, old, new)
    first = found[0]
    assert said in str(first)
    assert (first.file, first.line) == (f"kb/{file}", text[: text.index(part)].count("\n") + 1 + part.startswith("\n"))
    assert {one.file for one in found} == {f"kb/{file}"}
    assert "Value error" not in str(first)
    assert "Input should" not in str(first)
    assert first.sv
    assert first.fix


def test_mistakes_of_many_files_are_told_at_once_and_each_once(tmp_path):
    folder = whole(tmp_path)
    for file in ("fees.yaml", "regions.yaml", "replies/common.yaml"):
        (folder / file).write_text("a: [\n", encoding="utf-8")
    assert [(one.file, one.rule) for one in check_files(folder)] == [
        (f"kb/{file}", "not-yaml") for file in ("fees.yaml", "regions.yaml", "replies/common.yaml")
    ]


NEEDED = {*MODELS, *WORDS} - {"out_of_scope", "follow_ups", *OPTIONAL}


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_a_missing_file_is_told(tmp_path, name):
    folder = whole(tmp_path)
    (folder / f"{name}.yaml").unlink()
    assert (f"kb/{name}.yaml", "missing-file") in [(one.file, one.rule) for one in check_files(folder)]
