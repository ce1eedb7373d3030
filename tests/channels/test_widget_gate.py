"""What pages of any site get: the chat's module and its settings; and which of them may talk."""

import gzip
import json
import logging
from itertools import product

import pytest
from server import Client, Counting, rasas_app, served

from channels import script
from channels.guard import LONGEST_REQUEST
from vardlots.errors import KnowledgeError
from vardlots.welcome import welcome

HERE = {"Origin": "http://localhost:8000"}
EVIL = ("https://evil.example", "null", "http://localhost.evil.example", "http://127.0.0.1.evil.example", "")
APPS = pytest.mark.parametrize("app", [lambda: None, rasas_app], ids=["bare", "rasa"])
CORS = ("Access-Control-Allow-Origin", "Access-Control-Allow-Methods", "Access-Control-Allow-Headers")


def widget(use, rasa=None, app=None):
    return served(rasa or Counting(), use, app)


@APPS
@pytest.mark.parametrize("name", ["session", "message", "forget"])
def test_a_page_that_may_talk_is_told_so_before_and_with_the_answer(app, name):
    ask = {**HERE, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}

    async def use(client: Client):
        before = await client.ask("OPTIONS", f"/widget/{name}", headers=ask)
        return before, await client.ask("POST", f"/widget/{name}", data=b'{"message": "hej"}', headers=HERE)

    (status, preflight, _), (_, answer, _) = widget(use, app=app())
    assert status in (200, 204)
    assert [preflight[header] for header in CORS] == [HERE["Origin"], "POST, OPTIONS", "Content-Type"]
    for headers in (preflight, answer):
        assert headers.getall("Access-Control-Allow-Origin") == [HERE["Origin"]]
        assert headers["Vary"] == "Origin"
        assert "Access-Control-Allow-Credentials" not in headers
        assert "Set-Cookie" not in headers


@APPS
def test_another_sites_page_is_refused_and_reaches_nothing(app):
    rasa = Counting()

    async def use(client: Client):
        asked = []
        for origin, name, method in product(EVIL, ("session", "message", "forget"), ("POST", "OPTIONS")):
            headers = {"Origin": origin, "Access-Control-Request-Method": "POST", "Content-Type": "text/plain"}
            answer = await client.ask(method, f"/widget/{name}", data=b'{"message": "hej"}', headers=headers)
            asked.append((method, *answer))
        return asked

    asked = widget(use, rasa, app())
    assert {status for method, status, _, _ in asked if method == "POST"} == {403}
    assert not [headers for *_, headers, _ in asked if "Access-Control-Allow-Origin" in headers]
    assert all(list(json.loads(body)) == ["error"] for method, *_, body in asked if method == "POST")
    assert rasa.count == 0


@APPS
def test_even_a_request_that_is_refused_for_its_size_can_be_read_by_the_page(app):
    huge = b'{"message": "' + b"a" * LONGEST_REQUEST + b'"}'
    status, headers, _ = widget(
        lambda client: client.ask("POST", "/widget/message", data=huge, headers=HERE), app=app()
    )
    assert (status, headers["Access-Control-Allow-Origin"]) == (413, HERE["Origin"])


@APPS
@pytest.mark.parametrize(
    "path", ["/widget/vardlots-chat.js", "/widget/settings", "/socket.io/?EIO=4&transport=polling"]
)
def test_nothing_ever_invites_cookies(app, path):
    async def use(client: Client):
        return [await client.ask("GET", path, headers=headers) for headers in ({}, HERE, {"Origin": "null"})]

    for _, headers, _ in widget(use, app=app()):
        assert "Access-Control-Allow-Credentials" not in headers
        assert "Set-Cookie" not in headers


