"""What is made of a ranking: the reply of a patient, and reasons that a person can read."""

from functools import cache
from pathlib import Path

import yaml

from office.answers.seen import HELPED, sentences
from office.tryout import FEWEST, MOST, Reason, named, reasons, reply_to, strength, worth_showing
from office.words import FOLDER, words
from vardlots.knowledge import Knowledge, read_knowledge
from vardlots.replies import LANGUAGES
from vardlots.retrieval.ranker import Decision
from vardlots.retrieval.retriever import Candidate, Ranking, Signal
from vardlots.retrieval.signals import MEANING
from vardlots.safety.kinds import KINDS
from vardlots.settings import ROOT

KB = ROOT / "kb"
SAID = sentences(KB)
BEST = ("fees", "vab-certificate", "midwives", "complaint")


@cache
def knowledge() -> Knowledge:
    return read_knowledge(KB)


def ranking(decision: Decision, certain: bool = False, scores: tuple[float, ...] = (0.6, 0.2, 0.1, 0.05)) -> Ranking:
    candidates = tuple(Candidate(name, score, score) for name, score in zip(BEST, scores, strict=True))
    return Ranking(decision, 0.9, candidates, certain=certain)


def test_an_answer_that_is_certain_stands_alone_with_its_links_offers_and_whether_it_helped() -> None:
    reply = reply_to(ranking("answer", certain=True), knowledge(), SAID, "sv")
    assert (reply.kind, reply.topic, reply.paragraphs) == ("faq", "fees", knowledge().answer("fees", "sv"))
    assert reply.links == knowledge().links("fees", "sv")
    offers = [SAID.title(f"offer.{one}", "sv") for one in knowledge().entries["fees"].offer]
    assert [one.title for one in reply.buttons] == [*offers, *(SAID.title(key, "sv") for key in HELPED)]


def test_an_unsure_answer_has_the_next_best_questions_beside_it() -> None:
    titles = [one.title for one in reply_to(ranking("answer"), knowledge(), SAID, "en").buttons]
    assert [knowledge().question(one, "en") for one in BEST[1:3]] == [one for one in titles if one.endswith("?")]
    assert knowledge().question(BEST[3], "en") not in titles


def test_a_suggestion_asks_which_of_three_was_meant() -> None:
    reply = reply_to(ranking("suggest"), knowledge(), SAID, "sv")
    assert (reply.kind, reply.topics) == ("suggest", BEST[:3])
    assert [one.title for one in reply.buttons] == [
        *(knowledge().question(one, "sv") for one in BEST[:3]),
        SAID.title("answer.something_else", "sv"),
    ]


def test_what_nobody_answers_is_said_to_be_that() -> None:
    for nothing in (ranking("hold_back"), Ranking("hold_back")):
        reply = reply_to(nothing, knowledge(), SAID, "sv")
        assert (reply.kind, reply.paragraphs) == ("fallback", SAID.say("answer.cannot", "sv"))


def test_the_reasons_that_say_most_are_told_those_for_it_first() -> None:
    signals = [Signal("answer", 0, -0.5), Signal("dense_best", 0, 3), Signal("recent", 0, 0.0), Signal("strange", 0, 1)]
    assert reasons(signals) == (
        Reason("dense_best", "strongly_for"),
        Reason("strange", "for"),
        Reason("answer", "against"),
    )
    assert reasons(signals, most=1) == (Reason("dense_best", "strongly_for"),)
    assert strength(-2.5) == "strongly_against"


def test_few_entries_are_shown_unless_more_are_likely() -> None:
    one = worth_showing(ranking("answer", scores=(0.99, 0.001, 0.0005, 0.0001)))
    assert [row.entry_id for row in one] == list(BEST[:FEWEST])
    assert len(worth_showing(ranking("suggest", scores=(0.3, 0.2, 0.1, 0.1)))) == len(BEST) <= MOST
    assert worth_showing(Ranking("hold_back")) == ()


def test_a_language_is_chosen_by_its_name_alone() -> None:
    assert [named(name) for name in ("sv", "en", "", "de", "in_sv")] == ["sv", "en", None, None, None]


def test_every_signal_strength_and_alarm_has_words_in_both_languages() -> None:
    strengths = {strength(adds) for adds in (-3, -1, 1, 3)}
    keys = [*(f"signal.{name}" for name in MEANING), *(f"alarms.{kind}" for kind in KINDS)]
    keys += [f"strength.{one}" for one in strengths]
    for key in keys:
        for language in LANGUAGES:
            assert words().title(f"trying.{key}", language)


def test_the_sentences_on_signals_tell_of_no_signal_that_there_is_not() -> None:
    body = yaml.safe_load(Path(FOLDER / "trying.yaml").read_text(encoding="utf-8"))["trying"]
    assert set(body["signal"]) == set(MEANING)
