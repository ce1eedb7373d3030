"""Each rule about how answers read and what entries share: what it finds, where, and what it leaves alone."""

import re
from datetime import date

import pytest
import yaml
from knowledge_folder import FAQ, changed, line, make, whole

from vardlots.files import check_files
from vardlots.knowledge import check_folder
from vardlots.knowledge.rules import BY_NAME, RULES
from vardlots.knowledge.rules.clarity import lix
from vardlots.knowledge.rules.numbers import figures, in_words
from vardlots.knowledge.style import Finder, Style
from vardlots.settings import ROOT

TODAY = date(2026, 11, 23)
STYLE = (ROOT / "kb/style.yaml").read_text(encoding="utf-8")
SENTENCE, ENGLISH = "Vi skickar en länk till din mobil.", "We send a link to your phone."


def found_in(tmp_path, faq, **files):
    return check_folder(make(tmp_path, faq, style=STYLE, **files), TODAY)


def test_a_good_knowledge_base_has_no_findings(tmp_path):
    assert found_in(tmp_path, FAQ) == []


# what is changed, into what, the rule, its level, and what the text must say
BREAKS = [
    (SENTENCE, "Du får en länk 3 dagar efter.", "numbers-differ", "warning", "'3' stands in the Swedish answer"),
    (SENTENCE, "Vi har öppet till kl. 17.", "numbers-differ", "warning", "'17' stands in the Swedish answer"),
    (SENTENCE, "Skriv till {provider.email.account}.", "values-differ", "warning", "{provider.email.account} stands"),
    ("phone, android", "phone, hur får du den to en mobil", "phrasing-not-in-language", None, ""),
    ("phone, android", "phone, kan du få den till mobilen", "phrasing-not-in-language", "hint", "is Swedish, under"),
    ("- price list", "- the fee please?!\n        - a fee for you", "near-duplicate-phrasing", None, ""),
    ("- price list", "- how much is your fee?", "near-duplicate-phrasing", "hint", "no more than 'how much"),
    ("- price list", "- how much is the feé", "near-duplicate-phrasing", None, ""),
    ("phone, android", "phone, please a price list", "shared-phrasing", "warning", "asked of fees, too, as"),
    ("phone, android", "phone, match the who won", "shared-phrasing", "warning", "of kb/out_of_scope.yaml"),
    ("phone, android", "phone, list", "shared-phrasing", None, ""),
    ("[put you on my mobile]", "[phone my it on get]", "must-match-nearly-repeated", "hint", "tests little"),
    ("- what does an ambulance cost", "- the list of price", "nearly-contradicting-tests", "warning", "price list"),
    ("    owner: patient-support\n    reviewed: 2026-11-22", "    owner: nurses\n    reviewed: 2026-11-24",
     "reviewed-in-future", "warning", "2026-11-24, which is yet to come"),
    (SENTENCE, "Se https://tall.example/app/ i mobilen.", "hard-coded-page", "warning", "{provider.pages.app}"),
    (SENTENCE, "Se https://tall.example/annat i mobilen.", "hard-coded-page", None, ""),
    ('url: "{provider.pages.app}"', "url: mailto:hej@tall.example", "hard-coded-page", "warning", "email.support"),
    ('url: "{provider.pages.app}"', "url: mailto:annan@tall.example", "hard-coded-page", None, ""),
    (SENTENCE, "Du erhåller en länk.", "jargon", "hint", "'erhåller' is a word that few people use"),
    (ENGLISH, "A link is sent in order to help.", "jargon", "hint", "'in order to'"),
    (SENTENCE, "Länken, {fees.ceiling.amount}, är åtgärdad.", "jargon", None, ""),
    (SENTENCE, "Vi skickar t.ex. en länk.", "abbreviation", "hint", "write it out: till exempel"),
    (SENTENCE, "Vi skickar länkar, osv.", "abbreviation", "hint", "write it out: och så vidare"),
    (SENTENCE, "Ring kl. 8 till Carina.", "abbreviation", None, ""),
    (SENTENCE, "Vi skickar  en länk.", "untidy-text", "hint", "stray spaces"),
    (SENTENCE, "Vi skickar en länk .", "untidy-text", "hint", "stray spaces"),
    (SENTENCE, "Vi skickar en länk...", "untidy-text", "hint", "stray spaces"),
    (SENTENCE, "Vi garanterar att du får en länk.", "promise", "warning", "'garanterar' sounds like a promise"),
    (SENTENCE, "Vi kan inte lova att du får en länk.", "promise", None, ""),
    (SENTENCE, "Det är inte gratis. Vi lovar en länk.", "promise", "warning", "'Vi lovar'"),
    (ENGLISH, "We can't guarantee that you get a link.", "promise", None, ""),
    (ENGLISH, "The care guarantee gives you a link.", "promise", None, ""),
    (ENGLISH, "A link is guaranteed.", "promise", "warning", "'guaranteed'"),
    (ENGLISH, "Immunohistochemical investigations distinguish conditions.", "hard-to-read", "hint", "LIX 104"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rule", "level", "said"), BREAKS)
def test_a_rule_finds_what_it_is_about_and_nothing_else(tmp_path, old, new, rule, level, said):
    faq = changed(old, new)
    found = [one for one in found_in(tmp_path, faq) if one.rule == rule]
    if level is None:
        assert found == []
        return
    (one,) = found
    assert (one.level, one.file, one.level) == (level, "kb/faq.yaml", BY_NAME[rule].level)
    assert said in f"{one.why} {one.fix}"
    assert one.sv
    assert one.line in range(faq[: faq.index(new)].count("\n") + 1, faq[: faq.index(new)].count("\n") + 3)


def test_long_paragraphs_and_answers_are_told_of(tmp_path):
    faq = changed(SENTENCE, "Vi skickar en länk. " * 41)
    found = found_in(tmp_path, faq)
    assert [(one.rule, one.level, one.line) for one in found] == [
        ("long-answer", "hint", line(faq, "Vi skickar en länk. Vi")),
        ("long-paragraph", "hint", line(faq, "Vi skickar en länk. Vi")),
    ]


def test_a_word_is_told_of_on_its_own_line_each_time_it_stands(tmp_path):
    text = "|\n        Du erhåller en länk.\n\n        Därefter erhåller du en till."
    faq = changed(f"sv: {SENTENCE}", f"sv: {text}")
    assert [one.line for one in found_in(tmp_path, faq)] == [
        number for number, row in enumerate(faq.splitlines(), 1) if "erhåller" in row
    ]


def test_one_question_cannot_test_two_entries_nor_be_the_heading_of_another(tmp_path):
    twice = found_in(tmp_path, changed("[put you on my mobile]", "[will this empty my wallet]"))
    heading = found_in(tmp_path, changed("[put you on my mobile]", "[What does it cost?]"))
    for found, other in ((twice, "download-app"), (heading, "fees")):
        assert [(one.rule, one.level) for one in found] == [("contradicting-tests", "error")]
        assert f"it belongs to {other}" in found[0].why


ALLOW = "    review_every: 1 year\n    allow:\n      - {rule: %s, because: the law says so}\n"


def test_an_entry_may_be_excused_from_a_rule_with_a_reason(tmp_path):
    faq = changed(SENTENCE, "Du erhåller en länk.")
    assert [one.rule for one in found_in(tmp_path, faq)] == ["jargon"]
    assert found_in(tmp_path, changed("    review_every: 1 year\n", ALLOW % "jargon", faq)) == []


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("jargon", "'jargon' finds nothing here"),
        ("jargong", "did you mean 'jargon'?"),
        ("past-review-date", "cannot be allowed"),
        ("missing-language", "cannot be allowed"),
        ("not-yaml", "cannot be allowed"),
    ],
)
def test_an_excuse_for_nothing_is_told_of(tmp_path, rule, said):
    faq = changed("    review_every: 1 year\n", ALLOW % rule)
    (found,) = found_in(tmp_path, faq)
    assert (found.rule, found.level, found.line) == ("needless-allow", "hint", line(faq, "because"))
    assert said in f"{found.why} {found.fix}"


