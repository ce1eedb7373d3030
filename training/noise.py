"""What people do to words when they type: letters without their dots, letters swapped, no full stop."""

import random
import string

PLAIN = str.maketrans("åäöéÅÄÖÉ", "aaoeAAOE")
LETTERS = string.ascii_lowercase + "åäö"
NO_DOTS, NO_END, TYPO = 0.12, 0.3, 0.1
"""The shares of texts that lose their diacritics, their last full stop or question mark, or get a typing mistake."""
MISTYPED = 5
"""Letters that a word has at least before it is mistyped."""


def noisy(text: str, draw: random.Random, dots: bool = True) -> str:
    """Return the text as a hurried person might have typed it; often as it is. `dots`: it may lose å, ä and ö."""
    if dots and draw.random() < NO_DOTS:
        text = text.translate(PLAIN)
    if draw.random() < NO_END:
        text = text.rstrip(".?!")
    if draw.random() < TYPO:
        words = text.split(" ")
        places = [at for at, word in enumerate(words) if len(word) >= MISTYPED and word.isalpha()]
        if places:
            at = draw.choice(places)
            words[at] = mistype(words[at], draw)
            text = " ".join(words)
    return text


def mistype(word: str, draw: random.Random) -> str:
    """Return a word with one letter missing, doubled, replaced, or swapped with the next; the first one stays."""
    at = draw.randrange(1, len(word) - 1)
    kind = draw.randrange(4)
    middle = (
        "",
        word[at] * 2,
        draw.choice(LETTERS),
        word[at + 1] + word[at],
    )[kind]
    return word[:at] + middle + word[at + (2 if kind == 3 else 1) :]
