"""What is saved counts in the running assistant, while somebody asks all the time and loses no message."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from bench.saves import EDITS, Edit, Reply, change, status, until
from bench.stack import Stack
from vardlots.knowledge import read_knowledge
from vardlots.serving import Serving

ASKED = ("Har ni barnmorskor?", "Vad kostar det att söka vård hos er?", "Hej!", "When are you open?")
BY_NAME = {edit.name.split(",")[0]: edit for edit in EDITS}


class Asker:
    """Somebody who asks one thing after another, in a thread of their own, and keeps every reply and every failure."""

    def __init__(self, stack: Stack) -> None:
        self._stack, self._ended = stack, threading.Event()
        self.replies: list[Reply] = []
        self.failed: list[Exception] = []
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()

    def ask_once_more(self) -> None:
        """Wait for another reply, or a failure."""
        had = len(self.replies)
        until(lambda: len(self.replies) > had or bool(self.failed), "another reply")

    def stop(self) -> None:
        """Ask no more."""
        self._ended.set()
        self._thread.join()

    def _ask(self) -> None:
        sender = f"test-{uuid4()}"
        while not self._ended.wait(0.2):
            try:
                self.replies.append(self._stack.reply(sender, ASKED[len(self.replies) % len(ASKED)]))
            except Exception as error:
                self.failed.append(error)
                return


@pytest.fixture
def asker(stack: Stack) -> Iterator[Asker]:
    """Somebody who asks during the whole test: every message must get a reply that is no error."""
    somebody = Asker(stack)
    try:
        somebody.ask_once_more()
        yield somebody
        somebody.ask_once_more()
    finally:
        somebody.stop()
    assert not somebody.failed
    assert "error" not in {reply["kind"] for reply in somebody.replies}


@pytest.fixture
def files(kb: Path, tmp_path: Path) -> Iterator[Path]:
    """The knowledge base that is served; everything in it is put back."""
    before = shutil.copytree(kb, tmp_path / "before")
    yield kb
    for path in before.rglob("*.yaml"):
        own = kb / path.relative_to(before)
        if own.read_bytes() != path.read_bytes():
            shutil.copyfile(path, own)


def served(stack: Stack, kb: Path) -> Serving:
    """Wait until the version of the files serves, whole, and return the status."""
    version = read_knowledge(kb).version
    until(lambda: (now := status(stack)).version == version and not now.preparing, f"version {version}")
    return status(stack)


@pytest.mark.parametrize("name", BY_NAME)
def test_an_edit_is_served_while_somebody_asks(stack: Stack, files: Path, asker: Asker, name: str) -> None:
    edit: Edit = BY_NAME[name]
    before = served(stack, files)
    change(files / edit.file, lambda text: edit.made(text, 7))
    until(lambda: edit.shown(stack.reply(f"test-{uuid4()}", edit.question, "sv"), 7), name)
    after = served(stack, files)
    assert after.troubles == ()
    assert (after.version != before.version) is (edit.file in ("faq.yaml", "fees.yaml"))
    assert after.entries == before.entries + (name == "a new entry")


def test_an_edit_is_served_though_nobody_asks(stack: Stack, files: Path) -> None:
    before = served(stack, files)
    change(files / "faq.yaml", lambda text: BY_NAME["an answer"].made(text, 8))
    after = served(stack, files)
    assert after.since > before.since
    assert "Ändring nummer 8." in stack.reply(f"test-{uuid4()}", "Har ni barnmorskor?")["text"]


def test_a_broken_file_changes_nothing_and_is_told_of_until_it_is_mended(
    stack: Stack, files: Path, asker: Asker
) -> None:
    before = served(stack, files)
    change(files / "faq.yaml", lambda text: text.replace("topic: faq_", "topic: fq_", 1))
    until(lambda: bool(status(stack).troubles), "the mistake")
    (trouble,) = status(stack).troubles
    assert (trouble.file, trouble.entry) == ("kb/faq.yaml", "fees")
    assert trouble.line > 1
    assert "fq_fees" in trouble.why
    assert trouble.sv
    assert status(stack).version == before.version
    assert stack.reply(f"test-{uuid4()}", "Har ni barnmorskor?")["topic"] == "midwives"
    change(files / "faq.yaml", lambda text: text.replace("topic: fq_", "topic: faq_", 1))
    until(lambda: not status(stack).troubles, "the mending")
    assert served(stack, files).version == before.version


def test_the_status_says_nothing_of_patients(stack: Stack) -> None:
    told = status(stack).as_dict()
    assert set(told) == set(Serving.__dataclass_fields__)
    assert told["phrasings"] > told["entries"] > 0
    assert told["started"] <= told["since"]
