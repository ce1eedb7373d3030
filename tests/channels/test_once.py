"""A message that arrives again is run once, for a while, and of so many."""

import asyncio

import pytest

from channels.once import Once


class Clock:
    """A clock that only moves when it is told to."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Turns:
    """Runs that are counted, each with another answer; `release` lets those that wait go on."""

    def __init__(self, waits: bool = False) -> None:
        self.count, self._waits, self.release = 0, waits, asyncio.Event()

    async def run(self) -> str:
        self.count += 1
        number = self.count
        if self._waits:
            await self.release.wait()
        return f"answer {number}"


def test_again_gets_the_same_answer_and_says_so():
    async def use():
        once, turns = Once(lambda _: True), Turns()
        first = await once.answer("anna", "m-1", turns.run)
        assert (first, await once.answer("anna", "m-1", turns.run)) == (("answer 1", False), ("answer 1", True))

    asyncio.run(use())


def test_another_message_and_another_conversation_are_run():
    async def use():
        once, turns = Once(lambda _: True), Turns()
        for conversation, message in (("anna", "m-1"), ("anna", "m-2"), ("bo", "m-1")):
            assert not (await once.answer(conversation, message, turns.run))[1]
        assert turns.count == 3

    asyncio.run(use())


def test_while_the_first_runs_the_others_wait_for_its_answer():
    async def use():
        once, turns = Once(lambda _: True), Turns(waits=True)
        asked = [asyncio.ensure_future(once.answer("anna", "m-1", turns.run)) for _ in range(3)]
        await asyncio.sleep(0)
        turns.release.set()
        assert await asyncio.gather(*asked) == [("answer 1", False), ("answer 1", True), ("answer 1", True)]
        assert turns.count == 1

    asyncio.run(use())


def test_what_runs_goes_on_when_whoever_asked_has_gone():
    async def use():
        once, turns = Once(lambda _: True), Turns(waits=True)
        gone = asyncio.ensure_future(once.answer("anna", "m-1", turns.run))
        await asyncio.sleep(0)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        back = asyncio.ensure_future(once.answer("anna", "m-1", turns.run))
        await asyncio.sleep(0)
        turns.release.set()
        assert await back == ("answer 1", True)
        assert turns.count == 1

    asyncio.run(use())


def test_an_answer_that_does_not_last_is_a_real_try_the_next_time():
    async def use():
        once, turns = Once(lambda answer: answer != "answer 1"), Turns()
        answers = [await once.answer("anna", "m-1", turns.run) for _ in range(3)]
        assert answers == [("answer 1", False), ("answer 2", False), ("answer 2", True)]

    asyncio.run(use())


def test_a_run_that_breaks_is_told_to_everybody_who_waits_and_can_be_tried_again():
    async def breaks():
        await asyncio.sleep(0)
        raise RuntimeError("down")

    async def use():
        once, turns = Once(lambda _: True), Turns()
        asked = [asyncio.ensure_future(once.answer("anna", "m-1", breaks)) for _ in range(2)]
        told = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(error) for error in told] == [RuntimeError] * 2
        assert await once.answer("anna", "m-1", turns.run) == ("answer 1", False)

    asyncio.run(use())


def test_an_answer_is_forgotten_after_a_while():
    async def use():
        clock = Clock()
        once, turns = Once(lambda _: True, clock, seconds=60), Turns()
        await once.answer("anna", "m-1", turns.run)
        clock.now += 59
        assert (await once.answer("anna", "m-1", turns.run))[1]
        clock.now += 1
        assert await once.answer("anna", "m-1", turns.run) == ("answer 2", False)

    asyncio.run(use())


def test_of_too_many_the_oldest_go():
    async def use():
        once, turns = Once(lambda _: True, Clock(), most=3), Turns()
        for number in range(10):
            await once.answer("anna", f"m-{number}", turns.run)
        assert len(once) == 3
        assert [(await once.answer("anna", f"m-{number}", turns.run))[1] for number in (9, 0)] == [True, False]

    asyncio.run(use())


def test_one_conversation_can_be_forgotten():
    async def use():
        once, turns = Once(lambda _: True), Turns()
        for conversation in ("anna", "bo"):
            await once.answer(conversation, "m-1", turns.run)
        once.forget("anna")
        assert [(await once.answer(who, "m-1", turns.run))[1] for who in ("bo", "anna")] == [True, False]

    asyncio.run(use())
