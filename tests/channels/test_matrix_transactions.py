"""Missing transactions are sent for, once; what is numbered otherwise is let in."""

from channels.matrix.transactions import Transactions


def came(*names: str) -> list[str]:
    """Let transactions come as a homeserver sends them; return those that were refused."""
    transactions, refused = Transactions(), []
    for name in names:
        if transactions.refuse(name):
            refused.append(name)
        else:
            transactions.taken(name)
    return refused


def test_the_first_one_is_refused_once_for_there_may_be_earlier_ones():
    assert came("7", "7", "8", "9") == ["7"]
    assert came("7", "5", "6", "7", "8") == ["7"]


def test_the_one_after_a_gap_is_refused_once():
    assert came("1", "1", "2", "4", "3", "4", "5") == ["1", "4"]
    assert came("1", "1", "4", "4", "5") == ["1", "4"]


def test_what_comes_again_is_let_in():
    assert came("1", "1", "1", "2", "2", "1") == ["1"]


def test_names_are_not_looked_at():
    assert came("a", "x-9", "²", "7") == ["7"]
