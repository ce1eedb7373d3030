"""Whose pages may talk: those named, the server's own, and the person's own machine; nothing that only looks so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.origins import Origins

HOST = "assistant.example:5005"
STRANGE = [
    "https://evil.example", "null", "", "*", "http://", "https://", "file://", "http://localhost.evil.example",
    "http://localhost@evil.example", "http://evil.example/http://localhost", "http://localhost:8000.evil.example",
    "http://127.0.0.1.evil.example", "http://127.0.0.10:80", "http://localhost:", "http://localhost:999999",
    "http://localhost:8000/", "http://LOCALHOST:8000", "https://localhost:8000", " http://localhost:8000",
    "http://localhost:8000\n", "http://localhost:8000 https://evil.example", "ws://localhost:8000", "localhost:8000",
    "https://assistant.example", "https://assistant.example:5005.evil.example", "https://evil.example:5005",
    "https://assistant.example:5005/", "chrome-extension://abcdef", "http://[::1]:8000", "http://0.0.0.0:8000",
]  # fmt: skip


@pytest.mark.parametrize(
    "origin", ["http://assistant.example:5005", "https://assistant.example:5005", "http://localhost:8000",
               "http://127.0.0.1:3000", "http://localhost", "http://127.0.0.1", None],
)  # fmt: skip
def test_the_servers_own_pages_and_those_of_this_machine_may_talk_and_who_is_no_page(origin):
    assert Origins().allow(origin, HOST)


@pytest.mark.parametrize("origin", STRANGE)
def test_nobody_else_may(origin):
    assert not Origins().allow(origin, HOST)
    assert not Origins(["https://clinic.example"]).allow(origin, HOST)
    assert not Origins().allow(origin, "")


def test_sites_that_are_named_may_written_as_their_pages_show_them():
    origins = Origins(["https://other.example", " https://Clinic.example/ ", ""])
    assert origins.allow("https://clinic.example", HOST)
    assert origins.allow("https://other.example", HOST)
    for near in ("http://clinic.example", "https://clinic.example:8443", "https://www.clinic.example"):
        assert not origins.allow(near, HOST)


@pytest.mark.parametrize("origin", STRANGE)
def test_a_star_lets_all_in(origin):
    assert Origins(["*"]).allow(origin, HOST)


@pytest.mark.parametrize(
    "name", ["clinic.example", "https://clinic.example/chat", "https://*.clinic.example", "http://", "ftp://a.example",
             "https://a.example https://b.example", "null", "**"],
)  # fmt: skip
def test_a_name_that_is_no_site_is_refused_with_what_to_write(name):
    with pytest.raises(ValueError, match=r"VARDLOTS_ORIGINS has .* write https://clinic.example") as refused:
        Origins(["https://right.example", name])
    assert repr(name) in str(refused.value)


@pytest.mark.parametrize(("value", "allowed"), [(None, False), (" , ", False), ("https://clinic.example", True)])
def test_the_names_come_from_the_environment(monkeypatch, value, allowed):
    monkeypatch.delenv("VARDLOTS_ORIGINS", raising=False)
    if value is not None:
        monkeypatch.setenv("VARDLOTS_ORIGINS", value)
    assert Origins.from_environment().allow("https://clinic.example", HOST) is allowed


@settings(deadline=None)
@given(st.text(), st.text())
def test_no_text_is_another_sites_by_accident(origin, host):
    own = origin in (f"http://{host}", f"https://{host}")
    local = origin.startswith(("http://localhost", "http://127.0.0.1"))
    assert Origins().allow(origin, host) is False or own or local
