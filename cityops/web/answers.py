"""From the writer's thread to the phones that wait: all answers of a commit in one call of the event loop."""

import asyncio
from collections import deque
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Answers:
    """Wakes whoever waits for a commit, without a thread of its own.

    A call of the loop for each answer would hand the interpreter over as often, to a loop that is busy and
    gives it back only after its five milliseconds: two hundred answers would take longer than their
    commit.
    """

    def __init__(self) -> None:
        self._ready: deque[tuple[asyncio.Future[Any], Future[Any]]] = deque()
        self._is_called = False

    async def of(self, committed: "Future[T]") -> T:
        """Wait for an answer; who is cut off meanwhile takes it out of nobody's hands."""
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        committed.add_done_callback(lambda done: self._arrived(answer, done))
        return await answer

    def _arrived(self, answer: "asyncio.Future[T]", done: "Future[T]") -> None:
        self._ready.append((answer, done))
        if not self._is_called:
            self._is_called = True
            answer.get_loop().call_soon_threadsafe(self._hand_out)

    def _hand_out(self) -> None:
        self._is_called = False  # before the look: what arrives from now on calls again
        while self._ready:
            answer, done = self._ready.popleft()
            if not answer.done():
                _settle(answer, done)


def _settle(answer: "asyncio.Future[T]", done: "Future[T]") -> None:
    if error := done.exception():
        answer.set_exception(error)
    else:
        answer.set_result(done.result())
