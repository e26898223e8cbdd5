"""How long an import takes, stage by stage, beside DuckDB's count of the same file and its typed load of it.

`python -m benchmarks.importing` takes a million rows; with a number, so many. It exits with 1 where a ratio
is over the limit or the memory over 1.5 GB.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from benchmarks.tables import Ratio, report
from cityops.access import SET_UP
from cityops.indicators import writes as indicators
from cityops.ingest import claims, importing, staging
from cityops.ingest.importing import import_file
from cityops.store import Store, open_store
from tests.support import city

THREADS, MEGABYTES = 2, 1_536
LIMITS = {1_000_000: 30.0, 10_000_000: 45.0}
_READ = """
    read_csv(
        $path, auto_detect = false, header = false, skip = 1, delim = ',', quote = '"', escape = '"',
        new_line = '\\n', columns = {'a': 'varchar', 'i': 'varchar', 'p': 'varchar', 'v': '%s'}
    )
"""
COUNT = "select count(*) from" + _READ % "varchar"
LOAD = "create or replace table loaded as select * from" + _READ % "double"
_STAGES = ("front door", "load", "check", "claims", "commit")


def rows(size: int) -> tuple[bytes, list[str], list[str]]:
    """Return a long table of so many rows, with the areas and indicators in it."""
    months = 100 if size <= 1_000_000 else 200
    areas = [f"E{n:08}" for n in range(500 if size <= 1_000_000 else 1_000)]
    names = [f"own_i{n}" for n in range(max(1, size // months // len(areas)))]
    periods = [f"{2000 + n // 12}-{n % 12 + 1:02}" for n in range(months)]
    lines = (
        f"{area},{name},{period},{(n * 7919 % 99991) / 10}"
        for n, (area, name) in enumerate((a, i) for a in areas for i in names)
        for period in periods
    )
    return ("area_code,indicator,period,value\n" + "\n".join(lines) + "\n").encode(), areas, names


def build(path: Path, areas: list[str], names: list[str]) -> Store:
    """Return the small city with these areas and indicators."""
    store = city.build(open_store(str(path)))
    indicators.add_areas(store, SET_UP, [city.area(one, kind="district") for one in areas], [])
    indicators.add_indicators(
        store, SET_UP, [city.indicator(one, name_en=one, name_zh=None) for one in names]
    )
    return store


class Watch:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(_STAGES, 0.0)

    def around(self, stage: str, work: Callable[..., object]) -> Callable[..., object]:
        """Return a function that does the same and is timed."""

        def timed(*args: object, **options: object) -> object:
            start = time.perf_counter()
            try:
                return work(*args, **options)
            finally:
                self.seconds[stage] += time.perf_counter() - start

        return timed


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Time the stages of the imports inside."""
    places = [
        (importing, "open_file", "front door"),
        (staging.Staging, "load", "load"),
        (staging.Staging, "check", "check"),
        (staging.Staging, "claims", "claims"),
        (claims, "write", "commit"),
    ]
    kept = [(place, name, getattr(place, name)) for place, name, _ in places]
    for place, name, stage in places:
        setattr(place, name, watch.around(stage, getattr(place, name)))
    try:
        yield
    finally:
        for place, name, work in kept:
            setattr(place, name, work)


def timed(work: Callable[[], object]) -> float:
    """Return milliseconds."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def plain(path: Path) -> tuple[float, float]:
    """Return how long DuckDB counts the file and how long it loads it, the quicker of three each."""
    with duckdb.connect(str(path.with_suffix(".loaded")), config={"threads": THREADS}) as database:
        values = {"path": str(path)}
        counts = [timed(lambda: database.execute(COUNT, values).fetchall()) for _ in range(3)]
        loads = [timed(lambda: database.execute(LOAD, values).fetchall()) for _ in range(3)]
    return min(counts), min(loads)


def main(size: int) -> int:
    """Measure and print; return the exit code."""
    data, areas, names = rows(size)
    limit = LIMITS[min(LIMITS, key=lambda known: abs(known - size))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        path.write_bytes(data)
        count, load = plain(path)
        del data
        store, ratios, before = build(Path(folder) / "city.duckdb", areas, names), [], _peak()
        for title in ("first", "again, nothing changed"):
            watch = Watch()
            with watched(watch):
                whole = timed(
                    lambda: import_file(store, city.ANALYST, "rows.csv", path.read_bytes(), city.CLOCKS)
                )
            watch.seconds["commit"] -= watch.seconds["claims"]
            ratios.append(Ratio(f"{title}: front door to commit", whole, count, limit))
            ratios += [
                Ratio(f"{title}: {stage}", 1000 * spent, count, limit)
                for stage, spent in watch.seconds.items()
            ]
            checked = 1000 * (watch.seconds["load"] + watch.seconds["check"])
            ratios.append(Ratio(f"{title}: load and check, beside a typed load", checked, load, 2.0))
        store.close()
        peak = _peak()
        code = report(f"Import: {size:,} rows", "import", "DuckDB", ratios)
        print(
            f"\nAt most {peak} MB were in use, {before} MB before the import. "
            f"The file has {path.stat().st_size >> 20} MB."
        )
    return code or int(peak > MEGABYTES)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
