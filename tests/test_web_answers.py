"""Who waits for a commit is answered from the writer's thread, many in one call of the loop."""

import asyncio
import threading
from concurrent.futures import Future
from typing import Any

import pytest

from cityops.web.answers import Answers
from cityops.workshop.refusals import TurnedAwayError


class Counting(asyncio.SelectorEventLoop):
    """A loop that counts how often another thread called it."""

    calls = 0

    def call_soon_threadsafe(self, *args: Any, **kwargs: Any) -> asyncio.Handle:
        """Count, then call."""
        self.calls += 1
        return super().call_soon_threadsafe(*args, **kwargs)


def run(work: Any) -> Any:
    with asyncio.Runner(loop_factory=Counting) as runner:
        return runner.run(work())


async def waiting(answers: Answers, asked: list["Future[int]"]) -> list["asyncio.Task[int]"]:
    tasks = [asyncio.ensure_future(answers.of(one)) for one in asked]
    await asyncio.sleep(0)  # each has begun to wait
    return tasks


def elsewhere(work: Any) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_the_answers_of_one_commit_wake_the_loop_once() -> None:
    async def work() -> tuple[list[int], int]:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, Counting)
        asked: list[Future[int]] = [Future() for _ in range(200)]
        tasks = await waiting(Answers(), asked)
        before = loop.calls
        elsewhere(lambda: [one.set_result(n) for n, one in enumerate(asked)])
        calls = loop.calls - before
        return await asyncio.gather(*tasks), calls

    assert run(work) == (list(range(200)), 1)


def test_a_refusal_reaches_the_one_who_asked_and_nobody_else() -> None:
    async def work() -> list[Any]:
        asked: list[Future[int]] = [Future(), Future()]
        tasks = await waiting(Answers(), asked)
        elsewhere(lambda: (asked[0].set_exception(TurnedAwayError("late")), asked[1].set_result(5)))
        return await asyncio.gather(*tasks, return_exceptions=True)

    refused, told = run(work)
    assert isinstance(refused, TurnedAwayError)
    assert told == 5


def test_who_is_cut_off_takes_the_answer_out_of_nobodys_hands() -> None:
    async def work() -> tuple[bool, int]:
        asked: list[Future[int]] = [Future(), Future()]
        gone, stays = await waiting(Answers(), asked)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        was_cancelled = asked[0].cancelled()
        elsewhere(lambda: [one.set_result(3) for one in asked])
        return was_cancelled, await stays

    assert run(work) == (False, 3)


def test_what_is_committed_already_is_answered_too() -> None:
    async def work() -> int:
        done: Future[int] = Future()
        done.set_result(4)
        return await Answers().of(done)

    assert run(work) == 4
