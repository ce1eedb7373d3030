"""The numbers of a homeserver's transactions, by which one that is missing is noticed.

Synapse numbers them. Other homeservers may name theirs as they like; such names are not looked at.
"""

from typing import Optional


class Transactions:
    """Remember the highest number, and say when one was left out."""

    def __init__(self) -> None:
        self._highest: Optional[int] = None

    def skipped(self, name: str) -> bool:
        """Say whether there should have been another one before this."""
        return _is_number(name) and self._highest is not None and int(name) > self._highest + 1

    def taken(self, name: str) -> None:
        """Remember that a transaction was taken in."""
        if _is_number(name):
            self._highest = max(int(name), self._highest or 0)


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) < 19
