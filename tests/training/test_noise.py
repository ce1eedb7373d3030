"""Typing mistakes are small, and drawn the same from the same seed."""

import random

from hypothesis import given
from hypothesis import strategies as some

from training.noise import mistype, noisy


@given(some.text(alphabet="abcdeåäö", min_size=5, max_size=15), some.integers(0, 1000))
def test_a_mistyped_word_keeps_its_first_letter_and_about_its_length(word: str, seed: int) -> None:
    wrong = mistype(word, random.Random(seed))
    assert wrong[0] == word[0]
    assert abs(len(wrong) - len(word)) <= 1


def test_noise_is_drawn_from_the_seed_and_leaves_most_texts_readable() -> None:
    text = "Jag behöver förnya mitt läkarintyg."
    many = [noisy(text, random.Random(seed)) for seed in range(500)]
    assert many == [noisy(text, random.Random(seed)) for seed in range(500)]
    assert 0.4 < sum(one.rstrip(".") == text.rstrip(".") for one in many) / 500 < 0.9
    assert any("lakarintyg" in one for one in many)


def test_english_keeps_the_diacritics_of_its_names() -> None:
    short = [noisy("Åsa, Umeå", random.Random(seed), dots=False) for seed in range(200)]  # too short to be mistyped
    assert set(short) == {"Åsa, Umeå"}
