"""Each rule fires on what it is about, on the right line, and is silent on a good file."""

from datetime import date

import pytest
from knowledge_folder import FAQ, changed, line, make

from vardlots.knowledge import check, check_folder, read_knowledge
from vardlots.knowledge.rules.clarity import sentences

TODAY = date(2026, 11, 23)


def found_in(tmp_path, faq, today=TODAY):
    return check(read_knowledge(make(tmp_path, faq)), today)


def test_a_good_knowledge_base_has_no_findings(tmp_path):
    assert found_in(tmp_path, FAQ) == []


LONG = "Vi skickar " + "en länk och " * 8 + "slut."

# what is changed, into what, the rule, the level, a part of the line it points to, and what the text must say
BREAKS = [
    ("      en: We send a link to your phone.\n", "", "missing-language", "error", "sv: Vi skickar", "no English"),
    ("      en: How do I get the app?\n", "", "missing-language", "error", "sv: Hur laddar", "no English"),
    ("title: {sv: Appen, en: The app}", "title: {en: The app}", "missing-language", "error", "The app", "no Swedish"),
    (
        ", android, iphone app]",
        "]",
        "too-few-phrasings",
        "warning",
        "en: [download,",
        "only 6 phrasings in English",
    ),
    ("ladda hem,", "Appstore!,", "duplicate-phrasing", "error", "Appstore!", "stands twice in `also_asked`"),
    ("[put you on my mobile]", "[be on it, be on it?]", "duplicate-phrasing", "error", "be on it?", "`must_match`"),
    (
        "      en: [put you on my mobile]\n",
        "",
        "missing-must-match",
        "error",
        "telefonen",
        "no `must_match` in English",
    ),
    ("[put you on my mobile]", "[Where is the app?]", "must-match-repeated", "error", "[Where is", "tests nothing"),
    ("- what does an ambulance cost", "- how MUCH is the fee?", "contradicting-tests", "error", "", "must not match"),
    ("[put you on my mobile]", "[price LIST]", "contradicting-tests", "error", "price LIST", "belongs to fees"),
    ("[put you on my mobile]", "[who won the match]", "contradicting-tests", "error", "", "kb/out_of_scope.yaml"),
    ("We send a link to", "Ask tom@tall.example for", "hard-coded-contact", "error", "tom@", "an e-mail address"),
    ("We send a link to", "Call 08-465 00 40 from", "hard-coded-contact", "error", "08-465", "a phone number"),
    ("We send a link to", "Call +46 8 465 00 40 from", "hard-coded-contact", "error", "+46", "'+46 8 465 00 40'"),
    ("Vi skickar en länk till din mobil.", LONG, "long-sentence", "warning", "och en länk", "a sentence of 27 words"),
    ("Vi skickar en länk till din mobil.", "We send it to you.", "answer-not-in-language", "error", "", "as English"),
    ("We send a link to your phone.", "Vi skickar den till dig.", "answer-not-in-language", "error", "", "as Swedish"),
]


@pytest.mark.parametrize(("old", "new", "rule", "level", "part", "said"), BREAKS)
def test_a_rule_fires_with_its_line_and_level(tmp_path, old, new, rule, level, part, said):
    faq = changed(old, new)
    (found,) = found_in(tmp_path, faq)
    assert (found.rule, found.level, found.file) == (rule, level, "kb/faq.yaml")
    assert said in found.why
    assert found.fix
    assert found.sv
    if part.startswith(("sv:", "telefonen")):  # nothing to point to: the field's own line
        assert found.line in (line(faq, part) - 1, line(faq, part))
    else:
        assert found.line == line(faq, part or new)


def test_the_second_paragraph_is_pointed_to_exactly(tmp_path):
    faq = changed("Skriv till {provider.email.support} om", "Ring 08-465 00 40 om")
    (found,) = (one for one in found_in(tmp_path, faq) if one.rule == "hard-coded-contact")
    assert (found.line, found.entry) == (line(faq, "08-465"), "fees")


def test_a_missing_list_is_told_once_a_language_and_not_as_too_few(tmp_path):
    faq = FAQ[: FAQ.index("    also_asked:\n      sv: [hämta")] + FAQ[FAQ.index("    answer:\n      sv: Vi skickar") :]
    assert [found.rule for found in found_in(tmp_path, faq)] == ["missing-language"] * 2


@pytest.mark.parametrize(("day", "past"), [(date(2027, 5, 22), False), (date(2027, 5, 23), True)])
def test_an_answer_is_past_its_review_the_day_after(tmp_path, day, past):
    found = found_in(tmp_path, FAQ, day)
    assert [(each.rule, each.level) for each in found] == [("past-review-date", "warning")] * past
    assert all(each.line == FAQ[: FAQ.index("reviewed:")].count("\n") + 1 and "finance" in each.why for each in found)


@pytest.mark.parametrize("number", ["112", "1177", "90101", "+46 771 11 77 00", "1 400"])
def test_numbers_that_are_everybodys_may_stand_in_an_answer(tmp_path, number):
    swedish = changed("Vi skickar en länk till", f"Ring {number} från")
    assert found_in(tmp_path, changed("We send a link to", f"Call {number} from", swedish)) == []


def test_an_unknown_offer_is_a_finding_like_the_others(tmp_path):
    (found,) = check_folder(make(tmp_path, changed("[quote_fee]", "[quote_fee, fly_me]")), TODAY)
    assert (found.rule, found.level, found.entry) == ("unknown-offer", "error", "fees")


def test_a_folder_that_cannot_be_read_has_its_mistakes_as_findings(tmp_path):
    assert [found.rule for found in check_folder(make(tmp_path, "entries: [\n"), TODAY)] == ["not-yaml"]
    assert check_folder(make(tmp_path), TODAY) == []


def test_abbreviations_and_small_letters_end_no_sentence():
    assert sentences("Ring kl. 8 i t.ex. Skåne. Sedan 2017 är det så. Vill du?") == [
        "Ring kl.\N{NO-BREAK SPACE}8 i t.ex.\N{NO-BREAK SPACE}Skåne.",
        "Sedan 2017 är det så.",
        "Vill du?",
    ]