def test_with_a_star_every_page_may_talk(monkeypatch):
    monkeypatch.setenv("VARDLOTS_ORIGINS", "*")

    async def use(client: Client):
        body = b'{"message": "hej"}'
        return [(await client.ask("POST", "/widget/message", data=body, headers={"Origin": one})) for one in EVIL]

    assert [(status, headers["Access-Control-Allow-Origin"]) for status, headers, _ in widget(use)] == [
        (200, origin) for origin in EVIL
    ]


def test_a_page_of_the_server_itself_may_talk_whatever_it_is_called():
    async def use(client: Client):
        headers = {"Host": "assistant.example", "Origin": "https://assistant.example"}
        return await client.ask("POST", "/widget/session", headers=headers)

    assert widget(use)[0] == 200


def test_the_socket_asks_the_same_gate(monkeypatch):
    async def use(client: Client):
        path = "/socket.io/?EIO=4&transport=polling"
        asked = [await client.ask("GET", path, headers={"Origin": one}) for one in (*EVIL[:-1], HERE["Origin"])]
        return [(status, headers.get("Access-Control-Allow-Origin")) for status, headers, _ in asked]

    assert widget(use) == [(400, None)] * 4 + [(200, HERE["Origin"])]
    monkeypatch.setenv("VARDLOTS_ORIGINS", "https://evil.example")
    assert widget(use)[0] == (200, "https://evil.example")


def test_the_module_comes_packed_to_any_page(tmp_path, monkeypatch):
    module = tmp_path / "vardlots-chat.js"
    module.write_bytes(b"export {};")
    monkeypatch.setattr(script.ScriptFile.__init__, "__defaults__", (module,))
    path = "/widget/vardlots-chat.js"

    async def use(client: Client):
        status, headers, body = await client.ask("GET", path, headers={"Origin": EVIL[0], "Accept-Encoding": "gzip"})
        plain = await client.ask("GET", path, headers={"Accept-Encoding": "identity"})
        known = await client.ask("GET", path, headers={"If-None-Match": headers["ETag"]})
        return status, headers, body, plain[2], known[0], await client.ask("HEAD", path)

    status, headers, packed, plain, known, head = widget(use)
    assert (status, gzip.decompress(packed), plain, known) == (200, b"export {};", b"export {};", 304)
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert (head[0], head[1]["ETag"], head[2]) == (200, headers["ETag"], b"")


def test_a_module_that_was_not_built_is_a_404_that_says_how(tmp_path, monkeypatch):
    monkeypatch.setattr(script.ScriptFile.__init__, "__defaults__", (tmp_path / "gone.js",))
    status, text, headers = widget(lambda client: client.get("/widget/vardlots-chat.js"))
    assert (status, text) == (404, script.MISSING)
    assert headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    "path", ["/widget/../guard.py", "/widget/vardlots-chat.js/", "/widget/%2e%2e/x", "/widget/x.js"]
)
def test_no_other_path_leads_to_a_file(path):
    assert widget(lambda client: client.ask("GET", path))[0] == 404


def test_the_settings_are_what_the_knowledge_base_says_and_whether_this_page_may_talk():
    async def use(client: Client):
        return [await client.ask("GET", "/widget/settings", headers=one) for one in ({}, HERE, {"Origin": EVIL[0]})]

    answers = widget(use)
    assert [json.loads(body) for *_, body in answers] == [
        {"allowed": allowed, **welcome()} for allowed in (True, True, False)
    ]
    for status, headers, _ in answers:
        assert (status, headers["Access-Control-Allow-Origin"], headers["Vary"]) == (200, "*", "Origin")


def test_settings_that_cannot_be_read_are_a_503_and_the_log_says_what_to_mend(monkeypatch, caplog):
    def broken():
        raise KnowledgeError("provider.yaml cannot be read")

    monkeypatch.setattr("channels.widget.welcome", broken)
    with caplog.at_level(logging.ERROR, logger="channels"):
        status, _, body = widget(lambda client: client.ask("GET", "/widget/settings"))
    assert (status, list(json.loads(body))) == (503, ["error"])
    assert "provider.yaml cannot be read" in caplog.text
