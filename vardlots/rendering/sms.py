"""Text messages: what the GSM alphabet can say costs less than half as much as what it cannot.

Source: 3GPP TS 23.038 (alphabet and extension table), 23.040 (concatenation: 153 septets or 67 UTF-16 units a part).
"""

import unicodedata
from collections.abc import Iterator

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")
"""Signs that take two places."""

ONE_GSM, PART_GSM = 160, 153
ONE_UNICODE, PART_UNICODE = 70, 67

_PLAIN = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "´": "'", "`": "'",
        "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "…": "...", "•": "-", "·": "-", "→": "->", "×": "x",
        "≥": ">=", "≤": "<=", "\t": " ", "\u00ad": "", "\u200b": "", "\ufeff": "",
    }
)  # fmt: skip


def sms(text: str) -> str:
    """Return a text with typographic signs as the GSM alphabet has them; å, ä and ö stay, and so does what it lacks."""
    return "".join(map(_sign, unicodedata.normalize("NFC", text).translate(_PLAIN)))


def in_gsm(text: str) -> bool:
    """Say whether the GSM alphabet has every sign of a text."""
    return all(sign in BASIC or sign in EXTENDED for sign in text)


def segments(text: str) -> int:
    """Return how many messages a text is sent, and paid, as; 0 for none."""
    gsm = in_gsm(text)
    one, part = (ONE_GSM, PART_GSM) if gsm else (ONE_UNICODE, PART_UNICODE)
    sizes = list(_sizes(text, gsm))
    if sum(sizes) <= one:
        return min(1, len(sizes))
    count = filled = 0
    for size in sizes:  # a sign of two places is never torn apart
        if not count or filled + size > part:
            count, filled = count + 1, 0
        filled += size
    return count


def _sizes(text: str, gsm: bool) -> Iterator[int]:
    return (2 if (sign in EXTENDED if gsm else ord(sign) > 0xFFFF) else 1 for sign in text)


def _sign(sign: str) -> str:
    """Return a sign as it is, or without the accents or the breadth that the alphabet lacks."""
    if in_gsm(sign):
        return sign
    base = "".join(one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one))
    return base if base and in_gsm(base) else sign
