"""How long a read of what was known before takes, beside the same read of what is known now.

A million observations, of which every upload after the first revises a quarter. Run it as
`python -m benchmarks.known`. It exits with 1 where a ratio is over the limit.
"""

import sys
from collections.abc import Callable
from datetime import datetime, timedelta

from benchmarks import city
from benchmarks.tables import Ratio, Work, medians, report
from cityops.access import SET_UP
from cityops.indicators import reads as indicators
from cityops.indicators import writes
from cityops.progress.reads import progress
from cityops.store import PRESENT, Store, open_store

SIZE = city.Size(areas=100, indicators=500, years=20, targets=100)
REVISIONS, SHARE = 4, 0.25
LIMIT, ROUNDS, THREADS, SEED = 1.5, 11, 2, 37106

Read = Callable[[datetime], object]


def fill(store: Store) -> datetime:
    """Build the city, then revise it; return a moment before the revisions."""
    city.found(store, SIZE)
    city.upload(store, "first.csv", city.file_of(SIZE, SEED))
    city.envision(store, SIZE, SEED)
    past = store.clock.moment()
    for i in range(1, REVISIONS + 1):
        city.upload(store, f"revision {i}.csv", city.file_of(SIZE, SEED + i, SHARE))
        for one in SIZE.indicator_ids()[i - 1 :: REVISIONS]:
            writes.change_indicator(store, SET_UP, one, 1, {"owner": f"Office {i}"}, "revised")
    return past


def reads(store: Store) -> dict[str, Read]:
    """Return what is measured, by name; each takes the moment of knowledge."""
    on, end = city.CLOCKS.on, city.CLOCKS.on + timedelta(days=1)

    def points(known: datetime) -> object:
        return store.arrays(
            "progress/points", known=known, end=end, city=city.CITY, hierarchy="administrative"
        )

    def catalogue(known: datetime) -> object:
        members = indicators.members(store, city.CITY, "administrative", known=known)
        return indicators.areas(store, on=on, known=known), members, indicators.catalogue(store, known=known)

    return {
        f"points of {SIZE.targets} indicators in {SIZE.areas} areas": points,
        "areas, districts and the catalogue": catalogue,
        "the way to the vision, whole": lambda known: progress(store, on=on, known=known),
    }


def compare(name: str, read: Read, past: datetime) -> Ratio:
    """Time one read at both moments."""
    works: dict[str, Work] = {"past": lambda: read(past), "present": lambda: read(PRESENT)}
    times = medians(works, ROUNDS)
    return Ratio(name, times["past"], times["present"], LIMIT)


def main() -> int:
    """Measure and print; return the exit code."""
    store = open_store(":memory:", {"threads": str(THREADS)})
    past = fill(store)
    ratios = [compare(name, read, past) for name, read in reads(store).items()]
    store.close()
    revised = f"{SIZE.rows:,} observations, {REVISIONS} times {SHARE:.0%} revised"
    return report(f"Reads: {revised}", "at a past moment", "at present", ratios)


if __name__ == "__main__":
    sys.exit(main())