def test_an_error_is_told_of_though_it_is_allowed(tmp_path):
    faq = changed("    review_every: 1 year\n", ALLOW % "missing-language", changed(f"      en: {ENGLISH}\n", ""))
    assert {one.rule for one in found_in(tmp_path, faq)} == {"missing-language", "needless-allow"}


def test_without_a_style_the_lists_are_empty_and_a_broken_one_is_told_of(tmp_path):
    faq = changed(SENTENCE, "Du erhåller en länk, garanterat.")
    assert check_folder(make(tmp_path, faq), TODAY) == []
    folder = whole(tmp_path, faq)
    (folder / "style.yaml").write_text(STYLE.replace("sentence: 25", "sentence: lång", 1), encoding="utf-8")
    (found,) = check_files(folder, TODAY)
    assert (found.file, found.rule) == ("kb/style.yaml", "not-a-whole-number")


def test_the_words_of_the_style_teach_the_assistant_nothing(tmp_path):
    assert not re.search(r"^\s*(sv|en):", STYLE, re.MULTILINE)


def test_the_style_of_the_project_tells_each_list_once_and_finds_every_word_of_it():
    style = Style.model_validate(yaml.safe_load(STYLE))
    for words in (style.swedish, style.english):
        for listed in (words.jargon, words.abbreviations, words.promises.words):
            for phrase in listed:
                assert [name for _, _, name in Finder(list(listed)).find(f"så {phrase.rstrip('*')} nu")] == [phrase]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 400 kr, 1,400 kr and {fees.ceiling.amount}", {"1400"}),
        ("8 am to 5 pm, 12 pm", {"8", "17", "12"}),
        ("kl. 8.30–17.00 and 8:30", {"8.30", "17"}),
        ("från 0–12 år, 0-3-90-90", {"0", "12", "3", "90"}),
        ("year 2024 2025, covid19, 08-465 00 40", {"2024", "2025"}),
    ],
)
def test_figures_are_the_same_however_a_language_writes_them(text, expected):
    assert set(figures(text)) == expected


