"""Sending: how often, how late, and never twice what may have arrived."""

import asyncio

import pytest
from aiohttp import web

from channels.stock import api
from channels.stock.api import Api, NotSent


def sent(*answers, url: str = "") -> "tuple[int, str]":
    """Post once to a service that gives these answers in turn; return how often it was asked, and the trouble."""

    async def run() -> "tuple[int, str]":
        asked = 0

        async def answer(_: web.Request) -> web.Response:
            nonlocal asked
            asked += 1
            told = answers[min(asked, len(answers)) - 1]
            if told == "silence":
                await asyncio.sleep(60)
            return told()

        app = web.Application()
        app.router.add_post("/send", answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            await Api("door", url or f"http://127.0.0.1:{runner.addresses[0][1]}/").post(
                "send", json={"text": "hemligt"}
            )
            return asked, ""
        except NotSent as error:
            return asked, str(error)
        finally:
            await runner.cleanup()

    return asyncio.run(asyncio.wait_for(run(), 20))


def said(body=None, status: int = 200, **headers: str):
    """Return an answer to give."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda: web.json_response(body if body is not None else {}, status=status, headers=named)


BUSY = said(status=429, Retry_After="0")


def test_what_is_taken_is_sent_once():
    assert sent(said({"ok": True})) == (1, "")
    assert sent(said({"sid": "SM1", "error_code": None})) == (1, "")
    assert sent(lambda: web.Response(text="ok")) == (1, "")


def test_a_busy_service_is_tried_three_times():
    assert sent(BUSY, BUSY, said()) == (3, "")
    assert sent(BUSY) == (3, "door: an answer could not be sent: status 429")


def test_telegrams_way_of_asking_for_time_is_heard(monkeypatch):
    monkeypatch.setattr(api, "PAUSE", 1000.0)
    assert sent(said({"ok": False, "parameters": {"retry_after": 0}}, 429), said()) == (2, "")


@pytest.mark.parametrize("pause", ["1000", "21"])
def test_who_asks_for_too_much_time_gets_none(pause: str):
    assert sent(said(status=429, Retry_After=pause))[0] == 1


@pytest.mark.parametrize("pause", ["soon", "", "Wed, 21 Oct 2026 07:28:00 GMT"])
def test_an_odd_pause_is_a_short_one(pause: str, monkeypatch):
    monkeypatch.setattr(api, "PAUSE", 0.0)
    assert sent(said(status=503, Retry_After=pause), said()) == (2, "")


@pytest.mark.parametrize("status", [301, 400, 401, 404])
def test_a_refusal_is_one(status: int):
    assert sent(said(status=status, Location="http://127.0.0.1:9/")) == (
        1, f"door: an answer could not be sent: status {status}",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"ok": False, "error": "channel_not_found"}, "channel_not_found"),
        ({"ok": False, "error": "Du skrev: hemligt"}, "it was refused"),
        ({"error": {"message": "hemligt"}}, "it was refused"),
        ({"ok": False}, "it was refused"),
    ],
)
def test_a_refusal_in_the_body_is_one_and_only_its_code_is_told(body, why: str):
    assert sent(said(body)) == (1, f"door: an answer could not be sent: {why}")


def test_what_may_have_arrived_is_not_sent_twice(monkeypatch):
    monkeypatch.setattr(api, "PATIENCE", 0.2)
    assert sent("silence") == (1, "door: an answer could not be sent: TimeoutError")


def test_what_was_never_reached_is_tried_again(monkeypatch):
    monkeypatch.setattr(api, "PAUSE", 0.0)
    assert sent(said(), url="http://127.0.0.1:9") == (0, "door: an answer could not be sent: it cannot be reached")
