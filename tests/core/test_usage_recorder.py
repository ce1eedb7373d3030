"""What happens is written down by a thread of its own: nobody waits for it, and nothing fails by it."""

import logging
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from messages import SERVER
from sqlalchemy import delete, select

from vardlots.store import engine, transaction
from vardlots.usage.questions import keep_question, open_questions
from vardlots.usage.recorder import Question, Recorder
from vardlots.usage.tables import KeptQuestion, Tally
from vardlots.usage.tallies import Count, add

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=timezone.utc)
HOUR = NOW.replace(minute=0)
SECRET = "hemlig fråga om bältros"
FOREVER = 3600.0


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.skipif(not SERVER, reason="no server"))])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    url = SERVER if request.param == "postgresql" and SERVER else f"sqlite:///{tmp_path / 'usage.db'}"
    with transaction(url) as session:
        session.execute(delete(Tally))
        session.execute(delete(KeptQuestion))
    yield url
    engine(url).dispose()


def tallies(url: str) -> dict[tuple[str, str, str], int]:
    """Return the counts by what, topic and language."""
    with transaction(url) as session:
        return {(row.what, row.topic, row.language): row.count for row in session.scalars(select(Tally))}


def answered(topic: str = "fees") -> Count:
    return Count.at(NOW, "answered", "sv", topic)


def test_a_count_belongs_to_its_hour_in_utc_and_fits_the_table() -> None:
    stockholm = timezone(timedelta(hours=1))
    assert Count.at(NOW.astimezone(stockholm), "fee", "sv") == Count(HOUR, "fee", "", "sv")
    long = Count.at(NOW, "w" * 99, "en", "t" * 99)
    assert (len(long.what), len(long.topic)) == (24, 60)


def test_counts_add_up_whoever_counts(url: str) -> None:
    add(url, {answered(): 2, answered("vab-certificate"): 1})
    add(url, {answered(): 3})
    assert tallies(url) == {("answered", "fees", "sv"): 5, ("answered", "vab-certificate", "sv"): 1}
    with transaction(url) as session:
        assert {row.hour for row in session.scalars(select(Tally))} == {HOUR}


def test_several_writers_at_once_lose_nothing(url: str) -> None:
    counts = {answered(topic): 1 for topic in "abcde"}
    writers = [threading.Thread(target=lambda: [add(url, counts) for _ in range(10)]) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert set(tallies(url).values()) == {30}


def test_what_was_counted_and_kept_is_there_after_a_flush(url: str) -> None:
    recorder = Recorder(url, every=FOREVER)
    for _ in range(7):
        recorder.count(answered())
    recorder.keep(Question("vad kostar 900101-2385", "sv", "doubt", datetime.now(timezone.utc), "fees", 0.4))
    assert recorder.flush()
    assert tallies(url) == {("answered", "fees", "sv"): 7}
    (kept,) = open_questions(url)
    assert (kept.text, kept.how, kept.entry, kept.score) == ("vad kostar [personnummer]", "doubt", "fees", 0.4)
    recorder.count(answered())
    assert recorder.close()
    assert tallies(url) == {("answered", "fees", "sv"): 8}


def test_counts_are_written_by_themselves_after_a_while(url: str) -> None:
    recorder = Recorder(url, every=0.01)
    recorder.count(answered())
    waited = threading.Event()
    for _ in range(1000):
        if tallies(url):
            break
        waited.wait(0.01)
    assert tallies(url) == {("answered", "fees", "sv"): 1}
    recorder.close()


def test_closing_twice_is_closing_and_nothing_comes_after_it(url: str) -> None:
    recorder = Recorder(url, every=FOREVER)
    assert recorder.close()
    assert recorder.close()
    recorder.count(answered())
    assert tallies(url) == {}


def test_old_questions_are_forgotten_when_it_starts(url: str) -> None:
    keep_question(url, "för länge sedan", "sv", "held_back", datetime.now(timezone.utc) - timedelta(days=400))
    keep_question(url, "i dag", "sv", "held_back", datetime.now(timezone.utc))
    recorder = Recorder(url, every=FOREVER)
    assert recorder.flush()
    assert [one.text for one in open_questions(url)] == ["i dag"]
    recorder.close()


def test_a_database_that_is_down_is_logged_once_without_a_word_of_anybody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        recorder = Recorder(f"sqlite:///{tmp_path}", every=FOREVER)
        for _ in range(5):
            recorder.keep(Question(SECRET, "sv", "held_back", NOW))
            recorder.count(answered())
            assert recorder.flush()
        recorder.close()
    (record,) = [record for record in caplog.records if record.name == "vardlots.usage.recorder"]
    assert "StoreUnavailable" in record.getMessage()
    assert "bältros" not in caplog.text


def test_counts_wait_for_a_database_that_comes_back(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    place = tmp_path / "usage.db"
    place.mkdir()
    url = f"sqlite:///{place}"
    recorder = Recorder(url, every=FOREVER)
    recorder.count(answered())
    assert recorder.flush()
    place.rmdir()
    recorder.count(answered())
    recorder.close()
    assert tallies(url) == {("answered", "fees", "sv"): 2}
    engine(url).dispose()


def test_what_does_not_fit_is_dropped_and_nobody_waits(url: str, caplog: pytest.LogCaptureFixture) -> None:
    with transaction(url) as session:  # the writer waits for this one, so that the queue fills
        session.add(Tally(hour=HOUR, what="fee", topic="", language="sv", count=1))
        session.flush()
        recorder = Recorder(url, every=0.0, room=3)
        for _ in range(50):
            recorder.count(answered())
    assert recorder.flush()
    recorder.close()
    assert 0 < tallies(url)[("answered", "fees", "sv")] < 50
    assert [record.getMessage() for record in caplog.records if "dropped" in record.getMessage()] == [
        "too much to write down at once: some of it is dropped"
    ]


def test_a_new_database_may_be_opened_by_several_threads_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    done: list[bool] = []

    def work() -> None:
        add(url, {answered(): 1})
        done.append(True)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 6
    assert tallies(url) == {("answered", "fees", "sv"): 6}
    engine(url).dispose()
