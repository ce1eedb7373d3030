"""What is said at an alarm, and the one line beside an answer."""

from dataclasses import replace
from pathlib import Path

import pytest

from vardlots.phrases import phrases
from vardlots.replies import LANGUAGES, Button, Language, Reply
from vardlots.safety.helplines import helplines
from vardlots.safety.kinds import KINDS, Kind
from vardlots.safety.replies import alarm_reply, with_hint

ANSWER = Reply("faq", "sv", ("Svar.",), topic="journal", buttons=(Button("Hjälpte", "/feedback_helpful"),))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_an_alarm_is_answered_with_its_own_text_and_lines(kind: Kind, language: Language) -> None:
    reply = alarm_reply(kind, language)
    assert (reply.kind, reply.alarm, reply.language) == ("emergency", kind, language)
    assert reply.paragraphs == phrases().say(f"safety.{kind}", language)
    assert reply.links == tuple(line.link(language) for line in helplines(kind))
    assert [button.payload for button in reply.buttons] == ["/talk_to_person"]


def test_each_kind_says_something_of_its_own() -> None:
    assert len({alarm_reply(kind, "sv").paragraphs[0] for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_in_a_form_there_is_a_way_back_to_it(kind: Kind) -> None:
    reply = alarm_reply(kind, "en", in_form=True)
    assert [button.payload for button in reply.buttons] == ["/talk_to_person", "/go_on"]
    assert replace(reply, buttons=reply.buttons[:1]) == alarm_reply(kind, "en")


def test_it_is_said_without_a_knowledge_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = alarm_reply("poison", "sv")
    monkeypatch.setenv("VARDLOTS_KB", str(tmp_path / "gone"))
    assert alarm_reply("poison", "sv") == whole


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_hint_is_one_line_after_the_answer_that_names_112(kind: Kind, language: Language) -> None:
    reply = with_hint(replace(ANSWER, language=language), [kind])
    assert reply.paragraphs[:-1] == ANSWER.paragraphs
    assert "112" in reply.paragraphs[-1]
    assert replace(reply, paragraphs=ANSWER.paragraphs, language="sv") == ANSWER


def test_of_several_kinds_the_first_has_the_line() -> None:
    assert with_hint(ANSWER, ("crisis", "emergency")) == with_hint(ANSWER, ["crisis"])


def test_without_a_kind_the_answer_stays_what_it_is() -> None:
    assert with_hint(ANSWER, ()) is ANSWER
