"""What the model was trained from stands beside it."""

import pytest
from knowledge_folder import make

from vardlots.knowledge import read_knowledge
from vardlots.trained import MODEL, read_trained, training_data

NLU = """\
version: "3.1"
nlu:
- intent: faq_app_download
  examples: |
    - hi
- synonym: appen
  examples: |
    - app
"""


@pytest.fixture
def trained(tmp_path):
    """What a training on the small knowledge base, its second entry taken away, would be given."""
    kb = make(tmp_path)
    faq = (kb / "faq.yaml").read_text(encoding="utf-8")
    (kb / "faq.yaml").write_text(faq[: faq.index("  - id: download-app")], encoding="utf-8")
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    found = training_data(kb, tmp_path / "data")
    make(tmp_path)
    return found


def test_topics_of_entries_are_known(trained):
    assert trained.intents == {"faq_fees"}


def test_intents_of_the_project_s_own_examples_are_known(tmp_path):
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "data" / "nlu" / "app.yml").write_text(NLU, encoding="utf-8")
    assert training_data(make(tmp_path), tmp_path / "data").intents == {"faq_fees", "faq_app_download"}


def test_an_entry_of_another_intent_is_unknown(trained, tmp_path):
    entries = read_knowledge(tmp_path / "kb").entries
    assert trained.unknown(entries.values()) == ("download-app",)


def test_it_is_read_as_it_was_written(trained, tmp_path):
    trained.write(tmp_path)
    (tmp_path / MODEL).touch()
    assert read_trained(tmp_path) == trained


def test_without_a_model_nothing_was_trained(trained, tmp_path):
    trained.write(tmp_path)
    assert read_trained(tmp_path) is None


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"trained": "yesterday", "intents": []}'])
def test_a_model_of_which_nothing_is_said_may_know_anything(tmp_path, text):
    (tmp_path / MODEL).touch()
    if text is not None:
        (tmp_path / "trained.json").write_text(text, encoding="utf-8")
    assert read_trained(tmp_path) is None
