"""Tokens that lead to a conversation: only the ones this server signed, and not for ever."""

import pytest
from itsdangerous import URLSafeTimedSerializer

from channels.guard import LONGEST_SENDER, WEB
from channels.sessions import Sessions

SESSIONS = Sessions("a secret", hours=1)


def test_a_conversation_is_unguessable_and_its_token_leads_back_to_it():
    started = [SESSIONS.start() for _ in range(50)]
    assert len({session.conversation for session in started}) == 50
    assert all(len(session.conversation) >= len(WEB) + 22 for session in started)
    assert all(len(session.conversation) <= LONGEST_SENDER for session in started)
    assert [SESSIONS.resume(session.token) for session in started] == started


def test_the_name_of_a_conversation_is_no_token():
    assert SESSIONS.resume(SESSIONS.start().conversation) is None


def test_a_token_that_was_altered_leads_nowhere():
    session = SESSIONS.start()
    for place in range(len(session.token)):
        changed = session.token[:place] + ("A" if session.token[place] != "A" else "B") + session.token[place + 1 :]
        assert SESSIONS.resume(changed) is None


def test_another_servers_token_leads_nowhere():
    assert SESSIONS.resume(Sessions("another secret").start().token) is None


def test_what_was_signed_for_something_else_is_no_token():
    other = URLSafeTimedSerializer("a secret", salt="button:anna").dumps(SESSIONS.start().conversation)
    assert SESSIONS.resume(other) is None


def test_a_token_ends_with_its_time():
    started = SESSIONS.start()
    assert Sessions("a secret", hours=0.5).resume(started.token) == started
    assert Sessions("a secret", hours=-1).resume(started.token) is None


def test_its_time_is_set_by_the_environment(monkeypatch):
    monkeypatch.setenv("VARDLOTS_SESSION_HOURS", "-1")
    assert Sessions("a secret").resume(SESSIONS.start().token) is None


@pytest.mark.parametrize("shown", [None, 7, "", "x", [], {}, "\ud800", "é.ü.å", ".." * 9, "x" * 1_000_000, b"x"])
def test_what_is_no_token_leads_nowhere(shown):
    assert SESSIONS.resume(shown) is None
