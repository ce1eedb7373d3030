"""The page at `/`: its own files and nothing else."""

import asyncio
import socket
from types import SimpleNamespace

import pytest
from server import served

from channels.page import FOLDER, serve


async def silent(message):
    return None


def ask(path: str, method: str = "GET"):
    """Call the middleware as Sanic does, with a path that no client library has tidied up."""
    return asyncio.run(serve(SimpleNamespace(path=path, method=method)))


def test_the_page_comes_with_a_policy_that_lets_nothing_foreign_in():
    status, text, headers = served(silent, lambda client: client.get("/"))
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert text == (FOLDER / "index.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_every_file_of_the_page_is_served_as_what_it_is(name):
    kinds = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
    reply = ask(f"/{name}")
    assert reply.status == 200
    assert reply.content_type.startswith(kinds[name.rsplit(".", 1)[1]])


@pytest.mark.parametrize(
    "path",
    [
        "/../guard.py",
        "/../../config.yml",
        "/..",
        "/.",
        "//",
        "/./../rest.py",
        "//etc/passwd",
        "/../static/../guard.py",
        "/%2e%2e/guard.py",
        "/..%2fguard.py",
        "/static/index.html",
        "/index.html/",
        "/index.html\x00.css",
        pytest.param("/" + "a" * 5000, id="a long name"),
        "/missing.js",
        "/webhooks/rest/webhook",
    ],
)
def test_no_other_path_leads_to_a_file(path):
    assert ask(path) is None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading_is_possible(method):
    assert ask("/", method) is None


def test_a_raw_request_for_a_file_above_finds_nothing():
    async def use(client):
        host, port = client.address.removeprefix("http://").split(":")
        return await asyncio.to_thread(_raw, host, int(port), "GET /../guard.py HTTP/1.1\r\nHost: x\r\n\r\n")

    answer = served(silent, use)
    assert b"200" not in answer.splitlines()[0]
    assert b"import" not in answer


def _raw(host: str, port: int, request: str) -> bytes:
    with socket.create_connection((host, port), timeout=10) as connection:
        connection.sendall(request.encode())
        return connection.recv(65536)
