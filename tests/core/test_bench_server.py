"""A server of the measurements: started, stopped, stood still and started again, with a small real one."""

import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bench.server import DidNotStart, Server, answers, free_port


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A web server that serves a folder."""
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(tmp_path)]
    started = Server("files", command, f"http://127.0.0.1:{port}/", tmp_path / "files.log")
    started.wait()
    yield started
    started.stop()


@pytest.mark.parametrize("end", [Server.stop, Server.kill])
def test_what_was_ended_starts_again_at_the_same_address_and_in_the_same_log(server, end):
    end(server)
    assert not answers(server.health)
    before = server.log.read_text(encoding="utf-8")
    server.start()
    server.wait()
    assert server.seconds > 0
    assert answers(server.health)
    assert server.log.read_text(encoding="utf-8").startswith(before)


def test_what_stands_still_keeps_who_asks_waiting_and_then_answers(server):
    with server.paused(), pytest.raises(httpx.ReadTimeout):
        httpx.get(server.health, timeout=0.3, trust_env=False)
    assert httpx.get(server.health, trust_env=False).status_code == 200


def test_what_ends_at_once_did_not_start(tmp_path):
    server = Server(
        "nothing", [sys.executable, "-c", "print('no'); raise SystemExit(3)"], "http://127.0.0.1:9/", tmp_path / "log"
    )
    with pytest.raises(DidNotStart, match="nothing ended with 3:\nno"):
        server.wait()
