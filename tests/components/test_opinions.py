"""Which questions the Rasa model is asked for the fit: only those that it was not trained on."""

import asyncio
from typing import Any

from components.importer import phrasings
from components.opinions import opinions, questions
from vardlots.settings import ROOT

FAQ = """\
entries:
  - topic: faq_fees
    question: {sv: Vad kostar det?, en: What does it cost?}
    also_asked: {sv: [är det gratis], en: [is it free]}
    must_match: {sv: [går pengarna åt], en: [empty my wallet]}
    must_not_match: [what does an ambulance cost]
  - topic: faq_journal
    question: {sv: Vem läser?, en: Who reads?}
    also_asked: {sv: [min journal], en: [my record]}
    must_match: {sv: [snokar någon], en: [empty my wallet]}
    must_not_match: [Is it free]
"""
OUTSIDE = """\
questions: {sv: [vad blir det för väder], en: [who won the match]}
"""
FOLLOW_UPS = """\
follow_ups:
  - {after: fees, leads_to: fees, sv: [och för barn]}
  - {after: fees, en: [and a pizza]}
"""


def test_the_questions_are_the_tests_of_the_entries_and_what_is_out_of_scope_each_once_and_untrained(tmp_path):
    (tmp_path / "faq.yaml").write_text(FAQ, encoding="utf-8")
    (tmp_path / "out_of_scope.yaml").write_text(OUTSIDE, encoding="utf-8")
    expected = [
        "går pengarna åt",
        "empty my wallet",
        "snokar någon",
        "vad blir det för väder",
        "who won the match",
        "what does an ambulance cost",
    ]
    assert questions(tmp_path) == expected
    (tmp_path / "follow_ups.yaml").write_text(FOLLOW_UPS, encoding="utf-8")
    assert questions(tmp_path) == [*expected[:5], "och för barn", "and a pizza", expected[5]]


def test_the_model_was_trained_on_none_of_the_clinics_questions():
    trained = {text.casefold() for text, _ in phrasings(ROOT / "kb" / "faq.yaml")}
    asked = questions(ROOT / "kb")
    assert len(asked) > 300
    assert not trained & {text.casefold() for text in asked}


class Parrot:
    """An agent that has the same opinion of everything."""

    async def parse_message(self, text: str) -> dict[str, Any]:
        return {
            "text": text,
            "intent_ranking": [{"name": "greet", "confidence": 0.9}, {"name": "thank", "confidence": 0.1}],
        }


def test_an_opinion_is_every_intent_with_its_probability():
    told = asyncio.run(opinions(Parrot(), ["hej", "hi"]))
    assert told == {"hej": {"greet": 0.9, "thank": 0.1}, "hi": {"greet": 0.9, "thank": 0.1}}
