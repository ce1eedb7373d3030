"""The gaps are worked out beside the pages: never twice at once, and what fails is not tried without end."""

import threading
import time
from collections.abc import Callable, Sequence

import pytest
from clinic import NOW, Clinic
from kept_questions import DOGS, PATIENCE, SMOKING, keep
from searching import searching

from office.gaps.survey import Surveyor
from vardlots.gaps.accepting import dismiss
from vardlots.knowledge.saving import Editor
from vardlots.retrieval.encoder import Encoder, Kind, Vectors
from vardlots.usage.questions import open_questions, settle

EDITOR = Editor("Anna Ek", "anna@klinik.example")


class Gate:
    """An encoder that waits until it is let through, and notes who came; `broken` raises instead."""

    def __init__(self, inner: Encoder) -> None:
        self.name, self.dim, self._inner = inner.name, inner.dim, inner
        self.open, self.came, self.broken = threading.Event(), 0, False

    def encode(self, texts: Sequence[str], kind: Kind = "question") -> Vectors:
        """Wait, and encode."""
        if threading.current_thread().name == "gaps":
            self.came += 1
            assert self.open.wait(PATIENCE)
            if self.broken:
                raise RuntimeError(f"cannot encode {texts}")
        return self._inner.encode(texts, kind)


@pytest.fixture
def gate(office: Clinic) -> Gate:
    shelf = searching(office).app.state.office.shelf
    shelf.__dict__["encoder"] = made = Gate(shelf.encoder)
    return made


@pytest.fixture
def surveyor(office: Clinic, gate: Gate) -> Surveyor:
    return Surveyor(office.app.state.office.shelf, office.here.database_url)


def wait(done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until
        time.sleep(0.01)


def workers() -> int:
    return sum(thread.name == "gaps" for thread in threading.enumerate())


def test_however_many_ask_one_works_and_the_rest_see_the_list_before(
    office: Clinic, gate: Gate, surveyor: Surveyor
) -> None:
    keep(office, SMOKING)
    threads = [threading.Thread(target=surveyor.standing, args=["sv"]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    wait(lambda: gate.came > 0)
    assert workers() == 1
    first = surveyor.standing("sv")
    assert (first.found, first.working, first.kept) == (None, True, 6)
    gate.open.set()
    wait(lambda: not surveyor.standing("sv").working)
    (gap,) = surveyor.standing("sv").found.gaps
    assert gap.count == 6

    came = gate.came
    surveyor.standing("sv")
    surveyor.standing("en")
    assert (workers(), gate.came) == (0, came), "nothing has changed"

    gate.open.clear()
    keep(office, DOGS)
    second = surveyor.standing("sv")
    assert second.working
    assert [one.id for one in second.found.gaps] == [gap.id]
    gate.open.set()
    wait(lambda: not surveyor.standing("sv").working)
    assert len(surveyor.standing("sv").found.gaps) > 1


def test_names_are_in_the_readers_language(office: Clinic, gate: Gate, surveyor: Surveyor) -> None:
    gate.open.set()
    keep(office, SMOKING)
    wait(lambda: surveyor.standing("sv").found is not None)
    assert surveyor.standing("sv").found.gaps[0].name in SMOKING["sv"]
    assert surveyor.standing("en").found.gaps[0].name in SMOKING["en"]


def test_what_was_settled_since_is_gone_at_once(office: Clinic, gate: Gate, surveyor: Surveyor) -> None:
    gate.open.set()
    keep(office, SMOKING)
    wait(lambda: surveyor.standing("sv").found is not None)
    gate.open.clear()
    url = office.here.database_url
    (gap,) = surveyor.standing("sv").found.gaps
    dismiss(url, gap, EDITOR, NOW)
    assert surveyor.standing("sv").found.gaps == ()
    assert surveyor.standing("sv").gap(gap.id) is None
    gate.open.set()
    settle(url, [one.id for one in open_questions(url)], "dismissed")


def test_what_fails_is_told_logged_without_words_and_tried_again_only_when_asked(
    office: Clinic, gate: Gate, surveyor: Surveyor, caplog: pytest.LogCaptureFixture
) -> None:
    gate.broken = True
    gate.open.set()
    keep(office, SMOKING)
    wait(lambda: surveyor.standing("sv").failed)
    came = gate.came
    assert not surveyor.standing("sv").working
    wait(lambda: workers() == 0)  # it says that it failed a moment before it is gone
    assert gate.came == came
    assert "RuntimeError" in caplog.text
    assert "röka" not in caplog.text
    gate.broken = False
    assert surveyor.standing("sv", again=True).working
    wait(lambda: surveyor.standing("sv").found is not None)
    assert not surveyor.standing("sv").failed
