"""Two people changed the same answer."""

from dataclasses import replace

from office.answers.forms import Fields, Row
from office.answers.merging import Piece, differences, marked, merged, shown

SEEN = Fields(
    id="fees",
    question_sv="Vad kostar det?",
    answer_sv="Högst 200 kr.",
    also_asked_sv="pris\navgift\nkostnad",
    links=(Row("Priser", "Fees", "https://a.example"),),
    offer=("quote_fee",),
)


def test_what_each_changed_is_kept() -> None:
    mine = replace(SEEN, answer_sv="Högst 300 kr.", read_today=True)
    theirs = replace(SEEN, question_sv="Vad kostar ett besök?")
    both = merged(SEEN, mine, theirs)
    assert (both.answer_sv, both.question_sv, both.read_today) == ("Högst 300 kr.", "Vad kostar ett besök?", True)
    assert {one.field: one.who for one in differences(SEEN, mine, theirs)} == {
        "answer_sv": "mine",
        "question_sv": "theirs",
    }


def test_where_both_changed_a_text_mine_is_kept_and_it_is_told_first() -> None:
    mine, theirs = replace(SEEN, answer_sv="A.", owner="nurses"), replace(SEEN, answer_sv="B.")
    assert merged(SEEN, mine, theirs).answer_sv == "A."
    assert [(one.field, one.who) for one in differences(SEEN, mine, theirs)] == [
        ("answer_sv", "both"),
        ("owner", "mine"),
    ]


def test_the_same_change_is_told_as_such() -> None:
    same = replace(SEEN, answer_sv="A.")
    assert [one.who for one in differences(SEEN, same, same)] == ["same"]


def test_of_lists_what_both_put_in_and_took_away_counts() -> None:
    mine = replace(SEEN, also_asked_sv="pris\nkostnad\nvad tar ni")
    theirs = replace(SEEN, also_asked_sv="pris\navgift\nkostnad\ntaxa")
    assert merged(SEEN, mine, theirs).also_asked_sv == "pris\nkostnad\ntaxa\nvad tar ni"


def test_of_lists_only_the_lines_that_differ_are_shown() -> None:
    mine = replace(SEEN, also_asked_sv="pris\nkostnad\nvad tar ni")
    theirs = replace(SEEN, also_asked_sv="pris\navgift\nkostnad\ntaxa")
    [one] = differences(SEEN, mine, theirs)
    assert (one.who, one.theirs) == ("merged", (Piece("new", "taxa"),))
    assert one.mine == (Piece("gone", "avgift"), Piece("kept", "\n"), Piece("new", "vad tar ni"))


def test_choices_are_called_by_their_names() -> None:
    [one] = differences(SEEN, SEEN, replace(SEEN, owner="nurses"), {"nurses": "Sjuksköterskorna"})
    assert one.theirs == (Piece("new", "Sjuksköterskorna"),)


def test_the_same_line_put_in_by_both_stands_once() -> None:
    mine, theirs = replace(SEEN, also_asked_sv="pris\ntaxa"), replace(SEEN, also_asked_sv="taxa\npris\navgift\nkostnad")
    assert merged(SEEN, mine, theirs).also_asked_sv == "taxa\npris"


def test_words_are_marked() -> None:
    assert marked("Högst 200 kr.", "Högst 300 kr.") == (
        Piece("kept", "Högst "),
        Piece("gone", "200"),
        Piece("new", "300"),
        Piece("kept", " kr."),
    )
    assert marked("", "") == ()


def test_marks_say_both_texts_to_the_letter() -> None:
    before, after = "En rad.\n\nEn till,  med blanksteg.", "En annan rad.\n\nEn med blanksteg till."
    pieces = marked(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_links_and_choices_are_shown_a_line_each() -> None:
    assert shown(SEEN.links) == "Priser · Fees · https://a.example"
    assert shown(("quote_fee", "check_age")) == "quote_fee\ncheck_age"
