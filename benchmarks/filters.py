"""A change of a filter, against the data and the drawings that it needs, alone.

The page is asked for over its websocket, with another filter each time; beside it this process reads and
draws the same on a copy of the store, without Streamlit. Processor time of both; they take turns. Linux only.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks import apps
from benchmarks.tables import Ratio, report
from benchmarks.visitor import Visitor
from cityops.access import VISITOR
from cityops.comparison import reads as comparison
from cityops.store import PRESENT
from cityops.ui import (
    atlas_measures,
    cached,
    changes,
    compare_strips,
    districts,
    exceptions,
    hero,
    indicator,
    maps,
    tiles,
    trend,
    trust,
)
from cityops.ui.session import View
from cityops.web import runtime
from cityops.words.catalogue import words
from cityops.words.colours import LIGHT
from tests.support.app import App

LIMIT = 2.5
ROUNDS, RUNS = 5, 12
LAST = date(2020, 12, 31)


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of one page.

    Attributes:
        name: Said in the table.
        path: Of the page.
        query: What the address says at the n-th change.
        alone: Reads and draws the same.
    """

    name: str
    path: str
    query: Callable[[int], str]
    alone: Callable[[int], object]


def _view(on: date) -> View:
    since = on.replace(year=on.year - 1)
    return View("en", words("en"), LIGHT, VISITOR, on, since, PRESENT, runtime.store().version)


def _day(n: int) -> date:
    return LAST - timedelta(days=n)


def _overview(n: int) -> None:
    view = _view(_day(n))
    found = cached.progress(view.version, view.on, view.known)
    assert found
    for draw in (hero.headline, hero.outcomes, tiles.tiles, exceptions.entries, districts.drawing,
                 districts.legend, changes.entries, trust.lines):  # fmt: skip
        draw(found, view)


def _indicators() -> list[str]:
    return sorted(cached.measured(runtime.store().version))


def _map_query(n: int) -> str:
    every = _indicators()
    return f"lang=en&indicator={every[n % len(every)]}&on={_day(n // len(every))}"


def _map(n: int) -> None:
    every = _indicators()
    view = _view(_day(n // len(every)))
    found = cached.progress(view.version, view.on, view.known)
    assert found
    chosen = cached.catalogue(view.version)[every[n % len(every)]]
    values = cached.values(view.version, chosen.id, view.on, view.known)
    here = {key: values[key] for key in found.districts if key in values}
    shown = atlas_measures.of("value", chosen, here, found, view)
    maps.draw([area.area for area in found.districts.values()], shown.shades, view.tone)


def _compare_query(n: int) -> str:
    return f"lang=en&area=E090000{n % 33 + 1:02}&on={_day(n // 33)}"


def _compare(n: int) -> None:
    view = _view(_day(n // 33))
    profile = comparison.profile(runtime.store(), f"E090000{n % 33 + 1:02}", on=view.on, known=view.known)
    compare_strips.rows(profile.strips, profile, view)


def _target_query(n: int) -> str:
    found = cached.progress(runtime.store().version, _day(0), PRESENT)
    assert found
    targets = [one.target.id for one in found.city.assessments]
    return f"lang=en&target={targets[n % len(targets)]}&on={_day(n // len(targets))}"


def _target(n: int) -> None:
    first = cached.progress(runtime.store().version, _day(0), PRESENT)
    assert first
    count = len(first.city.assessments)
    view = _view(_day(n // count))
    found = cached.progress(view.version, view.on, view.known)
    assert found
    one = found.city.assessments[n % count]
    trend.figure(one, view).to_json()
    indicator.facts(one, view)
    cached.target_history(view.version, one.target.id)
    cached.commentary(view.version, one.indicator.id, one.area_id, view.written)


FILTERS = [
    Filter("overview, another reporting date", "/", lambda n: f"lang=en&on={_day(n)}", _overview),
    Filter("map, another indicator", "/map", _map_query, _map),
    Filter("compare, another district", "/compare", _compare_query, _compare),
    Filter("progress, another target", "/progress", _target_query, _target),
]


def main() -> int:
    """Measure and print."""
    with apps.city() as app:
        copy = Path(tempfile.mkdtemp()) / "copy.duckdb"
        shutil.copy(app.database, copy)
        os.environ["CITYOPS_DB"] = str(copy)
        ratios = [_measured(one, app) for one in FILTERS]
    return report("A change of a filter", "page", "data and drawings alone", ratios)


def _measured(one: Filter, app: App) -> Ratio:
    spent: dict[str, list[float]] = {"page": [], "alone": []}
    with Visitor(app.url + one.path) as visitor:
        visitor.run("lang=en")
        for n in range(ROUNDS + 1):
            changes_now = range(1 + n * RUNS, 1 + (n + 1) * RUNS)
            before = app.cpu_seconds
            for i in changes_now:
                visitor.run(one.query(i))
            spent["page"].append(app.cpu_seconds - before)
            before = time.process_time()
            for i in changes_now:
                one.alone(i)
            spent["alone"].append(time.process_time() - before)
        if visitor.errors:
            raise AssertionError(visitor.errors)
    medians = {name: 1000.0 * statistics.median(times[1:]) / RUNS for name, times in spent.items()}
    return Ratio(one.name, medians["page"], medians["alone"], LIMIT)


if __name__ == "__main__":
    sys.exit(main())
