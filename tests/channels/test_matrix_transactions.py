"""A transaction that is missing is noticed; names that are no numbers are not looked at."""

from channels.matrix.transactions import Transactions


def skipped(*names: str) -> list[str]:
    """Let transactions come; return those before which one is missing."""
    transactions, found = Transactions(), []
    for name in names:
        if transactions.skipped(name):
            found.append(name)
        transactions.taken(name)
    return found


def test_one_after_the_other_from_anywhere_misses_nothing():
    assert skipped("7", "8", "9", "9", "8", "10") == []


def test_a_gap_is_noticed():
    assert skipped("1", "2", "4", "5", "9") == ["4", "9"]


def test_numbers_may_begin_anew():
    assert skipped("7", "8", "1", "2") == []


def test_other_names_are_not_looked_at():
    assert skipped("1", "a", "x-9", "\u00b2", "9" * 400, "2") == []
