"""The pure parts of the benchmarks: judging, counting, and what may be called unseen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.chat import only
from bench.conversations import Talk, Turn, figures
from bench.judge import TASKS, judge, starts, unmet
from bench.mistakes import Mistake, described, write
from bench.overlap import bare, split
from bench.pipelines import Opinion, wanted
from bench.pipelines import figures as pipeline_figures
from bench.plots import draw
from bench.questions import Conversation, Question, Said, read_conversations, read_questions, trained_texts
from bench.report import END, START, report
from bench.report import write as write_docs
from bench.scripts import SCRIPTS
from bench.speed import Turns, ratios, rule_turn
from bench.statistics import Share, percentile, share
from vardlots.replies import KINDS
from vardlots.settings import ROOT

QUESTION = Question("Gäller frikort?", "sv", "exemption-card", ("medicine-card",))
OUTSIDE = Question("Vem vann matchen?", "sv")


def reply(kind, topic=None, topics=(), language="sv", text="Ja."):
    return {"kind": kind, "topic": topic, "topics": list(topics), "language": language, "text": text}


# judging


@pytest.mark.parametrize("kind", ["faq", "fee", "age", "ask", "booking", "app_link"])
@pytest.mark.parametrize("topic", ["exemption-card", "medicine-card"])
def test_an_answer_about_an_accepted_entry_is_right(kind, topic):
    verdict = judge(QUESTION, reply(kind, topic))
    assert verdict.answered_right
    assert verdict.ranked_first
    assert verdict.among_three
    assert not verdict.answered_wrong


@pytest.mark.parametrize("kind", ["smalltalk", "handoff", "emergency"])
def test_a_reply_of_another_kind_is_no_answer_whatever_its_topic(kind):
    verdict = judge(QUESTION, reply(kind, "exemption-card"))
    assert not verdict.answered_right
    assert verdict.answered_wrong


def test_an_answer_about_another_entry_is_wrong():
    verdict = judge(QUESTION, reply("faq", "fees"))
    assert verdict.answered_wrong
    assert not verdict.ranked_first
    assert not verdict.among_three


def test_a_suggestion_counts_as_ranked_not_as_answered():
    verdict = judge(QUESTION, reply("suggest", topics=["exemption-card", "fees"]))
    assert verdict.ranked_first
    assert verdict.among_three
    assert verdict.asked_back
    assert not verdict.answered_right
    assert not verdict.answered_wrong


def test_a_later_suggestion_counts_among_three_only():
    verdict = judge(QUESTION, reply("suggest", topics=["fees", "no-show-fee", "exemption-card"]))
    assert verdict.among_three
    assert not verdict.ranked_first


def test_a_fourth_suggestion_does_not_count():
    assert not judge(QUESTION, reply("suggest", topics=["a", "b", "c", "exemption-card"])).among_three


def test_suggesting_nothing_is_neither_right_nor_an_error():
    verdict = judge(QUESTION, reply("suggest"))
    assert not verdict.ranked_first
    assert not verdict.among_three
    assert not verdict.answered_wrong


@pytest.mark.parametrize(
    ("kind", "held", "asked", "wrong"),
    [
        ("fallback", True, False, False),
        ("suggest", False, True, False),
        ("faq", False, False, True),
        ("emergency", False, False, True),
        ("ask", False, False, True),
    ],
)
def test_what_is_out_of_scope_must_be_held_back(kind, held, asked, wrong):
    verdict = judge(OUTSIDE, reply(kind, topic=None))
    assert (verdict.held_back, verdict.asked_back, verdict.answered_wrong) == (held, asked, wrong)


def test_an_error_is_not_holding_back():
    assert not judge(OUTSIDE, reply("error")).held_back


def test_a_reply_without_topic_is_never_right_for_a_question_without_entry():
    assert not judge(OUTSIDE, reply("ask", topic=None)).answered_right


def test_the_language_of_the_reply_is_judged_unless_another_is_asked_for():
    assert judge(QUESTION, reply("faq", language="en")).language_right is False
    assert judge(QUESTION, reply("faq", language="sv")).language_right is True
    assert judge(Question("English please", "sv", intent="change_language"), reply("smalltalk")).language_right is None


@pytest.mark.parametrize(
    ("intent", "kind", "topic", "right"),
    [
        ("quote_fee", "ask", "fees", True),
        ("quote_fee", "fee", "fees", True),
        ("quote_fee", "faq", "fees", False),
        ("check_age", "ask", "fees", False),
        ("book_appointment", "ask", None, True),
        ("book_appointment", "ask", "reschedule-cancel-psychologist", True),
        ("book_appointment", "ask", "reschedule-cancel-appointment", False),
        ("move_appointment", "ask", "reschedule-cancel-appointment", True),
        ("cancel_appointment", "ask", None, False),
        ("talk_to_person", "ask", "download-app", False),
        ("greet", "smalltalk", None, True),
        ("greet", "fallback", None, False),
    ],
)
def test_each_task_is_known_by_its_first_reply(intent, kind, topic, right):
    assert starts(intent, reply(kind, topic)) is right


def test_a_started_task_is_not_called_a_wrong_answer():
    question = Question("räkna ut avgiften", "sv", intent="quote_fee")
    assert judge(question, reply("ask", "fees")).task_right
    assert not judge(question, reply("ask", "fees")).answered_wrong


def test_the_table_of_tasks_covers_the_questions_and_names_real_kinds():
    assert {question.intent for question in read_questions() if question.intent} <= TASKS.keys()
    assert all(task.kinds <= set(KINDS) for task in TASKS.values())


def test_a_conversation_turn_is_judged_by_what_it_expects_only():
    got = reply("fee", "fees", text="Högst 200 kr.")
    assert unmet({}, got) == []
    assert unmet({"kind": "fee", "topic": "fees", "language": "sv", "contains": ["200"]}, got) == []


def test_what_a_turn_misses_is_told_in_words():
    got = reply("ask", "fees", language="en", text="How old are you?")
    assert unmet({"kind": "fee", "language": "sv", "contains": ["200", "old"]}, got) == [
        "kind 'ask', expected 'fee'",
        "language 'en', expected 'sv'",
        "'200' is missing",
    ]


def test_a_turn_has_exactly_one_reply():
    assert only([{"custom": {"kind": "faq"}}, {"text": "Ja."}]) == {"kind": "faq"}
    with pytest.raises(ValueError, match="exactly one reply, this one had 0"):
        only([{"text": "Ja."}])
    with pytest.raises(ValueError, match="this one had 2"):
        only([{"custom": {"kind": "faq"}}, {"custom": {"kind": "ask"}}])


# counting


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_the_wilson_interval_has_the_published_values(hits, of, low, high):
    assert Share(hits, of).interval == pytest.approx((low, high), abs=5e-5)


@settings(deadline=None)
@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share_and_stays_between_nothing_and_all(counted):
    counted_share = Share(*counted)
    low, high = counted_share.interval
    assert 0 <= low <= counted_share.value + 1e-12
    assert counted_share.value - 1e-12 <= high <= 1


def test_a_share_of_nothing_is_unknown():
    assert share([]).interval == (0.0, 1.0)
    assert share([]).as_dict()["of"] == 0


def test_a_share_counts_what_is_true():
    assert share(number % 3 == 0 for number in range(9)) == Share(3, 9)


@pytest.mark.parametrize(("percent", "expected"), [(1, 1), (50, 50), (95, 95), (99.5, 100), (100, 100)])
def test_a_percentile_is_the_nearest_rank(percent, expected):
    assert percentile([*range(100, 0, -1)], percent) == expected


@settings(deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.1, 100))
def test_a_percentile_is_one_of_the_values_and_covers_its_share(values, percent):
    value = percentile(values, percent)
    assert value in values
    assert sum(other <= value for other in values) >= percent / 100 * len(values) - 1e-9


@pytest.mark.parametrize(("values", "percent"), [([], 50), ([1.0], 0), ([1.0], 101)])
def test_a_percentile_of_nothing_is_refused(values, percent):
    with pytest.raises(ValueError, match="no percentile"):
        percentile(values, percent)


def test_turns_add_up_to_milliseconds_and_messages_a_second():
    turns = Turns()
    turns.add(Turns([0.01, 0.03]))
    turns.add(Turns([0.02]))
    turns.elapsed = 0.06
    assert turns.as_dict() == {"n": 3, "p50_ms": 20.0, "p95_ms": 30.0, "per_second": 50.0, "kinds": {}}


def test_ratios_compare_with_each_starter_bot_that_was_measured():
    rows = {"faq": {"p50_ms": 30.0}, rule_turn("lean"): {"p50_ms": 12.0}}
    assert ratios(rows) == {"faq": {"lean": 2.5}}


def test_every_script_has_five_turns_in_each_language():
    assert {len(script) for scripts in SCRIPTS.values() for script in scripts} == {5}


# what is unseen


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Får man veta PRISET?!", "får man veta priset"),
        ("  vård-\ncentral ", "vård central"),
        ("jag bor i [Skåne](region)", "jag bor i skåne"),
        ('[34 år]{"entity": "age", "value": 34} är jag', "34 år är jag"),
        ("Straße…", "strasse"),
        ("?!", ""),
    ],
)
def test_bare_words_have_no_case_punctuation_or_markup(text, words):
    assert bare(text) == words


def test_a_question_that_was_trained_on_is_not_held_out():
    held_out, seen = split([QUESTION, OUTSIDE], ["gäller frikort", "vem vann"])
    assert (held_out, seen) == ([OUTSIDE], [QUESTION])


def test_letters_are_not_folded_when_looking_for_seen_questions():
    assert split([Question("får man", "sv")], ["far man"])[1] == []


def test_training_texts_come_from_the_knowledge_base_and_from_rasa_examples():
    texts = set(trained_texts(ROOT))
    assert "Vad kostar det att söka vård hos er?" in texts  # an entry's question
    assert "vem skrev Pippi Långstrump" in texts  # out of scope
    assert "min dotter är 14, får hon logga in själv" in texts  # data/nlu


def test_the_held_out_files_read_as_questions_and_conversations():
    groups = [question.group for question in read_questions()]
    assert {"faq", "task", "outside"} == set(groups)
    assert all(talk.language in ("sv", "en") and talk.turns for talk in read_conversations())


# conversations, pipelines, and what is written


def talk(name, *wrong):
    said = Said("hej", {})
    turns = tuple(Turn(said, reply("smalltalk"), ("kind",) if bad else ()) for bad in wrong)
    return Talk(Conversation(name, (said,) * len(turns)), turns)


def test_a_conversation_is_right_when_every_turn_is():
    counted = figures([talk("sv-a", False, False), talk("sv-b", False, True), talk("en-c", True)])
    assert (counted["sv"]["turns"]["hits"], counted["sv"]["turns"]["of"]) == (3, 4)
    assert (counted["sv"]["whole"]["hits"], counted["sv"]["whole"]["of"]) == (1, 2)
    assert counted["all"]["whole"]["of"] == 3


def test_the_mistakes_of_a_conversation_name_the_turn():
    assert [mistake.where for mistake in talk("sv-b", False, True).mistakes] == ["sv-b, turn 2"]


def test_mistakes_are_lines_of_a_table(tmp_path):
    path = tmp_path / "results" / "mistakes.tsv"
    write([Mistake("faq", "sv", 'en "lång"\tfråga', "fees (sv)", described(reply("suggest", topics=["a", "b"])))], path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == ["where", "language", "text", "expected", "got"]
    assert lines[1].endswith("fees (sv)\tsuggest a, b (sv)")
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("question", "intents"),
    [
        (QUESTION, {"faq_exemption_card"}),
        (OUTSIDE, {"out_of_scope"}),
        (Question("boka", "sv", "fees", intent="quote_fee"), {"quote_fee"}),
    ],
)
def test_a_question_wants_its_task_or_the_intent_of_its_entry(question, intents):
    topics = {"exemption-card": "faq_exemption_card", "medicine-card": "faq_exemption_card", "fees": "faq_fees"}
    assert wanted(question, topics) == intents


def test_pipelines_are_counted_inside_and_outside_apart():
    opinions = [
        Opinion(QUESTION, frozenset({"a"}), "a", ("a", "b"), 1.0),
        Opinion(QUESTION, frozenset({"a"}), "nlu_fallback", ("b", "c", "a"), 3.0),
        Opinion(OUTSIDE, frozenset({"out_of_scope"}), "nlu_fallback", ("b", "out_of_scope"), 2.0),
    ]
    counted = pipeline_figures(opinions)
    assert {name: counted[name]["share"] for name in ("top1", "top3", "outside", "outside_or_unsure")} == {
        "top1": 0.5,
        "top3": 1.0,
        "outside": 0.0,
        "outside_or_unsure": 1.0,
    }
    assert counted["parse_p50_ms"] == 2.0


ABOUT = {"date": "2026-11-22T10:00+01:00", "cores": 2, "memory_gib": 24, "system": "Linux", "load": [0.5, 0.4, 0.3]}


@pytest.fixture
def results():
    row = {"n": 100, "p50_ms": 20.0, "p95_ms": 35.0, "per_second": 48.0, "kinds": {"faq": 100}}
    return {
        "speed": {
            "about": ABOUT,
            "turns": {senders: {"faq": row, rule_turn("stock"): row, rule_turn("lean"): row} for senders in ("1", "8")},
            "ratios": {senders: {"faq": {"stock": 0.8, "lean": 1.6}} for senders in ("1", "8")},
            "start_s": {"first": 30.0, "second": 20.0},
            "memory_mib": {"vardlots": {"rasa": 700, "actions": 800}},
        }
    }


def test_a_report_says_where_when_and_how_many(results):
    text = report(results)
    assert "| 1 | faq | 100 | 20 ms | 35 ms | 48 | 0.8× | 1.6× |" in text
    assert "2026-11-22 10:00+01:00, 2 cores, 24 GiB" in text
    assert "A quick run" not in text
    assert "A quick run" in report({"speed": {**results["speed"], "quick": True}})


def test_the_report_goes_between_its_marks_and_leaves_the_rest_alone(results, tmp_path):
    page = tmp_path / "benchmarks.md"
    page.write_text(f"# Figures\n\nBefore.\n\n{START}\nold\n{END}\n\nAfter.\n", encoding="utf-8")
    written = write_docs(results, tmp_path)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Figures\n\nBefore.\n")
    assert text.endswith("After.\n")
    assert "old" not in text
    assert [path.name for path in written] == ["benchmarks.md", "latency.svg"]


def test_a_drawn_figure_is_the_same_each_time(results, tmp_path):
    first, second = (draw(results, tmp_path / name)[0].read_bytes() for name in ("a", "b"))
    assert first == second
    assert b"<svg" in first[:800]
