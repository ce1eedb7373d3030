"""Links where a title alone may not be enough: their address in words, and which of them are safe to follow."""

import re

_SAFE = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"\\\x00-\x1f\x7f]+", re.IGNORECASE)
_DIGITS = re.compile(r"\D")


def safe(url: str) -> bool:
    """Say whether a link leads to a web page, an e-mail address or a number, and nowhere else."""
    return _SAFE.fullmatch(url) is not None


def told(title: str, url: str) -> str:
    """Return a link as text that can be followed by reading: its title, and its address where that does not say it."""
    address = shown(url)
    return title if _says(title, url, address) else f"{title}: {address}" if title else address


def named(title: str, url: str) -> str:
    """Return the words to put on a link: its title, with the number or the mailbox where those are not in it."""
    return title if title and url.lower().startswith("http") else told(title, url)


def shown(url: str) -> str:
    """Return an address as people write it: without `tel:` and `mailto:`."""
    scheme, _, rest = url.partition(":")
    return rest if scheme.lower() in ("tel", "mailto") and rest else url


def _says(title: str, url: str, address: str) -> bool:
    if url.lower().startswith("tel:"):
        digits = _DIGITS.sub("", address)
        return digits != "" and digits in _DIGITS.sub("", title)
    return address in title
