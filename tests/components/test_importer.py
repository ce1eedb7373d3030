"""An editor's phrasings train the intent that leads to their entry."""

from collections import Counter

import pytest
import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.training_data.structures import RuleStep

from components.importer import FIND_CARE, KnowledgeImporter, complaints, phrasings
from vardlots.settings import ROOT

FAQ = """\
entries:
  - id: fees
    topic: faq_fees
    question: {sv: Vad kostar det?, en: What does it cost?}
    also_asked:
      sv: [är det gratis, era priser]
      en: [is it free]
    must_match:
      sv: [hur mycket pengar går åt]
      en: [will this empty my wallet]
  - id: journal-access
    topic: faq_journal
    question: {sv: Vem läser?, en: Who reads?}
    also_asked: {sv: [min journal], en: [my record]}
"""


TRIAGE = """\
enabled: false
complaints:
  - id: sore-throat
    also_said: {sv: [ont i halsen], en: [sore throat]}
    red_flags: [{id: breathing, ask: {sv: Svårt att andas, en: Trouble breathing}}]
  - id: other
"""


@pytest.fixture
def kb(tmp_path, monkeypatch):
    (tmp_path / "faq.yaml").write_text(FAQ, encoding="utf-8")
    monkeypatch.setenv("VARDLOTS_KB", str(tmp_path))
    return tmp_path


def test_every_phrasing_of_both_languages_becomes_an_example_of_its_intent(kb):
    learnt = [
        (example.get("text"), example.get("intent")) for example in KnowledgeImporter().get_nlu_data().nlu_examples
    ]
    assert learnt == [
        ("Vad kostar det?", "faq_fees"),
        ("är det gratis", "faq_fees"),
        ("era priser", "faq_fees"),
        ("What does it cost?", "faq_fees"),
        ("is it free", "faq_fees"),
        ("Vem läser?", "faq_journal"),
        ("min journal", "faq_journal"),
        ("Who reads?", "faq_journal"),
        ("my record", "faq_journal"),
    ]


def test_an_entrys_tests_are_never_trained_on(kb):
    texts = {text for text, _ in phrasings(kb / "faq.yaml")}
    assert not texts & {"hur mycket pengar går åt", "will this empty my wallet"}


def test_what_people_say_of_a_complaint_trains_the_intent_that_finds_care(kb):
    (kb / "triage.yaml").write_text(TRIAGE, encoding="utf-8")
    learnt = [(one.get("text"), one.get("intent")) for one in KnowledgeImporter().get_nlu_data().nlu_examples]
    assert [text for text, intent in learnt if intent == FIND_CARE] == ["ont i halsen", "sore throat"]
    assert len(learnt) == 11


def test_a_clinic_without_the_table_trains_nothing_of_it(kb):
    assert list(complaints(kb / "triage.yaml")) == []


def importer():
    return KnowledgeImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")])


def test_everything_but_the_examples_is_left_to_rasa(kb):
    assert importer().get_domain().as_dict() == Domain.empty().as_dict()
    assert importer().get_stories().story_steps == []
    assert importer().get_config() == {}
    assert importer().get_config_file_for_auto_config() is None


def paths(steps, intent):
    """Return what each rule with an intent says, from its beginning to its end, without the intent."""
    found = []
    for step in steps:
        asked = [event for event in step.events if isinstance(event, UserUttered) and event.intent_name == intent]
        if isinstance(step, RuleStep) and asked:
            ends = {end.name for end in step.end_checkpoints}
            rest = [one for one in steps if ends & {start.name for start in one.start_checkpoints}]
            events = [event for event in step.events if event not in asked]
            events += [event for one in rest for event in one.events]
            found.append((step.block_name, len(rest), [event.as_story_string() for event in events]))
    return found


def test_a_new_topic_is_an_intent_with_the_rules_of_the_others(kb):
    path = kb / "faq.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("faq_journal", "faq_smoking"), encoding="utf-8")
    assert "faq_smoking" in importer().get_domain().intents
    assert "faq_fees" not in importer().get_domain().intents
    wanted = paths(importer()._files.get_stories().story_steps, "faq_fees")
    assert len(wanted) == 10  # on its own, and in each of nine forms
    assert {follow for _name, follow, _events in wanted} == {1}
    assert paths(importer().get_stories().story_steps, "faq_smoking") == wanted


def test_the_clinics_own_knowledge_base_trains_intents_of_the_domain():
    declared = set(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"])
    counts = Counter(intent for _, intent in phrasings(ROOT / "kb" / "faq.yaml"))
    assert set(counts) <= declared
    assert {intent for intent in declared if intent.startswith("faq_")} == set(counts)
    assert min(counts.values()) >= 10
    assert FIND_CARE in declared
    assert len(list(complaints(ROOT / "kb" / "triage.yaml"))) >= 6 * 44
