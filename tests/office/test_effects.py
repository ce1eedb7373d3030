"""What an edit does to the known questions."""

from pathlib import Path

import pytest
from knowledge import lasting_copy
from tiny import TinyEncoder

from office.answers.effects import EDITS, Edit, Effects
from office.shelf import Shelf
from vardlots.errors import KnowledgeError
from vardlots.knowledge.editing import changed, entry_data
from vardlots.settings import Settings


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """A shelf with an encoder that takes no time to load, and answers that are found by it."""
    folder = tmp_path_factory.mktemp("effects")
    kb = lasting_copy(folder)
    made = Shelf(Settings(kb=kb, encoder="tiny", database_url="", var=folder / "var"), kb)
    vars(made)["encoder"] = TinyEncoder()
    return made


def text(shelf: Shelf) -> str:
    return (shelf.folder / "faq.yaml").read_text(encoding="utf-8")


def test_an_edit_of_an_answers_words_changes_no_question(shelf: Shelf) -> None:
    data = entry_data(text(shelf), "fees")
    data["answer"] = {**data["answer"], "sv": f"{data['answer']['sv']}\n\nHej."}
    effect = Effects().of(Edit(text(shelf), changed(text(shelf), "fees", data)), shelf)
    assert effect.changes == []
    assert effect.asked > 500
    assert not effect.regressions


def test_a_question_that_an_entry_takes_from_another_is_told(shelf: Shelf) -> None:
    taken = entry_data(text(shelf), "midwives")["must_match"]["sv"]
    data = entry_data(text(shelf), "fees")
    data["also_asked"] = {**data["also_asked"], "sv": [*data["also_asked"]["sv"], *(f"{one} nu" for one in taken)]}
    effects = Effects()
    edit = Edit(text(shelf), changed(text(shelf), "fees", data))
    effect = effects.of(edit, shelf)
    assert {change.known.text for change in effect.changes} & set(taken)
    assert effect.regressions
    change = effect.changes[0]
    assert change.now
    assert "fees" in effect.named(change.now.outcome)
    assert effects.of(edit, shelf) is effect  # worked out once
    assert (shelf.folder / "faq.yaml").read_text(encoding="utf-8") == edit.before  # and nothing was written


def test_what_cannot_be_read_is_not_compared(shelf: Shelf) -> None:
    with pytest.raises(KnowledgeError):
        Effects().of(Edit(text(shelf), "entries: ["), shelf)


def test_only_the_latest_edits_are_remembered(tmp_path: Path) -> None:
    effects = Effects()
    tokens = [effects.note("before", f"after {number}") for number in range(EDITS + 1)]
    assert effects.edit(tokens[0]) is None
    assert effects.edit(tokens[-1]) == Edit("before", f"after {EDITS}")
