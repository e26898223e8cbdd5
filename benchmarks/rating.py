"""How long the product takes to rate 100,000 series, beside the same formula in one statement of DuckDB.

Run it as `python -m benchmarks.rating`. It exits with 1 where the ratio is over the limit.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.tables import Ratio, medians, report
from cityops.progress import reduce
from cityops.progress.clock import decimal_years
from cityops.progress.methods import pace
from cityops.progress.model import ClassCode, Codes, Kind, Series
from cityops.store.duck import DuckEngine, DuckSession
from cityops.store.queries import sql

Array = NDArray[Any]

SERIES, YEARS, FIRST = 100_000, 10, 2011
LIMIT, ROUNDS, THREADS, SEED = 2.5, 15, 2, 37106

_TABLES = """
create table observations (series_id integer, period_end date, value double);
create table targets (
    series_id integer, kind tinyint, direction double, baseline_end date, target_value double,
    target_end date, low double, high double
)
"""
_POINTS = sql("select series_id, period_end, value from observations order by series_id, period_end")
_TARGETS = sql("select * from targets order by series_id")
_FORMULA = sql((Path(__file__).parent / "rating.sql").read_text("utf-8"))


def fill(session: DuckSession) -> None:
    """Make up observations and targets among which every class occurs; the same ones in every run."""
    session.script(_TABLES)
    rng = np.random.default_rng(SEED)
    start = rng.uniform(-20.0, 100.0, SERIES)
    value = start[:, None] + np.cumsum(rng.normal(0.0, 3.0, (SERIES, YEARS)), axis=1)
    ends = _first_days(np.tile(np.arange(FIRST + 1, FIRST + YEARS + 1), SERIES))
    index = np.repeat(np.arange(SERIES, dtype=np.int32), YEARS)
    session.insert(
        "observations", pa.table({"series_id": index, "period_end": ends, "value": value.reshape(-1)})
    )
    session.insert("targets", _targets(rng, start))


def _targets(rng: np.random.Generator, start: Array) -> pa.Table:
    kind = rng.choice(3, SERIES, p=[0.8, 0.1, 0.1]).astype(np.int8)
    direction = rng.choice([-1.0, 1.0], SERIES)
    target = start + direction * rng.normal(10.0, 12.0, SERIES)
    low = start + rng.normal(-8.0, 4.0, SERIES)
    return pa.table(
        {
            "series_id": np.arange(SERIES, dtype=np.int32),
            "kind": kind,
            "direction": direction,
            # one series in a hundred begins with its last year: a single point
            "baseline_end": _first_days(FIRST + rng.choice([1, 3, YEARS], SERIES, p=[0.5, 0.49, 0.01])),
            "target_value": pa.array(target, mask=(kind == Kind.BAND) | (rng.random(SERIES) < 0.02)),
            "target_end": _first_days(rng.choice([2020, 2026, 2031], SERIES, p=[0.1, 0.3, 0.6])),
            "low": pa.array(low, mask=kind != Kind.BAND),
            "high": pa.array(low + rng.uniform(4.0, 20.0, SERIES), mask=kind != Kind.BAND),
        }
    )


def _first_days(years: Array) -> Array:
    return (years - 1970).astype("datetime64[Y]").astype("datetime64[D]")


def ours(session: DuckSession) -> Codes:
    """Rate as the product does: the points once, reduced and rated as arrays."""
    points, targets = session.arrays(_POINTS, {}), session.arrays(_TARGETS, {})
    ends = reduce.ends(points["series_id"], points["period_end"], targets["baseline_end"])
    series = Series.of(
        kind=targets["kind"],
        direction=targets["direction"],
        baseline_value=reduce.at(points["value"], ends.baseline),
        baseline_time=decimal_years(reduce.at(points["period_end"], ends.baseline) - 1),
        value=reduce.at(points["value"], ends.latest),
        time=decimal_years(reduce.at(points["period_end"], ends.latest) - 1),
        target=targets["target_value"],
        target_time=decimal_years(targets["target_end"] - 1),
        low=targets["low"],
        high=targets["high"],
        points=ends.points,
        clock=float(FIRST + YEARS),
    )
    return pace.rate(series).class_code


def plain(session: DuckSession) -> Codes:
    """Rate in one statement."""
    return session.arrays(_FORMULA, {"clock": float(FIRST + YEARS)})["class_code"]


def check(session: DuckSession) -> None:
    """Hold both ways against each other.

    Raises:
        ValueError: They differ, or a class does not occur: the ratio would mean nothing.
    """
    rated, stated = ours(session), plain(session)
    if not np.array_equal(rated, stated):
        raise ValueError(f"{int((rated != stated).sum())} of {SERIES} classes differ.")
    missing = [code.key for code in ClassCode if code not in rated]
    if missing:
        raise ValueError(f"No series is {' or '.join(missing)}.")


def main() -> int:
    """Measure and print; return the exit code."""
    engine = DuckEngine(":memory:", {"threads": str(THREADS)})
    with engine.session() as session:
        fill(session)
        check(session)
        times = medians({"ours": lambda: ours(session), "plain": lambda: plain(session)}, ROUNDS)
    engine.close()
    line = Ratio(f"{SERIES:,} series of {YEARS} years", times["ours"], times["plain"], LIMIT)
    return report("Rating by guarded linear pace", "product", "one statement of DuckDB", [line])


if __name__ == "__main__":
    sys.exit(main())
