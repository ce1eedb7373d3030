"""The action server tells which version serves, and what keeps a newer one out."""

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from knowledge import lasting_copy
from sanic import Sanic
from tiny import TinyEncoder

from actions.status import Status, add_status
from bench.server import free_port
from vardlots.knowledge import LiveKnowledge, read_knowledge
from vardlots.retrieval.ranker import FILE, read_ranker
from vardlots.retrieval.retriever import LiveRetriever
from vardlots.serving import Serving, read_serving
from vardlots.triage.table import triage

PATIENCE = 60


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the knowledge base to edit, without what takes seconds to prepare: most entries, care navigation."""
    kb = lasting_copy(tmp_path_factory.mktemp("status"))
    edit(kb / "triage.yaml", "enabled: true", "enabled: false")
    faq = (kb / "faq.yaml").read_text(encoding="utf-8")
    after = faq.index("\n  - id: ", faq.index("  - id: midwives"))
    (kb / "faq.yaml").write_text(faq[: after + 1], encoding="utf-8")
    return kb


@pytest.fixture(scope="module")
def status(copied: Path) -> Iterator[Status]:
    """The status of a desk that serves it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VARDLOTS_KB", str(copied))
        desk = LiveRetriever(LiveKnowledge(copied, every=0), TinyEncoder(), read_ranker(copied / FILE))
        assert not triage().enabled
        yield Status(desk)


def git(folder: Path, *words: str) -> str:
    """Run git as somebody, and return what it says."""
    whoever = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *whoever, "-C", str(folder), *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def edit(path: Path, old: str, new: str) -> None:
    """Change a text that stands in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def seen(status: Status, wanted: Callable[[Serving], bool]) -> Serving:
    """Look until the status is as wanted."""
    until = time.monotonic() + PATIENCE
    while not wanted(serving := status.serving()):
        assert time.monotonic() < until, serving
        status.watch.look()
        time.sleep(0.1)  # asking without a pause would slow down what is being waited for
    return serving


def test_it_tells_what_serves(status: Status, copied: Path) -> None:
    serving, knowledge = status.serving(), read_knowledge(copied)
    assert (serving.version, serving.entries) == (knowledge.version, len(knowledge.entries))
    assert (serving.troubles, serving.revision) == ((), None)
    assert serving.phrasings > serving.entries
    assert serving.started <= serving.since


def test_an_edit_serves_though_nobody_asks(status: Status, copied: Path) -> None:
    before = status.serving()
    edit(copied / "faq.yaml", "Har ni barnmorskor", "Finns det barnmorskor hos er")
    after = seen(status, lambda serving: serving.version != before.version)
    assert after.since > before.since
    assert after.looked > before.looked
    assert after.troubles == ()


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("faq.yaml", "topic: faq_", "topic: fq_"),
        ("fees.yaml", "valid_from:", "valid_fram:"),
        ("helplines.yaml", "number:", "nummer:"),
        ("replies/answer.yaml", "    sv:", "    se:"),
    ],
)
def test_a_broken_file_is_told_of_until_it_is_mended(
    status: Status, copied: Path, name: str, right: str, wrong: str
) -> None:
    before = status.serving().version
    edit(copied / name, right, wrong)
    broken = seen(status, lambda serving: bool(serving.troubles))
    assert {trouble.file for trouble in broken.troubles} == {f"kb/{name}"}
    assert all(trouble.line > 1 and trouble.why and trouble.sv for trouble in broken.troubles)
    assert name != "faq.yaml" or broken.version == before
    edit(copied / name, wrong, right)
    assert seen(status, lambda serving: not (serving.troubles or serving.preparing)).version == before


def test_who_asks_before_the_watch_has_looked_is_told_the_place_as_well(status: Status, copied: Path) -> None:
    edit(copied / "replies" / "answer.yaml", "    sv:", "    se:")
    until = time.monotonic() + PATIENCE
    while not (troubles := status.serving().troubles):
        assert time.monotonic() < until
        time.sleep(0.1)
    assert [trouble.file for trouble in troubles] == ["kb/replies/answer.yaml"]
    edit(copied / "replies" / "answer.yaml", "    se:", "    sv:")
    seen(status, lambda serving: not serving.troubles)


def test_a_sentence_that_disappears_is_told_of(status: Status, copied: Path) -> None:
    edit(copied / "replies" / "answer.yaml", "  go_on:", "  go_off:")
    (trouble,) = seen(status, lambda serving: bool(serving.troubles)).troubles
    assert "answer.go_on" in trouble.why
    edit(copied / "replies" / "answer.yaml", "  go_off:", "  go_on:")
    seen(status, lambda serving: not serving.troubles)


def test_the_commit_is_told_and_whether_something_was_edited_since(status: Status, copied: Path) -> None:
    git(copied, "init", "--quiet")
    git(copied, "add", "--all")
    git(copied, "commit", "--quiet", "--message", "a version")
    serving, head = status.serving(), git(copied, "rev-parse", "HEAD")
    assert (serving.revision, serving.committed) == (head, True)
    edit(copied / "faq.yaml", "Finns det barnmorskor hos er", "Har ni barnmorskor")
    assert (status.serving().revision, status.serving().committed) == (head, False)


async def test_it_is_served_as_json(status: Status) -> None:
    app = Sanic(f"status-{uuid4().hex}", configure_logging=False)
    add_status(app, status)
    port = free_port()
    server = await app.create_server(host="127.0.0.1", port=port, return_asyncio_server=True)
    await server.startup()
    async with httpx.AsyncClient() as client:
        body = (await client.get(f"http://127.0.0.1:{port}/status")).json()
    server.close()
    await server.wait_closed()
    assert read_serving(body).version == status.serving().version
