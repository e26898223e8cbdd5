"""How long an import takes, stage by stage, beside DuckDB's count of the same file and its typed load of it.

`python -m benchmarks.importing` takes a million rows; with a number, so many. It exits with 1 where a ratio
is over the limit or the memory over 1.5 GB.

"Load and check" begins with the clean text in memory and ends when every row is kept and known to be
good: rows are split, lines that are no rows are found, area, indicator, period, number,
unit, scenario and bounds are checked, and no row says again what another says. What is held before is not
looked at yet. DuckDB's typed load reads the same file into a table of three texts and a number, in a
database of its own on the same disk, and leaves out rows that do not fit, of which there are none; it
looks up no names and no repeated rows. Its time is the median of three, ours is that of each of two
imports: of an empty city, and of the same file again. Where others keep the machine busy, the seconds of
work say more than the seconds that passed.
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.tables import Ratio, report
from cityops.access import SET_UP
from cityops.config import Config
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
LOAD = "create or replace table loaded as select * from" + (_READ % "double").replace(
    "auto_detect", "ignore_errors = true, auto_detect"
)
_STAGES = ("front door", "load", "check", "series", "commit")


def places(size: int) -> tuple[list[str], list[str]]:
    """Return the areas and indicators of a table of so many rows."""
    areas = [f"E{n:08}" for n in range(500 if size <= 1_000_000 else 1_000)]
    return areas, [f"own_i{n}" for n in range(max(1, size // _months(size) // len(areas)))]


def _months(size: int) -> int:
    return 100 if size <= 1_000_000 else 200


def write(size: int, path: Path) -> None:
    """Write a long table of so many rows; in a process of its own, whose memory does not count."""
    areas, names = places(size)
    periods = [f"{2000 + n // 12}-{n % 12 + 1:02}" for n in range(_months(size))]
    with path.open("w", encoding="utf-8") as file:
        file.write("area_code,indicator,period,value\n")
        for n, (area, name) in enumerate((area, name) for area in areas for name in names):
            values = ((n * 7919 + m * 104_729) % 99_991 / 10 for m in range(len(periods)))
            pairs = zip(periods, values, strict=True)
            file.writelines(f"{area},{name},{period},{value}\n" for period, value in pairs)


def build(path: Path, areas: list[str], names: list[str]) -> Store:
    """Return the small city with these areas and indicators."""
    store = city.build(open_store(str(path), {"memory_limit": Config().memory_limit}))
    indicators.add_areas(store, SET_UP, [city.area(one, kind="district") for one in areas], [])
    indicators.add_indicators(
        store, SET_UP, [city.indicator(one, name_en=one, name_zh=None) for one in names]
    )
    return store


class Watch:
    """Seconds by stage, how many of work, and the most memory in use up to its end, in megabytes."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(_STAGES, 0.0)
        self.work = dict.fromkeys(_STAGES, 0.0)
        self.peaks = dict.fromkeys(_STAGES, 0)

    def around(self, stage: str, work: Callable[..., object]) -> Callable[..., object]:
        """Return a function that does the same and is timed."""

        def timed(*args: object, **options: object) -> object:
            start, busy = time.perf_counter(), time.process_time()
            try:
                return work(*args, **options)
            finally:
                self.seconds[stage] += time.perf_counter() - start
                self.work[stage] += time.process_time() - busy
                self.peaks[stage] = _peak()

        return timed


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Time the stages of the imports inside."""
    places = [
        (importing, "open_file", "front door"),
        (staging.Staging, "load", "load"),
        (staging.Staging, "check", "check"),
        (staging.Staging, "series", "series"),
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


def worked(work: Callable[[], object]) -> tuple[float, float]:
    """Return milliseconds, and seconds of work of all threads."""
    busy = time.process_time()
    return timed(work), time.process_time() - busy


def plain(path: Path) -> tuple[float, float, float]:
    """Return how long DuckDB counts the file, how long it loads it, and its work; medians of three."""
    with duckdb.connect(str(path.with_suffix(".loaded")), config={"threads": THREADS}) as database:
        values = {"path": str(path)}
        counts = [timed(lambda: database.execute(COUNT, values).fetchall()) for _ in range(3)]
        loads = [worked(lambda: database.execute(LOAD, values).fetchall()) for _ in range(3)]
    return median(counts), median(one for one, _ in loads), median(work for _, work in loads)


def main(size: int) -> int:
    """Measure and print; return the exit code."""
    areas, names = places(size)
    limit = LIMITS[min(LIMITS, key=lambda known: abs(known - size))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        writer = multiprocessing.get_context("spawn").Process(target=write, args=(size, path))
        writer.start()
        writer.join()
        count, load, load_work = plain(path)
        store, ratios, before = build(Path(folder) / "city.duckdb", areas, names), [], _peak()
        for title in ("first", "again, nothing changed"):
            watch = Watch()
            with watched(watch):
                whole = timed(
                    lambda: import_file(store, city.ANALYST, "rows.csv", path.read_bytes(), city.CLOCKS)
                )
            watch.seconds["commit"] -= watch.seconds["series"]
            ratios.append(Ratio(f"{title}: front door to commit", whole, count, limit))
            ratios += [
                Ratio(f"{title}: {stage}", 1000 * spent, count, limit)
                for stage, spent in watch.seconds.items()
            ]
            checked = 1000 * (watch.seconds["load"] + watch.seconds["check"])
            ratios.append(Ratio(f"{title}: load and check, beside a typed load", checked, load, 2.0))
            work = watch.work["load"] + watch.work["check"]
            print(f"{title}, at most MB up to the end of: {watch.peaks}", file=sys.stderr)
            print(
                f"{title}, seconds of work: load and check {work:.2f}, typed load {load_work:.2f}, "
                f"ratio {work / load_work:.2f}",
                file=sys.stderr,
            )
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
