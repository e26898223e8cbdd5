"""Threads that start together and whose errors are not lost."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

T = TypeVar("T")


def together(jobs: Sequence[Callable[[], T]]) -> list[T]:
    """Run each job in a thread of its own, all at once; return their results in order."""
    barrier = Barrier(len(jobs), timeout=60)

    def started(job: Callable[[], T]) -> T:
        barrier.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(started, jobs))
