"""The safety net: how what a message means and what its words show add up, and what becomes of it."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from vardlots.safety.kinds import KINDS, Kind
from vardlots.safety.meaning import Meaning
from vardlots.safety.net import CERTAIN, RECENT, Judgement, SafetyNet, Weights, kind_of
from vardlots.safety.red_flags import CONTEXTS, HELPERS, Context, Pattern, RedFlag, RedFlags
from vardlots.safety.structure import Sign, Structure
from vardlots.settings import ROOT

WEIGHTS = Weights(meaning=1.0, here=2.0, elsewhere=-1.0, alarm=3.0, hint=1.0)
WORDS = {"chest": ("bröst*",), "pain": ("ont",), "die": ("dö",), **{name: (f"{name}x",) for name in HELPERS}}
CONTEXT = {"negated": ("inte",), "past": ("förr",), "hypothetical": ("ifall",), "told": ("filmen",)}
FLAGS = RedFlags(
    {**WORDS, **CONTEXT},
    (),
    (
        RedFlag("chest-pain", "emergency", (Pattern.parse("chest + pain"),)),
        RedFlag("suicidal", "crisis", (Pattern.parse("die"),)),
    ),
)
SIGNS = Structure(FLAGS)


class Said:
    """A model that has an opinion on a few texts, and none on others; `read_so_far` are those that it was asked."""

    def __init__(self, odds: Mapping[str, float], kind: Kind = "emergency") -> None:
        self._odds, self._kind = odds, kind
        self.read_so_far: list[str] = []

    def read(self, text: str) -> Meaning:
        """Return the opinion."""
        self.read_so_far.append(text)
        return a_meaning(self._odds.get(text, -5.0), **{self._kind: 0.7})


def a_meaning(odds: float = 0.0, **kinds: float) -> Meaning:
    return Meaning(odds, {kind: kinds.get(kind, 0.1) for kind in KINDS})


def net(odds: Mapping[str, float], kind: Kind = "emergency") -> SafetyNet:
    return SafetyNet(Said(odds, kind), lambda: SIGNS, WEIGHTS)


def sign(kind: Kind = "emergency", context: Context | None = None) -> Sign:
    return Sign("x", kind, ("ord",), context)


def test_the_stand_in_has_every_context() -> None:
    assert set(CONTEXT) == set(CONTEXTS)


def test_meaning_alone_is_enough() -> None:
    assert net({"hjälp": 3.0}).judge("hjälp") == Judgement("emergency", 3.0)


def test_a_little_less_is_a_hint_and_less_still_is_nothing() -> None:
    ours = net({"nästan": 2.9, "knappt": 1.0, "nej": 0.9})
    assert ours.judge("nästan") == Judgement(None, 2.9, ("emergency",))
    assert ours.judge("knappt") == Judgement(None, 1.0, ("emergency",))
    assert ours.judge("nej") == Judgement(None, 0.9)


def test_a_sign_here_and_now_adds_up_with_the_meaning() -> None:
    ours = net({"ont i bröstet": 1.0})
    assert ours.judge("ont i bröstet") == Judgement("emergency", 3.0, red_flags=("chest-pain",))


def test_a_sign_in_a_context_takes_away_and_names_its_kind() -> None:
    ours = net({"inte ont i bröstet": 3.5}, kind="crisis")
    assert ours.judge("inte ont i bröstet") == Judgement(None, 2.5, ("emergency", "crisis"), ("chest-pain",))


def test_a_sign_names_its_kind_also_when_the_meaning_is_harmless() -> None:
    assert net({}).judge("filmen heter dö").named == ("crisis",)


def test_a_kind_is_named_once() -> None:
    ours = net({"inte ont i bröstet": 3.5})
    assert ours.judge("inte ont i bröstet").named == ("emergency",)


@pytest.mark.parametrize(("odds", "score"), [(50.0, CERTAIN), (-50.0, -CERTAIN)])
def test_no_meaning_is_surer_than_certain(odds: float, score: float) -> None:
    assert WEIGHTS.score(odds, ()) == score


def test_many_signs_weigh_no_more_than_one_of_each_sort() -> None:
    many = [sign(), sign(), sign(context="past"), sign(context="negated")]
    assert WEIGHTS.score(0.0, many) == WEIGHTS.score(0.0, [sign(), sign(context="past")]) == 1.0


def test_without_a_sign_the_kind_is_the_likeliest_meaning() -> None:
    assert kind_of(a_meaning(crisis=0.6), ()) == "crisis"


def test_a_sign_here_decides_between_kinds_that_are_near_each_other() -> None:
    near = a_meaning(crisis=0.5, poison=0.3)
    assert kind_of(near, [sign("poison")]) == "poison"
    assert kind_of(near, [sign("poison", context="told")]) == "crisis"
    assert kind_of(a_meaning(crisis=0.9, poison=0.05), [sign("poison")]) == "crisis"


def test_a_message_that_was_just_judged_is_not_read_again() -> None:
    model = Said({"hjälp": 9.0})
    ours = SafetyNet(model, lambda: SIGNS, WEIGHTS)
    assert ours.judge("hjälp") is ours.judge("hjälp")
    assert model.read_so_far == ["hjälp"]


def test_a_message_is_forgotten_after_the_next_few() -> None:
    model = Said({})
    ours = SafetyNet(model, lambda: SIGNS, WEIGHTS)
    for text in ("hej", *map(str, range(RECENT)), "hej"):
        ours.judge(text)
    assert model.read_so_far.count("hej") == 2


def test_an_edit_of_the_signs_counts_for_a_message_that_was_just_judged() -> None:
    now = [SIGNS]
    ours = SafetyNet(Said({"ont i bröstet": 1.0}), lambda: now[0], WEIGHTS)
    assert ours.judge("ont i bröstet").kind == "emergency"
    now[0] = Structure(RedFlags(FLAGS.words, (), FLAGS.flags[1:]))
    assert ours.judge("ont i bröstet").kind is None


def test_weights_are_read_from_their_file(tmp_path: Path) -> None:
    (tmp_path / "net.json").write_text(json.dumps({"weights": vars(WEIGHTS), "recall": 0.9}), encoding="utf-8")
    assert Weights.read(tmp_path / "net.json") == WEIGHTS


def test_the_shipped_weights_let_evidence_count_in_the_direction_it_points() -> None:
    shipped = Weights.read(ROOT / "models/safety/net.json")
    assert shipped.meaning > 0
    assert shipped.here >= 0 >= shipped.elsewhere
    assert shipped.hint <= shipped.alarm < shipped.score(CERTAIN, ())
