"""The site over HTTP: its own pages and files, under a strict policy, and nothing else."""

import asyncio
import socket
from types import SimpleNamespace

import pytest
from sanic.exceptions import NotFound
from server import served

from channels.page import FILES, HEADERS, POLICY, Pages
from channels.site import FOLDER, GUIDE, PAGES, Site

KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
HTML = {"Accept": "text/html,application/xhtml+xml"}


async def silent(message):
    return None


def ask(path: str, method: str = "GET", **headers: str):
    """Call the middleware as Sanic does, with a path that no client library has tidied up."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return asyncio.run(Pages(Site()).serve(SimpleNamespace(path=path, method=method, headers=named)))


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.path)
def test_every_page_is_served_under_the_policy_in_its_language(page):
    reply = ask(page.path)
    assert (reply.status, reply.content_type) == (200, "text/html; charset=utf-8")
    assert reply.body == Site().read(page)
    assert reply.headers["Content-Language"] == page.language
    assert {name: reply.headers[name] for name in HEADERS} == HEADERS


def test_the_policy_lets_nothing_foreign_in_and_the_guide_shows_it():
    assert POLICY.startswith("default-src 'none'; ")
    assert "unsafe" not in POLICY
    assert "*" not in POLICY
    assert POLICY.replace("; ", ";\n") in GUIDE.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES)
def test_every_file_that_pages_load_is_served_as_what_it_is(path):
    reply = ask(path)
    assert reply.status == 200
    assert reply.content_type.startswith(KINDS[path.rsplit(".", 1)[1]])
    assert reply.body == (FOLDER / path[1:]).read_bytes()
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/../guard.py",
        "/../../config.yml",
        "/..",
        "/.",
        "//",
        "//guide",
        "/./../rest.py",
        "//etc/passwd",
        "/../demo/layout.html",
        "/%2e%2e/guard.py",
        "/..%2fguard.py",
        "/layout.html",
        "/sv/start.html",
        "/cottage.svg",
        "/site.css\x00.html",
        pytest.param("/" + "a" * 5000, id="a long name"),
        "/missing.js",
        "/docs/widget.md",
        "/widget/vardlots-chat.js",
        "/webhooks/rest/webhook",
    ],
)
def test_no_other_path_leads_to_a_file(path):
    assert ask(path) is None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading_is_possible(method):
    assert ask("/", method) is None


@pytest.mark.parametrize(
    ("path", "right"), [("/en", "/en/"), ("/kontakt/", "/kontakt"), ("/en/contact//", "/en/contact")]
)
def test_a_slash_too_few_or_too_many_leads_to_the_page(path, right):
    reply = ask(path)
    assert (reply.status, reply.headers["Location"]) == (301, right)


def test_a_page_that_the_browser_has_is_not_sent_again():
    tag = ask("/").headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}'):
        again = ask("/", If_None_Match=known)
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    assert ask("/", If_None_Match='"other"').status == 200
    assert ask("/en/").headers["ETag"] != tag


def test_rasas_own_routes_and_the_channels_are_as_they_were():
    async def use(client):
        return await client.get("/webhooks/rest/"), await client.get("/nowhere")

    (health, text, _), (status, told, headers) = served(silent, use)
    assert (health, "ok" in text) == (200, True)
    assert (status, headers["Content-Type"]) == (404, "application/json")
    assert "nowhere" in told


@pytest.mark.parametrize(("path", "words"), [("/nowhere", "Sidan finns inte"), ("/en/nowhere", "Page not found")])
def test_a_person_who_is_lost_gets_a_page_with_the_way_on(path, words):
    status, text, headers = served(silent, lambda client: client.get(path, headers=HTML))
    assert (status, headers["Content-Security-Policy"]) == (404, POLICY)
    assert f"<h1>{words}</h1>" in text
    assert 'href="tel:112"' in text


def test_a_page_over_the_wire_and_its_head():
    status, text, headers = served(silent, lambda client: client.get("/"))
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    head = served(silent, lambda client: raw(client, "HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
    lines, _, body = head.partition(b"\r\n\r\n")
    assert lines.startswith(b"HTTP/1.1 200")
    assert f"content-length: {len(text.encode())}".encode() in lines.lower()
    assert body == b""


def test_a_raw_request_for_a_file_above_finds_nothing():
    answer = served(silent, lambda client: raw(client, "GET /../guard.py HTTP/1.1\r\nHost: x\r\n\r\n"))
    assert b"200" not in answer.splitlines()[0]
    assert b"import" not in answer


def test_what_is_not_there_is_told_to_programs_by_the_application():
    def default(_request, error):
        return str(error)

    app = SimpleNamespace(error_handler=SimpleNamespace(default=default))
    request = SimpleNamespace(path="/x", method="POST", headers=HTML, app=app)
    assert asyncio.run(Pages(Site()).missing(request, NotFound("not here"))) == "not here"


async def raw(client, request: str) -> bytes:
    """Send a request as it is written, and return what comes back first."""
    host, port = client.address.removeprefix("http://").split(":")
    return await asyncio.to_thread(_raw, host, int(port), request)


def _raw(host: str, port: int, request: str) -> bytes:
    with socket.create_connection((host, port), timeout=10) as connection:
        connection.sendall(request.encode())
        return connection.recv(65536)
