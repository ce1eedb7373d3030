"""The vocabulary: English as the teacher cuts it, Swedish compounds where a reader would cut them, nothing lost."""

import pytest
from transformers import PreTrainedTokenizerFast

from tests.training.tiny import PAIRS, write_teacher
from training.pairs import Pair
from training.vocabulary import SPECIAL, build, fit, teacher_piece, teacher_pieces, tokenizer_of, words_of, wrapped

CORPUS = [Pair(sv, en, "tiny") for sv, en in PAIRS]


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> PreTrainedTokenizerFast:
    return PreTrainedTokenizerFast.from_pretrained(write_teacher(tmp_path_factory.mktemp("teacher")))


def test_words_count_by_weight_in_lower_case() -> None:
    words = words_of([Pair("Jag väntar. VÄNTAR", "I wait", "x", 2.0)])
    assert dict(words.sv) == {"jag": 2.0, "väntar": 4.0, ".": 2.0}


def test_the_teacher_s_pieces_are_written_both_ways(teacher: PreTrainedTokenizerFast) -> None:
    pieces = teacher_pieces(words_of(CORPUS), teacher)
    assert "▁doctor" in pieces
    assert all(teacher_piece(piece) in teacher.get_vocab() for piece in pieces)
    assert [teacher_piece(name) for name in ("▁doctor", "ing", "[CLS]")] == ["doctor", "##ing", "[CLS]"]


def test_english_words_are_whole_and_swedish_ones_in_few_pieces(teacher: PreTrainedTokenizerFast) -> None:
    tokenizer, shares = build(CORPUS, teacher, 300)
    assert tokenizer.get_vocab_size() <= 300
    assert tokenizer.encode("The doctor BOOK").tokens == ["[CLS]", "▁the", "▁doctor", "▁book", "[SEP]"]
    swedish = tokenizer.encode("läkaren", add_special_tokens=False).tokens
    assert len(swedish) < len("läkaren") / 2
    assert shares["▁doctor"] > 0.99
    assert shares[swedish[0]] < 0.01


def test_a_compound_is_cut_where_its_parts_meet() -> None:
    words = words_of([Pair("läkar intyg läkare intyg läkarbesök besök", "x", "x", 5.0)])
    pieces = ["▁läkar", "▁läkari", "ntyg", "intyg", "▁intyg", "e", "▁", *"läkarintygbeös"]
    tokenizer, _ = fit(list(dict.fromkeys(pieces)), words)
    assert tokenizer.encode("läkarintyg", add_special_tokens=False).tokens == ["▁läkar", "intyg"]


def test_an_unknown_letter_is_unknown_and_nothing_breaks() -> None:
    tokenizer = tokenizer_of(["▁", "a"], {"▁": -1.0, "a": -1.0})
    assert tokenizer.encode("a ж", add_special_tokens=False).tokens[0] == "▁"
    assert tokenizer.encode("").tokens == ["[CLS]", "[SEP]"]


def test_control_characters_and_composed_letters_are_read_as_meant() -> None:
    tokenizer = tokenizer_of(["▁å", "▁", "b"], {"▁å": -1.0, "▁": -1.0, "b": -1.0})
    assert tokenizer.encode("a\u030a\u0000\n b", add_special_tokens=False).tokens == ["▁å", "▁", "b"]


def test_transformers_cuts_the_same(teacher: PreTrainedTokenizerFast) -> None:
    tokenizer, _ = build(CORPUS, teacher, 300)
    text = "Barnmorskan väntar på ett läkarintyg!"
    assert wrapped(tokenizer)(text)["input_ids"] == tokenizer.encode(text).ids
    assert [tokenizer.token_to_id(name) for name in SPECIAL] == [0, 1, 2, 3]
