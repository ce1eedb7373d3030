"""What becomes of the questions that lead to an answer, were it taken away."""

import pytest
from clinic import NOW
from knowledge import lasting_copy
from tiny import TinyEncoder

from office.answers.effects import Effects
from office.answers.removal import Removal, removal_of
from office.shelf import Shelf
from vardlots.errors import KnowledgeError
from vardlots.settings import Settings
from vardlots.store import engine
from vardlots.usage.questions import keep_question, open_questions, settle

THEIRS = "finns det nån barnmorska att snacka med"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """A shelf with an encoder that takes no time to load."""
    folder = tmp_path_factory.mktemp("removal")
    kb = lasting_copy(folder)
    url = f"sqlite:///{folder / 'office.db'}"
    made = Shelf(Settings(kb=kb, encoder="tiny", database_url=url, var=folder / "var"), kb)
    vars(made)["encoder"] = TinyEncoder()
    return made


@pytest.fixture(scope="module")
def removal(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Removal:
    """What taking `midwives` away does, with a question that a patient had."""
    url = f"sqlite:///{tmp_path_factory.mktemp('kept') / 'office.db'}"
    engine(url)  # makes it
    keep_question(url, THEIRS, "sv", "held_back", NOW)
    settle(url, [one.id for one in open_questions(url)], "accepted", "midwives")
    return removal_of("midwives", shelf, Effects(), url)


def test_every_question_that_leads_to_the_answer_is_told_with_what_becomes_of_it(removal: Removal) -> None:
    entry = removal.effect.knowledge[0].entries["midwives"]
    texts = [one.known.text for group in removal.groups for one in group.asked]
    assert {*entry.also_asked.all(), *entry.must_match.all()} <= set(texts)
    assert THEIRS in texts
    assert len(texts) == len(set(texts)) == removal.asked
    assert any(one.known.kind == "development" for group in removal.groups for one in group.asked)
    assert "midwives" not in {name for group in removal.groups for name in group.outcome.entries}
    assert "midwives" not in removal.effect.knowledge[1].entries


def test_what_may_mislead_somebody_comes_first(removal: Removal) -> None:
    decisions = [group.outcome.decision for group in removal.groups]
    assert decisions == sorted(decisions, key=("answer", "suggest", "hold_back").index)
    assert removal.misled == sum(len(group.asked) for group in removal.groups if group.outcome.decision == "answer")
    assert all((group.answer is None) is (group.outcome.decision != "answer") for group in removal.groups)
    assert len(decisions) - decisions.count("answer") <= 2
    assert all(change.known.entry != "midwives" for change in removal.others)


def test_there_is_nothing_to_tell_of_an_answer_that_there_is_not(shelf: Shelf) -> None:
    with pytest.raises(KnowledgeError, match="no entry 'nothing'"):
        removal_of("nothing", shelf, Effects(), "")
