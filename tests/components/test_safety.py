"""The safety net in Rasa's pipeline: an alarm is an intent, whatever comes after it; a button is none."""

from types import SimpleNamespace
from typing import Any

import pytest
from nlu import CONTEXT, RESOURCE, a_message, storage, understood

from components.safety import Safety, alarm_of, raise_alarm
from vardlots.safety.kinds import KINDS
from vardlots.safety.net import Judgement
from vardlots.settings import settings

needs_model = pytest.mark.skipif(
    not (settings().models / "safety-onnx" / "model.onnx").exists(), reason="`make train` exports the model first"
)
QUIET = Judgement(None, -4.0)


class Judge:
    """A net whose judgements are given; `asked` is what it was asked about."""

    def __init__(self, **judgements: Judgement) -> None:
        self._judgements = judgements
        self.asked: list[str] = []

    def judge(self, text: str) -> Judgement:
        self.asked.append(text)
        return self._judgements.get(text, QUIET)


@pytest.mark.parametrize("kind", KINDS)
def test_an_alarm_sets_the_intent_and_says_what_was_found(kind):
    safety = Safety(Judge(hjälp=Judgement(kind, 5.0, red_flags=("stroke", "tia"))))
    said = understood(safety, "hjälp")
    assert said["intent"] == {"name": kind, "confidence": 1.0}
    assert said["intent_ranking"] == [{"name": kind, "confidence": 1.0}]
    assert said["safety"] == {"alarm": kind, "named": [], "red_flags": ["stroke", "tia"]}


def test_anything_else_has_no_intent_yet_but_says_what_it_names():
    safety = Safety(Judge(journalen=Judgement(None, 0.0, ("emergency",), ("stroke",))))
    said = understood(safety, "journalen")
    assert not said.get("intent", {}).get("name")
    assert said["safety"] == {"alarm": None, "named": ["emergency"], "red_flags": ["stroke"]}


@pytest.mark.parametrize("text", ["/affirm", '/inform{"age": 34}', "/crisis", ""])
def test_a_payload_and_a_message_of_nothing_are_not_judged(text):
    judge = Judge()
    assert "safety" not in understood(Safety(judge), text)
    assert judge.asked == []


def test_each_message_of_several_is_judged():
    judge = Judge(ett=Judgement("crisis", 5.0), tre=Judgement("poison", 5.0))
    messages = Safety(judge).process([a_message(text) for text in ("ett", "två", "tre")])
    assert [alarm_of(message) for message in messages] == ["crisis", None, "poison"]
    assert judge.asked == ["ett", "två", "tre"]


def test_an_alarm_raised_later_keeps_what_was_found():
    (message,) = Safety(Judge(x=Judgement(None, 1.0, ("crisis",), ("suicidal",)))).process([a_message("x")])
    raise_alarm(message, "crisis")
    assert message.get("safety") == {"alarm": "crisis", "named": ["crisis"], "red_flags": ["suicidal"]}
    assert alarm_of(message) == "crisis"


def test_a_message_that_nobody_judged_is_no_alarm():
    assert alarm_of(a_message("hej")) is None


def test_the_training_data_are_left_as_they_are():
    data = SimpleNamespace()
    assert Safety(Judge()).process_training_data(data) is data


@pytest.fixture(scope="module")
def ours(tmp_path_factory) -> Any:
    return Safety.create({}, storage(tmp_path_factory.mktemp("safety")), RESOURCE, CONTEXT)


@needs_model
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Min man andas inte", "emergency"),
        ("my kid drank bleach", "poison"),
        ("jag vill inte leva längre", "crisis"),
        ("my husband hits me", "violence"),
        ("vad kostar ett läkarbesök?", None),
    ],
)
def test_the_shipped_net_is_the_one_that_judges(ours, text, kind):
    assert understood(ours, text)["safety"]["alarm"] == kind
