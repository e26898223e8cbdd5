"""What the benchmarks share: timing side by side, a table in Markdown, and the exit code."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of a benchmark.

    Attributes:
        name: What was compared.
        ours: Median of the product's way, in milliseconds.
        plain: Median of the way that it is compared with, in milliseconds.
        limit: Largest ratio that passes.
    """

    name: str
    ours: float
    plain: float
    limit: float

    @property
    def value(self) -> float:
        """How many times as long the product's way takes."""
        return self.ours / self.plain

    @property
    def passes(self) -> bool:
        """Whether the ratio is within its limit."""
        return self.value <= self.limit


def medians(works: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """Return the median time of each work in milliseconds.

    The works take turns, so that whatever else the machine does falls on all of them; one round before
    warms the caches and does not count.
    """
    times: dict[str, list[float]] = {name: [] for name in works}
    for counted in (False, *[True] * rounds):
        for name, work in works.items():
            spent = _milliseconds(work)
            if counted:
                times[name].append(spent)
    return {name: statistics.median(spent) for name, spent in times.items()}


def _milliseconds(work: Work) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return 1000.0 * (time.perf_counter() - start)


def report(title: str, ours: str, plain: str, ratios: list[Ratio]) -> int:
    """Print the ratios as a table in Markdown; return 1 where one is over its limit, else 0."""
    print(f"| {title} | {ours}, ms | {plain}, ms | ratio | limit | |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for one in ratios:
        word = "passes" if one.passes else "**over the limit**"
        print(
            f"| {one.name} | {one.ours:.1f} | {one.plain:.1f} | {one.value:.2f} | {one.limit:.2f} | {word} |"
        )
    return 0 if all(one.passes for one in ratios) else 1
