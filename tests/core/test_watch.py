"""A watch looks by itself, and nothing that fails ends it."""

import threading
from datetime import datetime, timezone

from vardlots.errors import KnowledgeError
from vardlots.watch import Watch

PATIENCE = 20


def test_it_looks_again_and_again_by_itself():
    looked = threading.Semaphore(0)
    watch = Watch([looked.release], every=0.001)
    began = datetime.now(timezone.utc)
    watch.start()
    assert all(looked.acquire(timeout=PATIENCE) for _ in range(3))
    watch.stop()
    assert watch.looked >= began


def test_a_look_that_fails_leaves_the_others_and_is_told_once(caplog):
    seen, errors = [], ["gone", "gone", "full", None, "full"]

    def fails():
        if error := errors.pop(0):
            raise KnowledgeError(error)

    watch = Watch([fails, lambda: seen.append("looked")])
    for _ in range(5):
        watch.look()
    assert seen == ["looked"] * 5
    assert [record.getMessage().rsplit(" ", 1)[1] for record in caplog.records] == ["gone", "full", "full"]


def test_when_it_looked_is_when_the_round_began():
    """What is saved while a look is taken is seen by the next one, and must not seem to have been seen."""
    during = []
    watch = Watch([lambda: during.append(datetime.now(timezone.utc))])
    watch.look()
    assert watch.looked <= during[0]
