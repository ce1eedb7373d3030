"""What a gap is called, and the words that tell it from others."""

from kept import kept

from vardlots.gaps.naming import READABLE, Telling, name_of

ORDINARY = ("jag kan ni hos er var", "what is the")


def test_the_name_is_the_best_question_in_the_editors_language():
    questions = kept([("where is the parking", "en"), ("var är parkeringen", "sv"), ("parkering", "sv")])
    assert name_of(questions, "sv") == "var är parkeringen"
    assert name_of(questions, "en") == "where is the parking"


def test_a_language_that_nobody_used_leaves_the_best_question():
    assert name_of(kept([("var är parkeringen", "sv")]), "en") == "var är parkeringen"


def test_a_long_letter_and_a_masked_number_name_nothing_if_anything_else_does():
    questions = kept([("x" * (READABLE + 1), "sv"), ("ring [telefonnummer] tack", "sv"), ("parkering", "sv")])
    assert name_of(questions, "sv") == "parkering"
    assert name_of(questions[:2], "sv") == "x" * (READABLE + 1)


def test_words_tell_that_are_frequent_here_and_rare_elsewhere():
    everything = ["parkering hos er", "var kan jag parkera", "betala parkering", "betala vaccin", "betala hund"]
    telling = Telling(everything, ORDINARY, background=["betala", "betala nu"])
    assert telling.words(everything[:3])[0] == "parkering"
    assert "hos" not in telling.words(everything[:3])


def test_forms_of_a_word_are_one_in_the_form_that_is_written_most():
    texts = ["parkeringen", "parkering", "parkering"]
    assert Telling(texts, ORDINARY).words(texts) == ("parkering",)


def test_words_keep_their_diacritics_and_masks_and_numbers_are_none():
    texts = ["kräkas [telefonnummer]", "kräkas 12"]
    assert Telling(texts, ORDINARY).words(texts) == ("kräkas",)


def test_questions_of_ordinary_words_alone_have_none():
    assert Telling(["kan ni", "var kan jag"], ORDINARY).words(["kan ni"]) == ()
