"""The numbers of a homeserver's transactions: one that is missing is lying somewhere, and has to be sent for.

Synapse numbers them from 1. One that it had made but not sent when it died stays where it is, and so may one that it
made just as we came back, until the next time that it takes us to be down; the messages in it would be answered weeks
late. When a number is missing we are down for a moment: Synapse then sends everything that is left, in order. Other
homeservers may name their transactions as they like; names are not looked at.
"""

from typing import Optional, Set


class Transactions:
    """Say which transactions to refuse, once each: the one after a gap, and the first that we ever see."""

    def __init__(self) -> None:
        self._seen: Optional[int] = None
        self._refused: Set[int] = set()

    def refuse(self, name: str) -> bool:
        """Say whether to refuse a transaction this time."""
        if not name.isascii() or not name.isdecimal():
            return False
        number = int(name)
        sent_for = any(number <= refused for refused in self._refused)
        follows = self._seen is not None and number <= self._seen + 1
        if sent_for or follows:
            return False
        self._refused.add(number)
        return True

    def taken(self, name: str) -> None:
        """Remember that a transaction was taken in."""
        if name.isascii() and name.isdecimal():
            number = int(name)
            self._seen = max(number, self._seen or 0)
            self._refused = {one for one in self._refused if one > number}
