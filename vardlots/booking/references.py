"""Booking references such as K7M-4QX: short, readable aloud, and not guessable."""

import re
import secrets

ALPHABET = "CDFGHJKLMNPQRTVWX34679"
"""No vowels, so that no word comes out; none of 0/O, 1/I, 2/Z, 5/S, 8/B, which people mix up."""

_DASH = r"[\s\-–—_.]?"
_SIGN = f"[{ALPHABET}]"
_REFERENCE = re.compile(rf"(?<![^\W_])({_SIGN}{{3}}){_DASH}({_SIGN}{{3}})(?![^\W_])")
_SPELLED = re.compile(rf"(?<![^\W_])((?:{_SIGN}[\s\-–—.,]+){{5}}{_SIGN})(?![^\W_])")


def new_reference() -> str:
    """Return a random reference: two groups of three, with at least one letter and one digit."""
    while True:
        signs = "".join(secrets.choice(ALPHABET) for _ in range(6))
        if _mixed(signs):
            return f"{signs[:3]}-{signs[3:]}"


def parse_reference(text: str) -> str | None:
    """Find a reference in what a person typed: any case, with or without the dash, or spelled out sign by sign."""
    shouted = text.upper()
    joined = ["".join(pair) for pair in _REFERENCE.findall(shouted)]
    spelled = [re.sub(r"[^A-Z0-9]", "", run) for run in _SPELLED.findall(shouted)]
    found = next((signs for signs in joined + spelled if _mixed(signs)), None)
    return f"{found[:3]}-{found[3:]}" if found else None


def _mixed(signs: str) -> bool:
    """Say whether both letters and digits occur; so no phone number and no word is a reference."""
    return any(sign.isdigit() for sign in signs) and any(sign.isalpha() for sign in signs)
