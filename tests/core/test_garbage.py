import gc
import threading

import pytest

from vardlots.garbage import uncollected


def test_nothing_is_collected_in_a_block_nor_in_one_inside_it():
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_goes_on_after_an_error():
    with pytest.raises(ZeroDivisionError), uncollected():
        _ = 1 / 0
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("first_to_leave", [0, 1])
def test_of_two_threads_the_last_to_leave_lets_it_go_on(first_to_leave):
    inside = threading.Barrier(3)
    leave = [threading.Event(), threading.Event()]

    def work(number: int) -> None:
        with uncollected():
            inside.wait()
            leave[number].wait()

    threads = [threading.Thread(target=work, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    inside.wait()
    order = (first_to_leave, 1 - first_to_leave)
    for at, number in enumerate(order):
        assert not gc.isenabled()
        leave[number].set()
        threads[number].join()
        assert gc.isenabled() == (at == 1)