def test_figures_may_be_in_words():
    assert in_words("Den åttonde dagen, två gånger", "sv") == {"8", "2"}
    assert in_words("from birth, twice", "en") == {"0", "2"}


def test_readability_counts_sentences_and_long_words():
    assert lix("Du kan boka. Det kostar inget.") == 3
    assert lix("Patientavgiften återbetalas.") == 102
    assert lix("") == 0


def test_every_rule_is_explained_in_both_languages_once():
    assert len({rule.name for rule in RULES}) == len(RULES)
    for name, rule in BY_NAME.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert rule.en.endswith(".")
        assert rule.sv.endswith(".")
        assert rule.en != rule.sv


def test_every_rule_that_the_code_names_is_in_the_table():
    named = set()
    for path in (ROOT / "vardlots").rglob("*.py"):
        if path.parent.name in ("drafting", "sheets"):  # they tell of files from elsewhere, not of the knowledge base
            continue
        text = path.read_text(encoding="utf-8")
        named |= set(
            re.findall(r'(?:Finding\([^"\n]*|Mistake\(\s*|Wording\(\s*|_bound\(\s*)"([a-z]+(?:-[a-z0-9]+)*)"', text)
        )
    assert {"not-gsm", "unknown-value", "uneven-values", "missing-field", "missing-file"} <= named
    assert named <= set(BY_NAME)


def test_the_guide_lists_every_rule_about_entries_in_both_languages():
    swedish, english = (ROOT / "docs/editing.md").read_text(encoding="utf-8").split("\n# ", 1)
    for rule in RULES:
        row = f"| `{rule.name}` | {rule.level} |"
        assert row in english, rule.name
        assert row.replace("warning", "varning").replace("hint", "råd").replace("error", "fel") in swedish, rule.name
