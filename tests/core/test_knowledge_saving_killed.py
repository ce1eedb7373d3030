"""Killed at whatever moment, and many at once: the file is whole, and what was reported as saved is there."""

import os
import random
import select
import signal
import time
from pathlib import Path

import pytest
from knowledge_folder import FAQ, make

from vardlots.knowledge import read_knowledge
from vardlots.knowledge.disk import locked, replace_file, sweep
from vardlots.knowledge.editing import entry_data, phrasings_added
from vardlots.knowledge.saving import Editor, save

pytestmark = pytest.mark.slow

ASA = Editor("Åsa Öberg", "asa@tall.example")


def child(work) -> tuple[int, int]:
    """Run a function in a process of its own; return that and where one byte comes for each time it reports."""
    told, tell = os.pipe()
    process = os.fork()
    if not process:
        done = 1
        try:
            os.close(told)
            work(lambda: os.write(tell, b"."))
            done = 0
        finally:
            os._exit(done)
    os.close(tell)
    return process, told


def reports(told: int, seconds: float) -> int:
    """Count the reports that come within a time."""
    count, end = 0, time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and select.select([told], [], [], left)[0]:
        here = len(os.read(told, 1000))
        count += here
        if not here:
            break
    return count


def kill(process: int, told: int) -> int:
    """Kill a child as nothing can catch it, and count what it had reported besides."""
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    count = reports(told, 10)
    os.close(told)
    return count


def ask(kb: Path, phrasing: str, entry_id: str = "fees") -> None:
    save(kb, lambda text: phrasings_added(text, entry_id, sv=[phrasing]), editor=ASA, message="An edit", commit=False)


def numbered(kb: Path, entry_id: str = "fees") -> list[str]:
    return [phrasing for phrasing in read_knowledge(kb).entries[entry_id].also_asked.sv if "nummer" in phrasing]


def test_a_killed_save_leaves_the_old_file_or_the_new_one(tmp_path):
    kb, moments, saved = make(tmp_path), random.Random(7), 0
    for turn in range(12):

        def work(report, turn=turn):
            for number in range(1000):
                ask(kb, f"nummer {turn} {number}")
                report()

        process, told = child(work)
        saved += reports(told, moments.uniform(0.02, 0.2)) + kill(process, told)
        there = len(numbered(kb))
        assert saved <= there <= saved + 1
        saved = there
    assert saved
    ask(kb, "nummer sist")
    assert list(kb.glob(".*")) == []


def test_a_file_is_whole_whenever_its_writer_is_killed(tmp_path):
    path, moments = tmp_path / "faq.yaml", random.Random(7)
    texts = [FAQ.encode() * 20 + str(number).encode() * 1000 for number in range(10)]
    path.write_bytes(texts[0])

    def work(report):
        with locked(tmp_path):
            while True:
                for text in texts:
                    replace_file(path, path.read_bytes(), text)
                    report()

    met, left = set(), 0
    for _ in range(40):
        process, told = child(work)
        count = reports(told, moments.uniform(0.001, 0.03)) + kill(process, told)
        held = path.read_bytes()
        assert held in texts
        met.add(texts.index(held))
        left += len(list(tmp_path.glob(".*")))
        assert count >= 0
    assert len(met) > 1
    with locked(tmp_path):  # nobody holds the lock any more
        sweep(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["faq.yaml"]


def test_two_who_save_at_once_lose_nothing(tmp_path):
    kb = make(tmp_path)

    def work(entry_id):
        return lambda report: [ask(kb, f"{entry_id} nummer {number}", entry_id) for number in range(20)]

    children = [child(work(entry_id)) for entry_id in ("fees", "download-app")]
    for process, told in children:
        assert os.waitpid(process, 0)[1] == 0
        os.close(told)
    for entry_id in ("fees", "download-app"):
        assert numbered(kb, entry_id) == [f"{entry_id} nummer {number}" for number in range(20)]


def test_whoever_is_killed_lets_go_of_the_folder(tmp_path):
    def work(report):
        with locked(tmp_path):
            report()
            signal.pause()

    process, told = child(work)
    assert select.select([told], [], [], 30)[0]
    assert kill(process, told) == 1
    with locked(tmp_path):
        pass


def test_only_what_we_left_is_swept(tmp_path):
    for name in (".vardlots-x1.saving", ".faq.yaml.swp", "faq.yaml", ".hidden"):
        (tmp_path / name).touch()
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {".faq.yaml.swp", "faq.yaml", ".hidden"}


def test_a_new_file_never_takes_the_place_of_one_that_came_meanwhile(tmp_path):
    path = tmp_path / "drafts.yaml"
    replace_file(path, None, b"drafts:\n")
    assert path.read_bytes() == b"drafts:\n"
    with pytest.raises(Exception, match="saved by somebody else"):
        replace_file(path, None, b"mine")
    assert path.read_bytes() == b"drafts:\n"
    assert entry_data(FAQ, "fees")["id"] == "fees"
