"""Fold text for matching: lower case, no diacritics, plain quotes and dashes, the same length."""

import unicodedata

_PLAIN = {
    "ø": "o", "æ": "a", "ß": "s", "đ": "d", "ł": "l", "ı": "i",
    "’": "'", "‘": "'", "´": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "‐": "-",
}  # fmt: skip


def fold(text: str) -> str:
    """Return `text` without case and diacritics, one character for each of its characters.

    So an offset in the folded text is an offset in the text. Expects composed characters (NFC), which is what
    keyboards and browsers send.
    """
    return "".join(map(_fold_one, text))


def _fold_one(char: str) -> str:
    lower = char.lower()[:1] or char
    if lower in _PLAIN:
        return _PLAIN[lower]
    if lower.isspace():
        return " "
    return unicodedata.normalize("NFKD", lower)[:1] if not unicodedata.combining(lower) else lower
